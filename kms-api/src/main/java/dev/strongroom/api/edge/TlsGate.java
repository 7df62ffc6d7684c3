package dev.strongroom.api.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.List;

/**
 * Looks at the first bytes of a connection to a TLS port: gives way to TLS when they begin a
 * handshake, and tells whoever forgot the s of https so, in a form that he can read.
 */
final class TlsGate extends ByteToMessageDecoder {
  private static final int RECORD_HEADER = 5;
  private static final Duration LONGEST_HANDSHAKE = Duration.ofSeconds(10);
  private static final String EXPLANATION = "This port speaks TLS only: use https://.\n";
  private static final byte[] REFUSAL =
      ("HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain\r\nconnection: close\r\n"
              + "content-length: "
              + EXPLANATION.length()
              + "\r\n\r\n"
              + EXPLANATION)
          .getBytes(US_ASCII);

  private final EdgeTls tls;
  private final Duration handshakeTime;
  private boolean refused;

  TlsGate(EdgeTls tls, Duration requestTime) {
    this.tls = tls;
    this.handshakeTime =
        requestTime.compareTo(LONGEST_HANDSHAKE) < 0 ? requestTime : LONGEST_HANDSHAKE;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (refused) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (in.readableBytes() < RECORD_HEADER) {
      return;
    }
    if (!SslHandler.isEncrypted(in, false)) {
      refused = true;
      in.skipBytes(in.readableBytes());
      ctx.writeAndFlush(Unpooled.wrappedBuffer(REFUSAL)).addListener(ChannelFutureListener.CLOSE);
      return;
    }
    SslHandler handler = tls.newHandler(ctx.alloc());
    handler.setHandshakeTimeoutMillis(handshakeTime.toMillis());
    // What was read already goes on to the handler that takes this one's place.
    ctx.pipeline().replace(this, null, handler);
  }
}
