/** What a store must do, and the store that keeps everything in memory. */
@NullMarked
package org.loyalty4j.store;

import org.jspecify.annotations.NullMarked;
