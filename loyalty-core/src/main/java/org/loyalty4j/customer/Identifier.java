package org.loyalty4j.customer;

import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation;
import org.loyalty4j.command.Violations;

/**
 * Something a customer is found by at the till: a card, a phone, the host's own number. Always held in its normal form,
 * so that one thing written in two ways is found.
 *
 * @param kind what it is
 * @param value the normal form
 */
public record Identifier(Kind kind, String value) {

    /** What a customer can be found by. */
    public enum Kind {
        /** A loyalty card: 4 to 40 letters and digits. Blanks and dashes are dropped, letters become capitals. */
        CARD,
        /** A phone: 8 to 15 digits, with or without a leading plus. Blanks and {@code -().} are dropped. */
        PHONE,
        /** The host's own number, 1 to 100 code points, taken letter by letter. */
        REFERENCE
    }

    /**
     * Makes an identifier.
     *
     * @throws InvalidRequestException if the text cannot be one of this kind
     */
    public Identifier {
        new Violations().required("kind", kind).throwIfAny();
        value = switch (kind) {
            case CARD -> normalCard(value);
            case PHONE -> normalPhone(value);
            case REFERENCE -> Violations.textOf("reference", value, 100);
        };
    }

    /** Makes a card's identifier. */
    public static Identifier card(String number) {
        return new Identifier(Kind.CARD, number);
    }

    /** Makes a phone's identifier. Give the number with its country code, or always without. */
    public static Identifier phone(String number) {
        return new Identifier(Kind.PHONE, number);
    }

    /** Makes an identifier of the host's own number. */
    public static Identifier reference(String reference) {
        return new Identifier(Kind.REFERENCE, reference);
    }

    private static String normalCard(String text) {
        String clean = Violations.textOf("card", text, 60).replace(" ", "").replace("-", "");
        if (!clean.matches("[A-Za-z0-9]{4,40}")) {
            throw new InvalidRequestException(
                    "card", Violation.Code.BAD_CARD_NUMBER, "4 to 40 digits 0-9 or letters A-Z are accepted");
        }
        // Letters of the Latin alphabet only, so that the shop's locale has no say (the Turkish i).
        return clean.toUpperCase(java.util.Locale.ROOT);
    }

    private static String normalPhone(String text) {
        String clean = Violations.textOf("phone", text, 60).replaceAll("[ \u00a0().-]", "");
        if (!clean.matches("\\+?[0-9]{8,15}")) {
            throw new InvalidRequestException(
                    "phone", Violation.Code.BAD_PHONE, "8 to 15 digits 0-9 are accepted, as E.164 writes them");
        }
        return clean.startsWith("+") ? clean.substring(1) : clean;
    }

    /** Names the kind and masks the value. */
    @Override
    public String toString() {
        return kind + "[•]";
    }
}
