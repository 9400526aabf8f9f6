package org.loyalty4j.points;

import java.time.Instant;
import java.util.Comparator;

/**
 * That points of an account go soon: a row that is written once, with the first command from the instant on at which it was
 * to be told, and never changed. Account, command and both instants name it.
 *
 * @param account whose
 * @param sequence the place of the command that wrote it among the account's commands
 * @param goneAt the first instant at which the points cannot be used any more
 * @param since the instant from which it was to be told
 * @param points how many could be used then and go at that instant, in smallest units, more than zero; points that are told
 *     later for the same instant are not among them
 */
public record ExpiryNotice(AccountId account, long sequence, Instant goneAt, Instant since, long points) {

    /** The order of those of one account: as they were told. */
    public static final Comparator<ExpiryNotice> AS_TOLD = Comparator.comparingLong(ExpiryNotice::sequence)
            .thenComparing(ExpiryNotice::goneAt)
            .thenComparing(ExpiryNotice::since);

    /** The order of those of many accounts: soonest gone first. */
    public static final Comparator<ExpiryNotice> SOONEST_FIRST = Comparator.comparing(ExpiryNotice::goneAt)
            .thenComparing(ExpiryNotice::account)
            .thenComparing(AS_TOLD);
}
