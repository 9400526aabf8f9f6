package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.Membership;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;
import org.loyalty4j.tier.StandingChange;

/** What a store promises about transactions: all or nothing, and alone. */
abstract class TransactionPromises extends LedgerPromises {

    /** What a test throws to have a transaction rolled back. */
    static final class Cancelled extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A new customer with rows of every kind, to be written in one transaction. */
    static Changes everything(Newcomer newcomer, Rows rows) {
        Lot first = rows.earns("receipt 1", 29, day("2027-01-01"));
        rows.redeems("redeem 1", first, 9);
        rows.pays("redeem 1", "receipt 1");
        rows.returns("return 1", "receipt 1", 1);
        rows.stands("silver", date("2025-03-01"), date("2026-03-01"));
        rows.counts(date("2026-03-01"), 2900);
        rows.ranks(1, "silver", StandingChange.Cause.REACHED);
        rows.due(day("2027-01-01"));
        newcomer.addTo(rows.changes());
        rows.changes().programs().add(Shop.onePointPerEuro());
        return rows.take();
    }

    private static void assertNothing(StoreReader reader, Newcomer newcomer, Rows rows) {
        assertThat(Picture.of(reader, rows.account()))
                .isEqualTo(new Picture(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        java.util.Set.of(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        ProgramHistory.NONE));
        assertNobody(reader, newcomer);
    }

    static void assertNobody(StoreReader reader, Newcomer newcomer) {
        assertThat(reader.customers().find(newcomer.customer().id())).isEmpty();
        assertThat(reader.customers().find(newcomer.customer().identifiers().get(0), Rows.NOW))
                .isEmpty();
        assertThat(reader.customers().find(CustomerRecord.Operation.ENROLL, newcomer.key()))
                .isEmpty();
        assertThat(reader.customers().page(null, 9)).isEmpty();
        assertThat(reader.sales().find(Purse.POINTS.code(), CommandKey.of("receipt 1")))
                .isEmpty();
        assertThat(reader.sales().returnsOf(Purse.POINTS.code(), CommandKey.of("receipt 1")))
                .isEmpty();
        assertThat(reader.programs()).isEqualTo(ProgramHistory.NONE);
        assertThat(reader.ledger().due(day("2100-01-01"), 9)).isEmpty();
    }

    private void appendAndThrow(Newcomer newcomer, Changes changes, Runnable end) {
        store().inTransaction(tx -> {
            Changes enrollment = Changes.none();
            newcomer.addTo(enrollment);
            tx.append(enrollment);
            changes.enrollments().clear();
            changes.profiles().identifiers().clear();
            changes.customerCommands().clear();
            assertThat(tx.open(List.of(opening(newcomer.customer().id())))).hasSize(1);
            tx.append(changes);
            end.run();
            return true;
        });
    }

    @Test
    void a_transaction_that_throws_leaves_nothing_behind() {
        Newcomer anna = newcomer("Anna");
        Rows rows = new Rows(anna.customer().id());
        Changes changes = everything(anna, rows);

        assertThatThrownBy(() -> appendAndThrow(anna, changes, () -> {
                    throw new Cancelled();
                }))
                .isInstanceOf(Cancelled.class);
        look(reader -> assertNothing(reader, anna, rows));
    }

    @Test
    void a_transaction_that_ends_with_an_error_leaves_nothing_behind() {
        Newcomer anna = newcomer("Anna");
        Rows rows = new Rows(anna.customer().id());
        Changes changes = everything(anna, rows);

        assertThatThrownBy(() -> appendAndThrow(anna, changes, () -> {
                    throw new StackOverflowError("thrown by the test");
                }))
                .isInstanceOf(StackOverflowError.class);
        look(reader -> assertNothing(reader, anna, rows));
    }

    @Test
    void what_was_rolled_back_can_be_written_again() {
        Newcomer anna = newcomer("Anna");
        Rows rows = new Rows(anna.customer().id());
        Changes changes = everything(anna, rows);
        assertThatThrownBy(() -> appendAndThrow(anna, changes, () -> {
                    throw new Cancelled();
                }))
                .isInstanceOf(Cancelled.class);

        appendAndThrow(anna, changes, () -> {});

        assertEverything(picture(rows.account()), anna, changes);
    }

    @Test
    void a_transaction_that_returns_leaves_everything() {
        Newcomer anna = newcomer("Anna");
        Rows rows = new Rows(anna.customer().id());
        Changes changes = everything(anna, rows);

        write(List.of(), changes);

        assertEverything(picture(rows.account()), anna, changes);
        assertThat(maybe(reader -> reader.customers().find(Identifier.reference("Anna"), Rows.NOW)))
                .contains(anna.customer());
        assertThat(maybe(reader -> reader.customers().find(CustomerRecord.Operation.ENROLL, anna.key())))
                .contains(anna.command());
    }

    private static void assertEverything(Picture picture, Newcomer anna, Changes changes) {
        assertThat(picture)
                .isEqualTo(new Picture(
                        Optional.of(anna.customer()),
                        Optional.of(changes.accounts().get(0)),
                        changes.postings(),
                        changes.commands(),
                        List.of(changes.lots().get(1)),
                        changes.sales(),
                        changes.returns(),
                        java.util.Set.copyOf(changes.payments()),
                        Optional.of(changes.standings().get(0)),
                        changes.days(),
                        changes.changes(),
                        changes.counters(),
                        changes.debts(),
                        changes.repayments(),
                        changes.due(),
                        new ProgramHistory(changes.programs())));
    }

    @Test
    void an_account_stays_as_it_was_when_the_next_transaction_throws() {
        Rows anna = account("Anna");
        Lot used = anna.earns("receipt 1", 29, day("2027-01-01"));
        anna.counts(date("2026-03-01"), 2900);
        anna.stands("silver", date("2025-03-01"), date("2026-03-01"));
        Changes.Due due = anna.due(day("2027-01-01"));
        Lot other = anna.gives("gift", 5, null);
        write(anna);
        Picture before = picture(anna.account());
        Changes later = Changes.none();
        before.customer()
                .ifPresent(customer -> later.customers().add(customer.with(new Membership(Rows.NOW, Rows.NOW))));
        Lot rest = anna.redeems("redeem 1", used, 9);
        anna.redeems("redeem 2", other, 5);
        anna.expires("due", rest, 20);
        anna.left(used, 3);
        anna.counts(date("2026-03-01"), 1);
        anna.counts(date("2026-03-02"), 1);
        anna.stands("gold", date("2025-03-02"), date("2026-03-02"));
        anna.changes().dueDone().add(due);

        assertThatThrownBy(() -> store().inTransaction(tx -> {
                    tx.open(List.of(opening(anna.account().holder())));
                    tx.append(later);
                    tx.append(anna.take());
                    throw new Cancelled();
                }))
                .isInstanceOf(Cancelled.class);
        assertThat(picture(anna.account())).isEqualTo(before);
    }

    @Test
    void an_append_that_is_refused_takes_the_whole_transaction_with_it() {
        Rows anna = account("Anna");
        Rows ben = account("Ben");
        anna.earns("receipt 1", 29, null);
        Changes good = anna.take();
        ben.gives("k1", 1, null);
        ben.command(Operation.SALE, "receipt 1");
        Changes bad = ben.take();

        assertThatThrownBy(() -> store().inTransaction(tx -> {
                    tx.open(List.of(
                            opening(anna.account().holder()),
                            opening(ben.account().holder())));
                    tx.append(good);
                    tx.append(bad);
                    return true;
                }))
                .isInstanceOf(org.loyalty4j.store.LostRaceException.class);
        assertThat(picture(anna.account()).head()).isEmpty();
        assertThat(picture(ben.account()).postings()).isEmpty();
        assertThat(maybe(reader -> reader.sales().find(Purse.POINTS.code(), CommandKey.of("receipt 1"))))
                .isEmpty();
    }

    @Test
    void a_transaction_that_goes_on_after_a_refused_append_leaves_nothing_either() {
        Rows anna = account("Anna");
        anna.earns("receipt 1", 29, null);
        Changes good = anna.take();
        anna.command(Operation.SALE, "receipt 1");
        Changes bad = anna.take();

        assertThatThrownBy(() -> transact(tx -> {
                    tx.open(List.of(opening(anna.account().holder())));
                    tx.append(good);
                    assertThatThrownBy(() -> tx.append(bad)).isInstanceOf(org.loyalty4j.store.LostRaceException.class);
                }))
                .isInstanceOf(org.loyalty4j.store.LostRaceException.class);
        assertThat(picture(anna.account()).commands()).isEmpty();
    }

    @Test
    void rows_of_many_accounts_are_written_together() {
        List<Rows> all = new ArrayList<>();
        Changes together = Changes.none();
        for (int i = 0; i < 5; i++) {
            Rows rows = account("customer " + i);
            rows.earns("k" + i, i + 1, null);
            Changes unit = rows.take();
            together.accounts().addAll(unit.accounts());
            together.commands().addAll(unit.commands());
            together.postings().addAll(unit.postings());
            together.lots().addAll(unit.lots());
            together.sales().addAll(unit.sales());
            all.add(rows);
        }

        write(all.stream().map(rows -> rows.account().holder()).toList(), together);

        for (int i = 0; i < 5; i++) {
            Picture picture = picture(all.get(i).account());
            assertThat(picture.head()).contains(all.get(i).head());
            assertThat(picture.postings()).hasSize(1);
            assertThat(picture.lots()).hasSize(1);
            assertThat(picture.sales()).hasSize(1);
        }
    }

    @Test
    void a_transaction_sees_what_it_wrote_itself() {
        Newcomer anna = newcomer("Anna");
        Rows rows = new Rows(anna.customer().id());
        Changes changes = everything(anna, rows);

        transact(tx -> {
            tx.append(changes);
            assertEverything(Picture.of(tx, rows.account()), anna, changes);
            assertThat(tx.customers().find(Identifier.reference("Anna"), Rows.NOW))
                    .contains(anna.customer());
            assertThat(tx.customers().find(CustomerRecord.Operation.ENROLL, anna.key()))
                    .contains(anna.command());
            assertThat(tx.customers().page(null, 9)).containsExactly(anna.customer());
            assertThat(tx.sales().find(Purse.POINTS.code(), CommandKey.of("receipt 1")))
                    .contains(changes.sales().get(0));
            assertOpenedAgain(tx, rows);
        });
    }

    private static void assertOpenedAgain(StoreTransaction tx, Rows rows) {
        var holder = rows.account().holder();
        var opened = tx.open(List.of(opening(
                        holder,
                        99,
                        java.util.Set.of(key(Operation.SALE, "receipt 1")),
                        java.util.Set.of("receipt 1"),
                        java.util.Set.of("redeem 1"))))
                .get(holder);
        if (opened == null) {
            throw new AssertionError("A transaction cannot open the customer it enrolled");
        }
        assertThat(opened.account()).isEqualTo(rows.head());
        assertThat(opened.lots().known()).hasSize(1);
        assertThat(opened.repeats()).hasSize(1);
        assertThat(opened.sales()).hasSize(1);
        assertThat(opened.redemptions()).hasSize(1);
    }

    @Test
    void an_opened_account_is_had_alone_until_the_transaction_ends() {
        Rows anna = account("Anna");
        anna.gives("k1", 1, null);
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        AtomicReference<String> wrong = new AtomicReference<>("");

        List<String> ends = Together.run(2, thread -> () -> {
            if (thread == 0) {
                return store().inTransaction(tx -> {
                    tx.open(List.of(opening(anna.account().holder())));
                    first.countDown();
                    if (Together.opensSoon(second)) {
                        wrong.set("Two transactions had one account open at the same time");
                    }
                    tx.append(anna.take());
                    return "first";
                });
            }
            Together.await(first);
            try {
                return store().inTransaction(tx -> {
                    var found = tx.open(List.of(opening(anna.account().holder())));
                    second.countDown();
                    assertThat(found.get(anna.account().holder()))
                            .isNotNull()
                            .satisfies(opened -> assertThat(opened.account()).isEqualTo(anna.head()));
                    return "second";
                });
            } catch (StoreBusyException notInTime) {
                return "busy";
            }
        });

        assertThat(wrong.get()).isEmpty();
        assertThat(ends.get(0)).isEqualTo("first");
        assertThat(ends.get(1)).isIn("second", "busy");
        assertThat(picture(anna.account()).head()).contains(anna.head());
    }
}
