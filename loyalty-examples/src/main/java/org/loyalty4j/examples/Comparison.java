package org.loyalty4j.examples;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Two programs that settled the same purchases. A customer gains what the other program gives more: in money where both say
 * what a point is worth, otherwise in points. Points that expired were given to nobody. Immutable.
 */
final class Comparison {

    private static final int MOST = 10;
    private static final int CENTS = 2;
    private static final String NONE = "–";

    private final Side today;
    private final Side tried;
    private final List<Change> changes;

    private Comparison(Side today, Side tried) {
        this.today = today;
        this.tried = tried;
        boolean inMoney = inMoney();
        Map<String, CustomerFigures> before = new HashMap<>();
        today.reading().customers().forEach(customer -> before.put(customer.customer(), customer));
        this.changes = tried.reading().customers().stream()
                .map(after -> {
                    CustomerFigures same = Objects.requireNonNull(before.get(after.customer()));
                    return new Change(
                            after.customer(),
                            same.tier(),
                            after.tier(),
                            today.gain(same, inMoney),
                            tried.gain(after, inMoney));
                })
                .toList();
    }

    /**
     * Compares two readings of the same purchases on the same day.
     *
     * @param today the program as it is
     * @param tried the other one
     */
    static Comparison of(Side today, Side tried) {
        return new Comparison(today, tried);
    }

    /** A program and what it came to. */
    record Side(ShopProgram program, ReplayReading reading) {

        ReplayFigures figures() {
            return reading.figures();
        }

        /** Returns what points are worth, if the program says so. */
        Optional<BigDecimal> worth(long points) {
            return program.pointValue().map(value -> value.multiply(BigDecimal.valueOf(points)));
        }

        private BigDecimal gain(CustomerFigures customer, boolean inMoney) {
            return inMoney ? worth(customer.usable()).orElseThrow() : BigDecimal.valueOf(customer.usable());
        }
    }

    /**
     * One customer under both programs.
     *
     * @param before what the program as it is gives
     * @param after what the other one gives
     */
    record Change(String customer, String tierBefore, String tierAfter, BigDecimal before, BigDecimal after) {

        /** Returns what is gained, negative for a loss. */
        BigDecimal by() {
            return after.subtract(before);
        }
    }

    /**
     * Customers who gain, or who lose.
     *
     * @param customers how many
     * @param together the sum of what each gains, negative for losses
     * @param most up to ten with the largest change, ties by id
     */
    record Group(long customers, BigDecimal together, List<Change> most) {}

    /** Customers who stand in one tier under the one program and in another under the other. */
    record Move(String from, String to, long customers) {}

    /** A line of numbers, written out. */
    record Row(String name, String today, String tried, String change) {}

    Side today() {
        return today;
    }

    Side tried() {
        return tried;
    }

    /** Says whether gains are told in money. */
    boolean inMoney() {
        return today.program().pointValue().isPresent()
                && tried.program().pointValue().isPresent();
    }

    /** Returns how money is written: with the decimals that make it exact. */
    Measure money() {
        Measure cents = Measure.of(today.program().currency());
        int decimals = Math.max(CENTS, Math.max(decimals(today), decimals(tried)));
        return new Measure(cents.sign(), decimals);
    }

    private static int decimals(Side side) {
        return side.program()
                .pointValue()
                .map(value -> value.stripTrailingZeros().scale())
                .orElse(0);
    }

    /** Returns how gains are written. */
    Measure gains() {
        return inMoney() ? money() : Measure.POINTS;
    }

    /** Returns the customers who gain, the most first. */
    Group winners() {
        return group(
                change -> change.by().signum() > 0,
                Comparator.comparing(Change::by).reversed().thenComparing(Change::customer));
    }

    /** Returns the customers who lose, the most first. */
    Group losers() {
        return group(
                change -> change.by().signum() < 0,
                Comparator.comparing(Change::by).thenComparing(Change::customer));
    }

    private Group group(Predicate<Change> belongs, Comparator<Change> order) {
        List<Change> all = changes.stream().filter(belongs).sorted(order).toList();
        BigDecimal together = all.stream().map(Change::by).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Group(all.size(), together, all.stream().limit(MOST).toList());
    }

    /** Returns how many customers neither gain nor lose. */
    long same() {
        return changes.stream().filter(change -> change.by().signum() == 0).count();
    }

    /** Returns who stands where under the two programs, from the lowest tiers up; nobody's moves are left out. */
    List<Move> moves() {
        Map<List<String>, Long> counts = new HashMap<>();
        changes.forEach(change -> counts.merge(List.of(change.tierBefore(), change.tierAfter()), 1L, Long::sum));
        List<Move> moves = new ArrayList<>();
        for (String from : today.figures().tiers().keySet()) {
            for (String to : tried.figures().tiers().keySet()) {
                Long customers = counts.get(List.of(from, to));
                if (customers != null) {
                    moves.add(new Move(from, to, customers));
                }
            }
        }
        return List.copyOf(moves);
    }

    /** Returns what the programs cost: the points, and their worth where it is known. */
    List<Row> costs() {
        List<Row> rows = new ArrayList<>();
        rows.add(points("Points issued", ReplayFigures::earned));
        rows.add(points("Points spent", ReplayFigures::redeemed));
        rows.add(points("Points expired", ReplayFigures::expired));
        rows.add(points("Points outstanding", ReplayFigures::outstanding));
        if (today.program().pointValue().isPresent()
                || tried.program().pointValue().isPresent()) {
            rows.add(worth("Liability in money", ReplayFigures::outstanding));
            rows.add(worth("Cost in money", figures -> figures.redeemed() + figures.outstanding()));
        }
        return List.copyOf(rows);
    }

    /** Returns the customers of each tier, those of the program as it is first. */
    List<Row> tiers() {
        Map<String, Long> before = today.figures().tiers();
        Map<String, Long> after = tried.figures().tiers();
        Set<String> tiers = new LinkedHashSet<>(before.keySet());
        tiers.addAll(after.keySet());
        return tiers.stream()
                .map(tier -> row(
                        tier,
                        Measure.POINTS,
                        Optional.ofNullable(before.get(tier)).map(BigDecimal::valueOf),
                        Optional.ofNullable(after.get(tier)).map(BigDecimal::valueOf)))
                .toList();
    }

    /** Returns a change, written out. */
    Row row(Change change) {
        return row(change.customer(), gains(), Optional.of(change.before()), Optional.of(change.after()));
    }

    private Row points(String name, ToLongFunction<ReplayFigures> number) {
        return row(
                name,
                Measure.POINTS,
                Optional.of(BigDecimal.valueOf(number.applyAsLong(today.figures()))),
                Optional.of(BigDecimal.valueOf(number.applyAsLong(tried.figures()))));
    }

    private Row worth(String name, ToLongFunction<ReplayFigures> points) {
        return row(
                name,
                money(),
                today.worth(points.applyAsLong(today.figures())),
                tried.worth(points.applyAsLong(tried.figures())));
    }

    private static Row row(String name, Measure measure, Optional<BigDecimal> before, Optional<BigDecimal> after) {
        return new Row(
                name,
                before.map(measure::full).orElse(NONE),
                after.map(measure::full).orElse(NONE),
                before.flatMap(from -> after.map(to -> measure.change(to.subtract(from))))
                        .orElse(NONE));
    }
}
