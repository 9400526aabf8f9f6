package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.LostRaceException;
import org.loyalty4j.store.StoreException;

/** What a store promises about heads, commands, postings, lots and the agenda. */
abstract class LedgerPromises extends StorePromises {

    @Test
    void an_account_that_nothing_was_written_to_is_empty() {
        Rows anna = account("Anna");

        assertThat(maybe(reader -> reader.ledger().head(anna.account()))).isEmpty();
        assertThat(list(reader -> reader.ledger().postings(anna.account(), 1, 9)))
                .isEmpty();
        assertThat(list(reader -> reader.ledger().commands(anna.account(), 1, 9)))
                .isEmpty();
        assertThat(list(reader -> reader.ledger().lots(anna.account(), null, 9)))
                .isEmpty();
    }

    @Test
    void a_head_is_as_it_was_written_last() {
        Rows anna = account("Anna");
        anna.gives("k1", 29, null);
        write(anna);
        RewardAccount closed = new RewardAccount(
                anna.account(),
                RewardAccount.Status.CLOSED,
                29,
                0,
                0,
                0,
                1,
                2,
                Rows.NOW.plusNanos(1_000),
                anna.head().lastHash(),
                null);
        anna.command(Operation.STATUS, "k2");
        Changes changes = anna.changes();
        changes.accounts().add(closed);

        write(List.of(anna.account().holder()), changes);

        assertThat(maybe(reader -> reader.ledger().head(anna.account()))).contains(closed);
        assertThat(opened(opening(anna.account().holder())).account()).isEqualTo(closed);
    }

    @Test
    void postings_and_commands_come_back_as_they_were_written_and_in_their_order() {
        Rows anna = account("Anna");
        Lot lot = anna.earns("k1", 29, day("2027-01-01").plusNanos(1_000));
        Lot rest = anna.redeems("k2", lot, 9);
        anna.expires("k3", rest, 20);
        anna.gives("k4", Long.MAX_VALUE / 1000, null);
        anna.command(Operation.STATUS, "k5");
        anna.command(Operation.ADJUST, "🧋".repeat(255));
        Changes unit = anna.take();
        List<Posting> postings = List.copyOf(unit.postings());
        List<CommandRecord> commands = List.copyOf(unit.commands());

        write(List.of(anna.account().holder()), unit);

        assertThat(list(reader -> reader.ledger().postings(anna.account(), 1, 99)))
                .isEqualTo(postings);
        assertThat(list(reader -> reader.ledger().commands(anna.account(), 1, 99)))
                .isEqualTo(commands);
    }

    @Test
    void postings_and_commands_are_paged_from_a_place_on() {
        Rows anna = account("Anna");
        for (int i = 1; i <= 5; i++) {
            anna.gives("k" + i, i, null);
        }
        write(anna);

        assertThat(list(reader -> reader.ledger().postings(anna.account(), 2, 3)))
                .extracting(Posting::number)
                .containsExactly(2L, 3L, 4L);
        assertThat(list(reader -> reader.ledger().postings(anna.account(), 5, 3)))
                .extracting(Posting::number)
                .containsExactly(5L);
        assertThat(list(reader -> reader.ledger().postings(anna.account(), 6, 3)))
                .isEmpty();
        assertThat(list(reader -> reader.ledger().commands(anna.account(), 4, 3)))
                .extracting(CommandRecord::sequence)
                .containsExactly(4L, 5L);
    }

    @Test
    void a_posting_that_leaves_a_gap_or_takes_a_number_again_is_refused() {
        Rows anna = account("Anna");
        anna.gives("k1", 1, null);
        Changes first = anna.take();
        Posting posting = first.postings().get(0);
        write(List.of(anna.account().holder()), first);
        anna.gives("k2", 1, null);
        anna.changes().postings().clear();
        anna.changes().postings().add(posting);
        Changes again = anna.take();

        assertThatThrownBy(() -> write(List.of(anna.account().holder()), again)).isInstanceOf(StoreException.class);

        Rows ben = account("Ben");
        ben.gives("b1", 1, null);
        ben.gives("b2", 1, null);
        ben.changes().postings().remove(0);
        assertThatThrownBy(() -> write(ben)).isInstanceOf(StoreException.class);
        assertThat(picture(ben.account()).postings()).isEmpty();
    }

