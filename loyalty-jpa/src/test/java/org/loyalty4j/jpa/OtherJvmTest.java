package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.testkit.Shop;

/**
 * F-01 to F-03, F-27 to F-29, F-38: JVMs that are killed or frozen, and two at once. With {@code -Dloyalty.faults=long}
 * there are many more rounds.
 */
class OtherJvmTest {

    private static final boolean LONG = "long".equals(System.getProperty("loyalty.faults"));

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    private ChildJvm child(FaultScene scene, int fast, String... command) {
        return databases.closing(ChildJvm.start(scene.database, fast, command));
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void f_01_a_jvm_that_is_killed_before_its_commit_leaves_nothing_and_no_lock(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        Purchase purchase = scene.aPurchase(scene.aCustomer());
        ChildJvm till = child(
                scene,
                0,
                "hold",
                purchase.customer().value().toString(),
                purchase.key().value());
        till.await("in transaction");

        till.kill();

        assertThat(scene.sentAgain(purchase).replayed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void f_02_what_a_killed_jvm_has_answered_is_there_and_all_else_is_there_once_or_not(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        for (int round = 0; round < (LONG ? 100 : 1); round++) {
            CustomerId anna = scene.aCustomer();
            String prefix = "round " + round;
            ChildJvm till = child(scene, 0, "sell", anna.value().toString(), prefix, "1000");
            till.await("ready");
            till.tell();
            List<String> sold = new ArrayList<>();
            for (int i = 0; i < 20 + 7 * (round % 10); i++) {
                sold.add(till.next());
            }
            till.kill();
            for (String line = till.next(); line != null; line = till.next()) {
                sold.add(line);
            }
            sold.removeIf(line -> line == null || !line.matches("sold round \\d+ \\d+"));

            int there = 0;
            for (int i = 0; i < 1000; i++) {
                if (scene.sound.till().find(CommandKey.of(prefix + " " + i)).isPresent()) {
                    there++;
                } else {
                    assertThat(sold).doesNotContain("sold " + prefix + " " + i);
                }
                if (i > there + 10) {
                    break;
                }
            }
            assertThat(there).isGreaterThanOrEqualTo(sold.size()).isLessThanOrEqualTo(sold.size() + 3);
            assertThat(scene.available(anna)).isEqualTo(100 + 10L * there);
            scene.assertSound();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void f_03_a_frozen_jvm_makes_others_wait_only_so_long_and_ends_with_one_effect(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        Purchase purchase = scene.aPurchase(scene.aCustomer());
        ChildJvm till = child(
                scene,
                0,
                "hold",
                purchase.customer().value().toString(),
                purchase.key().value());
        till.await("in transaction");
        till.signal("STOP");

        Loyalty other = scene.loyalty(
                databases.closing(JpaStore.owning(scene.database.pool()).lockWait(Duration.ofMillis(300))));
        assertThatThrownBy(() -> other.till().record(purchase)).isInstanceOf(StoreBusyException.class);

        till.signal("CONT");
        till.tell();
        till.await("committed");
        assertThat(scene.sentAgain(purchase).replayed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void f_27_f_28_two_jvms_whose_clocks_differ_sell_to_one_account_and_nothing_is_lost_or_doubled(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        CustomerId anna = scene.aCustomer();
        int count = LONG ? 1000 : 50;
        List<ChildJvm> tills = List.of(
                child(scene, 0, "sell", anna.value().toString(), "slow", Integer.toString(count)),
                child(scene, 300, "sell", anna.value().toString(), "fast", Integer.toString(count)));
        tills.forEach(till -> till.await("ready"));
        tills.forEach(ChildJvm::tell);
        tills.forEach(till -> till.await("end"));

        assertThat(scene.available(anna)).isEqualTo(100 + 20L * count);
        Instant last = Instant.MAX;
        var page = scene.sound.accounts().statement(anna, 500);
        for (Posting posting : page.items()) { // newest first
            assertThat(posting.recordedAt()).isBeforeOrEqualTo(last);
            last = posting.recordedAt();
        }
        scene.assertSound();
    }

    @Test
    void f_29_two_jvms_that_sweep_at_once_expire_every_lot_once() {
        FaultScene scene = new FaultScene(databases, TestDatabase.POSTGRESQL);
        List<CustomerId> customers = new ArrayList<>();
        for (int i = 0; i < (LONG ? 10_000 : 60); i++) {
            CustomerId id = scene.aCustomer();
            customers.add(id);
            scene.sound
                    .accounts()
                    .give(Bonus.of(CommandKey.of("gift " + i), id, Points.of(7), "gift")
                            .goneAt(Shop.OPENING.plusSeconds(60)))
                    .orThrow();
        }
        List<ChildJvm> sweepers = List.of(child(scene, 86_400, "sweep"), child(scene, 86_400, "sweep"));
        sweepers.forEach(sweeper -> sweeper.await("ready"));
        sweepers.forEach(ChildJvm::tell);
        long written = 0;
        for (ChildJvm sweeper : sweepers) {
            written += Long.parseLong(String.valueOf(sweeper.next()).replace("written ", ""));
            sweeper.await("end");
        }

        assertThat(written).isEqualTo(customers.size());
        for (CustomerId customer : customers) {
            assertThat(scene.sound.accounts().statement(customer, 500).items())
                    .extracting(Posting::amount)
                    .containsExactly(-7L, 7L, 100L);
        }
        scene.assertSound();
    }

    @Test
    void f_38_an_import_that_is_killed_again_and_again_goes_on_and_adds_up() {
        FaultScene scene = new FaultScene(databases, TestDatabase.POSTGRESQL);
        CustomerId anna = scene.aCustomer();
        int count = LONG ? 5_000 : 300;
        boolean done = false;
        for (int tries = 1; !done; tries++) {
            ChildJvm job = child(scene, 0, "import", anna.value().toString(), "line", Integer.toString(count));
            String line = job.next();
            for (int pages = 0; line != null && pages < 2 * tries; pages++) {
                line = job.next();
                done = "end".equals(line);
                if (done) {
                    break;
                }
            }
            job.kill();
        }

        assertThat(scene.available(anna)).isEqualTo(100 + 10L * count);
        scene.assertSound();
    }
}
