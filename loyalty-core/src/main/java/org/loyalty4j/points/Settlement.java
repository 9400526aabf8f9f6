package org.loyalty4j.points;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.money.Money;

/** What came of a command: it was settled, or refused. A refusal is an everyday answer, so it is a value. */
public sealed interface Settlement {

    /**
     * What a request for a number of points came to by the spending rules of the program: how many can be used, every
     * limit that lowered the number, and what it is worth.
     *
     * @param asked the points asked for
     * @param used the points that are used, or in a refusal the most that could be, 0 when none can: those asked for
     *     less every cut; all of them where a till had used them already, without a connection, and the program allows it
     * @param cuts the limits that lowered the number, or would have if the points had not been used already, in the order
     *     in which they are looked at; none when none did
     * @param value what the points used are worth, rounded once; null where the program gives points no value
     * @param parts what of the value pays which line of the receipt, in the order of its lines, only lines of which
     *     something is paid; together exactly the value, or none where there is no value or no receipt
     */
    record Use(
            Points asked,
            Points used,
            List<Cut> cuts,
            @Nullable Money value,
            List<Part> parts) {

        /** Copies the lists. */
        public Use {
            cuts = List.copyOf(cuts);
            parts = List.copyOf(parts);
        }

        /** Returns what the points used are worth, if the program gives points a value. */
        public Optional<Money> worth() {
            return Optional.ofNullable(value);
        }
    }

    /**
     * A limit that lowered a number of points.
     *
     * @param why which limit it is
     * @param limit its number of points: the most or, for a step or a minimum, that step or minimum; for a
     *     period what it left
     * @param desired the points before it
     * @param granted the points after it, fewer
     * @param period for {@link Refusal#PERIOD_LIMIT_REACHED} the calendar period whose limit left so few, otherwise null
     */
    record Cut(Refusal why, Points limit, Points desired, Points granted, Counter.@Nullable Period period) {

        /** Makes the cut of a limit that has no period. */
        public Cut(Refusal why, Points limit, Points desired, Points granted) {
            this(why, limit, desired, granted, null);
        }
    }

    /**
     * A reward as it was offered when it was asked for.
     *
     * @param code its code
     * @param programVersion the version of the program that said what it takes and gives
     */
    record Reward(String code, int programVersion) {}

    /**
     * What points pay of a receipt.
     *
     * @param line the id of the line, or null for what the receipt's own rounding added
     * @param value how much of it, more than zero
     */
    record Part(@Nullable String line, Money value) {}

