package dev.strongroom.api.edge;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/**
 * Ends a connection whose request was not read to its end. Closing at once would make the kernel
 * answer the unread bytes with a reset, which can overtake the answer that explains the refusal; so
 * only our side is ended, and the rest is read away until the client ends too or time is up.
 */
final class Lingering {
  private Lingering() {}

  @SuppressWarnings("FutureReturnValueIgnored") // what fails here fails because it is closed
  static void start(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      end(channel);
    } else {
      // close_notify goes first, or the client could not tell the end from a cut line.
      tls.closeOutbound().addListener(told -> end(channel));
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private static void end(Channel channel) {
    if (channel instanceof DuplexChannel duplex && channel.isActive()) {
      duplex
          .shutdownOutput()
          .addListener(
              ended -> {
                if (!ended.isSuccess()) {
                  channel.close();
                }
              });
    } else {
      channel.close();
    }
  }
}
