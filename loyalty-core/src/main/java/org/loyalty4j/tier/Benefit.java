package org.loyalty4j.tier;

import java.util.Map;
import java.util.TreeMap;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * Something that those have who have a tier, such as free delivery, or that a reward gives. The library keeps and tells it;
 * what it means is the host's to say.
 *
 * @param code its name in answers, 1 to 40 code points
 * @param details what else the host has to know of it, by names of 1 to 40 code points; texts of 1 to 500 code points, at
 *     most {@value #DETAILS_MAX}
 */
public record Benefit(String code, Map<String, String> details) {

    /** The most details of a benefit. */
    public static final int DETAILS_MAX = 20;

    /**
     * Copies the map and checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Benefit {
        Violations violations = new Violations().required("benefit.details", details);
        code = violations.text("benefit.code", code, 40);
        violations.throwIfAny();
        violations.check(
                details.size() <= DETAILS_MAX,
                "benefit.details",
                Code.TOO_MANY_ITEMS,
                "a benefit has at most " + DETAILS_MAX + " details");
        violations.throwIfAny();
        Map<String, String> clean = new TreeMap<>();
        for (Map.Entry<String, String> detail : details.entrySet()) {
            String name = violations.text("benefit.details", detail.getKey(), 40);
            clean.put(name, violations.text("benefit.details", detail.getValue(), 500));
        }
        violations.throwIfAny();
        details = Map.copyOf(clean);
    }

    /** Makes a benefit without details. */
    public static Benefit of(String code) {
        return new Benefit(code, Map.of());
    }

    /** Returns this benefit with a detail more. */
    public Benefit with(String name, String text) {
        Map<String, String> more = new TreeMap<>(details);
        more.put(name, text);
        return new Benefit(code, more);
    }
}
