package org.loyalty4j.points;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Grounds;
import org.loyalty4j.money.Ratio;

/**
 * What was asked of an account and what came of it, written in the same transaction.
 *
 * @param id our id
 * @param account the account it wrote to
 * @param sequence its place among the account's commands, 1, 2, 3 … without a gap
 * @param operation what was asked
 * @param key the caller's key
 * @param customer the customer as given
 * @param actor who asked, or null
 * @param reason why, or null
 * @param source which system asked, or null
 * @param fingerprint what the request said
 * @param result what came of it
 * @param recordedAt when it was written
 * @param salt random bits; null once the caller's words are erased
 * @param erasedSeal what {@link #seal()} was before the caller's words were erased, and null until then: while they are
 *     there, it is reckoned from them
 * @param grounds on what grounds it was asked by hand, beside the reason, or null; part of the caller's words
 */
public record CommandRecord(
        CommandId id,
        AccountId account,
        long sequence,
        Operation operation,
        CommandKey key,
        CustomerId customer,
        @Nullable Actor actor,
        @Nullable String reason,
        @Nullable Source source,
        Fingerprint fingerprint,
        Result result,
        Instant recordedAt,
        @Nullable Long salt,
        @Nullable ChainHash erasedSeal,
        @Nullable Grounds grounds) {

    /** What can be asked. A key is unique within one operation. */
    public enum Operation {
        /** A purchase, a checkout, or one of many purchases at once. */
        SALE(
                "currency",
                "total",
                "rounding",
                "lines",
                "tenders",
                "place",
                "happenedAt",
                "redeem",
                "return",
                "buyer",
                "offline"),
        /** A return. */
        RETURN("purchase", "items", "happenedAt"),
        /** A redemption, at once or of points that were held. */
        REDEEM("points", "reward", "purchase", "extent", "hold", "amount", "offline"),
        /** Points given without a purchase. */
        BONUS("points", "rule", "happenedAt", "pending", "code", "document", "place"),
        /** A correction by hand. */
        ADJUST("points", "code", "document", "place"),
        /** Points reserved for a while. */
        HOLD("points", "reward", "purchase", "extent", "limit"),
        /** Points that were held and are given back. */
        RELEASE("hold"),
        /** A freeze, an unfreeze or a closing. */
        STATUS("status"),
        /** The undoing of a redemption, of all or some of its points. */
        UNDO("redemption", "points"),
        /** The voiding of a purchase. */
        VOID("purchase"),
        /** Points that go to another account. */
        TRANSFER_OUT("receiver", "points"),
        /** Points that come from another account. */
        TRANSFER_IN("sender", "points"),
        /** Points of a transfer that go back, at the account they went to. */
        TRANSFER_UNDO_OUT("sender", "transfer"),
        /** Points of a transfer that come back, at the account they came from. */
        TRANSFER_UNDO_IN("receiver", "transfer"),
        /** Goods that come back without their purchase. */
        RETURN_UNKNOWN("amount"),
        /** Points that a customer had before this ledger began. */
        OPENING("lots", "days", "held"),
        /** What fell due, written by maintenance. */
        MAINTENANCE("until"),
        /** Pending points that somebody confirmed. */
        CONFIRM("origin", "given", "points"),
        /** Pending points that somebody took back. */
        CANCEL("origin", "given", "points"),
        /** A tier given by hand. */
        OVERRIDE("tier", "until"),
        /** A tier taken back that had been given by hand. */
        REVOKE("override"),
        /** Points given back that had expired. */
        REINSTATE("expiry", "points", "goneAt"),
        /** More time given to points that go otherwise. */
        EXTEND("lot", "before", "until"),
        /** Something that happened and is no purchase. */
        EVENT("event", "happenedAt"),
        /** The undoing of such an event. */
        EVENT_UNDO("event"),
        /** A correction of what purchases earned because they did not arrive in their order. */
        TRUE_UP("from"),
        /** Tiers that are reckoned anew by a version of the program. */
        RECKON("version");

        @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed.
        private final List<String> fields;

        Operation(String... fields) {
            this.fields = List.of(fields);
        }

        /** Returns the names of the fields that a fingerprint is made of, in their order. */
        public List<String> fields() {
            return fields;
        }
    }

    /**
     * The numbers of the answer, all zero or more.
     *
     * @param earned points given
     * @param redeemed points used
     * @param restored points put back by a return or an undoing, or given back after they had expired
     * @param reversed points taken back by a return, or pending ones by a cancellation
     * @param shortfall points a return or a correction should have taken, but nothing was left to take from
     * @param lapsed points a return need not take back, because they had expired unused
     * @param expired points that were gone, or lost unconfirmed, as soon as the command gave them or put them back; what had fallen due before
     *     it is not its own, except for maintenance
     * @param balance the balance after it
     * @param firstNumber the number of its first own posting, 0 without one; what had fallen due before it is not its own
     * @param lastNumber the number of its last own posting, 0 without one
     * @param movedRevision the revision of the changes of the tier that this command wrote, because it arrived late or took something back and
     *     the tiers since then had to be recounted; 0 when no recorded tier became another
     * @param movedFrom the first local date from which the recorded tiers, or the dates until which tiers hold now, are
     *     others than before, because this command arrived late or took something back; null when they are the same
     * @param usable what could be used, where a number of points was asked for, so that a repeat tells the same; null for
     *     other commands, and for those that were written before there were limits of periods, when it was the balance
     * @param held points it reserved
     * @param freed points of a hold that it gave back into their lots; what had fallen due before is not its own
     * @param factors the personal factors that a purchase was reckoned with, by their names; none for other commands
     * @param turns the rules that a purchase had the turn of, and which one it was for them: 10 for the tenth; for an event
     *     what it was and why rules gave nothing, see {@link #event()} and {@link #missed()}; for a correction of purchases
     *     out of order what of each, see {@link TrueUps}; none for other commands
     * @param fractions where fractions are carried on, what lines of a purchase are worth more than their whole points, or
     *     less where below zero, in smallest units, by the ids of the lines; none for other commands
     * @param owed points of those it took that nobody had: they are owed
     * @param debt what the account owes after it
     */
    public record Result(
            long earned,
            long redeemed,
            long restored,
            long reversed,
            long shortfall,
            long lapsed,
            long expired,
            long balance,
            long firstNumber,
            long lastNumber,
            int movedRevision,
            @Nullable LocalDate movedFrom,
            @Nullable Usable usable,
            long held,
            long freed,
            Map<String, Ratio> factors,
            Map<String, Long> turns,
            Map<String, Ratio> fractions,
            long owed,
            long debt) {

        /** Copies the maps. */
        public Result {
            factors = Map.copyOf(factors);
            turns = Map.copyOf(turns);
            fractions = Map.copyOf(fractions);
        }

        /** Returns the name of the event that the command was about and when it counts from, or null where it was about none. */
        public Map.@Nullable Entry<String, Instant> event() {
            return Missed.eventOf(turns);
        }

        /** Returns why rules gave nothing for the event that the command was about, or less than their points. */
        public List<Missed> missed() {
            return event() == null ? List.of() : Missed.of(turns);
        }

        /** Makes the numbers of a command that did not ask for a number of points. */
        public Result(
                long earned,
                long redeemed,
                long restored,
                long reversed,
                long shortfall,
                long lapsed,
                long expired,
                long balance,
                long firstNumber,
                long lastNumber,
                int movedRevision,
                @Nullable LocalDate movedFrom) {
            this(
                    earned,
                    redeemed,
                    restored,
                    reversed,
                    shortfall,
                    lapsed,
                    expired,
                    balance,
                    firstNumber,
                    lastNumber,
                    movedRevision,
                    movedFrom,
                    null,
                    0,
                    0,
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    0,
                    0);
        }
    }

    /**
     * What a request for a number of points could use.
     *
     * @param available the points that were available
     * @param room what the limits of periods left, or null where there was none
     */
    public record Usable(long available, @Nullable Room room) {}

    /**
     * What the strictest limit of spending left.
     *
     * @param points how many points
     * @param period the calendar period that it is about
     */
    public record Room(long points, Counter.Period period) {}

    /**
     * Checks that there is either a salt or the seal of erased words.
     *
     * @throws IllegalArgumentException if there is none of them, or both
     */
    public CommandRecord {
        if ((salt == null) == (erasedSeal == null)) {
            throw new IllegalArgumentException("A command has either a salt or, once its words are erased, their seal");
        }
    }

    /** Says whether a till used points while it had no connection, and told it with this command. */
    public boolean offline() {
        int field = operation.fields().indexOf("offline");
        return field >= 0
                && fingerprint.hashes().size() > field
                && fingerprint.hashes().get(field) != 0;
    }

    /** Returns the hash that ties the caller's words to the chain and can be cut loose by erasing them and the salt. */
    public static ChainHash sealOf(
            long salt,
            CommandKey key,
            @Nullable Actor actor,
            @Nullable String reason,
            @Nullable Source source,
            @Nullable Grounds grounds) {
        Canonical words = new Canonical(128)
                .number(salt)
                .text(key.value())
                .text(actor == null ? null : actor.id())
                .text(reason)
                .text(source == null ? null : source.name());
        // Nothing for a command without grounds, as before there were any.
        if (grounds != null) {
            words.text(grounds.code())
                    .text(grounds.document())
                    .text(grounds.store())
                    .text(grounds.till())
                    .text(grounds.secondApprover().map(Actor::id).orElse(null));
        }
        return words.sha256();
    }

    /**
     * Returns the hash of salt, key, actor, reason, source and grounds that the chain of postings covers. It is not kept but
     * reckoned with every call, until the words are erased.
     */
    public ChainHash seal() {
        return erasedSeal != null
                ? erasedSeal
                : sealOf(Objects.requireNonNull(salt), key, actor, reason, source, grounds);
    }

    /** Returns this without the words of who asked, but the key; the chain of postings holds by the seal of them. */
    public CommandRecord erased() {
        return new CommandRecord(
                id,
                account,
                sequence,
                operation,
                key,
                customer,
                null,
                null,
                source,
                fingerprint,
                result,
                recordedAt,
                null,
                seal(),
                null);
    }

    /** Returns who asked, if that was said. */
    public Optional<Actor> askedBy() {
        return Optional.ofNullable(actor);
    }

    /** Returns why, if that was said. */
    public Optional<String> why() {
        return Optional.ofNullable(reason);
    }

    /** Returns which system asked, if that was said. */
    public Optional<Source> from() {
        return Optional.ofNullable(source);
    }

    /** Returns on what grounds it was asked by hand, if that was said. */
    public Optional<Grounds> onGrounds() {
        return Optional.ofNullable(grounds);
    }

    /** Shows ids and numbers, none of the caller's words. */
    @Override
    public String toString() {
        return "CommandRecord[" + id.value() + ", " + operation + ", " + result + "]";
    }
}
