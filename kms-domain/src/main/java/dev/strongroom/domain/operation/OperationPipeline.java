package dev.strongroom.domain.operation;

/** The only way to run an operation. */
public interface OperationPipeline {

  /**
   * Runs an operation and hands the result to the completion once its audit event is committed.
   * Safe to call on an event loop: it runs there what cannot block, and everything else on a
   * virtual thread.
   */
  <I extends Record, O extends Record> void run(
      Call call, Operation<I, O> operation, I request, Completion<O> completion);

  /**
   * Records a call that never became one: no or wrong signature, unknown action, undecodable body.
   * Never blocks; under a flood it counts instead of recording each.
   */
  void rejected(RejectedCall rejected);
}
