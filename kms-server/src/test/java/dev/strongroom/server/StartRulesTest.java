package dev.strongroom.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.server.configuration.StrongroomSettings;
import dev.strongroom.server.failure.StartFailure;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Which ports may listen where, with and without TLS. */
class StartRulesTest {
  private static final String CERTIFICATE = "tls.certificate=a tls.private-key=b ";
  private static final String BEHIND = "tls.terminated-upstream=true trusted-proxies=10.0.0.0/8 ";
  private static final String PRODUCTION =
      "mode=production hsm.module=m datasource.url=jdbc:postgresql://d/d ";

  private static StrongroomSettings settings(String text) {
    Map<String, Object> properties = new LinkedHashMap<>();
    Arrays.stream(text.strip().split(" +", -1))
        .map(one -> one.split("=", 2))
        .filter(one -> one.length == 2)
        .forEach(one -> properties.put("strongroom." + one[0], one[1]));
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    return StrongroomSettings.of(environment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api.address=127.0.0.2 console.address=::1 management.address=localhost",
        CERTIFICATE + "api.address=0.0.0.0 console.address=:: management.address=0.0.0.0",
        "tls.local-ca=true api.address=0.0.0.0",
        BEHIND + "api.address=0.0.0.0 console.address=0.0.0.0 management.address=0.0.0.0",
        CERTIFICATE + "trusted-proxies=10.0.0.0/8,fd00::/8,192.0.2.1",
        CERTIFICATE + "tls.client-certificates=required tls.client-ca=c",
        "roles=api console.address=0.0.0.0",
        "api.port=7771 console.address=127.0.0.2",
        "api.port=0 console.port=0 management.port=0",
        PRODUCTION + CERTIFICATE,
        PRODUCTION + BEHIND
      })
  void mayStart(String text) {
    assertThatCode(() -> StartRules.check(settings(text))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          api.address=0.0.0.0                             | The API would listen on 0.0.0.0 without TLS
          api.address=::                                  | The API would listen on :: without TLS
          console.address=0.0.0.0                         | The console would listen on 0.0.0.0 without
          management.address=0.0.0.0                      | The management would listen on 0.0.0.0 with
          api.address=no.such.host.invalid                | of strongroom.api.address is unknown
          api.address=0.0.0.0 trusted-proxies=10.0.0.0/8  | would listen on 0.0.0.0 without TLS
          tls.terminated-upstream=true                    | no proxy is named that ends TLS
          tls.terminated-upstream=true trusted-proxies=10.0.0.0/40 | '10.0.0.0/40' is no network
          trusted-proxies=10.0.0.0/8,0.0.0.0/0            | '0.0.0.0/0' is everybody
          trusted-proxies=0.0.0.0/00                      | '0.0.0.0/00' is everybody
          tls.terminated-upstream=true trusted-proxies=::/0 | '::/0' is everybody
          trusted-proxies=proxy.example                   | 'proxy.example' is no network
          tls.certificate=a                               | go together, and one is missing
          tls.private-key=a                               | go together, and one is missing
          tls.certificate=a tls.private-key=b tls.local-ca=true | and strongroom.tls.certificate names one
          tls.local-ca=true tls.terminated-upstream=true trusted-proxies=10.0.0.0/8 | has a certificate
          tls.client-certificates=optional                | needs TLS, and to know whom to trust
          tls.local-ca=true tls.client-certificates=required | needs TLS, and to know whom to trust
          tls.local-ca=true tls.client-ca=c               | no client is asked for a certificate
          api.port=7772                                   | use port 7772 twice, for the API and for the man
          console.port=7770 api.address=0.0.0.0 tls.local-ca=true | port 7770 twice, for the API and for the
          throttle.rates.GenerateRandom=5                 | GenerateRandom has no request quota of its own but shares SymmetricCryptography
          mode=production hsm.module=m datasource.url=jdbc:postgresql://d/d | does not answer calls without TLS
          mode=production hsm.module=m datasource.url=jdbc:postgresql://d/d tls.local-ca=true | local authority
          """)
  void isRefused(String text, String cause) {
    assertThatThrownBy(() -> StartRules.check(settings(text)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(cause);
  }
}
