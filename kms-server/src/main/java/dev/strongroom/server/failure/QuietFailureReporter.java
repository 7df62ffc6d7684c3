package dev.strongroom.server.failure;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Takes Spring Boot's own failure report off the terminal: {@code Strongroom.main} prints the cause
 * and the remedy and puts the trace into the log file. Named in {@code META-INF/spring.factories}.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class QuietFailureReporter implements SpringBootExceptionReporter {

  /** The constructor that Spring Boot asks for; the context says nothing that is needed here. */
  @SuppressWarnings("UnusedVariable")
  QuietFailureReporter(ConfigurableApplicationContext context) {}

  @Override
  public boolean reportException(Throwable failure) {
    return true;
  }
}
