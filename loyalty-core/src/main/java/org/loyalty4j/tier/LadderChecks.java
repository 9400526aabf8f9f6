package org.loyalty4j.tier;

import java.time.LocalDate;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/** What is asked of a ladder. */
final class LadderChecks {

    private LadderChecks() {}

    static void check(List<Tier> tiers, Period grace, TierLadder.Window window, TierPolicy policy) {
        Violations violations = new Violations().atMost("tiers", tiers, TierLadder.TIERS_MAX);
        Set<String> codes = new HashSet<>();
        long last = -1;
        for (int i = 0; i < tiers.size(); i++) {
            Tier tier = tiers.get(i);
            boolean fits = i > 0 ? tier.rule() != null || tier.from() > last : tier.from() == 0;
            violations
                    .check(fits, "tiers[" + i + "].from", Code.BAD_TIER_TABLE, "thresholds rise from 0")
                    .check(
                            tier.rule() == null || (i > 0 && tier.from() == 0),
                            "tiers[" + i + "].rule",
                            Code.BAD_TIER_TABLE,
                            "a tier above the lowest has a threshold or a rule")
                    .check(
                            tier.entry() == null || i > 0,
                            "tiers[" + i + "].entry",
                            Code.BAD_TIER_TABLE,
                            "nobody reaches the lowest tier, so it gives no points")
                    .check(
                            codes.add(tier.code()),
                            "tiers[" + i + "].code",
                            Code.DUPLICATE_CODE,
                            "two tiers have one code");
            last = Math.max(last, tier.from());
        }
        violations
                .check(!tiers.isEmpty(), "tiers", Code.BAD_TIER_TABLE, "at least one tier is required")
                .check(
                        grace.getYears() >= 0
                                && grace.getMonths() >= 0
                                && grace.getDays() >= 0
                                && grace.toTotalMonths() <= 120
                                && grace.getDays() <= 3660,
                        "grace",
                        Code.DURATION_OUT_OF_RANGE,
                        "a grace of 0 to 10 years is accepted")
                .check(
                        policy.upgrade() == TierPolicy.Upgrade.NOW
                                || window.lastDay(LocalDate.EPOCH, LocalDate.EPOCH)
                                        .isPresent(),
                        "policy.upgrade",
                        Code.BAD_TIER_TABLE,
                        "only a window of the calendar or of the membership has a next period")
                .throwIfAny();
    }
}
