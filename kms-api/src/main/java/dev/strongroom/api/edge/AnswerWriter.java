package dev.strongroom.api.edge;

import dev.strongroom.api.wire.WireResponse;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes answers to requests, and to what never became one. */
record AnswerWriter(AnswerEncoder encoder) {

  /** The answer to a call; {@code keep} says whether the connection stays. */
  ChannelFuture write(
      ChannelHandlerContext ctx, WireResponse response, RequestAssembler answered, boolean keep) {
    AnswerEncoder.Then then = AnswerEncoder.Then.CLOSE;
    if (keep) {
      then = answered.isHttp10() ? AnswerEncoder.Then.KEEP_HTTP_10 : AnswerEncoder.Then.KEEP;
    }
    return ctx.writeAndFlush(
        encoder.encode(response, answered.requestId(), then, answered.isHead(), ctx.alloc()));
  }

  /** A problem, after which the connection ends; {@code refused} is null before there is a head. */
  ChannelFuture write(
      ChannelHandlerContext ctx, HttpProblem problem, @Nullable RequestAssembler refused) {
    boolean head = refused != null && refused.isHead();
    String requestId = refused == null ? UUID.randomUUID().toString() : refused.requestId();
    var then = AnswerEncoder.Then.CLOSE;
    return ctx.writeAndFlush(
        encoder.encode(problem.response(), requestId, then, head, ctx.alloc()));
  }
}
