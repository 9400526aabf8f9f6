package org.loyalty4j.reward;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Request;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Settlement;

/**
 * A request to pay an amount of money with the points of all purses that give points a value, one purse after the other by
 * the priority of its spending rules. What a purse pays is a redemption of its own under the same key; a tender of points
 * that names the key pays a purchase with all of them.
 *
 * @param key the caller's key
 * @param customer whose points
 * @param amount how much is to be paid, more than zero, in the program's currency
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record PointsPayment(
        CommandKey key,
        CustomerId customer,
        Money amount,
        @Nullable Actor actor,
        @Nullable Source source) implements Request {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException if one is missing, or the amount is not more than zero
     */
    public PointsPayment {
        new Violations()
                .required("key", key)
                .required("customer", customer)
                .required("amount", amount)
                .throwIfAny();
        new Violations()
                .check(amount.signum() > 0, "amount", Code.NUMBER_OUT_OF_RANGE, "more than zero is paid")
                .throwIfAny();
    }

    /** Makes a request to pay an amount. */
    public static PointsPayment of(CommandKey key, CustomerId customer, Money amount) {
        return new PointsPayment(key, customer, amount, null, null);
    }

    /** Returns this request, asked for by somebody. */
    public PointsPayment by(Actor who) {
        return new PointsPayment(key, customer, amount, who, source);
    }

    /** Returns this request, asked for by a system. */
    public PointsPayment from(Source system) {
        return new PointsPayment(key, customer, amount, actor, system);
    }

    /** Shows the key and the amount. */
    @Override
    public String toString() {
        return "PointsPayment[" + key.value() + ", " + amount + "]";
    }

    /**
     * What came of a payment. A repeat tells the same, but for the purses that paid nothing.
     *
     * @param parts what each purse paid that paid something, in the order in which they were asked: how many of its points
     *     were used, what they are worth and why not more, see {@link Settlement.Use}
     * @param none why others paid nothing, in that order; nothing in a repeat
     * @param paid how much all of them paid together
     * @param left how much is left to be paid otherwise; paid and left are the amount asked for
     */
    public record Paid(List<Settlement.Settled> parts, List<Settlement.Refused> none, Money paid, Money left) {

        /** Copies the lists. */
        public Paid {
            parts = List.copyOf(parts);
            none = List.copyOf(none);
        }

        /** Says whether this is the answer to a repeat, so that nothing was written now. */
        public boolean replayed() {
            return parts.stream().anyMatch(Settlement.Settled::replayed);
        }
    }
}
