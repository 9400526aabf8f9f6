package org.loyalty4j;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Page;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.ExpiryNotice;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.store.StoreTransaction;

/**
 * Writes down what has fallen due in all purses: points that are gone, tiers that are lost. Called by the host's
 * scheduler as often as it likes; no answer of any desk depends on it. Safe for use by many threads, and by several
 * processes at once.
 */
public final class Maintenance {

    /** How far the given time may be from the engine's clock. */
    public static final Duration DISTANCE_MAX = Duration.ofDays(2);

    /** Those of one transaction hold up the tills of their customers; more would hardly be written any faster. */
    private static final int PAGE_MAX = 128;

    /** The first transactions of a program that has just started take far longer for each account. */
    private static final int PAGE_FIRST = 16;

    private final Engine engine;

    Maintenance(Engine engine) {
        this.engine = engine;
    }

    /** Returns the desk that writes phones anew when a library has got another normalizer. */
    public PhoneForms phones() {
        return new PhoneForms(engine);
    }

    /**
     * What a run did.
     *
     * @param accounts how many accounts were looked at
     * @param written for how many of them something had fallen due
     * @param expired how many points were written off, in smallest units, those of all purses together
     * @param finished whether nothing more is due
     */
    public record Report(long accounts, long written, long expired, boolean finished) {

        private Report plus(Report more) {
            return new Report(accounts + more.accounts, written + more.written, expired + more.expired, more.finished);
        }
    }

    /**
     * Writes down everything that is due by an instant, but nothing that is not due yet by the engine's clock.
     *
     * @param now not more than {@link #DISTANCE_MAX} from the engine's clock, however long ago the last run was
     * @throws InvalidRequestException if it is farther away: a clock that jumps must not expire everybody's points
     */
    public Report run(Instant now) {
        return run(now, progress -> true);
    }

    /**
     * Writes down what is due by an instant, some accounts at a time, each time in a transaction of its own. It
     * can be stopped and run again: it goes on where it was.
     *
     * @param now not more than {@link #DISTANCE_MAX} from the engine's clock
     * @param goOn is told the sums after each transaction, and says whether to go on
     * @throws InvalidRequestException if the instant is too far away
     */
    public Report run(Instant now, Predicate<Report> goOn) {
        Instant clock = engine.now();
        Instant asked = now.truncatedTo(ChronoUnit.MICROS);
        if (Duration.between(clock, asked).abs().compareTo(DISTANCE_MAX) > 0) {
            throw new InvalidRequestException(
                    "now",
                    Code.TIME_OUT_OF_RANGE,
                    "the time of a run is at most 48 hours from the engine's clock; look which of them is wrong");
        }
        // What lies ahead of the engine's clock can still be used, and is not written off.
        Instant until = asked.isAfter(clock) ? clock : asked;
        Report sum = new Report(0, 0, 0, false);
        for (int most = PAGE_FIRST; !sum.finished(); most = Math.min(2 * most, PAGE_MAX)) {
            int page = most;
            sum = sum.plus(engine.write(tx -> page(tx, until, page)));
            if (!goOn.test(sum)) {
                break;
            }
        }
        return sum;
    }

    /**
     * Returns what was told to go soon, in all purses, as the program's {@code LotRules.noticeBefore} says, soonest gone
     * first. Each row is written once, by a run or by whatever else writes to the account first, however often and late
     * that is; points that come back after their time to be told are not told any more. A host that sends messages asks
     * after each run for everything that goes from today on, and remembers which rows it has sent: a row may be added
     * before others that were asked for.
     *
     * <p>Where points go when nothing happens for a time, this is told in the same way, for each date on which they would go:
     * of points whose own day is later, which may be told by themselves. An activity moves the date, and it is told again
     * before the new one; whether a date still stands is said by the account's schedule.
     *
     * @param first the first date on which points are gone, in the program's zone
     * @param last the last such date
     * @param after begin after this one, or null to begin with the first
     * @param count how many at most, from 1 to {@value Page#SIZE_MAX}
     * @throws InvalidRequestException if a date is missing, the last is before the first, or one is not within the years 1
     *     to 9999
     */
    public List<ExpiryNotice> notices(LocalDate first, LocalDate last, @Nullable ExpiryNotice after, int count) {
        int size = Page.checkedSize(count);
        new Violations().required("first", first).required("last", last).throwIfAny();
        new Violations()
                .check(!last.isBefore(first), "last", Code.EMPTY_RANGE, "the last date is not before the first")
                .check(
                        first.getYear() >= 1 && last.getYear() <= 9999,
                        "first",
                        Code.TIME_OUT_OF_RANGE,
                        "a date is within the years 1 to 9999")
                .throwIfAny();
        Instant clock = engine.now();
        return engine.read(reader -> {
            LoyaltyProgram program = reader.programs().atOrFirst(clock);
            return reader.ledger().notices(program.startOf(first), program.startOf(last.plusDays(1)), after, size);
        });
    }

