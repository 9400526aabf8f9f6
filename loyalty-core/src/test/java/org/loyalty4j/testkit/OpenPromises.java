package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Membership;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.store.Opening;
import org.loyalty4j.tier.QualifyingDay;

/** What a store promises to bring when an account is opened. */
abstract class OpenPromises extends GuestPromises {

    @Test
    void an_account_that_nothing_was_written_to_is_opened_as_an_empty_one() {
        Rows anna = account("Anna");

        Opening.Opened found = opened(
                opening(anna.account().holder(), 100, Set.of(key(Operation.SALE, "k")), Set.of("k"), Set.of("k")));

        assertThat(found.account()).isEqualTo(RewardAccount.opened(anna.account()));
        assertThat(found.membership()).isEqualTo(Membership.since(Rows.NOW));
        assertThat(found.standing()).isNull();
        assertThat(found.lots().known()).isEmpty();
        assertThat(found.lots().frontier()).isNull();
        assertThat(found.sales()).isEmpty();
        assertThat(found.redemptions()).isEmpty();
        assertThat(found.repeats()).isEmpty();
    }

    @Test
    void a_customer_who_is_not_enrolled_is_missing_from_what_was_opened() {
        Rows anna = account("Anna");
        Opening stranger = opening(newcomer("Ben").customer().id());

        assertThat(store().inTransaction(tx ->
                                tx.open(List.of(stranger, opening(anna.account().holder()))))
                        .keySet())
                .containsExactly(anna.account().holder());
    }

    @Test
    void what_is_opened_is_as_it_was_written_last() {
        Rows anna = account("Anna");
        for (int i = 1; i <= 3; i++) {
            Lot lot = anna.gives("k" + i, i, null);
            write(anna);
            Opening.Opened found = opened(opening(anna.account().holder(), 100));
            assertThat(found.account()).isEqualTo(anna.head());
            assertThat(found.lots().known()).contains(lot).hasSize(i);
        }
    }

    @Test
    void every_lot_that_is_due_is_brought_and_then_lots_in_burn_order_until_they_hold_what_is_asked() {
        Rows anna = account("Anna");
        List<Lot> due = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            due.add(anna.gives("due" + i, 1, Rows.NOW.minusSeconds(400 - i)));
        }
        due.add(anna.gives("due now", 1, Rows.NOW));
        Lot first = anna.gives("k1", 10, Rows.NOW.plusNanos(1_000));
        Lot second = anna.gives("k2", 10, day("2027-01-01"));
        Lot third = anna.gives("k3", 10, null);
        write(anna);

