package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.event.Event;
import org.loyalty4j.event.EventListener;
import org.loyalty4j.event.VetoException;
import org.loyalty4j.history.NewEntry;
import org.loyalty4j.history.Task;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.Transfer;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.testkit.SettableClock;
import org.loyalty4j.testkit.Shop;

/** What listeners are told of the changes of their library, and when. */
class ListenerTest {

    private final List<Event> deciding = new ArrayList<>();
    private final List<List<Event>> committed = new ArrayList<>();
    private Predicate<Event> refused = event -> false;

    private final InMemoryStore store = new InMemoryStore();
    private final SettableClock clock = new SettableClock(Shop.OPENING);
    private final Loyalty loyalty = Loyalty.over(store)
            .clock(clock)
            .program(Shop.onePointPerEuro())
            .writingEvents()
            .listener(new EventListener() {
                @Override
                public void deciding(List<Event> events) {
                    deciding.addAll(events);
                    if (events.stream().anyMatch(refused)) {
                        throw new VetoException("not today");
                    }
                }

                @Override
                public void committed(List<Event> events) {
                    committed.add(events);
                }
            })
            .build();

    private CustomerId enroll(String name) {
        return loyalty.customers()
                .enroll(NewCustomer.person(CommandKey.of("enroll " + name))
                        .named(name)
                        .card("card" + name))
                .orThrow()
                .id();
    }

    private static Purchase sale(CustomerId customer, String key) {
        return Purchase.of(key, customer, Shop.euro("10.00"));
    }

    private List<String> committedTypes() {
        return committed.stream().flatMap(List::stream).map(Event::type).toList();
    }

    @Test
    void a_listener_hears_of_a_change_when_it_is_decided_and_once_it_is_committed() {
        CustomerId anna = enroll("Anna");
        loyalty.till().record(sale(anna, "receipt 1")).orThrow();

        assertThat(deciding)
                .extracting(Event::type)
                .containsExactly("program.publish", "customer.enroll", "account.sale");
        assertThat(committed).hasSize(3);
        assertThat(committedTypes())
                .isEqualTo(deciding.stream().map(Event::type).toList());
        assertThat(loyalty.events().after(0, 10))
                .extracting(event -> event.at(0))
                .isEqualTo(committed.stream().flatMap(List::stream).toList());
    }

