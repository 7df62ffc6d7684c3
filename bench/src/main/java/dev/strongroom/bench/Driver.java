package dev.strongroom.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
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

  private final Target target;
  private final Connecting connecting;
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

  /** How often connections are made. */
  enum Connecting {
    /** Once: each is kept. */
    ONCE,
    /** For each call, which then starts with the connection, and with its handshake. */
    EACH_CALL
  }

  /**
   * @param requests sent in turn, again and again
   */
  Driver(Target target, Connecting connecting, List<byte[]> requests) {
    this.target = target;
    this.connecting = connecting;
    this.requests = requests;
  }

  private static final class Lane {
    final ByteBuffer answer = ByteBuffer.allocateDirect(LONGEST_ANSWER);
    Link link;
    long sent;

    Lane(Target target, Selector selector) throws IOException {
      sent = System.nanoTime();
      link = target.connect(selector, this);
    }
  }

  /** Drives the server for a while over so many connections. */
  Run drive(int connections, Duration duration) {
    latencies.reset();
    errors = 0;
    List<Lane> lanes = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        lanes.add(new Lane(target, selector));
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
    if (key.isWritable()) {
      lane.link.flush();
    } else if (lane.link.receive(lane.answer) < 0) {
      throw new IOException("the server closed a connection");
    } else if (AnswerParser.lengthOf(lane.answer) >= 0 && !answered(lane, key.selector())) {
      key.cancel();
      busy--;
      return;
    }
    if (key.isValid()) {
      key.interestOps(lane.link.flush() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
  }

  /** Counts an answer and sends the next request; false when the time is over. */
  private boolean answered(Lane lane, Selector selector) throws IOException {
    long now = System.nanoTime();
    latencies.recordValue(now - lane.sent);
    if (AnswerParser.statusOf(lane.answer) != OK) {
      errors++;
    }
    if (now >= end) {
      return false;
    }
    if (connecting == Connecting.EACH_CALL) {
      // With a reset: thousands of ports a second in TIME_WAIT would soon be all that there are.
      lane.link.channel().setOption(StandardSocketOptions.SO_LINGER, 0);
      lane.link.close();
      lane.sent = System.nanoTime();
      lane.link = target.connect(selector, lane);
    }
    send(lane);
    return true;
  }

  private void send(Lane lane) throws IOException {
    lane.answer.clear();
    if (connecting == Connecting.ONCE) {
      lane.sent = System.nanoTime();
    }
    lane.link.send(requests.get(next));
    next = (next + 1) % requests.size();
  }

  private static void close(Lane lane) {
    try {
      lane.link.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
