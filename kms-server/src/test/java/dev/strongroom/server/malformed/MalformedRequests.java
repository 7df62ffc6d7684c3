package dev.strongroom.server.malformed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.server.contract.ApiModel;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Makes requests that are wrong in one place or a few, for every operation of the API model. The
 * request of a seed and an index is always the same, up to keys and the time.
 */
final class MalformedRequests {
  // Most of these are made impossible, so that not every wrong request leaves something behind.
  private static final Pattern MAKES_SOMETHING = Pattern.compile("(Create|Replicate).*");
  private static final int ONE_IN_THIS_MANY_MAY = 64;
  private static final int OTHERS = 5;
  private static final int FORMS = 40;
  private static final int WIRE = 25;

  private final ApiModel model = ApiModel.read("kms.json");
  private final List<String> operations = List.copyOf(model.operations());
  private final List<String> built;
  private final long seed;
  private final List<Samples> samples;

  /**
   * @param built the operations that are built, which get most of the requests
   */
  MalformedRequests(long seed, List<Samples> samples, Set<String> built) {
    this.seed = seed;
    this.samples = List.copyOf(samples);
    this.built = operations.stream().filter(built::contains).toList();
  }

  /**
   * One request.
   *
   * @param isFramingOdd whether it may be read as more or fewer requests than one
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Malformed(
      long seed, long index, String operation, byte[] bytes, boolean isFramingOdd, boolean isHead) {

    @Override
    public String toString() {
      String shown = new String(bytes, ISO_8859_1);
      return "seed %d, request %d, %s:%n%s"
          .formatted(seed, index, operation, shown.substring(0, Math.min(4_000, shown.length())));
    }
  }

  Malformed get(long index) {
    // Neighbouring seeds give unrelated numbers only after the first one was drawn.
    SplittableRandom random =
        new SplittableRandom(new SplittableRandom(seed).nextLong() + index * 0x9E3779B97F4A7C15L)
            .split();
    List<String> among = random.nextInt(OTHERS) == 0 ? operations : built;
    String operation = among.get(random.nextInt(among.size()));
    Samples of = samples.get(random.nextInt(samples.size()));
    if (random.nextInt(FORMS) == 0) {
      return form(index, of, random);
    }
    SampleBody body = new SampleBody(model, operation, of, random);
    if (MAKES_SOMETHING.matcher(operation).matches()
        && random.nextInt(ONE_IN_THIS_MANY_MAY) != 0
        && !body.slots().isEmpty()) {
      SampleBody.Slot slot = body.slots().getFirst();
      slot.set(BadValues.refused(model.shape(slot.shape())));
    }
    int where = random.nextInt(100);
    if (where >= 4 && where < 64) {
      spoilMembers(body, random);
    }
    byte[] text =
        where >= 64 && where < 80
            ? BodyText.mutate(body.toString(), random)
            : body.toString().getBytes(UTF_8);
    RawRequest request = RawRequest.kms(of.account(), operation, text);
    boolean framing = false;
    if (where >= 80) {
      int kind = random.nextInt(HttpMutation.KINDS);
      HttpMutation.apply(kind, request, random);
      framing = HttpMutation.isAboutFraming(kind);
    }
    boolean isHead = request.method.equals("HEAD");
    if (random.nextInt(WIRE) == 0 && !isHead) {
      byte[] sent = Framing.onTheWire(request.bytes(), random);
      return new Malformed(seed, index, operation, sent, true, false);
    }
    return new Malformed(seed, index, operation, request.bytes(), framing, isHead);
  }

  /** A call of the query protocol, whose answers are XML. */
  private Malformed form(long index, Samples of, SplittableRandom random) {
    String good = "Action=GetCallerIdentity&Version=2011-06-15&a.member.1=%C3%A4+b";
    RawRequest request = RawRequest.sts(of.account(), good);
    if (random.nextBoolean()) {
      HttpMutation.presign(request, good, random);
    } else {
      request.body = BodyText.mutate(good, random);
      request.length = Integer.toString(request.body.length);
    }
    int kind = random.nextInt(2 * HttpMutation.FIRST_OF_FRAMING);
    if (kind < HttpMutation.FIRST_OF_FRAMING) {
      HttpMutation.apply(kind, request, random);
    }
    boolean isHead = request.method.equals("HEAD");
    return new Malformed(seed, index, "GetCallerIdentity", request.bytes(), false, isHead);
  }

  private void spoilMembers(SampleBody body, SplittableRandom random) {
    for (int i = random.nextInt(3); i >= 0; i--) {
      if (body.slots().isEmpty() || random.nextInt(10) == 0) {
        body.root().put("Unknown" + i, List.of(Canary.MARK, "x"));
        continue;
      }
      SampleBody.Slot slot = body.slots().get(random.nextInt(body.slots().size()));
      if (random.nextInt(5) == 0) {
        slot.remove();
      } else {
        slot.set(BadValues.of(model.shape(slot.shape()), random));
      }
    }
  }
}
