package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.Departure;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** What the library promises over every store. */
abstract class DeskPromises extends IdleTellingPromises {

    @Test
    void a_receipt_sent_twice_earns_once_and_gets_the_first_answer() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = Purchase.of("receipt 1", anna, Shop.euro("29.99"));
        var first = shop.loyalty().till().record(purchase).orThrow();
        shop.on("2026-02-01");

        var second = shop.loyalty().till().record(purchase).orThrow();

        assertThat(second.replayed()).isTrue();
        assertThat(second.command()).isEqualTo(first.command());
        assertThat(second.result()).isEqualTo(first.result());
        assertThat(second.postings()).isEqualTo(first.postings()).hasSize(1);
        assertThat(shop.available(anna)).isEqualTo(29);
    }

    @Test
    void a_key_that_stands_for_another_request_is_told_apart() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        shop.loyalty().till().record(Purchase.of("receipt 1", anna, Shop.euro("29.99")));

        assertThatThrownBy(() -> shop.loyalty().till().record(Purchase.of("receipt 1", anna, Shop.euro("30.00"))))
                .isInstanceOf(KeyReusedException.class);
        assertThatThrownBy(() -> shop.loyalty().till().record(Purchase.of("receipt 1", ben, Shop.euro("29.99"))))
                .isInstanceOf(KeyReusedException.class);
        assertThat(shop.available(ben)).isZero();
    }

    @Test
    void a_departure_sent_twice_ends_the_membership_once_and_is_kept_with_who_asked_and_why() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        Departure asked = Departure.of(CommandKey.of("leave 1"), anna).by(new Actor("clerk"), "moved away");
        Customer left = shop.on("2026-02-01").loyalty().customers().leave(asked);
        shop.on("2026-03-01");

        assertThat(shop.loyalty().customers().leave(asked)).isEqualTo(left);
        assertThat(shop.loyalty().customers().leave(Departure.of(CommandKey.of("leave 2"), anna)))
                .isEqualTo(left);
        assertThatThrownBy(() -> shop.loyalty().customers().leave(Departure.of(asked.key(), ben)))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("customer"));

        assertThat(left.membership().left()).contains(day("2026-02-01"));
        assertThat(maybe(reader -> reader.customers().find(CustomerRecord.Operation.LEAVE, asked.key())))
                .hasValueSatisfying(record -> {
                    assertThat(record.customer()).isEqualTo(anna);
                    assertThat(record.actor()).isEqualTo(asked.actor());
                    assertThat(record.reason()).isEqualTo("moved away");
                    assertThat(record.recordedAt()).isEqualTo(day("2026-02-01"));
                });
        assertThat(maybe(reader -> reader.customers().find(CustomerRecord.Operation.LEAVE, CommandKey.of("leave 2"))))
                .isEmpty();
    }

    @Test
    void who_enrolled_a_customer_is_kept_and_a_repeat_by_another_is_the_same_request() {
        Shop shop = shop();
        NewCustomer asked = NewCustomer.person(CommandKey.of("enroll 1")).named("Anna");
        CustomerId anna = shop.loyalty()
                .customers()
                .enroll(asked.by(new Actor("clerk")).from(new Source("pos")))
                .orThrow()
                .id();

        assertThat(shop.loyalty().customers().enroll(asked).orThrow().id()).isEqualTo(anna);

        assertThat(maybe(reader -> reader.customers().find(CustomerRecord.Operation.ENROLL, asked.key())))
                .hasValueSatisfying(record -> {
                    assertThat(record.customer()).isEqualTo(anna);
                    assertThat(record.actor()).isEqualTo(new Actor("clerk"));
                    assertThat(record.source()).isEqualTo(new Source("pos"));
                });
    }

    @Test
    void a_hosts_transaction_that_throws_leaves_nothing_and_one_that_returns_leaves_all() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "10.00");
        AccountId account = shop.loyalty().accounts().account(anna).id();
        Picture before = picture(account);
        Purchase purchase = Purchase.of("receipt 1", anna, Shop.euro("29.99"));
        Redemption redemption = Redemption.of(CommandKey.of("redeem 1"), anna, Points.of(39));

        assertThatThrownBy(() -> shop.loyalty().inTransaction(tx -> {
                    tx.till().record(purchase).orThrow();
                    tx.rewards().redeem(redemption).orThrow();
                    assertThat(tx.accounts().balance(anna).available()).isEqualTo(Points.NONE);
                    throw new Cancelled();
                }))
                .isInstanceOf(Cancelled.class);
        assertThat(picture(account)).isEqualTo(before);

        shop.loyalty().inTransaction(tx -> {
            tx.till().record(purchase).orThrow();
            return tx.rewards().redeem(redemption).orThrow();
        });
        assertThat(picture(account).postings()).hasSize(3);
        assertThat(shop.available(anna)).isZero();
    }

    @Test
    void points_beyond_the_lots_that_are_brought_at_once_can_be_used() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        List<Purchase> purchases = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            purchases.add(Purchase.of("receipt " + i, anna, Shop.euro("1.00")));
        }
        assertThat(shop.loyalty().till().recordAllOrNothing(purchases)).hasSize(300);

        shop.redeems(anna, 299);

        assertThat(shop.available(anna)).isEqualTo(1);
        assertThat(picture(shop.loyalty().accounts().account(anna).id()).lots()).hasSize(1);
    }

    @Test
    void a_return_gives_points_back_into_their_own_lots_and_takes_what_was_earned() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 50, "2026-06-01");
        CommandKey redemption = shop.redeems(anna, 50);
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("30.00")).quantity(3))
                .tender(Tender.points(Shop.euro("5.00"), redemption))
                .build();
        shop.loyalty().till().record(purchase).orThrow();
        assertThat(shop.available(anna))
                .as("nothing for the 5.00 that points paid")
                .isEqualTo(25);

        for (int i = 1; i <= 3; i++) {
            shop.loyalty()
                    .till()
                    .giveBack(Return.of(shop.aKey(), anna, purchase.key(), "1", BigDecimal.ONE))
                    .orThrow();
        }

        assertThat(shop.available(anna)).isEqualTo(50);
        assertThat(list(reader -> reader.sales().returnsOf(Purse.POINTS.code(), purchase.key())))
                .hasSize(3);
    }

    @Test
    void points_used_within_spending_rules_are_told_by_quote_answer_and_repeat() {
        Shop shop = Shop.over(
                store(),
                program -> program.with(SpendingRules.none()
                        .withLeast(Points.of(20))
                        .withMost(Points.of(300))
                        .withStep(Points.of(10))
                        .withValue(Ratio.of(1, 100))
                        .withShare(LineFilter.kinds(LineKind.GIFT_CARD), Ratio.ZERO)
                        .withShare(Ratio.of(1, 2))));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 1000, "");
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("3.15")))
                .line(PurchaseLine.goods("2", Shop.euro("2.00")))
                .tender(Tender.of(Tender.Kind.POINTS, Shop.euro("2.50")))
                .build();
        Checkout asked = Checkout.of(purchase).redeeming(Redemption.asManyAsPossible(shop.aKey(), anna));

        Settlement.Use quoted =
                shop.loyalty().till().quote(asked).orThrow().used().orElseThrow();
        Settlement.Use first =
                shop.loyalty().till().checkout(asked).orThrow().used().orElseThrow();
        Settlement.Settled again =
                shop.on("2026-02-01").loyalty().till().checkout(asked).orThrow();

        assertThat(first.used()).isEqualTo(Points.of(250));
        assertThat(first.worth()).contains(Shop.euro("2.50"));
        assertThat(first.cuts())
                .extracting(Settlement.Cut::why)
                .containsExactly(
                        Refusal.TOO_FEW_POINTS,
                        Refusal.ABOVE_MAXIMUM,
                        Refusal.PURCHASE_SHARE_EXCEEDED,
                        Refusal.NOT_A_MULTIPLE);
        assertThat(first.parts())
                .containsExactly(
                        new Settlement.Part("1", Shop.euro("1.53")), new Settlement.Part("2", Shop.euro("0.97")));
        assertThat(quoted).isEqualTo(first);
        assertThat(again.replayed()).isTrue();
        assertThat(again.used()).contains(first);
        assertThat(again.redeemed()).isEqualTo(first.used());
    }

    @Test
    void every_store_gives_the_same_answers_as_the_store_in_memory() {
        Shop here = Shop.over(store(), DeskPromises::program);
        Shop inMemory = Shop.over(new InMemoryStore(), DeskPromises::program);

        List<AccountId> accounts = aYear(here);
        assertThat(aYear(inMemory)).isEqualTo(accounts);

        for (AccountId account : accounts) {
            Picture expected = inMemory.store().reading(reader -> Picture.of(reader, account));
            assertThat(expected.postings()).isNotEmpty();
            assertThat(picture(account)).isEqualTo(expected);
        }
    }

    private static LoyaltyProgram program(LoyaltyProgram plain) {
        return plain.expiring(PeriodEnd.endOfMonth(Period.ofMonths(3)))
                .with(new TierLadder(
                        List.of(Tier.of("green", 0), Tier.of("silver", 5_000), Tier.of("gold", 15_000)),
                        TierLadder.Metric.SPEND,
                        TierLadder.Window.rolling(Period.ofMonths(6)),
                        PeriodEnd.startOfDay(Period.ofMonths(2)),
                        TierLadder.Downgrade.FULL,
                        Period.ZERO));
    }

    /** A year of three customers: sales, some of them late, redemptions, returns, corrections, and what falls due. */
    private static List<AccountId> aYear(Shop shop) {
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        CustomerId cora = shop.aCustomer("Cora");
        List<CustomerId> all = List.of(anna, ben, cora);
        List<Purchase> kept = new ArrayList<>();
        for (int month = 1; month <= 12; month++) {
            shop.clock().set(day(month < 10 ? "2026-0" + month + "-07" : "2026-" + month + "-07"));
            for (CustomerId customer : all) {
                kept.add(shop.buys(customer, (month * 7 + all.indexOf(customer) * 40) + ".99"));
            }
            quarterOf(shop, anna, month, kept);
            if (month % 2 == 0) {
                shop.loyalty().maintenance().run(shop.clock().instant());
            }
        }
        shop.loyalty()
                .accounts()
                .change(new StatusChange(
                        shop.aKey(), ben, RewardAccount.Status.FROZEN, "asked for it", new Actor("owner")));
        shop.loyalty().customers().leave(Departure.of(shop.aKey(), cora));
        return all.stream()
                .map(customer -> shop.loyalty().accounts().account(customer).id())
                .toList();
    }

    private static void quarterOf(Shop shop, CustomerId anna, int month, List<Purchase> kept) {
        if (month % 3 != 0) {
            return;
        }
        CommandKey redemption = shop.redeems(anna, 5);
        kept.add(shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("40.00")).quantity(3))
                .tender(Tender.points(Shop.euro("1.00"), redemption))
                .happenedAt(shop.clock().instant().minusSeconds(40L * 86_400))
                .build());
        Purchase late = kept.get(kept.size() - 1);
        shop.loyalty().till().record(late).orThrow();
        shop.loyalty()
                .till()
                .giveBack(Return.of(shop.aKey(), anna, late.key(), "1", BigDecimal.ONE))
                .orThrow();
        shop.loyalty()
                .accounts()
                .adjust(Adjustment.of(shop.aKey(), anna, Points.of(month - 7L), "counted again", new Actor("owner")));
        shop.gives(anna, month, "2027-06-01");
    }
}