    /**
     * The command was settled, now or before.
     *
     * @param command our id of it
     * @param account the account
     * @param result the numbers
     * @param postings the command's own postings, in the order of their numbers; every point explained
     * @param replayed whether the key was settled before, so that nothing was written now
     * @param use how the number of points used came about, or null where no number of points was asked for; a repeat
     *     returns the same
     * @param until the first instant at which the points that were reserved cannot be captured any more, or null where
     *     none were; a repeat returns the same
     * @param beside what the same receipt came to in the other purses that it counts in, in their order; a repeat returns
     *     the same
     * @param reward the reward that points were used for or reserved for, or null where it was none; a repeat returns the same
     */
    record Settled(
            CommandId command,
            AccountId account,
            CommandRecord.Result result,
            List<Posting> postings,
            boolean replayed,
            @Nullable Use use,
            @Nullable Instant until,
            List<Settled> beside,
            @Nullable Reward reward)
            implements Settlement {

        /** Copies the lists. */
        public Settled {
            postings = List.copyOf(postings);
            beside = List.copyOf(beside);
        }

        /** Makes the answer to a command that came to something in one purse. */
        public Settled(
                CommandId command,
                AccountId account,
                CommandRecord.Result result,
                List<Posting> postings,
                boolean replayed,
                @Nullable Use use,
                @Nullable Instant until) {
            this(command, account, result, postings, replayed, use, until, List.of(), null);
        }

        /** Returns this answer with what the receipt came to in other purses. */
        public Settled beside(List<Settled> others) {
            return new Settled(command, account, result, postings, replayed, use, until, others, reward);
        }

        /** Returns this answer with the reward that points were used for or reserved for. */
        public Settled of(@Nullable Reward used) {
            return used == null
                    ? this
                    : new Settled(command, account, result, postings, replayed, use, until, beside, used);
        }

        /** Makes the answer to a command that did not ask for a number of points. */
        public Settled(
                CommandId command,
                AccountId account,
                CommandRecord.Result result,
                List<Posting> postings,
                boolean replayed) {
            this(command, account, result, postings, replayed, null, null);
        }

        /** Returns how the number of points used came about, if a number of points was asked for. */
        public Optional<Use> used() {
            return Optional.ofNullable(use);
        }

        /** Returns the reward that points were used for or reserved for, if it was one. */
        public Optional<Reward> rewarded() {
            return Optional.ofNullable(reward);
        }

        /** Returns the points given. */
        public Points earned() {
            return Points.of(result.earned());
        }

        /** Returns why rules gave nothing for an event that they listen to, or less than their points; a repeat returns the same. */
        public List<Missed> missed() {
            return result.missed();
        }

        /**
         * Returns what a correction of purchases out of order gave each, by its place among the account's commands; below zero
         * where it took points. Empty for other requests.
         */
        public SortedMap<Long, Points> corrected() {
            return TrueUps.parts(result);
        }

        /** Returns the points used. */
        public Points redeemed() {
            return Points.of(result.redeemed());
        }

        /** Returns the points reserved. */
        public Points held() {
            return Points.of(result.held());
        }

        /** Returns until when the points that were reserved are held, if any were. */
        public Optional<Instant> heldUntil() {
            return Optional.ofNullable(until);
        }

        /** Returns the points of a hold that were given back into their lots, those past their time too. */
        public Points freed() {
            return Points.of(result.freed());
        }

        /** Returns the points put back by a return or an undoing, or given back after they had expired. */
        public Points restored() {
            return Points.of(result.restored());
        }

        /** Returns the points taken back by a return. */
        public Points reversed() {
            return Points.of(result.reversed());
        }

        /** Returns the points that a return or a correction could not take, because nothing was left; nobody owes them. */
        public Points shortfall() {
            return Points.of(result.shortfall());
        }

        /** Returns how many of the points that the command took nobody had, so that they are owed. */
        public Points owed() {
            return Points.of(result.owed());
        }

        /** Returns what the account owes after the command. */
        public Points debt() {
            return Points.of(result.debt());
        }

        /** Returns the points that came from another account, or went there; which of both its operation says. */
        public Points moved() {
            long moved = 0;
            for (Posting posting : postings) {
                moved += posting.kind().moves() ? posting.amount() : 0;
            }
            return Points.of(Math.abs(moved));
        }

        /**
         * Returns the revision of the changes of the tier that the command wrote because it arrived late or took something back, 0 when no
         * recorded tier became another. A repeat returns the same.
         */
        public int movedRevision() {
            return result.movedRevision();
        }

        /**
         * Returns the first local date from which the recorded tiers, or the dates until which tiers hold now, are others
         * than before, because the command arrived late or took something back; empty when they are the same. A repeat returns the same.
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
     * @param offer the most of the points asked for that could be used instead, and why not more; null where the
     *     refusal is not about a number of points, and for an exact number in a program without spending rules, where
     *     whatever is available can be used
     * @param hold the hold that a request names, where that is why; null otherwise
     * @param purse the code of the purse that refused a receipt which counts in several, where that is another than the one
     *     whose desk was asked: the numbers of points are of that purse; null otherwise
     */
    record Refused(
            Refusal why,
            Points available,
            Points asked,
            @Nullable Use offer,
            @Nullable Hold hold,
            @Nullable String purse)
            implements Settlement {

        /** Makes a refusal of the purse whose desk was asked. */
        public Refused(Refusal why, Points available, Points asked, @Nullable Use offer, @Nullable Hold hold) {
            this(why, available, asked, offer, hold, null);
        }

        /** Returns this refusal as that of another purse. */
        public Refused by(String other) {
            return new Refused(why, available, asked, offer, hold, other);
        }

        /** Returns the purse that refused, if it is another than the one whose desk was asked. */
        public Optional<String> refusedBy() {
            return Optional.ofNullable(purse);
        }

        /** Makes a refusal that is not about a hold. */
        public Refused(Refusal why, Points available, Points asked, @Nullable Use offer) {
            this(why, available, asked, offer, null);
        }

        /** Makes a refusal that offers nothing instead. */
        public Refused(Refusal why, Points available, Points asked) {
            this(why, available, asked, null, null);
        }

        /** Returns what could be used instead, if the refusal is about spending rules. */
        public Optional<Use> offered() {
            return Optional.ofNullable(offer);
        }

        /** Returns the hold that the refusal is about, with how it ended if it has. */
        public Optional<Hold> about() {
            return Optional.ofNullable(hold);
        }

        /** Names the offer and the hold only where there is one. */
        @Override
        public String toString() {
            return "Refused[why=" + why + ", available=" + available + ", asked=" + asked
                    + (offer == null ? "" : ", offer=" + offer) + (hold == null ? "" : ", hold=" + hold)
                    + (purse == null ? "]" : ", purse=" + purse + "]");
        }
    }

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
