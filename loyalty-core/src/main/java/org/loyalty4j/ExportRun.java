package org.loyalty4j;

import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.exchange.ExportReport;
import org.loyalty4j.exchange.ExportRows;
import org.loyalty4j.exchange.ImportPlan;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.store.StoreReader;

/** Writes one file, a page of customers after the other. Used by one thread, once. */
final class ExportRun {

    private static final int CUSTOMERS = 100;
    private static final int LOTS = 256;
    private static final int ENTRIES = 512;

    /** Those of one time in the order of what they were written under, which is the same in every store. */
    private static final Comparator<Entry<Interaction>> LATEST_FIRST =
            Comparator.<Entry<Interaction>, Instant>comparing(Entry::at)
                    .reversed()
                    .thenComparing(entry -> entry.origin().space())
                    .thenComparing(entry -> entry.origin().id());

    private final Engine engine;
    private final ImportPlan.Kind kind;
    private final Writer to;
    private final @Nullable Purse purse;
    private long looked;
    private long leftOut;
    private long debt;

    ExportRun(Engine engine, ImportPlan.Kind kind, Writer to) {
        this.engine = engine;
        this.kind = kind;
        this.to = to;
        this.purse = kind != ImportPlan.Kind.BALANCES
                ? null
                : engine.read(reader ->
                        engine.programs(reader).atOrFirst(engine.now()).purse());
    }

    ExportReport run(@Nullable String begin, Predicate<ExportReport> goOn) {
        CustomerId after = begin == null ? null : new CustomerId(Cursor.customer(begin));
        ExportRows rows = begin == null ? ExportRows.begin(to, kind, purse) : ExportRows.goOn(to);
        while (true) {
            CustomerId last = after;
            List<Customer> page = engine.read(reader -> {
                List<Customer> found = reader.customers().page(last, CUSTOMERS + 1);
                found.stream().limit(CUSTOMERS).forEach(customer -> write(reader, customer, rows));
                return found;
            });
            boolean more = page.size() > CUSTOMERS;
            looked += more ? CUSTOMERS : page.size();
            after = more ? page.get(CUSTOMERS - 1).id() : null;
            ExportReport report = new ExportReport(
                    looked,
                    rows.written(),
                    leftOut,
                    debt,
                    Optional.ofNullable(after).map(id -> Cursor.of(id.value())));
            if (!goOn.test(report) || !more) {
                return report;
            }
        }
    }

    private void write(StoreReader reader, Customer customer, ExportRows rows) {
        switch (kind) {
            case CUSTOMERS -> {
                if (!customer.isErased() && !customer.isMerged()) {
                    rows.customer(
                            customer,
                            reader.profiles().identifiers(customer.id()),
                            reader.profiles().attributes(customer.id()),
                            engine.now());
                }
            }
            case BALANCES -> balance(reader, customer, rows);
            case INTERACTIONS -> interactions(reader, customer, rows);
        }
    }

    private void balance(StoreReader reader, Customer customer, ExportRows rows) {
        if (purse == null) {
            return;
        }
        AccountId id = new AccountId(customer.id(), purse.code());
        RewardAccount head = reader.ledger().head(id).orElse(null);
        if (head == null) {
            return;
        }
        Instant now = head.now(engine.now());
        leftOut = Math.addExact(leftOut, head.held() + head.pending());
        debt = Math.addExact(debt, head.debt());
        boolean left = customer.membership().left().isPresent();
        int place = 0;
        Lot after = null;
        List<Lot> page;
        do {
            page = reader.ledger().lots(id, after, LOTS);
            for (Lot lot : page) {
                after = lot;
                if (lot.goneBy(now)) {
                    continue;
                }
                if (left) {
                    leftOut = Math.addExact(leftOut, lot.remaining());
                } else {
                    rows.lot(customer.id(), ++place, lot, purse);
                }
            }
        } while (page.size() == LOTS);
    }

    /** What happened with one who was merged stands under who he is by now, who is in the other file. */
    private static void interactions(StoreReader reader, Customer customer, ExportRows rows) {
        CustomerId whose = Objects.requireNonNullElse(customer.mergedInto(), customer.id());
        List<Entry<Interaction>> sameTime = new ArrayList<>();
        EntryPages.each(reader, customer.id(), Set.of(HistoryItem.Kind.INTERACTION), entry -> {
            if (sameTime.size() >= ENTRIES
                    || (!sameTime.isEmpty() && !sameTime.get(0).at().equals(entry.at()))) {
                write(sameTime, whose, rows);
            }
            entry.as(Interaction.class).ifPresent(sameTime::add);
        });
        write(sameTime, whose, rows);
    }

    private static void write(List<Entry<Interaction>> entries, CustomerId customer, ExportRows rows) {
        entries.sort(LATEST_FIRST);
        entries.forEach(entry -> rows.interaction(customer, entry));
        entries.clear();
    }
}
