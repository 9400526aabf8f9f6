package org.loyalty4j.points;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.command.Refusal;

/** What came of a command: it was settled, or refused. A refusal is an everyday answer, so it is a value. */
public sealed interface Settlement {

    /**
     * The command was settled, now or before.
     *
     * @param command our id of it
     * @param account the account
     * @param result the numbers
     * @param postings the command's own postings, in the order of their numbers; every point explained
     * @param replayed whether the key was settled before, so that nothing was written now
     */
    record Settled(
            CommandId command, AccountId account, CommandRecord.Result result, List<Posting> postings, boolean replayed)
            implements Settlement {

        /** Copies the list. */
        public Settled {
            postings = List.copyOf(postings);
        }

        /** Returns the points given. */
        public Points earned() {
            return Points.of(result.earned());
        }

        /** Returns the points used. */
        public Points redeemed() {
            return Points.of(result.redeemed());
        }

        /** Returns the points put back by a return. */
        public Points restored() {
            return Points.of(result.restored());
        }

        /** Returns the points taken back by a return. */
        public Points reversed() {
            return Points.of(result.reversed());
        }

        /** Returns the points that a return could not take back, because nothing was left. */
        public Points shortfall() {
            return Points.of(result.shortfall());
        }

        /**
         * Returns the revision of the changes of the tier that the command wrote because it arrived late, 0 when no
         * recorded tier became another. A repeat returns the same.
         */
        public int movedRevision() {
            return result.movedRevision();
        }

        /**
         * Returns the first local date from which the recorded tiers, or the dates until which tiers hold now, are others
         * than before, because the command arrived late; empty when they are the same. A repeat returns the same.
         */
        public Optional<LocalDate> movedFrom() {
            return Optional.ofNullable(result.movedFrom());
        }

        /** Returns the balance after the command. */
        public Points balance() {
            return Points.of(result.balance());
        }
    }

    /**
     * The command was refused; nothing was written and its key is free.
     *
     * @param why the reason
     * @param available the points that can be used
     * @param asked the points that were asked for, or none where the refusal is not about points
     */
    record Refused(Refusal why, Points available, Points asked) implements Settlement {}

    /** Says whether the command was settled. */
    default boolean settled() {
        return this instanceof Settled;
    }

    /**
     * Returns the answer of a command that cannot have been refused.
     *
     * @throws IllegalStateException if it was
     */
    default Settled orThrow() {
        if (this instanceof Settled settled) {
            return settled;
        }
        throw new IllegalStateException("The command was refused: " + this);
    }
}
