package org.loyalty4j.examples;

/**
 * What a program came to for one customer.
 *
 * @param customer the id as the file spells it
 * @param tier the code of the tier on the day of the figures
 * @param earned points earned so far
 * @param redeemed points redeemed so far
 * @param expired points gone unused so far
 */
record CustomerFigures(String customer, String tier, long earned, long redeemed, long expired) {

    /** Returns the points that are still there. */
    long outstanding() {
        return earned - redeemed - expired;
    }

    /** Returns the points that were of use or still can be: what expired is worth nothing to anybody. */
    long usable() {
        return earned - expired;
    }
}
