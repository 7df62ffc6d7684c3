package dev.strongroom.server.wiring;

import dev.strongroom.domain.account.AccountTransactions;
import dev.strongroom.domain.account.Accounts;
import dev.strongroom.domain.crypto.KeyPairs;
import dev.strongroom.domain.crypto.Randomness;
import dev.strongroom.domain.fairness.AccountShares;
import dev.strongroom.domain.freshness.Freshness;
import dev.strongroom.domain.identity.AccessKeySecrets;
import dev.strongroom.domain.identity.AccessKeys;
import dev.strongroom.domain.identity.Credentials;
import dev.strongroom.domain.identity.StoredCredentials;
import dev.strongroom.domain.key.KeyRing;
import dev.strongroom.domain.key.KeyRows;
import dev.strongroom.domain.keystore.AccountKeys;
import dev.strongroom.domain.keystore.Deployment;
import dev.strongroom.domain.keystore.KeyBackend;
import dev.strongroom.domain.keystore.KeyPairMaker;
import dev.strongroom.domain.keystore.KeyPairSource;
import dev.strongroom.domain.keystore.OpenedMaterials;
import dev.strongroom.domain.keystore.RootKeyStore;
import dev.strongroom.domain.keystore.TokenPresence;
import dev.strongroom.domain.keystore.WrappedKeyStore;
import dev.strongroom.domain.seal.RowSeals;
import dev.strongroom.server.configuration.StrongroomSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The key hierarchy above the token: accounts' own keys, key material, and the caches. */
@Configuration(proxyBeanMethods = false)
@Import(RowSeals.class)
class KeyBeans {
  /**
   * Times are kept to the millisecond: what is sealed must read back the same from the database.
   */
  @Bean
  Clock clock() {
    return Clock.tick(Clock.system(ZoneOffset.UTC), Duration.ofMillis(1));
  }

  /** What all that is kept in memory shares. */
  @Bean
  AccountShares accountShares(StrongroomSettings settings) {
    return new AccountShares(settings.keyRing().maximumSize().toBytes());
  }

  @Bean
  AccountKeys accountKeys(
      AccountShares shares,
      TokenPresence presence,
      Deployment deployment,
      RootKeyStore rootKeys,
      Randomness randomness,
      AccountTransactions transactions,
      JdbcClient jdbc) {
    return new AccountKeys(shares, presence, deployment, rootKeys, randomness, transactions, jdbc);
  }

  @Bean
  OpenedMaterials openedMaterials(
      AccountShares shares,
      TokenPresence presence,
      Deployment deployment,
      RootKeyStore rootKeys,
      Randomness randomness,
      Freshness freshness,
      AccountTransactions transactions) {
    return new OpenedMaterials(
        shares, presence, deployment, rootKeys, randomness, freshness, transactions);
  }

  @Bean(destroyMethod = "close")
  KeyPairMaker keyPairMaker(Randomness randomness) {
    return new KeyPairMaker(new KeyPairs(randomness)::generate);
  }

  @Bean
  KeyBackend wrappedKeyStore(
      OpenedMaterials opened,
      Deployment deployment,
      RootKeyStore rootKeys,
      Randomness randomness,
      KeyPairSource pairs) {
    return new WrappedKeyStore(opened, deployment, rootKeys, randomness, pairs);
  }

  @Bean
  KeyRing keyRing(
      AccountShares shares,
      Freshness freshness,
      AccountTransactions transactions,
      AccountKeys accountKeys,
      RowSeals seals) {
    return new KeyRing(shares, freshness, accountKeys, new KeyRows(transactions, seals));
  }

  @Bean
  AccessKeySecrets accessKeySecrets(
      AccountKeys accountKeys, Deployment deployment, Randomness randomness) {
    return new AccessKeySecrets(accountKeys, deployment, randomness);
  }

  @Bean
  Credentials credentials(
      StrongroomSettings settings,
      AccountShares shares,
      Freshness freshness,
      AccountTransactions transactions,
      JdbcClient jdbc,
      AccessKeys accessKeys,
      Accounts accounts,
      AccessKeySecrets secrets,
      AccountKeys accountKeys) {
    return new StoredCredentials(
        shares,
        freshness,
        transactions,
        jdbc,
        accessKeys,
        accounts,
        secrets,
        accountKeys,
        settings.regions().getFirst());
  }
}
