package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.event.Event;
import org.loyalty4j.event.EventId;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.history.NewEntry;
import org.loyalty4j.history.Task;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.StoreBusyException;

/** What a store promises about events: one for each change that stays, none skipped, none out of order. */
abstract class EventPromises extends RecordPromises {

    private static final AtomicLong EVENTS = new AtomicLong();

    private Loyalty writing() {
        return Loyalty.over(store())
                .clock(new SettableClock(Shop.OPENING))
                .ids(new CountingIds())
                .program(Shop.onePointPerEuro())
                .writingEvents()
                .build();
    }

    private static CustomerId enroll(Loyalty loyalty, String name) {
        return loyalty.customers()
                .enroll(NewCustomer.person(CommandKey.of("enroll " + name)).named(name))
                .orThrow()
                .id();
    }

    private static void sell(Loyalty loyalty, CustomerId customer, String key) {
        loyalty.till().record(Purchase.of(key, customer, Shop.euro("10.00"))).orThrow();
    }

    private static List<String> types(List<Event> events) {
        return events.stream().map(Event::type).toList();
    }

    private static Event event(Event.Kind kind, String what, @Nullable CustomerId customer, long number) {
        return new Event(
                new EventId(new UUID(0x7100L, Long.MIN_VALUE | EVENTS.incrementAndGet())),
                0,
                kind,
                what,
                customer,
                kind == Event.Kind.ACCOUNT ? "points 🙂" : null,
                kind == Event.Kind.ENTRY ? new EntryId(new UUID(0x7200L, Long.MIN_VALUE | number)) : null,
                number,
                Rows.NOW.plusNanos(number * 1_000));
    }

    /** Gives positions to all events there are. */
    private List<Event> ordered(long after) {
        transact(tx -> tx.queue().order(1_000));
        return list(reader -> reader.events().after(after, 1_000));
    }

    @Test
    void an_event_comes_back_as_it_was_written_with_a_position() {
        CustomerId anna = enrolled("Anna");
        List<Event> written = List.of(
                event(Event.Kind.CUSTOMER, "PROFILE", anna, 1),
                event(Event.Kind.ACCOUNT, "SALE", anna, 2),
                event(Event.Kind.ENTRY, "TASK", anna, Long.MAX_VALUE / 1_000_000),
                event(Event.Kind.GUEST, "CLAIM", null, 3),
                event(Event.Kind.PROGRAM, "PUBLISH", null, 4));
        Changes changes = Changes.none();
        changes.events().addAll(written);
        write(List.of(anna), changes);

        List<Event> found = ordered(0);

        assertThat(found).extracting(Event::position).isSorted().doesNotHaveDuplicates();
        assertThat(found.get(0).position()).isPositive();
        assertThat(found).extracting(event -> event.at(0)).containsExactlyInAnyOrderElementsOf(written);
        assertThat(ordered(0)).isEqualTo(found);
        assertThat(list(reader -> reader.events().after(found.get(1).position(), 2)))
                .isEqualTo(found.subList(2, 4));
    }

