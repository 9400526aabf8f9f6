package org.loyalty4j.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Tender;

/**
 * How much of a purchase points may pay, and what of it they pay. All amounts are in the smallest unit of money; a
 * share that is no whole number of it is rounded down. Used by one thread.
 */
final class Payable {

    private final SpendingRules rules;
    private final Purchase purchase;

    /** For each line the place of its share; those of no share come last. */
    private final int[] groups;

    /** What points may pay of the lines of each share together. */
    private final long[] room;

    Payable(SpendingRules rules, Purchase purchase) {
        this.rules = rules;
        this.purchase = purchase;
        List<PurchaseLine> lines = purchase.lines();
        this.groups = new int[lines.size()];
        this.room = new long[rules.shares().size() + 1];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = groupOf(lines.get(i));
            room[groups[i]] += lines.get(i).paid().minor();
        }
        for (int i = 0; i < rules.shares().size(); i++) {
            room[i] = part(rules.shares().get(i).part(), room[i]);
        }
    }

    private int groupOf(PurchaseLine line) {
        int group = 0;
        while (group < rules.shares().size()
                && !rules.shares().get(group).lines().passes(line)) {
            group++;
        }
        return group;
    }

    private static long part(Ratio part, long of) {
        return part.times(Ratio.of(of)).floorExact();
    }

    /** Returns what points may pay of the purchase as a whole, beside those that were used for it before. */
    long ofPurchase() {
        long total = purchase.total().minor();
        long most = rules.share() == null ? total : part(rules.share(), total);
        return Math.max(0, most - paidBefore());
    }

    /** Returns what points may pay of the lines, and of what rounding added, beside those that were used before. */
    long ofLines() {
        long most = ofLinesAlone() + Math.max(0, purchase.rounding().minor());
        return Math.max(0, most - paidBefore());
    }

    private long ofLinesAlone() {
        return Arrays.stream(room).sum();
    }

    /** What redemptions of their own have paid counts first, up to the total. */
    private long paidBefore() {
        long total = purchase.total().minor();
        long paid = 0;
        for (Tender tender : purchase.tenders()) {
            if (tender.kind() == Tender.Kind.POINTS && tender.redemptionKey() != null) {
                paid = Math.min(total, paid + tender.amount().minor());
            }
        }
        return paid;
    }

    /**
     * Shares an amount out, first to the shares by what points may pay of them, then to the lines of each by what is
     * paid for them, each time by largest remainder. Rounding is paid by what the lines leave.
     *
     * @param value not more than may be paid
     */
    List<Settlement.Part> shareOut(Money value) {
        long rest = Math.max(0, value.minor() - ofLinesAlone());
        long[] perGroup = LargestRemainder.byWeight(value.minor() - rest, room);
        long[] perLine = new long[groups.length];
        for (int group = 0; group < room.length; group++) {
            if (perGroup[group] > 0) {
                long[] weights = new long[groups.length];
                for (int i = 0; i < groups.length; i++) {
                    weights[i] =
                            groups[i] == group ? purchase.lines().get(i).paid().minor() : 0;
                }
                long[] shares = LargestRemainder.byWeight(perGroup[group], weights);
                Arrays.setAll(perLine, i -> perLine[i] + shares[i]);
            }
        }
        List<Settlement.Part> parts = new ArrayList<>(groups.length);
        for (int i = 0; i < groups.length; i++) {
            if (perLine[i] > 0) {
                parts.add(
                        new Settlement.Part(purchase.lines().get(i).id(), Money.ofMinor(perLine[i], value.currency())));
            }
        }
        if (rest > 0) {
            parts.add(new Settlement.Part(null, Money.ofMinor(rest, value.currency())));
        }
        return parts;
    }
}
