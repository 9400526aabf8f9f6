/** How fast the library is, and how much memory it takes; see the README of this module for how to run it. */
@NullMarked
package org.loyalty4j.examples.bench;

import org.jspecify.annotations.NullMarked;
