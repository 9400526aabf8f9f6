package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.program.Claim;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.program.RecordedGuest.Kind;
import org.loyalty4j.program.RecordedGuest.Step;
import org.loyalty4j.program.RecordedReturn.LineSum;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.LostRaceException;
import org.loyalty4j.store.StoreException;

/** Guest purchases are kept as they are, and of two things done with one at the same time only one is. */
abstract class GuestPromises extends HoldPromises {

    private static RecordedGuest guest(String key, Identifier... marks) {
        Purchase purchase = Purchase.ofGuest(CommandKey.of(key))
                .line(PurchaseLine.of("1", LineKind.GOODS, Shop.euro("30.00"))
                        .quantity(3)
                        .tax(Shop.euro("1.90"))
                        .discount(Shop.euro("0.35"))
                        .article(new PurchaseLine.Article(
                                "sku \u00e9", List.of("food", "a \"quoted\" path"), "red", java.util.Map.of("a", "b"))))
                .line(PurchaseLine.goods("2", Shop.euro("5.00")).quantity(new BigDecimal("0.352")))
                .line(PurchaseLine.goods("3", Shop.euro("5.00")).article(PurchaseLine.Article.of("sku")))
                .line(new PurchaseLine(
                        "4",
                        LineKind.GOODS,
                        null,
                        BigDecimal.TEN,
                        Shop.euro("1.00"),
                        Shop.euro("0.00"),
                        Shop.euro("0.00"),
                        true))
                .rounding(Shop.euro("-0.01"))
                .tender(new Tender(Tender.Kind.CASH, Shop.euro("40.00"), null))
                .at(new Purchase.Place("main", "till 1", "clerk", "4711", java.time.ZoneId.of("Europe/Berlin")))
                .happenedAt(Rows.NOW.minusSeconds(60))
                .by(new Actor("clerk"))
                .from(new Source("pos"))
                .build();
        GuestPurchase guest = new GuestPurchase(purchase, List.of(marks));
        return new RecordedGuest(guest, RecordedGuest.printOf(guest), Rows.NOW, List.of());
    }

    private static Step back(RecordedGuest guest, String key, int quantity) {
        return new Step(
                guest.key(),
                guest.steps().size() + 1,
                Kind.RETURN,
                CommandKey.of(key),
                CustomerId.NOBODY,
                RecordedGuest.printOf(Claim.of(CommandKey.of(key), CustomerId.NOBODY, guest.key())),
                List.of(new LineSum("1", BigDecimal.valueOf(quantity), 0), new LineSum("2", BigDecimal.ZERO, 0)),
                new Actor("clerk"),
                "broken",
                new Source("pos"),
                Rows.NOW);
    }

    private void keep(List<RecordedGuest> guests, Step... steps) {
        store().inTransaction(tx -> {
            Changes changes = Changes.none();
            changes.guests().addAll(guests);
            changes.guestSteps().addAll(List.of(steps));
            tx.append(changes);
            return tx;
        });
    }

    private Optional<RecordedGuest> found(RecordedGuest guest) {
        return store().reading(reader -> reader.guests().find(guest.key()));
    }

    @Test
    void a_guest_purchase_comes_back_as_it_was_written_with_all_steps() {
        RecordedGuest guest = guest("g1", Identifier.card("4711"), Identifier.reference("r"));
        keep(List.of(guest));
        assertThat(found(guest)).contains(guest);

        Step first = back(guest, "b1", 1);
        keep(List.of(), first);
        RecordedGuest returned = guest.with(first);
        Step claimed = returned.claimedBy(
                new Claim(
                        CommandKey.of("c1"),
                        account("Anna").account().holder(),
                        guest.key(),
                        "asked",
                        new Actor("clerk"),
                        new Source("app")),
                Rows.NOW);
        keep(List.of(), claimed);

        assertThat(found(guest)).contains(returned.with(claimed));
        store().reading(reader -> {
            assertThat(reader.guests().step(Kind.RETURN, CommandKey.of("b1"))).contains(first);
            assertThat(reader.guests().step(Kind.CLAIM, CommandKey.of("c1"))).contains(claimed);
            assertThat(reader.guests().step(Kind.CLAIM, CommandKey.of("b1"))).isEmpty();
            assertThat(reader.guests().find(CommandKey.of("b1"))).isEmpty();
            return guest;
        });
    }

    @Test
    void guest_purchases_are_found_by_their_marks_and_page_by_page() {
        List<RecordedGuest> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(guest("g" + i, Identifier.card("card1"), Identifier.card("mark" + i)));
        }
        keep(all);

        store().reading(reader -> {
            assertThat(reader.guests().marked(List.of(Identifier.card("card1")), 10))
                    .containsExactlyInAnyOrderElementsOf(all);
            assertThat(reader.guests().marked(List.of(Identifier.card("card1")), 2))
                    .hasSize(2);
            assertThat(reader.guests().marked(List.of(Identifier.card("mark3")), 10))
                    .containsExactly(all.get(3));
            assertThat(reader.guests().page(null, 2)).isEqualTo(all.subList(0, 2));
            assertThat(reader.guests().page(all.get(1).key(), 10)).isEqualTo(all.subList(2, 5));
            return all;
        });
    }

    @Test
    void a_key_or_a_step_of_a_guest_purchase_that_is_taken_is_a_lost_race_I_11() {
        RecordedGuest guest = guest("g1");
        keep(List.of(guest, guest("g2")), back(guest, "b1", 1));

        assertThatThrownBy(() -> keep(List.of(guest))).isInstanceOf(LostRaceException.class);
        assertThatThrownBy(() -> keep(List.of(), back(guest, "b2", 2))).isInstanceOf(LostRaceException.class);
        assertThatThrownBy(() -> keep(List.of(), back(guest("g2"), "b1", 2))).isInstanceOf(LostRaceException.class);
        assertThatThrownBy(() -> keep(List.of(), back(guest("g3"), "b3", 1)))
                .isInstanceOf(StoreException.class)
                .isNotInstanceOf(LostRaceException.class);
        assertThat(found(guest)).contains(guest.with(back(guest, "b1", 1)));
        assertThat(found(guest("g2"))).contains(guest("g2"));
    }

    @Test
    void a_transaction_that_fails_keeps_no_guest_purchase_and_no_step() {
        RecordedGuest kept = guest("g1");
        keep(List.of(kept));
        assertThatThrownBy(() -> store().inTransaction(tx -> {
                    Changes changes = Changes.none();
                    changes.guests().add(guest("g2", Identifier.card("4711")));
                    changes.guestSteps().add(back(kept, "b1", 1));
                    tx.append(changes);
                    assertThat(tx.guests().find(kept.key())).contains(kept.with(back(kept, "b1", 1)));
                    throw new IllegalStateException("the host's own trouble");
                }))
                .hasMessage("the host's own trouble");

        assertThat(found(kept)).contains(kept);
        assertThat(found(guest("g2"))).isEmpty();
        store().reading(reader -> {
            assertThat(reader.guests().marked(List.of(Identifier.card("4711")), 10))
                    .isEmpty();
            assertThat(reader.guests().step(Kind.RETURN, CommandKey.of("b1"))).isEmpty();
            return kept;
        });
    }
}
