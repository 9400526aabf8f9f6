package org.loyalty4j.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.RecordedUndo;

/** Answers questions about purchases and returns. */
public interface SaleStore {

    /**
     * Returns the purchase that was recorded under a key.
     *
     * @param purse the code of the purse; a purchase is recorded in each of them that it counts in
     */
    Optional<RecordedSale> find(String purse, CommandKey key);

    /**
     * Returns purchases of an account in the order in which they were recorded.
     *
     * @param afterCommand begin after this place among the account's commands, 0 for the first
     * @param count how many at most
     */
    List<RecordedSale> page(AccountId account, long afterCommand, int count);

    /**
     * Returns purchases of an account, those first that count from the latest instant, and of one instant those recorded last.
     *
     * @param at those that count from this instant or before
     * @param beforeCommand of those that count from just this instant, only ones before this place among the account's commands
     * @param count how many at most
     */
    List<RecordedSale> latest(AccountId account, Instant at, long beforeCommand, int count);

    /**
     * Returns all steps of returning a purchase, in their order.
     *
     * @param purse the code of the purse that the purchase is recorded in
     */
    List<RecordedReturn> returnsOf(String purse, CommandKey purchase);

    /** Returns which redemptions of an account pay which purchases, in no particular order. */
    List<RecordedSale.Payment> payments(AccountId account);

    /** Returns all steps of undoing commands of an account, in the order in which they were recorded. */
    List<RecordedUndo> undos(AccountId account);
}
