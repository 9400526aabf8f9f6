package org.loyalty4j.history;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;

/**
 * Who takes part in an interaction.
 *
 * @param side on which side
 * @param id the host's id of the employee or the unit, or our id of the customer
 * @param role as what, 1 to {@value #ROLE_MAX} code points, or null
 * @param contactPoint where the customer was reached or wrote from, or null
 */
public record Participant(
        Side side,
        String id,
        @Nullable String role,
        @Nullable Identifier contactPoint) {

    /** The most code points of a role. */
    public static final int ROLE_MAX = 40;

    /** On which side somebody takes part. */
    public enum Side {
        /** One of the shop's people. */
        EMPLOYEE,
        /** A unit of the shop, such as a branch or a department. */
        UNIT,
        /** A customer, or a person who acts for one. */
        CUSTOMER
    }

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Participant {
        Violations violations = new Violations().required("participants.side", side);
        id = violations.text("participants.id", id, Actor.LENGTH_MAX);
        role = violations.optionalText("participants.role", role, ROLE_MAX);
        violations
                .check(
                        side != Side.UNIT || id.codePointCount(0, id.length()) <= ItemTexts.CODE_MAX,
                        "participants.id",
                        Code.TOO_LONG,
                        "the code of a unit has at most " + ItemTexts.CODE_MAX + " characters")
                .check(
                        side != Side.CUSTOMER || isId(id),
                        "participants.id",
                        Code.BAD_TYPE,
                        "a customer takes part by our id")
                .throwIfAny();
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** Makes a participant of an employee. */
    public static Participant employee(Actor who) {
        return new Participant(Side.EMPLOYEE, who.id(), null, null);
    }

    /** Makes a participant of a unit. */
    public static Participant unit(String code) {
        return new Participant(Side.UNIT, code, null, null);
    }

    /** Makes a participant of a customer. */
    public static Participant customer(CustomerId who) {
        return new Participant(Side.CUSTOMER, who.value().toString(), null, null);
    }

    /** Returns this participant in a role. */
    public Participant as(String what) {
        return new Participant(side, id, what, contactPoint);
    }

    /** Returns this participant, reached at a contact point. */
    public Participant at(Identifier point) {
        return new Participant(side, id, role, point);
    }

    /** Names only the side. */
    @Override
    public String toString() {
        return "Participant[" + side + "]";
    }
}
