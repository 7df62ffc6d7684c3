package dev.strongroom.server.malformed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A connection that sends any bytes, and holds every answer to HTTP/1.1 (RFC 9112). */
public final class RawConnection implements AutoCloseable {
  // Far beyond the server's own limits: who waits for so long has met a hang.
  private static final int PATIENCE_MILLIS = 60_000;
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 [1-5][0-9]{2} [ -~]*");
  private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9-]+: [ -~]*");

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Connects to an endpoint. */
  public static RawConnection to(URI endpoint) throws IOException {
    return new RawConnection(new Socket(endpoint.getHost(), endpoint.getPort()));
  }

  /** Connects from another loopback address. */
  public static RawConnection from(String address, URI endpoint) throws IOException {
    InetAddress local = InetAddress.getByName(address);
    return new RawConnection(
        new Socket(InetAddress.getByName(endpoint.getHost()), endpoint.getPort(), local, 0));
  }

  /** Sends one request on a connection of its own. */
  public static Answer call(URI endpoint, RawRequest request) {
    try (RawConnection connection = to(endpoint)) {
      return connection.send(request.bytes()).answer();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Sends bytes at once. */
  public RawConnection send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Sends text of one byte a character. */
  public RawConnection send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  /** Says that nothing more will be sent. */
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** The next answer. */
  public Answer answer() throws IOException {
    return answerOrEnd(true).orElseThrow(() -> new IOException("ended without an answer"));
  }

  /**
   * The next answer, or nothing when the connection has ended.
   *
   * @param hasBody whether a body follows, which it does not to HEAD
   */
  public Optional<Answer> answerOrEnd(boolean hasBody) throws IOException {
    String status = line();
    if (status == null) {
      return Optional.empty();
    }
    hold(STATUS_LINE, status);
    Map<String, String> headers = new HashMap<>();
    for (String line = required(); !line.isEmpty(); line = required()) {
      hold(FIELD, line);
      int colon = line.indexOf(':');
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      if (headers.put(name, line.substring(colon + 2)) != null) {
        throw new IOException("twice: " + name);
      }
    }
    int code = Integer.parseInt(status.substring(9, 12));
    String length = headers.getOrDefault("content-length", code == 100 ? "0" : "missing");
    byte[] body = in.readNBytes(hasBody ? Integer.parseInt(length) : 0);
    return Optional.of(new Answer(code, headers, body));
  }

  private static void hold(Pattern form, String line) throws IOException {
    if (!form.matcher(line).matches()) {
      throw new IOException("this is no HTTP: " + line);
    }
  }

  /** Whether the server has ended the connection and sent nothing more. */
  public boolean isEnded() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  private String required() throws IOException {
    String line = line();
    if (line == null) {
      throw new IOException("ended in the middle of an answer");
    }
    return line;
  }

  /** A line without its CRLF; null at the end. */
  private @org.jspecify.annotations.Nullable String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        if (line.isEmpty()) {
          return null;
        }
        throw new IOException("ended after: " + line);
      }
      line.append((char) b);
    }
    if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
      throw new IOException("a line without CRLF: " + line);
    }
    line.setLength(line.length() - 1);
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
