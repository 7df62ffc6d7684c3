package dev.strongroom.server.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What Tomcat serves: a servlet, filter or page that nobody listed here fails the build. */
class PeoplesPortTest {
  private static final Set<String> SERVLETS = Set.of("dispatcherServlet -> /", "default -> ");
  private static final Set<String> FILTERS =
      Set.of(
          "characterEncodingFilter -> /*",
          "formContentFilter -> /*",
          "requestContextFilter -> /*",
          "springSecurityFilterChain -> /*",
          "webMvcObservationFilter -> /*",
          "Tomcat WebSocket (JSR356) Filter -> /*");
  private static final Set<String> PAGES = Set.of("GET /", "GET /console", "ANY /error");

  private static ServletContext servlets() {
    return ((ServletWebServerApplicationContext) FrontDoor.shared().context()).getServletContext();
  }

  private static Set<String> listed(Map<String, ? extends jakarta.servlet.Registration> all) {
    return all.entrySet().stream()
        .map(entry -> entry.getKey() + " -> " + String.join(",", mappings(entry.getValue())))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> mappings(jakarta.servlet.Registration registration) {
    return switch (registration) {
      case ServletRegistration servlet -> new TreeSet<>(servlet.getMappings());
      case FilterRegistration filter -> new TreeSet<>(filter.getUrlPatternMappings());
      default -> Set.of();
    };
  }

  @Test
  void everyServletIsListed() {
    assertThat(listed(servlets().getServletRegistrations())).isSubsetOf(SERVLETS);
  }

  @Test
  void everyFilterIsListed() {
    assertThat(listed(servlets().getFilterRegistrations())).isSubsetOf(FILTERS);
  }

  @Test
  void everyPageIsListed() {
    Map<RequestMappingInfo, HandlerMethod> handlers =
        FrontDoor.shared()
            .context()
            .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
            .getHandlerMethods();
    Set<String> pages = new TreeSet<>();
    handlers
        .keySet()
        .forEach(
            info -> {
              Set<?> methods = info.getMethodsCondition().getMethods();
              for (String path : info.getPatternValues()) {
                pages.add(
                    (methods.isEmpty() ? "ANY" : methods.iterator().next().toString())
                        + " "
                        + path);
              }
            });
    assertThat(pages).isEqualTo(PAGES);
  }

  @Test
  void theConsoleAnswersAndEverythingElseIsRefused() throws Exception {
    assertThat(get("/console").statusCode()).isEqualTo(200);
    assertThat(get("/console").headers().firstValue("content-security-policy")).isPresent();
    assertThat(get("/console").headers().firstValue("server")).isEmpty();
    assertThat(get("/console/console.css").statusCode()).isEqualTo(200);
    assertThat(get("/").statusCode()).isEqualTo(302);
    for (String path :
        new String[] {
          "/actuator", "/actuator/health", "/actuator/prometheus", "/v1", "/login", "/x"
        }) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(403);
    }
  }

  /** What anybody can make, and costs memory until it expires. */
  @Test
  void nobodysRequestMakesASession() throws Exception {
    for (String property : List.of("local.server.port", "local.management.port")) {
      String port = FrontDoor.shared().context().getEnvironment().getRequiredProperty(property);
      for (String path : List.of("/", "/console", "/login", "/actuator/health", "/x")) {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
          for (String method : List.of("GET", "POST", "DELETE")) {
            HttpResponse<String> answer =
                client.send(
                    HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.headers().allValues("set-cookie"))
                .as(method + " " + uri)
                .noneMatch(cookie -> cookie.contains("SESSION"));
          }
        }
      }
    }
  }

  @Test
  void healthIsOnTheManagementPortAlone() throws Exception {
    int port =
        Integer.parseInt(
            FrontDoor.shared()
                .context()
                .getEnvironment()
                .getRequiredProperty("local.management.port"));
    assertThat(get(port, "/actuator/health").body()).contains("UP");
    assertThat(get(port, "/actuator/env").statusCode()).isIn(403, 404);
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    int port =
        Integer.parseInt(
            FrontDoor.shared().context().getEnvironment().getRequiredProperty("local.server.port"));
    return get(port, path);
  }

  private static HttpResponse<String> get(int port, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
