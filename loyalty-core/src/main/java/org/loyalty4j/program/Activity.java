package org.loyalty4j.program;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Request;

/**
 * Something that a customer did and that is no purchase.
 *
 * @param key the caller's key
 * @param customer who did it
 * @param event what it is called, 1 to 40 code points; one that no rule of the program listens to is recorded, and gives
 *     nothing
 * @param happenedAt when, or null for now; cut to microseconds
 * @param reason why it is told, at most 500 code points, or null; never shown in texts
 * @param actor who asked, or null
 * @param source which system asked, or null
 */
public record Activity(
        CommandKey key,
        CustomerId customer,
        String event,
        @Nullable Instant happenedAt,
        @Nullable String reason,
        @Nullable Actor actor,
        @Nullable Source source)
        implements Request {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Activity {
        Violations violations = new Violations()
                .required("key", key)
                .required("customer", customer)
                .required("event", event);
        violations.throwIfAny();
        event = violations.text("event", event, 40);
        happenedAt = violations.instant("happenedAt", happenedAt);
        reason = violations.optionalText("reason", reason, 500);
        violations.throwIfAny();
    }

    /** Makes a request to record something that happened now. */
    public static Activity of(CommandKey key, CustomerId customer, String event) {
        return new Activity(key, customer, event, null, null, null, null);
    }

    /** Returns this request, happened at an instant. */
    public Activity at(Instant when) {
        return new Activity(key, customer, event, when, reason, actor, source);
    }

    /** Returns this request, asked for by somebody. */
    public Activity by(Actor who) {
        return new Activity(key, customer, event, happenedAt, reason, who, source);
    }

    /** Returns this request, asked for by somebody for a reason. */
    public Activity by(Actor who, String why) {
        return new Activity(key, customer, event, happenedAt, why, who, source);
    }

    /** Returns this request, asked for by a system. */
    public Activity from(Source system) {
        return new Activity(key, customer, event, happenedAt, reason, actor, system);
    }

    /** Shows the key and the event; neither who asked nor why. */
    @Override
    public String toString() {
        return "Activity[" + key.value() + ", " + event + "]";
    }
}
