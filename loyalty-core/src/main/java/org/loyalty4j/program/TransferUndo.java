package org.loyalty4j.program;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Request;
import org.loyalty4j.sale.Return;

/**
 * A request to undo a transfer: what is left of its points goes back into the lots it came from. A fee stays paid.
 *
 * @param key the caller's key of the undoing
 * @param customer who sent the points
 * @param receiver who got them
 * @param transfer the key of the transfer
 * @param reason why, at most {@value Return#REASON_MAX} code points, or null; never shown in texts
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record TransferUndo(
        CommandKey key,
        CustomerId customer,
        CustomerId receiver,
        CommandKey transfer,
        @Nullable String reason,
        @Nullable Actor actor,
        @Nullable Source source)
        implements Request {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public TransferUndo {
        Violations violations = new Violations()
                .required("key", key)
                .required("customer", customer)
                .required("receiver", receiver)
                .required("transfer", transfer);
        reason = violations.optionalText("reason", reason, Return.REASON_MAX);
        violations.throwIfAny();
        Transfer.checkOther(customer, receiver);
    }

    /** Makes a request. */
    public static TransferUndo of(CommandKey key, CustomerId customer, CustomerId receiver, CommandKey transfer) {
        return new TransferUndo(key, customer, receiver, transfer, null, null, null);
    }

    /** Returns this request, asked for by somebody for a reason. */
    public TransferUndo by(Actor who, String why) {
        return new TransferUndo(key, customer, receiver, transfer, why, who, source);
    }

    /** Returns this request, asked for by a system. */
    public TransferUndo from(Source system) {
        return new TransferUndo(key, customer, receiver, transfer, reason, actor, system);
    }

    /** Shows the keys; neither who asked nor why. */
    @Override
    public String toString() {
        return "TransferUndo[" + key.value() + " of " + transfer.value() + "]";
    }
}
