package org.loyalty4j;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Request;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.Decision;
import org.loyalty4j.program.Move;
import org.loyalty4j.program.Transfer;
import org.loyalty4j.program.TransferRules;
import org.loyalty4j.program.TransferUndo;

/**
 * Where customers give each other points. Each call writes to both accounts in one transaction, or to none, and may be
 * repeated with its key. Safe for use by many threads.
 */
public final class Transfers {

    private final Engine engine;

    Transfers(Engine engine) {
        this.engine = engine;
    }

    /**
     * Moves points from one customer to another, in burn order and with their dates, within the program's {@link
     * TransferRules}.
     *
     * @return what it came to at the sender, or why it was refused
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if one of both is not enrolled
     * @throws KeyReusedException if its key stands for another transfer
     */
    public Settlement send(Transfer transfer) {
        new Violations().required("transfer", transfer).throwIfAny();
        return settle(transfer, true);
    }

    /**
     * Returns what would come of a transfer now. Nothing is written and its key stays free.
     *
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if one of both is not enrolled
     * @throws KeyReusedException if its key stands for another transfer
     */
    public Settlement quote(Transfer transfer) {
        new Violations().required("transfer", transfer).throwIfAny();
        return settle(transfer, false);
    }

    /**
     * Undoes a transfer, once: what is left of its points goes back into the lots it came from. Where some are not there
     * any more, the program says whether that is refused or the rest goes back. A fee stays paid.
     *
     * @return what it came to at the sender of the transfer, or why it was refused
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if one of both is not enrolled
     * @throws KeyReusedException if its key stands for another undoing
     */
    public Settlement undo(TransferUndo request) {
        new Violations().required("transferUndo", request).throwIfAny();
        return settle(request, true);
    }

    /**
     * Returns what would come of undoing a transfer now. Nothing is written and its key stays free.
     *
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if one of both is not enrolled
     * @throws KeyReusedException if its key stands for another undoing
     */
    public Settlement quote(TransferUndo request) {
        new Violations().required("transferUndo", request).throwIfAny();
        return settle(request, false);
    }

    private Settlement settle(Request request, boolean writes) {
        Engine asked = writes ? engine : engine.untold();
        Move.Legs legs = legs(request);
        return engine.write(tx -> {
            Settler settler = Settler.atOneInstant(asked, tx, List.of(legs.first(), legs.second()));
            Settlement answer = decide(settler, legs(ofSurvivors(settler, request)));
            if (writes) {
                settler.write();
            }
            return answer;
        });
    }

    private static Move.Legs legs(Request request) {
        return request instanceof Transfer transfer ? Move.legs(transfer) : Move.legs((TransferUndo) request);
    }

    /** What is written names the accounts that it is about: those of whom both customers are by now. */
    private static Request ofSurvivors(Settler settler, Request request) {
        if (request instanceof Transfer transfer) {
            return new Transfer(
                    transfer.key(),
                    settler.survivor(transfer.customer()),
                    settler.survivor(transfer.receiver()),
                    transfer.points(),
                    transfer.reason(),
                    transfer.actor(),
                    transfer.source());
        }
        TransferUndo undo = (TransferUndo) request;
        return new TransferUndo(
                undo.key(),
                settler.survivor(undo.customer()),
                settler.survivor(undo.receiver()),
                undo.transfer(),
                undo.reason(),
                undo.actor(),
                undo.source());
    }

    private static Settlement decide(Settler settler, Move.Legs legs) {
        boolean firstAsks = legs.asks() == Move.Asks.FIRST;
        // The leg of the customer who asks first: it names what differs as the request does.
        Optional<Settlement> asked = settler.repeated(firstAsks ? legs.first() : legs.second());
        if (asked.isPresent()) {
            return asked.get();
        }
        if (settler.repeated(firstAsks ? legs.second() : legs.first()).isPresent()) {
            throw new KeyReusedException(legs.first().key(), "customer");
        }
        AccountState from = settler.known(legs.first().customer());
        AccountState to = settler.known(legs.second().customer());
        Move taking = legs.firstBefore(to.account().commands() + 1);
        Decision took = settler.decision(from, taking);
        if (!took.writes()) {
            return refused(settler, took, firstAsks ? from : to, taking);
        }
        Move putting = legs.secondAfter(from.account().commands() + 1, Move.taken(from, took));
        Decision put = settler.decision(to, putting);
        if (!put.writes()) {
            return refused(settler, put, firstAsks ? from : to, putting);
        }
        settler.hear(taking, List.of(took, put));
        settler.accept(taking, took);
        settler.accept(putting, put);
        return firstAsks ? took.settlement() : put.settlement();
    }

    /** Tells the points of the customer who asks, whoever's account it was refused at. */
    private static Settlement refused(Settler settler, Decision decision, AccountState asking, Move leg) {
        Settlement.Refused no = (Settlement.Refused) decision.settlement();
        if (decision.next().account().id().equals(asking.account().id())) {
            return no;
        }
        // What had fallen due there is not written yet.
        Command upToNow = new Command.CatchUp(leg.key(), asking.account().id().holder(), Instant.EPOCH);
        RewardAccount now = settler.decision(asking, upToNow).next().account();
        return new Settlement.Refused(no.why(), Points.of(now.available()), no.asked());
    }
}
