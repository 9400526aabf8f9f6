/** What is known of persons: how it is erased, and who is not to be brought back. */
@NullMarked
package org.loyalty4j.privacy;

import org.jspecify.annotations.NullMarked;
