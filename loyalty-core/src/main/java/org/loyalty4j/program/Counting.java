package org.loyalty4j.program;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Counter;
import org.loyalty4j.sale.PurchaseLine;

/**
 * What a version of the program counts in calendar periods, because it limits it. A purchase counts in the periods of the
 * date it counts from, by the version that is valid then; a use of points in those of its posting.
 */
final class Counting {

    private static final String EARNED = "earned";
    private static final String USED = "used";
    private static final String CORRECTED = "corrected";
    private static final String SENT = "sent";

    private final LoyaltyProgram program;
    private final LocalDate date;

    Counting(LoyaltyProgram program, LocalDate date) {
        this.program = program;
        this.date = date;
    }

    /** What purchases earned by all rules together. */
    Counter.Key earned(Counter.Period period) {
        return new Counter.Key(EARNED, period, period.startOf(date));
    }

    /** What purchases earned by a rule. */
    Counter.Key earnedBy(EarningRule rule, Counter.Period period) {
        return new Counter.Key("rule:" + rule.code(), period, period.startOf(date));
    }

    /** How many purchases a rule was about before it looked which one they are. */
    Counter.Key bought(EarningRule rule, Turn turn) {
        return new Counter.Key("nth:" + rule.code(), turn.per(), turn.per().startOf(date));
    }

    /** How many of them had the rule's turn. */
    Counter.Key had(EarningRule rule, Turn turn) {
        return new Counter.Key("had:" + rule.code(), turn.per(), turn.per().startOf(date));
    }

    /** Returns what is counted in the same way some periods before, or after where negative. */
    private Counting before(Turn turn, int periods) {
        return new Counting(program, turn.per().away(turn.per().startOf(date), -periods));
    }

    /** Says whether a purchase completes a streak: there is one in each period before it, and none of them was in another. */
    boolean completes(EarningRule rule, Turn turn, CountersDraft counters) {
        for (int i = 0; i < turn.number(); i++) {
            Counting earlier = before(turn, i);
            if ((i > 0 && counters.amount(earlier.bought(rule, turn)) == 0)
                    || counters.amount(earlier.had(rule, turn)) > 0
                    || counters.amount(before(turn, -i).had(rule, turn)) > 0) {
                return false;
            }
        }
        return true;
    }

    private void addTurn(EarningRule rule, Turn turn, Set<Counter.Key> keys) {
        keys.add(bought(rule, turn));
        keys.add(had(rule, turn));
        for (int i = 1; turn.streak() && i < turn.number(); i++) {
            keys.add(before(turn, i).bought(rule, turn));
            keys.add(before(turn, i).had(rule, turn));
            keys.add(before(turn, -i).had(rule, turn));
        }
    }

    /** What was used. */
    Counter.Key used(Counter.Period period) {
        return new Counter.Key(USED, period, period.startOf(date));
    }

    /** Returns everything that a purchase may be counted in. */
    Set<Counter.Key> ofPurchase() {
        Set<Counter.Key> keys = new HashSet<>(program.carries() ? Carry.keys() : Set.of());
        for (EarningRule.Cap cap : program.caps()) {
            keys.add(earned(cap.within()));
        }
        for (EarningRule rule : program.rules()) {
            for (EarningRule.Cap cap : rule.caps()) {
                keys.add(earnedBy(rule, cap.within()));
            }
            if (rule.turn() != null) {
                addTurn(rule, rule.turn(), keys);
            }
        }
        return keys;
    }

    /** Returns everything that a use of points is counted in. */
    Set<Counter.Key> ofUse() {
        Set<Counter.Key> keys = new HashSet<>(0);
        for (SpendingRules.Limit limit : program.spending().limits()) {
            keys.add(used(limit.period()));
        }
        return keys;
    }

    /** Returns everything that a correction upward is counted in. */
    Set<Counter.Key> ofCorrection() {
        Set<Counter.Key> keys = new HashSet<>(0);
        for (SpendingRules.Limit limit : program.adjustments().limits()) {
            keys.add(key(CORRECTED, limit.period()));
        }
        return keys;
    }

    /** Counts points that a correction gives. */
    void correct(CountersDraft counters, long points) {
        ofCorrection().forEach(key -> counters.add(key, points));
    }

    /** Returns how many points the limits of corrections leave. */
    long correctable(CountersDraft counters) {
        return left(counters, program.adjustments().limits(), CORRECTED);
    }

    /** Returns everything that points are counted in that are sent to another customer. */
    Set<Counter.Key> ofTransfer() {
        Set<Counter.Key> keys = new HashSet<>(0);
        for (SpendingRules.Limit limit : program.transfers().limits()) {
            keys.add(key(SENT, limit.period()));
        }
        return keys;
    }

