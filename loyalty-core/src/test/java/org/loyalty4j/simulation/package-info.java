/** A seeded simulation of a shop, held against a naive model written from the design pages. */
@NullMarked
package org.loyalty4j.simulation;

import org.jspecify.annotations.NullMarked;
