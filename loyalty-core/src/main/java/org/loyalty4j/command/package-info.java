/** Words that every room shares: keys, ids, who asked, what was wrong, and what an everyday "no" is called. */
@NullMarked
package org.loyalty4j.command;

import org.jspecify.annotations.NullMarked;
