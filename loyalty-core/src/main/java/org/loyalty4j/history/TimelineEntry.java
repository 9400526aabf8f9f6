package org.loyalty4j.history;

import java.time.Instant;
import java.util.Objects;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.MergeRecord;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.tier.StandingChange;

/** Something that stands in a customer's timeline, wherever it was recorded. */
public sealed interface TimelineEntry {

    /** Kinds of what stands in a timeline. */
    enum Kind {
        /** An {@link Interaction}. */
        INTERACTION,
        /** A {@link Task}. */
        TASK,
        /** An {@link Obligation}. */
        OBLIGATION,
        /** An {@link Agreement}. */
        AGREEMENT,
        /** A {@link DocumentRef}. */
        DOCUMENT,
        /** A {@link Stage}. */
        STAGE,
        /** An {@link Assignment}. */
        ASSIGNMENT,
        /** A {@link Consent}. */
        CONSENT,
        /** A purchase. */
        PURCHASE,
        /** A line of the ledger of an account. */
        POSTING,
        /** The beginning of a tier. */
        TIER_CHANGE,
        /** That a customer was merged into another one, or is himself again. */
        MERGE
    }

    /** Returns the kind. */
    Kind kind();

    /** Returns whose it is; for the timeline of an organization it may be one of its people, and one who is the customer by now. */
    CustomerId customer();

    /** Returns when it happened, or is planned for. */
    Instant at();

    /** Returns when it was written down. */
    Instant recordedAt();

    /**
     * An entry of the history.
     *
     * @param entry the entry
     */
    record Noted(Entry<?> entry) implements TimelineEntry {

        @Override
        public Kind kind() {
            return Kind.valueOf(entry.item().kind().name());
        }

        @Override
        public CustomerId customer() {
            return entry.customer();
        }

        @Override
        public Instant at() {
            return entry.at();
        }

        @Override
        public Instant recordedAt() {
            return entry.recordedAt();
        }
    }

    /**
     * A purchase. One that counts in several purses stands there once, as it is recorded in the main one.
     *
     * @param sale the purchase
     */
    record Bought(RecordedSale sale) implements TimelineEntry {

        @Override
        public Kind kind() {
            return Kind.PURCHASE;
        }

        @Override
        public CustomerId customer() {
            return sale.command().account().holder();
        }

        /** Returns the instant it counts from. */
        @Override
        public Instant at() {
            return sale.countsAt();
        }

        @Override
        public Instant recordedAt() {
            return sale.command().recordedAt();
        }
    }

    /**
     * A line of the ledger. It stands where it was booked.
     *
     * @param posting the line
     */
    record Booked(Posting posting) implements TimelineEntry {

        @Override
        public Kind kind() {
            return Kind.POSTING;
        }

        @Override
        public CustomerId customer() {
            return posting.account().holder();
        }

        @Override
        public Instant at() {
            return posting.recordedAt();
        }

        @Override
        public Instant recordedAt() {
            return posting.recordedAt();
        }
    }

    /**
     * The beginning of a tier.
     *
     * @param change the change
     */
    record Ranked(StandingChange change) implements TimelineEntry {

        @Override
        public Kind kind() {
            return Kind.TIER_CHANGE;
        }

        @Override
        public CustomerId customer() {
            return change.account().holder();
        }

        @Override
        public Instant at() {
            return change.from();
        }

        @Override
        public Instant recordedAt() {
            return change.from();
        }
    }

    /**
     * That a customer was merged into another one, or is himself again.
     *
     * @param merge the merging
     * @param undone whether this is the end of it
     */
    record Merged(MergeRecord merge, boolean undone) implements TimelineEntry {

        @Override
        public Kind kind() {
            return Kind.MERGE;
        }

        /** Returns who stood for both. */
        @Override
        public CustomerId customer() {
            return merge.survivor();
        }

        @Override
        public Instant at() {
            return Objects.requireNonNull(undone ? merge.undoneAt() : merge.mergedAt());
        }

        @Override
        public Instant recordedAt() {
            return at();
        }
    }
}
