package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.OutcomeUnknownException;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.testkit.Shop;

/** Commands of callers who come at once are settled in one transaction, and nobody notices. */
class GroupCommitTest {

    private final GroupingStore store = new GroupingStore(4);
    private final Shop shop = Shop.over(store, program -> program);
    private final Till till = shop.loyalty().till();
    private final CustomerId anna = shop.aCustomer("Anna");
    private final CustomerId ben = shop.aCustomer("Ben");
    private final Callers callers = new Callers();

    @AfterEach
    void end() {
        callers.close();
        store.atOpening = openings -> {};
        store.atWriting = changes -> {};
        store.afterCommit = () -> {};
        assertThat(till.record(purchase("the last", ben)).settled()).isTrue();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private static Purchase purchase(String key, CustomerId customer) {
        return Purchase.of(key, customer, euro("10.00"));
    }

    /** Has a caller lead, who comes no further than its opening until the gate is opened. */
    private Callers.Call<Settlement> leader() {
        store.sizes.clear();
        AtomicBoolean first = new AtomicBoolean(true);
        store.atOpening = openings -> {
            if (first.getAndSet(false)) {
                callers.passGate();
            }
        };
        return callers.startToGate(() -> till.record(purchase("leader", ben)));
    }

    private Callers.Call<Settlement> waiting(Purchase purchase) {
        return callers.startWaiting(() -> till.record(purchase));
    }

    private List<Integer> sizes() {
        return new ArrayList<>(store.sizes);
    }

    @Test
    void who_waits_while_another_is_served_is_served_together_with_all_who_wait() {
        Callers.Call<Settlement> leader = leader();
        List<Callers.Call<Settlement>> others = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            others.add(waiting(purchase("receipt " + i, i % 2 == 0 ? anna : ben)));
        }
        callers.openGate();

        assertThat(leader.answer().orThrow().earned()).isEqualTo(Points.of(10));
        others.forEach(other -> assertThat(other.answer().orThrow().earned()).isEqualTo(Points.of(10)));
        assertThat(sizes()).containsExactly(1, 4);
        assertThat(shop.available(anna)).isEqualTo(20);
        assertThat(shop.available(ben)).isEqualTo(30);
    }

    @Test
    void a_unit_takes_as_many_as_the_store_wants_in_the_order_in_which_they_came() {
        leader();
        List<Callers.Call<Settlement>> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            others.add(waiting(purchase("receipt " + i, anna)));
        }
        callers.openGate();

