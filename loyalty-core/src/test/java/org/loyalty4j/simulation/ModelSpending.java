package org.loyalty4j.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Tender;

/**
 * How many points a naive shopkeeper lets somebody use, where each smallest unit of them is worth ten cents.
 *
 * @param points how many
 * @param no why none, or null
 */
record ModelSpending(long points, @Nullable Refusal no) {

    /** What a smallest unit of points is worth where points have a value. */
    static final long CENTS = 10;

    static ModelSpending of(
            LoyaltyProgram program, Redemption request, @Nullable Purchase receipt, long available, OptionalLong room) {
        SpendingRules rules = program.spending();
        Map<Refusal, Long> limits = new LinkedHashMap<>();
        if (available < numberOr(rules.balance(), 0)) {
            limits.put(Refusal.BALANCE_TOO_LOW, 0L);
        }
        limits.put(Refusal.TOO_FEW_POINTS, available);
        limits.put(Refusal.ABOVE_MAXIMUM, numberOr(rules.most(), Long.MAX_VALUE));
        room.ifPresent(left -> limits.put(Refusal.PERIOD_LIMIT_REACHED, left));
        if (rules.value() != null && receipt != null) {
            limits.put(Refusal.PURCHASE_SHARE_EXCEEDED, payable(rules, receipt) / CENTS);
        }
        long asked = request.amount().orElseThrow().minor();
        long left = asked;
        Refusal first = null;
        Refusal last = null;
        for (Map.Entry<Refusal, Long> limit : limits.entrySet()) {
            if (left > limit.getValue()) {
                left = limit.getValue();
                last = limit.getKey();
                first = first == null ? last : first;
            }
        }
        long step = numberOr(rules.step(), 1);
        if (left % step > 0) {
            left -= left % step;
            last = Refusal.NOT_A_MULTIPLE;
            first = first == null ? last : first;
        }
        if (left > 0 && left < numberOr(rules.least(), 1)) {
            left = 0;
            last = Refusal.BELOW_MINIMUM;
            first = first == null ? last : first;
        }
        boolean exactly = request.extent() == Redemption.Extent.EXACTLY;
        return new ModelSpending(left, exactly ? first : left == 0 ? last : null);
    }

    private static long numberOr(@Nullable Points points, long otherwise) {
        return points == null ? otherwise : points.minor();
    }

    /** A part of the total in whole cents, less what redemptions of their own have paid. */
    private static long payable(SpendingRules rules, Purchase receipt) {
        long total = receipt.total().minor();
        long part = rules.share() == null
                ? total
                : total
                        * rules.share().numerator().longValueExact()
                        / rules.share().denominator().longValueExact();
        for (Tender tender : receipt.tenders()) {
            part -= tender.redemption().isPresent() ? tender.amount().minor() : 0;
        }
        return Math.max(0, part);
    }
}
