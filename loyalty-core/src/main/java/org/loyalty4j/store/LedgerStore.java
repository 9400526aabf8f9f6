package org.loyalty4j.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Activation;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.ExpiryNotice;
import org.loyalty4j.points.Extended;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.RecordedTransfer;

/** Answers questions about accounts, postings and lots. */
public interface LedgerStore {

    /** Returns the head of an account, empty when nothing was ever written to it. */
    Optional<RewardAccount> head(AccountId account);

    /**
     * Returns postings in the order of their numbers.
     *
     * @param from the first number
     * @param count how many at most
     */
    List<Posting> postings(AccountId account, long from, int count);

    /**
     * Returns commands in the order in which they were recorded.
     *
     * @param from the first place among the account's commands
     * @param count how many at most
     */
    List<CommandRecord> commands(AccountId account, long from, int count);

    /**
     * Returns legs of transfers in the order in which they were recorded.
     *
     * @param from the first place among the account's commands
     * @param count how many at most
     */
    List<RecordedTransfer> transfers(AccountId account, long from, int count);

    /**
     * Returns open lots in burn order.
     *
     * @param after begin after this lot, or null to begin with the first
     * @param count how many at most
     */
    List<Lot> lots(AccountId account, @Nullable Lot after, int count);

    /** Returns all pending lots, in the order of their numbers. */
    List<PendingLot> pending(AccountId account);

    /**
     * Returns what lots were opened with, where that was not what every lot has, in the order of their numbers.
     *
     * @param from the first number of a lot
     * @param count how many at most
     */
    List<LotTerms> terms(AccountId account, long from, int count);

    /**
     * Returns activations in the order of their commands, those of a command in that of the numbers of the lots.
     *
     * @param after begin after this one, or null to begin with the first
     * @param count how many at most
     */
    List<Activation> activations(AccountId account, @Nullable Activation after, int count);

    /**
     * Returns what was told of an account to go soon, in the order of the commands, those of a command in that of the
     * instants at which points are gone, those of such an instant in that of the instants from which it was told.
     *
     * @param after begin after this one, or null to begin with the first
     * @param count how many at most
     */
    List<ExpiryNotice> notices(AccountId account, @Nullable ExpiryNotice after, int count);

    /**
     * Returns what was told of all accounts to go within a time, soonest gone first; those of one instant by accounts, in an
     * order of the store's own that stays, and then as of one account.
     *
     * @param from the first instant at which points are gone
     * @param to the instant before which they are
     * @param after begin after this one, or null to begin with the first
     * @param count how many at most
     */
    List<ExpiryNotice> notices(Instant from, Instant to, @Nullable ExpiryNotice after, int count);

    /**
     * Returns what was given back of the points that expired with a posting, in the order of {@link Reinstated#AS_GIVEN}.
     *
     * @param expiry the number of the posting
     */
    List<Reinstated> reinstated(AccountId account, long expiry);

    /** Returns all points of an account that were given more time, in the order of the numbers of their postings. */
    List<Extended> extended(AccountId account);

    /** Returns all points of an account that had expired and were given back, in the order of {@link Reinstated#AS_GIVEN}. */
    List<Reinstated> reinstated(AccountId account);

    /**
     * Returns how many points of some lots nobody used: they expired, or were lost while they were pending, and were not given
     * back.
     *
     * @param lots the numbers of the lots, few; none is 0
     */
    long wasted(AccountId account, Set<Long> lots);

    /**
     * Returns the accounts to be looked at by an instant, soonest first.
     *
     * @param count how many at most
     */
    List<Changes.Due> due(Instant until, int count);
}
