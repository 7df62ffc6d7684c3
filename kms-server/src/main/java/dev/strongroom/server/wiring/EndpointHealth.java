package dev.strongroom.server.wiring;

import dev.strongroom.api.call.ServerHealth;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.contributor.Status;

/** The health that the management port shows, for who has the administrative socket instead. */
final class EndpointHealth implements Supplier<ServerHealth> {
  private static final String READINESS = "readiness";

  private final HealthEndpoint endpoint;
  private final HealthEndpointGroups groups;

  EndpointHealth(HealthEndpoint endpoint, HealthEndpointGroups groups) {
    this.endpoint = endpoint;
    this.groups = groups;
  }

  @Override
  public ServerHealth get() {
    Map<String, HealthDescriptor> parts = parts();
    // Judged by the group's members, so that no part is looked at, and waited for, twice.
    HealthEndpointGroup readiness = groups.get(READINESS);
    if (readiness == null) {
      throw new IllegalStateException("the settings of Spring Boot name no group " + READINESS);
    }
    boolean ready =
        parts.entrySet().stream()
            .filter(part -> readiness.isMember(part.getKey()))
            .allMatch(part -> part.getValue().getStatus().equals(Status.UP));
    List<ServerHealth.Part> told =
        parts.entrySet().stream()
            .map(
                part -> new ServerHealth.Part(part.getKey(), part.getValue().getStatus().getCode()))
            .toList();
    return new ServerHealth(ready, told);
  }

  private Map<String, HealthDescriptor> parts() {
    Map<String, HealthDescriptor> parts =
        endpoint.health() instanceof CompositeHealthDescriptor all ? all.getComponents() : null;
    if (parts == null) {
      throw new IllegalStateException("the health has no parts");
    }
    return parts;
  }
}
