package dev.strongroom.api.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.strongroom.domain.crypto.SecretBytes;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.freshness.Entity;
import dev.strongroom.domain.freshness.Freshness;
import dev.strongroom.domain.identity.Caller;
import dev.strongroom.domain.identity.Credential;
import dev.strongroom.domain.identity.Credentials;
import dev.strongroom.domain.identity.PrincipalType;
import dev.strongroom.domain.name.AccountId;
import dev.strongroom.domain.name.PrincipalArn;
import dev.strongroom.domain.name.Region;
import dev.strongroom.domain.operation.AccessLevel;
import dev.strongroom.domain.operation.Call;
import dev.strongroom.domain.operation.Completion;
import dev.strongroom.domain.operation.Facts;
import dev.strongroom.domain.operation.Operation;
import dev.strongroom.domain.operation.OperationPipeline;
import dev.strongroom.domain.operation.Operations;
import dev.strongroom.domain.operation.Permission;
import dev.strongroom.domain.operation.Query;
import dev.strongroom.domain.operation.QueryContext;
import dev.strongroom.domain.operation.RejectedCall;
import dev.strongroom.domain.operation.Sensitive;
import dev.strongroom.domain.operation.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A few operations and a pipeline that runs them without anything behind it. */
@SuppressWarnings("SameNameButDifferent") // each operation has its Request and its Response
public final class FakeService implements OperationPipeline, Credentials {
  public static final AccountId ACCOUNT = AccountId.parse("111122223333");

  public final List<Call> calls = new CopyOnWriteArrayList<>();
  public final List<RejectedCall> rejected = new CopyOnWriteArrayList<>();
  public final List<String> loads = new CopyOnWriteArrayList<>();
  public final Map<String, Credential> cached = new ConcurrentHashMap<>();
  public final Map<String, Credential> stored = new ConcurrentHashMap<>();
  public final Operations operations =
      new Operations(
          List.of(new Encrypt(), new Decrypt(), new GetCallerIdentity(), new GetStatus()));

  public FakeService() {
    Credential known =
        new Credential(
            TestSigner.KEY_ID,
            SecretBytes.copyOf(TestSigner.SECRET.getBytes(UTF_8)),
            caller(TestSigner.KEY_ID));
    cached.put(TestSigner.KEY_ID, known);
    stored.put(TestSigner.KEY_ID, known);
  }

  public static Caller caller(String keyId) {
    return new Caller(
        PrincipalType.ROOT,
        ACCOUNT,
        PrincipalArn.root(ACCOUNT, Region.US_EAST_1),
        ACCOUNT.toString(),
        Optional.of(keyId),
        List.of(new Freshness().track(Entity.credential(keyId))));
  }

  @Override
  public @Nullable Credential cached(String accessKeyId) {
    return cached.get(accessKeyId);
  }

  @Override
  public Optional<Credential> load(String accessKeyId) {
    loads.add(accessKeyId);
    return Optional.ofNullable(stored.get(accessKeyId));
  }

  @Override
  public <I extends Record, O extends Record> void run(
      Call call, Operation<I, O> operation, I request, Completion<O> completion) {
    calls.add(call);
    Record answer =
        switch (request) {
          case Encrypt.Request encrypt -> encrypted(encrypt, completion);
          case Decrypt.Request decrypt -> new Decrypt.Response("key", decrypt.ciphertextBlob);
          case GetCallerIdentity.Request none ->
              new GetCallerIdentity.Response("111122223333", "111122223333", "arn:aws:iam::root");
          default -> new GetStatus.Response("running");
        };
    if (answer != null) {
      completion.succeeded(operation.responseType().cast(answer));
    }
  }

  private static @Nullable Record encrypted(Encrypt.Request request, Completion<?> completion) {
    switch (String.valueOf(request.keyId)) {
      case "refused" ->
          completion.failed(new KmsException(ErrorCode.NOT_FOUND, "Alias alias/x is not found."));
      case "unknown" -> completion.unknown();
      case "broken" -> throw new IllegalStateException("a defect");
      default -> {
        return new Encrypt.Response(request.plaintext, request.keyId);
      }
    }
    return null;
  }

  @Override
  public void rejected(RejectedCall call) {
    rejected.add(call);
  }

  abstract static class Fake<I extends Record, O extends Record> implements Query<I, O> {
    private final Facts<I, O> facts;

    Fake(Service service, Class<I> requestType, Class<O> responseType) {
      facts = Facts.of(service, AccessLevel.WRITE, requestType, responseType);
    }

    @Override
    public Facts<I, O> facts() {
      return facts;
    }

    @Override
    public O run(QueryContext context, I request) {
      throw new IllegalStateException("the fake pipeline answers by itself");
    }

    @Override
    public List<Permission> permissions(Call call, I request) {
      return List.of();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // what request and response records are like
  static final class Encrypt extends Fake<Encrypt.Request, Encrypt.Response> {
    record Request(@Nullable String keyId, @Sensitive byte @Nullable [] plaintext) {}

    record Response(byte @Nullable [] ciphertextBlob, @Nullable String keyId) {}

    Encrypt() {
      super(Service.KMS, Request.class, Response.class);
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  static final class Decrypt extends Fake<Decrypt.Request, Decrypt.Response> {
    record Request(byte @Nullable [] ciphertextBlob) {}

    record Response(@Nullable String keyId, @Sensitive byte @Nullable [] plaintext) {}

    Decrypt() {
      super(Service.KMS, Request.class, Response.class);
    }
  }

  static final class GetCallerIdentity
      extends Fake<GetCallerIdentity.Request, GetCallerIdentity.Response> {
    record Request() {}

    record Response(String userId, String account, String arn) {}

    GetCallerIdentity() {
      super(Service.STS, Request.class, Response.class);
    }
  }

  static final class GetStatus extends Fake<GetStatus.Request, GetStatus.Response> {
    record Request() {}

    record Response(String state) {}

    GetStatus() {
      super(Service.PLATFORM, Request.class, Response.class);
    }
  }
}
