package org.loyalty4j;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Profile;
import org.loyalty4j.history.Agreement;
import org.loyalty4j.history.Assignment;
import org.loyalty4j.history.Consent;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Stage;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.Points;
import org.loyalty4j.store.StoreReader;

/** Puts together what is shown of a customer at one look. */
final class Cards {

    /** Of more than these, the card shows what is due first. */
    private static final int LIVE_MAX = 500;

    /** How many contacts are looked at for some that were held. */
    private static final int CONTACTS_READ = 20;

    private final Engine engine;

    Cards(Engine engine) {
        this.engine = engine;
    }

    private record Known(
            Profile profile,
            List<Entry<?>> live,
            List<Entry<?>> said,
            List<Entry<?>> contacts,
            List<CustomerCard.OfPurse> points) {}

    CustomerCard card(CustomerId id) {
        Instant now = engine.now();
        Known known = engine.ofMain().read(reader -> known(reader, id, now));
        List<Entry<?>> open = known.live().stream()
                .filter(entry -> WorkList.TO_DO.contains(entry.item().kind()))
                .limit(CustomerCard.OPEN_MAX)
                .<Entry<?>>map(entry -> entry)
                .toList();
        return new CustomerCard(
                known.profile(),
                of(known.live(), Stage.class),
                of(known.contacts(), Interaction.class).stream()
                        .filter(entry -> entry.item().status() == Interaction.Status.HELD)
                        .limit(CustomerCard.CONTACTS_MAX)
                        .toList(),
                open,
                of(known.live(), Agreement.class),
                owners(known.profile().customer().id(), of(known.said(), Assignment.class), now),
                of(known.said(), Consent.class).stream()
                        .sorted(Comparator.comparing(Entry::place))
                        .toList(),
                known.points());
    }

    /**
     * Returns who is responsible at an instant, by roles; where a substitute stands in, the substitute. Of customers who are one
     * by now the survivor's counts.
     */
    static Map<String, Entry<Assignment>> owners(CustomerId survivor, List<Entry<Assignment>> assignments, Instant at) {
        Map<String, Entry<Assignment>> owners = new LinkedHashMap<>();
        assignments.stream()
                .filter(entry -> !entry.at().isAfter(at)
                        && (entry.item().until() == null
                                || at.isBefore(entry.item().until())))
                .sorted(Comparator.comparing(
                                (Entry<Assignment> entry) -> entry.item().substitute())
                        .thenComparing(entry -> entry.customer().equals(survivor))
                        .thenComparing(Entry::place))
                .forEach(entry -> owners.put(entry.item().role(), entry));
        return owners;
    }

    private Known known(StoreReader reader, CustomerId asked, Instant now) {
        Kin kin = Kin.of(reader, asked);
        Customer customer = kin.survivor();
        CustomerId id = kin.id();
        Set<HistoryItem.Kind> kinds = EnumSet.copyOf(WorkList.TO_DO);
        kinds.add(HistoryItem.Kind.STAGE);
        kinds.add(HistoryItem.Kind.AGREEMENT);
        return new Known(
                ProfileDesk.profile(customer, ProfileDesk.known(reader, customer)),
                kin.live(reader, WorkList.of(id).only(kinds), null, LIVE_MAX),
                kin.latest(reader, EnumSet.of(HistoryItem.Kind.ASSIGNMENT, HistoryItem.Kind.CONSENT), null, LIVE_MAX),
                kin.latest(
                        reader,
                        Set.of(HistoryItem.Kind.INTERACTION),
                        Timelines.until(now.plus(EntryDesk.DRIFT)),
                        CONTACTS_READ),
                engine.whole(reader).purses().stream()
                        .map(purse -> points(reader, id, purse, now))
                        .toList());
    }

    private static <I extends HistoryItem> List<Entry<I>> of(List<Entry<?>> entries, Class<I> type) {
        return entries.stream().flatMap(entry -> entry.as(type).stream()).toList();
    }

    private CustomerCard.OfPurse points(StoreReader whole, CustomerId id, String purse, Instant clock) {
        return Accounts.steady(engine.in(purse).view(whole), id, (reader, head) -> {
            Instant now = head.now(clock);
            Going going = going(reader, head.id(), now);
            return new CustomerCard.OfPurse(
                    purse,
                    new Overdue(reader, head, now).balance(going.gone()),
                    Ranks.progress(reader, head, now),
                    going.first(),
                    Points.of(going.points()));
        });
    }

    /**
     * What of the stored lots goes first.
     *
     * @param gone how many points are past their time
     * @param first when the first of the others go, or null where none does
     * @param points how many go then
     */
    private record Going(long gone, @Nullable Instant first, long points) {}

    private static Going going(StoreReader reader, AccountId account, Instant now) {
        long past = 0;
        Instant first = null;
        long points = 0;
        LotPages pages = new LotPages(reader, account);
        for (List<Lot> page = pages.next(); !page.isEmpty(); page = pages.next()) {
            for (Lot lot : page) {
                Instant gone = lot.goneAt();
                if (lot.goneBy(now)) {
                    past += lot.remaining();
                } else if (gone == null || (first != null && !gone.equals(first))) {
                    return new Going(past, first, points);
                } else {
                    first = gone;
                    points += lot.remaining();
                }
            }
        }
        return new Going(past, first, points);
    }
}
