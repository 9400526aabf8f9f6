package org.loyalty4j.program;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.sale.Return;

/** What is asked of everything that is done to an account by hand: who takes the responsibility, and why. */
final class ByHand {

    private ByHand() {}

    /**
     * Checks the parts of a request.
     *
     * @param path the name of what it asks
     * @param asked what it asks
     * @return the reason, without outer white space
     * @throws InvalidRequestException with everything that is wrong
     */
    static String checkedReason(
            @Nullable CommandKey key,
            @Nullable CustomerId customer,
            String path,
            @Nullable Object asked,
            @Nullable Actor actor,
            @Nullable String reason) {
        Violations violations = new Violations();
        String clean = checkReason(violations, key, customer, path, asked, actor, reason);
        violations.throwIfAny();
        return clean;
    }

    /** Checks the parts of a request, and notes what is wrong beside other faults of it. */
    static String checkReason(
            Violations violations,
            @Nullable CommandKey key,
            @Nullable CustomerId customer,
            String path,
            @Nullable Object asked,
            @Nullable Actor actor,
            @Nullable String reason) {
        return violations
                .required("key", key)
                .required("customer", customer)
                .required(path, asked)
                .required("actor", actor)
                .text("reason", reason, Return.REASON_MAX);
    }
}
