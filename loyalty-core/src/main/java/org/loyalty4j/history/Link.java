package org.loyalty4j.history;

import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violations;

/**
 * What an entry has to do with.
 *
 * @param target what it is
 * @param id its number or key, 1 to {@value #ID_MAX} code points; for an entry our id
 */
public record Link(Target target, String id) {

    /** The most code points of an id. */
    public static final int ID_MAX = 255;

    /** What can be linked to. */
    public enum Target {
        /** A purchase, by its key. */
        PURCHASE,
        /** A product, by the shop's number. */
        PRODUCT,
        /** Another entry of a history: an interaction, a task, an agreement, a document. */
        ENTRY,
        /** A campaign, by its code. */
        CAMPAIGN,
        /** A case, by its number. */
        CASE,
        /** Something of the host's. */
        OTHER
    }

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Link {
        Violations violations = new Violations().required("links.target", target);
        id = violations.text("links.id", id, ID_MAX);
        violations.throwIfAny();
    }

    /** Links to another entry. */
    public static Link to(EntryId entry) {
        return new Link(Target.ENTRY, entry.value().toString());
    }

    /** Names only what it is. */
    @Override
    public String toString() {
        return "Link[" + target + "]";
    }
}
