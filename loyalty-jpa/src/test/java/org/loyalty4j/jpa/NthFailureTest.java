package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.acceptance.EveryCall;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.store.OutcomeUnknownException;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.testkit.Shop;

/** F-35: each statement and each commit of every writing call of a desk fails, one at a time. */
class NthFailureTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    private static List<EveryCall> calls(EveryCall.Kind kind) {
        return EveryCall.all().stream().filter(call -> call.kind() == kind).toList();
    }

    private static EveryCall.Target target(Loyalty loyalty, FaultScene scene, CustomerId customer, String key) {
        String name = scene.sound.customers().get(customer).identifiers().get(0).value();
        CustomerId friend = EveryCall.prepare(scene.sound, customer, name);
        return new EveryCall.Target(loyalty, customer, friend, name, key);
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

    /**
     * How many journeys lie between those that fail. A deadlock is met in the same way wherever it is: on the servers in every
     * third journey, beginning with another one for each call.
     */
    private static int step(TestDatabase kind, Failure failure) {
        boolean all = kind == TestDatabase.H2 || "long".equals(System.getProperty("loyalty.faults"));
        return failure == Failure.DEADLOCK && !all ? 3 : 1;
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

        /** Fails no more. */
        void rest() {
            left = -1;
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
        for (EveryCall call : calls(EveryCall.Kind.WRITES)) {
            CustomerId control = scene.aCustomer();
            call.call().accept(target(scene.sound, scene, control, call.method()));
            String effect = effect(scene.sound, control, call.method());
            for (Failure failure : failures(kind)) {
                int journeys = failEach(scene, sick, once, failure, step(kind, failure), call, effect);
                assertThat(journeys).as(call.method()).isGreaterThan(2);
            }
        }
        scene.assertSound();
    }

    /** Calls with a transaction before their own that may write nothing, so that nothing happened where its commit fails. */
    private static final Set<String> LOOKS_FIRST = Set.of("Events.consume(String,int,Consumer)");

    private static int failEach(
            FaultScene scene, Loyalty sick, Once once, Failure failure, int step, EveryCall call, String effect) {
        for (int n = 1 + Math.floorMod(call.method().hashCode(), step); ; n += step) {
            CustomerId anna = scene.aCustomer();
            String key = call.method() + " " + failure + " " + n;
            EveryCall.Target asked = target(sick, scene, anna, key);
            once.at(n, failure);
            Throwable thrown = thrownBy(() -> call.call().accept(asked));
            if (!once.failed) {
                return n - 1;
            }
            if (failure == Failure.DEADLOCK) {
                assertThat(thrown).as(key).isNull();
            } else {
                boolean mayHaveHappened = once.inCommit && !LOOKS_FIRST.contains(call.method());
                assertThat(thrown)
                        .as(key)
                        .isInstanceOfAny(
                                once.inCommit ? OutcomeUnknownException.class : StoreBusyException.class,
                                mayHaveHappened ? OutcomeUnknownException.class : StoreBusyException.class);
            }
            call.call().accept(asked.over(scene.sound));
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
    void f_35_a_question_that_fails_anywhere_changes_nothing_and_is_answered_when_it_is_asked_again(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        Once once = new Once();
        Loyalty sick = scene.over(Hooked.over(scene.database.pool(), once));
        CustomerId anna = scene.aCustomer();
        scene.aCustomer();
        EveryCall.Target asked = target(sick, scene, anna, "asked");
        String effect = effect(scene.sound, anna, "asked");
        for (EveryCall call : calls(EveryCall.Kind.READS)) {
            for (Failure failure : failures(kind)) {
                int step = step(kind, failure);
                int n = 1 + Math.floorMod(call.method().hashCode(), step) - step;
                do {
                    n += step;
                    once.at(n, failure);
                    Throwable thrown = thrownBy(() -> call.call().accept(asked));
                    if (once.failed) {
                        assertThat(thrown)
                                .as("%s %s %d", call, failure, n)
                                .satisfiesAnyOf(
                                        fine -> assertThat(fine).isNull(),
                                        busy -> assertThat(busy).isInstanceOf(StoreBusyException.class));
                    } else {
                        assertThat(thrown).as("%s", call).isNull();
                    }
                    once.rest();
                    call.call().accept(asked);
                } while (once.failed);
            }
            assertThat(effect(scene.sound, anna, "asked")).as("%s", call).isEqualTo(effect);
        }
        scene.assertSound();
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