    @Test
    void a_command_that_leaves_a_gap_or_takes_a_place_again_is_refused() {
        Rows anna = account("Anna");
        anna.command(Operation.STATUS, "k1");
        write(anna);
        Rows again = new Rows(anna.account().holder());
        again.command(Operation.STATUS, "k2");
        assertThatThrownBy(() -> write(again)).isInstanceOf(StoreException.class);

        anna.command(Operation.STATUS, "k3");
        anna.changes().commands().clear();
        anna.command(Operation.STATUS, "k4");
        assertThatThrownBy(() -> write(anna)).isInstanceOf(StoreException.class);
        assertThat(list(reader -> reader.ledger().commands(anna.account(), 1, 9)))
                .hasSize(1);
    }

    @Test
    void rows_of_an_account_that_was_not_opened_are_refused() {
        Rows anna = account("Anna");
        Rows ben = account("Ben");
        ben.gives("k1", 1, null);
        Changes unit = ben.take();

        assertThatThrownBy(() -> write(List.of(anna.account().holder()), unit)).isInstanceOf(StoreException.class);
        assertThat(picture(ben.account()).head()).isEmpty();
    }

    @Test
    void a_key_is_used_once_by_an_operation_in_one_account() {
        Rows anna = account("Anna");
        anna.earns("receipt 1", 1, null);
        write(anna);
        Picture before = picture(anna.account());
        anna.earns("receipt 1", 1, null);

        assertThatThrownBy(() -> write(anna)).isInstanceOf(LostRaceException.class);
        assertThat(picture(anna.account())).isEqualTo(before);
    }

    @Test
    void a_key_is_used_once_by_an_operation_across_all_accounts() {
        Rows anna = account("Anna");
        Rows ben = account("Ben");
        for (Operation operation : Operation.values()) {
            anna.command(operation, "receipt 1");
        }
        write(anna);
        for (Operation operation : Operation.values()) {
            Rows again = new Rows(ben.account().holder());
            again.command(operation, "receipt 1");
            assertThatThrownBy(() -> write(again)).isInstanceOf(LostRaceException.class);
        }
        assertThat(picture(ben.account()).commands()).isEmpty();
    }

    @Test
    void one_key_may_be_used_by_each_operation() {
        Rows anna = account("Anna");
        for (Operation operation : Operation.values()) {
            anna.command(operation, "receipt 1");
        }
        write(anna);

        assertThat(list(reader -> reader.ledger().commands(anna.account(), 1, 99)))
                .extracting(CommandRecord::operation)
                .containsExactly(Operation.values());
        assertThat(CommandKey.of("receipt 1 ")).isEqualTo(CommandKey.of("receipt 1"));
    }

    @Test
    void lots_come_in_burn_order_soonest_gone_first_and_those_that_stay_last() {
        Rows anna = account("Anna");
        Lot stays = anna.gives("k1", 1, null);
        Lot late = anna.gives("k2", 2, day("2027-01-01"));
        Lot soon = anna.gives("k3", 3, day("2026-06-01"));
        Lot alsoLate = anna.gives("k4", 4, day("2027-01-01"));
        Lot alsoStays = anna.gives("k5", 5, null);
        // Earned before all others, although its number is the last.
        Lot old = new Lot(anna.account(), 6, Rows.NOW.minusNanos(1_000), day("2027-01-01"), 6);
        anna.gives("k6", 6, day("2027-01-01"));
        anna.changes().lots().remove(5);
        anna.changes().lots().add(old);
        write(anna);
        List<Lot> order = List.of(soon, old, late, alsoLate, stays, alsoStays);

        assertThat(list(reader -> reader.ledger().lots(anna.account(), null, 99)))
                .isEqualTo(order);
        assertThat(opened(opening(anna.account().holder(), 100)).lots().known()).isEqualTo(order);
        assertThat(list(reader -> reader.ledger().lots(anna.account(), late, 2)))
                .containsExactly(alsoLate, stays);
        assertThat(list(reader -> reader.ledger().lots(anna.account(), old.withRemaining(99), 1)))
                .containsExactly(late);
        assertThat(list(reader -> reader.ledger().lots(anna.account(), alsoStays, 1)))
                .isEmpty();
    }

