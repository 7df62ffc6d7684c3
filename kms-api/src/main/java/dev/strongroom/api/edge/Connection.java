package dev.strongroom.api.edge;

import dev.strongroom.api.wire.WireRequest;
import dev.strongroom.api.wire.WireResponse;
import dev.strongroom.domain.operation.LoggedCall;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: reads a request, hands it on, waits for the answer, writes it, and only
 * then looks at the next request, so that pipelined requests are answered in their order. Nothing
 * is read from the socket meanwhile. Everything here runs on the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class Connection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final EdgeContext edge;
  private final AnswerQueue answers;
  private final AnswerWriter writer;
  private final Queue<Object> waiting = new ArrayDeque<>();
  private final Deadline deadline;
  private @Nullable ChannelHandlerContext context;
  private ConnectionState state = ConnectionState.IDLE;
  private @Nullable RequestAssembler request;
  private @Nullable Peer peer;
  private boolean admitted;
  private boolean inputEnded;

  Connection(EdgeContext edge, AnswerQueue answers) {
    this.edge = edge;
    this.answers = answers;
    this.writer = new AnswerWriter(edge.encoder());
    this.deadline = new Deadline(edge.settings());
    deadline.enter(ConnectionState.IDLE);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    Peer from = new Peer(edge.security(), ctx.channel().remoteAddress());
    peer = from;
    admitted = edge.limits().enter(from.address(), from.isProxy());
    if (!admitted) {
      LOG.debug("Too many connections, one more from {}", from.address());
      turnAway(HttpProblem.TOO_MANY_CONNECTIONS);
    } else if (!from.mayConnect()) {
      turnAway(HttpProblem.NOT_BY_A_PROXY);
    } else if (edge.isDraining()) {
      ctx.close();
    } else {
      ctx.read();
    }
  }

  /** Bytes came, perhaps not yet a whole head: the time for the request starts with the first. */
  void bytesArrived() {
    if (state == ConnectionState.IDLE) {
      enter(ConnectionState.READING);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (state == ConnectionState.CALLING || state == ConnectionState.ANSWERING) {
      waiting.add(message);
    } else {
      take(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    readOn(ctx);
  }

  private void readOn(ChannelHandlerContext ctx) {
    if (state == ConnectionState.IDLE
        || state == ConnectionState.READING
        || state == ConnectionState.LINGERING) {
      ctx.read();
    }
  }

  private void take(Object message) {
    try {
      if (state == ConnectionState.LINGERING || state == ConnectionState.CLOSED) {
        return;
      }
      if (message instanceof HttpRequest head) {
        enter(ConnectionState.READING);
        int longest = edge.settings().maxBodyBytes();
        request = new RequestAssembler(head, peer(), longest, edge.bodies(), edge.clock());
        if (request.expectsContinue() && !(message instanceof LastHttpContent)) {
          ctx().writeAndFlush(AnswerEncoder.goOn());
        }
      }
      if (message instanceof HttpContent content && request != null) {
        takeBody(content, request);
      }
    } catch (HttpProblemException e) {
      finish(e.problem());
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void takeBody(HttpContent content, RequestAssembler into) throws HttpProblemException {
    if (StrictRequestDecoder.failure(content) != null) {
      throw new HttpProblemException(HttpProblem.MALFORMED);
    }
    into.append(content.content());
    if (content instanceof LastHttpContent last) {
      into.end(last);
      enter(ConnectionState.CALLING);
      call(into.finish(edge.isAdministrative()));
    }
  }

  private void call(WireRequest whole) {
    var reply = new ConnectionReply(this, answers, whole.requestId());
    try (var _ = LoggedCall.of(whole.requestId())) {
      handle(whole, reply);
    }
  }

  private void handle(WireRequest whole, ConnectionReply reply) {
    try {
      edge.handler().handle(whole, reply);
    } catch (RuntimeException | Error e) {
      // An Error too: without an answer the connection would wait for ever.
      LOG.error("Call {} was not handled", whole.requestId(), e);
      reply.drop();
    }
  }

  /** Writes the answer to the request in hand; null closes without one. */
  void answer(@Nullable WireResponse response) {
    RequestAssembler answered = request;
    if (state != ConnectionState.CALLING || answered == null) {
      discard(response);
      return;
    }
    forget();
    if (response == null) {
      ctx().close();
      return;
    }
    boolean keep = answered.isKeepAlive() && !edge.isDraining() && mayHoldMore();
    enter(ConnectionState.ANSWERING);
    writer
        .write(ctx(), response, answered, keep)
        .addListener(
            written -> {
              if (!written.isSuccess() || !keep || edge.isDraining()) {
                ctx().close();
              } else {
                next();
              }
            });
  }

  private boolean mayHoldMore() {
    return !inputEnded || !waiting.isEmpty();
  }

  /** A handshake is done; or the client has closed its side: what it sent is still answered. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == SslHandshakeCompletionEvent.SUCCESS) {
      peer().secured(ctx.pipeline().get(SslHandler.class));
    } else if (event == ChannelInputShutdownEvent.INSTANCE) {
      inputEnded = true;
      if (state != ConnectionState.CALLING && state != ConnectionState.ANSWERING) {
        ctx.close();
      }
    }
  }

  static void discard(@Nullable WireResponse response) {
    if (response != null) {
      AnswerEncoder.wipe(response);
    }
  }

  private void next() {
    if (state != ConnectionState.ANSWERING) {
      return;
    }
    enter(ConnectionState.IDLE);
    while (state != ConnectionState.CALLING
        && state != ConnectionState.ANSWERING
        && !waiting.isEmpty()) {
      take(waiting.remove());
    }
    if (state == ConnectionState.IDLE && inputEnded) {
      ctx().close();
      return;
    }
    readOn(ctx());
  }

  /**
   * Closes at once, without lingering, and says why where no handshake would have to come first.
   */
  private void turnAway(HttpProblem problem) {
    enter(ConnectionState.LINGERING);
    if (edge.security().tls().isPresent()) {
      ctx().close();
      return;
    }
    writer.write(ctx(), problem, null).addListener(ChannelFutureListener.CLOSE);
  }

  /** Refuses what arrives on this connection, once and for all. */
  private void finish(HttpProblem problem) {
    LOG.debug("{} from {}", problem, peer().address());
    RequestAssembler refused = request;
    forget();
    enter(ConnectionState.LINGERING);
    writer.write(ctx(), problem, refused).addListener(written -> Lingering.start(ctx().channel()));
    ctx().read();
  }

  private void forget() {
    if (request != null) {
      request.release();
      request = null;
    }
  }

  void abort() {
    ctx().close();
  }

  /** Called off the loop, by the sweep: whether there may be something to do. */
  boolean isDue(long nanoTime) {
    return deadline.isPast(nanoTime);
  }

  void expire() {
    if (!deadline.isPast(System.nanoTime())) {
      return;
    }
    if (state == ConnectionState.READING) {
      finish(HttpProblem.TOO_SLOW);
    } else {
      ctx().close();
    }
  }

  /** The server stops: whoever is not in the middle of a call goes at once. */
  void drain() {
    if (state == ConnectionState.IDLE) {
      ctx().close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    enter(ConnectionState.CLOSED);
    forget();
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    if (admitted) {
      admitted = false;
      edge.limits().leave(peer().address());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("Connection from {} failed", peer().address(), cause);
    ctx.close();
  }

  private void enter(ConnectionState next) {
    if (next != state) {
      // READING again keeps its time, or a client could dribble for ever.
      deadline.enter(next);
    }
    state = next;
  }

  private Peer peer() {
    Peer known = peer;
    if (known == null) {
      throw new IllegalStateException("not connected yet");
    }
    return known;
  }

  ChannelHandlerContext ctx() {
    ChannelHandlerContext known = context;
    if (known == null) {
      throw new IllegalStateException("not in a pipeline yet");
    }
    return known;
  }
}
