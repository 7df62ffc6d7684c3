package dev.strongroom.server.malformed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer as it came.
 *
 * @param headers by name in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(int status, Map<String, String> headers, byte[] body) {
  private static final Pattern XML_CODE = Pattern.compile("<Code>([A-Za-z.]+)</Code>");

  /** A header's value, or an empty text. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** The body as text. */
  public String text() {
    return new String(body, UTF_8);
  }

  /** The body as JSON. */
  public JsonNode json() {
    return JsonMapper.shared().readTree(body);
  }

  /** The error's name, in JSON or XML; empty for a success. */
  public String code() {
    if (header("content-type").equals("text/xml")) {
      Matcher code = XML_CODE.matcher(text());
      return code.find() ? code.group(1) : "";
    }
    return status < 300 ? "" : json().path("__type").asString();
  }

  /** The error's message. */
  public String message() {
    return json().path("message").asString("");
  }
}
