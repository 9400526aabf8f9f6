/** Who: customers, and what they are found by. */
@NullMarked
package org.loyalty4j.customer;

import org.jspecify.annotations.NullMarked;
