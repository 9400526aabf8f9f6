/** What points buy. */
@NullMarked
package org.loyalty4j.reward;

import org.jspecify.annotations.NullMarked;
