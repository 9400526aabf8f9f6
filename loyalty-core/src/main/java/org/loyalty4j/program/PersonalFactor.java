package org.loyalty4j.program;

import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.sale.Purchase;

/**
 * Tells by how much the points of a customer are multiplied: a personal rate, or that of the segment they are in. The host
 * registers it under a name, and {@link EarningRule#personal} names it.
 *
 * <p>It is asked once for a purchase, before the customer's account is locked, on the thread of the caller; what it said
 * is recorded with the purchase, and audits and repeats go by that. Only where another version of the program becomes valid
 * at that very moment it is asked under the lock. A quote asks, too, and so does a trial of another program for what was
 * not recorded. A purchase for which it does not matter, because no rule that names it holds, does not ask.
 *
 * <p>It is called by many threads at once. It has no time limit but its own, and what it throws fails the request, which
 * has written nothing then and may be repeated with its key: a host that would rather sell without catches that itself, and
 * says 1.
 */
@FunctionalInterface
public interface PersonalFactor {

    /** The highest factor. */
    long MOST = 1_000_000;

    /** The highest denominator of a factor. */
    long DENOMINATOR_MAX = 1_000_000_000;

    /**
     * Returns the factor of a customer, from 0 to {@value #MOST}, as a fraction whose denominator is at most {@value
     * #DENOMINATOR_MAX}; 1 changes nothing. Anything else fails the request.
     *
     * @param customer whose purchase it is
     * @param purchase the purchase as given
     */
    Ratio of(CustomerId customer, Purchase purchase);
}
