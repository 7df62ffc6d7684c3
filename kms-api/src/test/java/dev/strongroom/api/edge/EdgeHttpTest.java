package dev.strongroom.api.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.wire.WireHeader;
import dev.strongroom.api.wire.WireResponse;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** HTTP as clients speak it. */
class EdgeHttpTest extends EdgeFixture {

  @Test
  void answerCarriesRequestIdAndDateAndNoBanner() throws Exception {
    start(echo);
    try (RawClient client = connect()) {
      RawClient.Answer answer = client.send("GET /a?b=c HTTP/1.1\r\nHost: a\r\n\r\n").answer();
      assertThat(answer.body()).isEqualTo("GET /a?b=c ");
      assertThat(answer.header("x-amzn-requestid"))
          .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
      assertThat(answer.header("date"))
          .matches("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
      assertThat(answer.headers())
          .containsOnlyKeys(
              "x-amzn-requestid", "date", "cache-control", "content-type", "content-length");
    }
  }

  @Test
  void requestIsHandedOnAsItWasSent() throws Exception {
    start(keep);
    try (RawClient client = connect()) {
      client.send(
          "POST /%61?x=%20 HTTP/1.1\r\nHost: a\r\nX-B:  b \r\nx-b: \u00e4\r\n"
              + "Cookie: c=d\r\nContent-Length: 2\r\n\r\n\u0000\u00ff");
      Received call = next();
      assertThat(call.request().method()).isEqualTo("POST");
      assertThat(call.request().path()).isEqualTo("/%61");
      assertThat(call.request().query()).isEqualTo("x=%20");
      assertThat(call.request().headers().all())
          .containsExactly(
              new WireHeader("host", "a"),
              new WireHeader("x-b", "b"),
              new WireHeader("x-b", "\u00e4"),
              new WireHeader("cookie", "c=d"),
              new WireHeader("content-length", "2"));
      assertThat(call.request().body()).containsExactly(0, 255);
      assertThat(call.request().remoteAddress()).isEqualTo("127.0.0.1");
      assertThat(call.request().administrative()).isFalse();
      call.answer("");
      assertThat(client.answer().header("x-amzn-requestid")).isEqualTo(call.request().requestId());
    }
  }

  @Test
  void questionMarkWithNothingBehindItStaysInThePath() throws Exception {
    start(keep);
    try (RawClient client = connect()) {
      client.send("GET /? HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(next().request().path()).isEqualTo("/?");
    }
  }

  @Test
  void connectionIsKeptUnlessAClientSaysOtherwise() throws Exception {
    start(echo);
    try (RawClient client = connect()) {
      client.post("1").answer();
      client.post("2").answer();
      client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertThat(client.answer().header("connection")).isEqualTo("keep-alive");
      client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(client.answer().header("connection")).isEqualTo("close");
      assertThat(client.isEnded()).isTrue();
    }
    try (RawClient client = connect()) {
      assertThat(client.send("GET / HTTP/1.0\r\n\r\n").answer().header("connection"))
          .isEqualTo("close");
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void aClientThatClosesItsSideIsStillAnswered() throws Exception {
    start(keep);
    try (RawClient client = connect()) {
      client.post("half").endOutput();
      Received call = next();
      call.answer("done");
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void aClientThatClosesItsSideInTheMiddleOfARequestIsClosed() throws Exception {
    start(keep);
    try (RawClient client = connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc").endOutput();
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void pipelinedRequestsAreCalledOneAtATimeAndAnsweredInOrder() throws Exception {
    start(keep);
    try (RawClient client = connect();
        RawClient other = connect()) {
      client.post("first").post("second").post("third");
      Received first = next();
      other.post("other");
      // The other connection's call arrives, so the loop was free; the second still waits.
      Received another = next();
      assertThat(another.text()).isEqualTo("other");
      assertThat(received).isEmpty();
      another.answer("");
      first.answer("1");
      Received second = next();
      assertThat(second.text()).isEqualTo("second");
      assertThat(received).isEmpty();
      second.answer("2");
      next().answer("3");
      assertThat(client.answer().body() + client.answer().body() + client.answer().body())
          .isEqualTo("123");
    }
  }

  @Test
  void thousandsOfPipelinedRequestsDoNotExhaustTheStack() throws Exception {
    start(echo);
    try (RawClient client = connect()) {
      Thread sender = Thread.ofVirtual().start(() -> sendMany(client));
      for (int i = 0; i < 5_000; i++) {
        assertThat(client.answer().status()).isEqualTo(200);
      }
      sender.join();
    }
  }

  private static void sendMany(RawClient client) {
    try {
      for (int i = 0; i < 50; i++) {
        client.send(GET.repeat(100));
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void chunkedBodyIsPutTogether() throws Exception {
    start(echo);
    try (RawClient client = connect()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
              + "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n");
      assertThat(client.answer().body()).isEqualTo("POST /? abc0123456789");
      client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("1\r\nx\r\n".repeat(20_000) + "0\r\n\r\n");
      assertThat(client.answer().body()).hasSize(8 + 20_000);
    }
  }

  @Test
  void requestInSingleBytesIsARequest() throws Exception {
    start(echo);
    try (RawClient client = connect()) {
      client.dribble("\r\nPOST / HTTP/1.1\r\nHost: a\r\nX: y\r\nContent-Length: 2\r\n\r\nab");
      assertThat(client.answer().body()).isEqualTo("POST /? ab");
      client.dribble(GET);
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void clientThatExpectsContinueGetsIt() throws Exception {
    start(echo);
    try (RawClient client = connect()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(100);
      assertThat(client.send("ab").answer().body()).isEqualTo("POST /? ab");
    }
    try (RawClient client = connect()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999999\r\nExpect: 100-continue\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(413);
      assertThat(client.isEnded()).isTrue();
    }
    try (RawClient client = connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: miracles\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(417);
    }
  }

  @Test
  void headIsAnsweredWithoutABody() throws Exception {
    start(echo);
    try (RawClient client = connect()) {
      client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + GET);
      assertThat(client.answer(false).header("content-length")).isEqualTo("8");
      assertThat(client.answer().body()).isEqualTo("GET /? ");
    }
  }

  @Test
  void batchOfAnswersFromAnotherThreadReachesEveryConnection() throws Exception {
    start(keep);
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      clients.add(connect().post("" + i));
    }
    List<Received> calls = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      calls.add(next());
    }
    calls.forEach(call -> call.answer("<" + call.text() + ">"));
    for (int i = 0; i < clients.size(); i++) {
      assertThat(clients.get(i).answer().body()).isEqualTo("<" + i + ">");
      clients.get(i).close();
    }
  }

  @Test
  void droppedCallEndsTheConnectionWithoutAnAnswer() throws Exception {
    start(keep);
    try (RawClient client = connect().post("")) {
      next().reply().drop();
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void secondAnswerToACallIsIgnored() throws Exception {
    start(keep);
    try (RawClient client = connect().post("")) {
      Received call = next();
      call.answer("first");
      call.answer("second");
      call.reply().drop();
      assertThat(client.answer().body()).isEqualTo("first");
      client.post("x");
      next().answer("third");
      assertThat(client.answer().body()).isEqualTo("third");
    }
  }

  @Test
  void handlerThatThrowsEndsTheConnection() throws Exception {
    start(
        (request, reply) -> {
          throw new StackOverflowError();
        });
    try (RawClient client = connect().post("")) {
      assertThat(client.isEnded()).isTrue();
    }
  }

  @Test
  void answerThatCannotBeWrittenEndsItsConnectionAndNoOther() throws Exception {
    start(keep);
    try (RawClient bad = connect().post("bad")) {
      Received first = next();
      try (RawClient good = connect().post("good")) {
        Received second = next();
        var split = new WireHeader("location", "x\r\nset-cookie: y");
        first.reply().respond(new WireResponse(302, "", List.of(split), new byte[0], false));
        second.answer("fine");
        assertThat(bad.isEnded()).isTrue();
        assertThat(good.answer().body()).isEqualTo("fine");
      }
    }
  }

  @Test
  void clientThatIsGoneIsNoProblem() throws Exception {
    start(keep);
    RawClient gone = connect().post("");
    Received call = next();
    gone.close();
    byte[] secret = {1, 2, 3};
    try (RawClient client = connect().post("")) {
      call.reply().respond(new WireResponse(200, "text/plain", List.of(), secret, true));
      next().answer("still here");
      assertThat(client.answer().body()).isEqualTo("still here");
    }
    assertThat(secret).containsOnly(0);
  }

  @Test
  void sensitiveAnswerIsWipedOnceItIsWritten() throws Exception {
    byte[] secret = "plaintext".getBytes(ISO_8859_1);
    var sent = new CountDownLatch(1);
    start(
        (request, reply) -> {
          reply.respond(new WireResponse(200, "text/plain", List.of(), secret, true));
          sent.countDown();
        });
    try (RawClient client = connect().post("")) {
      assertThat(client.answer().body()).isEqualTo("plaintext");
      sent.await();
      assertThat(secret).containsOnly(0);
    }
  }

  @Test
  void memoryOfASensitiveAnswerIsZeroedWhenItIsReleased() {
    ByteBuffer memory = ByteBuffer.allocateDirect(9);
    WipedBuffer buffer = new WipedBuffer(UnpooledByteBufAllocator.DEFAULT, memory);
    buffer.setBytes(0, "plaintext".getBytes(ISO_8859_1));
    assertThat(memory.get(0)).isEqualTo((byte) 'p');
    buffer.release();
    for (int i = 0; i < memory.capacity(); i++) {
      assertThat(memory.get(i)).isZero();
    }
  }
}
