package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Departure;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;
import org.loyalty4j.store.OutcomeUnknownException;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.testkit.Shop;

/** F-35: each statement and each commit of every writing call of a desk fails, one at a time. */
class NthFailureTest {

    private static final Actor CLERK = new Actor("clerk 7");

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    /** A call of a desk. */
    private interface Call {
        void run(Loyalty loyalty, CustomerId customer, String key);
    }

    private static Map<String, Call> calls(Loyalty sound) {
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put(
                "enroll",
                (shop, anna, key) -> shop.customers()
                        .enroll(NewCustomer.person(CommandKey.of(key)).reference(key))
                        .orThrow());
        calls.put("leave", (shop, anna, key) -> shop.customers().leave(Departure.of(CommandKey.of(key), anna)));
        calls.put(
                "record",
                (shop, anna, key) -> shop.till().record(aPurchase(anna, key)).orThrow());
        calls.put(
                "record all",
                (shop, anna, key) -> shop.till()
                        .recordAll(List.of(aPurchase(anna, key), aPurchase(anna, key + " too")))
                        .forEach(outcome -> outcome.orThrow().orThrow()));
        calls.put(
                "check out",
                (shop, anna, key) -> shop.till()
                        .checkout(Checkout.of(aPurchase(anna, key))
                                .returning(Return.ofAll(CommandKey.of("return " + key), anna, firstOf(sound, anna))))
                        .orThrow());
        calls.put(
                "give back",
                (shop, anna, key) -> shop.till()
                        .giveBack(Return.ofAll(CommandKey.of(key), anna, firstOf(sound, anna)))
                        .orThrow());
        calls.put(
                "redeem",
                (shop, anna, key) -> shop.rewards()
                        .redeem(Redemption.of(CommandKey.of(key), anna, Points.of(30)))
                        .orThrow());
        calls.put(
                "give",
                (shop, anna, key) -> shop.accounts()
                        .give(Bonus.of(CommandKey.of(key), anna, Points.of(5), "gift"))
                        .orThrow());
        calls.put(
                "adjust",
                (shop, anna, key) -> shop.accounts()
                        .adjust(Adjustment.of(CommandKey.of(key), anna, Points.of(5), "mended", CLERK))
                        .orThrow());
        calls.put(
                "change",
                (shop, anna, key) -> shop.accounts()
                        .change(new StatusChange(CommandKey.of(key), anna, RewardAccount.Status.FROZEN, "asked", CLERK))
                        .orThrow());
        return calls;
    }

    private static Purchase aPurchase(CustomerId customer, String key) {
        return Purchase.of(key, customer, Shop.euro("10.00"));
    }

    private static CommandKey firstOf(Loyalty shop, CustomerId customer) {
        String name = shop.customers().get(customer).identifiers().get(0).value();
        return CommandKey.of("first of " + name);
    }

    /** How a journey fails. */
    private enum Failure {
        /** What was sent is lost. */
        LOST_MESSAGE,
        /** What was sent was done, but the answer is lost. */
        LOST_ANSWER,
        /** The database chose this transaction as the victim of a deadlock. */
        DEADLOCK
    }

    /** A lost answer is the harder half of a lost connection: on the servers the other one is for {@code long} runs. */
    private static List<Failure> failures(TestDatabase kind) {
        return kind == TestDatabase.H2 || "long".equals(System.getProperty("loyalty.faults"))
                ? List.of(Failure.values())
                : List.of(Failure.LOST_ANSWER, Failure.DEADLOCK);
    }

    /** Fails at one journey, once. */
    private static final class Once implements Hooked.Hook {

        private int left;
        private boolean failed;
        private boolean inCommit;
        private Failure how = Failure.LOST_MESSAGE;

        void at(int journey, Failure failure) {
            left = journey;
            how = failure;
            failed = false;
            inCommit = false;
        }

        @Override
        public void before(Connection plain, boolean commit) throws SQLException {
            left--;
            if (left == 0 && how != Failure.LOST_ANSWER) {
                fail(commit);
            }
        }

        @Override
        public void after(Connection plain, boolean commit) throws SQLException {
            if (left == 0 && how == Failure.LOST_ANSWER) {
                fail(commit);
            }
        }

        private void fail(boolean commit) throws SQLException {
            left = -1;
            failed = true;
            inCommit = commit;
            throw how == Failure.DEADLOCK
                    ? new SQLException("deadlock", "40001", 1213)
                    : new SQLException("the connection broke", "08006");
        }
    }