    /**
     * A page of the accounts that owe points.
     *
     * @param accounts the accounts as they were written last, by customers in an order of the store's own that stays, those
     *     of a customer by purses; may be empty although there are more
     * @param next the customer to go on after, or null where all were looked at
     */
    public record Debts(
            List<RewardAccount> accounts, @Nullable CustomerId next) {

        /** Copies the list. */
        public Debts {
            accounts = List.copyOf(accounts);
        }
    }

    /**
     * Returns which accounts of some customers owe points, in all purses. Asks one question for these customers and one more
     * for each of their accounts, whether it owes or not: no index tells who owes, because one on a number that changes with
     * sales would cost every sale.
     *
     * @param after go on after this customer, or null to begin
     * @param count how many customers are looked at, from 1 to 1,000
     * @throws InvalidRequestException if the count is outside of that
     */
    public Debts debts(@Nullable CustomerId after, int count) {
        int size = Page.checkedSize(count);
        return engine.read(reader -> {
            List<Customer> customers = reader.customers().page(after, size);
            if (after != null && !customers.isEmpty() && customers.get(0).id().equals(after)) {
                throw new StoreException("The store brings customers again that it was to go on after");
            }
            List<RewardAccount> owing = new ArrayList<>(0);
            for (Customer customer : customers) {
                for (String purse : engine.whole(reader).purses()) {
                    reader.ledger()
                            .head(new AccountId(customer.id(), purse))
                            .filter(head -> head.debt() > 0)
                            .ifPresent(owing::add);
                }
            }
            boolean last = customers.size() < size;
            return new Debts(owing, last ? null : customers.get(size - 1).id());
        });
    }

    private Report page(StoreTransaction tx, Instant until, int most) {
        List<Changes.Due> due = tx.ledger().due(until, most);
        Report sum = new Report(0, 0, 0, due.size() < most);
        ProgramHistory known = engine.whole(tx);
        if (!due.stream()
                .allMatch(next -> known.purses().contains(next.account().purse()))) {
            // Somebody else published another purse; with an opening the store looks.
            tx.open(List.of());
        }
        ProgramHistory whole = engine.whole(tx);
        // Accounts are locked purse after purse, as those of a receipt are.
        for (String purse : whole.purses()) {
            List<Changes.Due> own = whole.others().isEmpty()
                    ? due
                    : due.stream()
                            .filter(next -> next.account().purse().equals(purse))
                            .toList();
            sum = sum.plus(ofPurse(tx, purse, own, until, sum.finished()));
        }
        return sum;
    }

    private Report ofPurse(StoreTransaction tx, String purse, List<Changes.Due> due, Instant until, boolean last) {
        Map<CustomerId, List<Changes.Due>> byCustomer = new LinkedHashMap<>();
        due.forEach(next -> byCustomer
                .computeIfAbsent(next.account().holder(), customer -> new ArrayList<>(1))
                .add(next));
        Engine inside = engine.in(purse);
        Settler settler = new Settler(inside, inside.view(engine.below(tx)));
        Map<CustomerId, Command> commands = new LinkedHashMap<>();
        byCustomer.keySet().forEach(customer -> commands.put(customer, catchUp(customer, until)));
        if (!commands.isEmpty()) {
            settler.gather(List.copyOf(commands.values()));
        }
        long written = 0;
        long expired = 0;
        for (Map.Entry<CustomerId, Command> entry : commands.entrySet()) {
            AccountState state = settler.state(entry.getKey()).orElse(null);
            settler.done(byCustomer.getOrDefault(entry.getKey(), List.of()));
            if (state == null) {
                continue;
            }
            boolean isDue =
                    state.account().due().filter(at -> !at.isAfter(until)).isPresent();
            if (isDue && settler.decide(entry.getValue()) instanceof Settlement.Settled settled) {
                written++;
                expired += settled.result().expired();
            }
            settler.state(entry.getKey()).ifPresent(settler::schedule);
        }
        settler.write();
        return new Report(commands.size(), written, expired, last);
    }

    private Command catchUp(CustomerId customer, Instant until) {
        CommandKey key = new CommandKey("due " + engine.ids().newId(engine.now()));
        return new Command.CatchUp(key, customer, until);
    }
}
