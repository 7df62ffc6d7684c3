package dev.strongroom.api.query;

import dev.strongroom.api.wire.Base64Text;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.operation.RecordShape;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a query request's parameters into a request record: lists are {@code Name.member.N}, maps
 * {@code Name.entry.N.key} and {@code .value}, structures {@code Name.Member}.
 */
final class FormReader {
  private FormReader() {}

  static <I extends Record> I read(Form form, Class<I> type) {
    return type.cast(structure(form, RecordShape.of(type)));
  }

  private static Record structure(Form form, RecordShape shape) {
    List<RecordShape.Member> members = shape.members();
    @Nullable Object[] values = new @Nullable Object[members.size()];
    for (int i = 0; i < values.length; i++) {
      Form part = form.child(members.get(i).wireName()).orElse(null);
      values[i] = part == null ? null : value(part, members.get(i).type());
    }
    return shape.create(values);
  }

  private static Object value(Form form, Type type) {
    if (type instanceof Class<?> scalar) {
      return Record.class.isAssignableFrom(scalar)
          ? structure(form, RecordShape.of(scalar.asSubclass(Record.class)))
          : scalar(form, scalar);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      return list(form, generic.getActualTypeArguments()[0]);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
      return map(form, generic.getActualTypeArguments()[1]);
    }
    throw new IllegalStateException("no wire form for " + type);
  }

  private static List<Object> list(Form form, Type element) {
    List<Object> list = new ArrayList<>();
    for (Form member : numbered(form, "member")) {
      list.add(value(member, element));
    }
    return list;
  }

  private static Map<String, Object> map(Form form, Type element) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Form entry : numbered(form, "entry")) {
      String key = entry.parameter("key").orElseThrow(() -> mismatch("Map"));
      Form value = entry.child("value").orElseThrow(() -> mismatch("Map"));
      if (map.put(key, value(value, element)) != null) {
        throw Form.malformed("A map must not have a key more than once.");
      }
    }
    return map;
  }

  /** The parts in the order of their numbers; an empty parameter is how an empty list is sent. */
  private static Iterable<Form> numbered(Form form, String step) {
    Form parts = form.child(step).orElse(null);
    if (parts == null) {
      if (form.text() != null && form.text().isEmpty()) {
        return List.of();
      }
      throw mismatch("List");
    }
    TreeMap<Integer, Form> ordered = new TreeMap<>();
    parts
        .children()
        .forEach(
            (number, part) -> {
              if (!number.matches("[1-9][0-9]{0,8}")) {
                throw mismatch("List");
              }
              ordered.put(Integer.valueOf(number), part);
            });
    return ordered.values();
  }

  private static Object scalar(Form form, Class<?> type) {
    String text = form.text();
    if (text == null) {
      throw mismatch(type.getSimpleName());
    }
    try {
      if (type == String.class) {
        return text;
      }
      if (type == Integer.class) {
        return Integer.valueOf(text);
      }
      if (type == Long.class) {
        return Long.valueOf(text);
      }
      if (type == Boolean.class) {
        return flag(text);
      }
      if (type == byte[].class) {
        return Base64Text.decode(text.toCharArray(), 0, text.length());
      }
      if (type == Instant.class) {
        return OffsetDateTime.parse(text).toInstant();
      }
    } catch (NumberFormatException | DateTimeException e) {
      throw mismatch(type.getSimpleName());
    }
    throw new IllegalStateException("no wire form for " + type);
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw mismatch("Boolean");
    };
  }

  private static KmsException mismatch(String type) {
    return Form.malformed("A parameter's value is not a " + type + ".");
  }
}
