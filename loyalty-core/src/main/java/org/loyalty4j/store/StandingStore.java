package org.loyalty4j.store;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.tier.OpenedDay;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.TierLadder;

/** Answers questions about ranks. */
public interface StandingStore {

    /** Returns the rank of an account, empty when none was ever written. */
    Optional<Standing> find(AccountId account);

    /**
     * Returns the qualifying days of a range in their order, both ends included. All days lie between
     * {@link Standing#NO_DAY} and {@link TierLadder#NEVER_ENDS}, and no other date is asked for or to be kept.
     */
    List<QualifyingDay> days(AccountId account, LocalDate first, LocalDate last);

    /** Returns all days that were taken over from a former system, in the order of {@link OpenedDay#IN_ORDER}. */
    List<OpenedDay> opened(AccountId account);

    /** Returns all changes of an account's tier in the order of their numbers. */
    List<StandingChange> changes(AccountId account);
}
