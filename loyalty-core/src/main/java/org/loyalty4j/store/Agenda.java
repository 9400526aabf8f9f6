package org.loyalty4j.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.loyalty4j.points.AccountId;

/**
 * When accounts have to be looked at. Points of a whole shop go at the same few instants, so the accounts of one instant
 * stand together, in stripes that keep two tills from waiting for each other. Safe for use by many threads.
 */
final class Agenda {

    private static final int STRIPES = 16;

    private final ConcurrentSkipListMap<Instant, Moment> byInstant = new ConcurrentSkipListMap<>();

    /** Some of the accounts of an instant; guarded by itself. */
    private static final class Stripe {
        private final Set<AccountId> accounts = new HashSet<>(2);
    }

    /** All accounts of an instant. */
    private static final class Moment {
        private final List<Stripe> stripes =
                Stream.generate(Stripe::new).limit(STRIPES).toList();

        Stripe of(AccountId account) {
            return stripes.get(Math.floorMod(account.hashCode(), STRIPES));
        }
    }

    /** Adds an entry; says whether it was not there. */
    boolean add(Changes.Due due) {
        while (true) {
            Moment moment = byInstant.computeIfAbsent(due.at(), at -> new Moment());
            Stripe stripe = moment.of(due.account());
            synchronized (stripe) {
                // An instant that was given up as empty meanwhile is begun anew.
                if (byInstant.get(due.at()) == moment) {
                    return stripe.accounts.add(due.account());
                }
            }
        }
    }

    /** Removes an entry; says whether it was there. */
    boolean remove(Changes.Due due) {
        Moment moment = byInstant.get(due.at());
        if (moment == null) {
            return false;
        }
        Stripe stripe = moment.of(due.account());
        boolean removed;
        synchronized (stripe) {
            removed = stripe.accounts.remove(due.account());
        }
        if (removed) {
            dropIfEmpty(due.at(), moment, 0);
        }
        return removed;
    }

    /** Gives an instant up once nothing stands at it; all its stripes are held, so that nothing is added meanwhile. */
    private void dropIfEmpty(Instant at, Moment moment, int from) {
        if (from == STRIPES) {
            byInstant.remove(at, moment);
            return;
        }
        Stripe stripe = moment.stripes.get(from);
        synchronized (stripe) {
            if (stripe.accounts.isEmpty()) {
                dropIfEmpty(at, moment, from + 1);
            }
        }
    }

    /** Returns entries up to an instant, soonest first. */
    List<Changes.Due> due(Instant until, int count) {
        List<Changes.Due> due = new ArrayList<>();
        for (Map.Entry<Instant, Moment> entry : byInstant.headMap(until, true).entrySet()) {
            for (Stripe stripe : entry.getValue().stripes) {
                synchronized (stripe) {
                    for (AccountId account : stripe.accounts) {
                        if (due.size() == count) {
                            return due;
                        }
                        due.add(new Changes.Due(entry.getKey(), account));
                    }
                }
            }
        }
        return due;
    }
}
