/**
 * The database: PostgreSQL started by ourselves below the home, or a real server that the
 * configuration names; its roles, and the migrations.
 */
@NullMarked
package dev.strongroom.server.postgres;

import org.jspecify.annotations.NullMarked;
