package dev.strongroom.api.wire;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import java.util.ArrayList;
import java.util.List;

/**
 * One decoded name and value of a query string or form, one {@code char} per byte.
 *
 * <p>The signature is checked over, and the action reads, the same decoded parameters: what could
 * be read in two ways (a plus, a doubly encoded character) cannot mean one thing to each.
 */
public record QueryParameter(String name, String value) {
  // The longest real calls (50 tags, nested policies) stay far below; what is above is an attack.
  private static final int MOST = 1_000;

  /**
   * Parses {@code a=1&b=2}; empty parts are dropped, a missing value is empty.
   *
   * @throws KmsException with SERIALIZATION on a broken escape or more than 1,000 parameters
   */
  public static List<QueryParameter> parse(String encoded) {
    List<QueryParameter> parameters = new ArrayList<>();
    for (int start = 0; start < encoded.length(); ) {
      int end = encoded.indexOf('&', start);
      end = end < 0 ? encoded.length() : end;
      if (parameters.size() == MOST) {
        throw new KmsException(ErrorCode.SERIALIZATION, "The request has too many parameters.");
      }
      if (end > start) {
        int equals = encoded.indexOf('=', start);
        equals = equals < 0 || equals > end ? end : equals;
        String value = equals == end ? "" : encoded.substring(equals + 1, end);
        parameters.add(
            new QueryParameter(
                PercentEncoding.decode(encoded.substring(start, equals)),
                PercentEncoding.decode(value)));
      }
      start = end + 1;
    }
    return parameters;
  }

  /** The names only: values can be credentials. */
  @Override
  public String toString() {
    return name;
  }
}