        for (int i = 0; i < 10; i++) {
            assertThat(others.get(i).answer().orThrow().result().lastNumber()).isEqualTo(i + 1);
        }
        assertThat(sizes()).containsExactly(1, 4, 4, 2);
    }

    @Test
    void who_comes_alone_is_served_at_once() {
        store.sizes.clear();

        till.record(purchase("receipt 1", anna));
        till.record(purchase("receipt 2", anna));

        assertThat(sizes()).containsExactly(1, 1);
    }

    @Test
    void a_repeat_within_a_unit_is_answered_from_the_first() {
        leader();
        Callers.Call<Settlement> first = waiting(purchase("receipt", anna));
        Callers.Call<Settlement> again = waiting(purchase("receipt", anna));
        callers.openGate();

        assertThat(first.answer().orThrow().replayed()).isFalse();
        assertThat(again.answer().orThrow().replayed()).isTrue();
        assertThat(again.answer().orThrow().command())
                .isEqualTo(first.answer().orThrow().command());
        assertThat(shop.available(anna)).isEqualTo(10);
    }

    @Test
    void a_repeat_keeps_its_postings_when_another_customer_names_its_key_in_the_same_unit() {
        Purchase known = purchase("known", anna);
        Settlement.Settled first = till.record(known).orThrow();
        leader();
        Callers.Call<Settlement> again = waiting(known);
        Callers.Call<Settlement> taken = waiting(purchase("known", ben));
        callers.openGate();

        assertThat(again.answer().orThrow().postings())
                .isEqualTo(first.postings())
                .isNotEmpty();
        assertThat(taken.failure()).isInstanceOf(KeyReusedException.class);
        assertThat(sizes()).startsWith(1, 2);
    }

    @Test
    void a_later_command_of_a_customer_sees_the_earlier_ones_of_its_unit() {
        leader();
        waiting(purchase("receipt", anna));
        Rewards rewards = shop.loyalty().rewards();
        Callers.Call<Settlement> enough =
                callers.startWaiting(() -> rewards.redeem(Redemption.of(shop.aKey(), anna, Points.of(10))));
        Callers.Call<Settlement> tooMuch =
                callers.startWaiting(() -> rewards.redeem(Redemption.of(shop.aKey(), anna, Points.of(1))));
        callers.openGate();

        assertThat(enough.answer().orThrow().redeemed()).isEqualTo(Points.of(10));
        assertThat(tooMuch.answer())
                .isEqualTo(new Settlement.Refused(Refusal.TOO_FEW_POINTS, Points.NONE, Points.of(1)));
        assertThat(sizes()).containsExactly(1, 3);
    }

    @Test
    void a_command_that_fails_leaves_the_others_of_its_unit_alone() {
        Purchase known = purchase("known", anna);
        till.record(known);
        leader();
        Callers.Call<Settlement> nobody = waiting(purchase("nobody", new CustomerId(new java.util.UUID(0x7000, 1))));
        Callers.Call<Settlement> reused = waiting(Purchase.of("known", anna, euro("11.00")));
        Callers.Call<Settlement> tomorrow = waiting(Purchase.of(shop.aKey(), anna)
                .line(PurchaseLine.goods("1", euro("1.00")))
                .happenedAt(shop.clock().instant().plus(Duration.ofDays(30)))
                .build());
        Callers.Call<Settlement> good = waiting(purchase("good", anna));
        callers.openGate();

        assertThat(good.answer().orThrow().replayed()).isFalse();
        assertThat(nobody.failure()).isInstanceOf(UnknownCustomerException.class);
        assertThat(reused.failure()).isInstanceOf(KeyReusedException.class);
        assertThat(tomorrow.failure()).isInstanceOf(InvalidRequestException.class);
        assertThat(shop.available(anna)).isEqualTo(20);
    }

    @Test
    void a_unit_that_the_store_fails_in_is_settled_one_by_one() {
        store.atWriting = changes -> {
            if (changes.commands().size() > 1) {
                throw new StoreException("The disk is full");
            }
        };
        leader();
        List<Callers.Call<Settlement>> others =
                List.of(waiting(purchase("receipt 1", anna)), waiting(purchase("receipt 2", ben)));
        callers.openGate();

        others.forEach(other -> assertThat(other.answer().orThrow().replayed()).isFalse());
        assertThat(sizes()).containsExactly(1, 2, 1, 1);
    }

    @Test
    void an_account_that_is_not_to_be_had_keeps_nobody_else_from_theirs() {
        Callers.Call<Settlement> leader = leader();
        var gated = store.atOpening;
        store.atOpening = openings -> {
            gated.accept(openings);
            if (openings.stream().anyMatch(opening -> opening.customer().equals(anna))) {
                throw new StoreBusyException("Another process has it; repeat the request");
            }
        };
        Callers.Call<Settlement> busy = waiting(purchase("receipt 1", anna));
        Callers.Call<Settlement> free = waiting(purchase("receipt 2", ben));
        callers.openGate();

        assertThat(free.answer().settled()).isTrue();
        assertThat(leader.answer().settled()).isTrue();
        assertThat(busy.failure()).isInstanceOf(StoreBusyException.class);
    }

    @Test
    void a_commit_of_which_nobody_knows_is_told_to_all_of_its_unit_and_not_repeated() {
        leader();
        Purchase purchase = purchase("receipt 1", anna);
        List<Callers.Call<Settlement>> others = List.of(waiting(purchase), waiting(purchase("receipt 2", ben)));
        store.afterCommit = () -> {
            if (store.sizes.size() == 2) {
                throw new OutcomeUnknownException("The line was cut", new java.io.IOException());
            }
        };
        callers.openGate();

        List<Throwable> failures = others.stream().map(Callers.Call::failure).toList();
        assertThat(failures).hasOnlyElementsOfType(OutcomeUnknownException.class);
        assertThat(failures.get(0)).isNotSameAs(failures.get(1));
        assertThat(sizes()).containsExactly(1, 2);
        assertThat(till.record(purchase).orThrow().replayed()).isTrue();
    }

    @Test
    void an_error_is_thrown_to_the_one_whose_command_it_is() {
        store.atWriting = changes -> {
            if (changes.commands().stream()
                    .anyMatch(command -> command.key().value().equals("deadly"))) {
                throw new StackOverflowError();
            }
        };
        leader();
        // Whoever waits first leads the next unit.
        Callers.Call<Settlement> deadly = waiting(purchase("deadly", anna));
        Callers.Call<Settlement> other = waiting(purchase("other", anna));
        Callers.Call<Settlement> third = waiting(purchase("third", ben));
        callers.openGate();

        assertThat(deadly.failure()).isInstanceOf(StackOverflowError.class);
        assertThat(other.answer().settled()).isTrue();
        assertThat(third.answer().settled()).isTrue();
    }

    @Test
    void a_leader_who_dies_leaves_the_lead_to_the_next() {
        Callers.Call<Settlement> leader = leader();
        Callers.Call<Settlement> other = waiting(purchase("other", anna));
        store.atWriting = changes -> {
            if (changes.commands().get(0).key().value().equals("leader")) {
                throw new OutOfMemoryError("a test's own");
            }
        };
        callers.openGate();

        assertThat(leader.failure()).isInstanceOf(OutOfMemoryError.class);
        assertThat(other.answer().settled()).isTrue();
    }

    @Test
    void who_is_interrupted_while_waiting_goes_on_alone_with_the_flag_set() {
        leader();
        Callers.Call<Settlement> waiting = waiting(purchase("receipt", anna));
        Callers.Call<Settlement> after = waiting(purchase("after", anna));

        waiting.interrupt();

        // The gate is still closed.
        assertThat(waiting.interrupted()).isTrue();
        assertThat(waiting.answer().settled()).isTrue();
        callers.openGate();
        assertThat(after.answer().settled()).isTrue();
        assertThat(sizes()).containsExactly(1, 1, 1);
    }

    @Test
    void who_is_interrupted_as_part_of_a_unit_gets_its_answer_and_keeps_the_flag() {
        Callers second = new Callers();
        leader();
        Callers.Call<Settlement> next = waiting(purchase("next", ben));
        Callers.Call<Settlement> taken = waiting(purchase("taken", anna));
        store.atOpening = openings -> second.passGate();
        callers.openGate();
        second.untilAtGate(next);

        taken.interrupt();
        second.openGate();

        assertThat(taken.interrupted()).isTrue();
        assertThat(taken.answer().orThrow().replayed()).isFalse();
        assertThat(next.interrupted()).isFalse();
        assertThat(sizes()).containsExactly(1, 2);
    }

    @Test
    void a_hosts_own_transaction_and_a_quote_wait_for_nobody() {
        leader();

        shop.loyalty()
                .inTransaction(tx -> tx.till().record(purchase("receipt", anna)).orThrow());
        till.quote(purchase("quoted", anna));

        assertThat(shop.available(anna)).isEqualTo(10);
    }

    @Test
    void who_calls_back_from_within_a_unit_does_not_wait_for_itself() {
        AtomicInteger looks = new AtomicInteger();
        AtomicBoolean within = new AtomicBoolean();
        Loyalty[] ours = new Loyalty[1];
        Loyalty loyalty = Loyalty.over(store)
                .clock(() -> {
                    if (ours[0] != null && within.compareAndSet(false, true)) {
                        ours[0].till().record(purchase("back " + looks.incrementAndGet(), anna));
                    }
                    return shop.clock().instant();
                })
                .build();
        ours[0] = loyalty;

        Settlement answer = callers.start(() -> loyalty.till().record(purchase("receipt", anna)))
                .answer();

        assertThat(answer.settled()).isTrue();
        assertThat(shop.available(anna)).isEqualTo(20);
    }

    @Test
    void a_stack_that_is_full_at_any_depth_takes_the_lead_from_nobody() {
        Purchase purchase = purchase("deep", anna);
        StoreBusyException busy = new StoreBusyException("Busy at once, so that the stack is full near the lead");
        for (int round = 0; round < 20; round++) {
            store.atBeginning = () -> {
                throw busy;
            };
            callers.start(() -> down(purchase)).answer();
            store.atBeginning = () -> {};
            Purchase after = purchase("then " + round, ben);
            assertThat(callers.start(() -> till.record(after)).answer().settled())
                    .isTrue();
        }
    }

    /** Tries to record a purchase at each of the depths from where the stack is full upward. */
    @SuppressWarnings("InfiniteRecursion") // Until the stack is full.
    private int down(Purchase purchase) {
        int tries;
        try {
            tries = down(purchase);
        } catch (StackOverflowError full) {
            tries = 0;
        }
        if (tries < 500) {
            try {
                till.record(purchase);
            } catch (StackOverflowError | StoreBusyException expected) {
                return tries + 1;
            }
        }
        return tries + 1;
    }

    @Test
    void a_store_that_says_nothing_wants_each_command_alone() {
        assertThat(new InMemoryStore().commandsAtOnce()).isEqualTo(1);
    }
}
