/** Money, and the exact ratios that points are reckoned with. */
@NullMarked
package org.loyalty4j.money;

import org.jspecify.annotations.NullMarked;
