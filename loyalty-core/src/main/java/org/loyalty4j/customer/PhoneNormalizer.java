package org.loyalty4j.customer;

import java.util.Optional;

/**
 * Says the normal form of phones, so that one number is found in whichever way it is written. A pure function: the same text
 * always has the same normal form, or the name changes. Called by many threads.
 */
public interface PhoneNormalizer {

    /** The most code points of a name. */
    int NAME_MAX = 40;

    /** The name of {@link #plain()}; no other normalizer has it. */
    String PLAIN = "plain";

    /**
     * Returns the name that is kept with each normal form, 1 to {@value #NAME_MAX} code points: what else the form depends on,
     * such as the shop's country, belongs to it.
     */
    String name();

    /**
     * Returns the normal form of a number: 8 to 15 digits 0-9, as E.164 writes them, with or without the plus. Accept what
     * can be a number rather than what surely is one: plans of numbers change, and somebody is waiting at the till.
     *
     * @param given 1 to 60 code points, as somebody gave it
     * @return empty if this cannot be read; anything that is no normal form is taken for that, too
     */
    Optional<String> normalize(String given);

    /** Returns the normalizer that knows no country: blanks, {@code -().} and the plus are dropped. */
    static PhoneNormalizer plain() {
        return PlainPhones.ONE;
    }
}
