package dev.strongroom.api.json;

import dev.strongroom.api.wire.Base64Text;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import java.time.Instant;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The scalar members of requests: what JSON token each type takes. */
final class JsonScalars {
  // 0000-01-01 and 9999-12-31: what every client can show.
  private static final long EARLIEST = -62_167_219_200L;
  private static final long LATEST = 253_402_300_799L;

  private JsonScalars() {}

  static Object read(JsonParser in, Class<?> type, boolean sensitive) {
    JsonToken token = in.currentToken();
    if (type == String.class) {
      return token == JsonToken.VALUE_STRING ? paired(in.getString()) : mismatch(token, "String");
    }
    if (type == byte[].class) {
      return token == JsonToken.VALUE_STRING ? blob(in, sensitive) : mismatch(token, "Blob");
    }
    if (type == Integer.class) {
      return (int) whole(in, Integer.MIN_VALUE, Integer.MAX_VALUE, "Integer");
    }
    if (type == Long.class) {
      return whole(in, Long.MIN_VALUE, Long.MAX_VALUE, "Long");
    }
    if (type == Boolean.class) {
      return token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE
          ? in.getBooleanValue()
          : mismatch(token, "Boolean");
    }
    if (type == Instant.class) {
      return time(in);
    }
    throw new IllegalStateException("no wire form for " + type);
  }

  /**
   * Refuses half a surrogate pair, which only an escape can bring in: no UTF-8 can carry it on, so
   * what was stored, hashed or answered would not be what was sent.
   */
  static String paired(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new KmsException(ErrorCode.SERIALIZATION, "A string is not valid Unicode.");
        }
        i++;
      }
    }
    return text;
  }

  private static byte[] blob(JsonParser in, boolean sensitive) {
    char[] text = in.getStringCharacters();
    int offset = in.getStringOffset();
    int length = in.getStringLength();
    try {
      return Base64Text.decode(text, offset, length);
    } finally {
      if (sensitive) {
        Arrays.fill(text, offset, offset + length, '\0');
      }
    }
  }

  /**
   * A fraction is cut off, as AWS does; the value is never expanded, so 1E999999999 is harmless.
   */
  private static long whole(JsonParser in, long least, long most, String name) {
    JsonToken token = in.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT
        && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      long value = in.getLongValue();
      if (value >= least && value <= most) {
        return value;
      }
    } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      double value = in.getDoubleValue();
      // The bound of Long is 2^63 as a double, which is one too many.
      if (value > least - 1.0 && value < most + 1.0 && Math.abs(value) < 0x1p63) {
        return (long) value;
      }
    }
    throw JsonReader.mismatch(token, name);
  }

  /** Seconds since 1970, with a fraction; kept to the millisecond, as KMS keeps it. */
  private static Instant time(JsonParser in) {
    JsonToken token = in.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      double seconds = in.getDoubleValue();
      if (seconds >= EARLIEST && seconds <= LATEST) {
        return Instant.ofEpochMilli(Math.round(seconds * 1000));
      }
    }
    throw JsonReader.mismatch(token, "Timestamp");
  }

  private static Object mismatch(JsonToken found, String expected) {
    throw JsonReader.mismatch(found, expected);
  }
}
