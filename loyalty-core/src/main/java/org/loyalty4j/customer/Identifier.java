package org.loyalty4j.customer;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation;
import org.loyalty4j.command.Violations;

/**
 * Something a customer is found by at the till: a card, a phone, the host's own number. Always held in its normal form,
 * so that one thing written in two ways is found. Two are equal that are of one kind and have the same normal form.
 *
 * @param kind what it is
 * @param value the normal form
 * @param given for a phone the text as it was given, or null where that is not known; null for other kinds. Not compared
 * @param normalizer for a phone the {@link PhoneNormalizer#name() name} of what made the normal form; null for other kinds.
 *     Not compared
 */
public record Identifier(
        Kind kind,
        String value,
        @Nullable String given,
        @Nullable String normalizer) {

    /** What a customer can be found by. */
    public enum Kind {
        /** A loyalty card: 4 to 40 letters and digits. Blanks and dashes are dropped, letters become capitals. */
        CARD,
        /** A phone: 8 to 15 digits, with or without a leading plus. Blanks and {@code -().} are dropped. */
        PHONE,
        /** The host's own number, 1 to 100 code points, taken letter by letter. */
        REFERENCE,
        /** An address of electronic mail, with one {@code @}; its domain is written in small letters. */
        EMAIL,
        /** A name in a network, as {@code network:name}; the network is written in small letters. */
        HANDLE
    }

    /** The most code points of a normal form. */
    public static final int VALUE_MAX = 254;

    /** The most code points of a phone as it is given. */
    static final int PHONE_MAX = 60;

    /**
     * Makes an identifier; for phones from a normal form that a normalizer has made. Without the name of one it is the plain
     * one's.
     *
     * @throws InvalidRequestException if the text cannot be one of this kind
     */
    public Identifier {
        new Violations().required("kind", kind).throwIfAny();
        value = switch (kind) {
            case CARD -> normalCard(value);
            case PHONE -> normalPhone(value);
            case REFERENCE -> Violations.textOf("reference", value, 100);
            case EMAIL -> normalEmail(value);
            case HANDLE -> normalHandle(value);
        };
        boolean phone = kind == Kind.PHONE;
        given = phone && given != null ? Violations.textOf("phone", given, PHONE_MAX) : null;
        normalizer = phone
                ? Violations.textOf(
                        "normalizer",
                        Objects.requireNonNullElse(normalizer, PhoneNormalizer.PLAIN),
                        PhoneNormalizer.NAME_MAX)
                : null;
    }

    /**
     * Makes an identifier of a text as it is given; the normal form of a phone is the plain one.
     *
     * @throws InvalidRequestException if the text cannot be one of this kind
     */
    public Identifier(Kind kind, String text) {
        this(kind, text, kind == Kind.PHONE ? text : null, null);
    }

    /** Makes a card's identifier. */
    public static Identifier card(String number) {
        return new Identifier(Kind.CARD, number);
    }

    /**
     * Makes a phone's identifier. Give the number with its country code, or always without, unless the library has a
     * normalizer that knows the shop's country.
     */
    public static Identifier phone(String number) {
        return new Identifier(Kind.PHONE, number);
    }

    /** Makes an identifier of the host's own number. */
    public static Identifier reference(String reference) {
        return new Identifier(Kind.REFERENCE, reference);
    }

    /** Makes the identifier of an address of electronic mail. */
    public static Identifier email(String address) {
        return new Identifier(Kind.EMAIL, address);
    }

    /**
     * Makes the identifier of a name in a network, such as a messenger.
     *
     * @param network 1 to 40 code points, without a colon
     * @param name 1 to 100 code points; what is {@code @} or blank at its beginning is dropped
     */
    public static Identifier handle(String network, String name) {
        new Violations().required("network", network).required("name", name).throwIfAny();
        new Violations()
                .check(
                        network.indexOf(':') < 0,
                        "network",
                        Violation.Code.BAD_CHARACTER,
                        "a network is named without a colon")
                .throwIfAny();
        return new Identifier(Kind.HANDLE, network + ":" + name);
    }

    /** Whether an address exists only its mail server knows; too strict a check refuses good ones. */
    private static String normalEmail(String text) {
        String clean = Violations.textOf("email", text, VALUE_MAX);
        int at = clean.indexOf('@');
        boolean good = at > 0
                && at < clean.length() - 1
                && clean.indexOf('@', at + 1) < 0
                && clean.chars().noneMatch(Character::isWhitespace);
        if (!good) {
            throw new InvalidRequestException(
                    "email",
                    Violation.Code.BAD_EMAIL,
                    "an address has one @ with something on either side, and no blanks");
        }
        // Written small a letter may become two.
        return Violations.textOf(
                "email",
                clean.substring(0, at + 1) + clean.substring(at + 1).toLowerCase(java.util.Locale.ROOT),
                VALUE_MAX);
    }

    private static String normalHandle(String text) {
        String clean = Violations.textOf("handle", text, 141);
        int colon = clean.indexOf(':');
        if (colon < 1) {
            throw new InvalidRequestException(
                    "handle", Violation.Code.REQUIRED, "a network and a name are required, with a colon between them");
        }
        // Written small a letter may become two.
        String network = Violations.textOf("handle", clean.substring(0, colon).toLowerCase(java.util.Locale.ROOT), 40);
        String name = clean.substring(colon + 1);
        String bare = withoutSign(name);
        // All of them, so that a normal form is its own.
        while (!bare.equals(name)) {
            name = bare;
            bare = withoutSign(name);
        }
        return network + ":" + Violations.textOf("handle", bare, 100);
    }

    private static String withoutSign(String name) {
        String clean = name.strip();
        return clean.startsWith("@") ? clean.substring(1) : clean;
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

    static String normalPhone(String text) {
        String clean = Violations.textOf("phone", text, PHONE_MAX).replaceAll("[ \u00a0().-]", "");
        if (!clean.matches("\\+?[0-9]{8,15}")) {
            throw new InvalidRequestException(
                    "phone", Violation.Code.BAD_PHONE, "8 to 15 digits 0-9 are accepted, as E.164 writes them");
        }
        return clean.startsWith("+") ? clean.substring(1) : clean;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Identifier that && kind == that.kind && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return 31 * kind.name().hashCode() + value.hashCode();
    }

    /** Names the kind and masks the value. */
    @Override
    public String toString() {
        return kind + "[•]";
    }
}
