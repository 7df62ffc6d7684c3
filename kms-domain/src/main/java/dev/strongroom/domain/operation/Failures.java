package dev.strongroom.domain.operation;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.keystore.TokenUnavailableException;
import dev.strongroom.domain.seal.BrokenSealException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Turns whatever went wrong into the error that the caller receives; what is not an answer is
 * logged.
 */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  static KmsException translate(Throwable failure, Call call, String operation) {
    KmsException answer = find(failure, KmsException.class);
    if (answer != null) {
      return answer;
    }
    BrokenSealException broken = find(failure, BrokenSealException.class);
    if (broken != null) {
      LOG.error(
          "ALARM: {} Operation {} of request {} is refused.",
          broken.getMessage(),
          operation,
          call.requestId());
      return new KmsException(
          ErrorCode.INTERNAL, "The request was refused because of an internal exception.", broken);
    }
    LOG.error("Operation {} of request {} failed.", operation, call.requestId(), failure);
    return isUnavailability(failure)
        ? new KmsException(
            ErrorCode.DEPENDENCY_TIMEOUT,
            "The system timed out while trying to fulfill the request. You can retry the request.",
            failure)
        : internal(failure);
  }

  static KmsException internal(Throwable cause) {
    return new KmsException(
        ErrorCode.INTERNAL,
        "The request failed because of an internal exception. You can retry the request.",
        cause);
  }

  private static boolean isUnavailability(Throwable failure) {
    return find(failure, TokenUnavailableException.class) != null
        || failure instanceof TransientDataAccessException
        || failure instanceof NonTransientDataAccessResourceException
        || failure instanceof QueryTimeoutException
        || failure instanceof TransactionException;
  }

  private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (type.isInstance(one)) {
        return type.cast(one);
      }
      if (one.getCause() == one) {
        break;
      }
    }
    return null;
  }
}
