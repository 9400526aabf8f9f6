package org.loyalty4j.program;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;

/**
 * Reckons by the spending rules of a program how many points can be used and what they are worth: once when a request
 * is decided, and again, to the same numbers, when it is repeated. Used by one thread.
 */
final class Spending {

    private final LoyaltyProgram program;
    private final SpendingRules rules;
    private final @Nullable Purchase purchase;
    private final @Nullable Worth worth;
    private final @Nullable Payable payable;

    /**
     * Starts with what the points pay.
     *
     * @param purchase the receipt that they are used on, or null when they are used without one
     */
    Spending(LoyaltyProgram program, @Nullable Purchase purchase) {
        this(program, program.spending(), purchase);
    }

    private Spending(LoyaltyProgram program, SpendingRules rules, @Nullable Purchase purchase) {
        this.program = program;
        this.rules = rules;
        this.purchase = purchase;
        this.worth = Worth.of(program);
        this.payable = purchase == null || worth == null ? null : new Payable(rules, purchase);
    }

    /** Returns what a request for points comes to when so many can be used. */
    Settlement.Use use(Points asked, CommandRecord.Usable usable) {
        return use(asked, usable, false);
    }

    /** Returns the same; where points pay an amount of money, none are used up for nothing. */
    Settlement.Use use(Points asked, CommandRecord.Usable usable, boolean pays) {
        List<Settlement.Cut> cuts = new ArrayList<>(0);
        long left = asked.minor();
        if (!opens(usable.available())) {
            left = cut(cuts, Refusal.BALANCE_TOO_LOW, least(rules.balance()), left, 0);
        }
        left = atMost(cuts, Refusal.TOO_FEW_POINTS, usable.available(), left);
        left = atMost(cuts, Refusal.ABOVE_MAXIMUM, maximum(), left);
        CommandRecord.Room room = usable.room();
        if (room != null && room.points() < left) {
            cuts.add(new Settlement.Cut(
                    Refusal.PERIOD_LIMIT_REACHED,
                    Points.of(room.points()),
                    Points.of(left),
                    Points.of(room.points()),
                    room.period()));
            left = room.points();
        }
        left = atMost(cuts, Refusal.PURCHASE_SHARE_EXCEEDED, payingPurchase(), left);
        left = atMost(cuts, Refusal.LINE_SHARE_EXCEEDED, payingLines(), left);
        if (rules.step() != null) {
            long step = rules.step().minor();
            left = cut(cuts, Refusal.NOT_A_MULTIPLE, step, left, left - left % step);
        }
        if (rules.least() != null) {
            long least = rules.least().minor();
            left = cut(cuts, Refusal.BELOW_MINIMUM, least, left, left < least ? 0 : left);
        }
        left = pays && worth != null ? fewest(worth, left) : left;
        Money value = worth == null ? null : worth.of(left, program);
        List<Settlement.Part> parts = payable == null || value == null ? List.of() : payable.shareOut(value);
        return new Settlement.Use(asked, Points.of(left), cuts, value, parts);
    }

    /**
     * Returns what a request comes to that says itself how many points it has to be: those of a till that had no
     * connection are used already, and what the rules would have left of them is only told.
     */
    Settlement.Use use(Redemption request, CommandRecord.Usable usable, boolean pays) {
        Points asked = request.amount().orElseThrow();
        Settlement.Use ruled = use(asked, usable, pays);
        if (!overrules(request) || ruled.cuts().isEmpty()) {
            return ruled;
        }
        Settlement.Use whole = new Spending(program, unruled(), purchase)
                .use(asked, new CommandRecord.Usable(usable.available(), null));
        return whole.cuts().isEmpty()
                ? new Settlement.Use(asked, asked, ruled.cuts(), whole.value(), whole.parts())
                : whole;
    }

    /** Says whether the rules only tell what they would have limited, because the points are used already. */
    boolean overrules(Redemption request) {
        return request.offline() && rules.offline() != null;
    }

    /** Returns rules by which points are worth as much, and no use of them is limited. */
    private SpendingRules unruled() {
        return rules.value() == null
                ? SpendingRules.none()
                : SpendingRules.none().withValue(rules.value());
    }

    /** Says whether any points can be used where so many are available. */
    boolean opens(long available) {
        return available >= least(rules.balance());
    }

    private static long least(@Nullable Points points) {
        return points == null ? 0 : points.minor();
    }

    /** Returns the fewest points by the rules that are worth as much as a number of them that can be used. */
    private long fewest(Worth each, long points) {
        long enough = each.paying(each.of(points, program).minor());
        if (enough == 0) {
            return 0;
        }
        long least =
                rules.least() == null ? enough : Math.max(enough, rules.least().minor());
        long step = rules.step() == null ? 1 : rules.step().minor();
        return Math.min(points, Math.addExact(least, step - 1) / step * step);
    }

    /** Returns a number of points that no use is above, however many are asked for and available. */
    long most() {
        return Math.min(maximum(), Math.min(payingPurchase(), payingLines()));
    }

    private long maximum() {
        return rules.most() == null ? Points.POSTING_MAX : rules.most().minor();
    }

    private long payingPurchase() {
        return worth == null || payable == null ? Points.POSTING_MAX : worth.paying(payable.ofPurchase());
    }

    private long payingLines() {
        return worth == null || payable == null ? Points.POSTING_MAX : worth.paying(payable.ofLines());
    }

    private static long atMost(List<Settlement.Cut> cuts, Refusal why, long limit, long desired) {
        return cut(cuts, why, limit, desired, Math.min(limit, desired));
    }

    private static long cut(List<Settlement.Cut> cuts, Refusal why, long limit, long desired, long granted) {
        if (granted < desired) {
            cuts.add(new Settlement.Cut(why, Points.of(limit), Points.of(desired), Points.of(granted)));
        }
        return granted;
    }
}
