package org.loyalty4j.program;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Posting;
import org.loyalty4j.sale.PurchaseLine;

/**
 * The counters of one account, reckoned anew from its commands in the order in which they were recorded, and what its
 * purchases have to earn by them. They end as the stored ones unless those were tampered with. Used by one thread.
 */
public final class CounterFold {

    private final ProgramHistory programs;
    private final CountersDraft counters;
    private final Map<CommandKey, Map<String, Long>> had = new HashMap<>(0);
    private final Map<CommandKey, Map<String, Ratio>> left = new HashMap<>(0);

    /**
     * Starts before the first command.
     *
     * @param programs all versions of the program
     * @param account whose counters
     */
    public CounterFold(ProgramHistory programs, AccountId account) {
        this.programs = programs;
        this.counters = CountersDraft.empty(account);
    }

    /**
     * Counts a purchase.
     *
     * @param standing tells the tier that counts for it; it has not counted the purchase yet
     * @param balance all points of the account before it earned any
     * @return what it has to earn, and by which lines and rules
     */
    public List<Attribution> sale(RecordedSale sale, StandingFold standing, long balance) {
        return sale(sale, sale.command().result().factors(), standing, balance);
    }

    /**
     * Counts a purchase as it would have been with some personal factors.
     *
     * @param factors by their names; one that is not there is 1
     */
    public List<Attribution> sale(RecordedSale sale, Map<String, Ratio> factors, StandingFold standing, long balance) {
        LoyaltyProgram program = programs.atOrFirst(sale.countsAt());
        Counting counting = counting(program, sale.countsAt());
        Caps caps = new Caps(program, counting, counters, balance);
        Earning earning = standing.earning(sale, factors, caps);
        counting.count(counters, earning.attributions());
        caps.carry(earning);
        if (!earning.fractions().isEmpty()) {
            left.put(sale.purchase().key(), earning.fractions());
        }
        Map<String, Long> turns =
                caps.turns().count(Turns.basket(programs, Paid.of(programs, sale), sale.countsAt()), earning.tier());
        if (!turns.isEmpty()) {
            had.put(sale.purchase().key(), turns);
        }
        List<Attribution> inOrder = new ArrayList<>(earning.attributions().size());
        // In the order of the lots that the points stand in.
        EarningParts.of(program, earning.attributions(), standing.tierFor(sale))
                .forEach(part -> inOrder.addAll(part.attributions()));
        return inOrder;
    }

    /**
     * Takes a step of a return off the periods of its purchase.
     *
     * @param sale the purchase
     * @param earned what it earned
     * @param before the step before, or null for the first
     * @param step the step
     */
    public void giveBack(
            RecordedSale sale, List<Attribution> earned, @Nullable RecordedReturn before, RecordedReturn step) {
        LoyaltyProgram program = programs.atOrFirst(sale.countsAt());
        counting(program, sale.countsAt())
                .uncount(
                        counters,
                        sale,
                        earned,
                        Counting.quantities(before),
                        Counting.quantities(step),
                        step.shortfall() - (before == null ? 0 : before.shortfall()));
        if (program.carries()) {
            new Carry(counters)
                    .giveBack(
                            sale.purchase().lines(),
                            fractions(sale),
                            earned,
                            Counting.quantities(before),
                            Counting.quantities(step));
        }
        if (isAll(sale, step) && !isAll(sale, before)) {
            new Turns(program, counting(program, sale.countsAt()), counters)
                    .uncount(
                            Turns.basket(programs, Paid.of(programs, sale), sale.countsAt()),
                            turns(sale).keySet(),
                            step.shortfall() > 0);
        }
    }

    private static boolean isAll(RecordedSale sale, @Nullable RecordedReturn step) {
        Function<PurchaseLine, BigDecimal> back = Counting.quantities(step);
        return sale.purchase().lines().stream()
                .allMatch(line -> back.apply(line).compareTo(line.quantity()) == 0);
    }

    /** Returns what lines of a purchase that was counted left over of whole points. */
    public Map<String, Ratio> fractions(RecordedSale sale) {
        return left.getOrDefault(sale.purchase().key(), Map.of());
    }

    /** Returns the rules whose turn a purchase had that was counted, and which one it was for them. */
    public Map<String, Long> turns(RecordedSale sale) {
        return had.getOrDefault(sale.purchase().key(), Map.of());
    }

    /**
     * Counts an event that is no purchase.
     *
     * @param command the event
     * @param balance all points of the account before it gave any
     * @param missed what is kept of why rules gave nothing, to be filled
     * @return what it has to give, by its rules in their order
     */
    public List<Attribution> event(CommandRecord command, long balance, Map<String, Long> missed) {
        Map.Entry<String, Instant> event = command.result().event();
        if (event == null) {
            return List.of();
        }
        ActivityRun.Given came = ActivityDraft.run(programs, event).give(counters, balance);
        missed.putAll(came.kept(event.getKey(), event.getValue()));
        return came.given();
    }

    /**
     * Frees what an event was counted in that is undone.
     *
     * @param event the event
     * @param given what it gave
     * @param missing whether points of it were missing
     * @return false where it was undone before
     */
    public boolean undone(CommandRecord event, List<Attribution> given, boolean missing) {
        boolean first = counters.amount(ActivityRun.undone(event.sequence())) == 0;
        if (first) {
            ActivityDraft.free(programs, counters, event, given, missing);
        }
        return first;
    }

    /** Counts points that a posting used. */
    public void redeemed(Posting debit) {
        of(debit).use(counters, -debit.amount());
    }

    /** Counts points that a posting gave as a correction. */
    public void corrected(Posting credit) {
        of(credit).correct(counters, credit.amount());
    }

    /** Counts points that went to another customer with a posting, or came back when negative. */
    public void sent(Posting debit, long points) {
        of(debit).send(counters, points);
    }

    /** Counts points that a posting took for goods of which nobody knew the purchase. */
    public void reversed(Posting debit) {
        for (Attribution part : debit.attributions()) {
            if (part.rule().equals(UnknownReturns.RULE)) {
                LoyaltyProgram program = program(debit);
                counters.add(UnknownReturns.taken(program.dateOf(debit.countsAt())), -part.granted());
            }
        }
    }

    /** Takes points that came back off the periods of the posting that used them. */
    public void restored(Posting debit, long points) {
        of(debit).use(counters, -points);
    }

    /**
     * Returns what limits of spending left at the time of a posting that is not counted yet, or null without any.
     *
     * @param held what was held then
     */
    public CommandRecord.@Nullable Room room(Posting debit, long held) {
        return of(debit).room(counters, held);
    }

    /**
     * Returns what limits of spending leave at an instant of what was counted so far, or null without any.
     *
     * @param held what is held then
     */
    public CommandRecord.@Nullable Room room(Instant at, long held) {
        return counting(programs.atOrFirst(at), at).room(counters, held);
    }

    /** Says whether anything is limited that a posting uses. */
    public boolean limits(Posting debit) {
        return !program(debit).spending().limits().isEmpty();
    }

    private LoyaltyProgram program(Posting posting) {
        return programs.atOrFirst(posting.countsAt());
    }

    private Counting of(Posting posting) {
        return counting(program(posting), posting.countsAt());
    }

    private static Counting counting(LoyaltyProgram program, Instant at) {
        return new Counting(program, program.dateOf(at));
    }

    /** Returns everything that was counted, in the order of the keys. */
    public List<Counter> counters() {
        return counters.changed().stream()
                .sorted(Comparator.comparing(Counter::key))
                .toList();
    }
}
