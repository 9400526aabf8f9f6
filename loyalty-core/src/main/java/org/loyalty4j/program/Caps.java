package org.loyalty4j.program;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Counter;

/**
 * The caps that hold for one purchase, those of its periods with what they leave. Where several cut, the one that leaves
 * the least does, and of equal ones the first: that of the purchase, then those of periods in their order, then that of
 * the balance. Each looks at what is asked for, not at what another one leaves. Beside them, which rules are about the
 * purchase because it is the n-th one, and what is carried on. Used by one thread.
 */
final class Caps {

    private final LoyaltyProgram program;
    private final Counting counting;
    private final CountersDraft counters;
    private final long balance;
    private final Turns turns;
    private final Carry carry;

    /**
     * Starts.
     *
     * @param balance all points of the account before the purchase earns any
     */
    Caps(LoyaltyProgram program, Counting counting, CountersDraft counters, long balance) {
        this.program = program;
        this.counting = counting;
        this.counters = counters;
        this.balance = balance;
        this.turns = new Turns(program, counting, counters);
        this.carry = new Carry(counters);
    }

    /**
     * What the caps let be given.
     *
     * @param name the name of the cap that cuts, or null when none does
     * @param most no cap is passed with this many smallest units
     * @param granted what is left of what was asked for
     */
    record Verdict(@Nullable String name, long most, Ratio granted) {}

    /** Returns which purchases the rules are about. */
    Turns turns() {
        return turns;
    }

    /** Returns the fraction that the account carries on, in smallest units, where the program carries any. */
    Ratio carried() {
        return carry.amount();
    }

    /** Carries on what a purchase left over. */
    void carry(Earning earning) {
        if (!earning.fractions().isEmpty()) {
            carry.add(earning.fractions());
        }
    }

    /** Looks at what a rule asks for, in smallest units. */
    Verdict ofRule(EarningRule rule, Ratio asked) {
        Verdict verdict = with(new Verdict(null, Long.MAX_VALUE, asked), asked, "cap:" + rule.code(), rule.cap(), 0);
        for (EarningRule.Cap cap : inOrder(rule.caps())) {
            long had = counters.amount(counting.earnedBy(rule, cap.within()));
            verdict = with(verdict, asked, "cap/" + nameOf(cap.within()) + ":" + rule.code(), cap, had);
        }
        return verdict;
    }

    /** Looks at what all rules give, in smallest units. */
    Verdict ofPurchase(BigInteger whole) {
        Ratio asked = Ratio.of(whole, BigInteger.ONE);
        Verdict verdict = with(new Verdict(null, Long.MAX_VALUE, asked), asked, "cap", program.cap(), 0);
        for (EarningRule.Cap cap : inOrder(program.caps())) {
            long had = counters.amount(counting.earned(cap.within()));
            verdict = with(verdict, asked, "cap/" + nameOf(cap.within()), cap, had);
        }
        return with(verdict, asked, "cap/balance", program.balanceCap(), balance);
    }

    private static List<EarningRule.Cap> inOrder(List<EarningRule.Cap> caps) {
        return caps.size() < 2
                ? caps
                : caps.stream()
                        .sorted((one, other) -> one.within().compareTo(other.within()))
                        .toList();
    }

    private static String nameOf(Counter.Period period) {
        return period.name().toLowerCase(Locale.ROOT);
    }

    private static Verdict with(Verdict before, Ratio asked, String name, EarningRule.@Nullable Cap cap, long had) {
        if (cap == null) {
            return before;
        }
        long room = Math.max(0, cap.most().minor() - had);
        Ratio left = Ratio.of(room);
        boolean cuts = asked.compareTo(left) > 0;
        Ratio granted = !cuts ? asked : cap.overflow() == EarningRule.Cap.Overflow.REDUCE ? left : Ratio.ZERO;
        boolean stricter = granted.compareTo(before.granted()) < 0;
        return new Verdict(
                stricter ? name : before.name(), Math.min(before.most(), room), stricter ? granted : before.granted());
    }
}
