package dev.strongroom.server.postgres;

import dev.strongroom.server.failure.StartFailure;
import java.util.Arrays;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Brings the database's schema to this release's state, as its owner. It never cleans anything. */
final class SchemaMigration {
  static final String LOCATION = "classpath:db/migration";
  private static final String SCHEMA = "strongroom";

  private SchemaMigration() {}

  static void run(DatabaseAccess access) {
    run(access, LOCATION);
  }

  /**
   * @throws StartFailure when a newer release has migrated the database already, or when an applied
   *     migration is not the one that this release holds
   */
  static void run(DatabaseAccess access, String location) {
    Flyway flyway = flyway(access, location);
    refuseNewer(flyway);
    try {
      flyway.migrate();
    } catch (FlywayValidateException e) {
      throw new StartFailure(
          "The database's schema is not one that this release made: an applied migration was"
              + " changed or is missing.",
          "Use the release that made it, or restore the database from a backup.",
          e);
    }
  }

  /**
   * What the next start would do, in a sentence.
   *
   * @throws StartFailure when a newer release has migrated the database already
   */
  static String outlook(DatabaseAccess access) {
    Flyway flyway = flyway(access, LOCATION);
    refuseNewer(flyway);
    int pending = flyway.info().pending().length;
    return pending == 0
        ? "the schema is this release's"
        : "the next start applies " + pending + " migrations";
  }

  private static Flyway flyway(DatabaseAccess access, String location) {
    return Flyway.configure()
        .dataSource(access.url(), access.owner().user(), access.owner().password())
        .locations(location)
        .schemas(SCHEMA)
        .createSchemas(true)
        .cleanDisabled(true)
        .validateOnMigrate(true)
        // Flyway ignores migrations of the future by default, which we must not.
        .ignoreMigrationPatterns(new String[0])
        .load();
  }

  private static void refuseNewer(Flyway flyway) {
    Optional<MigrationInfo> newer =
        Arrays.stream(flyway.info().all())
            .filter(
                each ->
                    each.getState() == MigrationState.FUTURE_SUCCESS
                        || each.getState() == MigrationState.FUTURE_FAILED)
            .reduce((first, second) -> second);
    if (newer.isPresent()) {
      throw new StartFailure(
          "The database's schema (version %s) is newer than this release of Strongroom."
              .formatted(newer.get().getVersion()),
          "Run the release that migrated it, or a newer one; an older release cannot read it.");
    }
  }
}
