package dev.strongroom.api.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word is taken for where a call comes from. */
class PeerTest {
  private static final TrustedProxies PROXIES =
      TrustedProxies.of(List.of("10.1.0.0/16", "192.0.2.7", "fd00::/8"));

  private static Peer peer(String address, boolean terminated) {
    return new Peer(
        new TransportSecurity(Optional.empty(), PROXIES, terminated),
        new InetSocketAddress(address, 4711));
  }

  private static HttpHeaders forwarded(String... fors) {
    HttpHeaders headers = new DefaultHttpHeaders();
    for (String one : fors) {
      headers.add("X-Forwarded-For", one);
    }
    return headers;
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.2.3", "192.0.2.7", "fd12::1"})
  void aTrustedProxySaysWhoCalls(String proxy) throws Exception {
    assertThat(peer(proxy, true).origin(forwarded("198.51.100.1")).address())
        .isEqualTo("198.51.100.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.2.0.1", "192.0.2.8", "fe80::1", "127.0.0.1"})
  void nobodyElseDoes(String other) throws Exception {
    Peer peer = peer(other, false);
    assertThat(peer.isProxy()).isFalse();
    assertThat(peer.origin(forwarded("198.51.100.1")).address()).isEqualTo(peer.address());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          198.51.100.1                             | 198.51.100.1
          203.0.113.9, 198.51.100.1                | 198.51.100.1
          203.0.113.9, 198.51.100.1, 10.1.0.9      | 198.51.100.1
          198.51.100.1:4711                        | 198.51.100.1
          [2001:db8::1]:4711                       | 2001:db8:0:0:0:0:0:1
          2001:db8::1                              | 2001:db8:0:0:0:0:0:1
          10.1.0.9                                 | 10.1.0.9
          198.51.100.1, unknown, 10.1.0.9          | 10.1.0.9
          198.51.100.1, <script>                   | 10.1.2.3
          ''                                       | 10.1.2.3
          ,                                        | 10.1.2.3
          """)
  void theLastAddressThatIsNoProxysCounts(String header, String expected) throws Exception {
    assertThat(peer("10.1.2.3", true).origin(forwarded(header)).address()).isEqualTo(expected);
  }

  @Test
  void severalHeadersAreOneList() throws Exception {
    HttpHeaders headers = forwarded("198.51.100.1", "203.0.113.9", "10.1.0.9");
    assertThat(peer("10.1.2.3", true).origin(headers).address()).isEqualTo("203.0.113.9");
    assertThat(peer("10.1.2.3", true).origin(forwarded()).address()).isEqualTo("10.1.2.3");
  }

  @Test
  void aCallThatReachedTheProxyWithoutTlsIsRefused() throws Exception {
    for (String scheme : List.of("http", "https, http", "", "HTTP")) {
      HttpHeaders headers = forwarded("198.51.100.1").add("X-Forwarded-Proto", scheme);
      assertThatThrownBy(() -> peer("10.1.2.3", true).origin(headers))
          .isInstanceOfSatisfying(
              HttpProblemException.class,
              e -> assertThat(e.problem()).isEqualTo(HttpProblem.NOT_ENCRYPTED));
      // Without any TLS, on loopback, there is none to insist on.
      assertThat(peer("10.1.2.3", false).origin(headers).address()).isEqualTo("198.51.100.1");
    }
    HttpHeaders https = forwarded("198.51.100.1").add("X-Forwarded-Proto", "HTTPS");
    assertThat(peer("10.1.2.3", true).origin(https).address()).isEqualTo("198.51.100.1");
  }

  @Test
  void pastTheProxiesThatEndTlsThereIsNoWay() {
    assertThat(peer("10.1.2.3", true).mayConnect()).isTrue();
    assertThat(peer("127.0.0.1", true).mayConnect()).isTrue();
    assertThat(peer("::1", true).mayConnect()).isTrue();
    assertThat(peer("10.2.0.1", true).mayConnect()).isFalse();
    assertThat(peer("10.2.0.1", false).mayConnect()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "/8",
        "proxy.example",
        "10.0.0",
        "::/129",
        ""
      })
  void whatIsNoNetworkIsNamed(String wrong) {
    assertThatThrownBy(() -> TrustedProxies.of(List.of("10.0.0.0/8", wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + wrong);
  }

  @Test
  void aProxysConnectionsAreNotCountedByItsAddress() {
    ConnectionLimits limits = new ConnectionLimits(3, 1);
    assertThat(limits.enter("10.1.2.3", true)).isTrue();
    assertThat(limits.enter("10.1.2.3", true)).isTrue();
    assertThat(limits.enter("198.51.100.1", false)).isTrue();
    assertThat(limits.enter("10.1.2.3", true)).as("in all").isFalse();
  }
}
