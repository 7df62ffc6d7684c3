package dev.strongroom.bench;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What connections lead to.
 *
 * @param endpoint an API's URL
 * @param tls makes their TLS, where the URL says https
 */
record Target(URI endpoint, Optional<SslContext> tls) {

  /**
   * A server of this URL.
   *
   * @param authority the PEM file of whom to trust, if it is none that Java trusts
   */
  static Target of(URI endpoint, Optional<Path> authority) throws IOException {
    if (!endpoint.getScheme().equals("https")) {
      return new Target(endpoint, Optional.empty());
    }
    SslContextBuilder builder = SslContextBuilder.forClient();
    authority.ifPresent(file -> builder.trustManager(file.toFile()));
    if (OpenSsl.isAvailable()) {
      // Without it the driver has no hybrid group, and the handshake is cheaper than a new
      // client's.
      builder
          .sslProvider(SslProvider.OPENSSL_REFCNT)
          .option(OpenSslContextOption.GROUPS, new String[] {"X25519MLKEM768", "x25519"});
    }
    return new Target(endpoint, Optional.of(builder.build()));
  }

  /** A connection that waits. */
  Link connect() throws IOException {
    SocketChannel channel = SocketChannel.open(new InetSocketAddress(endpoint.getHost(), port()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return tls.<Link>map(
            context ->
                new TlsLink(
                    channel,
                    context.newEngine(ByteBufAllocator.DEFAULT, endpoint.getHost(), port())))
        .orElseGet(() -> new PlainLink(channel));
  }

  /** A connection that does not wait, registered to be read from. */
  Link connect(Selector selector, Object attachment) throws IOException {
    Link link = connect();
    link.channel().configureBlocking(false);
    link.channel().register(selector, SelectionKey.OP_READ, attachment);
    return link;
  }

  private int port() {
    if (endpoint.getPort() >= 0) {
      return endpoint.getPort();
    }
    return tls.isPresent() ? 443 : 80;
  }
}
