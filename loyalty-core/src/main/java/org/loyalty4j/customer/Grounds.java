package org.loyalty4j.customer;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violations;

/**
 * On what grounds points are given or taken by hand, beside the reason in words: what reports are made of, and who else
 * answers for it. Immutable; each method that takes a value returns a changed copy.
 *
 * @param code the reason as the shop's own short code, 1 to {@value #CODE_MAX} code points, or null; usual ones are
 *     {@link #COMPLAINT}, {@link #GOODWILL} and {@link #ERROR}
 * @param document which document says so, by the host's own reference, 1 to {@value #TEXT_MAX} code points, or null
 * @param store the shop where it was done, 1 to {@value #TEXT_MAX} code points, or null
 * @param till the cash desk or work place, 1 to {@value #TEXT_MAX} code points, or null
 * @param approver who agreed to it beside the one who asked, or null
 */
public record Grounds(
        @Nullable String code,
        @Nullable String document,
        @Nullable String store,
        @Nullable String till,
        @Nullable Actor approver) {

    /** Nothing is said. */
    public static final Grounds NONE = new Grounds(null, null, null, null, null);

    /** The most code points of a code. */
    public static final int CODE_MAX = 40;

    /** The most code points of a document, a shop or a cash desk. */
    public static final int TEXT_MAX = 100;

    /** The customer complained. */
    public static final String COMPLAINT = "COMPLAINT";

    /** The shop was kind. */
    public static final String GOODWILL = "GOODWILL";

    /** Something was recorded wrong. */
    public static final String ERROR = "ERROR";

    /**
     * Checks the texts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Grounds {
        Violations violations = new Violations();
        code = violations.optionalText("grounds.code", code, CODE_MAX);
        document = violations.optionalText("grounds.document", document, TEXT_MAX);
        store = violations.optionalText("grounds.store", store, TEXT_MAX);
        till = violations.optionalText("grounds.till", till, TEXT_MAX);
        violations.throwIfAny();
    }

    /** Makes grounds of a code. */
    public static Grounds of(String code) {
        return NONE.code(code);
    }

    /** Returns these grounds with a code. */
    public Grounds code(String reason) {
        return new Grounds(reason, document, store, till, approver);
    }

    /** Returns these grounds with the document that says so. */
    public Grounds document(String reference) {
        return new Grounds(code, reference, store, till, approver);
    }

    /** Returns these grounds with the shop and the cash desk. */
    public Grounds at(String shop, String desk) {
        return new Grounds(code, document, shop, desk, approver);
    }

    /** Returns these grounds with somebody who agreed. */
    public Grounds approvedBy(Actor second) {
        return new Grounds(code, document, store, till, second);
    }

    /** Returns who agreed, if anybody did. */
    public Optional<Actor> secondApprover() {
        return Optional.ofNullable(approver);
    }

    /** Names only the type: a document may be a person's, and so may an approver's id. */
    @Override
    public String toString() {
        return "Grounds[•]";
    }
}
