package dev.strongroom.server.malformed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.domain.operation.Operation;
import dev.strongroom.domain.operation.Operations;
import dev.strongroom.domain.operation.Service;
import dev.strongroom.server.contract.ApiModel;
import dev.strongroom.server.frontdoor.FrontDoor;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Calls the shared server with what no SDK sends, and holds every answer to the rules. */
final class Caller {
  static final ApiModel MODEL = ApiModel.read("kms.json");
  private static final AnswerRules RULES = new AnswerRules(MODEL);
  private static final FrontDoor DOOR = FrontDoor.shared();
  static final Samples SAMPLES = Samples.create(DOOR);

  private Caller() {}

  /** The operations that are built, and so are tried, by name. */
  static TreeSet<String> built() {
    TreeSet<String> names = new TreeSet<>();
    for (Operation<?, ?> operation : DOOR.bean(Operations.class).all()) {
      if (operation.service() == Service.KMS) {
        names.add(operation.name());
      }
    }
    return names;
  }

  /** A sensible body with the required members alone. */
  static SampleBody body(String operation) {
    SampleBody body = new SampleBody(MODEL, operation, SAMPLES, new SplittableRandom(1));
    body.slots().stream()
        .filter(slot -> slot.structure() == body.root() && !body.isRequired(slot.name()))
        .forEach(SampleBody.Slot::remove);
    return body;
  }

  static RawRequest request(String operation, String json) {
    return RawRequest.kms(SAMPLES.account(), operation, json);
  }

  static Answer call(String operation, String json) {
    return call(request(operation, json));
  }

  static Answer call(RawRequest request) {
    Answer answer = RawConnection.call(DOOR.endpoint(), request);
    RULES.hold(answer, request.method.equals("HEAD"));
    return answer;
  }

  /** Asserts an error's name and that it has the status of a client's mistake. */
  static void refuses(RawRequest request, String code) {
    String shown = request.head();
    Answer answer = call(request);
    assertThat(answer.code()).as("%s%s", shown, answer.text()).isEqualTo(code);
    assertThat(answer.status()).as(shown).isBetween(400, 499);
  }
}
