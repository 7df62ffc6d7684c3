package dev.strongroom.server.failure;

import dev.strongroom.domain.name.Region;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.ResolvableType;
import org.springframework.util.unit.DataSize;

/** Tells which setting has a value that it cannot have, and what it could have. */
final class WrongValue {
  private WrongValue() {}

  /** The failure that a binding ended with; a secret's value is not shown. */
  static StartFailure of(BindException thrown) {
    ConfigurationProperty property = thrown.getProperty();
    String name = property == null ? thrown.getName().toString() : property.getName().toString();
    if (property == null || rangeMessage(thrown) != null) {
      String message = rangeMessage(thrown);
      return new StartFailure(
          message == null ? "The settings " + name + ".* cannot be read." : message + ".",
          "docs/configuration.md says what they may be.",
          thrown);
    }
    boolean secret = SecretSettings.isSecret(name);
    String where = WrittenIn.file(property.getOrigin()).map(file -> " in " + file).orElse("");
    return new StartFailure(
        secret
            ? "The value of " + name + where + " cannot be used."
            : "The value '%s' of %s%s cannot be used.".formatted(property.getValue(), name, where),
        "It has to be " + expected(thrown.getTarget().getType()) + ".",
        thrown);
  }

  /** What our own records say of values that have the right form and are not in range. */
  private static @Nullable String rangeMessage(BindException thrown) {
    for (Throwable each = thrown.getCause(); each != null; each = each.getCause()) {
      if (each instanceof IllegalArgumentException
          && String.valueOf(each.getMessage()).startsWith("strongroom.")) {
        return each.getMessage();
      }
    }
    return null;
  }

  private static String expected(ResolvableType type) {
    ResolvableType element = type.hasGenerics() ? type.getGeneric() : type;
    Class<?> of = element.resolve(Object.class);
    if (of.isEnum()) {
      return Arrays.stream(of.getEnumConstants())
          .map(value -> value.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (of == Duration.class) {
      return "a time such as 20s, 5m or 250ms";
    }
    if (of == DataSize.class) {
      return "a size such as 16KB or 64MB";
    }
    if (of == Region.class) {
      return "the name of a region such as us-east-1";
    }
    if (of == boolean.class || of == Boolean.class) {
      return "true or false";
    }
    return of == int.class || of == Integer.class ? "a whole number" : "a number";
  }
}
