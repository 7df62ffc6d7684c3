package dev.strongroom.server.frontdoor;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A connection that is kept and costs next to nothing, so that what is measured over it is the
 * server: a signed call is bytes, made once and sent as often as its signature is valid.
 */
final class KeptConnection implements AutoCloseable {
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream answers;

  KeptConnection(URI endpoint) throws IOException {
    socket = new Socket(endpoint.getHost(), endpoint.getPort());
    socket.setTcpNoDelay(true);
    answers = new BufferedInputStream(socket.getInputStream());
  }

  /** A signed call in bytes. */
  static byte[] signed(FrontDoor.TestAccount account, String target, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder("POST / HTTP/1.1\r\n");
    RawCall.signed(account, target, bytes)
        .forEachHeader(
            (name, values) -> {
              if (!name.equalsIgnoreCase("content-length")) {
                values.forEach(value -> head.append(name + ": " + value + "\r\n"));
              }
            });
    head.append("Content-Length: " + bytes.length + "\r\n\r\n");
    ByteArrayOutputStream call = new ByteArrayOutputStream();
    call.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    call.writeBytes(bytes);
    return call.toByteArray();
  }

  /** Sends a call and waits for its whole answer; gives the status. */
  int call(byte[] signed) throws IOException {
    socket.getOutputStream().write(signed);
    int status = Integer.parseInt(line().split(" ")[1]);
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      }
    }
    if (answers.readNBytes(length).length != length) {
      throw new IOException("the answer ended early");
    }
    return status;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int read = answers.read(); read != '\n'; read = answers.read()) {
      if (read < 0) {
        throw new IOException("the connection ended");
      }
      if (read != '\r') {
        line.append((char) read);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
