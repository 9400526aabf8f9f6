package org.loyalty4j.customer;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * What an attribute says: a text, a number, a date, a flag, or a list of texts. Two are equal where kind and content are; a
 * number has no trailing zeros. No {@code toString} shows what it says, since it belongs to a person.
 */
public sealed interface AttributeValue {

    /** The most code points of a text. */
    int TEXT_MAX = 1000;

    /** The most texts of a list. */
    int TEXTS_MAX = 100;

    /** The most code points of a text in a list. */
    int CHOICE_MAX = 100;

    /** The most digits of a number before and after the point. */
    int DIGITS_MAX = 15;

    /** The most decimals of a number. */
    int DECIMALS_MAX = 6;

    /**
     * A text.
     *
     * @param text 1 to {@value #TEXT_MAX} code points
     */
    record Text(String text) implements AttributeValue {

        /** Checks the text. */
        public Text {
            text = Violations.textOf("value", text, TEXT_MAX);
        }

        @Override
        public String toString() {
            return "Text[•]";
        }
    }

    /**
     * A number.
     *
     * @param number at most {@value #DIGITS_MAX} digits before the point, and {@value #DECIMALS_MAX} after it
     */
    record Decimal(BigDecimal number) implements AttributeValue {

        /** Checks the number, and takes zeros at its end away. */
        public Decimal {
            new Violations().required("value", number).throwIfAny();
            // The scale is looked at before anything is reckoned: a number may be short and yet have a billion zeros.
            boolean large = number.precision() - (long) number.scale() > DIGITS_MAX;
            boolean fine = number.signum() != 0 && number.scale() > DIGITS_MAX + DECIMALS_MAX + DIGITS_MAX;
            BigDecimal plain = large || fine ? BigDecimal.ZERO : number.stripTrailingZeros();
            new Violations()
                    .check(
                            !large && !fine && plain.scale() <= DECIMALS_MAX,
                            "value",
                            Code.NUMBER_OUT_OF_RANGE,
                            "at most " + DIGITS_MAX + " digits before the point and " + DECIMALS_MAX
                                    + " after it are accepted")
                    .throwIfAny();
            number = plain.scale() < 0 ? plain.setScale(0) : plain;
        }

        @Override
        public String toString() {
            return "Decimal[•]";
        }
    }

    /**
     * A date.
     *
     * @param date in the years 1900 to 2200
     */
    record Date(LocalDate date) implements AttributeValue {

        /** Checks the date. */
        public Date {
            new Violations().required("value", date).throwIfAny();
            new Violations()
                    .check(
                            date.getYear() >= 1900 && date.getYear() <= 2200,
                            "value",
                            Code.TIME_OUT_OF_RANGE,
                            "the years 1900 to 2200 are accepted")
                    .throwIfAny();
        }

        @Override
        public String toString() {
            return "Date[•]";
        }
    }

    /**
     * Yes or no.
     *
     * @param set which of them
     */
    record Flag(boolean set) implements AttributeValue {

        @Override
        public String toString() {
            return "Flag[•]";
        }
    }

    /**
     * Several texts, each once, in the order they were given.
     *
     * @param texts at least one, and at most {@value #TEXTS_MAX}, each of 1 to {@value #CHOICE_MAX} code points
     */
    record Texts(List<String> texts) implements AttributeValue {

        /** Checks the texts and drops those that are there twice. */
        public Texts {
            Violations violations = new Violations().required("value", texts);
            violations.throwIfAny();
            violations
                    .atMost("value", texts, TEXTS_MAX)
                    .check(!texts.isEmpty(), "value", Code.REQUIRED, "at least one text is required")
                    .eachRequired("value", texts)
                    .throwIfAny();
            List<String> clean = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                String text = violations.text("value[" + i + "]", texts.get(i), CHOICE_MAX);
                if (!clean.contains(text)) {
                    clean.add(text);
                }
            }
            violations.throwIfAny();
            texts = List.copyOf(clean);
        }

        @Override
        public String toString() {
            return "Texts[•]";
        }
    }

    /** Makes a text. */
    static AttributeValue of(String text) {
        return new Text(text);
    }

    /** Makes a number. */
    static AttributeValue of(BigDecimal number) {
        return new Decimal(number);
    }

    /** Makes a whole number. */
    static AttributeValue of(long number) {
        return new Decimal(BigDecimal.valueOf(number));
    }

    /** Makes a date. */
    static AttributeValue of(LocalDate date) {
        return new Date(date);
    }

    /** Makes a flag. */
    static AttributeValue of(boolean flag) {
        return new Flag(flag);
    }

    /** Makes a list of texts. */
    static AttributeValue of(Collection<String> texts) {
        new Violations().required("value", texts).throwIfAny();
        return new Texts(new ArrayList<>(texts));
    }

    /**
     * Makes a value of what a form or a file gave: a {@link String}, {@link BigDecimal}, {@link Integer}, {@link Long},
     * {@link LocalDate}, {@link Boolean}, or a list of texts.
     *
     * @throws InvalidRequestException for an object of any other class, or one that is refused
     */
    static AttributeValue ofObject(@Nullable Object value) {
        if (value instanceof String text) {
            return of(text);
        }
        if (value instanceof BigDecimal number) {
            return of(number);
        }
        if (value instanceof Integer || value instanceof Long) {
            return of(((Number) value).longValue());
        }
        if (value instanceof LocalDate date) {
            return of(date);
        }
        if (value instanceof Boolean flag) {
            return of(flag.booleanValue());
        }
        if (value instanceof Collection<?> several) {
            return of(texts(several));
        }
        new Violations().required("value", value).throwIfAny();
        throw badType("value");
    }

    private static List<String> texts(Collection<?> several) {
        List<String> texts = new ArrayList<>();
        for (Object each : several) {
            String path = "value[" + texts.size() + "]";
            new Violations().required(path, each).throwIfAny();
            if (!(each instanceof String text)) {
                throw badType(path);
            }
            texts.add(text);
        }
        return texts;
    }

    private static InvalidRequestException badType(String path) {
        return new InvalidRequestException(
                path, Code.BAD_TYPE, "a text, a number, a date, a flag or a list of texts is accepted");
    }
}
