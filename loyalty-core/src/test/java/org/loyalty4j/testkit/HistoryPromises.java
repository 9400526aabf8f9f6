package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.RecordedTransfer;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.LostRaceException;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** What a store promises about purchases, returns, ranks and versions of the program. */
abstract class HistoryPromises extends EventPromises {

    @Test
    void a_purchase_comes_back_as_it_was_written() {
        Rows anna = account("Anna");
        Purchase rich = richPurchase(anna.account().holder());
        RecordedSale sale = anna.sells(rich);
        RecordedSale plain = anna.sells(Purchase.of("receipt 2", anna.account().holder(), Shop.euro("0.00")));
        write(anna);

        assertThat(maybe(reader -> reader.sales().find(Purse.POINTS.code(), rich.key())))
                .contains(sale);
        assertThat(maybe(reader -> reader.sales().find(Purse.POINTS.code(), CommandKey.of("receipt 2"))))
                .contains(plain);
        assertThat(maybe(reader -> reader.sales().find(Purse.POINTS.code(), CommandKey.of("receipt 3"))))
                .isEmpty();
    }

    private static Purchase richPurchase(CustomerId customer) {
        PurchaseLine.Article article = new PurchaseLine.Article(
                "4711", List.of("Tea", "Green 🍵"), "Zoë", Map.of("origin", "'Uji'; --", "leaf", "whole"));
        return Purchase.of(CommandKey.of("🧾".repeat(255)), customer)
                .at(new Purchase.Place("s1", "till 7", "Åsa", "r-000001", ZoneId.of("Europe/Riga")))
                .happenedAt(Rows.NOW)
                .line(PurchaseLine.goods("1", Shop.euro("12345678901.99"))
                        .article(article)
                        .quantity(new BigDecimal("0.352"))
                        .tax(Shop.euro("0.21"))
                        .discount(Shop.euro("0.10")))
                .line(PurchaseLine.of("🍵".repeat(50), LineKind.SHIPPING, Shop.euro("3.00")))
                .line(new PurchaseLine(
                        "weighed",
                        LineKind.GOODS,
                        null,
                        BigDecimal.TEN,
                        Shop.euro("2.00"),
                        Shop.euro("0.00"),
                        Shop.euro("0.00"),
                        true))
                .rounding(Shop.euro("-0.02"))
                .tender(Tender.of(Tender.Kind.CASH, Shop.euro("5.00")))
                .tender(Tender.points(Shop.euro("1.00"), CommandKey.of("redeem 1")))
                .by(new Actor("cashier 🙂"))
                .from(new Source("pos"))
                .build();
    }

    @Test
    void purchases_of_an_account_are_paged_in_the_order_they_were_recorded_and_nobody_elses_are_among_them() {
        Rows anna = account("Anna");
        Rows ben = account("Ben");
        anna.command(Operation.STATUS, "k0");
        List<String> keys = new ArrayList<>();
        for (int i = 5; i >= 1; i--) {
            anna.earns("anna " + i, i, null);
            ben.earns("ben " + i, i, null);
            keys.add("anna " + i);
        }
        write(anna);
        write(ben);

        assertThat(list(reader -> reader.sales().page(anna.account(), 0, 99)))
                .extracting(sale -> sale.purchase().key().value())
                .isEqualTo(keys);
        assertThat(list(reader -> reader.sales().page(anna.account(), 1, 2)))
                .extracting(sale -> sale.command().sequence())
                .containsExactly(2L, 3L);
        assertThat(list(reader -> reader.sales().page(anna.account(), 3, 2)))
                .extracting(sale -> sale.command().sequence())
                .containsExactly(4L, 5L);
        assertThat(list(reader -> reader.sales().page(anna.account(), 6, 2))).isEmpty();
    }

