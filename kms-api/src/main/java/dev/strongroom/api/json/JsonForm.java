package dev.strongroom.api.json;

import dev.strongroom.api.wire.WireForm;
import dev.strongroom.api.wire.WireResponse;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.operation.Operation;
import dev.strongroom.domain.operation.RecordShape;
import java.util.List;

/**
 * AWS JSON 1.1: the body is the request, the answer's body the response, an error is {@code
 * {"__type":"...","message":"..."}} with the error's own status.
 */
public final class JsonForm implements WireForm {
  /** The media type of requests and answers. */
  public static final String CONTENT_TYPE = "application/x-amz-json-1.1";

  private final byte[] body;

  public JsonForm(byte[] body) {
    this.body = body;
  }

  @Override
  public <I extends Record> I decode(Class<I> type) {
    return JsonReader.read(body, type);
  }

  @Override
  public WireResponse success(Operation<?, ?> operation, Record response, String requestId) {
    boolean sensitive = RecordShape.of(response.getClass()).hasSensitiveMembers();
    return new WireResponse(200, CONTENT_TYPE, List.of(), JsonWriter.write(response), sensitive);
  }

  @Override
  public WireResponse failure(KmsException error, String requestId) {
    return failure(
        error.code().jsonStatus(), error.code().jsonName(), String.valueOf(error.getMessage()));
  }

  /** An answer without secrets that is no operation's. */
  public static WireResponse answer(Record response) {
    return WireResponse.of(200, CONTENT_TYPE, JsonWriter.write(response));
  }

  /** An error that no operation answers, such as those of the HTTP level. */
  public static WireResponse failure(int status, String type, String message) {
    return WireResponse.of(status, CONTENT_TYPE, JsonWriter.writeError(type, message));
  }
}
