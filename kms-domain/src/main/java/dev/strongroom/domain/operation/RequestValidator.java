package dev.strongroom.domain.operation;

import dev.strongroom.domain.error.ErrorCode;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks a request record's constraints, given as Jakarta Validation annotations on its members,
 * and words the violations as AWS does: all of them, in member order. Sensitive and binary values
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
   * @throws KmsException ValidationException that lists every violation
   */
  public static void validate(Record request) {
    List<String> violations = new ArrayList<>();
    check(request, "", violations);
    if (!violations.isEmpty()) {
      String detected =
          violations.size() == 1
              ? "1 validation error detected: "
              : violations.size() + " validation errors detected: ";
      throw new KmsException(ErrorCode.VALIDATION, detected + String.join("; ", violations));
    }
  }

  private static void check(Record record, String path, List<String> violations) {
    for (MemberRules rules : RULES.get(record.getClass())) {
      Object value = rules.member().get(record);
      String at = path + rules.member().name();
      rules.own().check(value, at, rules.hidden(), violations);
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
      MemberRules rules, @Nullable Object element, String at, List<String> violations) {
    rules.ofElements().check(element, at, rules.hidden(), violations);
    if (element instanceof Record nested) {
      check(nested, at + ".", violations);
    }
  }

  private record MemberRules(
      RecordShape.Member member, boolean hidden, Rules own, Rules ofElements) {

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
          member.sensitive() || component.getType() == byte[].class,
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

    void check(@Nullable Object value, String at, boolean hidden, List<String> violations) {
      if (value == null) {
        if (required) {
          violations.add(violation("Value null", at, "Member must not be null"));
        }
        return;
      }
      if (value instanceof String text && text.indexOf('\0') >= 0) {
        // PostgreSQL keeps no such text, and no member of the API means anything by it.
        violations.add(violation("Value", at, "Member must not contain the null character"));
        return;
      }
      String shown = hidden ? "Value" : "Value '" + shortened(value.toString()) + "'";
      if (size != null) {
        int length = lengthOf(value);
        if (length < size.min()) {
          violations.add(
              violation(
                  shown, at, "Member must have length greater than or equal to " + size.min()));
        }
        if (length > size.max()) {
          violations.add(
              violation(shown, at, "Member must have length less than or equal to " + size.max()));
        }
      }
      if (min != null && ((Number) value).longValue() < min.value()) {
        violations.add(
            violation(shown, at, "Member must have value greater than or equal to " + min.value()));
      }
      if (max != null && ((Number) value).longValue() > max.value()) {
        violations.add(
            violation(shown, at, "Member must have value less than or equal to " + max.value()));
      }
      if (pattern != null && compiled != null && !compiled.matcher((String) value).matches()) {
        violations.add(
            violation(
                shown, at, "Member must satisfy regular expression pattern: " + pattern.regexp()));
      }
      if (!allowed.isEmpty() && !allowed.contains(value.toString())) {
        violations.add(
            violation(
                shown,
                at,
                "Member must satisfy enum value set: [" + String.join(", ", allowed) + "]"));
      }
    }

    private static String violation(String shown, String at, String constraint) {
      return shown + " at '" + at + "' failed to satisfy constraint: " + constraint;
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