    @Test
    void pages_of_purchases_show_none_twice_or_missing_while_others_are_recorded() {
        Rows anna = account("Anna");
        for (int i = 1; i <= 3; i++) {
            anna.earns("k" + i, i, null);
        }
        write(anna);

        List<Long> seen = new ArrayList<>();
        long after = 0;
        for (int i = 4; i <= 7; i++) {
            long last = after;
            for (RecordedSale sale : list(reader -> reader.sales().page(anna.account(), last, 2))) {
                after = sale.command().sequence();
                seen.add(after);
            }
            anna.earns("k" + i, i, null);
            write(anna);
        }
        assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void steps_of_a_return_come_back_in_order_and_as_they_were_written() {
        Rows anna = account("Anna");
        anna.earns("receipt 1", 29, null);
        write(anna);
        RecordedReturn first = anna.returns("return 1", "receipt 1", 1);
        write(anna);
        RecordedReturn second = anna.returns("return 2", "receipt 1", 2);
        RecordedReturn third = anna.returns("return 3", "receipt 1", 3);
        write(anna);

        assertThat(list(reader -> reader.sales().returnsOf(Purse.POINTS.code(), CommandKey.of("receipt 1"))))
                .containsExactly(first, second, third);
        assertThat(list(reader -> reader.sales().returnsOf(Purse.POINTS.code(), CommandKey.of("receipt 2"))))
                .isEmpty();
    }

    @Test
    void steps_of_an_undoing_come_back_in_order_and_as_they_were_written() {
        Rows anna = account("Anna");
        Lot lot = anna.earns("receipt 1", 29, null);
        anna.redeems("redeem 1", lot, 20);
        CommandRecord used = anna.changes().commands().get(1);
        write(anna);
        RecordedUndo first = anna.undoes("undo 1", used, 1, 5);
        write(anna);
        RecordedUndo second = anna.undoes("undo 2", used, 2, 9);
        RecordedUndo third = anna.undoes("undo 3", used, 3, 20);
        write(anna);
        Rows ben = account("Ben");

        assertThat(list(reader -> reader.sales().undos(anna.account()))).containsExactly(first, second, third);
        assertThat(list(reader -> reader.sales().undos(ben.account()))).isEmpty();
    }

    @Test
    void an_undoing_that_leaves_a_gap_or_names_no_recorded_command_is_refused() {
        Rows anna = account("Anna");
        Lot lot = anna.earns("receipt 1", 29, null);
        anna.redeems("redeem 1", lot, 20);
        CommandRecord used = anna.changes().commands().get(1);
        write(anna);
        Picture before = picture(anna.account());

        anna.undoes("undo 2", used, 2, 5);
        assertThatThrownBy(() -> write(anna)).isInstanceOf(StoreException.class);
        Rows ben = account("Ben");
        ben.redeems("redeem 2", ben.gives("gift", 5, null), 5);
        CommandRecord unwritten = ben.changes().commands().get(1);
        ben.take();
        Rows carla = account("Carla");
        carla.undoes("undo 3", unwritten, 1, 5);
        assertThatThrownBy(() -> write(carla)).isInstanceOf(StoreException.class);

        assertThat(picture(anna.account())).isEqualTo(before);
        assertThat(list(reader -> reader.sales().undos(anna.account()))).isEmpty();
        assertThat(list(reader -> reader.sales().undos(carla.account()))).isEmpty();
    }

    @Test
    void legs_of_transfers_come_back_in_order_from_a_place_on() {
        Rows anna = account("Anna");
        Rows ben = account("Ben");
        RecordedTransfer first =
                anna.transfers(Operation.TRANSFER_OUT, "t1", ben.account().holder(), 1);
        RecordedTransfer second =
                anna.transfers(Operation.TRANSFER_IN, "t2", ben.account().holder(), 2);
        anna.command(Operation.STATUS, "k1");
        RecordedTransfer third =
                anna.transfers(Operation.TRANSFER_UNDO_IN, "t3", ben.account().holder(), 7);
        write(anna);

        assertThat(list(reader -> reader.ledger().transfers(anna.account(), 1, 9)))
                .containsExactly(first, second, third);
        assertThat(list(reader -> reader.ledger().transfers(anna.account(), 1, 2)))
                .containsExactly(first, second);
        assertThat(list(reader -> reader.ledger().transfers(anna.account(), 3, 9)))
                .containsExactly(third);
        assertThat(list(reader -> reader.ledger().transfers(ben.account(), 1, 9)))
                .isEmpty();
    }

    @Test
    void a_return_that_leaves_a_gap_or_names_no_recorded_purchase_is_refused() {
        Rows anna = account("Anna");
        anna.earns("receipt 1", 29, null);
        write(anna);
        Picture before = picture(anna.account());

        anna.returns("return 2", "receipt 1", 2);
        assertThatThrownBy(() -> write(anna)).isInstanceOf(StoreException.class);
        Rows ben = account("Ben");
        ben.returns("return 3", "receipt 3", 1);
        assertThatThrownBy(() -> write(ben)).isInstanceOf(StoreException.class);

        assertThat(picture(anna.account())).isEqualTo(before);
        assertThat(picture(ben.account()).commands()).isEmpty();
    }

    @Test
    void a_redemption_pays_one_purchase_and_is_found_for_its_own_account_only() {
        Rows anna = account("Anna");
        Rows ben = account("Ben");
        anna.command(Operation.REDEEM, "redeem 1");
        anna.command(Operation.REDEEM, "redeem 2");
        RecordedSale.Payment payment = anna.pays("redeem 1", "receipt 1");
        RecordedSale.Payment other = anna.pays("redeem 2", "receipt 1");
        write(anna);

        assertThat(list(reader -> reader.sales().payments(anna.account()))).containsExactlyInAnyOrder(payment, other);
        assertThat(list(reader -> reader.sales().payments(ben.account()))).isEmpty();

        anna.command(Operation.STATUS, "k3");
        anna.pays("redeem 1", "receipt 2");
        assertThatThrownBy(() -> write(anna)).isInstanceOf(LostRaceException.class);
        assertThat(list(reader -> reader.sales().payments(anna.account()))).containsExactlyInAnyOrder(payment, other);
    }

    @Test
    void a_rank_is_as_it_was_written_last() {
        Rows anna = account("Anna");
        assertThat(maybe(reader -> reader.standings().find(anna.account()))).isEmpty();
        anna.command(Operation.STATUS, "k1");
        Standing first = anna.stands("gold", Standing.NO_DAY, Standing.NO_DAY);
        write(anna);
        assertThat(maybe(reader -> reader.standings().find(anna.account()))).contains(first);

        anna.command(Operation.STATUS, "k2");
        Standing second = anna.stands("silver", date("2025-03-01"), date("2026-03-01"));
        write(anna);
        assertThat(maybe(reader -> reader.standings().find(anna.account()))).contains(second);
        assertThat(opened(opening(anna.account().holder())).standing()).isEqualTo(second);
    }

    @Test
    void qualifying_days_of_a_range_are_found_with_both_ends_in_their_order_and_as_written_last() {
        Rows anna = account("Anna");
        anna.command(Operation.STATUS, "k1");
        QualifyingDay last = anna.counts(date("2026-03-01"), -5);
        anna.counts(date("2026-02-28"), 1);
        QualifyingDay first = anna.counts(date("2025-03-01"), 500);
        QualifyingDay before = anna.counts(date("2025-02-28"), 7);
        QualifyingDay middle = anna.counts(date("2026-02-28"), 900);
        write(anna);

        assertThat(list(reader -> reader.standings().days(anna.account(), date("2025-03-01"), date("2026-03-01"))))
                .containsExactly(first, middle, last);
        assertThat(list(reader -> reader.standings().days(anna.account(), date("2025-02-28"), date("2025-02-28"))))
                .containsExactly(before);
        assertThat(list(reader -> reader.standings().days(anna.account(), date("2026-03-02"), date("2026-04-01"))))
                .isEmpty();
        assertThat(list(reader -> reader.standings().days(anna.account(), date("2026-03-01"), date("2025-03-01"))))
                .isEmpty();
    }

    @Test
    void changes_of_a_tier_come_back_in_order_and_as_they_were_written() {
        Rows anna = account("Anna");
        anna.command(Operation.STATUS, "k1");
        StandingChange first = anna.ranks(1, "silver", StandingChange.Cause.REACHED);
        StandingChange second = anna.ranks(2, "gold", StandingChange.Cause.REACHED);
        write(anna);
        anna.command(Operation.STATUS, "k2");
        StandingChange third = anna.ranks(3, "silver", StandingChange.Cause.ENDED);
        StandingChange given = anna.ranks(4, "gold", StandingChange.Cause.GIVEN);
        StandingChange revoked = anna.ranks(5, "gold", StandingChange.Cause.REVOKED);
        write(anna);

        assertThat(list(reader -> reader.standings().changes(anna.account())))
                .containsExactly(first, second, third, given, revoked);
        assertThat(list(reader -> reader.standings().changes(account("Ben").account())))
                .isEmpty();
    }

    @Test
    void versions_of_the_program_come_back_as_published_and_a_number_is_taken_once() {
        LoyaltyProgram first = Shop.onePointPerEuro();
        LoyaltyProgram second = first.nextVersion(Rows.NOW)
                .expiring(PeriodEnd.endOfMonth(Period.ofMonths(12)))
                .with(new TierLadder(
                        List.of(Tier.of("green", 0), Tier.of("gold", 10_000)),
                        TierLadder.Metric.SPEND,
                        TierLadder.Window.rolling(Period.ofMonths(12)),
                        PeriodEnd.startOfDay(Period.ofMonths(12)),
                        TierLadder.Downgrade.FULL,
                        Period.ZERO));
        assertThat(ask(reader -> reader.programs().versions()).size()).isZero();

        publish(first);
        publish(second);

        assertThat(list(reader -> reader.programs().versions())).containsExactly(first, second);
        assertThatThrownBy(() -> publish(first.nextVersion(Rows.NOW.plusSeconds(1))))
                .isInstanceOf(LostRaceException.class);
        assertThat(list(reader -> reader.programs().versions())).containsExactly(first, second);
    }

    private void publish(LoyaltyProgram program) {
        Changes changes = Changes.none();
        changes.programs().add(program);
        write(List.of(), changes);
    }
}
