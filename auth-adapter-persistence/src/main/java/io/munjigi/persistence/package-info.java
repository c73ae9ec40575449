/**
 * The stores in a relational database, H2 or PostgreSQL: {@link io.munjigi.persistence.Database} opens one, migrates it, and offers the
 * stores that {@code AuthBuilder} takes.
 *
 * <p>A newcomer's way through: {@code Database} asks an {@code Engine} (H2 or PostgreSQL: how to connect, how long to wait, what a failure
 * means), has {@code Migrations} bring the tables up to date, and gives each {@code Jdbi…} store the same {@code Queries}, through which
 * every statement goes and which tells outages from defects. The SQL is one for both databases.
 */
@NullMarked
package io.munjigi.persistence;

import org.jspecify.annotations.NullMarked;
