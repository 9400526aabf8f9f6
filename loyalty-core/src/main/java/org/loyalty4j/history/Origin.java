package org.loyalty4j.history;

import java.util.Optional;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violations;

/**
 * What an entry was written under, so that one that is sent twice is written once: the caller's key, or the number that
 * another system gave it. No two entries of a store have one.
 *
 * @param space the name of the other system, or empty
 * @param id the number there, or what stands for the key
 */
public record Origin(String space, String id) {

    /** The most code points of a number that another system gave. */
    public static final int ID_MAX = 255;

    private static final int ALL_MAX = 300;

    /**
     * Checks the parts.
     *
     * @throws org.loyalty4j.command.InvalidRequestException with everything that is wrong
     */
    public Origin {
        Violations violations = new Violations().required("origin.space", space).required("origin.id", id);
        violations.throwIfAny();
        space = space.isEmpty() ? space : violations.text("origin.space", space, Source.LENGTH_MAX);
        violations.text("origin.id", id, ALL_MAX);
        violations.throwIfAny();
    }

    /** Returns what an entry is written under that somebody asks for with a key. */
    public static Origin of(CommandKey key) {
        return new Origin("", "k" + key.value());
    }

    /**
     * Returns what an entry is written under that another system has given a number, unique within that system.
     *
     * @param id 1 to {@value #ID_MAX} code points
     */
    public static Origin of(Source system, String id) {
        new Violations().required("source", system).throwIfAny();
        return new Origin(system.name(), Violations.textOf("externalId", id, ID_MAX));
    }

    /**
     * Returns what an entry is written under that follows of itself from another one.
     *
     * @param what what it is to the other one, short
     */
    public static Origin following(EntryId entry, String what) {
        return new Origin("", "f" + entry.value() + " " + what);
    }

    /** Returns the number that another system gave. */
    public Optional<String> externalId() {
        return space.isEmpty() ? Optional.empty() : Optional.of(id);
    }

    /** Names the other system only: a number may tell of a person. */
    @Override
    public String toString() {
        return "Origin[" + space + "]";
    }
}
