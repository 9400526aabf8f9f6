package org.loyalty4j.program;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;

/**
 * Everything one receipt does to an account, as one command under the purchase's key, all or nothing: first what came
 * back, then the points used, then what was bought.
 *
 * <p>Where the program gives points a value, a number of points used pays the receipt, up to its total and the shares of
 * the {@link SpendingRules}; what redemptions of their own have paid, by the tenders that name them, counts first. A
 * tender of points that names no redemption says what the points used are worth; where it says another amount, all
 * is refused. What they pay earns nothing, unless a rule counts it ({@link EarningRule#countingAllTenders()}).
 *
 * @param purchase what was bought
 * @param redeem the points used for it, or null; its own key is not looked at, the purchase's counts
 * @param giveBack the return lines of an exchange receipt, or null; its own key is not looked at either
 */
public record Checkout(
        Purchase purchase,
        @Nullable Redemption redeem,
        @Nullable Return giveBack) {

    /** Checks that all parts are of one customer. */
    public Checkout {
        new Violations().required("purchase", purchase).throwIfAny();
        new Violations()
                .check(
                        redeem == null || redeem.customer().equals(purchase.customer()),
                        "redeem.customer",
                        Code.NOT_FOUND,
                        "all parts of a checkout are of one customer")
                .check(
                        giveBack == null || giveBack.customer().equals(purchase.customer()),
                        "return.customer",
                        Code.NOT_FOUND,
                        "all parts of a checkout are of one customer")
                .throwIfAny();
    }

    /** Makes a checkout of a purchase alone. */
    public static Checkout of(Purchase purchase) {
        return new Checkout(purchase, null, null);
    }

    /** Returns this checkout, using points. */
    public Checkout redeeming(Redemption points) {
        return new Checkout(purchase, points, giveBack);
    }

    /** Returns this checkout, taking goods back. */
    public Checkout returning(Return goods) {
        return new Checkout(purchase, redeem, goods);
    }

    /** Returns the points used, if any are. */
    public Optional<Redemption> redemption() {
        return Optional.ofNullable(redeem);
    }

    /** Returns what came back, if anything did. */
    public Optional<Return> returned() {
        return Optional.ofNullable(giveBack);
    }
}