    @Test
    void a_lot_that_changes_is_there_once_and_one_with_nothing_left_is_gone_until_it_is_put_back() {
        Rows anna = account("Anna");
        Lot first = anna.gives("k1", 10, day("2027-01-01"));
        Lot second = anna.gives("k2", 20, null);
        write(anna);

        Lot less = anna.redeems("k3", first, 4);
        write(anna);
        assertThat(picture(anna.account()).lots()).containsExactly(less, second);

        anna.redeems("k4", less, 6);
        write(anna);
        assertThat(picture(anna.account()).lots()).containsExactly(second);

        anna.command(Operation.RETURN, "k5");
        Lot back = anna.left(first, 3);
        write(anna);
        assertThat(picture(anna.account()).lots()).containsExactly(back, second);
    }

    @Test
    void a_lot_that_is_written_twice_in_one_unit_is_as_it_was_written_last() {
        Rows anna = account("Anna");
        Lot first = anna.gives("k1", 10, null);
        Lot second = anna.gives("k2", 20, null);
        anna.redeems("k3", first, 10);
        Lot back = anna.left(first, 7);
        anna.redeems("k4", second, 20);
        write(anna);

        assertThat(picture(anna.account()).lots()).containsExactly(back);
    }

    @Test
    void the_agenda_is_read_soonest_first_up_to_an_instant_and_a_count() {
        Rows anna = account("Anna");
        Rows ben = account("Ben");
        Instant soon = day("2026-06-01");
        Changes.Due third = ben.due(soon.plusNanos(1_000));
        Changes.Due first = anna.due(soon);
        Changes.Due second = ben.due(soon);
        Changes.Due fourth = anna.due(day("2027-01-01"));
        anna.command(Operation.STATUS, "a");
        ben.command(Operation.STATUS, "b");
        write(anna);
        write(ben);

        assertThat(list(reader -> reader.ledger().due(soon.minusNanos(1_000), 9)))
                .isEmpty();
        // Accounts of one instant have no order among themselves.
        assertThat(list(reader -> reader.ledger().due(soon, 9))).containsExactlyInAnyOrder(first, second);
        assertThat(list(reader -> reader.ledger().due(soon.plusNanos(1_000), 2)))
                .containsExactlyInAnyOrder(first, second);
        assertThat(list(reader -> reader.ledger().due(day("2027-01-01"), 9)))
                .hasSize(4)
                .endsWith(third, fourth);
    }

    @Test
    void an_instant_of_the_agenda_is_there_once_and_is_taken_off_before_others_are_added() {
        Rows anna = account("Anna");
        Changes.Due soon = anna.due(day("2026-06-01"));
        Changes.Due late = anna.due(day("2027-01-01"));
        anna.command(Operation.STATUS, "k1");
        write(anna);
        anna.due(late.at());
        anna.command(Operation.STATUS, "k2");
        write(anna);
        assertThat(picture(anna.account()).due()).containsExactly(soon, late);

        Changes changes = anna.changes();
        changes.dueDone().addAll(List.of(soon, late, new Changes.Due(day("2026-07-01"), anna.account())));
        changes.due().add(late);
        anna.command(Operation.STATUS, "k3");
        write(anna);
        assertThat(picture(anna.account()).due()).containsExactly(late);
    }

    @Test
    void instants_are_kept_to_the_microsecond() {
        Rows anna = account("Anna");
        List<Instant> instants = Stream.of(
                        "1900-01-01T00:00:00.000001Z", "1969-12-31T23:59:59.999999Z", "2199-12-31T23:59:59.123456Z")
                .map(Instant::parse)
                .toList();
        List<Changes.Due> due = new ArrayList<>();
        for (Instant instant : instants) {
            anna.gives("k" + instant, 1, instant);
            due.add(anna.due(instant));
        }
        write(anna);
        Picture picture = picture(anna.account());

        assertThat(picture.lots()).extracting(Lot::goneAt).isEqualTo(instants);
        assertThat(picture.due()).isEqualTo(due);
        assertThat(picture.postings()).extracting(Posting::countsAt).containsOnly(Rows.NOW);
        assertThat(picture.commands()).extracting(CommandRecord::recordedAt).containsOnly(Rows.NOW);
        assertThat(picture.customer())
                .hasValueSatisfying(
                        customer -> assertThat(customer.recordedAt()).isEqualTo(Rows.NOW));
    }
}
