package dev.strongroom.server.frontdoor.fault;

import dev.strongroom.server.frontdoor.FrontDoor;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/** Clients of one account whose every HTTP answer goes into a ledger. */
record Clients(FrontDoor.TestAccount account, Ledger ledger) {
  private static final Duration ONE_TRY = Duration.ofSeconds(2);

  /** As an application has it: with the SDK's own retries and times. */
  KmsClient patient() {
    return client(configuration -> {});
  }

  /** Makes one attempt, and not for long. */
  KmsClient impatient() {
    return client(c -> c.retryStrategy(r -> r.maxAttempts(1)).apiCallAttemptTimeout(ONE_TRY));
  }

  private KmsClient client(Consumer<ClientOverrideConfiguration.Builder> settings) {
    URI endpoint = account.endpoint();
    return KmsClient.builder()
        .region(Region.US_EAST_1)
        .endpointOverride(endpoint)
        .httpClient(UrlConnectionHttpClient.create())
        .overrideConfiguration(
            c -> {
              c.addExecutionInterceptor(new Answers(ledger));
              settings.accept(c);
            })
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(account.accessKeyId(), account.secret())))
        .build();
  }

  /** Sees each attempt's answer, where a caller sees the last one only. */
  private record Answers(Ledger ledger) implements ExecutionInterceptor {
    @Override
    public void afterTransmission(
        Context.AfterTransmission context, ExecutionAttributes attributes) {
      SdkHttpResponse answer = context.httpResponse();
      ledger.attempt(
          attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
          answer.statusCode(),
          answer.firstMatchingHeader("x-amzn-RequestId").orElse("none"));
    }
  }
}
