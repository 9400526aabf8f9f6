package org.loyalty4j.program;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Grounds;
import org.loyalty4j.customer.Request;
import org.loyalty4j.points.Points;
import org.loyalty4j.sale.Return;

/**
 * A correction by hand.
 *
 * @param key the caller's key
 * @param customer whose account
 * @param points how many to give, or below zero how many to take; not zero
 * @param reason why, 1 to {@value Return#REASON_MAX} code points; never shown in texts
 * @param actor who takes the responsibility
 * @param source which system asked, or null
 * @param grounds the shop's code of the reason, the document, the place and a second approver, or null for none of them
 */
public record Adjustment(
        CommandKey key,
        CustomerId customer,
        Points points,
        String reason,
        Actor actor,
        @Nullable Source source,
        @Nullable Grounds grounds)
        implements Request {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Adjustment {
        reason = ByHand.checkedReason(key, customer, "points", points, actor, reason);
        points.postable("points");
        grounds = ByHand.checkedGrounds(actor, grounds);
    }

    /** Makes a correction. */
    public static Adjustment of(CommandKey key, CustomerId customer, Points points, String reason, Actor actor) {
        return new Adjustment(key, customer, points, reason, actor, null, null);
    }

    /** Returns this correction, asked for by a system. */
    public Adjustment from(Source system) {
        return new Adjustment(key, customer, points, reason, actor, system, grounds);
    }

    /** Returns this correction, with its grounds beside the reason in words. */
    public Adjustment on(Grounds why) {
        return new Adjustment(key, customer, points, reason, actor, source, why);
    }

    /** Shows the key and the points; neither who asked nor why. */
    @Override
    public String toString() {
        return "Adjustment[" + key.value() + ", " + points + "]";
    }
}
