package org.loyalty4j.tier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Where a customer stands at an instant, and what is missing.
 *
 * @param tier the code of the tier
 * @param since the first instant of it
 * @param lastDay the last day of it if nothing more is bought, grace counted; empty when it lasts
 * @param inGrace whether only the grace still keeps it
 * @param counted what the ladder's window counts on that day, in the metric's units
 * @param next the code of the next tier, empty on the highest
 * @param missingToNext what is still missing for the next tier on that day, 0 on the highest, and where that tier has a
 *     rule: then the parts say it
 * @param missingToRetain what is still missing on that day to qualify for the tier anew, 0 when nothing is, and where the
 *     tier has a rule
 * @param toNext each condition of the next tier, in the order of its rule; none on the highest
 * @param toRetain each condition of the tier itself, in the order of its rule; none for a tier that lasts
 * @param underneath while a tier that was given by hand stands in, the tier that purchases come to: what is missing for
 *     more and to retain it is told of that one; otherwise empty
 * @param upcoming what was reached in this period and begins with the next one
 */
public record TierProgress(
        String tier,
        Instant since,
        Optional<LocalDate> lastDay,
        boolean inGrace,
        long counted,
        Optional<String> next,
        long missingToNext,
        long missingToRetain,
        List<Part> toNext,
        List<Part> toRetain,
        Optional<String> underneath,
        Optional<Upcoming> upcoming) {

    /**
     * How far a condition is.
     *
     * @param condition what it asks for
     * @param counted what its window counts on the day, in the metric's units
     * @param firstDay the first date that its window counts; empty when all days so far count
     * @param by the last date that its window counts before it begins anew; empty where it moves with the day, or never ends
     */
    public record Part(
            TierRule.Condition condition, long counted, Optional<LocalDate> firstDay, Optional<LocalDate> by) {

        /** Returns what is still missing, 0 when nothing is. */
        public long missing() {
            return Math.max(0, condition.least() - counted);
        }
    }

    /** Returns this progress while a tier given by hand stands in. */
    public TierProgress behind(GivenTier given, Optional<LocalDate> last) {
        return new TierProgress(
                given.tier(),
                given.from(),
                last,
                false,
                counted,
                next,
                missingToNext,
                missingToRetain,
                toNext,
                toRetain,
                Optional.of(tier),
                upcoming);
    }

    /** Copies the lists. */
    public TierProgress {
        toNext = List.copyOf(toNext);
        toRetain = List.copyOf(toRetain);
    }
}
