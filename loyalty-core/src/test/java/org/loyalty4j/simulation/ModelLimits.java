package org.loyalty4j.simulation;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Posting.Kind;
import org.loyalty4j.program.EarningRule.Cap;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.SpendingRules;

/** What caps and limits leave, counted anew from everything that was ever sold and used. */
final class ModelLimits {

    private ModelLimits() {}

    /** The most points of one purchase, and whether more are reduced to it or refused. */
    record Bound(long most, boolean reduces) {

        long of(long asked) {
            return asked <= most ? asked : reduces ? most : 0;
        }
    }

    static List<Bound> ofPurchase(LoyaltyProgram program, ModelAccount account, LocalDate date) {
        List<Bound> bounds = new ArrayList<>();
        if (program.cap() != null) {
            bounds.add(bound(program.cap(), 0));
        }
        for (Cap cap : program.caps()) {
            long had = 0;
            for (ModelSale sale : account.sales) {
                had += within(Objects.requireNonNull(cap.per()), sale.date, date) ? sale.counted() : 0;
            }
            bounds.add(bound(cap, had));
        }
        if (program.balanceCap() != null) {
            bounds.add(bound(program.balanceCap(), account.total()));
        }
        return bounds;
    }

    /** Returns how many of some points an account may have more. */
    static long ofBalance(LoyaltyProgram program, ModelAccount account, long asked) {
        return program.balanceCap() == null
                ? asked
                : bound(program.balanceCap(), account.total()).of(asked);
    }

    private static Bound bound(Cap cap, long had) {
        return new Bound(Math.max(0, cap.most().minor() - had), cap.overflow() == Cap.Overflow.REDUCE);
    }

    /** Returns what may still be used on a date, if everything that is held is used on it, too. */
    static OptionalLong ofUse(LoyaltyProgram program, ModelAccount account, LocalDate date) {
        return program.spending().limits().stream()
                .mapToLong(limit ->
                        Math.max(0, limit.most().minor() - used(program, account, limit, date) - account.held()))
                .min();
    }

    private static long used(LoyaltyProgram program, ModelAccount account, SpendingRules.Limit limit, LocalDate date) {
        long used = 0;
        for (ModelAccount.Fact fact : account.facts) {
            if (fact.kind() == Kind.REDEEM && within(limit.period(), program.dateOf(fact.countsAt()), date)) {
                used -= fact.amount() + account.undone.getOrDefault(fact.number(), 0L);
                for (ModelSale sale : account.sales) {
                    used -= sale.restored.getOrDefault(fact.number(), 0L);
                }
            }
        }
        return used;
    }

    static boolean within(Counter.Period period, LocalDate one, LocalDate other) {
        return switch (period) {
            case DAY -> one.equals(other);
            case WEEK ->
                IsoFields.WEEK_BASED_YEAR.getFrom(one) == IsoFields.WEEK_BASED_YEAR.getFrom(other)
                        && IsoFields.WEEK_OF_WEEK_BASED_YEAR.getFrom(one)
                                == IsoFields.WEEK_OF_WEEK_BASED_YEAR.getFrom(other);
            case MONTH -> YearMonth.from(one).equals(YearMonth.from(other));
            case YEAR -> one.getYear() == other.getYear();
            case LIFETIME -> true;
        };
    }
}
