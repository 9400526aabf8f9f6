package org.loyalty4j.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.LotTerms;

/**
 * What a purchase earns, parted into lots: the points of rules that say different things about what becomes of them stand
 * in lots of their own, in the order in which the purchase names their rules first.
 *
 * @param attributions which line and rule gave what
 * @param pending what the points wait for, or null for nothing
 */
record EarningParts(List<Attribution> attributions, LotRules.@Nullable Pending pending) {

    /** Copies the list. */
    EarningParts {
        attributions = List.copyOf(attributions);
    }

    /** Parts what a purchase earns; one lot of it has all where the points of all rules are alike. */
    static List<EarningParts> of(LoyaltyProgram program, List<Attribution> earned) {
        LotRules rules = program.lots();
        if (rules.pendingOfRules().isEmpty()) {
            return List.of(new EarningParts(earned, rules.pending()));
        }
        Map<Optional<LotRules.Pending>, List<Attribution>> parted = new LinkedHashMap<>();
        for (Attribution part : earned) {
            LotRules.Pending pending = part.isCut() ? rules.pending() : rules.pendingOf(part.rule());
            parted.computeIfAbsent(Optional.ofNullable(pending), any -> new ArrayList<>())
                    .add(part);
        }
        List<EarningParts> parts = new ArrayList<>(parted.size());
        parted.forEach((pending, own) -> parts.add(new EarningParts(own, pending.orElse(null))));
        return withoutEmpty(parts);
    }

    long points() {
        return attributions.stream().mapToLong(Attribution::granted).sum();
    }

    /** What gives nothing, or takes off as a multiplier below one does, goes with the part that has most. */
    private static List<EarningParts> withoutEmpty(List<EarningParts> parts) {
        if (parts.stream().allMatch(part -> part.points() > 0)) {
            return parts;
        }
        List<EarningParts> left = new ArrayList<>(parts);
        while (left.size() > 1) {
            left.sort(Comparator.comparingLong(EarningParts::points));
            EarningParts least = left.get(0);
            if (least.points() > 0) {
                break;
            }
            EarningParts most = left.get(left.size() - 1);
            List<Attribution> both = new ArrayList<>(most.attributions);
            both.addAll(least.attributions);
            left.set(left.size() - 1, new EarningParts(both, most.pending));
            left.remove(0);
        }
        return left;
    }

    /** Returns what each lot of a purchase waits for, in their order. */
    static List<Optional<LotTerms.Waiting>> waits(LoyaltyProgram program, List<Attribution> earned, Instant countsAt) {
        return of(program, earned).stream()
                .map(part ->
                        Optional.ofNullable(part.pending).map(pending -> pending.waiting(program, countsAt, false)))
                .toList();
    }

    /** Opens the lot in an account. */
    static void open(
            AccountDraft draft,
            org.loyalty4j.points.Posting.Kind kind,
            List<Attribution> attributions,
            Instant countsAt,
            LoyaltyProgram program,
            LotRules.@Nullable Pending pending,
            @Nullable Instant fixed) {
        LotTerms.Waiting waiting = pending == null ? null : pending.waiting(program, countsAt, fixed != null);
        if (waiting == null) {
            long points = attributions.stream().mapToLong(Attribution::granted).sum();
            Instant gone = fixed == null ? program.goneAt(countsAt) : fixed;
            draft.open(kind, points, attributions, countsAt, gone, program);
            return;
        }
        Instant gone =
                fixed != null ? fixed : waiting.undated() ? null : program.goneAt(from(pending, waiting, countsAt));
        draft.openPending(kind, attributions, countsAt, gone, program, waiting);
    }

    private static Instant from(LotRules.@Nullable Pending pending, LotTerms.Waiting waiting, Instant countsAt) {
        boolean activation = Objects.requireNonNull(pending).expiry() == LotRules.Pending.From.ACTIVATION;
        return activation && waiting.activeAt() != null ? waiting.activeAt() : countsAt;
    }
}
