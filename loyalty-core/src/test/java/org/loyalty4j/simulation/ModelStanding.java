package org.loyalty4j.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.tier.TierLadder;

/** Where an account stands, told anew from its purchases at each question. */
final class ModelStanding {

    private final LoyaltyProgram program;
    private final TierLadder ladder;
    private final List<ModelSale> sales;
    /** The first date on which a tier is not held any more, by rank; null when it never was. */
    private final @Nullable LocalDate[] until;

    private int rank;
    private Instant since = Instant.EPOCH;

    private ModelStanding(LoyaltyProgram program, List<ModelSale> sales) {
        this.program = program;
        this.ladder = program.ladder();
        this.sales = sales.stream()
                .sorted(Comparator.comparing((ModelSale sale) -> sale.countsAt))
                .toList();
        this.until = new LocalDate[ladder.tiers().size()];
    }

    /**
     * An answer.
     *
     * @param lastDay the last day of the tier, null when it lasts
     */
    record Rank(int rank, Instant since, @Nullable LocalDate lastDay, boolean inGrace, long counted) {}

    /** Notes what each purchase reaches now; what it reached before stays, whatever came back since. */
    static void notePeaks(LoyaltyProgram program, List<ModelSale> sales) {
        TierLadder ladder = program.ladder();
        for (int i = 0; i < sales.size(); i++) {
            ModelSale sale = sales.get(i);
            long sum = 0;
            for (int j = 0; j < sales.size(); j++) {
                ModelSale other = sales.get(j);
                int order = other.countsAt.compareTo(sale.countsAt);
                if ((order < 0 || (order == 0 && j <= i)) && inWindow(ladder, other, sale.date)) {
                    sum += metric(ladder, other);
                }
            }
            sale.peak = Math.max(sale.peak, ladder.tiers().indexOf(ladder.reachedWith(sum)));
        }
    }

    static Rank at(LoyaltyProgram program, List<ModelSale> sales, Instant at) {
        ModelStanding standing = new ModelStanding(program, sales);
        return standing.tell(at);
    }

    private Rank tell(Instant at) {
        LocalDate today = program.dateOf(at);
        for (ModelSale sale : sales) {
            if (sale.countsAt.isAfter(at)) {
                break;
            }
            fall(sale.date);
            hold(sale.peak, sale.date);
            if (sale.peak > rank) {
                rank = sale.peak;
                since = sale.countsAt;
            }
        }
        fall(today);
        LocalDate lost = lostOn(rank);
        long counted = sales.stream()
                .filter(sale -> !sale.date.isAfter(today) && inWindow(ladder, sale, today))
                .mapToLong(sale -> metric(ladder, sale))
                .sum();
        LocalDate held = until[rank];
        boolean inGrace = lost != null && held != null && !held.isAfter(today);
        return new Rank(rank, since, lost == null ? null : lost.minusDays(1), inGrace, counted);
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
        boolean lasts = tier == 0 || ladder.validity() == null || ladder.downgrade() == TierLadder.Downgrade.NONE;
        return lasts || end == null ? null : end.plus(ladder.grace());
    }

    private void fall(LocalDate today) {
        LocalDate lost = lostOn(rank);
        while (lost != null && !lost.isAfter(today)) {
            rank--;
            if (ladder.downgrade() == TierLadder.Downgrade.ONE_STEP) {
                hold(rank, lost);
            } else {
                while (rank > 0 && isLostBy(rank, lost)) {
                    rank--;
                }
            }
            since = program.startOf(lost);
            lost = lostOn(rank);
        }
    }

    private boolean isLostBy(int tier, LocalDate date) {
        LocalDate lost = lostOn(tier);
        return lost == null || !lost.isAfter(date);
    }

    private static boolean inWindow(TierLadder ladder, ModelSale sale, LocalDate day) {
        return switch (ladder.window().kind()) {
            case LIFETIME -> true;
            case CALENDAR_YEAR -> sale.date.getYear() == day.getYear();
            case ROLLING -> sale.date.isAfter(day.minus(ladder.window().period()));
        };
    }

    private static long metric(TierLadder ladder, ModelSale sale) {
        return switch (ladder.metric()) {
            case SPEND -> sale.spendLeft();
            case POINTS -> sale.pointsLeft();
            case PURCHASES -> sale.purchasesLeft();
        };
    }
}
