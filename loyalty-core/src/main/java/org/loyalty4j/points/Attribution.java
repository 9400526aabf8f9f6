package org.loyalty4j.points;

import org.jspecify.annotations.Nullable;

/**
 * Which points came from which line of a purchase by which rule.
 *
 * <p>Where a cap cut something, a rule asked for more than it gave, and after all lines there is one attribution of no
 * line for each cap that cut: named {@code cap:} and the rule's code for the cap of a rule, {@code cap} for that of the
 * whole purchase, asking for as many points less as it cut and giving none. So what was asked for and what was given add
 * up to the same.
 *
 * @param line the id of the line, or null for points that no single line earned
 * @param rule the code of the rule
 * @param desired the points the rule asked for, in smallest units
 * @param granted the points it gave; all attributions of a posting together are its amount
 */
public record Attribution(@Nullable String line, String rule, long desired, long granted) {

    /**
     * Tells what a cap cut.
     *
     * @param cap its name
     * @param points how many points, more than 0
     */
    public static Attribution cut(String cap, long points) {
        return new Attribution(null, cap, -points, 0);
    }

    /** Says whether this tells what a cap cut. */
    public boolean isCut() {
        return line == null && desired < 0 && granted == 0;
    }
}
