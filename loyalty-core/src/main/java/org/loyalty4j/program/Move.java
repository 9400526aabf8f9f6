package org.loyalty4j.program;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Request;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;

/**
 * One leg of a transfer, or of undoing one: a command of its own at the account it is about.
 *
 * @param operation which leg
 * @param request a {@link Transfer} or a {@link TransferUndo}
 * @param customer whose account
 * @param other the customer at the other end
 * @param otherSequence the place of the other leg among the other account's commands
 * @param lots for the leg that comes second, what the first one took, one part for each of its lots
 */
public record Move(
        Operation operation,
        Request request,
        CustomerId customer,
        CustomerId other,
        long otherSequence,
        List<LotAllocation> lots)
        implements Command {

    /** Copies the list. */
    public Move {
        lots = List.copyOf(lots);
    }

    /** Which of two legs is that of the customer who asks. */
    public enum Asks {
        /** The one that is decided first. */
        FIRST,
        /** The other one. */
        SECOND
    }

    /**
     * The two legs of one request. The first takes points, the second puts them in.
     *
     * @param first the leg that is decided first
     * @param second the leg that is decided with what the first one took
     * @param asks whose answer is wanted
     */
    public record Legs(Move first, Move second, Asks asks) {

        /** Returns these legs as they are to be written: each names the place of the other. */
        public Move firstBefore(long otherSequence) {
            return new Move(first.operation, first.request, first.customer, first.other, otherSequence, first.lots);
        }

        /** Returns the second leg with what the first one took. */
        public Move secondAfter(long otherSequence, List<LotAllocation> taken) {
            return new Move(second.operation, second.request, second.customer, second.other, otherSequence, taken);
        }
    }

    /**
     * Returns what the first leg took, for the second one: of a transfer the lots as they are, of undoing one the parts of
     * the postings that brought them, counted from 0.
     *
     * @param before the account of the first leg before it
     * @param first what came of it
     */
    public static List<LotAllocation> taken(AccountState before, Decision first) {
        List<LotAllocation> taken = new ArrayList<>();
        RecordedUndo undo = first.undo();
        AccountState.Done done = undo == null ? null : UndoDraft.find(before, undo.of(), undo.key());
        long from = done == null ? 0 : done.command().result().firstNumber();
        for (Posting posting : first.postings()) {
            if (posting.kind() == Posting.Kind.MOVE_OUT) {
                for (LotAllocation part : posting.lots()) {
                    taken.add(new LotAllocation(part.lot() - from, part.earnedAt(), part.goneAt(), -part.amount()));
                }
            }
        }
        return taken;
    }

    /** Returns the legs of a transfer: first at the sender. */
    public static Legs legs(Transfer request) {
        CustomerId from = request.customer();
        CustomerId to = request.receiver();
        return new Legs(
                new Move(Operation.TRANSFER_OUT, request, from, to, 0, List.of()),
                new Move(Operation.TRANSFER_IN, request, to, from, 0, List.of()),
                Asks.FIRST);
    }

    /** Returns the legs of undoing a transfer: first at the one who got the points. */
    public static Legs legs(TransferUndo request) {
        CustomerId from = request.customer();
        CustomerId to = request.receiver();
        return new Legs(
                new Move(Operation.TRANSFER_UNDO_OUT, request, to, from, 0, List.of()),
                new Move(Operation.TRANSFER_UNDO_IN, request, from, to, 0, List.of()),
                Asks.SECOND);
    }

    @Override
    public CommandKey key() {
        return request.key();
    }

    @Override
    public @Nullable Actor actor() {
        return request.actor();
    }

    @Override
    public @Nullable String reason() {
        return request.reason();
    }

    @Override
    public @Nullable Source source() {
        return request.source();
    }

    @Override
    public Fingerprint fingerprint() {
        Fingerprint.Maker print = Fingerprint.of().value(other.value()).end();
        if (request instanceof Transfer transfer) {
            print.number(transfer.points().minor());
        } else if (request instanceof TransferUndo undo) {
            print.text(undo.transfer().value());
        }
        return print.end().make();
    }
}
