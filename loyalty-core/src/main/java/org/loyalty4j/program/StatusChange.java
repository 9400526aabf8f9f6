package org.loyalty4j.program;

import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Request;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.sale.Return;

/**
 * A request to freeze an account, to open it again, or to close it for ever.
 *
 * @param key the caller's key
 * @param customer whose account
 * @param status what it is to be
 * @param reason why, 1 to {@value Return#REASON_MAX} code points; never shown in texts
 * @param actor who takes the responsibility
 */
public record StatusChange(CommandKey key, CustomerId customer, RewardAccount.Status status, String reason, Actor actor)
        implements Request {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public StatusChange {
        reason = ByHand.checkedReason(key, customer, "status", status, actor, reason);
    }

    /** Shows the key and the status; neither who asked nor why. */
    @Override
    public String toString() {
        return "StatusChange[" + key.value() + ", " + status + "]";
    }
}
