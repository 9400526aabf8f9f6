package org.loyalty4j.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.Posting;

/**
 * What a purchase earns, parted into lots: the points of rules that say different things about what becomes of them stand
 * in lots of their own, in the order in which the purchase names their rules first.
 *
 * @param attributions which line and rule gave what
 * @param pending what the points wait for, or null for nothing
 * @param expiry what decides when they go
 */
record EarningParts(List<Attribution> attributions, LotRules.@Nullable Pending pending, LotTerms.Source expiry) {

    /** Copies the list. */
    EarningParts {
        attributions = List.copyOf(attributions);
    }

    /** Parts what a purchase earns; one lot of it has all where the points of all rules are alike. */
    static List<EarningParts> of(LoyaltyProgram program, List<Attribution> earned, String tier) {
        LotRules rules = program.lots();
        if (rules.areForAllRules()) {
            return List.of(new EarningParts(earned, rules.pending(), rules.sourceOf(null, tier)));
        }
        List<EarningParts> parts = new ArrayList<>(2);
        for (Attribution part : earned) {
            String rule = part.isCut() ? null : part.rule();
            LotRules.Pending pending = rule == null ? rules.pending() : rules.pendingOf(rule);
            add(parts, new EarningParts(List.of(part), pending, rules.sourceOf(rule, tier)));
        }
        return withoutEmpty(parts);
    }

    private static void add(List<EarningParts> parts, EarningParts more) {
        for (int i = 0; i < parts.size(); i++) {
            EarningParts like = parts.get(i);
            if (Objects.equals(like.pending, more.pending) && like.expiry.equals(more.expiry)) {
                parts.set(i, like.and(more));
                return;
            }
        }
        parts.add(more);
    }

    private EarningParts and(EarningParts more) {
        List<Attribution> both = new ArrayList<>(attributions);
        both.addAll(more.attributions);
        return new EarningParts(both, pending, expiry);
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
            left.set(left.size() - 1, most.and(least));
            left.remove(0);
        }
        return left;
    }

    /** Returns what each lot of a purchase is opened with, in their order. */
    static List<LotTerms> opened(
            AccountId account, LoyaltyProgram program, List<Attribution> earned, String tier, Instant countsAt) {
        return of(program, earned, tier).stream()
                .map(part -> new LotTerms(
                        account,
                        0,
                        program.version(),
                        part.pending == null ? null : part.pending.waiting(program, countsAt, false),
                        part.expiry))
                .toList();
    }

    /** Opens the lot in an account. */
    void open(
            AccountDraft draft, Posting.Kind kind, Instant countsAt, LoyaltyProgram program, @Nullable Instant fixed) {
        LotTerms.Waiting waiting = pending == null ? null : pending.waiting(program, countsAt, fixed != null);
        Instant gone = fixed;
        if (fixed == null && (waiting == null || !waiting.undated())) {
            gone = program.goneAt(from(waiting, countsAt), expiry);
        }
        draft.open(kind, attributions, countsAt, gone, program, waiting, expiry);
    }

    private Instant from(LotTerms.@Nullable Waiting waiting, Instant countsAt) {
        boolean activation = pending != null && pending.expiry() == LotRules.Pending.From.ACTIVATION;
        Instant active = waiting == null ? null : waiting.activeAt();
        return activation && active != null ? active : countsAt;
    }
}
