package dev.strongroom.api.sigv4;

/** {@code keyid/date/region/service/terminator}, which both forms of a claim carry. */
record CredentialScope(
    String accessKeyId, String date, String region, String service, String terminator) {
  private static final int PARTS = 5;

  static CredentialScope parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != PARTS) {
      throw Refusal.incomplete(
          "Credential must have exactly 5 slash-delimited elements, e.g."
              + " keyid/date/region/service/term.");
    }
    return new CredentialScope(parts[0], parts[1], parts[2], parts[3], parts[4]);
  }
}
