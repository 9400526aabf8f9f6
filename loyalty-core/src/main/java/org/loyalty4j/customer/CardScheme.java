package org.loyalty4j.customer;

import java.util.Locale;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * How a shop numbers its cards, so that a number that was mistyped is told without looking for it. A number identifies and
 * does not authorize: whoever sees a card knows it, and can reckon the next one. Safe for use by many threads.
 */
public interface CardScheme {

    /**
     * Says whether a number can be one of the scheme.
     *
     * @param number the normal form: digits and capital letters
     */
    boolean accepts(String number);

    /**
     * Cards with thirteen digits as goods have them, the last one the check digit of GS1 (GS1 General Specifications, 7.9):
     * the others are weighed 1 and 3 in turn from the left, and the sum with the check digit is a multiple of ten.
     *
     * @param prefix 1 to 11 digits that all cards begin with; 20 to 29, 02 and 04 are free for a shop's own use
     */
    static Numbered ean13(String prefix) {
        return new Numbered(prefix, 13, true);
    }

    /**
     * Cards of a fixed length with the check digit of ISO/IEC 7812-1 (Luhn) at the end: from the right every second digit is
     * doubled, the digits of all of them are added, and the sum is a multiple of ten.
     *
     * @param prefix 1 to 11 digits that all cards begin with
     * @param length how many digits a card has, 8 to 19, at least two more than the prefix
     */
    static Numbered luhn(String prefix, int length) {
        return new Numbered(prefix, length, false);
    }

    /** Cards of digits: a prefix, a running number, a check digit. */
    final class Numbered implements CardScheme {

        private final String prefix;
        private final int length;
        private final boolean goods;

        private Numbered(String prefix, int length, boolean goods) {
            String clean = Violations.textOf("prefix", prefix, 11);
            new Violations()
                    .check(isDigits(clean), "prefix", Code.BAD_CARD_NUMBER, "digits 0-9 are accepted")
                    .check(length >= 8 && length <= 19, "length", Code.NUMBER_OUT_OF_RANGE, "8 to 19 are accepted")
                    .check(
                            clean.length() + 2 <= length,
                            "length",
                            Code.NUMBER_OUT_OF_RANGE,
                            "at least two digits more than the prefix has are required")
                    .throwIfAny();
            this.prefix = clean;
            this.length = length;
            this.goods = goods;
        }

        @Override
        public boolean accepts(String number) {
            return number.length() == length
                    && isDigits(number)
                    && number.startsWith(prefix)
                    && number.charAt(length - 1) == checkDigit(number.substring(0, length - 1));
        }

        /** Returns how many numbers there are. */
        public long size() {
            long size = 1;
            for (int i = prefix.length(); i < length - 1; i++) {
                size *= 10;
            }
            return size;
        }

        /**
         * Returns a card.
         *
         * @param running the running number, from 0 to one less than {@link #size()}
         * @throws InvalidRequestException if there are not so many numbers
         */
        public Identifier card(long running) {
            new Violations()
                    .check(
                            running >= 0 && running < size(),
                            "running",
                            Code.NUMBER_OUT_OF_RANGE,
                            "there are " + size() + " numbers, counted from 0")
                    .throwIfAny();
            String digits = prefix + String.format(Locale.ROOT, "%0" + (length - 1 - prefix.length()) + "d", running);
            return Identifier.card(digits + checkDigit(digits));
        }

        private static boolean isDigits(String text) {
            return text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
        }

        private char checkDigit(String digits) {
            int sum = 0;
            for (int i = 0; i < digits.length(); i++) {
                int digit = digits.charAt(digits.length() - 1 - i) - '0';
                boolean weighed = i % 2 == 0;
                if (goods) {
                    sum += weighed ? 3 * digit : digit;
                } else {
                    int doubled = weighed ? 2 * digit : digit;
                    sum += doubled > 9 ? doubled - 9 : doubled;
                }
            }
            return (char) ('0' + (10 - sum % 10) % 10);
        }
    }
}
