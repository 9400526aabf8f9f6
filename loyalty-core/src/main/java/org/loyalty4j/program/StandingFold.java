package org.loyalty4j.program;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.tier.GivenTier;
import org.loyalty4j.tier.KnownDays;
import org.loyalty4j.tier.OpenedDay;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.TierLadder;

/**
 * The standing of one account, reckoned anew from its commands in the order in which they were recorded. It ends as the
 * stored one unless that was tampered with. Used by one thread.
 */
public final class StandingFold {

    private final ProgramHistory programs;
    private final AccountId account;
    private final Instant joined;
    private @Nullable StandingDraft draft;
    private Instant now = Instant.EPOCH;

    /**
     * Starts before the first command.
     *
     * @param programs all versions of the program
     * @param account whose standing
     * @param joined the instant since which the holder takes part
     */
    public StandingFold(ProgramHistory programs, AccountId account, Instant joined) {
        this.programs = programs;
        this.account = account;
        this.joined = joined;
    }

    /** Begins a command: tiers that were lost by its time are lost first. */
    public void begin(Instant recordedAt) {
        now = recordedAt;
        if (draft == null) {
            TierLadder ladder = programs.atOrFirst(now).ladder();
            KnownDays allDays = KnownDays.none(account).and(Standing.NO_DAY, TierLadder.NEVER_ENDS, List.of());
            draft = new StandingDraft(programs, joined, Standing.lowest(account, ladder), allDays, List.of());
        }
        draft.begin();
        end();
    }

    private void end() {
        StandingDraft standing = draft();
        for (Instant at = standing.dueAt(); at != null && !at.isAfter(now); at = standing.dueAt()) {
            standing.writeDue(at);
        }
    }

    /**
     * Takes a step of a return off the day of its purchase.
     *
     * @param sale the purchase
     * @param before the step before, or null for the first
     * @param step the step
     */
    public void giveBack(RecordedSale sale, @Nullable RecordedReturn before, RecordedReturn step) {
        LoyaltyProgram program = programs.atOrFirst(sale.countsAt());
        long spend = 0;
        long points = 0;
        boolean all = true;
        boolean allBefore = true;
        for (PurchaseLine line : sale.purchase().lines()) {
            long qualifying = Decisions.spend(program, line);
            BigDecimal quantity = quantity(step, line);
            BigDecimal earlier = quantity(before, line);
            spend += part(quantity, line, qualifying) - part(earlier, line, qualifying);
            points += points(step, line) - points(before, line);
            all &= quantity.compareTo(line.quantity()) == 0;
            allBefore &= earlier.compareTo(line.quantity()) == 0;
        }
        Map<String, Long> own = QualifyingMetric.change(
                program, sale.purchase(), line -> quantity(before, line), line -> quantity(step, line));
        draft().uncount(program, sale.countsAt(), spend, points, all && !allBefore ? 1 : 0, own, now);
    }

    /** Returns how many points of a line are due back when a quantity of it has come back so far. */
    public static long part(BigDecimal quantity, PurchaseLine line, long of) {
        return Ratio.of(quantity)
                .dividedBy(Ratio.of(line.quantity()))
                .times(Ratio.of(of))
                .floor()
                .longValueExact();
    }

    private static BigDecimal quantity(@Nullable RecordedReturn step, PurchaseLine line) {
        return step == null
                ? BigDecimal.ZERO
                : step.line(line.id()).map(RecordedReturn.LineSum::quantity).orElse(BigDecimal.ZERO);
    }

    private static long points(@Nullable RecordedReturn step, PurchaseLine line) {
        return step == null
                ? 0
                : step.line(line.id()).map(RecordedReturn.LineSum::points).orElse(0L);
    }

    /** Returns the tier that the customer has when a purchase counts that is counted next. */
    public String tierFor(RecordedSale sale) {
        return programs.atOrFirst(sale.countsAt())
                .ladder()
                .tier(draft().tierAt(sale.countsAt()))
                .code();
    }

