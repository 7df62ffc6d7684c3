package dev.strongroom.server.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the front-door tests call an operation: by its SDK method, or by its name. */
final class OperationTests {
  private static final Path SOURCES = Path.of("src/test/java/dev/strongroom/server");

  private OperationTests() {}

  static String text() {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith("Test.java"))
          .map(OperationTests::read)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ArchCondition<JavaClass> beCalledIn(String tests) {
    return new ArchCondition<>("be called in a front-door test") {
      @Override
      public void check(JavaClass operation, ConditionEvents events) {
        String name = operation.getSimpleName();
        String method = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        boolean called =
            tests.contains("." + method + "(")
                || tests.contains("." + method + "Paginator(")
                || tests.contains("\"" + name + "\"");
        events.add(
            new SimpleConditionEvent(operation, called, name + " is called in no front-door test"));
      }
    };
  }
}
