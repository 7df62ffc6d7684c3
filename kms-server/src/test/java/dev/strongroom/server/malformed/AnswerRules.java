package dev.strongroom.server.malformed;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.server.contract.ApiModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;
import tools.jackson.core.JacksonException;

/** What holds of every answer, whatever was asked. */
final class AnswerRules {
  private static final Pattern REQUEST_ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  // The Common Errors page of the API reference, and the protocol's own.
  private static final Set<String> COMMON =
      Set.of(
          "AccessDeniedException",
          "ExpiredTokenException",
          "IncompleteSignatureException",
          "InvalidSignatureException",
          "MalformedHttpRequestException",
          "MissingAuthenticationTokenException",
          "RequestEntityTooLargeException",
          "RequestTimeoutException",
          "SerializationException",
          "ThrottlingException",
          "UnknownOperationException",
          "UnrecognizedClientException",
          "ValidationException");

  private final Set<String> known = new TreeSet<>(COMMON);

  AnswerRules(ApiModel model) {
    for (String operation : model.operations()) {
      model.operation(operation).path("errors").forEach(e -> known.add(e.path("shape").asString()));
    }
  }

  /**
   * @throws AssertionError when the answer breaks a rule
   */
  void hold(Answer answer, boolean isHead) {
    require(answer.status() < 500, "a fault: " + answer.status() + " " + answer.text());
    require(REQUEST_ID.matcher(answer.header("x-amzn-requestid")).matches(), "no x-amzn-RequestId");
    require(!answer.header("date").isEmpty(), "no Date");
    if (isHead || answer.status() == 302) {
      return;
    }
    switch (answer.header("content-type")) {
      case "application/x-amz-json-1.1" -> json(answer);
      case "text/xml" -> xml(answer);
      default -> require(false, "a type of body: " + answer.header("content-type"));
    }
  }

  private void json(Answer answer) {
    try {
      require(answer.body().length == 0 || answer.json().isObject(), "no object: " + answer.text());
    } catch (JacksonException e) {
      throw new AssertionError("no JSON: " + answer.text(), e);
    }
    if (answer.status() >= 300) {
      require(known.contains(answer.code()), "an unknown error: " + answer.text());
    }
  }

  private static void xml(Answer answer) {
    try {
      var document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(answer.text().getBytes(UTF_8)));
      require(document.getElementsByTagName("RequestId").getLength() == 1, "XML without RequestId");
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError("no XML: " + answer.text(), e);
    }
    require(answer.status() < 300 || !answer.code().isEmpty(), "XML without Code");
  }

  private static void require(boolean holds, String broken) {
    if (!holds) {
      throw new AssertionError(broken);
    }
  }
}
