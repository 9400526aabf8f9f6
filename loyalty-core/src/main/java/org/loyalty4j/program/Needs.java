package org.loyalty4j.program;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.Decisions.DaysNeeded;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;
import org.loyalty4j.tier.GivenTier;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierRule;

/** What has to be known of an account before a command can be decided, as little as will do. */
final class Needs {

    private Needs() {}

    /**
     * Returns the instant such that every lot has to be known that goes before it, or null where nothing is to be told; the
     * last instant of all where all points go because nothing happened.
     */
    static @Nullable Instant lotsBefore(ProgramHistory programs, RewardAccount account, Command command, Instant now) {
        Instant idle = account.available() > 0 ? programs.idleAt(account.activeAt()) : null;
        if (idle != null && !idle.isAfter(now)) {
            return Instant.MAX;
        }
        if (!programs.givesNotice()) {
            return null;
        }
        boolean due = account.due().filter(at -> !at.isAfter(now)).isPresent();
        // What is told from then on does not stand in a head that was written before.
        boolean begins = programs.versions().stream()
                .anyMatch(version -> version.validFrom().isAfter(account.lastRecordedAt())
                        && !version.validFrom().isAfter(now));
        return due || begins || mayTellOfAll(programs, account, command, now) ? programs.noticedBefore(now) : null;
    }

    /** Says whether a command may have to tell that all points go because nothing happens: which go before that is known. */
    private static boolean mayTellOfAll(ProgramHistory programs, RewardAccount account, Command command, Instant now) {
        if (!programs.anyInactivity()) {
            return false;
        }
        Instant given = command instanceof Command.Give give
                ? give.request().happenedAt()
                : command instanceof Command.Happen happen ? happen.request().happenedAt() : null;
        Instant happened = command instanceof Command.Sale sale
                ? sale.checkout().purchase().happened().orElse(now)
                : given == null ? now : given;
        Instant before = programs.noticedBefore(now);
        return Stream.of(programs.idleAt(account.activeAt()), programs.idleAt(now), programs.idleAt(happened))
                .anyMatch(end -> end != null && end.isBefore(before));
    }

    /**
     * Returns how many points a command may take from lots in burn order at most, so that enough of them are brought.
     */
    static long burnBound(ProgramHistory programs, AccountState state, Command command) {
        if (command instanceof Command.Adjust) {
            return pointsAsked(programs, command);
        }
        if (command instanceof Move) {
            return Math.min(pointsAsked(programs, command), state.account().available());
        }
        if (command instanceof Command.GiveBack || command instanceof Command.Annul) {
            Return giveBack = returned(command);
            return giveBack == null ? 0 : boundOfReturn(state, giveBack.purchase(), false);
        }
        if (command instanceof Command.Sale sale) {
            Return giveBack = sale.here().giveBack();
            long redeemed = redeemBound(programs, state, command);
            return redeemed + (giveBack == null ? 0 : boundOfReturn(state, giveBack.purchase(), redeemed > 0));
        }
        return redeemBound(programs, state, command);
    }

    /** Returns the redemption that a command is or has, or null. */
    static @Nullable Redemption redemption(Command command) {
        if (command instanceof Command.Redeem redeem) {
            return redeem.request();
        }
        if (command instanceof Command.SetAside setAside) {
            return setAside.request().redemption();
        }
        return command instanceof Command.Sale sale ? sale.here().redeem() : null;
    }

    /** Returns the return that a command is or has, or null. */
    static @Nullable Return returned(Command command) {
        if (command instanceof Command.Annul annul) {
            return annul.request().asReturn();
        }
        return command instanceof Command.GiveBack back
                ? back.request()
                : command instanceof Command.Sale sale ? sale.here().giveBack() : null;
    }

    /** Returns how tiers gave points that a command may take back. */
    static Map<String, Standing.Entered> entriesInDoubt(
            ProgramHistory programs, AccountState state, Command command, Instant now) {
        Return goods = returned(command);
        AccountState.Sale origin = goods == null ? null : state.sales().get(goods.purchase());
        // A tier may have been kept by a purchase after the one with which it was reached first.
        return origin != null && Reckoning.clawsBack(programs, now)
                ? state.standing().entered()
                : Map.of();
    }

