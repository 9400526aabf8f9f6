package org.loyalty4j.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierPolicy;
import org.loyalty4j.tier.TierRule;

/** Where an account stands, told anew from its purchases at each question. */
final class ModelStanding {

    private final LoyaltyProgram program;
    private final TierLadder ladder;
    private final LocalDate joined;
    private final List<ModelSale> sales;
    /** The first date on which a tier is not held any more, by rank; null when it never was. */
    private final @Nullable LocalDate[] until;

    /** The last dates that belong to the time before each change of the tier. */
    private final List<LocalDate> changes = new ArrayList<>();

    private final ModelGiven given;
    /** The first date of the next period, and the highest rank that was reached in the present one. */
    private @Nullable LocalDate nextPeriod;

    private int reachedInPeriod;
    private int rank;
    private Instant since = Instant.EPOCH;

    private ModelStanding(LoyaltyProgram program, ModelAccount account) {
        this.program = program;
        this.ladder = program.ladder();
        this.joined = program.dateOf(account.joined);
        this.sales = account.counted().stream()
                .sorted(Comparator.comparing((ModelSale sale) -> sale.countsAt))
                .toList();
        this.given = account.given;
        this.until = new LocalDate[ladder.tiers().size()];
    }

    /**
     * An answer.
     *
     * @param lastDay the last day of the tier, null when it lasts
     * @param parts what each condition of the next tier's rule counts
     * @param given the tier that was given by hand and stands in, or null
     * @param upcoming the rank that begins with the next period, 0 for none
     * @param rises whether the tier ends because a higher one begins
     */
    record Rank(
            int rank,
            Instant since,
            @Nullable LocalDate lastDay,
            boolean inGrace,
            long counted,
            List<Long> parts,
            ModelGiven.@Nullable Time given,
            int upcoming,
            boolean rises) {

        /** Returns the rank that the customer has. */
        int had() {
            return given == null ? rank : given.rank();
        }
    }

    /**
     * Notes what each purchase reaches now; what it reached before stays, whatever came back since, unless the program says
     * otherwise.
     */
    static void notePeaks(LoyaltyProgram program, ModelAccount account) {
        notePeaks(program, account, null);
    }

    /** The same after a return, beside the account as it was before. */
    static void notePeaks(LoyaltyProgram program, ModelAccount account, @Nullable ModelAccount bought) {
        ModelStanding standing = new ModelStanding(program, account);
        boolean lowers = program.ladder().policy().returns() == TierPolicy.Returns.RECOMPUTE;
        for (int i = 0; i < standing.sales.size(); i++) {
            ModelSale sale = standing.sales.get(i);
            standing.fall(sale.date);
            if (bought != null && lowers) {
                standing.lower(sale, bought.counted());
            }
            // A day of which nothing is left qualifies for nothing anew, but for what it reached before.
            if (standing.isDayOfPurchases(sale.date)) {
                sale.peak = Math.max(sale.peak, standing.reachedOn(sale.date, standing.sales.subList(0, i + 1)));
            }
            standing.reach(sale);
        }
    }

    /** A sale is lowered where its day reaches less than with what came back. */
    private void lower(ModelSale sale, List<ModelSale> bought) {
        int was = reachedOn(sale.date, bought);
        int is = reachedOn(sale.date, sales);
        boolean emptied = !isDayOfPurchases(sale.date, sales) && isDayOfPurchases(sale.date, bought);
        if (sale.peak <= was && (emptied || was != is)) {
            sale.peak = emptied ? 0 : Math.min(sale.peak, is);
        }
    }

    private boolean isDayOfPurchases(LocalDate date) {
        return isDayOfPurchases(date, sales);
    }

    private static boolean isDayOfPurchases(LocalDate date, List<ModelSale> sales) {
        return sales.stream().anyMatch(sale -> sale.date.equals(date) && sale.purchasesLeft() > 0);
    }

    static Rank at(LoyaltyProgram program, ModelAccount account, Instant at) {
        ModelStanding standing = new ModelStanding(program, account);
        return standing.tell(at);
    }

