package dev.strongroom.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.operation.Call;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The hybrid key exchange, with a client that knows it: the JDK's does not. */
class PostQuantumTest extends TlsFixture {

  @Test
  void theHybridGroupIsTakenWhereverAClientHasIt() throws Exception {
    // The JDK has the group from its release 27 on.
    String best = provider == SslProvider.JDK ? "x25519" : "X25519MLKEM768";
    start(credentials(certificate("a", false)));
    assertThat(agreedOn("X25519MLKEM768", "x25519")).contains(best);
    assertThat(agreedOn("x25519", "X25519MLKEM768")).contains(best);
    assertThat(agreedOn("secp384r1")).contains("secp384r1");
  }

  private Optional<String> agreedOn(String... groups) throws Exception {
    SslContext context =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.OPENSSL_REFCNT)
            .trustManager(AUTHORITY.toTrustManagerFactory())
            .option(OpenSslContextOption.GROUPS, groups)
            .build();
    var loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      Channel channel =
          new Bootstrap()
              .group(loop)
              .channel(NioSocketChannel.class)
              .handler(
                  new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel made) {
                      made.pipeline()
                          .addLast(context.newHandler(made.alloc(), "127.0.0.1", port()));
                    }
                  })
              .connect(InetAddress.getLoopbackAddress(), port())
              .sync()
              .channel();
      SslHandler handler = channel.pipeline().get(SslHandler.class);
      handler.handshakeFuture().sync();
      Call.Tls facts = EdgeTls.facts(handler);
      channel.close().sync();
      return facts.keyExchange();
    } finally {
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
      ReferenceCountUtil.release(context);
    }
  }
}
