package org.loyalty4j.jpa;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Grounds;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.program.RecordedReturn.LineSum;
import org.loyalty4j.program.RecordedReturn.PaymentSum;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.tier.GivenTier;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.Upcoming;

/**
 * What our columns hold that SQL has no type for: a {@link Json} text, or bytes. Equal values have equal texts.
 *
 * <p>Nothing to keep is kept as null, where the column may be null. What is read is unmodifiable. A method that reads
 * throws a {@link StoreException} for what its writing counterpart cannot have written; its message never quotes the column.
 */
final class Columns {

    /** An exponent could stand for a number with more digits than there is memory. */
    private static final Pattern PLAIN_DECIMAL = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");

    private Columns() {}

    /** Returns the column of a posting's attributions: an array of {@code [line, rule, desired, granted]}, or null. */
    static @Nullable String attributions(List<Attribution> attributions) {
        if (attributions.isEmpty()) {
            return null;
        }
        Json.Writer out = new Json.Writer().beginArray();
        for (Attribution attribution : attributions) {
            out.beginArray()
                    .value(attribution.line())
                    .value(attribution.rule())
                    .value(attribution.desired())
                    .value(attribution.granted())
                    .endArray();
        }
        return out.endArray().toString();
    }

    /** Returns the attributions of a column. */
    static List<Attribution> attributions(@Nullable String column) {
        return rows(
                "attributions",
                column,
                4,
                row -> new Attribution(
                        row.get(0) == null ? null : text(row.get(0)),
                        text(row.get(1)),
                        number(row.get(2)),
                        number(row.get(3))));
    }

    /** Returns the column of an id, or null. */
    static @Nullable UUID id(@Nullable CustomerId customer) {
        return customer == null ? null : customer.value();
    }

    /** Returns the customer of a column, or null. */
    static @Nullable CustomerId customer(@Nullable UUID column) {
        return column == null ? null : new CustomerId(column);
    }

    /** Returns the column of who asked, or null. */
    static @Nullable String actor(@Nullable Actor actor) {
        return actor == null ? null : actor.id();
    }

    /** Returns who asked of a column, or null. */
    static @Nullable Actor actor(@Nullable String column) {
        return column == null ? null : new Actor(column);
    }

    /** Returns the column of the system that asked, or null. */
    static @Nullable String source(@Nullable Source source) {
        return source == null ? null : source.name();
    }

    /** Returns the system that asked of a column, or null. */
    static @Nullable Source source(@Nullable String column) {
        return column == null ? null : new Source(column);
    }

    /** Returns the texts of a column with an array. */
    static List<String> texts(String name, @Nullable String column) {
        return items(name, column, Columns::text);
    }

    /** Returns the column of an article's category: an array of its path's parts, or null. */
    static @Nullable String category(List<String> path) {
        return path.isEmpty() ? null : Json.write(path);
    }

    /** Returns the path of a category of a column. */
    static List<String> category(@Nullable String column) {
        return items("category", column, Columns::text);
    }

    /** Returns the column of an article's attributes: an object in the order of the names, or null. */
    static @Nullable String attributes(Map<String, String> attributes) {
        return members(attributes, value -> value);
    }

    /** Returns the attributes of a column, in the order of their names. */
    static Map<String, String> attributes(@Nullable String column) {
        return members("attributes", column, Function.identity());
    }

    /** Returns the column of the dates until which tiers hold: an object of tiers and dates, or null. */
    static @Nullable String holds(Map<String, LocalDate> holds) {
        return members(holds, LocalDate::toString);
    }

    /** Returns the dates until which tiers hold of a column, in the order of the tiers' codes. */
    static Map<String, LocalDate> holds(@Nullable String column) {
        return members("holds", column, Columns::date);
    }

    /** Returns the column of how tiers gave points last: an object of tiers and {@code date number}, or null. */
    static @Nullable String entered(Map<String, Standing.Entered> entered) {
        return members(entered, how -> how.number() == 0 ? how.on().toString() : how.on() + " " + how.number());
    }

    /** Returns how tiers gave points last of a column, in the order of the tiers' codes; dates may stand alone. */
    static Map<String, Standing.Entered> entered(@Nullable String column) {
        return members("tier_entered", column, text -> {
            int middle = text.indexOf(' ');
            return middle < 0
                    ? new Standing.Entered(date(text), 0)
                    : new Standing.Entered(date(text.substring(0, middle)), Long.parseLong(text.substring(middle + 1)));
        });
    }

    /** Returns the column of what further windows count: an object of windows and {@code start counted}, or null. */
    static @Nullable String sums(Map<String, Standing.Sum> sums) {
        return members(sums, sum -> sum.start() + " " + sum.counted());
    }

