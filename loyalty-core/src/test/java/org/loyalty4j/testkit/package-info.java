/** The contract kit: what every store must pass, and what makes a test of the library short to write. */
@org.jspecify.annotations.NullMarked
package org.loyalty4j.testkit;
