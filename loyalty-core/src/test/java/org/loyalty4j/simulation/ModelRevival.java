package org.loyalty4j.simulation;

import java.util.function.Function;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.points.Posting.Kind;

/** What was given back of the points that expired with one posting, one point after the other. */
final class ModelRevival {

    private final ModelAccount account;
    private final long expiry;

    ModelRevival(ModelAccount account, long expiry) {
        this.account = account;
        this.expiry = expiry;
    }

    private boolean isThere() {
        return expiry <= account.facts.size()
                && account.facts.get((int) expiry - 1).kind() == Kind.EXPIRE;
    }

    private long back() {
        long sum = 0;
        for (var entry : account.revived.entrySet()) {
            if (entry.getValue() == expiry) {
                sum += account.facts.get((int) (entry.getKey() - 1)).amount();
            }
        }
        return sum;
    }

    /** Returns how many points are given back where some are wanted, 0 for all. */
    long points(long wanted, Function<Refusal, Model.No> no) {
        if (!isThere()) {
            throw no.apply(Refusal.UNKNOWN_EXPIRY);
        }
        long left = -account.facts.get((int) expiry - 1).amount() - back();
        if (left == 0) {
            throw no.apply(Refusal.ALREADY_REINSTATED);
        }
        if (wanted > left) {
            throw no.apply(Refusal.MORE_THAN_EXPIRED);
        }
        return wanted == 0 ? left : wanted;
    }

    /** Returns how many points of a batch were given back: those of a posting in the order in which it took them. */
    static long of(ModelAccount account, long batch) {
        long sum = 0;
        for (long expiry : account.revived.values().stream().distinct().toList()) {
            long back = new ModelRevival(account, expiry).back();
            for (ModelAccount.Move move : account.facts.get((int) expiry - 1).moves()) {
                long part = Math.min(back, -move.amount());
                back -= part;
                sum += move.batch() == batch ? part : 0;
            }
        }
        return sum;
    }
}
