package dev.strongroom.server.wiring;

import dev.strongroom.domain.account.AccountDirectory;
import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.account.Accounts;
import dev.strongroom.domain.audit.AuditTrail;
import dev.strongroom.domain.audit.ChangeAudit;
import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.identity.AccessKeySecrets;
import dev.strongroom.domain.identity.AccessKeys;
import dev.strongroom.domain.identity.Credentials;
import dev.strongroom.domain.key.Aliases;
import dev.strongroom.domain.key.KeyMaterials;
import dev.strongroom.domain.key.KeyPolicies;
import dev.strongroom.domain.key.KeyRing;
import dev.strongroom.domain.key.Keys;
import dev.strongroom.domain.keystore.AccountKeys;
import dev.strongroom.domain.keystore.Deployment;
import dev.strongroom.domain.keystore.KeyBackend;
import dev.strongroom.domain.keystore.KeyPairSource;
import dev.strongroom.domain.keystore.RootKeyStore;
import dev.strongroom.domain.operation.CallMetrics;
import dev.strongroom.domain.operation.GuardedPipeline;
import dev.strongroom.domain.operation.Markers;
import dev.strongroom.domain.operation.Operations;
import dev.strongroom.domain.operation.RejectionLog;
import dev.strongroom.domain.operation.kms.CancelKeyDeletion;
import dev.strongroom.domain.operation.kms.CreateAlias;
import dev.strongroom.domain.operation.kms.CreateKey;
import dev.strongroom.domain.operation.kms.Decapsulate;
import dev.strongroom.domain.operation.kms.Decrypt;
import dev.strongroom.domain.operation.kms.DeleteAlias;
import dev.strongroom.domain.operation.kms.DeriveSharedSecret;
import dev.strongroom.domain.operation.kms.DescribeKey;
import dev.strongroom.domain.operation.kms.DisableKey;
import dev.strongroom.domain.operation.kms.EnableKey;
import dev.strongroom.domain.operation.kms.Encapsulate;
import dev.strongroom.domain.operation.kms.Encrypt;
import dev.strongroom.domain.operation.kms.GenerateDataKey;
import dev.strongroom.domain.operation.kms.GenerateDataKeyPair;
import dev.strongroom.domain.operation.kms.GenerateDataKeyPairWithoutPlaintext;
import dev.strongroom.domain.operation.kms.GenerateDataKeyWithoutPlaintext;
import dev.strongroom.domain.operation.kms.GenerateMac;
import dev.strongroom.domain.operation.kms.GenerateRandom;
import dev.strongroom.domain.operation.kms.GetKeyPolicy;
import dev.strongroom.domain.operation.kms.GetKeyRotationStatus;
import dev.strongroom.domain.operation.kms.GetPublicKey;
import dev.strongroom.domain.operation.kms.ListAliases;
import dev.strongroom.domain.operation.kms.ListKeyPolicies;
import dev.strongroom.domain.operation.kms.ListKeys;
import dev.strongroom.domain.operation.kms.ListResourceTags;
import dev.strongroom.domain.operation.kms.PutKeyPolicy;
import dev.strongroom.domain.operation.kms.ReEncrypt;
import dev.strongroom.domain.operation.kms.ScheduleKeyDeletion;
import dev.strongroom.domain.operation.kms.Sign;
import dev.strongroom.domain.operation.kms.TagResource;
import dev.strongroom.domain.operation.kms.UntagResource;
import dev.strongroom.domain.operation.kms.UpdateAlias;
import dev.strongroom.domain.operation.kms.UpdateKeyDescription;
import dev.strongroom.domain.operation.kms.Verify;
import dev.strongroom.domain.operation.kms.VerifyMac;
import dev.strongroom.domain.operation.platform.AccountOpening;
import dev.strongroom.domain.operation.platform.CreateAccount;
import dev.strongroom.domain.operation.platform.CreateRootAccessKey;
import dev.strongroom.domain.operation.platform.ListAccounts;
import dev.strongroom.domain.operation.platform.Status;
import dev.strongroom.domain.operation.sts.GetCallerIdentity;
import dev.strongroom.domain.policy.Authorizer;
import dev.strongroom.domain.throttle.RequestQuotas;
import dev.strongroom.domain.throttle.Throttle;
import dev.strongroom.server.configuration.ServerRole;
import dev.strongroom.server.configuration.StrongroomSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The operations and the pipeline that runs them. */
@Configuration(proxyBeanMethods = false)
class OperationBeans {

