package org.loyalty4j.program;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Grounds;
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

    /**
     * Checks that two people answer for a request with a second approver.
     *
     * @return the grounds, or null where they say nothing
     * @throws InvalidRequestException if nobody is said to have asked, or the same one agreed
     */
    static @Nullable Grounds checkedGrounds(@Nullable Actor actor, @Nullable Grounds grounds) {
        Actor second = grounds == null ? null : grounds.approver();
        new Violations()
                .check(
                        second == null || actor != null,
                        "actor",
                        Code.REQUIRED,
                        "what somebody agreed to was asked by somebody")
                .check(
                        second == null || !second.equals(actor),
                        "grounds.approver",
                        Code.SAME_ACTOR,
                        "who agrees is another one than who asked")
                .throwIfAny();
        return Grounds.NONE.equals(grounds) ? null : grounds;
    }

    /** Returns why somebody may not correct so many points, alone or for that reason, or null. */
    static @Nullable Refusal notCorrected(LoyaltyProgram program, AccountDraft draft, Adjustment request) {
        AdjustmentRules rules = program.adjustments();
        Grounds grounds = request.grounds() == null ? Grounds.NONE : request.grounds();
        if (!rules.allows(grounds.code())) {
            return Refusal.REASON_NOT_ALLOWED;
        }
        long points = request.points().minor();
        boolean alone = rules.lets(points) && (points < 0 || points <= draft.correctable());
        return alone || grounds.approver() != null ? null : Refusal.APPROVAL_NEEDED;
    }

    /** Returns why somebody may not give so many points, alone or for that reason, or null. */
    static @Nullable Refusal notGiven(LoyaltyProgram program, Bonus request) {
        AdjustmentRules rules = program.adjustments();
        Grounds grounds = request.grounds() == null ? Grounds.NONE : request.grounds();
        if (grounds.code() != null && !rules.allows(grounds.code())) {
            return Refusal.REASON_NOT_ALLOWED;
        }
        boolean alone = rules.letsGive(request.points().minor());
        return alone || grounds.approver() != null ? null : Refusal.APPROVAL_NEEDED;
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
