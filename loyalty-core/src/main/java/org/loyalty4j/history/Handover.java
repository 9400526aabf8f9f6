package org.loyalty4j.history;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;

/**
 * That one of the shop's people gives all that is still to be done, and who is responsible, to others. What has come to its end
 * stays as it is, and whoever wrote something has written it.
 *
 * @param code what it is known by, 1 to {@value #CODE_MAX} code points; one that was stopped goes on under the same code
 * @param from who gives
 * @param successors who may get something, at least one
 * @param rule who gets what of a customer
 * @param actor who asked, or null
 * @param effective from when on the successors are responsible, or null for when it is done; it is not done before
 */
public record Handover(
        String code,
        Actor from,
        Set<Actor> successors,
        Rule rule,
        @Nullable Actor actor,
        @Nullable Instant effective) {

    /** The most code points of a code. */
    public static final int CODE_MAX = 40;

    /** The most successors. */
    public static final int SUCCESSORS_MAX = 1_000;

    /** Says who gets what there is of a customer. Asked once or more for each; always with the same answer. */
    @FunctionalInterface
    public interface Rule {

        /** Returns one of the successors, or null where everything stays with who has it. */
        @Nullable
        Actor of(CustomerId customer);
    }

    /**
     * Copies the set and checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Handover {
        Violations violations = new Violations()
                .required("from", from)
                .required("successors", successors)
                .required("rule", rule);
        effective = violations.instant("effective", effective);
        code = violations.text("code", code, CODE_MAX);
        violations.throwIfAny();
        violations
                .check(!successors.isEmpty(), "successors", Code.REQUIRED, "at least one successor is required")
                .atMost("successors", successors, SUCCESSORS_MAX)
                .check(
                        !successors.contains(from),
                        "successors",
                        Code.SAME_ACTOR,
                        "who gives cannot be one of those who get")
                .throwIfAny();
        successors = Collections.unmodifiableSet(new LinkedHashSet<>(successors));
    }

    /** Gives everything to one. */
    public static Handover of(String code, Actor from, Actor to) {
        new Violations().required("to", to).throwIfAny();
        return new Handover(code, from, Set.of(to), customer -> to, null, null);
    }

    /** Gives what there is of each customer to whom a rule says. */
    public static Handover of(String code, Actor from, Set<Actor> successors, Rule rule) {
        return new Handover(code, from, successors, rule, null, null);
    }

    /** Returns this, asked for by somebody. */
    public Handover by(Actor who) {
        return new Handover(code, from, successors, rule, who, effective);
    }

    /**
     * Returns this, to be done at an instant or later: who gives is responsible until then, and the successors from then on,
     * whenever it is done.
     */
    public Handover effective(Instant at) {
        return new Handover(code, from, successors, rule, actor, at);
    }

    /** Returns why what is handed over has another owner, as its revision says it. */
    public String reason() {
        return "handover " + code;
    }

    /** Returns why what is handed back has its owner again, as its revision says it. */
    public String undone() {
        return "undone " + code;
    }

    /** Shows the code, not who. */
    @Override
    public String toString() {
        return "Handover[" + code + "]";
    }
}
