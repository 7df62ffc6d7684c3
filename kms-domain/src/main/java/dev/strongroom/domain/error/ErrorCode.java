package dev.strongroom.domain.error;

/**
 * The errors that callers can receive. The JSON services and the query services have different
 * names and statuses for some of them (the Common Errors page of each API reference).
 */
public enum ErrorCode {
  ACCESS_DENIED("AccessDeniedException", 400, "AccessDenied", 403),
  ALREADY_EXISTS("AlreadyExistsException", 400),
  DEPENDENCY_TIMEOUT("DependencyTimeoutException", 500),
  DISABLED("DisabledException", 400),
  DRY_RUN("DryRunOperationException", 400),
  EXPIRED_TOKEN("ExpiredTokenException", 400, "ExpiredToken", 403),
  INCOMPLETE_SIGNATURE("IncompleteSignatureException", 400, "IncompleteSignature", 400),
  INCORRECT_KEY("IncorrectKeyException", 400),
  INTERNAL("KMSInternalException", 500, "InternalFailure", 500),
  INVALID_ALIAS_NAME("InvalidAliasNameException", 400),
  INVALID_ARN("InvalidArnException", 400),
  INVALID_CIPHERTEXT("InvalidCiphertextException", 400),
  INVALID_GRANT_TOKEN("InvalidGrantTokenException", 400),
  INVALID_KEY_USAGE("InvalidKeyUsageException", 400),
  INVALID_KMS_SIGNATURE("KMSInvalidSignatureException", 400),
  INVALID_MAC("KMSInvalidMacException", 400),
  INVALID_MARKER("InvalidMarkerException", 400),
  INVALID_SIGNATURE("InvalidSignatureException", 400, "SignatureDoesNotMatch", 403),
  INVALID_STATE("KMSInvalidStateException", 400),
  KEY_UNAVAILABLE("KeyUnavailableException", 500),
  LIMIT_EXCEEDED("LimitExceededException", 400),
  MALFORMED_POLICY("MalformedPolicyDocumentException", 400),
  MISSING_AUTHENTICATION_TOKEN(
      "MissingAuthenticationTokenException", 400, "MissingAuthenticationToken", 403),
  NOT_FOUND("NotFoundException", 400),
  SERIALIZATION("SerializationException", 400, "MalformedInput", 400),
  TAG("TagException", 400),
  THROTTLING("ThrottlingException", 400, "Throttling", 400),
  UNKNOWN_OPERATION("UnknownOperationException", 400, "InvalidAction", 400),
  UNRECOGNIZED_CLIENT("UnrecognizedClientException", 400, "InvalidClientTokenId", 403),
  UNSUPPORTED("UnsupportedOperationException", 400),
  VALIDATION("ValidationException", 400, "ValidationError", 400);

  private final String jsonName;
  private final int jsonStatus;
  private final String queryName;
  private final int queryStatus;

  ErrorCode(String name, int status) {
    this(name, status, name, status);
  }

  ErrorCode(String jsonName, int jsonStatus, String queryName, int queryStatus) {
    this.jsonName = jsonName;
    this.jsonStatus = jsonStatus;
    this.queryName = queryName;
    this.queryStatus = queryStatus;
  }

  /** The {@code __type} of a JSON error. */
  public String jsonName() {
    return jsonName;
  }

  public int jsonStatus() {
    return jsonStatus;
  }

  /** The {@code Code} of a query (XML) error. */
  public String queryName() {
    return queryName;
  }

  public int queryStatus() {
    return queryStatus;
  }

  /** Whether the service rather than the caller is to blame; SDKs retry these. */
  public boolean isFault() {
    return jsonStatus >= 500;
  }
}
