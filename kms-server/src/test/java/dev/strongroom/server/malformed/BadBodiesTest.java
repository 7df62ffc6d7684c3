package dev.strongroom.server.malformed;

import static dev.strongroom.server.malformed.Caller.MODEL;
import static dev.strongroom.server.malformed.Caller.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.server.malformed.JsonText.Raw;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What is wrong with the body of a call, for every operation that is built, from the API model. */
class BadBodiesTest {
  private static final int LONGEST_THAT_IS_TRIED = 140_000;

  static Collection<String> built() {
    return Caller.built();
  }

  private static String refusal(String operation, String json, String code) {
    Answer answer = call(operation, json);
    String shown = json.substring(0, Math.min(300, json.length())) + " -> " + answer.text();
    assertThat(answer.status()).as(shown).isEqualTo(400);
    assertThat(answer.code()).as(shown).isEqualTo(code);
    return answer.message();
  }

  @ParameterizedTest
  @MethodSource("built")
  void whatIsNotOneJsonObjectIsASerializationException(String operation) {
    String json = Caller.body(operation).toString();
    for (String text :
        List.of(
            "{",
            "[]",
            "null",
            "\"x\"",
            "1",
            " ",
            json + "x",
            json + json,
            json.substring(0, json.length() - 1),
            "{\"A\":1,\"A\":1}",
            "{\"X\":{\"a\":1,\"a\":1}}",
            "{\"KeyId\":\"\\ud800\",\"KeyId\":\"a\"}",
            "{\"A\":" + "[".repeat(70) + "]".repeat(70) + "}")) {
      refusal(operation, text, "SerializationException");
    }
  }

  @ParameterizedTest
  @MethodSource("built")
  void memberOfAnotherTypeIsASerializationException(String operation) {
    members(operation)
        .forEach(
            (name, shape) -> {
              SampleBody body = Caller.body(operation);
              body.root().put(name, BadValues.refused(shape));
              assertThat(refusal(operation, body.toString(), "SerializationException"))
                  .as(name)
                  .containsAnyOf(
                      "STRING_VALUE cannot be converted to ",
                      "Start of list found where not expected");
            });
  }

  @ParameterizedTest
  @MethodSource("built")
  void badBase64IsASerializationException(String operation) {
    members(operation)
        .forEach(
            (name, shape) -> {
              if (shape.path("type").asString().equals("blob")) {
                SampleBody body = Caller.body(operation);
                for (String text : List.of("!!!!", "QQ", "QR==", "QU_-", "QUJD\n")) {
                  body.root().put(name, text);
                  refusal(operation, body.toString(), "SerializationException");
                }
              }
            });
  }

  @ParameterizedTest
  @MethodSource("built")
  void missingMembersAreToldTogetherInTheModelsOrder(String operation) {
    List<String> missing = new ArrayList<>();
    Map<String, JsonNode> members = members(operation);
    // The list has AWS's order; the members themselves are sorted in our copy of the model.
    for (JsonNode required : input(operation).path("required")) {
      String name = required.asString();
      boolean sensitive = members.get(name).path("sensitive").asBoolean(false);
      missing.add(
          (sensitive ? "Value" : "Value null")
              + at(name)
              + "failed to satisfy constraint: Member must not be null");
    }
    if (!missing.isEmpty()) {
      String count =
          missing.size() == 1 ? "1 validation error" : missing.size() + " validation errors";
      String expected = count + " detected: " + String.join("; ", missing);
      for (String body : List.of("{}", "", "{\"" + firstRequired(operation) + "\":null}")) {
        assertThat(refusal(operation, body, "ValidationException")).isEqualTo(expected);
      }
    }
  }

  private static String firstRequired(String operation) {
    return Caller.body(operation).root().keySet().iterator().next();
  }

  private static String at(String member) {
    return " at '" + Character.toLowerCase(member.charAt(0)) + member.substring(1) + "' ";
  }

  @ParameterizedTest
  @MethodSource("built")
  void everyLimitOfTheModelIsToldInAwsWords(String operation) {
    members(operation)
        .forEach(
            (name, shape) ->
                violations(shape)
                    .forEach((constraint, value) -> breaks(operation, name, value, constraint)));
  }

  private static void breaks(String operation, String name, Object value, String constraint) {
    SampleBody body = Caller.body(operation);
    body.root().put(name, value);
    assertThat(refusal(operation, body.toString(), "ValidationException"))
        .contains(at(name) + "failed to satisfy constraint: " + constraint);
  }

  /** The members of an operation's input with their shapes, in the model's order. */
  private static JsonNode input(String operation) {
    return MODEL.shape(MODEL.operation(operation).path("input").path("shape").asString());
  }

  private static Map<String, JsonNode> members(String operation) {
    JsonNode members = input(operation).path("members");
    Map<String, JsonNode> shapes = new LinkedHashMap<>();
    for (String name : members.propertyNames()) {
      shapes.put(name, MODEL.shape(members.get(name).path("shape").asString()));
    }
    return shapes;
  }

  /** For each constraint of a shape a value that breaks it. */
  private static Map<String, Object> violations(JsonNode shape) {
    Map<String, Object> found = new LinkedHashMap<>();
    String type = shape.path("type").asString();
    boolean number = type.equals("integer") || type.equals("long");
    String measure = number ? "Member must have value " : "Member must have length ";
    long max = shape.path("max").asLong(LONGEST_THAT_IS_TRIED);
    if (shape.path("min").asLong(0) > 0) {
      long min = shape.path("min").asLong();
      Object none = type.equals("list") ? List.of() : "";
      found.put(measure + "greater than or equal to " + min, number ? (Object) (min - 1) : none);
    }
    if (max < LONGEST_THAT_IS_TRIED) {
      found.put(measure + "less than or equal to " + max, more(type, (int) max + 1));
    }
    if (shape.has("enum")) {
      List<String> values = new ArrayList<>();
      shape.path("enum").forEach(one -> values.add(one.asString()));
      found.put("Member must satisfy enum value set: [" + String.join(", ", values) + "]", "NOPE");
    }
    String pattern = shape.path("pattern").asString("");
    if (!pattern.isEmpty() && !Pattern.matches(pattern, "\u2603 {")) {
      found.put("Member must satisfy regular expression pattern: " + pattern, "\u2603 {");
    }
    return found;
  }

  private static Object more(String type, int size) {
    return switch (type) {
      case "integer", "long" -> size;
      case "blob" -> java.util.Base64.getEncoder().encodeToString(new byte[size]);
      case "list" -> java.util.Collections.nCopies(size, new Raw("\"x\""));
      default -> "x".repeat(size);
    };
  }

  @ParameterizedTest
  @MethodSource("built")
  void unknownMembersAreIgnored(String operation) {
    String known = "{\"KeyId\":\"\"}";
    String more = "{\"Nothing\":[{\"a\":1.5e3}],\"keyId\":{},\"KeyId\":\"\",\"\":null}";
    Answer without = call(operation, known);
    Answer with = call(operation, more);
    assertThat(with.code()).isEqualTo(without.code());
    if (!with.code().isEmpty()) {
      assertThat(with.message()).isEqualTo(without.message());
    }
  }
}
