/** Rows of a file on their way in or out: what a column means, what a row says, what is wrong with it. */
@NullMarked
package org.loyalty4j.exchange;

import org.jspecify.annotations.NullMarked;
