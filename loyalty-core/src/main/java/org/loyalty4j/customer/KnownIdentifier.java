package org.loyalty4j.customer;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.Source;

/**
 * What is known of an identifier since an instant. Revisions go 1, 2, 3 … without a gap; the last one counts.
 *
 * @param identifier the identifier
 * @param revision the place among what was known of it, from 1
 * @param status whether somebody is found by it
 * @param holder whose it is or was last, or null for a card that nobody has yet
 * @param place the place among all identifiers that the holder ever had, from 1; 0 for nobody's
 * @param from when this was recorded
 * @param until from when on nobody is found by it, whatever its status, or null
 * @param actor who asked for it, or null
 * @param reason why, or null
 * @param source which system asked for it, or null
 */
public record KnownIdentifier(
        Identifier identifier,
        int revision,
        Status status,
        @Nullable CustomerId holder,
        int place,
        Instant from,
        @Nullable Instant until,
        @Nullable Actor actor,
        @Nullable String reason,
        @Nullable Source source) {

    /** What an identifier is good for. */
    public enum Status {
        /** A card that exists and is nobody's yet. */
        ISSUED,
        /** The holder is found by it. */
        ACTIVE,
        /** Nobody is found by it until it is unblocked: a card that may be in the wrong hands. */
        BLOCKED,
        /** Another one has come in its place. A card never comes back; a phone or an address may be somebody's again. */
        REPLACED,
        /** It is the holder's no more; somebody else may have it. */
        ENDED
    }

    /** Makes the first revision of an identifier that somebody gives. */
    public static KnownIdentifier first(Identifier identifier, CustomerId holder, int place, Instant now) {
        return new KnownIdentifier(identifier, 1, Status.ACTIVE, holder, place, now, null, null, null, null);
    }

    /**
     * Returns the next revision.
     *
     * @param asked the request that it comes from
     */
    public KnownIdentifier next(
            Status now, CustomerId whose, int itsPlace, @Nullable Instant end, Instant at, Request asked) {
        return new KnownIdentifier(
                identifier,
                revision + 1,
                now,
                whose,
                itsPlace,
                at.isBefore(from) ? from : at,
                end,
                asked.actor(),
                asked.reason(),
                asked.source());
    }

    /** Returns this with its identifier written in another way; it is the same identifier. */
    public KnownIdentifier as(Identifier written) {
        return new KnownIdentifier(written, revision, status, holder, place, from, until, actor, reason, source);
    }

    /**
     * Returns the revision that another normalizer makes of this one; nobody asked for it.
     *
     * @param now whether somebody is found by it from then on
     */
    public KnownIdentifier renormalized(Status now, Instant at) {
        return new KnownIdentifier(
                identifier, revision + 1, now, holder, place, at.isBefore(from) ? from : at, until, null, null, null);
    }

    /**
     * Returns what is left of this once its holder is erased, where others have or had it, too: it was nobody's.
     *
     * @param last whether no other revision follows it
     */
    public KnownIdentifier erased(boolean last) {
        return new KnownIdentifier(
                identifier, revision, last ? Status.ENDED : status, null, 0, from, until, null, null, source);
    }

    /**
     * Says whether somebody may have it from now on. One whose time is over is still its holder's, until it is ended.
     */
    public boolean isFree() {
        return switch (status) {
            case ISSUED, ENDED -> true;
            case REPLACED -> identifier.kind() != Identifier.Kind.CARD;
            case ACTIVE, BLOCKED -> false;
        };
    }

    /** Returns whose it is or was last, if it ever was somebody's. */
    public Optional<CustomerId> customer() {
        return Optional.ofNullable(holder);
    }

    /** Says whether the holder is found by it at an instant. */
    public boolean findsAt(Instant at) {
        return status == Status.ACTIVE && (until == null || at.isBefore(until));
    }

    /** Shows the kind and the status, neither the value nor whose it is. */
    @Override
    public String toString() {
        return "KnownIdentifier[" + identifier.kind() + ", " + status + ", revision " + revision + "]";
    }
}