    /** Returns the lots that a command may put points back into that are past their time, where there is a grace for them. */
    static Set<Long> grace(ProgramHistory programs, AccountState state, Command command, Instant now) {
        List<Posting> debits = List.of();
        Return goods = returned(command);
        if (goods != null) {
            AccountState.Sale origin = state.sales().get(goods.purchase());
            debits = origin == null ? debits : origin.payments();
        } else if (command instanceof Command.TakeBack undo) {
            AccountState.Done done =
                    UndoDraft.find(state, Operation.REDEEM, undo.request().redemption());
            debits = done == null ? debits : done.postings();
        }
        if (debits.isEmpty() || programs.atOrFirst(now).spending().graceDays() == 0) {
            return Set.of();
        }
        Set<Long> lots = new HashSet<>();
        for (Posting debit : debits) {
            debit.lots().stream().filter(part -> isGone(part, now)).forEach(part -> lots.add(part.lot()));
        }
        for (Debt.Repayment repayment : state.debts().repayments()) {
            LotAllocation from = repayment.from();
            if (from != null && isGone(from, now)) {
                lots.add(from.lot());
            }
        }
        return lots;
    }

    private static boolean isGone(LotAllocation part, Instant now) {
        return part.goneAt() != null && !part.goneAt().isAfter(now);
    }

    /** Returns the receipt that the points of a command are used on, or null. */
    static @Nullable Purchase receipt(Command command) {
        return command instanceof Command.Sale sale ? sale.checkout().purchase() : null;
    }

    /** Returns how many points a command asks to use at most, whatever is available; for a reward, none. */
    static long pointsAsked(ProgramHistory programs, Command command) {
        if (command instanceof Command.Adjust adjust) {
            return Math.max(0, -adjust.request().points().minor());
        }
        if (command instanceof Move leg
                && leg.operation() == Operation.TRANSFER_OUT
                && leg.request() instanceof Transfer transfer) {
            long fee = 0;
            for (LoyaltyProgram program : programs.versions()) {
                fee = Math.max(fee, program.transfers().fees());
            }
            return Math.addExact(transfer.points().minor(), fee);
        }
        Redemption request = redemption(command);
        if (request == null || request.points() == null) {
            return 0;
        }
        long asked = request.points().minor();
        if (request.offline()) {
            return asked;
        }
        long most = 0;
        for (LoyaltyProgram program : programs.versions()) {
            most = most < asked ? Math.max(most, new Spending(program, receipt(command)).most()) : most;
        }
        return Math.min(most, asked);
    }

    /** More points than there are cannot be used, and what the unit gives before is known without bringing lots. */
    private static long redeemBound(ProgramHistory programs, AccountState state, Command command) {
        Redemption request = redemption(command);
        String code = request == null ? null : request.reward();
        if (code == null) {
            return Math.min(
                    pointsAsked(programs, command),
                    state.account().available() + state.account().pending());
        }
        return programs.versions().stream()
                .flatMap(version -> version.reward(code).stream())
                .flatMap(reward -> Stream.concat(Stream.of(reward.price()), reward.prices().values().stream()))
                .mapToLong(Points::minor)
                .max()
                .orElse(0);
    }

    /**
     * All that a purchase earned, because its own lots may be among those that are brought in burn order, and are used
     * first; nothing where they hold all of it and no points are used on the same receipt.
     */
    private static long boundOfReturn(AccountState state, CommandKey purchase, boolean redeems) {
        AccountState.Sale sale = state.sales().get(purchase);
        if (sale == null) {
            return 0;
        }
        long earned = 0;
        long held = 0;
        for (Posting earning : sale.earnings()) {
            earned += earning.amount();
            for (PendingLot lot : state.pending()) {
                held += lot.number() == earning.number() ? lot.remaining() : 0;
            }
            for (Lot lot : state.lots().known()) {
                held += lot.number() == earning.number() ? lot.remaining() : 0;
            }
        }
        return redeems || held < earned ? earned : 0;
    }

