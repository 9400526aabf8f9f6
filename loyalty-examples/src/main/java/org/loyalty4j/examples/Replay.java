package org.loyalty4j.examples;

import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.Enrollment;
import org.loyalty4j.Loyalty;
import org.loyalty4j.Outcome;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.LoyaltyStore;

/**
 * Settles the purchases of a file through the ordinary desks, each on its own day. Run again over the same store, it
 * changes nothing; broken off, it goes on where it was when it is run again. A store takes one file: an export of next
 * month is another file with other keys, and what both hold would be settled twice. Used by one thread.
 */
final class Replay {

    private static final String HASHED = "sha256:";

    /** How many customers are enrolled in one transaction: enough that its end costs little, few enough to hold. */
    private static final int ENROLLED_TOGETHER = 500;

    private final ReplayClock clock = new ReplayClock();
    private final ShopProgram program;
    private final Loyalty loyalty;

    /** Makes a replay of one program. */
    Replay(LoyaltyStore store, ShopProgram program) {
        this.program = program;
        loyalty = Loyalty.over(store).clock(clock).build();
    }

    /**
     * What is replayed.
     *
     * @param file the purchases
     * @param asOf the day to stop at, or null for that of the last purchase
     * @param redeem how many points are redeemed before each purchase if there are that many, 0 for none
     */
    record Request(PurchaseFile file, @Nullable LocalDate asOf, long redeem) {

        /** Returns the day to stop at, empty when neither a purchase nor the user says one. */
        Optional<LocalDate> until() {
            List<PurchaseFile.Row> rows = file.rows();
            LocalDate last = rows.isEmpty() ? null : rows.get(rows.size() - 1).date();
            return Optional.ofNullable(asOf == null ? last : asOf);
        }

        /** Returns the purchases to that day. */
        List<PurchaseFile.Row> rows() {
            return until().map(day -> file.rows().stream()
                            .filter(row -> !row.date().isAfter(day))
                            .toList())
                    .orElse(List.of());
        }

        /** Says whether a customer bought something by that day. */
        boolean has(String customer) {
            return rows().stream().anyMatch(row -> row.customer().equals(customer));
        }

        /** Returns who bought most often by that day, of several the first in the order of letters. */
        Optional<String> mostFaithful() {
            SortedMap<String, Integer> times = new TreeMap<>();
            rows().forEach(row -> times.merge(row.customer(), 1, Integer::sum));
            return times.entrySet().stream()
                    .reduce((one, next) -> next.getValue() > one.getValue() ? next : one)
                    .map(Map.Entry::getKey);
        }
    }

    /** Returns the program that is replayed. */
    ShopProgram program() {
        return program;
    }

    /** Returns the engine, its clock standing on the last day replayed. */
    Loyalty loyalty() {
        return loyalty;
    }

    /**
     * Settles what is asked for and writes down what has fallen due by its last day.
     *
     * @param settled is called after each purchase
     * @throws ReplayException if the store holds something other than this file's purchases, or the program cannot settle
     *     them; where the store holds something else, nothing was written, unless they were read from other columns
     */
    void run(Request request, Runnable settled) throws ReplayException {
        List<PurchaseFile.Row> rows = request.rows();
        if (rows.isEmpty()) {
            return;
        }
        try {
            Instant first = program.start(rows.get(0).date());
            if (first.isBefore(Violations.EARLIEST)) {
                throw new ReplayException("The first purchase is of 1900-01-01, which begins in 1899 where the program"
                        + " is at home; purchases of the years 1900 to 2200 can be settled");
            }
            clock.stand(first);
            requireOwnStore(request.file(), rows.get(0), first);
            Map<String, CustomerId> customers = enroll(request.file(), rows, first);
            for (List<PurchaseFile.Row> day : days(rows)) {
                clock.stand(program.start(day.get(0).date()));
                settle(request, day, customers);
                day.forEach(row -> settled.run());
            }
            clock.stand(program.start(request.until().orElseThrow()));
            loyalty.maintenance().run(clock.instant());
        } catch (KeyReusedException other) {
            throw new ReplayException(
                    "The store holds purchases of this file that were read from other columns: name the same ones",
                    other);
        } catch (InvalidRequestException impossible) {
            throw new ReplayException(
                    "The program " + BadLine.shown(program.name()) + " cannot settle these purchases: "
                            + impossible.getMessage(),
                    impossible);
        }
    }

    /** A replay enrolls the customer of the first purchase first, so a store with customers has that one, if it is ours. */
    private void requireOwnStore(PurchaseFile file, PurchaseFile.Row row, Instant first) throws ReplayException {
        boolean fresh = loyalty.customers().page(1).items().isEmpty();
        boolean ours = loyalty.customers().find(identifier(row.customer())).isPresent()
                && loyalty.customers().enroll(customer(file, row, first)) instanceof Enrollment.Enrolled;
        if (!fresh && !ours) {
            throw otherStore(null);
        }
        try {
            loyalty.programs().publish(program.startingAt(row.date()));
        } catch (InvalidRequestException other) {
            if (!ours) {
                throw otherStore(other);
            }
            throw new ReplayException(
                    "The store holds a replay of this file under another program than "
                            + BadLine.shown(program.name())
                            + "; nothing was recorded. Give each program a store of its own",
                    other);
        }
    }

