/** What the library must answer, case by case: cases of others, golden scenarios, bad input, races. */
@NullMarked
package org.loyalty4j.acceptance;

import org.jspecify.annotations.NullMarked;
