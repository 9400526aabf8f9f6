package org.loyalty4j.points;

import java.time.Instant;
import java.util.List;
import org.loyalty4j.command.CommandId;

/**
 * One line of an account's ledger. Never changed, never removed; a mistake is corrected by another posting.
 *
 * @param account whose
 * @param number the place in the account, 1, 2, 3 … without a gap
 * @param kind what happened
 * @param amount the change of the balance, never zero
 * @param after the balance with it
 * @param lots which lots it opened, took from or put back into, in the order it did so; together its amount
 * @param attributions for earnings, which line and rule gave what
 * @param command the command that wrote it
 * @param programVersion the version of the program that decided it
 * @param countsAt the instant it counts from
 * @param recordedAt when it was written; never falls within an account
 * @param hash the chain up to here
 */
public record Posting(
        AccountId account,
        long number,
        Kind kind,
        long amount,
        long after,
        List<LotAllocation> lots,
        List<Attribution> attributions,
        CommandId command,
        int programVersion,
        Instant countsAt,
        Instant recordedAt,
        ChainHash hash) {

    /** What a posting can be. */
    public enum Kind {
        /** Points of a purchase; opens a lot. */
        EARN(1),
        /** Points given without a purchase; opens a lot. */
        BONUS(1),
        /** Points used. */
        REDEEM(-1),
        /** Points of a redemption that went back into the lots they came from. */
        RESTORE(1),
        /** Points of an earning that were taken back. */
        REVERSE(-1),
        /** Points that were not used in time. */
        EXPIRE(-1),
        /** A correction by hand, upward; opens a lot. */
        ADJUST_UP(1),
        /** A correction by hand, downward. */
        ADJUST_DOWN(-1),
        /** Pending points that somebody took back. */
        CANCEL(-1),
        /** Pending points that nobody confirmed in time. */
        FORFEIT(-1),
        /** Points of an earning that were taken back while they were pending. */
        RECALL(-1),
        /** Points that were there before this ledger began; opens a lot with their own dates. */
        OPENING(1),
        /** Points of one lot that went to another account. */
        MOVE_OUT(-1),
        /** Points that came from another account; opens a lot with the dates that they had there. */
        MOVE_IN(1),
        /** Points that went to another account and came back into their own lots. */
        MOVE_BACK(1),
        /** What a transfer cost. */
        FEE(-1),
        /** Points that had expired and were given back; opens a lot. */
        REINSTATE(1),
        /** Points of one lot that went into another one, to go later. */
        EXTEND_OUT(-1),
        /** Points that came from another lot, to go later; opens a lot that counts from when that one does. */
        EXTEND_IN(1),
        /** Points that a tier gave to who reached it; opens a lot. */
        ENTRY(1),
        /** Points that were given for something that is no purchase; opens a lot. */
        EVENT(1),
        /** Points that purchases earned too little because they did not arrive in their order; opens a lot. */
        TRUE_UP(1),
        /** Points that purchases earned too much because they did not arrive in their order. */
        TRUE_DOWN(-1);

        private final int sign;

        Kind(int sign) {
            this.sign = sign;
        }

        /** Returns 1 for kinds that add points and -1 for kinds that take them. */
        public int sign() {
            return sign;
        }

        /** Says whether such a posting takes points away that nobody used. */
        public boolean wastes() {
            return this == EXPIRE || this == FORFEIT || this == CANCEL;
        }

        /** Says whether such a posting opens a lot of its own. */
        public boolean opensLot() {
            return switch (this) {
                case EARN, BONUS, ADJUST_UP, MOVE_IN, OPENING, REINSTATE, EXTEND_IN, ENTRY, EVENT, TRUE_UP -> true;
                default -> false;
            };
        }

        /** Says whether such a posting only moves points between accounts, and none in or out of all of them. */
        public boolean moves() {
            return this == MOVE_OUT || this == MOVE_IN || this == MOVE_BACK;
        }
    }

    /** Copies the lists. */
    public Posting {
        lots = List.copyOf(lots);
        attributions = List.copyOf(attributions);
    }

    /** Returns the balance before it. */
    public long before() {
        return after - amount;
    }

    /**
     * Returns this posting, tied to the one before it.
     *
     * @param previous the end of the chain before it, {@link ChainHash#START} for the first of all
     * @param seal the seal of its command
     * @param key what hashes are made with
     */
    public Posting chained(ChainHash previous, ChainHash seal, ChainKey key) {
        return new Posting(
                account,
                number,
                kind,
                amount,
                after,
                lots,
                attributions,
                command,
                programVersion,
                countsAt,
                recordedAt,
                hashAfter(previous, seal, key));
    }

    /**
     * Returns the hash that this posting must have, over everything it says, the hash before it and the seal of
     * its command. No personal data goes in.
     */
    public ChainHash hashAfter(ChainHash previous, ChainHash seal, ChainKey key) {
        Canonical form = new Canonical(512)
                .hash(previous)
                .hash(seal)
                .id(account.holder().value())
                .text(account.purse())
                .number(number)
                .text(kind.name())
                .number(amount)
                .number(after)
                .id(command.value())
                .number(programVersion)
                .instant(countsAt)
                .instant(recordedAt)
                .number(lots.size());
        for (LotAllocation part : lots) {
            form.number(part.lot())
                    .instant(part.earnedAt())
                    .instant(part.goneAt())
                    .number(part.amount());
        }
        form.number(attributions.size());
        for (Attribution part : attributions) {
            form.text(part.line()).text(part.rule()).number(part.desired()).number(part.granted());
        }
        return form.hashed(key, recordedAt);
    }
}
