/** The front door and the desks: where a shop's programs come in. */
@NullMarked
package org.loyalty4j;

import org.jspecify.annotations.NullMarked;
