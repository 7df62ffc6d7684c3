package dev.strongroom.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

class ReconnectingDataSourceTest {
  private static final Connection CONNECTION =
      (Connection)
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> null);

  private final Deque<String> states = new ArrayDeque<>();
  private final ReconnectingDataSource source = new ReconnectingDataSource(new Scripted(states));

  /** Fails with each of the SQL states in turn, and then connects. */
  private static final class Scripted extends AbstractDataSource {
    private final Deque<String> states;

    Scripted(Deque<String> states) {
      this.states = states;
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (states.isEmpty()) {
        return CONNECTION;
      }
      throw new SQLException("refused", states.poll());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }
  }

  @Test
  void aDatabaseThatGoesAwayIsAskedUntilItIsBack() throws SQLException {
    assertThat(source.getConnection()).isSameAs(CONNECTION);
    states.addAll(List.of("08001", "57P03", "08006"));
    assertThat(source.getConnection()).isSameAs(CONNECTION);
    assertThat(states).isEmpty();
  }

  @Test
  void aDatabaseThatWasNeverThereFailsAtOnce() {
    states.addAll(List.of("08001", "08001"));
    assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);
    assertThat(states).hasSize(1);
  }

  @Test
  void aRefusalIsNotRepeated() throws SQLException {
    assertThat(source.getConnection()).isSameAs(CONNECTION);
    states.addAll(List.of("28P01", "28P01"));
    assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);
    assertThat(states).hasSize(1);
  }
}
