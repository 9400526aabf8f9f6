package org.loyalty4j.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LotRules.Pending;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.tier.PeriodEnd;

/** Which points of one customer of the model cannot be used yet: a plain list of what became of them. */
final class ModelPending {

    /** What a batch waits for. */
    record Wait(@Nullable Instant active, @Nullable Instant lost, boolean undated) {}

    /** More or fewer points of a batch that are pending. */
    private record Change(long batch, long amount, Instant countsAt, Instant recordedAt, boolean begins) {}

    private final Map<Long, Wait> waits = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, Long> batches = new HashMap<>();
    private final Map<Long, Instant> dated = new HashMap<>();
    private final Map<Long, String> tiers = new HashMap<>();

    ModelPending copy() {
        ModelPending copy = new ModelPending();
        copy.waits.putAll(waits);
        copy.changes.addAll(changes);
        copy.batches.putAll(batches);
        copy.dated.putAll(dated);
        copy.tiers.putAll(tiers);
        return copy;
    }

    /** Returns what points wait for that count from an instant, or null for nothing. */
    static @Nullable Wait wait(LoyaltyProgram program, @Nullable Pending pending, Instant counts, boolean dated) {
        if (pending == null || pending.until() == Pending.Until.NOTHING) {
            return null;
        }
        Instant end = Optional.ofNullable(pending.end())
                .map(period -> period.firstDayAfter(program.dateOf(counts)))
                .map(program::startOf)
                .orElse(null);
        boolean confirmed = pending.until() == Pending.Until.CONFIRMED;
        boolean late = pending.expiry() == Pending.From.ACTIVATION && !dated;
        return confirmed ? new Wait(null, end, late) : new Wait(end, null, false);
    }

    /** Returns when points go that wait for something, where their program says so. */
    static @Nullable Instant gone(
            LoyaltyProgram program, Pending pending, Wait wait, Instant counts, @Nullable String tier) {
        if (wait.undated()) {
            return null;
        }
        Instant active = pending.expiry() == Pending.From.ACTIVATION ? wait.active() : null;
        return goneFrom(program, active == null ? counts : active, tier);
    }

    /** Returns when points go that are given to a customer of a tier, or of any where none is named. */
    static @Nullable Instant goneFrom(LoyaltyProgram program, Instant from, @Nullable String tier) {
        LotRules rules = program.lots();
        LotRules.Expiry own = tier == null ? null : rules.expiryOfTiers().get(tier);
        LotRules.Expiry said = own == null ? rules.expiry() : own;
        LocalDate date = program.dateOf(from);
        PeriodEnd period = said == null ? program.expiry() : said.after();
        LocalDate end = period == null ? date : period.firstDayAfter(date);
        if (said == null || said.dates().isEmpty()) {
            return period == null ? null : program.startOf(end);
        }
        while (!isOneOf(said.dates(), end)) {
            end = end.plusDays(1);
        }
        return program.startOf(end.plusDays(1));
    }

    private static boolean isOneOf(List<MonthDay> days, LocalDate date) {
        return days.stream().anyMatch(day -> day.atYear(date.getYear()).equals(date));
    }

    void name(String origin, long batch) {
        batches.put(origin, batch);
    }

    /** Notes the tier of the customer who was given a batch. */
    void give(long batch, String tier) {
        tiers.put(batch, tier);
    }

    @Nullable
    String tierOf(long batch) {
        return tiers.get(batch);
    }

    /** Returns the batch that came with something, 0 for none. */
    long named(String origin) {
        return batches.getOrDefault(origin, 0L);
    }

    boolean knows(String origin) {
        return batches.containsKey(origin);
    }

    void begin(long batch, Wait wait, long amount, Instant counts, Instant now) {
        waits.put(batch, wait);
        changes.add(new Change(batch, amount, counts, now, true));
    }

    void take(long batch, long amount, Instant counts, Instant now) {
        if (amount > 0) {
            changes.add(new Change(batch, -amount, counts, now, false));
        }
    }

    @Nullable
    Wait of(long batch) {
        return waits.get(batch);
    }

    /** Says whether the first confirmation of a batch is still to come. */
    boolean isUndated(long batch) {
        Wait wait = waits.get(batch);
        return wait != null && wait.undated();
    }

    /** Says whether it was known by an instant when a batch goes. */
    boolean isDatedBy(long batch, Instant knownAt) {
        return !dated.getOrDefault(batch, Instant.EPOCH).isAfter(knownAt);
    }

    void date(long batch, Instant now) {
        dated.put(batch, now);
        waits.computeIfPresent(batch, (number, wait) -> new Wait(wait.active(), wait.lost(), false));
    }

    long left(long batch) {
        return left(batch, Instant.MAX, Instant.MAX);
    }

    long left(long batch, Instant at, Instant knownAt) {
        long sum = 0;
        for (Change change : changes) {
            boolean counts = change.batch() == batch
                    && !change.countsAt().isAfter(at)
                    && !change.recordedAt().isAfter(knownAt);
            sum += counts ? change.amount() : 0;
        }
        return sum;
    }

    long sum() {
        return waits.keySet().stream().mapToLong(this::left).sum();
    }

    Map<Long, Wait> all() {
        return Map.copyOf(waits);
    }
}
