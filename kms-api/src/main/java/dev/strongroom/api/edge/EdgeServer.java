package dev.strongroom.api.edge;

import dev.strongroom.api.wire.WireHandler;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of the API: listens on a port, on the administrative socket, or on both until it
 * is closed, which lets calls in flight finish.
 */
public final class EdgeServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeServer.class);
  private static final int BACKLOG = 512;
  private static final int ADMINISTRATIVE_CONNECTIONS = 16;
  private static final long SWEEPS_PER_TIME_OUT = 4;
  private static final long SLOWEST_SWEEP_MILLIS = 1_000;

  private final EdgeSettings settings;
  private final Transport transport;
  private final Clock clock;
  private final AtomicBoolean draining = new AtomicBoolean();
  private final MultiThreadIoEventLoopGroup loops;
  private final ChannelGroup connections =
      new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final List<Channel> listening = new ArrayList<>();
  private final ConcurrentHashMap<EventLoop, AnswerQueue> queues = new ConcurrentHashMap<>();
  private @Nullable UnixSocket socketFile;

  private EdgeServer(EdgeSettings settings, Transport transport, Clock clock) {
    this.settings = settings;
    this.transport = transport;
    this.clock = clock;
    loops =
        new MultiThreadIoEventLoopGroup(
            settings.eventLoops(), new DefaultThreadFactory("edge"), transport.io());
  }

  /**
   * Starts to listen.
   *
   * @param signed answers the calls that come by the port
   * @param administrative answers those that come by the administrative socket
   * @param clock gives Date and the time of calls
   * @throws IOException when the port is taken or the socket's file cannot be made
   */
  public static EdgeServer start(
      EdgeSettings settings, WireHandler signed, WireHandler administrative, Clock clock)
      throws IOException {
    return start(settings, Transport.best(), signed, administrative, clock);
  }

  static EdgeServer start(
      EdgeSettings settings,
      Transport transport,
      WireHandler signed,
      WireHandler administrative,
      Clock clock)
      throws IOException {
    EdgeServer server = new EdgeServer(settings, transport, clock);
    try {
      server.listen(signed, administrative);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void listen(WireHandler signed, WireHandler administrative) throws IOException {
    AnswerEncoder encoder = new AnswerEncoder(new HttpDate(clock));
    var limits = new ConnectionLimits(settings.connections(), settings.connectionsPerAddress());
    var bodies = BodyMemory.ofThisHeap();
    var publicEdge =
        new EdgeContext(settings, signed, false, limits, bodies, encoder, clock, draining);
    Path path = settings.administrativeSocket().orElse(null);
    if (path != null) {
      var few = new ConnectionLimits(ADMINISTRATIVE_CONNECTIONS, ADMINISTRATIVE_CONNECTIONS);
      var operators =
          new EdgeContext(settings, administrative, true, few, bodies, encoder, clock, draining);
      socketFile =
          UnixSocket.create(
              path, to -> bind(transport.unix(), operators, transport.unixAddress().apply(to)));
    }
    if (settings.address().isPresent()) {
      bind(transport.tcp(), publicEdge, settings.address().get());
      LOG.info(
          "The API listens on {} port {} ({}, {})",
          settings.address().get().getHostString(),
          port(),
          transport.name(),
          settings.security().tls().map(EdgeTls::name).orElse("without TLS"));
    }
    long shortest = Math.min(settings.idleTime().toMillis(), settings.requestTime().toMillis());
    long every = Math.clamp(shortest / SWEEPS_PER_TIME_OUT, 1, SLOWEST_SWEEP_MILLIS);
    var _ = loops.next().scheduleAtFixedRate(this::sweep, every, every, TimeUnit.MILLISECONDS);
  }

  private void bind(
      ChannelFactory<? extends ServerChannel> factory, EdgeContext edge, SocketAddress address)
      throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channelFactory(factory)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.AUTO_READ, false)
            // A client may close its side when it has sent its request, and wait for the answer.
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept(channel, edge);
                  }
                });
    if (!edge.isAdministrative()) {
      bootstrap.option(ChannelOption.SO_REUSEADDR, true);
      bootstrap.childOption(ChannelOption.TCP_NODELAY, true);
    }
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("cannot listen on " + address, bound.cause());
    }
    listening.add(bound.channel());
  }

  private void accept(Channel channel, EdgeContext edge) {
    AnswerQueue answers = queues.computeIfAbsent(channel.eventLoop(), AnswerQueue::new);
    Connection connection = new Connection(edge, answers);
    edge.security()
        .tls()
        .ifPresent(tls -> channel.pipeline().addLast(new TlsGate(tls, settings.requestTime())));
    channel
        .pipeline()
        .addLast(new StrictRequestDecoder(settings.maxHeaderBytes(), connection::bytesArrived))
        .addLast(connection);
    connections.add(channel);
  }

  /** The port that is listened on, where one is. */
  public int port() {
    Channel tcp = listening.getLast();
    return ((InetSocketAddress) tcp.localAddress()).getPort();
  }

  /** How many connections are open, those of the administrative socket included. */
  public int openConnections() {
    return connections.size();
  }

  private void sweep() {
    long now = System.nanoTime();
    for (Channel channel : connections) {
      Connection connection = channel.pipeline().get(Connection.class);
      if (connection != null && connection.isDue(now)) {
        channel.eventLoop().execute(connection::expire);
      }
    }
  }

  /**
   * Stops: takes no more connections, closes the idle ones, lets calls in flight be answered for as
   * long as the drain time, then closes everything.
   */
  @Override
  public void close() {
    draining.set(true);
    listening.forEach(channel -> channel.close().awaitUninterruptibly());
    for (Channel channel : connections) {
      Connection connection = channel.pipeline().get(Connection.class);
      if (connection != null) {
        channel.eventLoop().execute(connection::drain);
      }
    }
    connections.newCloseFuture().awaitUninterruptibly(settings.drainTime().toMillis());
    connections.close().awaitUninterruptibly();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    settings.security().tls().ifPresent(EdgeTls::close);
    removeSocketFile();
  }

  private void removeSocketFile() {
    UnixSocket file = socketFile;
    socketFile = null;
    if (file != null) {
      try {
        file.remove();
      } catch (IOException e) {
        LOG.warn("The administrative socket's file could not be removed", e);
      }
    }
  }
}
