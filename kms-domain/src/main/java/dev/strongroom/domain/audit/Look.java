package dev.strongroom.domain.audit;

/**
 * A look at the database's changes.
 *
 * @param snapshot {@code pg_current_snapshot()} in text: all that is visible in it has been taken
 *     notice of
 * @param time the database's clock, in text
 * @param serverStart when the database server started, in text; another server has another
 * @param nanoTime this process's clock, for its own judgement of age
 */
record Look(String snapshot, String time, String serverStart, long nanoTime) {}
