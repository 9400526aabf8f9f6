/** The library over PostgreSQL, side by side with what would be written by hand and with what a shop would write. */
@NullMarked
package org.loyalty4j.examples.bench.db;

import org.jspecify.annotations.NullMarked;