    private static ReplayException otherStore(@Nullable Throwable cause) {
        return new ReplayException(
                "The store holds something else than a replay of this file; nothing was recorded. Give"
                        + " each file a store of its own",
                cause);
    }

    private Map<String, CustomerId> enroll(PurchaseFile file, List<PurchaseFile.Row> rows, Instant first) {
        Map<String, PurchaseFile.Row> firsts = new LinkedHashMap<>();
        rows.forEach(row -> firsts.putIfAbsent(row.customer(), row));
        List<PurchaseFile.Row> newcomers = List.copyOf(firsts.values());
        Map<String, CustomerId> customers = new HashMap<>();
        for (int from = 0; from < newcomers.size(); from += ENROLLED_TOGETHER) {
            List<PurchaseFile.Row> together =
                    newcomers.subList(from, Math.min(newcomers.size(), from + ENROLLED_TOGETHER));
            customers.putAll(loyalty.inTransaction(tx -> {
                Map<String, CustomerId> enrolled = new HashMap<>();
                together.forEach(row -> enrolled.put(
                        row.customer(),
                        tx.customers()
                                .enroll(customer(file, row, first))
                                .orThrow()
                                .id()));
                return enrolled;
            }));
        }
        return customers;
    }

    private static NewCustomer customer(PurchaseFile file, PurchaseFile.Row row, Instant first) {
        return NewCustomer.person(file.key(row))
                .foundBy(identifier(row.customer()))
                .joined(first);
    }

    /** Settles purchases of one day. */
    private void settle(Request request, List<PurchaseFile.Row> day, Map<String, CustomerId> customers) {
        if (request.redeem() == 0) {
            record(loyalty, request.file(), day, customers);
            return;
        }
        // A redemption looks at what the customer's purchase before it left, so these take turns.
        for (List<PurchaseFile.Row> turn : turns(day)) {
            List<PurchaseFile.Row> unsettled = turn.stream()
                    .filter(row -> loyalty.till().find(request.file().key(row)).isEmpty())
                    .toList();
            loyalty.inTransaction(tx -> {
                unsettled.forEach(row -> redeem(tx, request, row, customer(customers, row)));
                return record(tx, request.file(), unsettled, customers);
            });
        }
    }

    private static void redeem(Loyalty tx, Request request, PurchaseFile.Row row, CustomerId customer) {
        if (tx.accounts().balance(customer).available().minor() >= request.redeem()) {
            tx.rewards()
                    .redeem(Redemption.of(request.file().key(row), customer, Points.of(request.redeem())))
                    .orThrow();
        }
    }

    /** Records purchases in the order of their keys, which is that of their lines; what is recorded already stays. */
    private int record(Loyalty tx, PurchaseFile file, List<PurchaseFile.Row> rows, Map<String, CustomerId> customers) {
        List<Purchase> purchases = rows.stream()
                .map(row -> Purchase.of(
                        file.key(row).value(), customer(customers, row), new Money(row.amount(), program.currency())))
                .toList();
        List<Outcome<Settlement>> outcomes = tx.till().recordAll(purchases);
        outcomes.forEach(outcome -> outcome.orThrow().orThrow());
        return outcomes.size();
    }

    private static CustomerId customer(Map<String, CustomerId> customers, PurchaseFile.Row row) {
        return Objects.requireNonNull(customers.get(row.customer()));
    }

    /** Returns the purchases of each day. */
    private static List<List<PurchaseFile.Row>> days(List<PurchaseFile.Row> rows) {
        List<List<PurchaseFile.Row>> days = new ArrayList<>();
        for (int from = 0, to = 1; to <= rows.size(); to++) {
            if (to == rows.size() || !rows.get(to).date().equals(rows.get(from).date())) {
                days.add(rows.subList(from, to));
                from = to;
            }
        }
        return days;
    }

    /** Returns the first purchase of each customer, the second of each, and so on. */
    private static List<List<PurchaseFile.Row>> turns(List<PurchaseFile.Row> day) {
        Map<String, Integer> bought = new HashMap<>();
        List<List<PurchaseFile.Row>> turns = new ArrayList<>();
        for (PurchaseFile.Row row : day) {
            int turn = bought.merge(row.customer(), 1, Integer::sum);
            if (turn > turns.size()) {
                turns.add(new ArrayList<>());
            }
            turns.get(turn - 1).add(row);
        }
        return turns;
    }

    /** Returns what a customer of the file is found by; different texts are different customers. */
    static Identifier identifier(String customer) {
        // The library keeps texts in a normal form and refuses some; what it would change is told apart by its hash.
        boolean kept = Normalizer.isNormalized(customer, Normalizer.Form.NFC)
                && customer.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || (c >= ' ' && c <= '~'))
                && !customer.startsWith(HASHED);
        return Identifier.reference(kept ? customer : HASHED + InputFile.sha256(customer));
    }
}
