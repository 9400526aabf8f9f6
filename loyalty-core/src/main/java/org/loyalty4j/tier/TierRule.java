package org.loyalty4j.tier;

import java.util.List;
import java.util.function.ToLongFunction;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * What it takes to reach a tier: a condition, or several of which all or any have to hold, in any depth. Immutable.
 *
 * <p>Conditions only ever ask for more, never for less, so that buying more never takes a tier away.
 */
public sealed interface TierRule {

    /** The most conditions of a rule. */
    int CONDITIONS_MAX = 20;

    /** How deep rules may lie in rules. */
    int DEPTH_MAX = 5;

    /** Returns the conditions in the order of the text. */
    List<Condition> conditions();

    /** Says whether this holds where each condition counts so much. */
    boolean holds(ToLongFunction<Condition> counted);

    /** Returns how deep rules lie in this one, 1 for a condition. */
    int depth();

    /**
     * What is counted, and on which days.
     *
     * @param metric what
     * @param window on which days
     */
    record Count(TierLadder.Metric metric, TierLadder.Window window) {

        /** Returns a text that is equal for two counts that mean the same. */
        public String key() {
            return window.key(metric);
        }
    }

    /**
     * A threshold.
     *
     * @param metric what is counted
     * @param window on which days
     * @param least how much it takes, 1 or more in the metric's units
     */
    record Condition(TierLadder.Metric metric, TierLadder.Window window, long least) implements TierRule {

        /**
         * Checks the parts.
         *
         * @throws InvalidRequestException if a part is missing, or the threshold is less than 1
         */
        public Condition {
            new Violations()
                    .required("rule.metric", metric)
                    .required("rule.window", window)
                    .check(least > 0, "rule.least", Code.BAD_TIER_TABLE, "a threshold of a rule is 1 or more")
                    .throwIfAny();
        }

        /** Returns what is counted. */
        public Count count() {
            return new Count(metric, window);
        }

        @Override
        public List<Condition> conditions() {
            return List.of(this);
        }

        @Override
        public boolean holds(ToLongFunction<Condition> counted) {
            return counted.applyAsLong(this) >= least;
        }

        @Override
        public int depth() {
            return 1;
        }

        @Override
        public String toString() {
            return metric + " " + window + " " + least;
        }
    }

    /**
     * Rules that all have to hold.
     *
     * @param parts one or more
     */
    record All(List<TierRule> parts) implements TierRule {

        /** Checks the parts. */
        public All {
            parts = TierRuleText.checked(parts);
        }

        @Override
        public List<Condition> conditions() {
            return TierRuleText.conditions(parts);
        }

        @Override
        public boolean holds(ToLongFunction<Condition> counted) {
            return parts.stream().allMatch(part -> part.holds(counted));
        }

        @Override
        public int depth() {
            return TierRuleText.depth(parts);
        }

        @Override
        public String toString() {
            return TierRuleText.of("all", parts);
        }
    }

    /**
     * Rules of which one has to hold.
     *
     * @param parts one or more
     */
    record Any(List<TierRule> parts) implements TierRule {

        /** Checks the parts. */
        public Any {
            parts = TierRuleText.checked(parts);
        }

        @Override
        public List<Condition> conditions() {
            return TierRuleText.conditions(parts);
        }

        @Override
        public boolean holds(ToLongFunction<Condition> counted) {
            return parts.stream().anyMatch(part -> part.holds(counted));
        }

        @Override
        public int depth() {
            return TierRuleText.depth(parts);
        }

        @Override
        public String toString() {
            return TierRuleText.of("any", parts);
        }
    }

    /** Makes a threshold. */
    static TierRule atLeast(long least, TierLadder.Metric metric, TierLadder.Window window) {
        return new Condition(metric, window, least);
    }

    /** Makes a rule of which all parts have to hold. */
    static TierRule all(TierRule... parts) {
        return new All(List.of(parts));
    }

    /** Makes a rule of which one part has to hold. */
    static TierRule any(TierRule... parts) {
        return new Any(List.of(parts));
    }

    /**
     * Makes the rule of a text such as {@code any(SPEND ROLLING P1M 50000, all(PURCHASES LIFETIME 20, DAYS
     * CALENDAR_YEAR 5))}, which {@code toString} returns.
     *
     * @throws IllegalArgumentException if no rule has this text
     */
    static TierRule parse(String text) {
        return TierRuleText.parse(text);
    }
}
