package org.loyalty4j.program;

import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Tender;

/**
 * A purchase, and what of it the points have paid that its own checkout used: of these the receipt need not say that they
 * paid.
 *
 * @param purchase the purchase
 * @param byOwnPoints what they are worth, in the smallest unit of money
 */
record Paid(Purchase purchase, long byOwnPoints) {

    /** Makes a purchase whose checkout used no points. */
    static Paid of(Purchase purchase) {
        return new Paid(purchase, 0);
    }

    /** Returns a recorded purchase; what its own points were worth is reckoned again from how many there were. */
    static Paid of(ProgramHistory programs, RecordedSale sale) {
        CommandRecord.Result result = sale.command().result();
        // A reward pays nothing, and only who asks for a number of points is told what could be used.
        if (result.redeemed() == 0 || result.usable() == null) {
            return of(sale.purchase());
        }
        LoyaltyProgram program = programs.atOrFirst(sale.command().recordedAt());
        Worth worth = Worth.of(program);
        return new Paid(
                sale.purchase(),
                worth == null ? 0 : worth.of(result.redeemed(), program).minor());
    }

    /** Returns which part of an amount counts for a rule, exactly, from 0 to 1. */
    Ratio part(EarningRule rule) {
        if (!rule.tenders().isEmpty()) {
            return purchase.paidWith(rule.tenders());
        }
        if (rule.excluded().isEmpty() || (byOwnPoints == 0 && purchase.tenders().isEmpty())) {
            return Ratio.ONE;
        }
        long total = purchase.total().minor();
        long out = excluded(rule);
        return out == 0 || total == 0 ? Ratio.ONE : Ratio.of(Math.max(0, total - out), total);
    }

    /** Returns what was paid with tenders that do not count; more than the total where the till says so. */
    private long excluded(EarningRule rule) {
        long out = 0;
        long unnamed = 0;
        for (Tender tender : purchase.tenders()) {
            if (tender.kind() == Tender.Kind.POINTS && tender.redemptionKey() == null) {
                unnamed = Math.addExact(unnamed, tender.amount().minor());
            } else if (rule.excluded().contains(tender.kind())) {
                out = Math.addExact(out, tender.amount().minor());
            }
        }
        // A tender of points that names no redemption is what the checkout's own points paid, told once more.
        return rule.excluded().contains(Tender.Kind.POINTS) ? Math.addExact(out, Math.max(unnamed, byOwnPoints)) : out;
    }
}
