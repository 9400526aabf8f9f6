package org.loyalty4j.points;

import org.jspecify.annotations.Nullable;

/**
 * Which points came from which line of a purchase by which rule.
 *
 * @param line the id of the line, or null for points that no single line earned
 * @param rule the code of the rule
 * @param desired the points the rule asked for, in smallest units
 * @param granted the points it gave; all attributions of a posting together are its amount
 */
public record Attribution(@Nullable String line, String rule, long desired, long granted) {}
