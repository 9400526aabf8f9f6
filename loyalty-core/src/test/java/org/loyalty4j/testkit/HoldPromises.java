package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.store.StoreException;

/** Reserved points are kept, end once, and are brought when they are asked for or over. */
abstract class HoldPromises extends HistoryPromises {

    private List<Hold> all(Rows rows, long from, int count) {
        return store().reading(reader -> reader.holds().all(rows.account(), from, count));
    }

    private AccountState.Holds brought(Rows rows, java.time.Instant dueBy, String... keys) {
        return opened(opening(rows.account().holder(), dueBy, keys)).holds();
    }

    @Test
    void holds_are_read_as_they_were_written_with_the_ends_that_came_later_I_21() {
        Rows anna = account("Anna");
        Lot lot = anna.gives("g", 100, day("2027-01-01"));
        Hold first = anna.holds("h1", Rows.NOW.plusSeconds(30), lot, 11);
        Hold second = anna.holds("h2", Rows.NOW.plusSeconds(20), anna.left(lot, 89), 12);
        Hold third = anna.holds("h3", Rows.NOW.plusSeconds(10), anna.left(lot, 77), 13);
        Hold fourth = anna.holds("h4", Rows.NOW.plusSeconds(40), anna.left(lot, 64), 14);
        write(anna);

        assertThat(all(anna, 1, 10)).containsExactly(first, second, third, fourth);
        assertThat(all(anna, second.number(), 2)).containsExactly(second, third);
        Hold captured = anna.ends("c", first, Hold.How.CAPTURED);
        Hold released = anna.ends("r", second, Hold.How.RELEASED);
        Hold lapsed = anna.ends("l", third, Hold.How.LAPSED);
        write(anna);

        assertThat(all(anna, 1, 10)).containsExactly(captured, released, lapsed, fourth);
        assertThat(store().<java.util.Optional<Hold>>reading(
                                reader -> reader.holds().find(anna.account(), CommandKey.of("h2"))))
                .contains(released);
        assertThat(store().<java.util.Optional<Hold>>reading(
                                reader -> reader.holds().find(anna.account(), CommandKey.of("c"))))
                .isEmpty();
        assertThat(store().<List<Hold>>reading(reader -> reader.holds().live(anna.account(), null, 10)))
                .containsExactly(fourth);
    }

    @Test
    void live_holds_are_read_in_the_order_in_which_they_are_over_page_by_page_I_38() {
        Rows anna = account("Anna");
        Lot lot = anna.gives("g", 100, null);
        Hold late = anna.holds("h1", Rows.NOW.plusSeconds(30), lot, 1);
        Hold soon = anna.holds("h2", Rows.NOW.plusSeconds(10), lot, 2);
        Hold alike = anna.holds("h3", Rows.NOW.plusSeconds(10), lot, 3);
        write(anna);

        store().reading(reader -> {
            assertThat(reader.holds().live(anna.account(), null, 10)).containsExactly(soon, alike, late);
            assertThat(reader.holds().live(anna.account(), soon, 1)).containsExactly(alike);
            assertThat(reader.holds().live(anna.account(), alike, 10)).containsExactly(late);
            return anna;
        });
    }

    @Test
    void a_hold_that_ended_cannot_end_again_I_21() {
        Rows anna = account("Anna");
        Hold hold = anna.holds("h", Rows.NOW.plusSeconds(30), anna.gives("g", 10, null), 4);
        anna.ends("c", hold, Hold.How.CAPTURED);
        write(anna);

        anna.ends("r", hold, Hold.How.RELEASED);
        assertThatThrownBy(() -> write(anna)).isInstanceOf(StoreException.class);
        assertThat(all(anna, 1, 10))
                .extracting(each -> each.ended().orElseThrow().how())
                .containsExactly(Hold.How.CAPTURED);
    }

    @Test
    void a_hold_that_a_request_names_is_brought_with_what_is_left_of_its_lots() {
        Rows anna = account("Anna");
        anna.gives("g1", 1, day("2026-12-01"));
        Lot lot = anna.gives("g2", 100, day("2027-01-01"));
        Hold live = anna.holds("h1", Rows.NOW.plusSeconds(30), lot, 11);
        Lot left = anna.left(lot, 89);
        Hold ended = anna.ends("r", anna.holds("h2", Rows.NOW.plusSeconds(20), left, 10), Hold.How.RELEASED);
        anna.left(left, 89);
        write(anna);
        Rows berta = account("Berta");
        berta.holds("h3", Rows.NOW.plusSeconds(30), berta.gives("g3", 10, null), 1);
        write(berta);

        var opened = opened(opening(anna.account().holder(), Rows.NOW, "h1", "h2", "h3", "no"));

        assertThat(opened.holds().named().values()).containsExactlyInAnyOrder(live, ended);
        assertThat(opened.lots().known()).contains(left);
    }

    @Test
    void holds_that_are_over_are_brought_with_the_next_one_only_when_something_may_be_due() {
        Rows anna = account("Anna");
        Lot lot = anna.gives("g", 100, day("2027-01-01"));
        Hold first = anna.holds("h1", Rows.NOW.plusSeconds(10), lot, 11);
        Hold second = anna.holds("h2", Rows.NOW.plusSeconds(20), anna.left(lot, 89), 12);
        Hold third = anna.holds("h3", Rows.NOW.plusSeconds(30), anna.left(lot, 77), 13);
        anna.holds("h4", Rows.NOW.plusSeconds(40), anna.left(lot, 64), 14);
        write(anna);
        java.time.Instant due = anna.head().due().orElseThrow();

        assertThat(brought(anna, due.minusNanos(1000)).live()).isEmpty();
        assertThat(brought(anna, due.minusNanos(1000)).unknown()).isEqualTo(due);
        assertThat(brought(anna, Rows.NOW.plusSeconds(20)).live()).containsExactly(first, second, third);
        assertThat(brought(anna, Rows.NOW.plusSeconds(20)).unknown()).isEqualTo(third.until());
        assertThat(brought(anna, Rows.NOW.plusSeconds(30)).unknown()).isNull();
        assertThat(opened(opening(anna.account().holder(), Rows.NOW.plusSeconds(20)))
                        .holds())
                .isEqualTo(brought(anna, Rows.NOW.plusSeconds(20)));
    }

    @Test
    void a_transaction_that_throws_leaves_no_hold_and_no_end_behind_I_34() {
        Rows anna = account("Anna");
        Hold hold = anna.holds("h1", Rows.NOW.plusSeconds(10), anna.gives("g", 100, null), 11);
        write(anna);

        assertThatThrownBy(() -> store().inTransaction(tx -> {
                    tx.open(List.of(opening(anna.account().holder())));
                    anna.ends("r", hold, Hold.How.RELEASED);
                    anna.holds("h2", Rows.NOW.plusSeconds(10), anna.gives("g2", 100, null), 12);
                    tx.append(anna.take());
                    throw new IllegalArgumentException("the host's own trouble");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(all(anna, 1, 10)).containsExactly(hold);
        assertThat(store().<List<Hold>>reading(reader -> reader.holds().live(anna.account(), null, 10)))
                .containsExactly(hold);
    }
}
