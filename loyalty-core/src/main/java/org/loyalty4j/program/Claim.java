package org.loyalty4j.program;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Request;
import org.loyalty4j.sale.Return;

/**
 * A request of a customer to have a purchase that was made without saying who. It becomes the customer's, as if it had
 * been recorded late; what has come back of it stays away.
 *
 * @param key the caller's key of the claim
 * @param customer who claims
 * @param purchase the key of the guest purchase
 * @param reason why, at most {@value Return#REASON_MAX} code points, or null; never shown in texts
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record Claim(
        CommandKey key,
        CustomerId customer,
        CommandKey purchase,
        @Nullable String reason,
        @Nullable Actor actor,
        @Nullable Source source)
        implements Request {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Claim {
        Violations violations = new Violations()
                .required("key", key)
                .required("customer", customer)
                .required("purchase", purchase);
        reason = violations.optionalText("reason", reason, Return.REASON_MAX);
        violations.throwIfAny();
    }

    /** Makes a claim. */
    public static Claim of(CommandKey key, CustomerId customer, CommandKey purchase) {
        return new Claim(key, customer, purchase, null, null, null);
    }

    /** Returns this claim, asked for by somebody for a reason. */
    public Claim by(Actor who, String why) {
        return new Claim(key, customer, purchase, why, who, source);
    }

    /** Returns this claim, asked for by a system. */
    public Claim from(Source system) {
        return new Claim(key, customer, purchase, reason, actor, system);
    }

    /** Returns why a guest purchase cannot be claimed now by anybody, by the program that was valid when it was made. */
    public static Optional<Refusal> refusal(ProgramHistory programs, RecordedGuest guest, Instant now) {
        Instant countsAt = guest.countsAt(programs);
        LoyaltyProgram program = programs.atOrFirst(countsAt);
        if (program.claimable() == null) {
            return Optional.of(Refusal.NOT_CLAIMABLE);
        }
        if (!now.isBefore(program.startOf(program.claimable().firstDayAfter(program.dateOf(countsAt))))) {
            return Optional.of(Refusal.CLAIM_TOO_LATE);
        }
        return guest.isAllBack() ? Optional.of(Refusal.ALREADY_RETURNED) : Optional.empty();
    }

    /** Returns the sale that the claim makes of a guest purchase, of which something is left. */
    public Command.Sale sale(RecordedGuest guest) {
        return new Command.Sale(Checkout.of(guest.claimed(this)), Map.of(), this);
    }

    /** Shows the keys; neither who asked nor why. */
    @Override
    public String toString() {
        return "Claim[" + key.value() + " of " + purchase.value() + "]";
    }
}
