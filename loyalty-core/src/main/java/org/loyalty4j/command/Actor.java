package org.loyalty4j.command;

/**
 * Who asked: a cashier, a manager, a program of the shop, by the host's own id.
 *
 * @param id the host's id, 1 to {@value #LENGTH_MAX} code points
 */
public record Actor(String id) {

    /** The most code points an actor's id may have. */
    public static final int LENGTH_MAX = 100;

    /**
     * Makes an actor.
     *
     * @throws InvalidRequestException if the id is blank, too long, or holds characters that are not allowed
     */
    public Actor {
        id = Violations.textOf("actor", id, LENGTH_MAX);
    }

    /** Names only the type: an id may be a person's. */
    @Override
    public String toString() {
        return "Actor[•]";
    }
}
