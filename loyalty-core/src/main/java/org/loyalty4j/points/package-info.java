/** The ledger: accounts, postings that are only ever added, lots with their own dates, and what a command came to. */
@NullMarked
package org.loyalty4j.points;

import org.jspecify.annotations.NullMarked;