    /** Returns what a purchase earns that is counted next, as far as caps let it; nothing is counted yet. */
    Earning earning(RecordedSale sale, Map<String, Ratio> factors, Caps caps) {
        return Earning.of(programs, draft(), factors, Paid.of(programs, sale), sale.countsAt(), now, caps);
    }

    /**
     * Counts a purchase.
     *
     * @param points what it earned
     */
    public void sale(RecordedSale sale, long points) {
        LoyaltyProgram program = programs.atOrFirst(sale.countsAt());
        draft().count(
                        program,
                        sale.countsAt(),
                        Decisions.spend(program, sale.purchase()),
                        points,
                        QualifyingMetric.counts(program, sale.purchase()),
                        now);
    }

    /** Ends a command: a tier that a late purchase reached may be over already. */
    public void commit() {
        end();
    }

    /** Returns the revision that the last command wrote because it arrived late, or took something back, 0 when it wrote none. */
    public int movedRevision() {
        return draft().movedRevision();
    }

    /** Returns the first date whose tier the last command moved because it arrived late, or took something back, or null. */
    public @Nullable LocalDate movedFrom() {
        return draft().movedFrom();
    }

    /** Returns the standing after the last command, empty before the first. */
    public Optional<Standing> standing() {
        return Optional.ofNullable(draft).map(StandingDraft::standing);
    }

    /**
     * Gives a tier by hand.
     *
     * @param until the first instant without it, or null
     * @param command the number of the command that was begun
     */
    public void give(String tier, @Nullable Instant until, long command) {
        draft().note(now, tier, StandingChange.Cause.GIVEN, until, command);
    }

    /**
     * Reckons everything anew by the version of the program that is valid now.
     *
     * @param command the number of the command that was begun
     */
    public void reckonAnew(long command) {
        draft().reckonAnew(now, command);
    }

    /** Counts days that the command that was begun has taken over, in the order of their dates. */
    public void open(List<OpenedDay> days) {
        if (!days.isEmpty()) {
            draft().open(days, now);
        }
    }

    /**
     * Takes a tier over that was held in a former system.
     *
     * @param since the date since which it was held
     * @param until the first instant without it, or null
     * @param command the number of the command that was begun
     */
    public void takeOver(String tier, LocalDate since, @Nullable Instant until, long command) {
        draft().takeOver(now, tier, since, until, command);
    }

    /**
     * Takes the tier back that was given by hand.
     *
     * @param command the number of the command that was begun
     * @return whether there was one to take back
     */
    public boolean takeBack(long command) {
        GivenTier given = draft().standing().given();
        boolean live = given != null && given.state() == GivenTier.State.LIVE;
        if (given != null && live) {
            draft().note(now, given.tier(), StandingChange.Cause.REVOKED, null, command);
        }
        return live;
    }

    /** Returns the tier that is had at the time of the command that was begun. */
    public String tier() {
        return draft().tierAt(now);
    }

    /** Returns the instant at which the tier is lost if nothing more is bought, or the time of a given one is over. */
    public Optional<Instant> dueAt() {
        return draft == null ? Optional.empty() : Optional.ofNullable(draft.dueAt());
    }

    /** Returns all qualifying days, in order. */
    public List<QualifyingDay> days() {
        if (draft == null) {
            return List.of();
        }
        return draft.changedDays().stream()
                .sorted(Comparator.comparing(QualifyingDay::date))
                .toList();
    }

    /** Notes which posting gave what a tier gives that was reached. */
    public void gave(String tier, long number) {
        draft().gave(tier, number);
    }

    /** Returns what tiers gave that were never reached, since this was asked last. */
    public List<TierEntry.Lost> takeLost() {
        return draft == null ? List.of() : draft.takeLost();
    }

    /** Returns what tiers give since this was asked last. */
    public List<TierEntry> takeEntries() {
        return draft == null ? List.of() : draft.takeEntries();
    }

    /** Returns all changes of the tier, in the order in which they were written. */
    public List<StandingChange> changes() {
        return draft == null ? List.of() : List.copyOf(draft.added());
    }

    private StandingDraft draft() {
        if (draft == null) {
            throw new IllegalStateException("No command was begun");
        }
        return draft;
    }
}
