package dev.strongroom.server.postgres;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that run on the embedded PostgreSQL like all others and, with {@code ./strongroom test
 * --containers}, on one in a container, too; skipped there where containers cannot be had.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("containers")
@ExtendWith(OnEveryPostgres.WhereContainersRun.class)
public @interface OnEveryPostgres {

  /** Asks {@code with-containers}, which looked for an engine and an image before this run. */
  final class WhereContainersRun implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      String missing = System.getenv("CONTAINER_TESTS_MISSING");
      return missing != null && PostgresUnderTest.chosen() == PostgresUnderTest.CONTAINER
          ? ConditionEvaluationResult.disabled(missing)
          : ConditionEvaluationResult.enabled("the PostgreSQL of this run can be had");
    }
  }
}
