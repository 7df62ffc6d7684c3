package dev.strongroom.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connection: requests go in, the bytes of answers come out. Waits only if its channel does. */
sealed interface Link extends AutoCloseable permits PlainLink, TlsLink {

  /** What to wait on. */
  SocketChannel channel();

  /** Takes a request, and writes as much of it as can be written now. */
  void send(byte[] request) throws IOException;

  /**
   * Writes on.
   *
   * @return whether something is left
   */
  boolean flush() throws IOException;

  /**
   * Reads what has come.
   *
   * @return how many bytes of the answer; less than 0 at the end of the connection
   */
  int receive(ByteBuffer answer) throws IOException;

  @Override
  void close() throws IOException;
}
