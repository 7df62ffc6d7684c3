package dev.strongroom.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A closed loop: each connection sends its next request when the last was answered. One thread
 * serves all connections, and finds its requests made; so it takes a few microseconds of CPU a
 * call. Its own delay counts to the call that it is late for.
 */
final class Driver {
  private static final int LONGEST_ANSWER = 1 << 14;
  private static final int DIGITS = 3;
  private static final int OK = 200;

  private final URI endpoint;
  private final List<byte[]> requests;
  private final Histogram latencies = new Histogram(DIGITS);
  private int next;
  private long errors;
  private long end;
  private int busy;

  /**
   * @param latencies of all answers, in nanoseconds
   * @param seconds how long it took
   * @param errors the answers that were not 200
   */
  record Run(Histogram latencies, double seconds, long errors) {
    long calls() {
      return latencies.getTotalCount();
    }
  }

  /**
   * @param requests sent in turn, again and again
   */
  Driver(URI endpoint, List<byte[]> requests) {
    this.endpoint = endpoint;
    this.requests = requests;
  }

  private static final class Lane {
    final SocketChannel channel;
    final ByteBuffer answer = ByteBuffer.allocateDirect(LONGEST_ANSWER);
    long sent;
    ByteBuffer unsent = ByteBuffer.allocate(0);

    Lane(SocketChannel channel) {
      this.channel = channel;
    }
  }

  /** Drives the server for a while over so many connections. */
  Run drive(int connections, Duration duration) {
    latencies.reset();
    errors = 0;
    List<Lane> lanes = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        lanes.add(open(selector));
      }
      long start = System.nanoTime();
      end = start + duration.toNanos();
      for (Lane lane : lanes) {
        send(lane);
      }
      busy = connections;
      while (busy > 0) {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          serve(key, (Lane) key.attachment());
        }
        selector.selectedKeys().clear();
      }
      return new Run(latencies.copy(), (System.nanoTime() - start) / 1e9, errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lanes.forEach(Driver::close);
    }
  }

  private void serve(SelectionKey key, Lane lane) throws IOException {
    if (lane.unsent.hasRemaining()) {
      lane.channel.write(lane.unsent);
    } else if (lane.channel.read(lane.answer) < 0) {
      throw new IOException("the server closed a connection");
    } else if (AnswerParser.lengthOf(lane.answer) >= 0 && !answered(lane)) {
      key.cancel();
      busy--;
      return;
    }
    key.interestOps(lane.unsent.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  /** Counts an answer and sends the next request; false when the time is over. */
  private boolean answered(Lane lane) throws IOException {
    long now = System.nanoTime();
    latencies.recordValue(now - lane.sent);
    if (AnswerParser.statusOf(lane.answer) != OK) {
      errors++;
    }
    if (now >= end) {
      return false;
    }
    send(lane);
    return true;
  }

  private Lane open(Selector selector) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    Lane lane = new Lane(channel);
    channel.register(selector, SelectionKey.OP_READ, lane);
    return lane;
  }

  private void send(Lane lane) throws IOException {
    lane.answer.clear();
    lane.unsent = ByteBuffer.wrap(requests.get(next));
    next = (next + 1) % requests.size();
    lane.sent = System.nanoTime();
    lane.channel.write(lane.unsent);
  }

  private static void close(Lane lane) {
    try {
      lane.channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
