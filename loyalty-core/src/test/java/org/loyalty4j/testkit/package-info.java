/** The contract kit: what every store must pass, and what makes a test of the library short to write. */
@NullMarked
package org.loyalty4j.testkit;

import org.jspecify.annotations.NullMarked;