    @Test
    void every_change_is_told_in_its_order_and_what_is_undone_is_not() {
        Loyalty loyalty = writing();
        CustomerId anna = enroll(loyalty, "Anna");
        sell(loyalty, anna, "receipt 1");
        assertThatThrownBy(() -> loyalty.inTransaction(tx -> {
                    sell(tx, anna, "receipt 2");
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        loyalty.history().add(NewEntry.of(CommandKey.of("call"), anna, Task.of("Call back")));
        sell(loyalty, anna, "receipt 1");
        sell(loyalty, anna, "receipt 3");

        List<Event> events = loyalty.events().after(0, 100);

        assertThat(types(events))
                .containsExactlyInAnyOrder(
                        "program.publish", "customer.enroll", "account.sale", "entry.task", "account.sale");
        assertThat(events)
                .filteredOn(event -> event.kind() == Event.Kind.ACCOUNT)
                .extracting(Event::number)
                .containsExactly(1L, 2L);
        assertThat(events)
                .filteredOn(event -> event.kind() == Event.Kind.ACCOUNT)
                .allSatisfy(event -> assertThat(event.customer()).isEqualTo(anna));
    }

    @Test
    void an_event_of_a_transaction_that_ends_after_a_reader_has_read_is_read_later() {
        Loyalty loyalty = writing();
        CustomerId anna = enroll(loyalty, "Anna");
        CustomerId ben = enroll(loyalty, "Ben");
        long before = last(loyalty.events().after(0, 100));
        List<Event> meanwhile = new ArrayList<>();

        loyalty.inTransaction(tx -> {
            sell(tx, anna, "receipt of Anna");
            meanwhile.clear();
            Together.elsewhere(() -> {
                try {
                    sell(loyalty, ben, "receipt of Ben");
                    meanwhile.addAll(loyalty.events().after(before, 100));
                } catch (StoreBusyException waited) {
                    // One transaction at a time: then nobody reads before this one ends.
                }
            });
            return true;
        });

        assertThat(meanwhile).noneMatch(event -> anna.equals(event.customer()));
        List<Event> later = loyalty.events().after(Math.max(before, last(meanwhile)), 100);
        assertThat(later).extracting(Event::customer).contains(anna).doesNotContain(meanwhile.isEmpty() ? null : ben);
    }

    private static long last(List<Event> events) {
        return events.isEmpty() ? 0 : events.get(events.size() - 1).position();
    }

    @Test
    void a_consumer_goes_on_where_it_was_and_hears_again_what_it_failed_with() {
        Loyalty loyalty = writing();
        CustomerId anna = enroll(loyalty, "Anna");
        sell(loyalty, anna, "receipt 1");
        List<Event> mails = new ArrayList<>();

        assertThat(loyalty.events().consume("mails", 2, mails::addAll)).isEqualTo(2);
        assertThatThrownBy(() -> loyalty.events().consume("mails", 2, events -> {
                    throw new IllegalStateException("no network");
                }))
                .hasMessage("no network");
        assertThat(loyalty.events().consume("mails", 2, mails::addAll)).isEqualTo(1);
        assertThat(loyalty.events().consume("mails", 2, mails::addAll)).isZero();
        List<Event> crm = new ArrayList<>();
        assertThat(loyalty.events().consume("crm 🙂", 100, crm::addAll)).isEqualTo(3);

        assertThat(mails).isEqualTo(crm).isEqualTo(loyalty.events().after(0, 100));
        assertThat(loyalty.events().consumers())
                .containsOnlyKeys("mails", "crm 🙂")
                .containsValue(last(crm));
    }

    @Test
    void what_a_consumer_writes_stays_with_what_it_has_read_or_goes_with_it() {
        Loyalty loyalty = writing();
        CustomerId anna = enroll(loyalty, "Anna");

        assertThatThrownBy(() -> loyalty.inTransaction(tx -> {
                    tx.events().consume("calls", 100, events -> sell(tx, anna, "thanks"));
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(loyalty.events().consumers()).isEmpty();
        assertThat(loyalty.accounts().balance(anna).available()).isEqualTo(org.loyalty4j.points.Points.NONE);
        List<Event> all = loyalty.events().after(0, 100);
        loyalty.inTransaction(tx -> tx.events().consume("calls", 100, events -> sell(tx, anna, "thanks")));

        assertThat(loyalty.events().consumers()).containsOnlyKeys("calls");
        assertThat(loyalty.accounts().balance(anna).available()).isEqualTo(org.loyalty4j.points.Points.of(10));
        assertThat(types(loyalty.events().after(last(all), 100))).containsExactly("account.sale");
    }

    @Test
    void of_several_who_read_under_one_name_while_tills_sell_each_event_is_handed_to_one() {
        Loyalty loyalty = writing();
        CustomerId anna = enroll(loyalty, "Anna");
        CustomerId ben = enroll(loyalty, "Ben");
        List<Event> heard = java.util.Collections.synchronizedList(new ArrayList<>());

        Together.run(4, worker -> () -> {
            for (int i = 0; i < 10; i++) {
                String key = "receipt " + worker + "/" + i;
                if (worker < 2) {
                    ConcurrencyPromises.untilNotBusy(() -> {
                        sell(loyalty, worker == 0 ? anna : ben, key);
                        return true;
                    });
                } else {
                    List<Event> mine = new ArrayList<>();
                    ConcurrencyPromises.untilNotBusy(() -> {
                        mine.clear();
                        return loyalty.events().consume("workers", 5, mine::addAll);
                    });
                    heard.addAll(mine);
                }
            }
            return true;
        });
        while (loyalty.events().consume("workers", 7, heard::addAll) > 0) {
            assertThat(heard).hasSizeLessThan(100);
        }

        List<Event> all = loyalty.events().after(0, 100);
        Set<Event> once = new HashSet<>(heard);
        assertThat(once).hasSameSizeAs(heard).containsExactlyInAnyOrderElementsOf(all);
        for (CustomerId customer : List.of(anna, ben)) {
            assertThat(all)
                    .filteredOn(event -> event.kind() == Event.Kind.ACCOUNT && customer.equals(event.customer()))
                    .extracting(Event::number)
                    .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        }
    }

    @Test
    void events_are_removed_from_the_first_on_and_not_before_all_consumers_have_read_them() {
        Loyalty loyalty = writing();
        CustomerId anna = enroll(loyalty, "Anna");
        for (int i = 0; i < 5; i++) {
            sell(loyalty, anna, "receipt " + i);
        }
        List<Event> all = loyalty.events().after(0, 100);
        loyalty.events().consume("mails", 3, events -> {});

        assertThat(loyalty.events().forget(last(all), 2)).isEqualTo(2);
        assertThat(loyalty.events().forget(last(all), 2)).isEqualTo(1);
        assertThat(loyalty.events().forget(last(all), 2)).isZero();
        assertThat(loyalty.events().after(0, 100)).isEqualTo(all.subList(3, all.size()));
        sell(loyalty, anna, "receipt 6");
        assertThat(loyalty.events().after(last(all), 100)).hasSize(1);
    }

    @Test
    void a_consumer_that_had_nothing_to_read_yet_misses_nothing_and_one_that_is_gone_holds_nothing_back() {
        Loyalty loyalty = writing();
        CustomerId anna = enroll(loyalty, "Anna");
        List<Event> all = loyalty.events().after(0, 100);
        loyalty.events().consume("crm", 100, events -> {});
        assertThat(loyalty.events().forget(last(all), 100)).isEqualTo(all.size());
        String late = "\uD83D\uDE42".repeat(100);
        assertThat(loyalty.events().consume(late, 100, events -> {})).isZero();
        assertThat(loyalty.events().consumers()).containsEntry(late, 0L);
        sell(loyalty, anna, "receipt 1");
        loyalty.events().consume("crm", 100, events -> {});

        assertThat(loyalty.events().forget(Long.MAX_VALUE, 100)).isZero();
        loyalty.events().remove(late);
        loyalty.events().remove("nobody");

        assertThat(loyalty.events().consumers()).containsOnlyKeys("crm");
        assertThat(loyalty.events().forget(Long.MAX_VALUE, 100)).isEqualTo(1);
    }

    @Test
    void events_are_removed_page_by_page_within_one_transaction_and_are_back_when_it_is_undone() {
        Loyalty loyalty = writing();
        CustomerId anna = enroll(loyalty, "Anna");
        for (int i = 0; i < 5; i++) {
            sell(loyalty, anna, "receipt " + i);
        }
        List<Event> all = loyalty.events().after(0, 100);

        assertThatThrownBy(() -> loyalty.inTransaction(tx -> {
                    tx.events().forget(last(all), 2);
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(loyalty.events().after(0, 100)).isEqualTo(all);
        int removed = loyalty.inTransaction(tx -> {
            int sum = 0;
            for (int more = 1; more > 0 && sum <= all.size(); sum += more) {
                more = tx.events().forget(last(all), 2);
            }
            return sum;
        });

        assertThat(removed).isEqualTo(all.size());
        assertThat(loyalty.events().after(0, 100)).isEmpty();
    }
}
