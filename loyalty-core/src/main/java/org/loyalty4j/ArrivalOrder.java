package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.TrueUps;
import org.loyalty4j.program.CounterFold;
import org.loyalty4j.program.Differences;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.StandingFold;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.tier.OpenedDay;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.StandingChange.Cause;

/**
 * Reckons what the purchases of one account earn in the order in which they were made. Of each purchase it remembers no more
 * than its place in that order. Used by one thread.
 */
final class ArrivalOrder {

    /** Where a purchase stands: in the order of commands, and in that in which they were made. */
    private record Place(long sequence, Instant countsAt, String till, CommandKey key) {

        static final Comparator<Place> AS_MADE = Comparator.comparing(Place::countsAt)
                .thenComparing(Place::till)
                .thenComparing(place -> place.key().value());
    }

    private record Back(RecordedSale sale, @Nullable RecordedReturn before, RecordedReturn step) {}

    private final StoreReader reader;
    private final AccountId account;
    private final Instant from;
    private final long before;
    private final StandingFold standing;
    private final CounterFold counters;
    private final Map<Long, Long> corrected = new HashMap<>(0);
    private final TreeMap<Long, Instant> openings = new TreeMap<>();
    private final TreeMap<Long, List<OpenedDay>> opened = new TreeMap<>();
    private final Deque<StandingChange> byHand = new ArrayDeque<>();
    private final PriorityQueue<Back> returns = new PriorityQueue<>(
            Comparator.comparingLong(back -> back.step().command().sequence()));
    private final Map<CommandKey, List<Attribution>> returnable = new HashMap<>(0);
    private final Map<CommandKey, RecordedReturn> reckoned = new HashMap<>(0);
    private final List<Differences.OfPurchase> found = new ArrayList<>(0);
    private Instant now = Instant.EPOCH;
    private long looked;
    private boolean more;

    private ArrivalOrder(
            StoreReader reader, ProgramHistory programs, AccountId account, Instant joined, Instant from, long before) {
        this.reader = reader;
        this.account = account;
        this.from = from;
        this.before = before;
        this.standing = new StandingFold(programs, account, joined);
        this.counters = new CounterFold(programs, account);
    }

    /**
     * Returns the differences of an account.
     *
     * @param from the instant since which the purchases count that are looked at
     * @param before the place among the account's commands up to which, without it, everything is known
     */
    static Differences before(
            StoreReader reader, ProgramHistory programs, AccountId account, Instant from, long before) {
        Instant joined = reader.customers()
                .find(account.holder())
                .map(Customer::membership)
                .map(member -> member.joined())
                .orElse(Instant.EPOCH);
        return new ArrivalOrder(reader, programs, account, joined, from, before).run();
    }