    @ParameterizedTest
    @EnumSource
    void f_35_whatever_fails_nothing_is_half_done_and_a_repeat_has_one_effect(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        Once once = new Once();
        Loyalty sick = scene.over(Hooked.over(scene.database.pool(), once));
        calls(scene.sound).forEach((name, call) -> {
            CustomerId control = scene.aCustomer();
            call.run(scene.sound, control, name);
            String effect = effect(scene.sound, control, name);
            for (Failure failure : failures(kind)) {
                int journeys = failEach(scene, sick, once, failure, call, name, effect);
                assertThat(journeys).as(name).isGreaterThan(2);
            }
            scene.assertSound();
        });
    }

    private static int failEach(
            FaultScene scene, Loyalty sick, Once once, Failure failure, Call call, String name, String effect) {
        for (int n = 1; ; n++) {
            CustomerId anna = scene.aCustomer();
            String key = name + " " + failure + " " + n;
            once.at(n, failure);
            Throwable thrown = thrownBy(() -> call.run(sick, anna, key));
            if (!once.failed) {
                return n - 1;
            }
            if (failure == Failure.DEADLOCK) {
                assertThat(thrown).as(key).isNull();
            } else {
                assertThat(thrown)
                        .as(key)
                        .isInstanceOf(once.inCommit ? OutcomeUnknownException.class : StoreBusyException.class);
            }
            call.run(scene.sound, anna, key);
            assertThat(effect(scene.sound, anna, key)).as(key).isEqualTo(effect);
        }
    }

    private static @Nullable Throwable thrownBy(Runnable work) {
        try {
            work.run();
            return null;
        } catch (RuntimeException thrown) {
            return thrown;
        }
    }

    /** What a call has changed, as far as others see it. */
    private static String effect(Loyalty shop, CustomerId customer, String key) {
        RewardAccount account = shop.accounts().account(customer);
        return account.balance()
                + " "
                + shop.accounts().statement(customer, 500).items().stream()
                        .map(posting -> posting.kind() + " " + posting.amount())
                        .toList()
                + account.status()
                + shop.customers()
                        .get(customer)
                        .membership()
                        .equals(org.loyalty4j.customer.Membership.since(Shop.OPENING))
                + shop.customers()
                        .find(org.loyalty4j.customer.Identifier.reference(key))
                        .isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void f_35_a_run_of_maintenance_that_fails_anywhere_is_run_again(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        Once once = new Once();
        Loyalty sick = scene.over(Hooked.over(scene.database.pool(), once));
        for (Failure failure : failures(kind)) {
            for (int n = 1; ; n++) {
                CustomerId anna = scene.aCustomer();
                scene.sound
                        .accounts()
                        .give(Bonus.of(CommandKey.of("gift " + failure + n), anna, Points.of(5), "gift")
                                .goneAt(scene.clock.instant().plus(Duration.ofDays(1))))
                        .orThrow();
                scene.clock.advance(Duration.ofDays(1));
                once.at(n, failure);
                Throwable thrown = thrownBy(() -> sick.maintenance().run(scene.clock.instant()));
                assertThat(thrown == null).isEqualTo(!once.failed || failure == Failure.DEADLOCK);

                scene.sound.maintenance().run(scene.clock.instant());
                assertThat(scene.sound.accounts().statement(anna, 500).items())
                        .extracting(org.loyalty4j.points.Posting::amount)
                        .containsExactly(-5L, 5L, 100L);
                if (!once.failed) {
                    break;
                }
            }
        }
        scene.assertSound();
    }

    @ParameterizedTest
    @EnumSource
    void f_35_a_version_of_the_program_is_published_once_whatever_fails(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        Once once = new Once();
        Loyalty sick = scene.over(Hooked.over(scene.database.pool(), once));
        LoyaltyProgram last = Shop.onePointPerEuro();
        for (Failure failure : failures(kind)) {
            do {
                LoyaltyProgram next = last.nextVersion(scene.clock.instant().plus(Duration.ofDays(last.version())));
                once.at(1 + last.version() % 4, failure);
                Throwable thrown = thrownBy(() -> sick.programs().publish(next));
                assertThat(thrown == null).isEqualTo(!once.failed || failure == Failure.DEADLOCK);

                scene.sound.programs().publish(next);
                assertThat(scene.over(scene.database.pool())
                                .programs()
                                .history()
                                .versions())
                        .hasSize(next.version());
                last = next;
            } while (last.version() % 4 != 0);
        }
        scene.assertSound();
    }
}
