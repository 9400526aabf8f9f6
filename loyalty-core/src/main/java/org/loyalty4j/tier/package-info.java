/** Rank: tiers, the days that qualify for them, and the standing that follows. All dates are of the program's zone. */
@NullMarked
package org.loyalty4j.tier;

import org.jspecify.annotations.NullMarked;
