package org.loyalty4j.points;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is kept with a command that corrected what purchases earned out of their order: since when, and what of each. */
public final class TrueUps {

    private static final String FROM = "true-up:from";

    private static final String PART = "true-up:#";

    private TrueUps() {}

    /** Returns what is kept of the instant since which purchases were looked at. */
    public static Map.Entry<String, Long> from(Instant from) {
        return Map.entry(FROM, ChronoUnit.MICROS.between(Instant.EPOCH, from));
    }

    /**
     * Returns what is kept of what a purchase got.
     *
     * @param purchase its place among the account's commands
     * @param points how many, below zero where it gave them back
     */
    public static Map.Entry<String, Long> part(long purchase, long points) {
        return Map.entry(PART + purchase, points);
    }

    /** Returns the instant since which purchases were looked at, or null where a command was about none. */
    public static @Nullable Instant from(CommandRecord.Result result) {
        Long micros = result.turns().get(FROM);
        return micros == null ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Returns what each purchase got, by its place among the account's commands; below zero where it gave points back. */
    public static SortedMap<Long, Points> parts(CommandRecord.Result result) {
        SortedMap<Long, Points> parts = new TreeMap<>();
        result.turns().forEach((key, points) -> {
            if (key.startsWith(PART)) {
                parts.put(Long.valueOf(key.substring(PART.length())), Points.of(points));
            }
        });
        return parts;
    }
}
