package org.loyalty4j.acceptance;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.TierLadder;

/** Everything that a store holds, read through its own questions, so that two moments can be compared. */
final class StoreDump {

    private static final int ALL = 100_000;

    private StoreDump() {}

    static List<Object> of(LoyaltyStore store) {
        return store.reading(StoreDump::of);
    }

    private static List<Object> of(StoreReader reader) {
        List<Object> rows = new ArrayList<>();
        rows.add(reader.programs());
        rows.addAll(reader.ledger().due(Violations.LATEST, ALL));
        rows.addAll(reader.guests().page(null, ALL));
        rows.addAll(reader.profiles().issued(null, ALL));
        rows.addAll(reader.history().live(WorkList.all().only(EnumSet.allOf(HistoryItem.Kind.class)), null, ALL));
        rows.addAll(reader.history().waking(Violations.LATEST, ALL));
        rows.addAll(reader.events().consumers().entrySet());
        for (Customer customer : reader.customers().page(null, ALL)) {
            rows.add(customer);
            rows.addAll(reader.profiles().revisions(customer.id()));
            reader.history()
                    .latest(customer.id(), EnumSet.allOf(HistoryItem.Kind.class), null, null, ALL)
                    .forEach(entry -> rows.addAll(reader.history().revisions(entry.id())));
            for (KnownIdentifier known : reader.profiles().identifiers(customer.id())) {
                rows.addAll(reader.profiles().revisions(known.identifier()));
            }
            rows.addAll(reader.duplicates().distinctions(java.util.Set.of(customer.id())));
            rows.addAll(reader.duplicates().merges(java.util.Set.of(customer.id())));
            reader.privacy().receipt(customer.id()).ifPresent(rows::add);
            rows.addAll(reader.privacy().holds(java.util.Set.of(customer.id())));
            rows.addAll(reader.profiles().people(customer.id()));
            rows.addAll(reader.profiles().organizations(customer.id()));
            List<String> purses = reader.programs().purses();
            for (String purse : purses.isEmpty() ? List.of("points") : purses) {
                add(reader, new AccountId(customer.id(), purse), rows);
            }
        }
        return rows;
    }

    private static void add(StoreReader reader, AccountId id, List<Object> rows) {
        reader.ledger().head(id).ifPresent(rows::add);
        rows.addAll(reader.ledger().postings(id, 1, ALL));
        rows.addAll(reader.ledger().commands(id, 1, ALL));
        rows.addAll(reader.ledger().lots(id, null, ALL));
        rows.addAll(reader.ledger().pending(id));
        rows.addAll(reader.ledger().terms(id, 1, ALL));
        rows.addAll(reader.ledger().activations(id, null, ALL));
        rows.addAll(reader.ledger().notices(id, null, ALL));
        rows.addAll(reader.ledger().reinstated(id));
        rows.addAll(reader.ledger().extended(id));
        reader.standings().find(id).ifPresent(rows::add);
        rows.addAll(reader.standings().days(id, Standing.NO_DAY, TierLadder.NEVER_ENDS));
        rows.addAll(reader.standings().changes(id));
        for (RecordedSale sale : reader.sales().page(id, 0, ALL)) {
            rows.add(sale);
            rows.addAll(reader.sales().returnsOf(id.purse(), sale.command().key()));
        }
        rows.addAll(reader.sales().payments(id));
        rows.addAll(reader.holds().all(id, 1, ALL));
        rows.addAll(reader.holds().live(id, null, ALL));
        rows.addAll(reader.sales().undos(id));
        rows.addAll(reader.ledger().transfers(id, 1, ALL));
        rows.addAll(reader.counters().counters(id));
    }
}
