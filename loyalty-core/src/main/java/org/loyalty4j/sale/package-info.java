/** What was bought, when, for how much, and what came back. Nothing here knows points. */
@NullMarked
package org.loyalty4j.sale;

import org.jspecify.annotations.NullMarked;
