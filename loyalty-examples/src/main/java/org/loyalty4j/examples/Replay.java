package org.loyalty4j.examples;

import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Points;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.InMemoryStore;

/**
 * Settles the purchases of a file through the ordinary desks, each on its own day. Run again over the same engine, it
 * changes nothing. Used by one thread.
 */
final class Replay {

    private static final String HASHED = "sha256:";

    private final ReplayClock clock = new ReplayClock();
    private final Loyalty loyalty =
            Loyalty.over(new InMemoryStore()).clock(clock).build();

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
    }

    /** Returns the engine, its clock standing on the last day replayed. */
    Loyalty loyalty() {
        return loyalty;
    }

    /**
     * Settles what is asked for and writes down what has fallen due by its last day.
     *
     * @param settled is called after each purchase
     */
    void run(Request request, Runnable settled) {
        List<PurchaseFile.Row> rows = request.rows();
        if (rows.isEmpty()) {
            return;
        }
        Instant first = Dates.start(rows.get(0).date());
        clock.stand(first);
        loyalty.programs().publish(ReplayProgram.startingAt(first));
        Map<String, CustomerId> customers = enroll(request.file(), rows, first);
        for (PurchaseFile.Row row : rows) {
            clock.stand(Dates.start(row.date()));
            settle(request, row, Objects.requireNonNull(customers.get(row.customer())));
            settled.run();
        }
        clock.stand(Dates.start(request.until().orElseThrow()));
        loyalty.maintenance().run(clock.instant());
    }

    private Map<String, CustomerId> enroll(PurchaseFile file, List<PurchaseFile.Row> rows, Instant first) {
        Map<String, CustomerId> customers = new HashMap<>();
        for (PurchaseFile.Row row : rows) {
            customers.computeIfAbsent(
                    row.customer(),
                    customer -> loyalty.customers()
                            .enroll(NewCustomer.person(file.key(row))
                                    .foundBy(identifier(customer))
                                    .joined(first))
                            .orThrow()
                            .id());
        }
        return customers;
    }

    private void settle(Request request, PurchaseFile.Row row, CustomerId customer) {
        CommandKey key = request.file().key(row);
        if (loyalty.till().find(key).isPresent()) {
            return;
        }
        long redeem = request.redeem();
        if (redeem > 0 && loyalty.accounts().balance(customer).available().minor() >= redeem) {
            loyalty.rewards()
                    .redeem(Redemption.of(key, customer, Points.of(redeem)))
                    .orThrow();
        }
        loyalty.till()
                .record(Purchase.of(key.value(), customer, new Money(row.amount(), ReplayProgram.DOLLAR)))
                .orThrow();
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
