package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.points.Lot;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.StoreBusyException;

/** What others see of a transaction before it ends: nothing. They ask within it, so a store needs two connections. */
abstract class VisibilityPromises extends ConcurrencyPromises {

    @Test
    void nobody_else_sees_what_a_transaction_wrote_before_it_ends() {
        Newcomer anna = newcomer("Anna");
        Rows rows = new Rows(anna.customer().id());
        Changes changes = everything(anna, rows);

        transact(tx -> {
            tx.append(changes);
            Together.elsewhere(() -> look(reader -> assertNobody(reader, anna)));
        });
    }

    @Test
    void nobody_else_sees_an_account_half_written() {
        Rows anna = account("Anna");
        Lot lot = anna.earns("receipt 1", 29, null);
        Changes.Due due = anna.due(day("2027-01-01"));
        write(anna);
        Picture before = picture(anna.account());
        anna.redeems("redeem 1", lot, 9);
        anna.changes().dueDone().add(due);

        transact(tx -> {
            tx.open(List.of(opening(anna.account().holder())));
            tx.append(anna.take());
            Together.elsewhere(() -> assertUnseen(anna, before));
        });
        assertThat(picture(anna.account()).head()).contains(anna.head());
    }

    /** A store may let readers wait for whoever writes, or show them what was there before. */
    private void assertUnseen(Rows rows, Picture before) {
        assertThat(maybe(reader -> reader.ledger().head(rows.account()))).isEqualTo(before.head());
        assertThat(list(reader -> reader.ledger().due(day("2100-01-01"), 9))).isEqualTo(before.due());
        try {
            assertThat(picture(rows.account())).isEqualTo(before);
        } catch (StoreBusyException waited) {
            // It waited until it gave up, and so saw nothing.
        }
    }
}
