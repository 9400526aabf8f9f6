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
 * Undoes an {@link Activity}, once: what it gave is taken back as by a return, and its place in limits and cooldowns is free
 * again unless points were missing.
 *
 * @param key the caller's key
 * @param customer whose it was
 * @param activity the key of the activity
 * @param reason why, at most {@value Return#REASON_MAX} code points, or null; never shown in texts
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record ActivityUndo(
        CommandKey key,
        CustomerId customer,
        CommandKey activity,
        @Nullable String reason,
        @Nullable Actor actor,
        @Nullable Source source)
        implements Request {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public ActivityUndo {
        Violations violations = new Violations()
                .required("key", key)
                .required("customer", customer)
                .required("activity", activity);
        reason = violations.optionalText("reason", reason, Return.REASON_MAX);
        violations.throwIfAny();
    }

    /** Makes a request to undo an activity. */
    public static ActivityUndo of(CommandKey key, CustomerId customer, CommandKey activity) {
        return new ActivityUndo(key, customer, activity, null, null, null);
    }

    /** Returns this request, asked for by somebody for a reason. */
    public ActivityUndo by(Actor who, String why) {
        return new ActivityUndo(key, customer, activity, why, who, source);
    }

    /** Returns this request, asked for by a system. */
    public ActivityUndo from(Source system) {
        return new ActivityUndo(key, customer, activity, reason, actor, system);
    }

    /** Shows the keys; neither who asked nor why. */
    @Override
    public String toString() {
        return "ActivityUndo[" + key.value() + " of " + activity.value() + "]";
    }
}
