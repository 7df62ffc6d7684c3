package dev.strongroom.domain.operation;

import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.name.Excerpt;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks a request record's constraints, given as Jakarta Validation annotations on its members,
 * and words the violations as AWS does: all together, in member order. Sensitive and binary values
 * are never echoed.
 */
public final class RequestValidator {
  private static final int LONGEST_ECHO = 256;

  private static final ClassValue<List<MemberRules>> RULES =
      new ClassValue<>() {
        @Override
        protected List<MemberRules> computeValue(Class<?> type) {
          return RecordShape.of(type.asSubclass(Record.class)).members().stream()
              .map(MemberRules::of)
              .toList();
        }
      };

  private RequestValidator() {}

  /**
   * @throws KmsException ValidationException that lists the violations
   */
  public static void validate(Record request) {
    Violations violations = new Violations();
    check(request, "", violations);
    violations.refuse();
  }

  private static void check(Record record, String path, Violations violations) {
    for (MemberRules rules : RULES.get(record.getClass())) {
      Object value = rules.member().get(record);
      String at = path + rules.member().name();
      rules.own().check(value, at, rules.hides(value), violations);
      if (value instanceof Record nested) {
        check(nested, at + ".", violations);
      } else if (value instanceof List<?> list) {
        for (int i = 0; i < list.size(); i++) {
          checkElement(rules, list.get(i), at + "." + (i + 1) + ".member", violations);
        }
      }
    }
  }

  private static void checkElement(
      MemberRules rules, @Nullable Object element, String at, Violations violations) {
    rules.ofElements().check(element, at, rules.hides(element), violations);
    if (element instanceof Record nested) {
      check(nested, at + ".", violations);
    }
  }

  private record MemberRules(
      RecordShape.Member member, boolean binary, Rules own, Rules ofElements) {

    /** AWS says not even of a sensitive member that it is null. */
    boolean hides(@Nullable Object value) {
      return member.sensitive() || (binary && value != null);
    }

    static MemberRules of(RecordShape.Member member) {
      var component = member.component();
      AllowedValues allowed = component.getAnnotation(AllowedValues.class);
      boolean isList = component.getType() == List.class;
      AnnotatedType type = component.getAnnotatedType();
      Rules ofElements =
          isList && type instanceof AnnotatedParameterizedType parameterized
              ? Rules.of(parameterized.getAnnotatedActualTypeArguments()[0], allowed)
              : Rules.NONE;
      return new MemberRules(
          member,
          component.getType() == byte[].class,
          Rules.of(component.getAccessor(), isList ? null : allowed),
          ofElements);
    }
  }

  /** The constraints of one member, or of each element of a list member. */
  private record Rules(
      boolean required,
      @Nullable Size size,
      @Nullable Min min,
      @Nullable Max max,
      @Nullable Pattern pattern,
      java.util.regex.@Nullable Pattern compiled,
      List<String> allowed) {
    static final Rules NONE = new Rules(false, null, null, null, null, null, List.of());

    static Rules of(AnnotatedElement element, @Nullable AllowedValues values) {
      Pattern pattern = element.getAnnotation(Pattern.class);
      return new Rules(
          element.isAnnotationPresent(NotNull.class),
          element.getAnnotation(Size.class),
          element.getAnnotation(Min.class),
          element.getAnnotation(Max.class),
          pattern,
          pattern == null ? null : java.util.regex.Pattern.compile(pattern.regexp()),
          values == null
              ? List.of()
              : Arrays.stream(values.value().getEnumConstants()).map(Object::toString).toList());
    }

    void check(@Nullable Object value, String at, boolean hidden, Violations violations) {
      if (value == null) {
        if (required) {
          violations.add(hidden ? "Value" : "Value null", at, "Member must not be null");
        }
        return;
      }
      if (hasNull(value)) {
        // PostgreSQL keeps no such text, and no member of the API means anything by it.
        violations.add("Value", at, "Member must not contain the null character");
        return;
      }
      // Only in a violation, for text is made of every value otherwise.
      Supplier<String> shown =
          () -> hidden ? "Value" : "Value '" + shortened(value.toString()) + "'";
      if (size != null) {
        int length = lengthOf(value);
        if (length < size.min()) {
          violations.add(
              shown.get(), at, "Member must have length greater than or equal to " + size.min());
        }
        if (length > size.max()) {
          violations.add(
              shown.get(), at, "Member must have length less than or equal to " + size.max());
        }
      }
      if (min != null && ((Number) value).longValue() < min.value()) {
        violations.add(
            shown.get(), at, "Member must have value greater than or equal to " + min.value());
      }
      if (max != null && ((Number) value).longValue() > max.value()) {
        violations.add(
            shown.get(), at, "Member must have value less than or equal to " + max.value());
      }
      if (pattern != null && compiled != null && !compiled.matcher((String) value).matches()) {
        violations.add(
            shown.get(), at, "Member must satisfy regular expression pattern: " + pattern.regexp());
      }
      if (!allowed.isEmpty() && !allowed.contains(value.toString())) {
        violations.add(
            shown.get(),
            at,
            "Member must satisfy enum value set: [" + String.join(", ", allowed) + "]");
      }
    }

    private static boolean hasNull(Object value) {
      return switch (value) {
        case String text -> text.indexOf('\0') >= 0;
        case Map<?, ?> map ->
            map.entrySet().stream().anyMatch(e -> hasNull(e.getKey()) || hasNull(e.getValue()));
        default -> false;
      };
    }

    private static String shortened(String text) {
      return text.length() <= LONGEST_ECHO ? text : Excerpt.of(text, LONGEST_ECHO) + "...";
    }

    private static int lengthOf(Object value) {
      return switch (value) {
        case String text -> text.codePointCount(0, text.length());
        case byte[] bytes -> bytes.length;
        case List<?> list -> list.size();
        case Map<?, ?> map -> map.size();
        default -> throw new IllegalStateException("@Size on " + value.getClass());
      };
    }
  }
}
