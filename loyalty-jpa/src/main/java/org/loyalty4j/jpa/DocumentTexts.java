package org.loyalty4j.jpa;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Period;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.tier.TierLadder.Metric;
import org.loyalty4j.tier.TierLadder.Window;
import org.loyalty4j.tier.TierRule;

/** The types whose values a document does not look into: one text, number or truth value each. */
final class DocumentTexts {

    private static final Map<Class<?>, DocumentCodec> KNOWN = known();

    private DocumentTexts() {}

    /** Returns the codec of a type, or null if it is none of these. */
    static @Nullable DocumentCodec of(Class<?> type) {
        return KNOWN.get(type);
    }

    private static Map<Class<?>, DocumentCodec> known() {
        Map<Class<?>, DocumentCodec> known = new HashMap<>();
        known.put(boolean.class, new Truth());
        known.put(Boolean.class, new Truth());
        known.put(int.class, new Whole(true));
        known.put(Integer.class, new Whole(true));
        known.put(long.class, new Whole(false));
        known.put(Long.class, new Whole(false));
        text(known, String.class, Function.identity(), Function.identity());
        text(known, Instant.class, Instant::toString, Instant::parse);
        text(known, LocalDate.class, LocalDate::toString, LocalDate::parse);
        text(known, LocalTime.class, LocalTime::toString, LocalTime::parse);
        text(known, MonthDay.class, MonthDay::toString, MonthDay::parse);
        text(known, Duration.class, Duration::toString, Duration::parse);
        text(known, Period.class, Period::toString, Period::parse);
        text(known, ZoneId.class, ZoneId::getId, ZoneId::of);
        text(known, Currency.class, Currency::getCurrencyCode, Currency::getInstance);
        text(known, BigDecimal.class, BigDecimal::toString, BigDecimal::new);
        text(known, UUID.class, UUID::toString, UUID::fromString);
        text(known, Ratio.class, ratio -> ratio.numerator() + "/" + ratio.denominator(), DocumentTexts::ratio);
        text(
                known,
                Money.class,
                money -> money.amount().toPlainString() + " " + money.currency().getCurrencyCode(),
                DocumentTexts::money);
        text(known, Window.class, Window::toString, Window::parse);
        text(known, Metric.class, Metric::name, Metric::valueOf);
        text(known, TierRule.class, TierRule::toString, TierRule::parse);
        return Map.copyOf(known);
    }

    private static <T> void text(
            Map<Class<?>, DocumentCodec> known, Class<T> type, Function<T, String> toText, Function<String, T> ofText) {
        known.put(type, new Text<>(type, toText, ofText));
    }

    static Ratio ratio(String text) {
        String[] parts = two(text, '/');
        return Ratio.of(new BigInteger(parts[0]), new BigInteger(parts[1]));
    }

    private static Money money(String text) {
        String[] parts = two(text, ' ');
        return Money.of(parts[0], parts[1]);
    }

    private static String[] two(String text, char between) {
        int middle = text.indexOf(between);
        if (middle < 0) {
            throw new IllegalArgumentException("two parts are expected");
        }
        return new String[] {text.substring(0, middle), text.substring(middle + 1)};
    }

    private record Text<T>(Class<T> type, Function<T, String> toText, Function<String, T> ofText)
            implements DocumentCodec {

        @Override
        public Object write(Object value) {
            return toText.apply(type.cast(value));
        }

        @Override
        public Object read(@Nullable Object tree, String path) {
            if (!(tree instanceof String text)) {
                throw DocumentCodec.bad(path, "a text is expected");
            }
            try {
                return ofText.apply(text);
            } catch (IllegalArgumentException | DateTimeException other) {
                throw new IllegalArgumentException(path + ": no " + type.getSimpleName() + " is " + text, other);
            }
        }
    }

    private record Whole(boolean small) implements DocumentCodec {

        @Override
        public Object write(Object value) {
            return ((Number) value).longValue();
        }

        @Override
        public Object read(@Nullable Object tree, String path) {
            if (!(tree instanceof Long number)) {
                throw DocumentCodec.bad(path, "a number is expected");
            }
            if (!small) {
                return number;
            }
            if (number != number.intValue()) {
                throw DocumentCodec.bad(path, "a number does not fit 32 bits");
            }
            return number.intValue();
        }
    }

    private record Truth() implements DocumentCodec {

        @Override
        public Object write(Object value) {
            return value;
        }

        @Override
        public Object read(@Nullable Object tree, String path) {
            if (tree instanceof Boolean truth) {
                return truth;
            }
            throw DocumentCodec.bad(path, "true or false is expected");
        }
    }
}
