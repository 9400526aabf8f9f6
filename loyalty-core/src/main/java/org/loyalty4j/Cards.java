package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Profile;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.history.Agreement;
import org.loyalty4j.history.Assignment;
import org.loyalty4j.history.Consent;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Stage;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Balance;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.Points;
import org.loyalty4j.store.StoreReader;

/** Puts together what is shown of a customer at one look. */
final class Cards {

    /** Of more than these, the card shows what is due first. */
    private static final int LIVE_MAX = 500;

    /** How many contacts are looked at for some that were held. */
    private static final int CONTACTS_READ = 20;

    /** How many lots are read at first, and at most at once. */
    private static final int LOTS_FIRST = 16;

    private static final int LOTS_MAX = 512;

    private final Engine engine;
    private final Cache cache;

    Cards(Engine engine, Cache cache) {
        this.engine = engine;
        this.cache = cache;
    }

    private record Known(
            Profile profile, List<Entry<?>> live, List<Entry<?>> said, List<Entry<?>> contacts, List<String> purses) {}

    CustomerCard card(CustomerId id) {
        Instant now = engine.now();
        Known known = engine.read(reader -> known(reader, id, now));
        List<Entry<?>> open = known.live().stream()
                .filter(entry -> WorkList.TO_DO.contains(entry.item().kind()))
                .limit(CustomerCard.OPEN_MAX)
                .<Entry<?>>map(entry -> entry)
                .toList();
        List<CustomerCard.OfPurse> points = new ArrayList<>();
        for (String purse : known.purses()) {
            points.add(points(id, purse));
        }
        return new CustomerCard(
                known.profile(),
                of(known.live(), Stage.class),
                of(known.contacts(), Interaction.class).stream()
                        .filter(entry -> entry.item().status() == Interaction.Status.HELD)
                        .limit(CustomerCard.CONTACTS_MAX)
                        .toList(),
                open,
                of(known.live(), Agreement.class),
                owners(of(known.said(), Assignment.class), now),
                of(known.said(), Consent.class).stream()
                        .sorted(Comparator.comparing(Entry::place))
                        .toList(),
                points);
    }

    /** Returns who is responsible at an instant, by roles; where a substitute stands in, the substitute. */
    static Map<String, Entry<Assignment>> owners(List<Entry<Assignment>> assignments, Instant at) {
        Map<String, Entry<Assignment>> owners = new LinkedHashMap<>();
        assignments.stream()
                .filter(entry -> !entry.at().isAfter(at)
                        && (entry.item().until() == null
                                || at.isBefore(entry.item().until())))
                .sorted(Comparator.comparing(
                                (Entry<Assignment> entry) -> entry.item().substitute())
                        .thenComparing(Entry::place))
                .forEach(entry -> owners.put(entry.item().role(), entry));
        return owners;
    }

    private Known known(StoreReader reader, CustomerId id, Instant now) {
        Customer customer = reader.customers().find(id).orElseThrow(() -> new UnknownCustomerException(id));
        Set<HistoryItem.Kind> kinds = EnumSet.copyOf(WorkList.TO_DO);
        kinds.add(HistoryItem.Kind.STAGE);
        kinds.add(HistoryItem.Kind.AGREEMENT);
        return new Known(
                ProfileDesk.profile(
                        customer,
                        ProfileDesk.byName(
                                ProfileDesk.withName(customer, reader.profiles().attributes(id)))),
                reader.history().live(WorkList.of(id).only(kinds), null, LIVE_MAX),
                reader.history()
                        .latest(
                                id,
                                EnumSet.of(HistoryItem.Kind.ASSIGNMENT, HistoryItem.Kind.CONSENT),
                                null,
                                null,
                                LIVE_MAX),
                reader.history()
                        .latest(
                                id,
                                Set.of(HistoryItem.Kind.INTERACTION),
                                Timelines.until(now.plus(EntryDesk.DRIFT)),
                                null,
                                CONTACTS_READ),
                engine.whole(reader).purses());
    }

    private static <I extends HistoryItem> List<Entry<I>> of(List<Entry<?>> entries, Class<I> type) {
        return entries.stream().flatMap(entry -> entry.as(type).stream()).toList();
    }

    private CustomerCard.OfPurse points(CustomerId id, String purse) {
        Accounts accounts = new Accounts(engine.in(purse), cache);
        Balance balance = accounts.balance(id);
        List<Lot> lots = engine.read(reader -> going(reader, new AccountId(id, purse), balance.at()));
        Instant first = lots.isEmpty() ? null : lots.get(0).goneAt();
        long going = lots.stream().mapToLong(Lot::remaining).sum();
        return new CustomerCard.OfPurse(purse, balance, accounts.standing(id), first, Points.of(going));
    }

    /** Returns the open lots that go first of those that are not gone yet. */
    private static List<Lot> going(StoreReader reader, AccountId account, Instant now) {
        List<Lot> found = new ArrayList<>();
        Lot after = null;
        for (int size = LOTS_FIRST; ; size = Math.min(2 * size, LOTS_MAX)) {
            List<Lot> page = reader.ledger().lots(account, after, size);
            for (Lot lot : page) {
                Instant gone = lot.goneAt();
                if (gone == null
                        || (!found.isEmpty() && !gone.equals(found.get(0).goneAt()))) {
                    return found;
                }
                if (gone.isAfter(now)) {
                    found.add(lot);
                }
                after = lot;
            }
            if (page.size() < size) {
                return found;
            }
        }
    }
}
