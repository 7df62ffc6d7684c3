package dev.strongroom.bench;

import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/** With TLS, whose handshake goes along with the first request. */
final class TlsLink implements Link {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final SSLEngine engine;
  private final ByteBuffer received;
  private final ByteBuffer toSend;
  private ByteBuffer request = NOTHING;

  TlsLink(SocketChannel channel, SSLEngine engine) {
    this.channel = channel;
    this.engine = engine;
    int record = engine.getSession().getPacketBufferSize();
    received = ByteBuffer.allocateDirect(2 * record);
    toSend = ByteBuffer.allocateDirect(2 * record);
    toSend.flip();
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public void send(byte[] bytes) throws IOException {
    request = ByteBuffer.wrap(bytes);
    if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
        && engine.getSession().getProtocol().equals("NONE")) {
      engine.beginHandshake();
    }
    wrap();
    flush();
  }

  @Override
  public boolean flush() throws IOException {
    channel.write(toSend);
    return toSend.hasRemaining();
  }

  @Override
  public int receive(ByteBuffer answer) throws IOException {
    if (channel.read(received) < 0) {
      return -1;
    }
    int before = answer.position();
    received.flip();
    boolean more = true;
    while (more) {
      SSLEngineResult result = engine.unwrap(received, answer);
      runTasks();
      if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
        return -1;
      }
      wrap();
      more =
          result.getStatus() == SSLEngineResult.Status.OK
              && (received.hasRemaining() || result.bytesProduced() > 0)
              && (result.bytesConsumed() > 0 || result.bytesProduced() > 0);
    }
    received.compact();
    flush();
    return answer.position() - before;
  }

  /** Encrypts what the handshake has to say, then the request once it may go. */
  private void wrap() throws IOException {
    while (isToWrap()) {
      toSend.compact();
      SSLEngineResult result = engine.wrap(isShaking() ? NOTHING : request, toSend);
      toSend.flip();
      runTasks();
      if (result.bytesProduced() == 0 && result.bytesConsumed() == 0) {
        return;
      }
    }
  }

  private boolean isToWrap() {
    return engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
        || (!isShaking() && request.hasRemaining());
  }

  private boolean isShaking() {
    return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  @Override
  public void close() throws IOException {
    ReferenceCountUtil.release(engine);
    channel.close();
  }
}