    /** Returns what further windows count of a column, in the order of the windows' keys. */
    static Map<String, Standing.Sum> sums(@Nullable String column) {
        return members("window_sums", column, text -> {
            int middle = text.indexOf(' ');
            return new Standing.Sum(
                    date(text.substring(0, Math.max(0, middle))), Long.parseLong(text.substring(middle + 1)));
        });
    }

    /** Returns the column of what a program's own metrics count: an object of codes and counts, or null. */
    static @Nullable String metrics(Map<String, Long> counts) {
        return members(counts, String::valueOf);
    }

    /** Returns what a program's own metrics count of a column. */
    static Map<String, Long> metrics(@Nullable String column) {
        return members("own_metrics", column, Long::valueOf);
    }

    /** Returns the column of a tier given by hand: {@code [tier, from, to, command, state]}, or null. */
    static @Nullable String given(@Nullable GivenTier given) {
        return given == null
                ? null
                : new Json.Writer()
                        .beginArray()
                        .value(given.tier())
                        .value(given.from().toString())
                        .value(given.to() == null ? null : given.to().toString())
                        .value(given.command())
                        .value(given.state().name())
                        .endArray()
                        .toString();
    }

    /** Returns the tier given by hand of a column. */
    static @Nullable GivenTier given(@Nullable String column) {
        List<GivenTier> tiers = rows(
                "tier_given",
                column == null ? null : "[" + column + "]",
                5,
                row -> new GivenTier(
                        text(row.get(0)),
                        instant(text(row.get(1))),
                        row.get(2) == null ? null : instant(text(row.get(2))),
                        number(row.get(3)),
                        state(text(row.get(4)))));
        return tiers.isEmpty() ? null : tiers.get(0);
    }

