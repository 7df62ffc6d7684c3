package dev.strongroom.server.tls;

import dev.strongroom.api.edge.EdgeTls;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import org.apache.tomcat.util.net.SSLContext;

/**
 * The API's TLS in the form that Tomcat takes: its engines, of whatever certificate is in use when
 * a connection comes. Everything else that Tomcat could ask of a context belongs to its other
 * connectors, or is for its log.
 */
public final class ConsoleTls implements SSLContext {
  private final EdgeTls tls;

  public ConsoleTls(EdgeTls tls) {
    this.tls = tls;
  }

  @Override
  public SSLEngine createSSLEngine() {
    return tls.newEngine();
  }

  @Override
  public SSLParameters getSupportedSSLParameters() {
    return tls.newEngine().getSSLParameters();
  }

  @Override
  public SSLSessionContext getServerSessionContext() {
    return tls.newEngine().getSession().getSessionContext();
  }

  @Override
  public void init(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
    // has its credentials already
  }

  @Override
  public void destroy() {
    // ends with the process
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return new X509Certificate[0];
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  @Override
  public SSLServerSocketFactory getServerSocketFactory() {
    throw new UnsupportedOperationException("Tomcat's connectors over engines need none");
  }
}
