package org.loyalty4j.sale;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.money.Money;

/**
 * A part of the payment.
 *
 * @param kind what was paid with
 * @param amount how much, more than zero
 * @param redemptionKey for {@link Kind#POINTS} the key of the redemption that paid, or null where the checkout's own
 *     redemption did
 */
public record Tender(Kind kind, Money amount, @Nullable CommandKey redemptionKey) {

    /** What can be paid with. */
    public enum Kind {
        /** Notes and coins. */
        CASH,
        /** A bank card. */
        CARD,
        /** A transfer, a wallet, an invoice. */
        TRANSFER,
        /** A gift card. */
        GIFT_CARD,
        /** Points. */
        POINTS,
        /** Anything else. */
        OTHER
    }

    /** Checks the amount, and that only points name a redemption. */
    public Tender {
        new Violations().required("kind", kind).required("amount", amount).throwIfAny();
        new Violations()
                .check(amount.signum() > 0, "amount", Code.AMOUNT_NOT_POSITIVE, "a tender must be more than 0")
                .check(
                        redemptionKey == null || kind == Kind.POINTS,
                        "redemptionKey",
                        Code.NOT_FOUND,
                        "only a tender of points names a redemption")
                .throwIfAny();
    }

    /** Makes a tender of money. */
    public static Tender of(Kind kind, Money amount) {
        return new Tender(kind, amount, null);
    }

    /** Makes a tender of points that an earlier redemption paid. */
    public static Tender points(Money amount, CommandKey redemption) {
        return new Tender(Kind.POINTS, amount, redemption);
    }

    /** Returns the key of the redemption that paid, if one is named. */
    public Optional<CommandKey> redemption() {
        return Optional.ofNullable(redemptionKey);
    }
}
