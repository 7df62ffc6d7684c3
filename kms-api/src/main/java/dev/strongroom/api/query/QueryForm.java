package dev.strongroom.api.query;

import dev.strongroom.api.wire.QueryParameter;
import dev.strongroom.api.wire.WireForm;
import dev.strongroom.api.wire.WireResponse;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.operation.Operation;
import dev.strongroom.domain.operation.RecordShape;
import dev.strongroom.domain.operation.Service;
import java.util.List;
import java.util.Optional;

/**
 * The AWS query protocol: parameters of a form or query string in, XML out:
 *
 * <pre>{@code
 * <XResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
 *   <XResult>...</XResult><ResponseMetadata><RequestId>...</RequestId></ResponseMetadata>
 * </XResponse>
 * <ErrorResponse xmlns="...">
 *   <Error><Type>Sender</Type><Code>...</Code><Message>...</Message></Error><RequestId>...
 * </ErrorResponse>
 * }</pre>
 */
public final class QueryForm implements WireForm {
  /** The media type of requests that are posted. */
  public static final String FORM_TYPE = "application/x-www-form-urlencoded";

  private static final String XML_TYPE = "text/xml";

  private final Service service;
  private final Form form;

  private QueryForm(Service service, Form form) {
    this.service = service;
    this.form = form;
  }

  /**
   * Takes the parameters of a request to a service.
   *
   * @throws KmsException with SERIALIZATION when they cannot be read in one way only
   */
  public static QueryForm of(Service service, List<QueryParameter> parameters) {
    return new QueryForm(service, Form.of(parameters));
  }

  /** A form to write errors in when there are no readable parameters. */
  public static QueryForm unreadable(Service service) {
    return of(service, List.of());
  }

  /** The same parameters as a request to another service. */
  public QueryForm of(Service other) {
    return new QueryForm(other, form);
  }

  public Optional<String> action() {
    return form.parameter("Action");
  }

  public Optional<String> version() {
    return form.parameter("Version");
  }

  @Override
  public <I extends Record> I decode(Class<I> type) {
    return FormReader.read(form, type);
  }

  @Override
  public WireResponse success(Operation<?, ?> operation, Record response, String requestId) {
    String name = operation.name();
    Xml xml = new Xml().open(name + "Response", namespace());
    RecordShape shape = RecordShape.of(response.getClass());
    if (!shape.members().isEmpty()) {
      xml.open(name + "Result");
      XmlWriter.members(xml, response);
      xml.close(name + "Result");
    }
    xml.open("ResponseMetadata").element("RequestId", requestId).close("ResponseMetadata");
    xml.close(name + "Response");
    return new WireResponse(200, XML_TYPE, List.of(), xml.bytes(), shape.hasSensitiveMembers());
  }

  @Override
  public WireResponse failure(KmsException error, String requestId) {
    Xml xml =
        new Xml()
            .open("ErrorResponse", namespace())
            .open("Error")
            .element("Type", error.code().isFault() ? "Receiver" : "Sender")
            .element("Code", error.code().queryName())
            .element("Message", String.valueOf(error.getMessage()))
            .close("Error")
            .element("RequestId", requestId)
            .close("ErrorResponse");
    return WireResponse.of(error.code().queryStatus(), XML_TYPE, xml.bytes());
  }

  private String namespace() {
    return "https://" + service.signingName() + ".amazonaws.com/doc/" + service.version() + "/";
  }
}
