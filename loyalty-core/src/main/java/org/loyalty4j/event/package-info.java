/** What is told outside of every change: ids, no personal data. */
@NullMarked
package org.loyalty4j.event;

import org.jspecify.annotations.NullMarked;
