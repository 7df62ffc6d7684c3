package dev.strongroom.api.call;

import dev.strongroom.api.wire.Reply;
import dev.strongroom.api.wire.WireForm;
import dev.strongroom.api.wire.WireRequest;
import dev.strongroom.api.wire.WireResponse;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.operation.Completion;
import dev.strongroom.domain.operation.Operation;
import dev.strongroom.domain.operation.RecordShape;

/** Writes what the pipeline hands back, in the form in which the call came. */
record Answer<O extends Record>(
    WireRequest request, WireForm form, Operation<?, O> operation, Reply reply)
    implements Completion<O> {

  @Override
  public void succeeded(O response) {
    WireResponse encoded;
    try {
      encoded = form.success(operation, response, request.requestId());
    } catch (RuntimeException e) {
      Rejections.fail(request, reply, form, e);
      return;
    } finally {
      RecordShape.wipe(response);
    }
    reply.respond(encoded);
  }

  @Override
  public void failed(KmsException error) {
    reply.respond(form.failure(error, request.requestId()));
  }

  @Override
  public void unknown() {
    reply.drop();
  }
}