    @Test
    void what_is_undone_is_never_told_as_committed() {
        CustomerId anna = enroll("Anna");
        committed.clear();

        assertThatThrownBy(() -> loyalty.inTransaction(tx -> {
                    tx.till().record(sale(anna, "receipt 1")).orThrow();
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        loyalty.inTransaction(tx -> {
            tx.till().record(sale(anna, "receipt 2")).orThrow();
            assertThat(committed).isEmpty();
            return tx.till().record(sale(anna, "receipt 3")).orThrow();
        });

        assertThat(committed).hasSize(1);
        assertThat(committed.get(0)).extracting(Event::number).containsExactly(1L, 2L);
    }

    @Test
    void a_veto_refuses_the_change_leaves_nothing_and_its_key_is_free() {
        CustomerId anna = enroll("Anna");
        refused = event -> event.what().equals("SALE");

        assertThatThrownBy(() -> loyalty.till().record(sale(anna, "receipt 1")))
                .isInstanceOf(VetoException.class)
                .hasMessage("not today");
        assertThat(loyalty.accounts().balance(anna).available()).isEqualTo(Points.NONE);
        refused = event -> event.what().equals("ENROLL");
        assertThatThrownBy(() -> enroll("Ben")).isInstanceOf(VetoException.class);
        assertThat(loyalty.customers().find(Identifier.card("cardBen"))).isEmpty();

        refused = event -> false;
        assertThat(loyalty.till().record(sale(anna, "receipt 1")).orThrow().replayed())
                .isFalse();
    }

    @Test
    void of_many_that_are_settled_together_a_veto_removes_only_its_own() {
        CustomerId anna = enroll("Anna");
        CustomerId ben = enroll("Ben");
        refused = event -> ben.equals(event.customer());

        List<Outcome<org.loyalty4j.points.Settlement>> outcomes = loyalty.till()
                .recordAll(List.of(sale(anna, "receipt 1"), sale(ben, "receipt 2"), sale(anna, "receipt 3")));

        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(VetoException.class));
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Answered.class);
        assertThat(outcomes.get(2)).isInstanceOf(Outcome.Answered.class);
        assertThat(loyalty.accounts().balance(anna).available()).isEqualTo(Points.of(20));
        assertThat(loyalty.accounts().balance(ben).available()).isEqualTo(Points.NONE);
    }

    @Test
    void of_many_entries_a_veto_removes_only_its_own() {
        CustomerId anna = enroll("Anna");
        CustomerId ben = enroll("Ben");
        refused = event -> ben.equals(event.customer());
        committed.clear();

        List<Outcome<org.loyalty4j.history.Entry<?>>> outcomes = loyalty.history()
                .addAll(List.of(
                        NewEntry.of(CommandKey.of("1"), anna, Task.of("One")),
                        NewEntry.of(CommandKey.of("2"), ben, Task.of("Two")),
                        NewEntry.of(CommandKey.of("3"), anna, Task.of("Three"))));

        assertThat(outcomes)
                .extracting(outcome -> outcome instanceof Outcome.Failed)
                .containsExactly(false, true, false);
        assertThat(committedTypes()).containsExactly("entry.task", "entry.task");
    }

    @Test
    void a_transfer_is_told_with_both_sides_and_refused_as_one() {
        CustomerId anna = enroll("Anna");
        CustomerId ben = enroll("Ben");
        loyalty.till().record(sale(anna, "receipt 1")).orThrow();
        refused = event -> event.what().equals("TRANSFER_IN");

        Transfer transfer = Transfer.of(CommandKey.of("gift"), anna, ben, Points.of(5));
        assertThatThrownBy(() -> loyalty.transfers().send(transfer)).isInstanceOf(VetoException.class);
        assertThat(loyalty.accounts().balance(anna).available()).isEqualTo(Points.of(10));

        refused = event -> false;
        committed.clear();
        loyalty.transfers().send(transfer).orThrow();
        assertThat(committedTypes()).containsExactlyInAnyOrder("account.transfer_out", "account.transfer_in");
    }

    @Test
    void what_falls_due_is_told_and_not_refused_and_quotes_are_not_told() {
        CustomerId anna = enroll("Anna");
        Task call = Task.of("Call back")
                .due(org.loyalty4j.history.Due.at(Shop.day("2026-01-02"), java.time.ZoneOffset.UTC))
                .reminding(org.loyalty4j.history.Reminder.at(Shop.day("2026-01-02")));
        loyalty.history().add(NewEntry.of(CommandKey.of("call"), anna, call));
        refused = event -> true;
        deciding.clear();
        committed.clear();
        clock.set(Shop.day("2026-01-03"));

        assertThat(loyalty.history().remind(10)).hasSize(1);
        assertThat(loyalty.till().quote(sale(anna, "receipt 1")).settled()).isTrue();
        loyalty.maintenance().run(Shop.day("2026-01-03"));

        assertThat(deciding).isEmpty();
        assertThat(committedTypes()).containsExactly("entry.task");
    }

    @Test
    void whoever_hears_of_a_commit_is_shown_what_is_there_by_then() {
        CustomerId anna = enroll("Anna");
        List<Points> shown = new ArrayList<>();
        Loyalty[] own = new Loyalty[1];
        own[0] = Loyalty.over(store)
                .clock(clock)
                .listener(new EventListener() {
                    @Override
                    public void committed(List<Event> events) {
                        shown.add(own[0].accounts().shownBalance(anna).available());
                    }
                })
                .build();
        own[0].accounts().shownBalance(anna);

        own[0].till().record(sale(anna, "receipt 1")).orThrow();

        assertThat(shown).containsExactly(Points.of(10));
    }

    @Test
    void a_listener_that_fails_after_the_commit_changes_nothing_for_others() {
        List<Event> heard = new ArrayList<>();
        Loyalty noisy = Loyalty.over(store)
                .clock(clock)
                .listener(new EventListener() {
                    @Override
                    public void committed(List<Event> events) {
                        throw new IllegalStateException("the queue is down");
                    }
                })
                .listener(new EventListener() {
                    @Override
                    public void committed(List<Event> events) {
                        heard.addAll(events);
                    }
                })
                .build();

        CustomerId ben = noisy.customers()
                .enroll(NewCustomer.person(CommandKey.of("enroll")).named("Ben"))
                .orThrow()
                .id();

        assertThat(heard)
                .singleElement()
                .satisfies(event -> assertThat(event.customer()).isEqualTo(ben));
        assertThat(noisy.customers().find(ben)).isPresent();
    }

    @Test
    void without_being_asked_for_events_are_not_written() {
        Loyalty plain = Loyalty.over(new InMemoryStore())
                .program(Shop.onePointPerEuro())
                .build();
        plain.customers()
                .enroll(NewCustomer.person(CommandKey.of("enroll")).named("Ben"))
                .orThrow();

        assertThat(plain.events().after(0, 10)).isEmpty();
        assertThat(plain.events().consume("mails", 10, events -> {})).isZero();
    }
}
