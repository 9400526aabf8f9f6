package org.loyalty4j.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.ChainHash;
import org.loyalty4j.points.ChainKey;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;

/** The postings that a command adds to an account, one tied to the other. Used by one thread. */
final class PostingsDraft {

    private final AccountId account;
    private final CommandId command;
    private final ChainHash seal;
    private final ChainKey key;
    private final Instant now;
    private final List<Posting> added = new ArrayList<>(2);
    private long balance;
    private long number;
    private ChainHash hash;

    PostingsDraft(RewardAccount account, CommandId command, ChainHash seal, ChainKey key, Instant now) {
        this.account = account.id();
        this.command = command;
        this.seal = seal;
        this.key = key;
        this.now = now;
        this.balance = account.balance();
        this.number = account.lastNumber();
        this.hash = account.lastHash();
    }

    /** Adds a posting of as many points as its lots say. */
    void post(
            Posting.Kind kind,
            List<LotAllocation> lots,
            List<Attribution> attributions,
            Instant countsAt,
            LoyaltyProgram program) {
        post(kind, LotsDraft.sum(lots), lots, attributions, countsAt, program);
    }

    /** Adds a posting whose points came from its lots only in part: the others nobody had. */
    void post(
            Posting.Kind kind,
            long amount,
            List<LotAllocation> lots,
            List<Attribution> attributions,
            Instant countsAt,
            LoyaltyProgram program) {
        balance = Math.addExact(balance, amount);
        number++;
        Posting posting = new Posting(
                        account,
                        number,
                        kind,
                        amount,
                        balance,
                        lots,
                        attributions,
                        command,
                        program.version(),
                        countsAt,
                        now,
                        ChainHash.START)
                .chained(hash, seal, key);
        hash = posting.hash();
        added.add(posting);
    }

    long balance() {
        return balance;
    }

    /** Returns the number of the last posting of the account. */
    long number() {
        return number;
    }

    List<Posting> added() {
        return added;
    }

    /** Returns the end of the chain: a command without postings enters it by its seal. */
    ChainHash lastHash() {
        return added.isEmpty() ? hash.after(seal, key, now) : hash;
    }
}
