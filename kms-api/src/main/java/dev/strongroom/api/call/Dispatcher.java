package dev.strongroom.api.call;

import dev.strongroom.api.wire.Reply;
import dev.strongroom.api.wire.WireRequest;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.identity.Caller;
import dev.strongroom.domain.name.Region;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Operation;
import dev.strongroom.domain.operation.OperationPipeline;
import dev.strongroom.domain.operation.Operations;
import java.util.Arrays;
import java.util.Optional;

/** Finds and decodes the operation of an authenticated call and hands it to the pipeline. */
final class Dispatcher {
  private final Operations operations;
  private final OperationPipeline pipeline;
  private final Rejections rejections;

  Dispatcher(Operations operations, OperationPipeline pipeline, Rejections rejections) {
    this.operations = operations;
    this.pipeline = pipeline;
    this.rejections = rejections;
  }

  void dispatch(
      WireRequest request, Reply reply, Routing.Target target, Caller caller, Region region) {
    Call call =
        new Call(request.requestId(), caller, region, request.time(), Rejections.origin(request));
    Optional<Operation<?, ?>> operation = operations.find(target.service(), target.action());
    if (operation.isPresent()) {
      run(request, reply, target, call, operation.get());
    } else {
      String shown = ShownName.of(target.action());
      KmsException error =
          new KmsException(
              ErrorCode.UNKNOWN_OPERATION,
              "Could not find operation %s for version %s"
                  .formatted(shown, target.service().version()));
      reject(request, reply, target, call, true, error);
    }
  }

  private <I extends Record, O extends Record> void run(
      WireRequest request,
      Reply reply,
      Routing.Target target,
      Call call,
      Operation<I, O> operation) {
    I decoded;
    try {
      decoded = target.form().decode(operation.requestType());
    } catch (KmsException undecodable) {
      reject(request, reply, target, call, operation.readOnly(), undecodable);
      return;
    } finally {
      // It may hold a plaintext, and nobody reads it again.
      Arrays.fill(request.body(), (byte) 0);
    }
    pipeline.run(call, operation, decoded, new Answer<>(request, target.form(), operation, reply));
  }

  private void reject(
      WireRequest request,
      Reply reply,
      Routing.Target target,
      Call call,
      boolean readOnly,
      KmsException error) {
    Rejections.Known known = Rejections.Known.of(target).proven(call, readOnly);
    rejections.reject(request, reply, target.form(), known, error);
  }
}
