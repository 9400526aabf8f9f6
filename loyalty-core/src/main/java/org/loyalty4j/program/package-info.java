/**
 * What the shop decided, and the pure decisions that follow from it: of a program, a command and what is known of an
 * account, to what is written and answered. Nothing here knows a store, a clock or a thread.
 */
@NullMarked
package org.loyalty4j.program;

import org.jspecify.annotations.NullMarked;
