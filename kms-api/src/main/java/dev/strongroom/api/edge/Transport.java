package dev.strongroom.api.edge;

import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How sockets are driven.
 *
 * @param name for the log
 * @param io makes the event loops' I/O
 * @param tcp makes the listening TCP socket
 * @param unix makes the listening Unix socket
 * @param unixAddress the kind of address that the latter takes
 */
record Transport(
    String name,
    IoHandlerFactory io,
    ChannelFactory<? extends ServerChannel> tcp,
    ChannelFactory<? extends ServerChannel> unix,
    Function<Path, SocketAddress> unixAddress) {
  private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

  /** epoll, or NIO where epoll's native part cannot be loaded. */
  static Transport best() {
    if (Epoll.isAvailable()) {
      return epoll();
    }
    LOG.info(
        "epoll is not available here ({}); the API uses NIO",
        String.valueOf(Epoll.unavailabilityCause()));
    return nio();
  }

  static Transport epoll() {
    return new Transport(
        "epoll",
        EpollIoHandler.newFactory(),
        EpollServerSocketChannel::new,
        EpollServerDomainSocketChannel::new,
        path -> new DomainSocketAddress(path.toFile()));
  }

  static Transport nio() {
    return new Transport(
        "NIO",
        NioIoHandler.newFactory(),
        NioServerSocketChannel::new,
        NioServerDomainSocketChannel::new,
        UnixDomainSocketAddress::of);
  }
}
