package dev.strongroom.server.failure;

import java.io.IOException;
import java.util.List;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads an {@code application.yaml} as Spring Boot does, and names the file and the line when it
 * cannot be read, which Spring Boot does not. Named in {@code META-INF/spring.factories}.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class NamedYaml extends YamlPropertySourceLoader {

  @Override
  public List<PropertySource<?>> load(String name, Resource resource) throws IOException {
    try {
      return super.load(name, resource);
    } catch (YAMLException e) {
      throw new StartFailure(
          "The file " + WrittenIn.path(resource) + line(e) + " cannot be read as YAML.",
          "Check its indentation and quotes there, and that no name stands twice.",
          e);
    }
  }

  /** Where it stopped; the exception's own text may quote a secret. */
  private static String line(YAMLException thrown) {
    return thrown instanceof MarkedYAMLException marked && marked.getProblemMark() != null
        ? ", line " + (marked.getProblemMark().getLine() + 1) + ","
        : "";
  }
}
