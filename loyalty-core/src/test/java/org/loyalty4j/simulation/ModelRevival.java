package org.loyalty4j.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.points.Posting.Kind;

/** What was given back of the points that expired with one posting. */
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

    /** Returns what can be given back: nothing for goods that have gone back and for which nothing was taken. */
    private List<ModelAccount.Revived> most() {
        List<ModelAccount.Revived> most = new ArrayList<>();
        for (ModelAccount.Move move : account.facts.get((int) expiry - 1).moves()) {
            long left = -move.amount();
            for (ModelAccount.Revived back : account.revived) {
                left -= back.expiry() == expiry && back.batch() == move.batch() ? back.amount() : 0;
            }
            for (ModelSale sale : account.sales) {
                if (sale.lot == move.batch()) {
                    long missing = sale.pointsBack() - sale.taken;
                    left = Math.min(left, account.expired(sale.lot) - missing);
                }
            }
            if (left > 0) {
                most.add(new ModelAccount.Revived(expiry, move.batch(), left));
            }
        }
        return most;
    }

    /** Returns which points are given back where some are wanted, 0 for all: in the order in which they expired. */
    List<ModelAccount.Revived> points(long wanted, Function<Refusal, Model.No> no) {
        if (!isThere()) {
            throw no.apply(Refusal.UNKNOWN_EXPIRY);
        }
        List<ModelAccount.Revived> most = most();
        long left = most.stream().mapToLong(ModelAccount.Revived::amount).sum();
        if (left == 0) {
            throw no.apply(Refusal.ALREADY_REINSTATED);
        }
        if (wanted > left) {
            throw no.apply(Refusal.MORE_THAN_EXPIRED);
        }
        long still = wanted == 0 ? left : wanted;
        List<ModelAccount.Revived> parts = new ArrayList<>();
        for (ModelAccount.Revived each : most) {
            long part = Math.min(still, each.amount());
            still -= part;
            if (part > 0) {
                parts.add(new ModelAccount.Revived(expiry, each.batch(), part));
            }
        }
        return parts;
    }

    /** Returns how many points of a batch were given back. */
    static long of(ModelAccount account, long batch) {
        return account.revived.stream()
                .filter(back -> back.batch() == batch)
                .mapToLong(ModelAccount.Revived::amount)
                .sum();
    }
}
