package dev.strongroom.api.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.api.wire.WireRequest;
import dev.strongroom.domain.name.Region;
import org.junit.jupiter.api.Test;

class AdministrativeCallsTest {
  private final FakeService service = new FakeService();
  private final AdministrativeCalls calls =
      new AdministrativeCalls(
          service.operations, service, () -> FakeService.caller("none"), Region.US_EAST_1);

  private RecordingReply send(String target, boolean administrative) {
    TestSigner signer =
        new TestSigner()
            .with("content-type", "application/x-amz-json-1.1")
            .with("x-amz-target", target);
    WireRequest plain = signer.request("", signer.headers);
    RecordingReply reply = new RecordingReply();
    calls.handle(
        new WireRequest(
            plain.requestId(),
            plain.time(),
            "POST",
            "/",
            "",
            plain.headers(),
            plain.body(),
            "local",
            plain.tls(),
            administrative),
        reply);
    return reply;
  }

  @Test
  void operatorCallsPlatformOperationsWithoutASignature() throws Exception {
    assertThat(send("StrongroomPlatform.GetStatus", true).body())
        .isEqualTo("{\"State\":\"running\"}");
    assertThat(service.calls.getFirst().origin().address()).isEqualTo("local");
  }

  @Test
  void tenantsOperationsAreNotThere() throws Exception {
    assertThat(send("TrentService.Encrypt", true).body()).contains("UnknownOperationException");
    assertThat(send("StrongroomPlatform.Nothing", true).body())
        .contains("UnknownOperationException");
    assertThat(service.calls).isEmpty();
    assertThat(service.rejected).hasSize(2);
  }

  @Test
  void requestThatDidNotComeByTheSocketIsNotServed() throws Exception {
    assertThat(send("StrongroomPlatform.GetStatus", false).answer().status()).isEqualTo(500);
    assertThat(service.calls).isEmpty();
  }
}
