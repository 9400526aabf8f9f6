package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Explanation;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.program.Transfer;
import org.loyalty4j.program.TransferRules;
import org.loyalty4j.program.TransferUndo;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.testkit.Shop;

/** Points that customers give each other. */
public abstract class TransferCases extends OverAnyStore {

    private static Settlement sends(Shop shop, CustomerId from, CustomerId to, long points) {
        return shop.loyalty().transfers().send(Transfer.of(shop.aKey(), from, to, Points.of(points)));
    }

    private static CommandKey sent(Shop shop, CustomerId from, CustomerId to, long points) {
        CommandKey key = shop.aKey();
        shop.loyalty()
                .transfers()
                .send(Transfer.of(key, from, to, Points.of(points)))
                .orThrow();
        return key;
    }

    private static Settlement undoes(Shop shop, CustomerId from, CustomerId to, CommandKey transfer) {
        return shop.loyalty().transfers().undo(TransferUndo.of(shop.aKey(), from, to, transfer));
    }

    private static void assertRefused(Settlement answer, Refusal why) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Settlement.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(why));
    }

    private static void assertSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private static void change(Shop shop, CustomerId customer, Status status) {
        shop.loyalty()
                .accounts()
                .change(new StatusChange(shop.aKey(), customer, status, "asked", new Actor("manager")))
                .orThrow();
    }

    @Test
    void lots_move_in_burn_order_and_keep_their_dates_and_the_program_has_as_many_points_as_before_I_08() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        shop.gives(anna, 60, "2027-01-01");
        shop.on("2026-02-01").gives(anna, 40, "2027-03-01");
        shop.on("2026-03-01");

        Settlement.Settled answer = sends(shop, anna, ben, 80).orThrow();

        assertThat(answer.moved()).isEqualTo(Points.of(80));
        assertThat(answer.balance()).isEqualTo(Points.of(20));
        assertThat(lotsByEnd(shop, anna)).isEqualTo(Map.of("2027-03-01", 20L));
        assertThat(lotsByEnd(shop, ben)).isEqualTo(Map.of("2027-01-01", 60L, "2027-03-01", 20L));
        assertThat(postings(shop, ben))
                .extracting(Posting::kind)
                .containsExactly(Posting.Kind.MOVE_IN, Posting.Kind.MOVE_IN);
        assertThat(postings(shop, ben).get(1).lots())
                .extracting(LotAllocation::earnedAt)
                .containsExactly(Shop.day("2026-02-01"));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
        assertThat(shop.available(anna) + shop.available(ben)).isEqualTo(100);
    }

    @Test
    void both_sides_are_explained_by_one_key_and_name_each_other() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        shop.gives(anna, 60, "");
        CommandKey key = sent(shop, anna, ben, 20);

        Explanation given = shop.loyalty().accounts().explain(anna, 2);
        Explanation got = shop.loyalty().accounts().explain(ben, 1);

        assertThat(given.command().key()).isEqualTo(key);
        assertThat(got.command().key()).isEqualTo(key);
        assertThat(given.other()).contains(ben);
        assertThat(got.other()).contains(anna);
    }

    @Test
    void more_than_there_is_or_from_or_to_an_account_that_is_not_open_is_refused_and_changes_nothing() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        CustomerId carla = shop.aCustomer("Carla");
        shop.gives(anna, 60, "");
        change(shop, carla, Status.CLOSED);

        assertRefused(sends(shop, anna, ben, 61), Refusal.TOO_FEW_POINTS);
        assertRefused(sends(shop, anna, carla, 5), Refusal.OTHER_ACCOUNT_UNAVAILABLE);
        assertRefused(sends(shop, carla, anna, 5), Refusal.ACCOUNT_CLOSED);
        change(shop, ben, Status.FROZEN);
        assertRefused(sends(shop, anna, ben, 5), Refusal.OTHER_ACCOUNT_UNAVAILABLE);
        change(shop, anna, Status.FROZEN);
        assertRefused(sends(shop, anna, ben, 5), Refusal.ACCOUNT_FROZEN);
        assertThat(shop.available(anna)).isEqualTo(60);
        assertThat(postings(shop, ben)).isEmpty();
        assertSound(shop);
    }

    @Test
    void B_106_a_transfer_to_oneself_is_no_request() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");

        assertThatThrownBy(() -> sends(shop, anna, anna, 5))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        invalid ->
                                assertThat(invalid.violations().get(0).code()).isEqualTo(Code.SAME_ACCOUNT));
    }

    @Test
    void a_transfer_to_nobody_changes_nothing() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 60, "");
        CustomerId nobody = new CustomerId(new java.util.UUID(9, 9));

        assertThatThrownBy(() -> sends(shop, anna, nobody, 5)).isInstanceOf(UnknownCustomerException.class);
        assertThat(shop.available(anna)).isEqualTo(60);
    }

    @Test
    void limits_and_a_fee_of_the_program_are_kept() {
        Shop shop = shop(program -> program.with(TransferRules.none()
                .withLeast(Points.of(10))
                .withMost(Points.of(50))
                .withFee(Points.of(3))));
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        shop.gives(anna, 60, "");

        assertRefused(sends(shop, anna, ben, 9), Refusal.BELOW_MINIMUM);
        assertRefused(sends(shop, anna, ben, 51), Refusal.ABOVE_MAXIMUM);
        Settlement quote = shop.loyalty().transfers().quote(Transfer.of(shop.aKey(), anna, ben, Points.of(50)));
        assertThat(((Settlement.Settled) quote).redeemed()).isEqualTo(Points.of(3));
        assertThat(shop.available(anna)).isEqualTo(60);
        sends(shop, anna, ben, 50).orThrow();
        assertThat(shop.available(anna)).isEqualTo(7);
        assertThat(shop.available(ben)).isEqualTo(50);
        assertRefused(sends(shop, ben, anna, 48), Refusal.TOO_FEW_POINTS);
        assertSound(shop);
    }

    @Test
    void a_repeat_is_answered_as_before_and_another_body_is_told_by_its_field_I_24_I_25() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        CustomerId carla = shop.aCustomer("Carla");
        shop.gives(anna, 60, "");
        Transfer request = Transfer.of(shop.aKey(), anna, ben, Points.of(20));
        Settlement.Settled first = shop.loyalty().transfers().send(request).orThrow();
        Settlement.Settled again = shop.loyalty().transfers().send(request).orThrow();

        assertThat(again.replayed()).isTrue();
        assertThat(again.postings()).isEqualTo(first.postings());
        assertThat(again.moved()).isEqualTo(Points.of(20));
        assertReused(shop, Transfer.of(request.key(), anna, ben, Points.of(21)), "points");
        assertReused(shop, Transfer.of(request.key(), anna, carla, Points.of(20)), "receiver");
        assertReused(shop, Transfer.of(request.key(), carla, ben, Points.of(20)), "customer");
        assertReused(shop, Transfer.of(request.key(), ben, anna, Points.of(20)), "customer");
        assertThat(shop.available(anna)).isEqualTo(40);
        assertThat(shop.available(ben)).isEqualTo(20);
    }

    private static void assertReused(Shop shop, Transfer other, String field) {
        assertReused(() -> shop.loyalty().transfers().send(other), field);
    }

    private static void assertReused(ThrowingCallable call, String field) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo(field));
    }

    @Test
    void an_undone_transfer_puts_the_points_back_into_their_own_lots_once() {
        Shop shop = shop(program -> program.with(TransferRules.none().withFee(Points.of(1))));
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        shop.gives(anna, 60, "2027-01-01");
        shop.gives(anna, 41, "2027-03-01");
        CommandKey key = sent(shop, anna, ben, 80);
        change(shop, ben, Status.FROZEN);

        Settlement.Settled back = undoes(shop, anna, ben, key).orThrow();

        assertThat(back.moved()).isEqualTo(Points.of(80));
        assertThat(lotsByEnd(shop, anna)).isEqualTo(Map.of("2027-01-01", 60L, "2027-03-01", 40L));
        assertThat(shop.available(ben)).isZero();
        assertRefused(undoes(shop, anna, ben, key), Refusal.ALREADY_UNDONE);
        assertRefused(undoes(shop, ben, anna, key), Refusal.UNKNOWN_TRANSFER);
        assertRefused(undoes(shop, anna, ben, CommandKey.of("never")), Refusal.UNKNOWN_TRANSFER);
        assertSound(shop);
    }

    @Test
    void what_the_receiver_has_used_is_refused_or_recorded_as_shortfall() {
        for (boolean records : new boolean[] {false, true}) {
            Shop shop = shop(program ->
                    program.with(records ? TransferRules.none().recordingShortfall() : TransferRules.none()));
            CustomerId anna = shop.aCustomer("Anna");
            CustomerId ben = shop.aCustomer("Ben");
            shop.gives(anna, 60, "2027-01-01");
            shop.gives(ben, 10, "2027-02-01");
            CommandKey key = sent(shop, anna, ben, 50);
            shop.redeems(ben, 20);

            Settlement answer = undoes(shop, anna, ben, key);

            if (records) {
                assertThat(answer.orThrow().moved()).isEqualTo(Points.of(30));
                assertThat(shop.available(anna)).isEqualTo(40);
                assertThat(shop.available(ben)).isEqualTo(10);
            } else {
                assertRefused(answer, Refusal.POINTS_SPENT);
                assertThat(shop.available(anna)).isEqualTo(10);
                assertThat(shop.available(ben)).isEqualTo(40);
            }
            assertSound(shop);
        }
    }

    @Test
    void sent_points_expire_with_the_receiver_when_they_would_have_with_the_sender() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        shop.gives(anna, 60, "2026-02-01");
        CommandKey key = sent(shop, anna, ben, 50);
        shop.on("2026-02-01");

        assertThat(shop.available(ben)).isZero();
        assertRefused(redeem(shop, ben, 1), Refusal.TOO_FEW_POINTS);
        assertRefused(undoes(shop, anna, ben, key), Refusal.POINTS_SPENT);
        assertSound(shop);
    }

    @Test
    void a_transfer_in_a_transaction_of_the_host_goes_with_it() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        shop.gives(anna, 60, "");

        assertThatThrownBy(() -> shop.loyalty().inTransaction(tx -> {
                    tx.transfers().send(Transfer.of(shop.aKey(), anna, ben, Points.of(50)));
                    tx.rewards()
                            .redeem(Redemption.of(shop.aKey(), ben, Points.of(30)))
                            .orThrow();
                    throw new IllegalStateException("the host's own trouble");
                }))
                .hasMessage("the host's own trouble");
        assertThat(shop.available(anna)).isEqualTo(60);

        shop.loyalty().inTransaction(tx -> {
            tx.transfers()
                    .send(Transfer.of(shop.aKey(), anna, ben, Points.of(50)))
                    .orThrow();
            return tx.rewards()
                    .redeem(Redemption.of(shop.aKey(), ben, Points.of(30)))
                    .orThrow();
        });
        assertThat(shop.available(ben)).isEqualTo(20);
        assertSound(shop);
    }

    @Test
    void a_repeated_undoing_is_answered_as_before_and_another_one_is_told_by_its_field_I_24_I_25() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        CustomerId carla = shop.aCustomer("Carla");
        shop.gives(anna, 60, "");
        CommandKey key = sent(shop, anna, ben, 20);
        TransferUndo request = TransferUndo.of(shop.aKey(), anna, ben, key);
        Settlement.Settled first = shop.loyalty().transfers().undo(request).orThrow();
        Settlement.Settled again = shop.loyalty().transfers().undo(request).orThrow();

        assertThat(again.replayed()).isTrue();
        assertThat(again.postings()).isEqualTo(first.postings());
        assertReused(shop, TransferUndo.of(request.key(), anna, ben, CommandKey.of("other")), "transfer");
        assertReused(shop, TransferUndo.of(request.key(), anna, carla, key), "receiver");
        assertReused(shop, TransferUndo.of(request.key(), carla, ben, key), "customer");
        assertReused(shop, TransferUndo.of(request.key(), ben, anna, key), "customer");
        assertRefused(undoes(shop, anna, carla, key), Refusal.UNKNOWN_TRANSFER);
        assertRefused(undoes(shop, carla, ben, key), Refusal.UNKNOWN_TRANSFER);
        assertThat(shop.available(anna)).isEqualTo(60);
    }

    private static void assertReused(Shop shop, TransferUndo other, String field) {
        assertReused(() -> shop.loyalty().transfers().undo(other), field);
    }

    @Test
    void both_legs_count_from_one_instant_when_one_account_is_ahead_of_the_clock() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        shop.on("2026-03-02").gives(anna, 60, "");
        shop.on("2026-03-01").gives(ben, 5, "2026-03-02");

        // The clock of another server, behind that of the one that gave the points.
        CommandKey key = sent(shop, anna, ben, 20);
        assertThat(postings(shop, anna).get(1).countsAt()).isEqualTo(Shop.day("2026-03-02"));
        assertThat(postings(shop, ben))
                .extracting(Posting::kind)
                .containsExactly(Posting.Kind.BONUS, Posting.Kind.EXPIRE, Posting.Kind.MOVE_IN);
        assertThat(postings(shop, ben).get(2).countsAt()).isEqualTo(Shop.day("2026-03-02"));
        assertSound(shop);

        sent(shop, ben, anna, 5);
        undoes(shop, anna, ben, key);
        assertSound(shop);
    }

    @Test
    void a_transfer_is_undone_however_many_lots_come_before_its_own() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        shop.gives(anna, 60, "2027-03-01");
        CommandKey key = sent(shop, anna, ben, 50);
        for (int i = 0; i < 300; i++) {
            shop.gives(ben, 1, "2027-01-01");
        }

        assertThat(undoes(shop, anna, ben, key).orThrow().moved()).isEqualTo(Points.of(50));
        assertThat(shop.available(ben)).isEqualTo(300);
        sends(shop, ben, anna, 280).orThrow();
        assertThat(shop.available(anna)).isEqualTo(340);
        assertSound(shop);
    }

    /** Starts all at one moment and returns what came of them. */
    private static List<Settlement> atOnce(List<Callable<Settlement>> calls) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(calls.size());
        try {
            CyclicBarrier barrier = new CyclicBarrier(calls.size());
            List<Future<Settlement>> running = new ArrayList<>();
            for (Callable<Settlement> call : calls) {
                running.add(pool.submit(() -> {
                    barrier.await(30, TimeUnit.SECONDS);
                    return call.call();
                }));
            }
            List<Settlement> answers = new ArrayList<>();
            for (Future<Settlement> one : running) {
                answers.add(one.get(60, TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void attack_moving_points_between_cards_twice_at_the_same_moment_makes_none_I_06_I_30_I_33() throws Exception {
        for (int round = 0; round < rounds(100); round++) {
            Shop shop = shop();
            CustomerId anna = shop.aCustomer("Anna");
            CustomerId ben = shop.aCustomer("Ben");
            CustomerId carla = shop.aCustomer("Carla");
            for (CustomerId each : List.of(anna, ben, carla)) {
                shop.gives(each, 5, "");
            }
            List<Callable<Settlement>> calls = List.of(
                    () -> sends(shop, anna, ben, 5),
                    () -> sends(shop, anna, carla, 5),
                    () -> sends(shop, ben, anna, 5),
                    () -> sends(shop, carla, ben, 5));

            List<Settlement> answers = atOnce(calls);

            assertThat(answers).anyMatch(Settlement::settled);
            long all = shop.available(anna) + shop.available(ben) + shop.available(carla);
            assertThat(all).as("points of all").isEqualTo(15);
            assertSound(shop);
        }
    }

    @Test
    void attack_one_transfer_sent_by_two_tills_at_the_same_moment_has_one_effect_F_17() throws Exception {
        for (int round = 0; round < rounds(100); round++) {
            Shop shop = shop();
            CustomerId anna = shop.aCustomer("Anna");
            CustomerId ben = shop.aCustomer("Ben");
            shop.gives(anna, 50, "");
            Transfer request = Transfer.of(shop.aKey(), anna, ben, Points.of(20));

            List<Settlement> answers = atOnce(List.of(
                    () -> shop.loyalty().transfers().send(request),
                    () -> shop.loyalty().transfers().send(request)));

            assertThat(answers)
                    .filteredOn(answer -> answer.orThrow().replayed())
                    .hasSize(1);
            assertThat(shop.available(anna)).isEqualTo(30);
            assertThat(shop.available(ben)).isEqualTo(20);
            assertSound(shop);
        }
    }

    @Test
    void attack_a_transfer_undone_while_its_points_are_used_never_gives_both_F_18() throws Exception {
        for (int round = 0; round < rounds(100); round++) {
            Shop shop = shop();
            CustomerId anna = shop.aCustomer("Anna");
            CustomerId ben = shop.aCustomer("Ben");
            shop.gives(anna, 50, "");
            CommandKey key = sent(shop, anna, ben, 50);

            List<Settlement> answers = atOnce(List.of(() -> undoes(shop, anna, ben, key), () -> redeem(shop, ben, 50)));

            assertThat(answers).filteredOn(Settlement::settled).hasSize(1);
            assertSound(shop);
        }
    }
}
