package dev.strongroom.api.json;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.operation.RecordShape;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads an AWS JSON 1.1 body into a request record. Unknown members are ignored, null members are
 * absent, an empty body is an empty object; a member of another type, a duplicate name or anything
 * behind the object is a SerializationException, worded as AWS words it and never with the value.
 */
final class JsonReader {
  private static final int MOST_ELEMENTS = 5_000;

  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  private JsonReader() {}

  static <I extends Record> I read(byte[] body, Class<I> type) {
    if (!StrictUtf8.isValid(body)) {
      throw malformed();
    }
    byte[] text = body.length == 0 ? EMPTY_OBJECT : body;
    try (JsonParser in = Json.FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = in.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw first == null || first == JsonToken.START_ARRAY ? malformed() : mismatch(first, "");
      }
      Record record = structure(in, RecordShape.of(type));
      if (in.nextToken() != null) {
        throw malformed();
      }
      return type.cast(record);
    } catch (JacksonException syntax) {
      // Its message quotes the payload, so it goes nowhere.
      throw malformed();
    }
  }

  private static Record structure(JsonParser in, RecordShape shape) {
    @Nullable Object[] values = new @Nullable Object[shape.members().size()];
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      RecordShape.Member member = shape.member(in.currentName());
      JsonToken token = in.nextToken();
      if (member == null) {
        in.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        values[shape.members().indexOf(member)] = value(in, member.type(), member.sensitive());
      }
    }
    return shape.create(values);
  }

  private static Object value(JsonParser in, Type type, boolean sensitive) {
    if (type instanceof Class<?> scalar) {
      if (!Record.class.isAssignableFrom(scalar)) {
        return JsonScalars.read(in, scalar, sensitive);
      }
      require(in, JsonToken.START_OBJECT, "Structure");
      return structure(in, RecordShape.of(scalar.asSubclass(Record.class)));
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      return list(in, generic.getActualTypeArguments()[0], sensitive);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
      return map(in, generic.getActualTypeArguments()[1], sensitive);
    }
    throw new IllegalStateException("no wire form for " + type);
  }

  private static List<Object> list(JsonParser in, Type element, boolean sensitive) {
    require(in, JsonToken.START_ARRAY, "List");
    List<Object> list = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(in, element, sensitive));
      requireFew(list.size());
    }
    return list;
  }

  private static Map<String, Object> map(JsonParser in, Type element, boolean sensitive) {
    require(in, JsonToken.START_OBJECT, "Map");
    Map<String, Object> map = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      in.nextToken();
      map.put(name, value(in, element, sensitive));
      requireFew(map.size());
    }
    return map;
  }

  /** Many small elements take far more memory than their text, for which a body is counted. */
  private static void requireFew(int elements) {
    if (elements > MOST_ELEMENTS) {
      throw new KmsException(
          ErrorCode.SERIALIZATION, "A list or map has more than " + MOST_ELEMENTS + " elements.");
    }
  }

  private static void require(JsonParser in, JsonToken expected, String name) {
    if (in.currentToken() != expected) {
      throw mismatch(in.currentToken(), name);
    }
  }

  /** What stands here is not of the member's type. */
  static KmsException mismatch(@Nullable JsonToken found, String expected) {
    String message =
        switch (found) {
          case START_OBJECT -> "Start of structure or map found where not expected.";
          case START_ARRAY -> "Start of list found where not expected";
          case VALUE_STRING -> convert("STRING_VALUE", expected);
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> convert("NUMBER_VALUE", expected);
          case VALUE_TRUE -> convert("TRUE_VALUE", expected);
          case VALUE_FALSE -> convert("FALSE_VALUE", expected);
          case VALUE_NULL -> "Null found where not expected";
          case null, default -> "Unexpected token";
        };
    return new KmsException(ErrorCode.SERIALIZATION, message);
  }

  private static String convert(String from, String to) {
    return from + " cannot be converted to " + (to.isEmpty() ? "Structure" : to);
  }

  private static KmsException malformed() {
    return new KmsException(
        ErrorCode.SERIALIZATION, "The request body is not one valid JSON object in UTF-8.");
  }
}
