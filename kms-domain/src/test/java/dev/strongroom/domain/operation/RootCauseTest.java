package dev.strongroom.domain.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.CannotCreateTransactionException;

class RootCauseTest {

  @Test
  void theDatabasesInnermostExceptionIsToldWithTheFirstLineOfItsMessage() {
    var refused = new SQLException("Connection to db:5432 refused.\n  Detail: (a secret)");
    refused.initCause(new ConnectException("Connection refused"));
    var none = new SQLException("Connection is not available", refused);
    assertThat(RootCause.of(new CannotCreateTransactionException("no transaction", none)))
        .isEqualTo("SQLException: Connection to db:5432 refused.");
  }

  @Test
  void withoutADatabasesTheInnermostIsTold() {
    assertThat(
            RootCause.of(new IllegalStateException("outer", new ConnectException("in\u001bner"))))
        .isEqualTo("ConnectException: in ner");
    assertThat(RootCause.of(new NullPointerException()))
        .isEqualTo("NullPointerException: no message");
  }

  @Test
  void aLongMessageIsCut() {
    assertThat(RootCause.of(new IllegalStateException("x".repeat(10_000)))).hasSizeLessThan(400);
  }
}
