package org.loyalty4j.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.Refusal;

/** What an entry of a customer's history says. Immutable; what becomes of it is said by another value. */
public sealed interface HistoryItem
        permits Agreement, Assignment, Consent, DocumentRef, Interaction, Obligation, Stage, Task {

    /** Kinds of items. */
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
        CONSENT
    }

    /** Returns the kind. */
    Kind kind();

    /** Returns what became of it so far, as the name of a constant. */
    String state();

    /** Says whether it still asks for something, or is in force. */
    boolean isLive();

    /** Returns when it happened, from where on it is in force, or for when it is planned; null for when it is written. */
    default @Nullable Instant at() {
        return null;
    }

    /** Returns who of the shop's people has to do with it, or null. */
    default @Nullable Actor owner() {
        return null;
    }

    /** Returns which unit of the shop has to do with it, or null. */
    default @Nullable String unit() {
        return null;
    }

    /** Returns until when it asks to be done, or null. */
    default @Nullable Due due() {
        return null;
    }

    /** Returns the instant it is due at while it is live, or null. */
    default @Nullable Instant deadline() {
        Due due = due();
        return due == null || !isLive() ? null : due.deadline();
    }

    /** Returns the next instant after another one at which somebody is to hear of it, or null. */
    default @Nullable Instant wakesAfter(Instant last) {
        return null;
    }

    /** Says why it cannot become something else of its kind, or null if it can. */
    @Nullable
    Refusal refuses(HistoryItem next);

    /** Returns the same with another one of the shop's people to do with it. */
    default HistoryItem handedTo(Actor other) {
        return this;
    }

    /** Returns what it says, as eight bytes, so that a repeat is told from another request. */
    default Fingerprint fingerprint() {
        return ItemPrint.of(this);
    }
}
