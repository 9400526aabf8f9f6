package org.loyalty4j.command;

/**
 * One thing that is wrong with a request.
 *
 * @param path the field, such as {@code lines[2].net}
 * @param code what kind of mistake it is
 * @param message what was found and what is allowed, in plain words, without any personal value
 */
public record Violation(String path, Code code, String message) {

    /** Kinds of mistakes. */
    public enum Code {
        /** A part is missing or blank. */
        REQUIRED,
        /** A text has too many code points. */
        TOO_LONG,
        /** A text holds a control character, half a surrogate pair, or a character that changes reading direction. */
        BAD_CHARACTER,
        /** An amount must be more than zero. */
        AMOUNT_NOT_POSITIVE,
        /** An amount must be zero or more. */
        AMOUNT_NEGATIVE,
        /** A number of points passes the limit of one posting. */
        AMOUNT_TOO_LARGE,
        /** The balance would pass the limit of an account. */
        BALANCE_LIMIT,
        /** Money has more decimals than its currency. */
        TOO_MANY_DECIMALS,
        /** A number is outside the range that is accepted. */
        NUMBER_OUT_OF_RANGE,
        /** Not a currency of ISO 4217. */
        UNKNOWN_CURRENCY,
        /** Money of another currency than expected. */
        CURRENCY_MISMATCH,
        /** The lines do not add up to the total. */
        TOTAL_MISMATCH,
        /** A quantity must be more than zero. */
        QUANTITY_NOT_POSITIVE,
        /** A list is too long. */
        TOO_MANY_ITEMS,
        /** Two lines have one id. */
        DUPLICATE_LINE,
        /** Two things have one code. */
        DUPLICATE_CODE,
        /** A discount is larger than its line. */
        DISCOUNT_TOO_LARGE,
        /** A named thing does not exist. */
        NOT_FOUND,
        /** A return dated before its purchase. */
        TIME_BEFORE_ORIGIN,
        /** From and to are one account. */
        SAME_ACCOUNT,
        /** Two people are needed, and one stands for both. */
        SAME_ACTOR,
        /** An instant is ahead of the clock by more than the allowed drift. */
        TIME_IN_FUTURE,
        /** An instant is before the program, the membership or the allowed age. */
        TIME_TOO_OLD,
        /** An instant or date is outside the years 1900 to 2200. */
        TIME_OUT_OF_RANGE,
        /** A period or duration is outside the range that is accepted. */
        DURATION_OUT_OF_RANGE,
        /** Not a zone of the IANA data. */
        UNKNOWN_ZONE,
        /** A range ends before it begins, or is empty. */
        EMPTY_RANGE,
        /** A stage that the one before does not lead to. */
        STAGE_NOT_ALLOWED,
        /** Not a phone number. */
        BAD_PHONE,
        /** Not a card number. */
        BAD_CARD_NUMBER,
        /** Not an address of electronic mail. */
        BAD_EMAIL,
        /** A value of another kind than is accepted. */
        BAD_TYPE,
        /** A date that cannot be, such as a day of birth that is still to come. */
        BAD_DATE,
        /** Times that do not go together: something is due before it begins, or would come again too often. */
        BAD_SCHEDULE,
        /** Two customers who cannot stand to each other as was asked. */
        BAD_RELATION,
        /** Two customers are needed, and one stands for both. */
        SAME_CUSTOMER,
        /** The customer is another one by now, of whom it is to be asked. */
        CUSTOMER_MERGED,
        /** Rules of one group do not go together. */
        BAD_GROUP,
        /** Tier thresholds do not rise, or none is zero. */
        BAD_TIER_TABLE,
        /** Something published was to be changed. */
        IMMUTABLE,
        /** A page size is outside its range. */
        LIMIT_OUT_OF_RANGE,
        /** A cursor of another question, or an edited one. */
        BAD_CURSOR,
        /** Something of a guest's names a customer. */
        HAS_CUSTOMER,
        /** Something of a guest's is what only a customer can have. */
        NEEDS_CUSTOMER,
        /** A row of a file that cannot be read. */
        BAD_ROW,
        /** A row says something else than the one that was written before under its key. */
        ROW_CHANGED,
        /** A row stands in the file before. */
        ROW_REPEATED,
        /** A file of a newer version than is known. */
        UNSUPPORTED_VERSION
    }
}
