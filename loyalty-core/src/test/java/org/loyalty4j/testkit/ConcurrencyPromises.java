package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.RepeatedTest;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;
import org.loyalty4j.store.StoreBusyException;

/** What holds when many threads come at once. */
abstract class ConcurrencyPromises extends TransactionPromises {

    private static final int TILLS = 8;

    /** A till that is told "busy, nothing happened" does as it is told: it sends the same request again. */
    static <R> R untilNotBusy(Callable<R> request) throws Exception {
        for (int i = 0; i < 1_000; i++) {
            try {
                return request.call();
            } catch (StoreBusyException busy) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("The store was busy a thousand times");
    }

    @RepeatedTest(20)
    void eight_tills_at_once_lose_no_sale_and_double_none() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");

        Together.run(TILLS, till -> () -> {
            for (int i = 0; i < 5; i++) {
                Purchase purchase = Purchase.of("till " + till + " receipt " + i, anna, Shop.euro("10.00"));
                assertThat(untilNotBusy(() -> shop.loyalty().till().record(purchase))
                                .orThrow()
                                .earned())
                        .isEqualTo(Points.of(10));
            }
            return true;
        });

        Picture picture = picture(shop.loyalty().accounts().account(anna).id());
        assertThat(shop.available(anna)).isEqualTo(TILLS * 5 * 10);
        assertThat(picture.sales()).hasSize(TILLS * 5);
        assertThat(picture.postings()).hasSize(TILLS * 5);
        assertThat(picture.commands()).hasSize(TILLS * 5);
        for (int i = 0; i < TILLS * 5; i++) {
            assertThat(picture.postings().get(i).number()).isEqualTo(i + 1);
            assertThat(picture.commands().get(i).sequence()).isEqualTo(i + 1);
            assertThat(picture.postings().get(i).after()).isEqualTo((i + 1) * 10L);
        }
    }

    @RepeatedTest(20)
    void one_key_sent_by_eight_threads_at_once_has_one_effect() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = Purchase.of("receipt 1", anna, Shop.euro("29.99"));

        List<Settlement.Settled> answers = Together.run(
                TILLS,
                till -> () -> untilNotBusy(() -> shop.loyalty().till().record(purchase))
                        .orThrow());

        assertThat(shop.available(anna)).isEqualTo(29);
        assertThat(answers).filteredOn(answer -> !answer.replayed()).hasSize(1);
        assertThat(answers)
                .extracting(Settlement.Settled::command)
                .containsOnly(answers.get(0).command());
        assertThat(answers)
                .extracting(Settlement.Settled::postings)
                .containsOnly(answers.get(0).postings());
    }

    @RepeatedTest(20)
    void one_key_sent_for_two_customers_at_once_is_one_customers() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");

        List<Boolean> recorded = Together.run(2, till -> () -> {
            Purchase purchase = Purchase.of("receipt 1", till == 0 ? anna : ben, Shop.euro("10.00"));
            try {
                return untilNotBusy(() -> shop.loyalty().till().record(purchase))
                        .settled();
            } catch (org.loyalty4j.command.KeyReusedException taken) {
                return false;
            }
        });

        assertThat(recorded).containsExactlyInAnyOrder(true, false);
        assertThat(shop.available(anna) + shop.available(ben)).isEqualTo(10);
    }

    @RepeatedTest(20)
    void the_last_points_are_used_once() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 30, "");

        List<Boolean> settled = Together.run(
                4,
                till -> () -> untilNotBusy(() -> shop.loyalty()
                                .rewards()
                                .redeem(Redemption.of(CommandKey.of("redeem " + till), anna, Points.of(20))))
                        .settled());

        assertThat(settled).filteredOn(done -> done).hasSize(1);
        assertThat(shop.available(anna)).isEqualTo(10);
    }

    @RepeatedTest(20)
    void a_purchase_is_returned_once_however_many_tills_try() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "29.99");

        List<Boolean> settled = Together.run(
                4,
                till -> () -> untilNotBusy(() -> shop.loyalty()
                                .till()
                                .giveBack(Return.ofAll(CommandKey.of("return " + till), anna, purchase.key())))
                        .settled());

        assertThat(settled).filteredOn(done -> done).hasSize(1);
        assertThat(shop.available(anna)).isZero();
        assertThat(list(reader -> reader.sales().returnsOf(Purse.POINTS.code(), purchase.key())))
                .hasSize(1);
    }

    @RepeatedTest(20)
    void one_card_enrolled_by_eight_threads_at_once_is_one_customers() {
        Shop shop = shop();

        List<Boolean> enrolled = Together.run(TILLS, till -> () -> {
            NewCustomer request =
                    NewCustomer.person(CommandKey.of("enroll " + till)).card("4711 0815");
            return untilNotBusy(() -> shop.loyalty().customers().enroll(request))
                    instanceof org.loyalty4j.Enrollment.Enrolled;
        });

        assertThat(enrolled).filteredOn(done -> done).hasSize(1);
        assertThat(list(reader -> reader.customers().page(null, 99))).hasSize(1);
    }

    @RepeatedTest(5)
    void accounts_opened_together_in_any_order_never_wait_for_each_other_in_a_circle() {
        CustomerId anna = enrolled("Anna");
        CustomerId ben = enrolled("Ben");
        CustomerId cora = enrolled("Cora");
        List<List<CustomerId>> orders =
                List.of(List.of(anna, ben, cora), List.of(cora, ben, anna), List.of(ben, cora, anna));

        List<Integer> opened = Together.run(3, thread -> () -> {
            int sum = 0;
            for (int i = 0; i < 50; i++) {
                // Busy here means that two of them waited for each other until one gave up.
                sum += store().inTransaction(tx -> tx.open(orders.get(thread).stream()
                                .map(customer -> opening(customer))
                                .toList())
                        .size());
            }
            return sum;
        });

        assertThat(opened).containsExactly(150, 150, 150);
    }

    @RepeatedTest(5)
    void pages_of_customers_show_nobody_twice_while_others_enroll() {
        Shop shop = shop();
        for (int i = 0; i < 10; i++) {
            shop.aCustomer("early " + i);
        }
        List<CustomerId> early = ids();

        List<Set<CustomerId>> seen = Together.run(2, thread -> () -> {
            Set<CustomerId> found = new HashSet<>();
            if (thread == 0) {
                for (int i = 0; i < 20; i++) {
                    shop.aCustomer("late " + i);
                }
                return found;
            }
            CustomerId after = null;
            for (List<CustomerId> page = idsAfter(after); !page.isEmpty(); page = idsAfter(after)) {
                for (CustomerId id : page) {
                    assertThat(found.add(id)).isTrue();
                    after = id;
                }
            }
            return found;
        });

        assertThat(seen.get(1)).containsAll(early);
    }

    private List<CustomerId> ids() {
        return new ArrayList<>(idsAfter(null));
    }

    private List<CustomerId> idsAfter(@org.jspecify.annotations.Nullable CustomerId after) {
        return list(reader -> reader.customers().page(after, after == null ? 99 : 3)).stream()
                .map(org.loyalty4j.customer.Customer::id)
                .toList();
    }
}
