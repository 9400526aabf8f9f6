package org.loyalty4j.simulation;

import org.loyalty4j.money.Ratio;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Tender;

/**
 * A purchase and what its own points paid, in cents; no receipt of the simulation says that by a tender. In the
 * simulation's programs no rule counts what points or gift cards paid.
 */
record ModelPaid(Purchase purchase, long own) {

    /** Returns which part of the purchase counts. */
    Ratio part() {
        long total = purchase.total().minor();
        long left = total - own;
        for (Tender tender : purchase.tenders()) {
            boolean counts = tender.kind() != Tender.Kind.POINTS && tender.kind() != Tender.Kind.GIFT_CARD;
            left -= counts ? 0 : tender.amount().minor();
        }
        return total == 0 ? Ratio.ONE : left < 0 ? Ratio.ZERO : Ratio.of(left, total);
    }

    /** Says whether a rule holds for it: something counts, and what counts reaches the minimum. */
    boolean reaches(EarningRule rule) {
        long sum = purchase.lines().stream()
                .filter(rule.filter()::passes)
                .mapToLong(rule.basis()::of)
                .sum();
        return part().signum() > 0
                && (rule.minimum() == null
                        || part().times(Ratio.of(sum))
                                        .compareTo(Ratio.of(rule.minimum().minor()))
                                >= 0);
    }
}
