package dev.strongroom.api.edge;

import dev.strongroom.domain.operation.Call;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS of a port, by BoringSSL, or by the JDK where BoringSSL's native part cannot be loaded. Its
 * credentials can be replaced at any time: handshakes that begin later use the new ones, and
 * connections that stand notice nothing.
 */
public final class EdgeTls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeTls.class);

  private final SslProvider provider;
  private @Nullable SslContext context;

  private EdgeTls(SslProvider provider) {
    this.provider = provider;
  }

  /**
   * With these credentials to begin with.
   *
   * @throws IllegalArgumentException when they cannot be used
   */
  public static EdgeTls with(TlsCredentials credentials) {
    if (OpenSsl.isAvailable()) {
      return with(credentials, SslProvider.OPENSSL_REFCNT);
    }
    LOG.info(
        "BoringSSL is not available here ({}); all ports use the JDK's TLS, without"
            + " X25519MLKEM768",
        String.valueOf(OpenSsl.unavailabilityCause()));
    return with(credentials, SslProvider.JDK);
  }

  /**
   * With these credentials to begin with, for a server that knows nothing of Netty and gives its
   * engines back to nobody: the garbage collector frees what they hold.
   *
   * @throws IllegalArgumentException when they cannot be used
   */
  public static EdgeTls collected(TlsCredentials credentials) {
    return with(credentials, OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK);
  }

  static EdgeTls with(TlsCredentials credentials, SslProvider provider) {
    EdgeTls tls = new EdgeTls(provider);
    tls.replace(credentials);
    return tls;
  }

  /** For the log: the library and its version. */
  String name() {
    return isNative() ? OpenSsl.versionString() : "the JDK's TLS";
  }

  private boolean isNative() {
    return provider != SslProvider.JDK;
  }

  /**
   * Uses other credentials from now on.
   *
   * @throws IllegalArgumentException when they cannot be used; then the old ones stay
   */
  public void replace(TlsCredentials credentials) {
    SslContext next = build(credentials);
    SslContext last;
    synchronized (this) {
      last = context;
      context = next;
    }
    // A connection's engine holds the context that it was made from.
    ReferenceCountUtil.release(last);
  }

  private SslContext build(TlsCredentials credentials) {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(keys(credentials))
              .sslProvider(provider)
              .protocols(TlsProfile.PROTOCOLS)
              .ciphers(TlsProfile.SUITES)
              .clientAuth(
                  switch (credentials.clientCertificates()) {
                    case NONE -> ClientAuth.NONE;
                    case OPTIONAL -> ClientAuth.OPTIONAL;
                    case REQUIRED -> ClientAuth.REQUIRE;
                  });
      credentials.clientAuthorities().ifPresent(builder::trustManager);
      if (isNative()) {
        builder.option(OpenSslContextOption.GROUPS, TlsProfile.GROUPS.toArray(String[]::new));
      }
      return builder.build();
    } catch (SSLException e) {
      throw new IllegalArgumentException("TLS cannot be set up with this key or certificate", e);
    }
  }

  /** Parses the key for BoringSSL once, and not at every handshake. */
  private KeyManagerFactory keys(TlsCredentials credentials) {
    return isNative()
        ? new OpenSslCachingX509KeyManagerFactory(credentials.keys())
        : credentials.keys();
  }

  /** The handler of a new connection. */
  SslHandler newHandler(ByteBufAllocator allocator) {
    return withContext(
        context -> {
          SslHandler handler = context.newHandler(allocator);
          refine(handler.engine());
          return handler;
        });
  }

  /** The engine of a new connection of a server of another kind. */
  public SSLEngine newEngine() {
    return withContext(
        context -> {
          SSLEngine engine = context.newEngine(ByteBufAllocator.DEFAULT);
          refine(engine);
          return engine;
        });
  }

  private synchronized <T> T withContext(Function<SslContext, T> use) {
    if (context == null) {
      throw new IllegalStateException("closed");
    }
    return use.apply(context);
  }

  /** Sets what a context of the JDK's leaves to each engine. */
  private void refine(SSLEngine engine) {
    if (!isNative()) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setUseCipherSuitesOrder(true);
      parameters.setNamedGroups(TlsProfile.GROUPS.toArray(String[]::new));
      engine.setSSLParameters(parameters);
    }
  }

  /** What was agreed on; for a connection whose handshake is done. */
  static Call.Tls facts(SslHandler handler) {
    SSLSession session = handler.engine().getSession();
    return new Call.Tls(
        session.getProtocol(),
        TlsProfile.cloudTrailName(session.getCipherSuite()),
        group(handler.engine()));
  }

  /** The key exchange's group by its IANA name; the JDK does not tell. */
  private static Optional<String> group(SSLEngine engine) {
    if (!(engine instanceof ReferenceCountedOpenSslEngine known)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(SSL.getGroupName(known.sslPointer())).map(TlsProfile::ianaGroup);
    } catch (Exception e) { // tcnative declares no other; the group is worth no connection
      LOG.debug("The group of a key exchange is not known", e);
      return Optional.empty();
    }
  }

  /** Takes no more connections. */
  @Override
  public void close() {
    SslContext last;
    synchronized (this) {
      last = context;
      context = null;
    }
    ReferenceCountUtil.release(last);
  }
}
