package dev.strongroom.api.query;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.api.wire.QueryParameter;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query request as the tree that their dotted names describe: {@code
 * Tags.member.1.Key=a} is Tags, member, 1, Key.
 */
final class Form {
  private static final int DEEPEST = 16;

  private final Map<String, Form> children = new LinkedHashMap<>();
  private @Nullable String text;

  private Form() {}

  /**
   * Builds the tree.
   *
   * @throws KmsException with SERIALIZATION for a name given twice, bytes that are no UTF-8, or a
   *     name of more than 16 parts
   */
  static Form of(List<QueryParameter> parameters) {
    Form root = new Form();
    for (QueryParameter parameter : parameters) {
      String[] path = utf8(parameter.name()).split("\\.", DEEPEST + 1);
      if (path.length > DEEPEST) {
        throw malformed("A parameter's name has too many parts.");
      }
      Form node = root;
      for (String step : path) {
        node = node.children.computeIfAbsent(step, s -> new Form());
      }
      if (node.text != null) {
        throw malformed("A parameter must not occur more than once.");
      }
      node.text = utf8(parameter.value());
    }
    return root;
  }

  Optional<Form> child(String name) {
    return Optional.ofNullable(children.get(name));
  }

  /** The text at this node, or null when only children stand here. */
  @Nullable String text() {
    return text;
  }

  Map<String, Form> children() {
    return children;
  }

  /** The text of a parameter of the request itself. */
  Optional<String> parameter(String name) {
    return child(name).map(Form::text);
  }

  static KmsException malformed(String message) {
    return new KmsException(ErrorCode.SERIALIZATION, message);
  }

  private static String utf8(String bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException e) {
      throw malformed("Parameters must be UTF-8.");
    }
  }
}
