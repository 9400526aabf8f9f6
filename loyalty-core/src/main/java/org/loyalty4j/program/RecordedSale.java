package org.loyalty4j.program;

import java.time.Instant;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.sale.Purchase;

/**
 * A purchase as it was written down: its own command record, and what it is counted from.
 *
 * @param command what was asked and what came of it
 * @param purchase the purchase as given; its key, customer, actor and source are those of the command
 * @param countsAt the instant it counts from
 */
public record RecordedSale(CommandRecord command, Purchase purchase, Instant countsAt) {

    /**
     * A redemption that pays a purchase, so that a return of the purchase gives the points back.
     *
     * @param account whose
     * @param purchase the key of the purchase, which may be recorded later
     * @param redemption the key of the redemption; a redemption pays one purchase
     */
    public record Payment(AccountId account, CommandKey purchase, CommandKey redemption) {}
}
