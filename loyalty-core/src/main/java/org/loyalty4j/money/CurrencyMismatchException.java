package org.loyalty4j.money;

import java.util.Currency;

/** Arithmetic on money of two currencies was asked for. */
public class CurrencyMismatchException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Makes the exception. */
    public CurrencyMismatchException(Currency expected, Currency found) {
        super("Money in " + found + " was given where " + expected + " was expected; convert it first");
    }
}