    private int reachedOn(LocalDate date, List<ModelSale> known) {
        for (int i = ladder.tiers().size() - 1; i > 0; i--) {
            Tier tier = ladder.tiers().get(i);
            boolean reached = tier.rule() == null
                    ? count(ladder.metric(), ladder.window(), date, known) >= tier.from()
                    : holds(tier.rule(), date, known);
            if (reached) {
                return i;
            }
        }
        return 0;
    }

    private boolean holds(TierRule rule, LocalDate date, List<ModelSale> known) {
        if (rule instanceof TierRule.All all) {
            return all.parts().stream().allMatch(part -> holds(part, date, known));
        }
        if (rule instanceof TierRule.Any any) {
            return any.parts().stream().anyMatch(part -> holds(part, date, known));
        }
        TierRule.Condition condition = (TierRule.Condition) rule;
        return count(condition.metric(), condition.window(), date, known) >= condition.least();
    }

    private long count(TierLadder.Metric metric, TierLadder.Window window, LocalDate date, List<ModelSale> known) {
        Predicate<LocalDate> inWindow = window(window, date);
        List<ModelSale> counted = known.stream()
                .filter(sale -> !sale.date.isAfter(date) && inWindow.test(sale.date))
                .toList();
        return switch (metric.name()) {
            case "SPEND" -> counted.stream().mapToLong(ModelSale::spendLeft).sum();
            case "POINTS" -> counted.stream().mapToLong(ModelSale::pointsLeft).sum();
            case "PURCHASES" ->
                counted.stream().mapToLong(ModelSale::purchasesLeft).sum();
            case "DAYS" ->
                counted.stream()
                        .filter(sale -> sale.purchasesLeft() > 0)
                        .map(sale -> sale.date)
                        .distinct()
                        .count();
            default -> throw new IllegalArgumentException(metric + " is not modelled");
        };
    }

    /** Says of a date whether it is in the window that ends with a day. */
    private Predicate<LocalDate> window(TierLadder.Window window, LocalDate day) {
        int year = day.getYear();
        int month = day.getMonthValue() - 1;
        return switch (window.kind()) {
            case LIFETIME -> sold -> true;
            case CALENDAR_YEAR -> sold -> sold.getYear() == year;
            case CALENDAR_HALF -> sold -> sold.getYear() == year && (sold.getMonthValue() - 1) / 6 == month / 6;
            case CALENDAR_QUARTER -> sold -> sold.getYear() == year && (sold.getMonthValue() - 1) / 3 == month / 3;
            case CALENDAR_MONTH -> sold -> sold.getYear() == year && sold.getMonthValue() - 1 == month;
            case ROLLING -> day.minus(window.period())::isBefore;
            case MEMBERSHIP_YEAR -> {
                int membershipYear = membershipYear(day);
                yield sold -> membershipYear(sold) == membershipYear;
            }
            case SINCE_CHANGE -> changedBefore(day)::isBefore;
        };
    }

    /** Counts the anniversaries up to a date, one by one. */
    private int membershipYear(LocalDate date) {
        int years = -2;
        while (!joined.plusYears(years + 1L).isAfter(date)) {
            years++;
        }
        return years;
    }

    private LocalDate changedBefore(LocalDate day) {
        LocalDate last = LocalDate.MIN;
        for (LocalDate change : changes) {
            last = change.isBefore(day) ? change : last;
        }
        return last;
    }

    private void reach(ModelSale sale) {
        LocalDate begins = begins(sale.date);
        if (begins != null) {
            if (sale.peak > 0) {
                reachedInPeriod = begins.equals(nextPeriod) ? Math.max(reachedInPeriod, sale.peak) : sale.peak;
                nextPeriod = begins;
            }
            return;
        }
        hold(sale.peak, sale.date);
        if (sale.peak > rank) {
            rank = sale.peak;
            since = sale.countsAt;
            changes.add(sale.date);
        }
    }

