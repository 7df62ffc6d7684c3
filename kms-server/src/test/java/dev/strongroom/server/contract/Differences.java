package dev.strongroom.server.contract;

import dev.strongroom.domain.operation.AllowedValues;
import dev.strongroom.domain.operation.RecordShape;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds where a record and a structure of the API model differ. */
final class Differences {
  private final ApiModel model;
  private final Set<String> omissions;
  private final List<String> found = new ArrayList<>();
  private final Set<String> usedOmissions = new TreeSet<>();
  private final Set<String> visited = new HashSet<>();

  /**
   * @param omissions members, as {@code Shape.Member}, that an output may lack
   */
  Differences(ApiModel model, Set<String> omissions) {
    this.model = model;
    this.omissions = omissions;
  }

  List<String> found() {
    return found;
  }

  Set<String> usedOmissions() {
    return usedOmissions;
  }

  void compareInput(String shape, Class<? extends Record> type) {
    compare(shape, type, true);
  }

  void compareOutput(String shape, Class<? extends Record> type) {
    compare(shape, type, false);
  }

  private void compare(String shapeName, Class<? extends Record> type, boolean input) {
    if (!visited.add(shapeName + type.getName() + input)) {
      return;
    }
    JsonNode members = model.shape(shapeName).path("members");
    RecordShape record = RecordShape.of(type);
    for (String name : members.propertyNames()) {
      RecordShape.Member member = record.member(name);
      String at = shapeName + "." + name;
      if (member != null) {
        compareMember(at, member, members.get(name).get("shape").asString(), shapeName, input);
      } else if (!input && omissions.contains(at)) {
        usedOmissions.add(at);
      } else {
        found.add(at + " is missing in " + type.getName());
      }
    }
    for (RecordShape.Member member : record.members()) {
      if (!members.has(member.wireName())) {
        found.add(type.getName() + " has " + member.wireName() + ", which the model has not");
      }
    }
  }

  private void compareMember(
      String at, RecordShape.Member member, String memberShape, String owner, boolean input) {
    JsonNode shape = model.shape(memberShape);
    check(at + " sensitive", shape.path("sensitive").asBoolean(false), member.sensitive());
    compareType(at, member.type(), memberShape, input);
    if (!input) {
      return;
    }
    boolean required = false;
    for (JsonNode one : model.shape(owner).path("required")) {
      required |= one.asString().equals(member.wireName());
    }
    AnnotatedElement annotated = member.component().getAccessor();
    check(at + " required", required, annotated.isAnnotationPresent(NotNull.class));
    compareLimits(at, shape, annotated);
    AllowedValues allowed = member.component().getAnnotation(AllowedValues.class);
    if (shape.path("type").asString().equals("list")) {
      JsonNode element = model.shape(shape.path("member").path("shape").asString());
      var type = (AnnotatedParameterizedType) member.component().getAnnotatedType();
      compareLimits(at + "[]", element, type.getAnnotatedActualTypeArguments()[0]);
      compareEnum(at + "[]", element, allowed);
    } else {
      compareEnum(at, shape, allowed);
    }
  }

  private void compareLimits(String at, JsonNode shape, AnnotatedElement annotated) {
    String kind = shape.path("type").asString();
    if (kind.equals("integer") || kind.equals("long")) {
      Min min = annotated.getAnnotation(Min.class);
      Max max = annotated.getAnnotation(Max.class);
      check(at + " min", number(shape, "min"), min == null ? null : min.value());
      check(at + " max", number(shape, "max"), max == null ? null : max.value());
    } else if (!kind.equals("structure") && !kind.equals("map")) {
      Size size = annotated.getAnnotation(Size.class);
      Long min = number(shape, "min");
      check(at + " min", min == null ? 0L : min, size == null ? 0L : (long) size.min());
      Long max = number(shape, "max");
      check(at + " max", max, size == null ? null : (Long) (long) size.max());
    }
    Pattern pattern = annotated.getAnnotation(Pattern.class);
    JsonNode wanted = shape.path("pattern");
    check(
        at + " pattern",
        wanted.isMissingNode() ? null : wanted.asString(),
        pattern == null ? null : pattern.regexp());
  }

  private void compareEnum(String at, JsonNode shape, @Nullable AllowedValues allowed) {
    Set<String> wanted = new TreeSet<>();
    shape.path("enum").forEach(value -> wanted.add(value.asString()));
    Set<String> has = new TreeSet<>();
    if (allowed != null) {
      Arrays.stream(allowed.value().getEnumConstants()).map(Object::toString).forEach(has::add);
    }
    check(at + " enum", wanted, has);
  }

  private void compareType(String at, Type type, String shapeName, boolean input) {
    JsonNode shape = model.shape(shapeName);
    switch (shape.path("type").asString()) {
      case "string" -> check(at, String.class, type);
      case "blob" -> check(at, byte[].class, type);
      case "timestamp" -> check(at, Instant.class, type);
      case "boolean" -> checkOneOf(at, type, Boolean.class, boolean.class);
      case "integer" -> checkOneOf(at, type, Integer.class, int.class);
      case "long" -> checkOneOf(at, type, Long.class, long.class);
      case "map" -> check(at, Map.class, raw(type));
      case "list" -> {
        check(at, List.class, raw(type));
        Type element = ((ParameterizedType) type).getActualTypeArguments()[0];
        compareType(at + "[]", element, shape.path("member").path("shape").asString(), input);
      }
      case "structure" -> compare(shapeName, ((Class<?>) type).asSubclass(Record.class), input);
      default -> found.add(at + " has a type that the comparison does not know");
    }
  }

  private static Type raw(Type type) {
    return type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
  }

  private static @Nullable Long number(JsonNode shape, String name) {
    return shape.has(name) ? shape.get(name).asLong() : null;
  }

  private void checkOneOf(String at, Type has, Type... wanted) {
    if (!Set.of(wanted).contains(has)) {
      found.add(at + ": the model has " + Arrays.toString(wanted) + ", the record " + has);
    }
  }

  private void check(String at, @Nullable Object wanted, @Nullable Object has) {
    if (!java.util.Objects.equals(wanted, has)) {
      found.add(at + ": the model has " + wanted + ", the record " + has);
    }
  }
}
