package dev.strongroom.api.call;

import dev.strongroom.api.json.JsonForm;
import dev.strongroom.api.wire.Reply;
import dev.strongroom.api.wire.WireHandler;
import dev.strongroom.api.wire.WireRequest;
import dev.strongroom.domain.identity.Caller;
import dev.strongroom.domain.name.Region;
import dev.strongroom.domain.operation.OperationPipeline;
import dev.strongroom.domain.operation.Operations;
import dev.strongroom.domain.operation.Service;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The administrative API behind the Unix socket: JSON 1.1, no signature. Who can open the socket is
 * the operator, which the file system has decided.
 */
public final class AdministrativeCalls implements WireHandler {
  private final Router router = new Router(Set.of(Service.PLATFORM), Set.of(), Optional.empty());
  private final Supplier<Caller> operator;
  private final Region region;
  private final Rejections rejections;
  private final Dispatcher dispatcher;

  /**
   * @param operator who calls by the socket
   * @param region the region that such calls are said to be made in
   */
  public AdministrativeCalls(
      Operations operations, OperationPipeline pipeline, Supplier<Caller> operator, Region region) {
    this.operator = operator;
    this.region = region;
    this.rejections = new Rejections(pipeline);
    this.dispatcher = new Dispatcher(operations, pipeline, rejections);
  }

  @Override
  public void handle(WireRequest request, Reply reply) {
    try {
      if (!request.administrative()) {
        throw new IllegalStateException("an administrative call that did not come by the socket");
      }
      switch (router.route(request)) {
        case Routing.Target target ->
            dispatcher.dispatch(request, reply, target, operator.get(), region);
        case Routing.Astray(var form, var service, var action, var error) ->
            rejections.reject(
                request, reply, form, Rejections.Known.claimed(service, action), error);
        case Routing.Browser browser -> throw new IllegalStateException("no console by the socket");
      }
    } catch (RuntimeException e) {
      Rejections.fail(request, reply, new JsonForm(request.body()), e);
    }
  }
}
