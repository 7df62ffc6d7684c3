package dev.strongroom.api.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** What the bodies of all requests together may take. */
class RequestAssemblerTest {
  static {
    // This may be the first test of the run that makes a buffer.
    Leaks.install();
  }

  private static final int LONGEST = 256 * 1024;

  private final BodyMemory memory = new BodyMemory(2 * LONGEST);

  private RequestAssembler request() throws HttpProblemException {
    return request("127.0.0.1");
  }

  private RequestAssembler request(String address) throws HttpProblemException {
    var head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
    head.headers().set("host", "a");
    Peer peer = new Peer(TransportSecurity.none(), new InetSocketAddress(address, 1));
    return new RequestAssembler(head, peer, LONGEST, memory, Clock.systemUTC());
  }

  private static void append(RequestAssembler to, int bytes) throws HttpProblemException {
    to.append(Unpooled.wrappedBuffer(new byte[bytes]));
  }

  @Test
  void largeBodiesTogetherAreBoundedAndGiveTheirMemoryBack() throws Exception {
    RequestAssembler first = request();
    append(first, LONGEST - 1);
    RequestAssembler second = request();
    assertThatThrownBy(() -> append(second, LONGEST - 1))
        .isInstanceOfSatisfying(
            HttpProblemException.class,
            e -> assertThat(e.problem()).isEqualTo(HttpProblem.TOO_MANY_BODIES));
    second.release();
    first.release();
    first.release();
    assertThatCode(() -> append(request(), LONGEST - 1)).doesNotThrowAnyException();
  }

  @Test
  void usualBodiesAreTakenHoweverManyLargeOnesThereAre() throws Exception {
    append(request(), LONGEST - 1);
    for (int i = 0; i < 100; i++) {
      RequestAssembler usual = request();
      assertThatCode(() -> append(usual, 5_000)).doesNotThrowAnyException();
      assertThatCode(() -> append(usual, 5_000)).doesNotThrowAnyException();
    }
  }

  @Test
  void whatGrowsInSmallStepsIsCountedOnce() throws Exception {
    RequestAssembler slow = request();
    for (int i = 0; i < LONGEST; i += 1_024) {
      append(slow, 1_024);
    }
    slow.release();
    assertThat(memory.take("127.0.0.1", LONGEST)).isTrue();
    assertThat(memory.take("127.0.0.1", 1)).isFalse();
  }

  @Test
  void halfIsNeverOneClients() throws Exception {
    append(request("192.0.2.1"), LONGEST - 1);
    RequestAssembler oneMore = request("192.0.2.1");
    assertThatThrownBy(() -> append(oneMore, LONGEST - 1)).isInstanceOf(HttpProblemException.class);
    append(request("192.0.2.2"), LONGEST - 1);
    assertThat(memory.take("192.0.2.3", LONGEST)).as("more than all").isFalse();
  }
}
