package org.loyalty4j.program;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Grounds;
import org.loyalty4j.customer.Request;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.LotRules.Pending;

/**
 * Points given without a purchase: for joining, for a birthday, for a letter.
 *
 * @param key the caller's key
 * @param customer who gets them
 * @param points how many, more than zero
 * @param rule the name that explains them, 1 to 40 code points
 * @param happenedAt what they are counted from, or null for now; cut to microseconds
 * @param goneAt the first instant at which they are gone, or null for what the program says
 * @param actor who asked, or null
 * @param source which system asked, or null
 * @param pending what they wait for before they can be used, or null for nothing; what the program says of purchases is
 *     not said of a bonus
 * @param grounds where somebody gives them by hand, the shop's code of the reason, the document, the place and a second
 *     approver, or null for none of them
 */
public record Bonus(
        CommandKey key,
        CustomerId customer,
        Points points,
        String rule,
        @Nullable Instant happenedAt,
        @Nullable Instant goneAt,
        @Nullable Actor actor,
        @Nullable Source source,
        @Nullable Pending pending,
        @Nullable Grounds grounds)
        implements Request {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Bonus {
        Violations violations = new Violations()
                .required("key", key)
                .required("customer", customer)
                .required("points", points)
                .required("rule", rule);
        violations.throwIfAny();
        points.positive("points");
        rule = violations.text("rule", rule, 40);
        pending = pending == null || pending.until() == Pending.Until.NOTHING ? null : pending;
        happenedAt = violations.instant("happenedAt", happenedAt);
        goneAt = violations.instant("goneAt", goneAt);
        violations
                .check(
                        goneAt == null || happenedAt == null || happenedAt.isBefore(goneAt),
                        "goneAt",
                        Code.EMPTY_RANGE,
                        "points cannot be gone before they count")
                .throwIfAny();
        grounds = ByHand.checkedGrounds(actor, grounds);
    }

    /** Makes a request to give points now. */
    public static Bonus of(CommandKey key, CustomerId customer, Points points, String rule) {
        return new Bonus(key, customer, points, rule, null, null, null, null, null, null);
    }

    /** Returns this request, counted from an instant. */
    public Bonus happenedAt(Instant when) {
        return new Bonus(key, customer, points, rule, when, goneAt, actor, source, pending, grounds);
    }

    /** Returns this request, gone at an instant whatever the program says. */
    public Bonus goneAt(Instant when) {
        return new Bonus(key, customer, points, rule, happenedAt, when, actor, source, pending, grounds);
    }

    /** Returns this request, with points that wait for something before they can be used. */
    public Bonus pending(Pending wait) {
        return new Bonus(key, customer, points, rule, happenedAt, goneAt, actor, source, wait, grounds);
    }

    /** Returns this request, asked for by somebody. */
    public Bonus by(Actor who) {
        return new Bonus(key, customer, points, rule, happenedAt, goneAt, who, source, pending, grounds);
    }

    /** Returns this request, asked for by a system. */
    public Bonus from(Source system) {
        return new Bonus(key, customer, points, rule, happenedAt, goneAt, actor, system, pending, grounds);
    }

    /** Returns this request, with the grounds on which somebody gives the points by hand. */
    public Bonus on(Grounds why) {
        return new Bonus(key, customer, points, rule, happenedAt, goneAt, actor, source, pending, why);
    }

    /** Shows the key, the points and the rule. */
    @Override
    public String toString() {
        return "Bonus[" + key.value() + ", " + points + ", " + rule + "]";
    }
}
