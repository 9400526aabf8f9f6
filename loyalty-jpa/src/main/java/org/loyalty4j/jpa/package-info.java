/** The store for relational databases. */
@NullMarked
package org.loyalty4j.jpa;

import org.jspecify.annotations.NullMarked;
