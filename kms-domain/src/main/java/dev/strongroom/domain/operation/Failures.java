package dev.strongroom.domain.operation;

import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.keystore.TokenUnavailableException;
import dev.strongroom.domain.seal.BrokenSealException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;

/**
 * Turns whatever went wrong into the error that the caller receives; what nobody foresaw is logged
 * with its trace. That the database or the token is away comes with every call while it lasts: the
 * one line at the end of the call tells it, and the trace is for who looks for more.
 */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private static final String TIMED_OUT =
      "The system timed out while trying to fulfill the request. You can retry the request.";

  private Failures() {}

  static KmsException translate(Throwable failure, Call call, String operation) {
    return translate(failure, "Operation " + operation, call.requestId());
  }

  /**
   * The error to answer with.
   *
   * @param step what failed, as the log names it
   */
  public static KmsException translate(Throwable failure, String step, String requestId) {
    KmsException answer = find(failure, KmsException.class);
    if (answer != null) {
      return answer;
    }
    BrokenSealException broken = find(failure, BrokenSealException.class);
    if (broken != null) {
      LOG.error("ALARM: {} {} of request {} is refused.", broken.getMessage(), step, requestId);
      return new KmsException(
          ErrorCode.INTERNAL, "The request was refused because of an internal exception.", broken);
    }
    if (isAbsence(failure)) {
      LOG.debug("{} of request {} lacks the database or the token.", step, requestId, failure);
      return unavailable(failure);
    }
    LOG.error("{} of request {} failed.", step, requestId, failure);
    if (isOfTheData(failure)) {
      return new KmsException(
          ErrorCode.VALIDATION, "The request holds text that cannot be kept.", failure);
    }
    return failure instanceof TransactionException ? unavailable(failure) : internal(failure);
  }

  /** Whether the database refused the data themselves: SQLSTATE class 22. */
  static boolean isOfTheData(Throwable failure) {
    SQLException sql = find(failure, SQLException.class);
    return sql != null && sql.getSQLState() != null && sql.getSQLState().startsWith("22");
  }

  /** What the trail says of a call whose event did not get in at first. */
  static KmsException notAudited() {
    return new KmsException(ErrorCode.DEPENDENCY_TIMEOUT, TIMED_OUT);
  }

  /** The event could not be committed, so nothing may be answered but this. */
  static KmsException notAudited(Throwable cause) {
    return cause instanceof SQLException ? unavailable(cause) : internal(cause);
  }

  private static KmsException unavailable(Throwable cause) {
    return new KmsException(ErrorCode.DEPENDENCY_TIMEOUT, TIMED_OUT, cause);
  }

  static KmsException internal(Throwable cause) {
    return new KmsException(
        ErrorCode.INTERNAL,
        "The request failed because of an internal exception. You can retry the request.",
        cause);
  }

  private static boolean isAbsence(Throwable failure) {
    return find(failure, TokenUnavailableException.class) != null
        || failure instanceof TransientDataAccessException
        || failure instanceof NonTransientDataAccessResourceException
        || failure instanceof QueryTimeoutException
        || failure instanceof CannotCreateTransactionException
        || isOfTheDatabase(failure);
  }

  /**
   * Whether the database has no connection, no resources (a full disk, say), is being stopped or is
   * in trouble itself: SQLSTATE classes 08, 53, 57 and 58. What Hibernate finds out is wrapped in
   * exceptions of other kinds.
   */
  private static boolean isOfTheDatabase(Throwable failure) {
    SQLException sql = find(failure, SQLException.class);
    return sql != null && sql.getSQLState() != null && sql.getSQLState().matches("(08|53|57|58).*");
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
