package org.loyalty4j.history;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violations;

/**
 * That one of the shop's people is responsible for a customer, for a time. Another one in the same role ends it; a substitute
 * stands in for a while and does not.
 *
 * @param role as what, such as {@value #OWNER}, 1 to 60 code points
 * @param employee who
 * @param from since when, or null for when it is written
 * @param until until when, or null while it lasts
 * @param cause why, a code of 1 to 60 code points, or null
 * @param substitute whether only in the place of who has the role
 */
public record Assignment(
        String role,
        Actor employee,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable String cause,
        boolean substitute)
        implements HistoryItem {

    /** The role of who is responsible for all of it. */
    public static final String OWNER = "owner";

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Assignment {
        Violations violations = new Violations().required("assignment.employee", employee);
        role = violations.text("assignment.role", role, ItemTexts.CODE_MAX);
        cause = violations.optionalText("assignment.cause", cause, ItemTexts.CODE_MAX);
        from = violations.instant("assignment.from", from);
        until = violations.instant("assignment.until", until);
        ItemTexts.inOrder(violations, "assignment.until", from, until);
        violations.throwIfAny();
    }

    /** Makes somebody responsible. */
    public static Assignment of(String role, Actor employee) {
        return new Assignment(role, employee, null, null, null, false);
    }

    /** Has somebody stand in for who has a role. */
    public static Assignment substitute(String role, Actor employee, Instant from, Instant until) {
        return new Assignment(role, employee, from, until, null, true);
    }

    @Override
    public Kind kind() {
        return Kind.ASSIGNMENT;
    }

    @Override
    public String state() {
        return until == null || substitute ? "ACTIVE" : "ENDED";
    }

    /** Says whether it still may count: a substitute's time is over by itself. */
    @Override
    public boolean isLive() {
        return until == null || substitute;
    }

    @Override
    public @Nullable Instant at() {
        return from;
    }

    @Override
    public Actor owner() {
        return employee;
    }

    @Override
    public @Nullable Refusal refuses(HistoryItem next) {
        Assignment then = (Assignment) next;
        boolean same = role.equals(then.role)
                && employee.equals(then.employee)
                && Objects.equals(from, then.from)
                && substitute == then.substitute;
        return same && (until == null || substitute) ? null : Refusal.ENTRY_CLOSED;
    }

    /** Returns this, counting from an instant on. */
    public Assignment from(Instant start) {
        return new Assignment(role, employee, start, until, cause, substitute);
    }

    /** Returns this, ending at an instant. */
    public Assignment until(Instant end) {
        return new Assignment(role, employee, from, end, cause, substitute);
    }

    /** Returns this with a cause. */
    public Assignment because(String why) {
        return new Assignment(role, employee, from, until, why, substitute);
    }

    /** Shows the role, not who has it. */
    @Override
    public String toString() {
        return "Assignment[" + role + (substitute ? ", substitute" : "") + "]";
    }
}
