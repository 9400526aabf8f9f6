package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Membership;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.tier.OpenedDay;
import org.loyalty4j.tier.StandingChange;

/** Runs a trial over all customers, some at a time, each of them in memory alone. Used by one thread. */
final class Trials {

    private static final int CUSTOMERS = 100;

    private static final int SALES = 500;

    private final Engine engine;
    private final Consumer<ProgramTrial.OfCustomer> each;
    private final Instant now;
    private ProgramTrial trial;

    Trials(Engine engine, ProgramTrial begun, Consumer<ProgramTrial.OfCustomer> each) {
        this.engine = engine;
        this.trial = begun;
        this.each = each;
        this.now = engine.now();
    }

    ProgramTrial run(Predicate<ProgramTrial> goOn) {
        while (!trial.finished()) {
            List<ProgramTrial.OfCustomer> page = engine.read(this::page);
            // The host's code runs outside of the store's reading.
            page.forEach(each);
            if (!goOn.test(trial)) {
                break;
            }
        }
        return trial;
    }

    private List<ProgramTrial.OfCustomer> page(StoreReader reader) {
        ProgramHistory published = engine.programs(reader);
        ProgramHistory tried = published.trying(trial.program(), trial.since());
        tried.requireFormulas();
        String purse = published.versions().get(0).purse().code();
        CustomerId after = trial.after();
        List<Customer> customers = reader.customers().page(after, CUSTOMERS);
        if (after != null && !customers.isEmpty() && customers.get(0).id().compareTo(after) <= 0) {
            throw new StoreException("The store brings customers again that it was to go on after");
        }
        List<ProgramTrial.OfCustomer> page = new ArrayList<>(customers.size());
        for (Customer customer : customers) {
            page.add(look(reader, new AccountId(customer.id(), purse), customer.membership(), published, tried));
        }
        if (customers.isEmpty()) {
            trial = trial.done();
        }
        return page;
    }

    private ProgramTrial.OfCustomer look(
            StoreReader reader, AccountId account, Membership member, ProgramHistory published, ProgramHistory tried) {
        TrialSide one = new TrialSide(engine.factors(), published, account, member, trial.since());
        TrialSide other = new TrialSide(engine.factors(), tried, account, member, trial.since());
        long sold = new Replay(reader, account, trial.since(), List.of(one, other)).run();
        CustomerId customer = account.holder();
        ProgramTrial.Move move = new ProgramTrial.Move(one.tierAt(now), other.tierAt(now));
        trial = trial.and(customer, sold, one, other, move);
        return new ProgramTrial.OfCustomer(customer, Points.of(one.earned()), Points.of(other.earned()), move);
    }

    /** The purchases and returns of an account, in the order of their commands. */
    private static final class Replay {

        private record Back(RecordedSale sale, RecordedReturn step) {}

        private final StoreReader reader;
        private final AccountId account;
        private final Instant since;
        private final List<TrialSide> sides;
        private final TreeMap<Long, Back> returns = new TreeMap<>();
        private final Deque<StandingChange> byHand = new ArrayDeque<>();
        private final TreeMap<Long, List<OpenedDay>> opened = new TreeMap<>();

        Replay(StoreReader reader, AccountId account, Instant since, List<TrialSide> sides) {
            this.reader = reader;
            this.account = account;
            this.since = since;
            this.sides = sides;
            reader.standings().changes(account).stream()
                    .filter(change -> change.cause().isAsked())
                    .forEach(byHand::add);
            reader.standings()
                    .opened(account)
                    .forEach(day -> opened.computeIfAbsent(day.sequence(), command -> new ArrayList<>())
                            .add(day));
        }

        /** Returns how many purchases count since the instant. */
        long run() {
            long count = 0;
            RecordedSale last = null;
            for (List<RecordedSale> page = page(null); !page.isEmpty(); page = page(last)) {
                for (RecordedSale sale : page) {
                    // A receipt takes goods back before it sells others.
                    giveBackUntil(sale.command().sequence());
                    openUntil(sale.command().sequence());
                    byHandUntil(sale.command().sequence());
                    sell(sale);
                    count += sale.countsAt().isBefore(since) ? 0 : 1;
                    last = sale;
                }
            }
            giveBackUntil(Long.MAX_VALUE);
            openUntil(Long.MAX_VALUE);
            byHandUntil(Long.MAX_VALUE);
            return count;
        }

        private void openUntil(long sequence) {
            while (!opened.isEmpty() && opened.firstKey() < sequence) {
                Map.Entry<Long, List<OpenedDay>> first = opened.pollFirstEntry();
                reader.ledger().commands(account, first.getKey(), 1).stream()
                        .filter(command -> command.sequence() == first.getKey())
                        .forEach(command -> sides.forEach(side -> side.open(command.recordedAt(), first.getValue())));
            }
        }

        private List<RecordedSale> page(@Nullable RecordedSale after) {
            long last = after == null ? 0 : after.command().sequence();
            List<RecordedSale> page = reader.sales().page(account, last, SALES);
            if (!page.isEmpty() && page.get(0).command().sequence() <= last) {
                // Reading on would never come to an end.
                throw new StoreException("The store brings purchases again that it was to go on after");
            }
            return page;
        }

        private void sell(RecordedSale sale) {
            List<RecordedReturn> steps =
                    reader.sales().returnsOf(account.purse(), sale.purchase().key());
            sides.forEach(side -> side.sale(sale, !steps.isEmpty()));
            steps.forEach(step -> returns.put(step.command().sequence(), new Back(sale, step)));
        }

        private void byHandUntil(long sequence) {
            for (StandingChange next = byHand.peek(); next != null && next.command() < sequence; next = byHand.peek()) {
                StandingChange change = byHand.remove();
                sides.forEach(side -> side.byHand(change));
            }
        }

        private void giveBackUntil(long sequence) {
            while (!returns.isEmpty() && returns.firstKey() <= sequence) {
                Back back = returns.pollFirstEntry().getValue();
                sides.forEach(side -> side.giveBack(back.sale(), back.step()));
            }
        }
    }
}
