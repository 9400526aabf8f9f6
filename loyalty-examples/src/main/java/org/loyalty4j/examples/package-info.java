/** Runnable stories on top of the library. */
@NullMarked
package org.loyalty4j.examples;

import org.jspecify.annotations.NullMarked;
