package org.loyalty4j.simulation;

import java.time.MonthDay;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LotRules.Expiry;
import org.loyalty4j.program.LotRules.Pending;
import org.loyalty4j.program.PendingChange;
import org.loyalty4j.tier.PeriodEnd;

/**
 * Lets points wait for a date or a confirmation, for a third of all seeds, and confirms and cancels them. It has chances of
 * its own, so that a seed still tells the story that it told before there were any.
 */
final class Waits {

    private final Random random;
    private final boolean quiet;
    private final List<PendingChange> about = new ArrayList<>();
    private @Nullable PendingChange last;
    private int keys;

    Waits(long seed) {
        this.random = new Random(seed * 31);
        this.quiet = seed % 3 != 0 && ~seed % 3 != 0;
    }

    LotRules season() {
        if (quiet) {
            return LotRules.none();
        }
        LotRules rules =
                random.nextInt(4) == 0 ? LotRules.none() : LotRules.none().with(pending());
        if (random.nextInt(3) == 0) {
            rules = rules.with(Expiry.on(MonthDay.of(6, 30), MonthDay.of(2, 29)));
        }
        if (random.nextInt(3) == 0) {
            rules = rules.with(Expiry.after(PeriodEnd.endOfDay(Period.ofDays(20)))
                    .thenOn(MonthDay.of(12, 31), MonthDay.of(3, 31)));
        }
        return random.nextInt(3) == 0 ? rules.noticeBefore(1 + random.nextInt(40)) : rules;
    }

    Bonus season(Bonus bonus) {
        return quiet || random.nextBoolean() ? bonus : bonus.pending(pending());
    }

    private Pending pending() {
        Pending pending = pick(List.of(
                Pending.until(PeriodEnd.startOfDay(Period.ofDays(14))),
                Pending.until(PeriodEnd.endOfMonth(Period.ZERO)),
                Pending.untilConfirmed(),
                Pending.untilConfirmed(PeriodEnd.endOfDay(Period.ofDays(random.nextInt(30)))),
                Pending.nothing()));
        return pending.expiringFrom(pick(List.of(Pending.From.values())));
    }

    void gave(PendingChange.Origin origin, CustomerId customer, CommandKey key) {
        about.add(new PendingChange(
                PendingChange.Kind.CONFIRM, CommandKey.of("x"), customer, origin, key, null, null, null, null));
    }

    /** Returns a confirmation or cancellation, or null where it is something else's turn. */
    Action.@Nullable Decide change() {
        if (quiet || about.isEmpty() || random.nextInt(5) > 0) {
            return null;
        }
        PendingChange before = last;
        if (before != null && random.nextInt(6) == 0) {
            return new Action.Decide(random.nextBoolean() ? before : before.only(Points.of(3)));
        }
        PendingChange recent = about.get(Math.max(0, about.size() - 1 - random.nextInt(12)));
        PendingChange.Kind kind = random.nextInt(3) > 0 ? PendingChange.Kind.CONFIRM : PendingChange.Kind.CANCEL;
        PendingChange change = new PendingChange(
                kind,
                CommandKey.of("p" + ++keys),
                recent.customer(),
                recent.origin(),
                recent.given(),
                random.nextBoolean() ? null : Points.of(1 + random.nextInt(12)),
                null,
                null,
                null);
        last = change;
        return new Action.Decide(change);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
