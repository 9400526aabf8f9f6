package org.loyalty4j;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.testkit.Shop;

/** Makes every row that differs from a given one in one column. */
final class Altered {

    private Altered() {}

    /** Returns the changed rows by the names of their columns; columns that hold an empty list stay. */
    static <R extends Record> Map<String, R> columns(R row) {
        Map<String, R> altered = new LinkedHashMap<>();
        RecordComponent[] parts = row.getClass().getRecordComponents();
        for (int i = 0; i < parts.length; i++) {
            Object value = read(parts[i], row);
            if (value instanceof CommandRecord.Result result) {
                int column = i;
                columns(result)
                        .forEach((name, other) -> altered.put("result." + name, with(row, parts, column, other)));
            } else {
                Object other = other(parts[i].getType(), value);
                if (other != null && !other.equals(value)) {
                    altered.put(parts[i].getName(), with(row, parts, i, other));
                }
            }
        }
        return altered;
    }

    /** Returns a purchase that says to have been reckoned with other personal factors. */
    static RecordedSale withFactors(RecordedSale sale, Map<String, Ratio> factors) {
        return with(sale, "factors", factors);
    }

    /** Returns a purchase that says to have been the n-th one for other rules. */
    static RecordedSale withTurns(RecordedSale sale, Map<String, Long> turns) {
        return with(sale, "turns", turns);
    }

    /** Returns a purchase that says to have left other fractions over. */
    static RecordedSale withFractions(RecordedSale sale, Map<String, Ratio> fractions) {
        return with(sale, "fractions", fractions);
    }

    /** Returns a command that says to have been asked something else. */
    static CommandRecord withFingerprint(CommandRecord command, Fingerprint other) {
        RecordComponent[] parts = CommandRecord.class.getRecordComponents();
        return with(command, parts, place(parts, "fingerprint"), other);
    }

    /** Returns a command that says that something else could be used or held. */
    static CommandRecord withUsable(CommandRecord command, CommandRecord.Usable other) {
        RecordComponent[] numbers = CommandRecord.Result.class.getRecordComponents();
        RecordComponent[] parts = CommandRecord.class.getRecordComponents();
        CommandRecord.Result told = with(command.result(), numbers, place(numbers, "usable"), other);
        return with(command, parts, place(parts, "result"), told);
    }

    private static RecordedSale with(RecordedSale sale, String name, Object told) {
        CommandRecord command = sale.command();
        CommandRecord.Result result = command.result();
        RecordComponent[] numbers = CommandRecord.Result.class.getRecordComponents();
        RecordComponent[] parts = CommandRecord.class.getRecordComponents();
        return new RecordedSale(
                with(command, parts, place(parts, "result"), with(result, numbers, place(numbers, name), told)),
                sale.purchase(),
                sale.countsAt());
    }

    private static int place(RecordComponent[] parts, String name) {
        return Arrays.stream(parts).map(RecordComponent::getName).toList().indexOf(name);
    }

    @SuppressWarnings("unchecked")
    private static <R extends Record> R with(R row, RecordComponent[] parts, int column, Object other) {
        @Nullable Object[] values = new @Nullable Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = i == column ? other : read(parts[i], row);
        }
        try {
            Class<?>[] types =
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = row.getClass().getDeclaredConstructor(types);
            return (R) constructor.newInstance(values);
        } catch (ReflectiveOperationException failed) {
            throw new LinkageError(failed.getMessage(), failed);
        }
    }

    private static @Nullable Object read(RecordComponent part, Object row) {
        try {
            return part.getAccessor().invoke(row);
        } catch (ReflectiveOperationException failed) {
            throw new LinkageError(failed.getMessage(), failed);
        }
    }

    private static @Nullable Object other(Class<?> type, @Nullable Object value) {
        if (value instanceof Long number) {
            return number + 1;
        }
        if (value instanceof Boolean flag) {
            return !flag;
        }
        if (value instanceof Integer number) {
            return number + 1;
        }
        if (type == Instant.class) {
            return value == null ? Shop.OPENING : ((Instant) value).plusSeconds(1);
        }
        if (type == LocalDate.class) {
            return value == null ? LocalDate.EPOCH : ((LocalDate) value).plusDays(1);
        }
        if (type == String.class) {
            return value == null ? "x" : value + "x";
        }
        if (value instanceof Enum<?> constant) {
            List<?> all = List.of(constant.getDeclaringClass().getEnumConstants());
            return all.get((all.indexOf(constant) + 1) % all.size());
        }
        if (value instanceof UUID id) {
            return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + 1_000);
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? null : new ArrayList<>(list.subList(0, list.size() - 1));
        }
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? Map.of("gold", LocalDate.EPOCH) : Map.of();
        }
        if (value instanceof Fingerprint print) {
            List<Long> hashes = new ArrayList<>(print.hashes());
            hashes.set(0, hashes.get(0) + 1);
            return Fingerprint.ofHashes(hashes);
        }
        if (value instanceof Purchase purchase) {
            return Purchase.of(purchase.key().value(), purchase.customer(), Shop.euro("1.00"));
        }
        return value instanceof Record nested
                ? columns(nested).values().iterator().next()
                : null;
    }
}