    private Differences run() {
        AuditRows<CommandRecord> commands = new AuditRows<>(
                (place, count) -> reader.ledger().commands(account, place, count), CommandRecord::sequence);
        for (CommandRecord row = commands.peek(); row != null && row.sequence() < before; row = commands.peek()) {
            commands.next();
            if (row.operation() == Operation.TRUE_UP) {
                TrueUps.parts(row.result())
                        .forEach((purchase, points) -> corrected.merge(purchase, points.minor(), Math::addExact));
            } else if (row.operation() == Operation.OPENING) {
                openings.put(row.sequence(), row.recordedAt());
            }
        }
        reader.standings().opened(account).stream()
                .filter(day -> openings.containsKey(day.sequence()))
                .forEach(day -> opened.computeIfAbsent(day.sequence(), command -> new ArrayList<>())
                        .add(day));
        reader.standings().changes(account).stream()
                .filter(change -> change.cause().isAsked())
                .filter(change -> change.command() < before)
                .forEach(byHand::add);
        replay(places());
        return new Differences(from, looked, found, more);
    }

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        AuditRows<RecordedSale> sales = new AuditRows<>(
                (place, count) -> reader.sales().page(account, place - 1, count),
                sale -> sale.command().sequence());
        for (RecordedSale sale = sales.peek(); sale != null; sale = sales.peek()) {
            sales.next();
            long sequence = sale.command().sequence();
            if (sequence < before) {
                String till = sale.purchase().place().till();
                places.add(new Place(
                        sequence,
                        sale.countsAt(),
                        till == null ? "" : till,
                        sale.purchase().key()));
            }
        }
        return places;
    }

    /**
     * Goes through the purchases as they were made. What else was recorded comes when all purchases have come that were
     * recorded before it, so that an account whose purchases arrived in their order is reckoned as it was.
     */
    private void replay(List<Place> places) {
        long[] recorded = places.stream().mapToLong(Place::sequence).toArray();
        places.sort(Place.AS_MADE);
        boolean[] met = new boolean[recorded.length];
        int first = 0;
        for (Place place : places) {
            // A receipt takes goods back before it sells others.
            othersUntil(first < recorded.length ? recorded[first] : Long.MAX_VALUE);
            RecordedSale sale = reader.sales()
                    .find(account.purse(), place.key())
                    .orElseThrow(() -> new StoreException("The store does not find a purchase that it brought"));
            sell(sale);
            int index = Arrays.binarySearch(recorded, place.sequence());
            met[index] = true;
            while (first < met.length && met[first]) {
                first++;
            }
        }
    }

    private void begin(Instant at) {
        now = at.isAfter(now) ? at : now;
        standing.begin(now);
    }

    private void commit() {
        standing.commit();
        // What tiers give on reaching them is no purchase's.
        standing.takeEntries();
    }

    /** Does what was recorded up to a command that is no purchase, each in its order. */
    private void othersUntil(long sequence) {
        while (true) {
            Back back = returns.peek();
            StandingChange change = byHand.peek();
            long given = back == null ? Long.MAX_VALUE : back.step().command().sequence();
            long changed = change == null ? Long.MAX_VALUE : change.command();
            long days = opened.isEmpty() ? Long.MAX_VALUE : opened.firstKey();
            long next = Math.min(given, Math.min(changed, days));
            if (next == Long.MAX_VALUE || next > sequence) {
                return;
            }
            if (back != null && given == next) {
                giveBack(returns.remove());
            } else if (days == next) {
                Map.Entry<Long, List<OpenedDay>> first = opened.pollFirstEntry();
                begin(openings.getOrDefault(first.getKey(), now));
                standing.open(first.getValue());
                commit();
            } else if (change != null) {
                byHand(byHand.remove());
            }
        }
    }

    private void byHand(StandingChange change) {
        begin(change.from());
        if (change.cause() == Cause.RECKONED) {
            standing.reckonAnew(change.command());
        } else if (change.cause() != Cause.REVOKED) {
            standing.give(change.tier(), change.until(), change.command());
        } else {
            standing.takeBack(change.command());
        }
    }

    private void sell(RecordedSale sale) {
        begin(sale.countsAt());
        List<Posting> own = own(sale.command());
        List<Attribution> due = counters.sale(sale, standing, balanceBefore(sale.command(), own));
        standing.sale(sale, granted(due));
        commit();
        List<RecordedReturn> steps = reader
                .sales()
                .returnsOf(account.purse(), sale.purchase().key())
                .stream()
                .filter(step -> step.command().sequence() < before)
                .toList();
        RecordedReturn last = null;
        for (RecordedReturn step : steps) {
            returns.add(new Back(sale, last, step));
            last = step;
        }
        if (last != null) {
            returnable.put(sale.purchase().key(), due);
        }
        if (!sale.countsAt().isBefore(from)) {
            looked++;
            tell(sale, own, due, last);
        }
    }

    private void tell(RecordedSale sale, List<Posting> own, List<Attribution> due, @Nullable RecordedReturn last) {
        List<Attribution> got = new ArrayList<>();
        own.stream()
                .filter(posting -> posting.kind() == Posting.Kind.EARN)
                .forEach(posting -> got.addAll(posting.attributions()));
        long earned = granted(got) - points(last);
        long owing = granted(due) - (last == null ? 0 : points(reckoned(sale, due, last)));
        long sequence = sale.command().sequence();
        Differences.OfPurchase one = new Differences.OfPurchase(
                sale.purchase().key(),
                sequence,
                sale.countsAt(),
                Points.of(earned),
                Points.of(owing),
                Points.of(corrected.getOrDefault(sequence, 0L)),
                differing(got, due, false),
                differing(got, due, true));
        if (one.difference().minor() != 0) {
            if (found.size() < Differences.MOST) {
                found.add(one);
            } else {
                more = true;
            }
        }
    }

    private static Map<String, Long> differing(List<Attribution> got, List<Attribution> due, boolean caps) {
        Map<String, Long> sums = new TreeMap<>();
        for (Attribution part : due) {
            if (part.isCut() == caps) {
                sums.merge(part.rule(), caps ? -part.desired() : part.granted(), Long::sum);
            }
        }
        for (Attribution part : got) {
            if (part.isCut() == caps) {
                sums.merge(part.rule(), caps ? part.desired() : -part.granted(), Long::sum);
            }
        }
        sums.values().removeIf(points -> points == 0);
        return sums;
    }

    private List<Posting> own(CommandRecord command) {
        long first = command.result().firstNumber();
        return first == 0
                ? List.of()
                : reader
                        .ledger()
                        .postings(
                                account, first, Math.toIntExact(command.result().lastNumber() - first + 1))
                        .stream()
                        .filter(posting -> posting.command().equals(command.id()))
                        .toList();
    }

    /** Returns the balance that a purchase found, which a cap of the balance looks at. */
    private static long balanceBefore(CommandRecord command, List<Posting> own) {
        return own.stream()
                .filter(posting -> posting.kind() == Posting.Kind.EARN || posting.kind() == Posting.Kind.ENTRY)
                .mapToLong(Posting::before)
                .findFirst()
                .orElse(command.result().balance());
    }

    private void giveBack(Back back) {
        begin(back.step().command().recordedAt());
        CommandKey key = back.sale().purchase().key();
        List<Attribution> due = returnable.getOrDefault(key, List.of());
        RecordedReturn step = reckoned(back.sale(), due, back.step());
        RecordedReturn earlier = reckoned.put(key, step);
        standing.giveBack(back.sale(), earlier, step);
        counters.giveBack(back.sale(), due, back.before(), back.step());
        commit();
    }

    private static long granted(List<Attribution> parts) {
        return parts.stream().mapToLong(Attribution::granted).sum();
    }

    private static long points(@Nullable RecordedReturn step) {
        return step == null
                ? 0
                : step.lines().stream()
                        .mapToLong(RecordedReturn.LineSum::points)
                        .sum();
    }

    /** Returns a step of a return with the points that a purchase gave its lines. */
    static RecordedReturn reckoned(RecordedSale sale, List<Attribution> due, RecordedReturn recorded) {
        Map<String, Long> byLine = new HashMap<>();
        for (Attribution part : due) {
            if (part.line() != null) {
                byLine.merge(part.line(), part.granted(), Long::sum);
            }
        }
        List<RecordedReturn.LineSum> lines = new ArrayList<>();
        for (RecordedReturn.LineSum line : recorded.lines()) {
            PurchaseLine sold = sale.purchase().line(line.line()).orElseThrow();
            long points = StandingFold.part(line.quantity(), sold, byLine.getOrDefault(line.line(), 0L));
            lines.add(new RecordedReturn.LineSum(line.line(), line.quantity(), points));
        }
        return new RecordedReturn(
                recorded.command(),
                recorded.purchase(),
                recorded.step(),
                lines,
                recorded.payments(),
                recorded.reversed(),
                recorded.shortfall());
    }
}