    /** Counts points that are sent, or come back when negative. */
    void send(CountersDraft counters, long points) {
        ofTransfer().forEach(key -> counters.add(key, points));
    }

    /** Returns how many points the limits of transfers leave. */
    long sendable(CountersDraft counters) {
        return left(counters, program.transfers().limits(), SENT);
    }

    private long left(CountersDraft counters, List<SpendingRules.Limit> limits, String code) {
        long left = Long.MAX_VALUE;
        for (SpendingRules.Limit limit : limits) {
            long of = limit.most().minor() - counters.amount(key(code, limit.period()));
            left = Math.min(left, Math.max(0, of));
        }
        return left;
    }

    private Counter.Key key(String code, Counter.Period period) {
        return new Counter.Key(code, period, period.startOf(date));
    }

    /** Counts what a purchase earned. */
    void count(CountersDraft counters, List<Attribution> earned) {
        Map<String, Long> byRule = new HashMap<>();
        long sum = 0;
        for (Attribution part : earned) {
            byRule.merge(part.rule(), part.granted(), Long::sum);
            sum += part.granted();
        }
        change(counters, sum, byRule);
    }

    /**
     * Frees what a step of a return gives back. What it could not take back has been had, and stays counted.
     *
     * @param earned what the purchase had earned
     * @param before how much of a line had come back before it
     * @param after how much with it
     * @param shortfall the points that the step could not take back
     */
    void uncount(
            CountersDraft counters,
            RecordedSale sale,
            List<Attribution> earned,
            Function<PurchaseLine, BigDecimal> before,
            Function<PurchaseLine, BigDecimal> after,
            long shortfall) {
        Map<String, Long> byRule = new HashMap<>();
        long sum = 0;
        for (PurchaseLine line : sale.purchase().lines()) {
            long ofLine = 0;
            for (Attribution part : earned) {
                if (line.id().equals(part.line())) {
                    byRule.merge(part.rule(), back(line, before, after, part.granted()), Long::sum);
                    ofLine += part.granted();
                }
            }
            sum += back(line, before, after, ofLine);
        }
        byRule.replaceAll((rule, points) -> -Math.max(0, points - shortfall));
        change(counters, -Math.max(0, sum - shortfall), byRule);
    }

    private static long back(
            PurchaseLine line,
            Function<PurchaseLine, BigDecimal> before,
            Function<PurchaseLine, BigDecimal> after,
            long of) {
        return StandingFold.part(after.apply(line), line, of) - StandingFold.part(before.apply(line), line, of);
    }

    private void change(CountersDraft counters, long sum, Map<String, Long> byRule) {
        for (EarningRule.Cap cap : program.caps()) {
            counters.add(earned(cap.within()), sum);
        }
        for (EarningRule rule : program.rules()) {
            for (EarningRule.Cap cap : rule.caps()) {
                counters.add(earnedBy(rule, cap.within()), byRule.getOrDefault(rule.code(), 0L));
            }
        }
    }

    /** Counts points that are used, or come back when negative. */
    void use(CountersDraft counters, long points) {
        for (SpendingRules.Limit limit : program.spending().limits()) {
            counters.add(used(limit.period()), points);
        }
    }

    /**
     * Returns what the limits of spending leave, by the strictest of them, or null where there is none.
     *
     * @param held what is held, which may be used within each of the periods and so leaves less
     */
    CommandRecord.@Nullable Room room(CountersDraft counters, long held) {
        CommandRecord.Room least = null;
        for (SpendingRules.Limit limit : program.spending().limits()) {
            long left = Math.max(0, limit.most().minor() - counters.amount(used(limit.period())) - held);
            if (least == null || left < least.points()) {
                least = new CommandRecord.Room(left, limit.period());
            }
        }
        return least;
    }

    /** Returns how much of each line had come back with a step of a return, or nothing before the first. */
    static Function<PurchaseLine, BigDecimal> quantities(@Nullable RecordedReturn step) {
        return line -> step == null
                ? BigDecimal.ZERO
                : step.line(line.id()).map(RecordedReturn.LineSum::quantity).orElse(BigDecimal.ZERO);
    }

    /** Returns what the rules gave by postings. */
    static List<Attribution> attributions(List<org.loyalty4j.points.Posting> earnings) {
        List<Attribution> all = new ArrayList<>();
        earnings.forEach(posting -> all.addAll(posting.attributions()));
        return all;
    }
}