    private Rank tell(Instant at) {
        LocalDate today = program.dateOf(at);
        for (ModelSale sale : sales) {
            if (sale.countsAt.isAfter(at)) {
                break;
            }
            fall(sale.date);
            reach(sale);
        }
        fall(today);
        LocalDate held = until[rank];
        int had = rank;
        Instant began = since;
        int upcoming = reachedInPeriod;
        List<Long> parts = parts(today);
        long counted = count(ladder.metric(), ladder.window(), today, sales);
        // Time goes on until the tier is another one.
        LocalDate end = null;
        boolean rises = false;
        for (LocalDate due = due(); due != null && rank == had; due = due()) {
            LocalDate before = nextPeriod;
            step(due);
            end = rank == had ? null : due;
            rises = before != null && nextPeriod == null;
        }
        boolean inGrace = end != null && !lasts(had) && held != null && !held.isAfter(today);
        return new Rank(
                had,
                began,
                end == null ? null : end.minusDays(1),
                inGrace,
                counted,
                parts,
                given.at(at),
                upcoming,
                rises);
    }

    private @Nullable LocalDate due() {
        LocalDate lost = lostOn(rank);
        LocalDate next = nextPeriod;
        return next == null || (lost != null && lost.isBefore(next)) ? lost : next;
    }

    private List<Long> parts(LocalDate today) {
        TierRule next = rank + 1 < until.length ? ladder.tiers().get(rank + 1).rule() : null;
        return next == null
                ? List.of()
                : next.conditions().stream()
                        .map(part -> count(part.metric(), part.window(), today, sales))
                        .toList();
    }

    private @Nullable LocalDate begins(LocalDate date) {
        if (ladder.policy().upgrade() == TierPolicy.Upgrade.NOW) {
            return null;
        }
        LocalDate day = date;
        while (window(ladder.window(), day).test(date)) {
            day = day.plusDays(1);
        }
        return day;
    }

    /** Begins the next period with what was reached. */
    private void begin(LocalDate on) {
        hold(reachedInPeriod, on);
        if (reachedInPeriod > rank) {
            rank = reachedInPeriod;
            since = program.startOf(on);
            changes.add(on.minusDays(1));
        }
        reachedInPeriod = 0;
        nextPeriod = null;
    }

    private void hold(int reached, LocalDate date) {
        if (ladder.validity() == null) {
            return;
        }
        LocalDate end = ladder.validity().firstDayAfter(date);
        for (int i = 1; i <= reached; i++) {
            LocalDate before = until[i];
            until[i] = before == null || end.isAfter(before) ? end : before;
        }
    }

    private @Nullable LocalDate lostOn(int tier) {
        LocalDate end = until[tier];
        if (lasts(tier) || end == null) {
            return null;
        }
        if (ladder.policy().graceFrom() == TierPolicy.GraceFrom.DISQUALIFICATION) {
            return graced(end);
        }
        LocalDate least = graced(program.dateOf(since));
        return least.isAfter(end) ? least : end;
    }

    private boolean lasts(int tier) {
        return tier == 0
                || ladder.validity() == null
                || ladder.downgrade() == TierLadder.Downgrade.NONE
                || ladder.tiers().get(tier).kept();
    }

    private LocalDate graced(LocalDate from) {
        boolean none = ladder.grace().isZero();
        return none ? from : new PeriodEnd(ladder.grace(), ladder.policy().graceEdge()).firstDayAfter(from);
    }

    private void fall(LocalDate today) {
        while (step(today)) {
            // Each step may make another one due.
        }
    }

    private boolean step(LocalDate today) {
        LocalDate lost = lostOn(rank);
        LocalDate next = nextPeriod;
        if (next != null && !next.isAfter(today) && (lost == null || !lost.isBefore(next))) {
            begin(next);
            return true;
        }
        if (lost == null || lost.isAfter(today)) {
            return false;
        }
        rank--;
        if (ladder.downgrade() == TierLadder.Downgrade.ONE_STEP) {
            hold(rank, lost);
        } else {
            while (rank > 0 && isLostBy(rank, lost)) {
                rank--;
            }
        }
        since = program.startOf(lost);
        changes.add(lost.minusDays(1));
        return true;
    }

    private boolean isLostBy(int tier, LocalDate date) {
        LocalDate end = until[tier];
        if (end == null || lasts(tier)) {
            return end == null;
        }
        boolean graced = ladder.policy().graceFrom() == TierPolicy.GraceFrom.DISQUALIFICATION;
        return !(graced ? graced(end) : end).isAfter(date);
    }
}
