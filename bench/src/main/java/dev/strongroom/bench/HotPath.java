package dev.strongroom.bench;

import dev.strongroom.api.json.JsonForm;
import dev.strongroom.api.sigv4.ServiceProfile;
import dev.strongroom.api.sigv4.SignatureVerifier;
import dev.strongroom.api.wire.WireHeader;
import dev.strongroom.api.wire.WireHeaders;
import dev.strongroom.api.wire.WireRequest;
import dev.strongroom.domain.algorithm.KeySpec;
import dev.strongroom.domain.crypto.CiphertextBlob;
import dev.strongroom.domain.crypto.EncryptionContext;
import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.crypto.SecretBytes;
import dev.strongroom.domain.crypto.SymmetricKey;
import dev.strongroom.domain.identity.Caller;
import dev.strongroom.domain.identity.PrincipalType;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.KeyId;
import dev.strongroom.domain.name.MaterialId;
import dev.strongroom.domain.name.PrincipalArn;
import dev.strongroom.domain.name.Region;
import dev.strongroom.domain.operation.Service;
import dev.strongroom.domain.operation.kms.Encrypt;
import dev.strongroom.domain.policy.AccessRequest;
import dev.strongroom.domain.policy.Authorizer;
import dev.strongroom.domain.policy.Decision;
import dev.strongroom.domain.policy.DefaultKeyPolicy;
import dev.strongroom.domain.policy.ResourcePolicy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The small pieces of an Encrypt of 32 bytes, in microseconds each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class HotPath {
  private static final Account NOBODY =
      new Account("AKIAQQQQQQQQQQQQQQQQ", "a-secret-access-key-of-no-account");
  private static final byte[] BODY =
      Calls.encrypt(
              new KeyOfAccount(
                  NOBODY, KeySpec.SYMMETRIC_DEFAULT, "1234abcd-12ab-34cd-56ef-1234567890ab", ""))
          .getBytes(StandardCharsets.UTF_8);

  private final byte[] plaintext = new byte[32];
  private final EncryptionContext context = EncryptionContext.of(Map.of("app", "bench"));
  private final Randomness randomness = new Randomness(byte[]::new);
  private final SignatureVerifier verifier =
      new SignatureVerifier(
          new ServiceProfile(Set.of(new Region("us-east-1")), Duration.ofMinutes(5)));
  private final byte[] secret = NOBODY.secret().getBytes(StandardCharsets.US_ASCII);
  private final SymmetricKey key = key();
  private final byte[] blob = key.encrypt(plaintext, context, randomness);
  private final WireRequest request = signed();
  private final Authorizer authorizer = new Authorizer();
  private final AccessRequest question = question();

  /** A root asks for its own key, which has the default policy. */
  private static AccessRequest question() {
    AccountId account = AccountId.parse("123456789012");
    Caller root =
        new Caller(
            PrincipalType.ROOT,
            account,
            new PrincipalArn("arn:aws:iam::123456789012:root"),
            account.toString(),
            Optional.of(NOBODY.accessKeyId()),
            List.of());
    ResourcePolicy policy = ResourcePolicy.ofKey(DefaultKeyPolicy.of(account, "aws"), account);
    return new AccessRequest(root, "kms:Encrypt", account, "*", Optional.of(policy));
  }

  /** A key that no HSM wraps. */
  private static SymmetricKey key() {
    try (SecretBytes material = SecretBytes.copyOf(new byte[SymmetricKey.MATERIAL_LENGTH])) {
      return SymmetricKey.derive(
          material,
          AccountId.parse("123456789012"),
          new KeyId(UUID.randomUUID(), false),
          MaterialId.of(new byte[MaterialId.LENGTH]));
    }
  }

  private static WireRequest signed() {
    List<WireHeader> headers = new ArrayList<>();
    new Presigner(new Target(URI.create("http://127.0.0.1:7770"), Optional.empty()), "us-east-1")
        .signed(NOBODY, "Encrypt", BODY)
        .forEachHeader(
            (name, values) ->
                values.forEach(
                    value -> headers.add(new WireHeader(name.toLowerCase(Locale.ROOT), value))));
    return new WireRequest(
        UUID.randomUUID().toString(),
        Instant.now(),
        "POST",
        "/",
        "",
        new WireHeaders(headers),
        BODY,
        "127.0.0.1",
        Optional.empty(),
        false);
  }

  @Benchmark
  public boolean verifySignature() {
    var claim = verifier.claim(request, List.of());
    return verifier.matches(verifier.check(claim, request, List.of(), Service.KMS), secret);
  }

  @Benchmark
  public Encrypt.Request decodeRequest() {
    return new JsonForm(BODY).decode(Encrypt.Request.class);
  }

  @Benchmark
  public Decision decide() {
    return authorizer.decide(question);
  }

  @Benchmark
  public byte[] sealBlob() {
    return key.encrypt(plaintext, context, randomness);
  }

  @Benchmark
  public byte[] openBlob() throws Exception {
    return key.decrypt(CiphertextBlob.parse(blob), context);
  }
}
