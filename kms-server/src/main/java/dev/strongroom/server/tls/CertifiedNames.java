package dev.strongroom.server.tls;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/** The names and addresses that a certificate is for, as RFC 5280 writes them. */
final class CertifiedNames {
  private final List<String> hosts;

  /**
   * @param hosts names of hosts, and addresses in text
   */
  CertifiedNames(Set<String> hosts) {
    this.hosts = List.copyOf(new TreeSet<>(hosts));
  }

  /** Section 4.2.1.6. */
  GeneralNames alternatives() {
    return new GeneralNames(
        hosts.stream().map(CertifiedNames::alternative).toArray(GeneralName[]::new));
  }

  /** Section 4.2.1.10: these and no others. */
  NameConstraints constraints() {
    return new NameConstraints(
        hosts.stream()
            .map(CertifiedNames::permitted)
            .map(GeneralSubtree::new)
            .toArray(GeneralSubtree[]::new),
        null);
  }

  /** Whether a certificate is for all of them. */
  boolean areIn(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
    return extension != null
        && containsAll(
            GeneralNames.getInstance(content(extension)).getNames(), alternatives().getNames());
  }

  /** Whether an authority may certify all of them. */
  boolean areWithin(X509Certificate authority) {
    byte[] extension = authority.getExtensionValue(Extension.nameConstraints.getId());
    return extension != null
        && containsAll(
            bases(NameConstraints.getInstance(content(extension))), bases(constraints()));
  }

  private static boolean containsAll(GeneralName[] there, GeneralName[] wanted) {
    return new HashSet<>(Arrays.asList(there)).containsAll(Arrays.asList(wanted));
  }

  private static GeneralName[] bases(NameConstraints constraints) {
    return Arrays.stream(constraints.getPermittedSubtrees())
        .map(GeneralSubtree::getBase)
        .toArray(GeneralName[]::new);
  }

  private static byte[] content(byte[] extension) {
    return ASN1OctetString.getInstance(extension).getOctets();
  }

  private static GeneralName alternative(String host) {
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
    return address == null
        ? new GeneralName(GeneralName.dNSName, host)
        : new GeneralName(GeneralName.iPAddress, new DEROctetString(address.getAddress()));
  }

  /** An address is followed by its mask, here of a single address. */
  private static GeneralName permitted(String host) {
    InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
    if (address == null) {
      return new GeneralName(GeneralName.dNSName, host);
    }
    byte[] bytes = address.getAddress();
    byte[] withMask = Arrays.copyOf(bytes, 2 * bytes.length);
    Arrays.fill(withMask, bytes.length, withMask.length, (byte) 0xFF);
    return new GeneralName(GeneralName.iPAddress, new DEROctetString(withMask));
  }
}
