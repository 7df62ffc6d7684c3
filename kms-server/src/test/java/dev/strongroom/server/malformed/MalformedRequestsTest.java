package dev.strongroom.server.malformed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.operation.Operation;
import dev.strongroom.domain.operation.Operations;
import dev.strongroom.domain.operation.Service;
import dev.strongroom.server.contract.ApiModel;
import dev.strongroom.server.frontdoor.FrontDoor;
import dev.strongroom.server.malformed.MalformedRequests.Malformed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends malformed requests for every operation of the API model, built or not. The number and the
 * seed are set by {@code -Dtest.malformed.requests} and {@code -Dtest.malformed.seed}.
 */
class MalformedRequestsTest {
  private static final Logger LOG = LoggerFactory.getLogger(MalformedRequestsTest.class);
  private static final long REQUESTS = Long.getLong("test.malformed.requests", 20_000);
  private static final long SEED = Long.getLong("test.malformed.seed", 20_261_124);
  private static final int CLIENTS = 24;
  private static final int ONE_SIGNATURE_OF = 50;
  private static final Pattern SIGNATURE = Pattern.compile("Signature=([0-9a-f]{64})\r\n");

  private final FrontDoor door = FrontDoor.shared();
  private final AnswerRules rules = new AnswerRules(ApiModel.read("kms.json"));
  private final AtomicLong next = new AtomicLong();
  private final AtomicReference<@Nullable AssertionError> broken = new AtomicReference<>();
  private final Map<String, LongAdder> answers = new ConcurrentSkipListMap<>();
  private final Set<String> signatures = ConcurrentHashMap.newKeySet();

  @Test
  void everyMalformedRequestIsRefusedWellAndLeavesNothingBehind() throws Exception {
    List<Samples> samples = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      samples.add(Samples.create(door));
    }
    MalformedRequests requests = new MalformedRequests(SEED, samples, built());
    theSameNumberIsTheSameRequest(requests);
    Footprint before = Footprint.of(door);
    long started = System.nanoTime();
    run(requests);
    double seconds = (System.nanoTime() - started) / 1e9;
    LOG.warn("{} malformed requests in {} s: {}", REQUESTS, Math.round(seconds), answers);
    if (broken.get() != null) {
      throw broken.get();
    }
    // A run that is refused for one reason alone would have tried nothing.
    assertThat(answers).containsKeys("", "SerializationException", "ValidationException");
    FrontDoor.await(() -> Footprint.of(door).isNoMoreThan(before));
    assertThat(door.newAccount().kms().createKey().keyMetadata().enabled()).isTrue();
    nothingLeaked(samples);
  }

  private static void theSameNumberIsTheSameRequest(MalformedRequests requests) {
    for (int i = 0; i < 200; i++) {
      // The time and with it the signature differ.
      Malformed again = requests.get(i);
      assertThat(again.operation()).isEqualTo(requests.get(i).operation());
      assertThat(again.bytes()).hasSameSizeAs(requests.get(i).bytes());
    }
  }

  private Set<String> built() {
    return door.bean(Operations.class).all().stream()
        .filter(operation -> operation.service() == Service.KMS)
        .map(Operation::name)
        .collect(Collectors.toSet());
  }

  private void run(MalformedRequests requests) throws InterruptedException {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.ofPlatform().start(() -> client(requests)));
    }
    for (Thread client : clients) {
      client.join();
    }
  }

  private void client(MalformedRequests requests) {
    URI endpoint = door.endpoint();
    RawConnection connection = null;
    for (long i = next.getAndIncrement(); i < REQUESTS && broken.get() == null; ) {
      Malformed request = requests.get(i);
      try {
        connection = connection == null ? RawConnection.to(endpoint) : connection;
        if (!isAnsweredWell(connection, request)) {
          connection.close();
          connection = null;
        }
      } catch (IOException | RuntimeException | AssertionError e) {
        broken.compareAndSet(null, new AssertionError(e + "\n" + request, e));
      }
      remember(request, i);
      i = next.getAndIncrement();
    }
    close(connection);
  }

  private static void close(@Nullable RawConnection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the connection can take another request; fails when a rule is broken. */
  private boolean isAnsweredWell(RawConnection connection, Malformed request) throws IOException {
    try {
      connection.send(request.bytes());
      if (request.isFramingOdd()) {
        connection.endOutput();
      }
    } catch (IOException refusedEarly) {
      // The answer to what was refused before its end can still be read.
    }
    Optional<Answer> answer = connection.answerOrEnd(!request.isHead());
    if (!request.isFramingOdd()) {
      hold(answer.orElseThrow(() -> new AssertionError("no answer")), request);
      return answer.stream().noneMatch(a -> a.header("connection").equals("close"));
    }
    while (answer.isPresent()) {
      hold(answer.get(), request);
      answer = connection.answerOrEnd(true);
    }
    return false;
  }

  private void hold(Answer answer, Malformed request) {
    if (answer.status() == 100) {
      return;
    }
    rules.hold(answer, request.isHead());
    String code = request.isHead() ? "HEAD" : answer.code();
    answers.computeIfAbsent(code, c -> new LongAdder()).increment();
  }

  private void remember(Malformed request, long index) {
    if (index % ONE_SIGNATURE_OF == 0) {
      Matcher signature = SIGNATURE.matcher(new String(request.bytes(), ISO_8859_1));
      if (signature.find()) {
        signatures.add(signature.group(1));
      }
    }
  }

  private void nothingLeaked(List<Samples> samples) throws Exception {
    List<String> secrets = new ArrayList<>(List.of(Canary.MARK));
    samples.forEach(one -> secrets.add(one.account().secret()));
    assertThat(signatures).isNotEmpty();
    LeakSearch search = new LeakSearch(secrets, signatures);
    search.logs(door.home().logs());
    try (var connection = door.superuserConnection()) {
      search.events(connection);
    }
    assertThat(search.found()).isEmpty();
    assertThat(search.rows()).isGreaterThan(REQUESTS / 4);
  }
}