    /** Returns which qualifying days a command needs that the state does not hold, in the order of dates. */
    static List<DaysNeeded> days(ProgramHistory programs, AccountState state, Command command, Instant clock) {
        List<DaysNeeded> needed = new ArrayList<>(0);
        Instant now = state.account().now(clock);
        if (command instanceof Command.Sale sale) {
            Instant countsAt =
                    programs.countsAt(sale.checkout().purchase().happened().orElse(now), now);
            LoyaltyProgram program = programs.atOrFirst(countsAt);
            LocalDate date = program.dateOf(countsAt);
            LocalDate joined =
                    programs.versions().get(0).dateOf(state.membership().joined());
            boolean late = StandingDraft.isLate(programs, joined, state.standing(), countsAt, now);
            if (late || mayBecomeLate(programs, state, now, countsAt)) {
                LocalDate first = Reckoning.daysFrom(programs, date, now);
                add(needed, state, new DaysNeeded(first, program.dateOf(now), true));
            }
            if (!late) {
                leaving(programs, state, program.ladder(), date)
                        .forEach((first, leaving) -> add(needed, state, new DaysNeeded(first, leaving, false)));
                GivenTier given = state.standing().given();
                boolean before = given != null && countsAt.isBefore(given.from());
                add(needed, state, new DaysNeeded(date, date, before));
            }
        }
        if (command instanceof Command.Open open) {
            LocalDate first = OpeningDays.first(open.request());
            LocalDate today = programs.atOrFirst(now).dateOf(now);
            if (first != null && first.isBefore(today)) {
                add(needed, state, new DaysNeeded(Reckoning.daysFrom(programs, first, now), today, true));
            }
        }
        if (command instanceof Command.Reckon) {
            LocalDate today = programs.atOrFirst(now).dateOf(now);
            add(needed, state, new DaysNeeded(Standing.NO_DAY, today, true));
        }
        if (command instanceof Command.TakeUnknown) {
            LocalDate today = programs.atOrFirst(now).dateOf(now);
            add(needed, state, new DaysNeeded(UnknownReturns.firstDay(today), today, false));
        }
        Return giveBack = returned(command);
        if (giveBack != null) {
            AccountState.Sale origin = state.sales().get(giveBack.purchase());
            if (origin != null) {
                Instant countsAt = origin.sale().countsAt();
                LocalDate date = programs.atOrFirst(countsAt).dateOf(countsAt);
                add(
                        needed,
                        state,
                        Reckoning.recomputes(programs, now)
                                ? new DaysNeeded(
                                        Reckoning.daysFrom(programs, date, now),
                                        programs.atOrFirst(now).dateOf(now),
                                        true)
                                : new DaysNeeded(date, date, false));
            }
        }
        return needed;
    }

    /** Returns which counters a command needs, as far as that can be told before the account is known. */
    static Set<Counter.Key> counters(ProgramHistory programs, Command command, Instant now) {
        Set<Counter.Key> keys = Set.of();
        if (command instanceof Command.Sale sale) {
            Instant countsAt =
                    programs.countsAt(sale.checkout().purchase().happened().orElse(now), now);
            keys = and(keys, counting(programs, countsAt).ofPurchase());
        }
        if (command instanceof Command.Adjust adjust
                && adjust.request().points().minor() > 0) {
            keys = and(keys, counting(programs, now).ofCorrection());
        }
        if (command.operation() == Operation.TRANSFER_OUT) {
            keys = and(keys, counting(programs, now).ofTransfer());
        }
        if (command instanceof Command.Happen happen) {
            Activity event = happen.request();
            Instant countsAt = programs.countsAt(event.happenedAt() == null ? now : event.happenedAt(), now);
            return new ActivityRun(programs.atOrFirst(countsAt), event.event(), countsAt).keys();
        }
        return mayUse(command) ? and(keys, counting(programs, now).ofUse()) : keys;
    }