  @Bean
  Markers markers(AccountKeys accountKeys, Deployment deployment, Randomness randomness) {
    return new Markers(accountKeys, deployment, randomness);
  }

  @Bean
  AccountOpening accountOpening(
      RootKeyStore rootKeys,
      AccountKeys accountKeys,
      Accounts accounts,
      AccessKeys accessKeys,
      AccessKeySecrets secrets,
      Randomness randomness,
      Clock clock) {
    return new AccountOpening(
        rootKeys, accountKeys, accounts, accessKeys, secrets, randomness, clock);
  }

  @Bean
  Operations operations(
      KeyBackend backend,
      KeyPairSource pairs,
      Randomness randomness,
      Keys keys,
      KeyPolicies policies,
      KeyMaterials materials,
      Aliases aliases,
      Markers markers,
      AccountTransactions transactions,
      AccountOpening opening,
      AccountDirectory directory,
      Accounts accounts,
      AccountKeys accountKeys,
      AccessKeySecrets secrets,
      AccessKeys accessKeys,
      Deployment deployment,
      Status.TokenStatus token,
      Clock clock) {
    return new Operations(
        List.of(
            new CancelKeyDeletion(),
            new CreateAlias(aliases, clock),
            new CreateKey(backend, randomness, keys, policies, materials, clock),
            new Decapsulate(backend),
            new Decrypt(backend),
            new DeleteAlias(aliases),
            new DeriveSharedSecret(backend),
            new DescribeKey(),
            new DisableKey(),
            new EnableKey(),
            new Encapsulate(backend),
            new Encrypt(backend),
            new GenerateDataKey(backend, randomness),
            new GenerateDataKeyPair(backend, pairs),
            new GenerateDataKeyPairWithoutPlaintext(backend, pairs),
            new GenerateDataKeyWithoutPlaintext(backend, randomness),
            new GenerateMac(backend),
            new GenerateRandom(randomness),
            new GetKeyPolicy(),
            new GetKeyRotationStatus(),
            new GetPublicKey(backend),
            new ListAliases(transactions, aliases, markers),
            new ListKeyPolicies(markers),
            new ListKeys(transactions, keys, markers),
            new ListResourceTags(markers),
            new PutKeyPolicy(policies, clock),
            new ReEncrypt(backend),
            new ScheduleKeyDeletion(clock),
            new Sign(backend),
            new TagResource(),
            new UntagResource(),
            new UpdateAlias(aliases, clock),
            new UpdateKeyDescription(),
            new Verify(backend),
            new VerifyMac(backend),
            new GetCallerIdentity(),
            new CreateAccount(opening, directory, transactions),
            new CreateRootAccessKey(directory, secrets, accessKeys, transactions, clock),
            new ListAccounts(directory, transactions, accounts, accountKeys, markers),
            new Status(deployment, directory, token)));
  }

  @Bean
  RejectionLog rejections(AuditTrail trail, Platform platform) {
    return new RejectionLog(trail, platform::account);
  }

  @Bean
  Throttle throttle(StrongroomSettings settings) {
    StrongroomSettings.Throttle wanted = settings.throttle();
    RequestQuotas quotas = RequestQuotas.of(wanted.rates(), wanted.burst());
    return new Throttle(wanted.enabled() ? quotas : RequestQuotas.none(), System::nanoTime);
  }

  @Bean(destroyMethod = "close")
  GuardedPipeline pipeline(
      KeyRing ring,
      Keys keys,
      Aliases aliases,
      KeyPolicies policies,
      Credentials credentials,
      AccountTransactions transactions,
      AccountKeys accountKeys,
      AuditTrail trail,
      ChangeAudit changeAudit,
      RejectionLog rejections,
      Throttle throttle,
      MeterRegistry meters) {
    return new GuardedPipeline(
        new Authorizer(),
        ring,
        keys,
        aliases,
        policies,
        credentials,
        transactions,
        accountKeys,
        trail,
        changeAudit,
        rejections,
        throttle,
        new CallMetrics(meters));
  }

  @Bean(destroyMethod = "close")
  Upkeep upkeep(
      StrongroomSettings settings,
      JdbcClient jdbc,
      RejectionLog rejections,
      Throttle throttle,
      Clock clock) {
    return new Upkeep(jdbc, rejections, throttle, clock, settings.has(ServerRole.JOBS));
  }
}
