package dev.strongroom.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Without TLS. */
final class PlainLink implements Link {
  private final SocketChannel channel;
  private ByteBuffer unsent = ByteBuffer.allocate(0);

  PlainLink(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public void send(byte[] request) throws IOException {
    unsent = ByteBuffer.wrap(request);
    flush();
  }

  @Override
  public boolean flush() throws IOException {
    channel.write(unsent);
    return unsent.hasRemaining();
  }

  @Override
  public int receive(ByteBuffer answer) throws IOException {
    return channel.read(answer);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
