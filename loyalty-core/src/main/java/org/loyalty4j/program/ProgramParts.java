package org.loyalty4j.program;

import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.EarningRule.Cap;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.TierLadder;

/** The parts of a program while some of them are changed. Used by one thread, once. */
final class ProgramParts {

    int version;
    Instant validFrom;
    Purse purse;
    List<EarningRule> rules;

    @Nullable
    PeriodEnd expiry;

    RoundingMode rounding;
    TierLadder ladder;
    LineFilter spendFilter;
    EarningRule.Basis spendBasis;
    List<RewardOption> rewards;

    @Nullable
    Duration ageMax;

    @Nullable
    Cap cap;

    SpendingRules spending;
    LotRules lots;
    List<Cap> caps;

    @Nullable
    Cap balanceCap;

    TransferRules transfers;
    UnknownReturn.Policy unknownReturns;
    ShortageRules shortage;
    AdjustmentRules adjustments;
    List<EventRule> events;
    List<QualifyingMetric> metrics;

    @Nullable
    PeriodEnd claimable;

    boolean carries;

    private final LoyaltyProgram from;

    /** Takes the parts of a program. */
    ProgramParts(LoyaltyProgram from) {
        this.from = from;
        this.version = from.version();
        this.validFrom = from.validFrom();
        this.purse = from.purse();
        this.rules = from.rules();
        this.expiry = from.expiry();
        this.rounding = from.rounding();
        this.ladder = from.ladder();
        this.spendFilter = from.spendFilter();
        this.spendBasis = from.spendBasis();
        this.rewards = from.rewards();
        this.ageMax = from.ageMax();
        this.cap = from.cap();
        this.spending = from.spending();
        this.lots = from.lots();
        this.caps = from.caps();
        this.balanceCap = from.balanceCap();
        this.transfers = from.transfers();
        this.unknownReturns = from.unknownReturns();
        this.claimable = from.claimable();
        this.carries = from.carries();
        this.shortage = from.shortage();
        this.adjustments = from.adjustments();
        this.events = from.events();
        this.metrics = from.metrics();
    }

    /** Puts them together; zone, currency and drift stay. */
    LoyaltyProgram program() {
        return new LoyaltyProgram(
                version,
                validFrom,
                from.zone(),
                from.currency(),
                purse,
                rules,
                expiry,
                rounding,
                ladder,
                spendFilter,
                spendBasis,
                rewards,
                from.drift(),
                ageMax,
                cap,
                spending,
                lots,
                caps,
                balanceCap,
                transfers,
                unknownReturns,
                claimable,
                carries,
                shortage,
                adjustments,
                events,
                metrics);
    }
}