    private static GivenTier.State state(String text) {
        for (GivenTier.State state : GivenTier.State.values()) {
            if (state.name().equals(text)) {
                return state;
            }
        }
        throw new IllegalArgumentException("the name of a constant is expected");
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException other) {
            throw new IllegalArgumentException("an instant is expected", other);
        }
    }

    /** Returns the column of what begins with the next period: {@code [tier, on, reached]}, or null. */
    static @Nullable String upcoming(@Nullable Upcoming upcoming) {
        return upcoming == null
                ? null
                : Json.write(List.of(
                        upcoming.tier(),
                        upcoming.on().toString(),
                        upcoming.reached().toString()));
    }

    /** Returns what begins with the next period of a column. */
    static @Nullable Upcoming upcoming(@Nullable String column) {
        List<Upcoming> all = rows(
                "tier_upcoming",
                column == null ? null : "[" + column + "]",
                3,
                row -> new Upcoming(text(row.get(0)), date(text(row.get(1))), date(text(row.get(2)))));
        return all.isEmpty() ? null : all.get(0);
    }

    /** Returns the column of grounds: {@code [code, document, store, till, approver]}, or null. */
    static @Nullable String grounds(@Nullable Grounds grounds) {
        return grounds == null
                ? null
                : new Json.Writer()
                        .beginArray()
                        .value(grounds.code())
                        .value(grounds.document())
                        .value(grounds.store())
                        .value(grounds.till())
                        .value(grounds.secondApprover().map(Actor::id).orElse(null))
                        .endArray()
                        .toString();
    }

    /** Returns the grounds of a column. */
    static @Nullable Grounds grounds(@Nullable String column) {
        List<Grounds> all = rows(
                "grounds",
                column == null ? null : "[" + column + "]",
                5,
                row -> new Grounds(
                        textOrNull(row.get(0)),
                        textOrNull(row.get(1)),
                        textOrNull(row.get(2)),
                        textOrNull(row.get(3)),
                        row.get(4) == null ? null : new Actor(text(row.get(4)))));
        return all.isEmpty() ? null : all.get(0);
    }

    private static @Nullable String textOrNull(@Nullable Object value) {
        return value == null ? null : text(value);
    }

    /** Returns the column of personal factors, or of what lines left over: names and numerator/denominator, or null. */
    static @Nullable String factors(Map<String, Ratio> factors) {
        return members(factors, factor -> factor.numerator() + "/" + factor.denominator());
    }

    /** Returns the personal factors of a column, in the order of their names. */
    static Map<String, Ratio> factors(@Nullable String column) {
        return members("factors", column, DocumentTexts::ratio);
    }

    /** Returns what lines left over of a column, in the order of the lines' ids. */
    static Map<String, Ratio> fractions(@Nullable String column) {
        return members("fractions", column, DocumentTexts::ratio);
    }

    /** Returns the column of turns: an object of rules and numbers, or null. */
    static @Nullable String turns(Map<String, Long> turns) {
        return members(turns, number -> Long.toString(number));
    }

    /** Returns the turns of a column, in the order of the rules' codes. */
    static Map<String, Long> turns(@Nullable String column) {
        return members("turns", column, Long::parseLong);
    }

    /** Returns the column of what conditions counted: an array of numbers, or null. */
    static @Nullable String counts(List<Long> counts) {
        return counts.isEmpty() ? null : Json.write(counts);
    }

    /** Returns what conditions counted of a column. */
    static List<Long> counts(@Nullable String column) {
        return items("counts", column, Columns::number);
    }

    /** Returns the column of what came back of lines: an array of {@code [line, quantity, points]}; never null. */
    static String returnLines(List<LineSum> lines) {
        Json.Writer out = new Json.Writer().beginArray();
        for (LineSum line : lines) {
            out.beginArray()
                    .value(line.line())
                    .value(line.quantity().toPlainString())
                    .value(line.points())
                    .endArray();
        }
        return out.endArray().toString();
    }

    /** Returns what came back of lines of a column. */
    static List<LineSum> returnLines(@Nullable String column) {
        return rows(
                "line_sums",
                column,
                3,
                row -> new LineSum(text(row.get(0)), decimal(text(row.get(1))), number(row.get(2))));
    }

    /** Returns the column of what was put back of redemptions: an array of {@code [debit, restored]}; never null. */
    static String returnPayments(List<PaymentSum> payments) {
        Json.Writer out = new Json.Writer().beginArray();
        for (PaymentSum payment : payments) {
            out.beginArray().value(payment.debit()).value(payment.restored()).endArray();
        }
        return out.endArray().toString();
    }

    /** Returns what was put back of redemptions of a column. */
    static List<PaymentSum> returnPayments(@Nullable String column) {
        return rows("payment_sums", column, 2, row -> new PaymentSum(number(row.get(0)), number(row.get(1))));
    }

    /** Returns the column of a fingerprint: eight bytes a field, the highest first; never null. */
    static byte[] fingerprint(Fingerprint fingerprint) {
        List<Long> hashes = fingerprint.hashes();
        ByteBuffer bytes = ByteBuffer.allocate(hashes.size() * Long.BYTES);
        hashes.forEach(bytes::putLong);
        return bytes.array();
    }

    /** Returns the fingerprint of a column. */
    static Fingerprint fingerprint(byte[] column) {
        if (column.length % Long.BYTES != 0) {
            throw unreadable("fingerprint", new IllegalArgumentException(column.length + " bytes are no fields"));
        }
        ByteBuffer bytes = ByteBuffer.wrap(column);
        List<Long> hashes = new ArrayList<>();
        while (bytes.hasRemaining()) {
            hashes.add(bytes.getLong());
        }
        return Fingerprint.ofHashes(hashes);
    }

    private static <V> @Nullable String members(Map<String, V> map, Function<V, String> toText) {
        if (map.isEmpty()) {
            return null;
        }
        Json.Writer out = new Json.Writer().beginObject();
        new TreeMap<>(map).forEach((name, value) -> out.name(name).value(toText.apply(value)));
        return out.endObject().toString();
    }

    private static <V> Map<String, V> members(String name, @Nullable String column, Function<String, V> ofText) {
        if (column == null) {
            return Map.of();
        }
        try {
            if (!(Json.read(column) instanceof Map<?, ?> members)) {
                throw new IllegalArgumentException("an object is expected");
            }
            Map<String, V> map = new LinkedHashMap<>();
            members.forEach((key, value) -> map.put(text(key), ofText.apply(text(value))));
            return Collections.unmodifiableMap(map);
        } catch (IllegalArgumentException damaged) {
            throw unreadable(name, damaged);
        }
    }

    private static <T> List<T> rows(String name, @Nullable String column, int width, Function<List<?>, T> ofRow) {
        return items(name, column, item -> {
            if (!(item instanceof List<?> row) || row.size() != width) {
                throw new IllegalArgumentException("an array of " + width + " is expected");
            }
            return ofRow.apply(row);
        });
    }

    private static <T> List<T> items(String name, @Nullable String column, Function<@Nullable Object, T> ofItem) {
        if (column == null) {
            return List.of();
        }
        try {
            if (!(Json.read(column) instanceof List<?> items)) {
                throw new IllegalArgumentException("an array is expected");
            }
            List<T> list = new ArrayList<>(items.size());
            for (Object item : items) {
                list.add(ofItem.apply(item));
            }
            return Collections.unmodifiableList(list);
        } catch (IllegalArgumentException damaged) {
            throw unreadable(name, damaged);
        }
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("a text is expected");
    }

    private static long number(@Nullable Object value) {
        if (value instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("a number is expected");
    }

    private static BigDecimal decimal(String text) {
        if (!PLAIN_DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("a plain decimal number is expected");
        }
        return new BigDecimal(text);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException other) {
            throw new IllegalArgumentException("a date is expected", other);
        }
    }

    private static StoreException unreadable(String column, RuntimeException why) {
        return new StoreException(
                "the column " + column + " does not hold what belongs there: " + why.getMessage(), why);
    }
}