        assertLots(anna, 0, due, List.of(first), List.of(second, third));
        assertLots(anna, 10, due, List.of(first), List.of(second, third));
        assertLots(anna, 11, due, List.of(first, second), List.of(third));
        assertLots(anna, 30, due, List.of(first, second, third), List.of());
        assertLots(anna, 99, due, List.of(first, second, third), List.of());
    }

    /** A store may bring some more, but what it brings has no hole, and says where it ends. */
    private void assertLots(Rows rows, long points, List<Lot> due, List<Lot> wanted, List<Lot> others) {
        AccountState.Lots lots =
                opened(opening(rows.account().holder(), points)).lots();
        List<Lot> all = new ArrayList<>(due);
        all.addAll(wanted);
        assertThat(lots.known()).startsWith(all.toArray(new Lot[0]));
        all.addAll(others);
        assertThat(lots.known()).isEqualTo(all.subList(0, lots.known().size()));
        assertFrontier(lots, all);
    }

    private static void assertFrontier(AccountState.Lots lots, List<Lot> all) {
        Lot last = lots.known().get(lots.known().size() - 1);
        if (lots.known().size() < all.size()) {
            assertThat(lots.frontier()).isEqualTo(last);
        } else if (lots.frontier() != null) {
            assertThat(lots.frontier()).isEqualTo(last);
        }
    }

    @Test
    void lots_are_brought_up_to_a_bound_however_many_are_asked_for() {
        Rows anna = account("Anna");
        List<Lot> all = new ArrayList<>();
        for (int i = 0; i < Opening.LOTS_MAX + 50; i++) {
            all.add(anna.gives("k" + i, 2, day("2027-01-01").plusSeconds(i)));
        }
        write(anna);

        AccountState.Lots lots =
                opened(opening(anna.account().holder(), Long.MAX_VALUE)).lots();
        assertThat(lots.known()).isEqualTo(all.subList(0, Opening.LOTS_MAX));
        assertThat(lots.frontier()).isEqualTo(all.get(Opening.LOTS_MAX - 1));
        // A page from the frontier on goes on without a hole.
        assertThat(list(reader -> reader.ledger().lots(anna.account(), lots.frontier(), 99)))
                .isEqualTo(all.subList(Opening.LOTS_MAX, all.size()));
    }

    @Test
    void a_key_that_was_used_is_brought_with_the_commands_own_postings() {
        Rows anna = account("Anna");
        Lot lot = anna.earns("receipt 1", 29, null);
        anna.redeems("receipt 1", lot, 9);
        anna.command(Operation.STATUS, "receipt 1");
        write(anna);
        Picture picture = picture(anna.account());

        Opening.Opened found = opened(opening(
                anna.account().holder(),
                0,
                Set.of(
                        key(Operation.SALE, "receipt 1"),
                        key(Operation.REDEEM, "receipt 1"),
                        key(Operation.STATUS, "receipt 1"),
                        key(Operation.RETURN, "receipt 1"),
                        key(Operation.SALE, "receipt 2")),
                Set.of(),
                Set.of()));

        assertThat(found.repeats())
                .hasSize(3)
                .containsEntry(
                        key(Operation.SALE, "receipt 1"),
                        repeat(picture, 0, picture.postings().get(0)))
                .containsEntry(
                        key(Operation.REDEEM, "receipt 1"),
                        repeat(picture, 1, picture.postings().get(1)))
                .containsEntry(key(Operation.STATUS, "receipt 1"), repeat(picture, 2, null));
    }

    private static Opening.Repeat repeat(Picture picture, int command, @Nullable Posting posting) {
        return new Opening.Repeat(picture.commands().get(command), posting == null ? List.of() : List.of(posting));
    }

    @Test
    void a_key_that_another_account_used_is_brought_without_postings() {
        Rows anna = account("Anna");
        anna.earns("receipt 1", 29, null);
        write(anna);
        Rows ben = account("Ben");
        ben.gives("k1", 5, null);
        write(ben);

        Opening.Opened found = opened(
                opening(ben.account().holder(), 0, Set.of(key(Operation.SALE, "receipt 1")), Set.of(), Set.of()));

        assertThat(found.repeats().get(key(Operation.SALE, "receipt 1")))
                .isEqualTo(repeat(picture(anna.account()), 0, null));
    }

    @Test
    void a_purchase_is_brought_with_its_postings_payments_last_return_lots_and_what_expired() {
        Rows anna = account("Anna");
        Lot other = anna.gives("gift", 100, day("2026-04-01"));
        Lot own = anna.earns("receipt 1", 29, day("2027-01-01"));
        anna.redeems("redeem 1", other, 60);
        anna.pays("redeem 1", "receipt 1");
        Lot rest = anna.expires("due", own, 9);
        anna.returns("return 1", "receipt 1", 1);
        RecordedReturn last = anna.returns("return 2", "receipt 1", 2);
        anna.earns("receipt 2", 5, null);
        write(anna);
        Picture picture = picture(anna.account());
        RecordedSale sale = picture.sales().get(0);

        Opening.Opened found =
                opened(opening(anna.account().holder(), 1, Set.of(), Set.of("receipt 1", "receipt 9"), Set.of()));

        assertThat(found.sales()).hasSize(1);
        assertThat(found.sales().get(CommandKey.of("receipt 1")))
                .isEqualTo(new AccountState.Sale(
                        sale,
                        List.of(picture.postings().get(1)),
                        List.of(picture.postings().get(2)),
                        last,
                        9));
        assertThat(found.lots().known()).contains(other.withRemaining(40), rest).isSortedAccordingTo(Lot.BURN_ORDER);
    }

    @Test
    void what_is_to_be_undone_is_brought_with_its_postings_lots_and_what_came_back_of_it() {
        Rows anna = account("Anna");
        Lot gift = anna.gives("gift", 100, day("2026-09-01"));
        Lot own = anna.earns("receipt 1", 29, day("2027-01-01"));
        anna.redeems("redeem 1", own, 20);
        anna.redeems("redeem 2", gift, 10);
        anna.pays("redeem 1", "receipt 1");
        List<CommandRecord> commands = List.copyOf(anna.changes().commands());
        long debit = commands.get(2).result().firstNumber();
        write(anna);
        anna.undoes("undo 1", commands.get(2), 1, 4);
        RecordedUndo last = anna.undoes("undo 2", commands.get(2), 2, 6);
        anna.returns("return 1", "receipt 1", 1, debit, 3);
        anna.returns("return 2", "receipt 1", 2, debit, 7);
        write(anna);
        Picture picture = picture(anna.account());
        Rows ben = account("Ben");

        Opening.Key first = key(Operation.REDEEM, "redeem 1");
        Set<Opening.Key> undone = Set.of(
                first, key(Operation.REDEEM, "redeem 2"), key(Operation.UNDO, "undo 1"), key(Operation.UNDO, "no"));
        Opening.Opened annas = opened(undoing(anna.account().holder(), undone));
        Opening.Opened bens = opened(undoing(ben.account().holder(), undone));

        assertThat(annas.done())
                .containsExactlyInAnyOrder(
                        new AccountState.Done(
                                commands.get(2), List.of(picture.postings().get(2)), 7, last),
                        new AccountState.Done(
                                commands.get(3), List.of(picture.postings().get(3)), 0, null),
                        new AccountState.Done(picture.commands().get(4), List.of(), 0, null));
        assertThat(annas.lots().known()).contains(own.withRemaining(9), gift.withRemaining(90));
        assertThat(bens.done()).isEmpty();
    }

    @Test
    void a_purchase_is_brought_with_what_was_undone_of_its_payments() {
        Rows anna = account("Anna");
        Lot own = anna.earns("receipt 1", 29, day("2027-01-01"));
        anna.redeems("redeem 1", own, 20);
        anna.pays("redeem 1", "receipt 1");
        CommandRecord used = anna.changes().commands().get(1);
        write(anna);
        anna.undoes("undo 1", used, 1, 4);
        anna.undoes("undo 2", used, 2, 6);
        write(anna);

        Opening.Opened found = opened(opening(anna.account().holder(), 1, Set.of(), Set.of("receipt 1"), Set.of()));

        assertThat(found.sales().get(CommandKey.of("receipt 1")))
                .extracting(AccountState.Sale::undone)
                .isEqualTo(Map.of(used.result().firstNumber(), 6L));
    }

    @Test
    void purchases_and_redemptions_are_brought_for_their_own_account_only() {
        Rows anna = account("Anna");
        Lot lot = anna.earns("receipt 1", 29, null);
        anna.redeems("redeem 1", lot, 5);
        anna.redeems("redeem 2", lot.withRemaining(24), 5);
        anna.pays("redeem 1", "receipt 1");
        write(anna);
        Rows ben = account("Ben");
        ben.earns("receipt 2", 5, null);
        write(ben);
        Set<String> sales = Set.of("receipt 1", "receipt 2");
        Set<String> redemptions = Set.of("redeem 1", "redeem 2", "receipt 1");

        Opening.Opened annas = opened(opening(anna.account().holder(), 0, Set.of(), sales, redemptions));
        Opening.Opened bens = opened(opening(ben.account().holder(), 0, Set.of(), sales, redemptions));

        assertThat(annas.sales()).containsOnlyKeys(CommandKey.of("receipt 1"));
        assertThat(bens.sales()).containsOnlyKeys(CommandKey.of("receipt 2"));
        assertThat(bens.redemptions()).isEmpty();
        List<CommandRecord> commands = picture(anna.account()).commands();
        assertThat(annas.redemptions())
                .hasSize(2)
                .containsEntry(
                        CommandKey.of("redeem 1"),
                        new AccountState.NamedRedemption(commands.get(1), CommandKey.of("receipt 1")))
                .containsEntry(CommandKey.of("redeem 2"), new AccountState.NamedRedemption(commands.get(2), null));
    }

    @Test
    void days_that_leave_the_window_are_brought_and_days_of_dates() {
        Rows anna = account("Anna");
        anna.command(Operation.STATUS, "k1");
        anna.stands("silver", date("2026-01-10"), date("2026-03-01"));
        QualifyingDay before = anna.counts(date("2026-01-10"), 1);
        QualifyingDay first = anna.counts(date("2026-01-11"), 2);
        QualifyingDay last = anna.counts(date("2026-01-20"), 3);
        QualifyingDay after = anna.counts(date("2026-01-21"), 4);
        QualifyingDay today = anna.counts(date("2026-03-02"), 5);
        write(anna);

        Opening.Opened found =
                opened(opening(anna.account().holder(), date("2026-01-20"), date("2026-03-02"), date("2026-03-05")));

        assertThat(found.days().covers(date("2026-01-11"), date("2026-01-20"))).isTrue();
        assertThat(found.days().between(date("2026-01-11"), date("2026-01-20"))).containsExactly(first, last);
        assertThat(found.days().covers(date("2026-03-02"), date("2026-03-02"))).isTrue();
        assertThat(found.days().on(date("2026-03-02"))).isEqualTo(today);
        assertThat(found.days().covers(date("2026-03-05"), date("2026-03-05"))).isTrue();
        assertThat(found.days().between(date("2026-03-05"), date("2026-03-05"))).isEmpty();
        assertThat(opened(opening(anna.account().holder(), null, date("2026-01-10"), date("2026-01-21")))
                        .days()
                        .between(date("2026-01-10"), date("2026-01-21")))
                .containsExactly(before, after);
    }

    @Test
    void many_accounts_are_opened_at_once() {
        List<Rows> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Rows rows = account("customer " + i);
            rows.gives("k" + i, i + 1, (Instant) null);
            write(rows);
            all.add(0, rows);
        }

        var opened = store().inTransaction(tx -> tx.open(
                all.stream().map(rows -> opening(rows.account().holder())).toList()));

        assertThat(opened).hasSize(20);
        all.forEach(rows -> assertThat(opened.get(rows.account().holder()))
                .isNotNull()
                .extracting(Opening.Opened::account)
                .isEqualTo(rows.head()));
    }
}