    /** Returns which counters a command needs that the state does not hold. */
    static Set<Counter.Key> counters(ProgramHistory programs, AccountState state, Command command, Instant clock) {
        Set<Counter.Key> keys = counters(programs, command, state.account().now(clock));
        Return giveBack = returned(command);
        AccountState.Sale origin = giveBack == null ? null : state.sales().get(giveBack.purchase());
        if (origin != null) {
            keys = and(keys, counting(programs, origin.sale().countsAt()).ofPurchase());
            for (Posting payment : origin.payments()) {
                keys = and(keys, counting(programs, payment.countsAt()).ofUse());
            }
        }
        if (command instanceof Command.TakeUnknown) {
            Instant now = state.account().now(clock);
            keys = and(keys, UnknownReturns.taken(programs.atOrFirst(now), now));
        }
        if (command instanceof Command.TakeBack undo) {
            AccountState.Done done =
                    UndoDraft.find(state, Operation.REDEEM, undo.request().redemption());
            for (Posting debit : done == null ? List.<Posting>of() : done.postings()) {
                keys = and(keys, counting(programs, debit.countsAt()).ofUse());
            }
        }
        if (command.operation() == Operation.TRANSFER_UNDO_IN
                && command instanceof Move leg
                && leg.request() instanceof TransferUndo undo) {
            AccountState.Done done = UndoDraft.find(state, Operation.TRANSFER_OUT, undo.transfer());
            for (Posting debit : done == null ? List.<Posting>of() : done.postings()) {
                keys = and(keys, counting(programs, debit.countsAt()).ofTransfer());
            }
        }
        if (keys.isEmpty()) {
            return keys;
        }
        Set<Counter.Key> missing = new HashSet<>(keys);
        missing.removeAll(state.counters().keySet());
        return missing;
    }

    private static Counting counting(ProgramHistory programs, Instant at) {
        LoyaltyProgram program = programs.atOrFirst(at);
        return new Counting(program, program.dateOf(at));
    }

    /** Says whether a command may use points as a redemption does. */
    private static boolean mayUse(Command command) {
        return command instanceof Command.SetAside || command instanceof Command.UseHeld || redemption(command) != null;
    }

    private static <T> Set<T> and(Set<T> some, Set<T> more) {
        if (some.isEmpty() || more.isEmpty()) {
            return some.isEmpty() ? more : some;
        }
        Set<T> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }

    /** Returns the ranges of days that leave windows when they move to a date: the last date by the first one. */
    private static SortedMap<LocalDate, LocalDate> leaving(
            ProgramHistory programs, AccountState state, TierLadder ladder, LocalDate date) {
        Standing standing = state.standing();
        LocalDate joined = programs.versions().get(0).dateOf(state.membership().joined());
        SortedMap<LocalDate, LocalDate> ranges = new TreeMap<>();
        leaving(ranges, standing, standing.windowStart(), ladder.window(), date, joined);
        for (TierRule.Count count : ladder.counters()) {
            Standing.Sum sum = standing.sums().get(count.key());
            if (sum != null) {
                leaving(ranges, standing, sum.start(), count.window(), date, joined);
            }
        }
        return ranges;
    }

    private static void leaving(
            SortedMap<LocalDate, LocalDate> ranges,
            Standing standing,
            LocalDate start,
            TierLadder.Window window,
            LocalDate date,
            LocalDate joined) {
        LocalDate last = WindowSums.startOn(window, standing, start, date, joined);
        if (standing.windowDay().isAfter(last) && last.isAfter(start)) {
            ranges.merge(start.plusDays(1), last, (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    /** A tier whose end is not written yet may make an offline purchase a late one. */
    private static boolean mayBecomeLate(ProgramHistory programs, AccountState state, Instant now, Instant countsAt) {
        if (!countsAt.isBefore(now)) {
            return false;
        }
        Instant due =
                new StandingDraft(programs, state.membership().joined(), state.standing(), state.days(), null).dueAt();
        return due != null && !due.isAfter(now);
    }

    private static void add(List<DaysNeeded> needed, AccountState state, DaysNeeded days) {
        if (!days.last().isBefore(days.first())
                && (!state.days().covers(days.first(), days.last()) || (days.history() && state.changes() == null))) {
            needed.add(days);
        }
    }
}
