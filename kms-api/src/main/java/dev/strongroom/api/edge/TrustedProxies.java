package dev.strongroom.api.edge;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * The proxies whose word is taken for where a call comes from ({@code X-Forwarded-For}) and how it
 * came there ({@code X-Forwarded-Proto}). From anybody else these headers mean nothing.
 */
public final class TrustedProxies {
  private static final TrustedProxies NONE = new TrustedProxies(List.of());

  private final List<String> cidrs;
  private final List<IpSubnetFilterRule> networks;

  private TrustedProxies(List<String> cidrs) {
    this.networks = cidrs.stream().map(TrustedProxies::network).toList();
    this.cidrs = cidrs.stream().map(TrustedProxies::withPrefix).toList();
  }

  /** Nobody. */
  public static TrustedProxies none() {
    return NONE;
  }

  /**
   * Those of some networks.
   *
   * @param cidrs networks as {@code address/prefix-length} (RFC 4632, RFC 4291 section 2.3), or
   *     single addresses
   * @throws IllegalArgumentException names what is neither, or is the network of everybody
   */
  public static TrustedProxies of(List<String> cidrs) {
    return new TrustedProxies(cidrs);
  }

  private static String withPrefix(String text) {
    String cidr = text.strip();
    return cidr.indexOf('/') >= 0 ? cidr : cidr + (cidr.indexOf(':') < 0 ? "/32" : "/128");
  }

  private static IpSubnetFilterRule network(String text) {
    String cidr = withPrefix(text);
    int slash = cidr.indexOf('/');
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(cidr.substring(0, slash));
    if (address == null) {
      throw wrong(text);
    }
    try {
      int prefix = Integer.parseInt(cidr.substring(slash + 1));
      if (prefix == 0) {
        throw new IllegalArgumentException(
            "'" + text + "' is everybody, who could then say to be anybody");
      }
      if (prefix < 0 || prefix > address.getAddress().length * Byte.SIZE) {
        throw wrong(text);
      }
      return new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT);
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
  }

  private static IllegalArgumentException wrong(String cidr) {
    return new IllegalArgumentException(
        "'" + cidr + "' is no network such as 10.0.0.0/8 or fd00::/8, and no address");
  }

  /** Their networks as {@code address/prefix-length}. */
  public List<String> cidrs() {
    return cidrs;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return networks.isEmpty();
  }

  /** Whether an address is one of theirs. */
  boolean contains(InetAddress address) {
    InetSocketAddress peer = new InetSocketAddress(address, 0);
    return networks.stream().anyMatch(network -> network.matches(peer));
  }

  /**
   * Where a call comes from that one of the proxies has handed on: the last address of the header
   * that is not a proxy's own, because a client can put anything in front of it.
   *
   * @param proxy who handed it on
   * @param forwardedFor the values of {@code X-Forwarded-For} in their order
   */
  InetAddress client(InetAddress proxy, List<String> forwardedFor) {
    List<String> hops = List.of(String.join(",", forwardedFor).split(",", -1));
    InetAddress client = proxy;
    for (String hop : hops.reversed()) {
      Optional<InetAddress> address = address(hop.strip());
      if (address.isEmpty()) {
        return client;
      }
      client = address.get();
      if (!contains(client)) {
        return client;
      }
    }
    return client;
  }

  /** Some proxies write the port too: {@code 192.0.2.1:4711}, {@code [2001:db8::1]:4711}. */
  private static Optional<InetAddress> address(String hop) {
    String text = hop;
    int bracket = hop.indexOf(']');
    if (hop.startsWith("[") && bracket > 0) {
      text = hop.substring(1, bracket);
    } else if (hop.indexOf(':') == hop.lastIndexOf(':') && hop.indexOf(':') > 0) {
      text = hop.substring(0, hop.indexOf(':'));
    }
    return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(text));
  }
}
