package org.loyalty4j.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.points.CommandRecord.Result;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting.Kind;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.program.LotRules.Activity;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.Transfer;
import org.loyalty4j.program.TransferRules;
import org.loyalty4j.program.TransferUndo;

/** Points that move between two accounts of the naive model. Used once. */
final class ModelTransfer {

    private final LoyaltyProgram program;
    private final ModelAccount from;
    private final ModelAccount to;
    private final Instant at;
    private final long first;

    ModelTransfer(LoyaltyProgram program, ModelAccount from, ModelAccount to, Instant clock) {
        this.program = program;
        this.from = from;
        this.to = to;
        this.at = to.now(from.now(clock));
        from.expire(at);
        to.expire(at);
        from.notices.pass(at);
        to.notices.pass(at);
        this.first = from.facts.size() + 1L;
    }

    private Model.No refusal(Refusal why, long asked) {
        return new Model.No("Refused " + why + " available " + from.available(at) + " asked " + asked);
    }

    private void check(boolean refused, Refusal why, long asked) {
        if (refused) {
            throw refusal(why, asked);
        }
    }

    private static boolean hasLeft(ModelAccount account, Instant now) {
        return account.leftAt != null && !now.isBefore(account.leftAt);
    }

    Result send(Transfer transfer) {
        TransferRules rules = program.transfers();
        long points = transfer.points().minor();
        long fee = minor(rules.fee(), 0);
        check(from.status == Status.CLOSED, Refusal.ACCOUNT_CLOSED, 0);
        check(from.status == Status.FROZEN, Refusal.ACCOUNT_FROZEN, 0);
        check(hasLeft(from, at), Refusal.MEMBERSHIP_ENDED, 0);
        check(points < minor(rules.least(), 0), Refusal.BELOW_MINIMUM, points);
        check(points > minor(rules.most(), Long.MAX_VALUE), Refusal.ABOVE_MAXIMUM, points);
        check(points + fee > from.available(at), Refusal.TOO_FEW_POINTS, points);
        check(to.status != Status.OPEN || hasLeft(to, at), Refusal.OTHER_ACCOUNT_UNAVAILABLE, 0);
        List<Long> went = new ArrayList<>();
        List<Long> came = new ArrayList<>();
        for (ModelAccount.Move move : from.burn(points)) {
            ModelAccount.Batch batch = Objects.requireNonNull(from.batches.get(move.batch()));
            from.post(Kind.MOVE_OUT, List.of(move), at, at);
            went.add((long) from.facts.size());
            long number = to.facts.size() + 1L;
            to.batches.put(number, new ModelAccount.Batch(number, batch.earned(), batch.gone()));
            to.credit(at, () -> to.post(Kind.MOVE_IN, List.of(new ModelAccount.Move(number, -move.amount())), at, at));
            to.notices.came(number, -move.amount());
            to.settle(at);
            came.add(number);
        }
        if (fee > 0) {
            from.post(Kind.FEE, from.burn(fee), at, at);
        }
        to.expire(at);
        from.idle.did(Activity.TRANSFER_OUT, at, at);
        to.idle.did(Activity.TRANSFER_IN, at, at);
        from.out.put(transfer.key(), new ModelAccount.Sent(transfer.receiver(), went, false));
        to.in.put(transfer.key(), new ModelAccount.Sent(transfer.customer(), came, false));
        return result(fee, 0);
    }

    private static long minor(@org.jspecify.annotations.Nullable Points points, long otherwise) {
        return points == null ? otherwise : points.minor();
    }

    Result undo(TransferUndo request) {
        ModelAccount.Sent came = to.in.get(request.transfer());
        if (came == null || !came.other().equals(request.customer())) {
            throw refusal(Refusal.UNKNOWN_TRANSFER, 0);
        }
        check(came.undone(), Refusal.ALREADY_UNDONE, 0);
        ModelAccount.Sent went = Objects.requireNonNull(from.out.get(request.transfer()));
        long all = 0;
        long left = 0;
        for (long batch : came.postings()) {
            all += to.facts.get((int) batch - 1).amount();
            left += to.left(batch);
        }
        boolean refuses = program.transfers().spent() == TransferRules.Spent.REFUSE;
        check(left == 0 || (left < all && refuses), Refusal.POINTS_SPENT, all);
        check(from.status == Status.CLOSED, Refusal.ACCOUNT_CLOSED, 0);
        List<ModelAccount.Move> back = new ArrayList<>();
        for (int i = 0; i < came.postings().size(); i++) {
            long batch = came.postings().get(i);
            long part = to.left(batch);
            if (part > 0) {
                to.post(Kind.MOVE_OUT, List.of(new ModelAccount.Move(batch, -part)), at, at);
                long own = from.facts
                        .get((int) (long) went.postings().get(i) - 1)
                        .moves()
                        .get(0)
                        .batch();
                back.add(new ModelAccount.Move(own, part));
            }
        }
        from.post(Kind.MOVE_BACK, back, at, at);
        from.settle(at);
        long expired = from.expire(at);
        to.in.put(request.transfer(), new ModelAccount.Sent(came.other(), came.postings(), true));
        from.out.put(request.transfer(), new ModelAccount.Sent(went.other(), went.postings(), true));
        return result(0, expired);
    }

    private Result result(long fee, long expired) {
        from.recorded(at);
        to.recorded(at);
        return new Result(
                0,
                fee,
                0,
                0,
                0,
                0,
                expired,
                from.total(),
                first,
                from.facts.size(),
                0,
                null,
                null,
                0,
                0,
                Map.of(),
                Map.of(),
                Map.of(),
                0,
                from.debt());
    }
}
