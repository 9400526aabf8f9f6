package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.jpa.Relay.Fault;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.OutcomeUnknownException;
import org.loyalty4j.store.StoreBusyException;

/** F-08 to F-10: a network that loses what was said, and one that falls silent. */
class LostMessageTest {

    @RegisterExtension
    final TestDatabases databases = new TestDatabases();

    /** A sound shop, and a till that reaches it by a relay. */
    private record Line(FaultScene scene, Relay relay, Loyalty remote) {}

    private Line line(TestDatabase kind) {
        FaultScene scene = new FaultScene(databases, kind);
        Relay relay = databases.closing(Relay.to(kind.server().port()));
        PoolSettings patient = PoolSettings.USUAL
                .size(2)
                .patience(Duration.ofSeconds(5))
                .driver("socketTimeout", kind == TestDatabase.POSTGRESQL ? "1" : "1000");
        return new Line(scene, relay, scene.over(scene.database.pool(patient, relay.port())));
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void f_08_a_commit_whose_answer_is_lost_has_happened_and_a_repeat_returns_it(TestDatabase kind) {
        assertThat(unknownAfter(kind, Fault.LOSE_ANSWER)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void f_09_a_commit_that_is_lost_has_not_happened_and_a_repeat_does_it(TestDatabase kind) {
        assertThat(unknownAfter(kind, Fault.LOSE_MESSAGE)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void f_10_a_commit_that_meets_silence_is_not_waited_for_for_ever(TestDatabase kind) {
        assertThat(unknownAfter(kind, Fault.SILENCE_ANSWER)).isTrue();
    }

    /** Says whether the sale was there after a commit with a fault. */
    private boolean unknownAfter(TestDatabase kind, Fault fault) {
        Line line = line(kind);
        FaultScene scene = line.scene();
        Purchase purchase = scene.aPurchase(scene.aCustomer());

        assertThatThrownBy(() -> line.remote().inTransaction(shop -> {
                    shop.till().record(purchase).orThrow();
                    line.relay()
                            .once(fault, "commit"); // not before: MariaDB is told of "read committed" at the beginning
                    return true;
                }))
                .isInstanceOf(OutcomeUnknownException.class);

        assertThat(line.relay().hasPlan()).isFalse();
        boolean happened = scene.sentAgain(purchase).replayed();
        assertThat(line.remote().till().record(purchase).orThrow().replayed()).isTrue();
        return happened;
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void f_10_an_opening_that_meets_silence_has_changed_nothing(TestDatabase kind) {
        Line line = line(kind);
        FaultScene scene = line.scene();
        Purchase purchase = scene.aPurchase(scene.aCustomer());
        line.relay().once(Fault.SILENCE_ANSWER, kind == TestDatabase.POSTGRESQL ? "for no key update" : "for update");

        assertThatThrownBy(() -> line.remote().till().record(purchase)).isInstanceOf(StoreBusyException.class);

        assertThat(line.relay().hasPlan()).isFalse();
        line.relay().cut(); // or the server would go on holding the lock until it finds out
        assertThat(scene.sentAgain(purchase).replayed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void a_write_that_is_cut_off_has_changed_nothing(TestDatabase kind) {
        for (Fault fault : new Fault[] {Fault.LOSE_MESSAGE, Fault.LOSE_ANSWER}) {
            Line line = line(kind);
            FaultScene scene = line.scene();
            Purchase purchase = scene.aPurchase(scene.aCustomer());
            line.relay().once(fault, "insert into loyalty_posting");

            assertThatThrownBy(() -> line.remote().till().record(purchase)).isInstanceOf(StoreBusyException.class);

            assertThat(scene.sentAgain(purchase).replayed()).isFalse();
        }
    }
}
