package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Loyalty;
import org.loyalty4j.Outcome;
import org.loyalty4j.ProgramTrial;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Departure;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.Claim;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.program.Transfer;
import org.loyalty4j.program.TransferRules;
import org.loyalty4j.program.Undo;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.reward.PointsPayment;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.tier.PeriodEnd;

/** What the library promises over every store about several purses: a receipt is told once and counts in each. */
abstract class PursePromises extends ByHandPromises {

    private static final Purse STAMPS = new Purse("stamps", "stamps", 0);

    private static LoyaltyProgram stamps() {
        return LoyaltyProgram.startingAt(
                        Shop.OPENING,
                        Shop.onePointPerEuro().zone(),
                        Shop.onePointPerEuro().currency())
                .with(STAMPS)
                .with(EarningRule.perItem("coffee", 1).on(LineFilter.goods().only(LineFilter.Match.skus("coffee"))))
                .with(RewardOption.of("free coffee", "A free coffee", Points.of(10)));
    }

    /** A shop with points and stamps. */
    private Shop stamping() {
        return stamping(stamps());
    }

    private Shop stamping(LoyaltyProgram stamps) {
        Shop shop = Shop.over(store(), program -> program);
        shop.loyalty().programs().publish(stamps);
        return shop;
    }

    private static Loyalty stampsOf(Shop shop) {
        return shop.loyalty().purse("stamps");
    }

    private static long stamps(Shop shop, CustomerId customer) {
        return stampsOf(shop).accounts().balance(customer).available().minor();
    }

    private static Purchase coffees(Shop shop, CustomerId customer, int count) {
        return shop.aPurchase(customer)
                .line(PurchaseLine.goods("1", Shop.euro(3 * count + ".00"))
                        .sku("coffee")
                        .quantity(count))
                .build();
    }

    private static Settlement.Settled sells(Shop shop, Purchase purchase) {
        return shop.loyalty().till().record(purchase).orThrow();
    }

    private static void assertSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
        assertThat(shop.loyalty().audit().clean()).isTrue();
    }

    @Test
    void a_receipt_is_told_once_and_earns_in_every_purse() {
        Shop shop = stamping();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = coffees(shop, anna, 4);
        Settlement.Settled quoted = shop.loyalty().till().quote(purchase).orThrow();
        Settlement.Settled settled = sells(shop, purchase);

        assertThat(shop.loyalty().purses()).containsExactly("points", "stamps");
        assertThat(quoted.result()).isEqualTo(settled.result());
        assertThat(settled.earned()).isEqualTo(Points.of(12));
        assertThat(settled.beside()).singleElement().satisfies(beside -> {
            assertThat(beside.account()).isEqualTo(new AccountId(anna, "stamps"));
            assertThat(beside.earned()).isEqualTo(Points.of(4));
            assertThat(beside.beside()).isEmpty();
        });
        assertThat(quoted.beside().get(0).result())
                .isEqualTo(settled.beside().get(0).result());
        assertThat(shop.available(anna)).isEqualTo(12);
        assertThat(stamps(shop, anna)).isEqualTo(4);
        assertThat(shop.loyalty().till().find(purchase.key())).isPresent();
        assertThat(stampsOf(shop).till().find(purchase.key()).orElseThrow().purchase())
                .isEqualTo(purchase);

        Settlement.Settled again = sells(shop, purchase);
        assertThat(again.replayed()).isTrue();
        assertThat(again.beside()).singleElement().satisfies(beside -> {
            assertThat(beside.replayed()).isTrue();
            assertThat(beside.result()).isEqualTo(settled.beside().get(0).result());
        });
        Settlement.Settled atStamps = stampsOf(shop).till().record(purchase).orThrow();
        assertThat(atStamps.account().purse()).isEqualTo("stamps");
        assertThat(atStamps.earned()).isEqualTo(Points.of(4));
        assertThat(atStamps.beside().get(0).earned()).isEqualTo(Points.of(12));
        assertThatThrownBy(() -> sells(
                        shop,
                        Purchase.of(purchase.key(), anna)
                                .line(PurchaseLine.goods("1", Shop.euro("1.00")))
                                .build()))
                .isInstanceOf(KeyReusedException.class);
        assertThat(shop.available(anna)).isEqualTo(12);
        assertThat(stamps(shop, anna)).isEqualTo(4);
        assertSound(shop);
    }

    @Test
    void every_tenth_coffee_is_free_and_a_returned_one_takes_its_stamp_back_S_34() {
        Shop shop = stamping();
        CustomerId anna = shop.aCustomer("Anna");
        sells(shop, coffees(shop, anna, 7));
        Purchase more = coffees(shop, anna, 5);
        sells(shop, more);
        Settlement free = stampsOf(shop).rewards().redeem(Redemption.ofReward(shop.aKey(), anna, "free coffee"));
        assertThat(free.orThrow().redeemed()).isEqualTo(Points.of(10));
        assertThat(stamps(shop, anna)).isEqualTo(2);
        assertThat(shop.available(anna)).isEqualTo(36);

        Settlement.Settled back = shop.loyalty()
                .till()
                .giveBack(Return.of(shop.aKey(), anna, more.key(), "1", BigDecimal.ONE))
                .orThrow();
        assertThat(back.reversed()).isEqualTo(Points.of(3));
        assertThat(back.beside().get(0).reversed()).isEqualTo(Points.of(1));
        assertThat(stamps(shop, anna)).isEqualTo(1);

        // The reward was used already: what is not there any more is a shortfall, as the program says.
        Settlement.Settled rest = shop.loyalty()
                .till()
                .voidPurchase(PurchaseVoid.of(shop.aKey(), anna, more.key()))
                .orThrow();
        assertThat(rest.reversed()).isEqualTo(Points.of(12));
        assertThat(rest.beside().get(0).reversed()).isEqualTo(Points.of(1));
        assertThat(rest.beside().get(0).shortfall()).isEqualTo(Points.of(3));
        assertThat(shop.available(anna)).isEqualTo(21);
        assertThat(stamps(shop, anna)).isZero();
        assertSound(shop);
    }

    @Test
    void a_refusal_in_one_purse_refuses_the_receipt_in_all_and_names_the_purse() {
        Shop shop = stamping(stamps().with(ShortageRules.standard().returning(ShortageRules.Rule.forbid())));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = coffees(shop, anna, 12);
        sells(shop, purchase);
        stampsOf(shop)
                .rewards()
                .redeem(Redemption.ofReward(shop.aKey(), anna, "free coffee"))
                .orThrow();

        Return all = Return.ofAll(shop.aKey(), anna, purchase.key());
        Settlement.Refused no = (Settlement.Refused) shop.loyalty().till().giveBack(all);
        assertThat(no.why()).isEqualTo(Refusal.TOO_FEW_POINTS);
        assertThat(no.refusedBy()).contains("stamps");
        assertThat(no.available()).isEqualTo(Points.of(2));
        Settlement.Refused own = (Settlement.Refused) stampsOf(shop).till().giveBack(all);
        assertThat(own.refusedBy()).isEmpty();
        assertThat(shop.available(anna)).isEqualTo(36);
        assertThat(stamps(shop, anna)).isEqualTo(2);
        assertThat(shop.loyalty()
                        .till()
                        .giveBack(Return.of(shop.aKey(), anna, purchase.key(), "1", new BigDecimal("2")))
                        .settled())
                .isTrue();
        assertThat(stamps(shop, anna)).isZero();
        assertSound(shop);
    }

    @Test
    void purses_of_other_scales_stand_beside_each_other() {
        LoyaltyProgram cents = stamps().with(new Purse("bonus euros", "€", 2))
                .withoutRules()
                .with(EarningRule.perAmount("three percent", Ratio.of(3, 100), Shop.euro("1.00")))
                .rounding(RoundingMode.DOWN);
        Shop shop = stamping();
        shop.loyalty().programs().publish(cents);
        CustomerId anna = shop.aCustomer("Anna");
        Settlement.Settled settled = sells(shop, coffees(shop, anna, 5));

        assertThat(shop.loyalty().purses()).containsExactly("points", "stamps", "bonus euros");
        assertThat(settled.earned()).isEqualTo(Points.of(15));
        assertThat(settled.beside())
                .extracting(Settlement.Settled::earned)
                .containsExactly(Points.of(5), Points.of(45));
        assertThat(shop.loyalty()
                        .purse("bonus euros")
                        .accounts()
                        .receipt(settled.beside().get(1))
                        .lines(java.util.Locale.ENGLISH))
                .anyMatch(line -> line.contains("0.45"));
        assertSound(shop);
    }

    @Test
    void a_purse_that_is_published_late_takes_part_from_its_beginning_on() {
        Shop shop = Shop.over(store(), program -> program);
        CustomerId anna = shop.aCustomer("Anna");
        Purchase before = coffees(shop, anna, 3);
        sells(shop, before);
        assertThatThrownBy(() -> stampsOf(shop)).isInstanceOf(NoSuchElementException.class);
        Purchase between = Purchase.of(shop.aKey(), anna)
                .line(PurchaseLine.goods("1", Shop.euro("3.00")).sku("coffee"))
                .happenedAt(Shop.day("2026-01-15"))
                .build();
        shop.on("2026-02-01").loyalty().programs().publish(stampsFrom("2026-02-01"));

        assertThat(sells(shop, before).beside()).isEmpty();
        assertThat(sells(shop, between).beside()).isEmpty();
        Purchase after = coffees(shop, anna, 2);
        assertThat(sells(shop, after).beside()).hasSize(1);
        Settlement.Settled asked = stampsOf(shop).till().record(before).orThrow();
        assertThat(asked.account().purse()).isEqualTo("points");
        assertThat(asked.replayed()).isTrue();

        Settlement.Settled back = shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, before.key()))
                .orThrow();
        assertThat(back.beside()).isEmpty();
        Settlement.Settled atStamps = stampsOf(shop)
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, between.key()))
                .orThrow();
        assertThat(atStamps.account().purse()).isEqualTo("points");
        assertThat(stamps(shop, anna)).isEqualTo(2);
        assertThat(((Settlement.Refused) shop.loyalty()
                                .till()
                                .giveBack(Return.ofAll(shop.aKey(), anna, CommandKey.of("nothing"))))
                        .why())
                .isEqualTo(Refusal.UNKNOWN_PURCHASE);
        assertSound(shop);
    }

    private static LoyaltyProgram stampsFrom(String date) {
        LoyaltyProgram stamps = stamps();
        LoyaltyProgram from = LoyaltyProgram.startingAt(Shop.day(date), stamps.zone(), stamps.currency())
                .with(STAMPS);
        for (EarningRule rule : stamps.rules()) {
            from = from.with(rule);
        }
        return from;
    }

    @Test
    void versions_of_a_purse_count_for_themselves_and_zone_and_currency_are_those_of_the_shop() {
        Shop shop = stamping();
        LoyaltyProgram second = stamps().withoutRules().nextVersion(Shop.day("2026-03-01"));
        shop.loyalty().programs().publish(second);
        stampsOf(shop).programs().publish(second);
        shop.loyalty().programs().publish(stamps());
        shop.loyalty().programs().publish(Shop.onePointPerEuro().nextVersion(Shop.day("2026-03-01")));

        assertThat(shop.loyalty().programs().history().versions()).hasSize(2);
        assertThat(stampsOf(shop).programs().history().versions()).containsExactly(stamps(), second);
        assertThat(list(reader -> reader.programs().purses())).containsExactly("points", "stamps");
        LoyaltyProgram dollars = LoyaltyProgram.startingAt(
                        Shop.OPENING, stamps().zone(), java.util.Currency.getInstance("USD"))
                .with(new Purse("stars", "stars", 0));
        assertThatThrownBy(() -> shop.loyalty().programs().publish(dollars))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> shop.loyalty()
                        .programs()
                        .publish(stamps().with(new Purse("stamps", "stamps", 1)).nextVersion(Shop.day("2026-04-01"))))
                .isInstanceOf(InvalidRequestException.class);
        CustomerId anna = shop.aCustomer("Anna");
        assertThat(sells(shop, coffees(shop, anna, 2)).beside().get(0).earned()).isEqualTo(Points.of(2));
        shop.on("2026-03-02");
        assertThat(sells(shop, coffees(shop, anna, 2)).beside().get(0).earned()).isEqualTo(Points.NONE);
        assertSound(shop);
    }

    @Test
    void points_are_used_and_given_in_one_purse_and_keys_are_its_own() {
        Shop shop = stamping(stamps().with(TransferRules.none()));
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        sells(shop, coffees(shop, anna, 10));
        CommandKey key = shop.aKey();
        shop.loyalty().rewards().redeem(Redemption.of(key, anna, Points.of(5))).orThrow();
        stampsOf(shop).rewards().redeem(Redemption.of(key, anna, Points.of(2))).orThrow();
        assertThat(shop.available(anna)).isEqualTo(25);
        assertThat(stamps(shop, anna)).isEqualTo(8);

        Transfer transfer = Transfer.of(shop.aKey(), anna, ben, Points.of(3));
        stampsOf(shop).transfers().send(transfer).orThrow();
        assertThat(stampsOf(shop).transfers().send(transfer).orThrow().replayed())
                .isTrue();
        assertThat(stamps(shop, anna)).isEqualTo(5);
        assertThat(stamps(shop, ben)).isEqualTo(3);
        assertThat(shop.available(ben)).isZero();

        // A receipt that uses stamps earns in both, and uses none of the points.
        Checkout checkout = Checkout.of(coffees(shop, anna, 1))
                .redeeming(Redemption.of(CommandKey.of("of the receipt"), anna, Points.of(4)));
        Settlement.Settled settled = stampsOf(shop).till().checkout(checkout).orThrow();
        assertThat(settled.redeemed()).isEqualTo(Points.of(4));
        assertThat(settled.beside().get(0).redeemed()).isEqualTo(Points.NONE);
        assertThat(stampsOf(shop).till().checkout(checkout).orThrow().replayed())
                .isTrue();
        assertThatThrownBy(() -> shop.loyalty().till().checkout(checkout)).isInstanceOf(KeyReusedException.class);
        assertThat(shop.available(anna)).isEqualTo(28);
        assertThat(stamps(shop, anna)).isEqualTo(2);

        // What it used comes back with the goods.
        Settlement.Settled back = shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, checkout.purchase().key()))
                .orThrow();
        assertThat(back.restored()).isEqualTo(Points.NONE);
        assertThat(back.beside().get(0).restored()).isEqualTo(Points.of(4));
        assertSound(shop);
    }

    @Test
    void a_tender_names_a_redemption_of_any_purse_and_its_points_come_back_there() {
        Shop shop = stamping();
        CustomerId anna = shop.aCustomer("Anna");
        sells(shop, coffees(shop, anna, 10));
        CommandKey paid = shop.aKey();
        stampsOf(shop).rewards().redeem(Redemption.of(paid, anna, Points.of(6))).orThrow();
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("8.00")))
                .tender(Tender.points(Shop.euro("2.00"), paid))
                .tender(Tender.of(Tender.Kind.CASH, Shop.euro("6.00")))
                .build();
        Settlement.Settled settled = sells(shop, purchase);
        assertThat(settled.beside()).hasSize(1);
        assertThat(sells(shop, purchase).replayed()).isTrue();
        Purchase unknown = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("8.00")))
                .tender(Tender.points(Shop.euro("8.00"), CommandKey.of("nothing")))
                .build();
        assertThat(((Settlement.Refused) shop.loyalty().till().record(unknown)).why())
                .isEqualTo(Refusal.UNKNOWN_REDEMPTION);
        assertThat(stamps(shop, anna)).isEqualTo(4);
        Settlement.Settled back = shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, purchase.key()))
                .orThrow();
        assertThat(back.beside().get(0).restored()).isEqualTo(Points.of(6));
        assertThat(stamps(shop, anna)).isEqualTo(10);
        assertSound(shop);
    }

    @Test
    void an_exchange_takes_back_only_where_the_purchase_is_known() {
        Shop shop = Shop.over(store(), program -> program);
        CustomerId anna = shop.aCustomer("Anna");
        Purchase old = coffees(shop, anna, 3);
        sells(shop, old);
        shop.on("2026-02-01").loyalty().programs().publish(stampsFrom("2026-02-01"));
        Checkout exchange =
                Checkout.of(coffees(shop, anna, 2)).returning(Return.ofAll(CommandKey.of("back"), anna, old.key()));
        Settlement.Settled settled = shop.loyalty().till().checkout(exchange).orThrow();
        assertThat(settled.reversed()).isEqualTo(Points.of(9));
        assertThat(settled.beside().get(0).reversed()).isEqualTo(Points.NONE);
        assertThat(settled.beside().get(0).earned()).isEqualTo(Points.of(2));
        assertThat(shop.loyalty().till().checkout(exchange).orThrow().replayed())
                .isTrue();
        assertThat(stampsOf(shop).till().checkout(exchange).orThrow().replayed())
                .isTrue();
        assertSound(shop);
    }

    @Test
    void five_hundred_receipts_at_once_count_in_both_purses_all_or_none() {
        Shop shop = stamping();
        List<CustomerId> customers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            customers.add(shop.aCustomer("customer " + i));
        }
        List<Purchase> purchases = new ArrayList<>();
        for (int i = 0; i < 512; i++) {
            purchases.add(coffees(shop, customers.get(i % 8), 1));
        }
        List<Outcome<Settlement>> outcomes = shop.loyalty().till().recordAll(purchases);
        assertThat(outcomes).allSatisfy(outcome -> {
            Settlement.Settled settled = outcome.orThrow().orThrow();
            assertThat(settled.earned()).isEqualTo(Points.of(3));
            assertThat(settled.beside().get(0).earned()).isEqualTo(Points.of(1));
        });
        assertThat(customers).allSatisfy(customer -> {
            assertThat(shop.available(customer)).isEqualTo(192);
            assertThat(stamps(shop, customer)).isEqualTo(64);
        });
        shop.loyalty().customers().leave(Departure.of(shop.aKey(), customers.get(0)));
        List<Outcome<Settlement>> none = shop.loyalty()
                .till()
                .recordAllOrNothing(List.of(coffees(shop, customers.get(1), 1), coffees(shop, customers.get(0), 1)));
        assertThat(none.get(0)).isInstanceOf(Outcome.Failed.class);
        assertThat(stamps(shop, customers.get(1))).isEqualTo(64);
        assertSound(shop);
    }

    @Test
    void what_is_due_is_written_in_every_purse() {
        Shop shop = stamping(stamps().expiring(PeriodEnd.startOfDay(Period.ofDays(10))));
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        sells(shop, coffees(shop, anna, 4));
        sells(shop, coffees(shop, ben, 2));
        shop.gives(anna, 7, "2026-01-05");
        Instant now = Shop.day("2026-01-20");
        shop.on("2026-01-20");
        assertThat(stamps(shop, anna)).isZero();
        var report = stampsOf(shop).maintenance().run(now);
        assertThat(report.written()).isEqualTo(3);
        assertThat(report.expired()).isEqualTo(13);
        assertThat(shop.available(anna)).isEqualTo(12);
        assertThat(shop.loyalty().maintenance().run(now).accounts()).isZero();
        assertSound(shop);
    }

    @Test
    void a_guest_purchase_is_kept_once_and_claimed_in_every_purse() {
        Shop shop = Shop.over(store(), program -> program.claimableFor(PeriodEnd.startOfDay(Period.ofDays(30))));
        shop.loyalty().programs().publish(stamps());
        CustomerId anna = shop.aCustomer("Anna");
        Purchase guest = coffees(shop, CustomerId.NOBODY, 4);
        shop.loyalty().guests().record(GuestPurchase.of(guest));
        shop.on("2026-01-03");
        Claim claim = Claim.of(shop.aKey(), anna, guest.key());
        assertThat(shop.loyalty().guests().quote(claim).orThrow().beside()).hasSize(1);
        Settlement.Settled settled = shop.loyalty().guests().claim(claim).orThrow();
        assertThat(settled.earned()).isEqualTo(Points.of(12));
        assertThat(settled.beside().get(0).earned()).isEqualTo(Points.of(4));
        Settlement.Settled again = stampsOf(shop).guests().claim(claim).orThrow();
        assertThat(again.replayed()).isTrue();
        assertThat(again.earned()).isEqualTo(Points.of(4));
        assertThatThrownBy(() -> sells(
                        shop,
                        Purchase.of(guest.key(), anna)
                                .line(PurchaseLine.goods("1", Shop.euro("3.00")))
                                .build()))
                .isInstanceOf(KeyReusedException.class);
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, guest.key()))
                .orThrow();
        assertThat(stamps(shop, anna)).isZero();
        assertSound(shop);
    }

    @Test
    void goods_without_a_receipt_come_back_as_each_purse_says() {
        Shop shop = Shop.over(store(), program -> program.with(UnknownReturn.Policy.AVERAGE_RATE));
        shop.loyalty().programs().publish(stamps());
        CustomerId anna = shop.aCustomer("Anna");
        sells(shop, coffees(shop, anna, 4));
        Settlement.Refused no = (Settlement.Refused)
                shop.loyalty().till().takeBack(UnknownReturn.of(shop.aKey(), anna, Shop.euro("3.00")));
        assertThat(no.refusedBy()).contains("stamps");
        shop.loyalty()
                .programs()
                .publish(stamps().with(UnknownReturn.Policy.IGNORE).nextVersion(Shop.day("2026-01-02")));
        shop.on("2026-01-03");
        Settlement.Settled settled = shop.loyalty()
                .till()
                .takeBack(UnknownReturn.of(shop.aKey(), anna, Shop.euro("3.00")))
                .orThrow();
        assertThat(settled.reversed()).isEqualTo(Points.of(3));
        assertThat(settled.beside().get(0).reversed()).isEqualTo(Points.NONE);
        assertThat(stamps(shop, anna)).isEqualTo(4);
        assertSound(shop);
    }

    @Test
    void two_tills_of_two_purses_do_not_wait_for_each_other_for_ever() {
        Shop shop = stamping();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        Loyalty[] tills = {shop.loyalty(), stampsOf(shop)};
        List<List<Purchase>> bought = new ArrayList<>();
        for (int till = 0; till < 2; till++) {
            List<Purchase> own = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                own.add(coffees(shop, (i + till) % 2 == 0 ? anna : ben, 1));
            }
            bought.add(own);
        }
        Together.run(2, till -> () -> {
            for (Purchase purchase : bought.get(till)) {
                untilNotBusy(() -> tills[till].till().record(purchase).orThrow());
                untilNotBusy(() -> tills[1 - till]
                        .rewards()
                        .redeem(Redemption.of(purchase.key(), purchase.customer(), Points.of(1))));
            }
            return true;
        });
        assertThat(shop.available(anna) + shop.available(ben)).isEqualTo(50);
        assertThat(stamps(shop, anna) + stamps(shop, ben)).isEqualTo(10);
        assertSound(shop);
    }

    @Test
    void opening_balances_and_trials_are_those_of_a_purse() {
        Shop shop = stamping();
        CustomerId anna = shop.aCustomer("Anna");
        var report = stampsOf(shop)
                .openingBalances()
                .load(List.of(OpeningBalance.of("old cards", anna, Points.of(7), Shop.OPENING, null))
                        .iterator());
        assertThat(report.points()).isEqualTo(7);
        assertThat(stamps(shop, anna)).isEqualTo(7);
        assertThat(shop.available(anna)).isZero();
        sells(shop, coffees(shop, anna, 2));
        LoyaltyProgram generous = stamps().withoutRules().with(EarningRule.perItem("any", 3));
        ProgramTrial trial = stampsOf(shop).programs().tryOut(generous, Shop.OPENING);
        assertThat(trial.difference()).isEqualTo(4);
        assertThatThrownBy(() -> shop.loyalty().programs().tryOut(generous, Shop.OPENING))
                .isInstanceOf(InvalidRequestException.class);
        assertSound(shop);
    }

    /** A point is a cent, a star is 50 cents and used first. */
    private Shop paying() {
        Shop shop =
                Shop.over(store(), program -> program.with(SpendingRules.none().withValue(Ratio.of(1, 100))));
        shop.loyalty()
                .programs()
                .publish(stamps().with(new Purse("stars", "stars", 0))
                        .with(SpendingRules.none()
                                .withValue(Ratio.of(1, 2))
                                .withMost(Points.of(5))
                                .withPriority(-1)));
        shop.loyalty().programs().publish(stamps());
        return shop;
    }

    private static Loyalty starsOf(Shop shop) {
        return shop.loyalty().purse("stars");
    }

    private static long stars(Shop shop, CustomerId customer) {
        return starsOf(shop).accounts().balance(customer).available().minor();
    }

    @Test
    void an_amount_is_paid_with_points_of_several_purses_by_their_priority() {
        Shop shop = paying();
        CustomerId anna = shop.aCustomer("Anna");
        sells(shop, coffees(shop, anna, 40));
        PointsPayment payment = PointsPayment.of(shop.aKey(), anna, Shop.euro("3.75"));
        PointsPayment.Paid quoted = shop.loyalty().rewards().quote(payment);
        assertThat(shop.available(anna)).isEqualTo(120);
        PointsPayment.Paid paid = shop.loyalty().rewards().pay(payment);

        assertThat(paid.parts())
                .extracting(part -> part.account().purse(), Settlement.Settled::redeemed)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("stars", Points.of(5)),
                        org.assertj.core.groups.Tuple.tuple("points", Points.of(120)));
        Settlement.Use first = paid.parts().get(0).used().orElseThrow();
        assertThat(first.asked()).isEqualTo(Points.of(7));
        assertThat(first.cuts()).extracting(Settlement.Cut::why).containsExactly(Refusal.ABOVE_MAXIMUM);
        assertThat(first.worth()).contains(Shop.euro("2.50"));
        assertThat(paid.paid()).isEqualTo(Shop.euro("3.70"));
        assertThat(paid.left()).isEqualTo(Shop.euro("0.05"));
        assertThat(paid.none()).isEmpty();
        assertThat(quoted.left()).isEqualTo(paid.left());
        assertThat(quoted.parts().get(1).result()).isEqualTo(paid.parts().get(1).result());
        assertThat(stamps(shop, anna)).isEqualTo(40);
        assertThat(stars(shop, anna)).isEqualTo(35);

        PointsPayment.Paid again = stampsOf(shop).rewards().pay(payment);
        assertThat(again.replayed()).isTrue();
        assertThat(paid.replayed()).isFalse();
        assertThat(again.left()).isEqualTo(paid.left());
        assertThat(again.parts())
                .extracting(Settlement.Settled::used)
                .containsExactlyElementsOf(
                        paid.parts().stream().map(Settlement.Settled::used).toList());
        for (PointsPayment other : List.of(
                PointsPayment.of(payment.key(), anna, Shop.euro("3.74")),
                PointsPayment.of(payment.key(), shop.aCustomer("Ben"), payment.amount()))) {
            assertThatThrownBy(() -> shop.loyalty().rewards().pay(other)).isInstanceOf(KeyReusedException.class);
        }
        assertThatThrownBy(() -> shop.loyalty().rewards().redeem(Redemption.upTo(payment.key(), anna, Points.of(125))))
                .isInstanceOf(KeyReusedException.class);
        CommandKey used = shop.aKey();
        starsOf(shop).rewards().redeem(Redemption.of(used, anna, Points.of(1))).orThrow();
        assertThatThrownBy(() -> shop.loyalty().rewards().pay(PointsPayment.of(used, anna, Shop.euro("0.50"))))
                .isInstanceOf(KeyReusedException.class);
        assertSound(shop);
    }

    @Test
    void a_purchase_is_paid_with_several_purses_and_each_gets_its_share_back() {
        Shop shop = paying();
        CustomerId anna = shop.aCustomer("Anna");
        sells(shop, coffees(shop, anna, 40));
        PointsPayment payment = PointsPayment.of(shop.aKey(), anna, Shop.euro("2.90"));
        assertThat(shop.loyalty().rewards().pay(payment).left()).isEqualTo(Shop.euro("0.00"));
        assertThat(shop.available(anna)).isEqualTo(80);
        Purchase purchase = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("1.45")))
                .line(PurchaseLine.goods("2", Shop.euro("1.45")))
                .tender(Tender.points(Shop.euro("2.90"), payment.key()))
                .build();
        assertThat(sells(shop, purchase).beside()).hasSize(2);

        Settlement.Settled half = shop.loyalty()
                .till()
                .giveBack(Return.of(shop.aKey(), anna, purchase.key(), "1", BigDecimal.ONE))
                .orThrow();
        assertThat(half.restored()).isEqualTo(Points.of(20));
        long half5 = half.beside().get(0).restored().minor();
        assertThat(half5).isBetween(2L, 3L);
        Settlement.Settled rest = shop.loyalty()
                .till()
                .giveBack(Return.of(shop.aKey(), anna, purchase.key(), "2", BigDecimal.ONE))
                .orThrow();
        assertThat(rest.restored()).isEqualTo(Points.of(20));
        assertThat(rest.beside().get(0).restored().minor() + half5).isEqualTo(5);
        assertThat(stars(shop, anna)).isEqualTo(40);
        assertSound(shop);
    }

    @Test
    void a_payment_is_undone_in_each_purse_and_nothing_is_written_where_none_can_pay() {
        Shop shop = paying();
        CustomerId anna = shop.aCustomer("Anna");
        PointsPayment poor = PointsPayment.of(shop.aKey(), anna, Shop.euro("2.00"));
        PointsPayment.Paid nothing = shop.loyalty().rewards().pay(poor);
        assertThat(nothing.parts()).isEmpty();
        assertThat(nothing.none())
                .extracting(Settlement.Refused::why)
                .containsExactly(Refusal.TOO_FEW_POINTS, Refusal.TOO_FEW_POINTS);
        assertThat(nothing.left()).isEqualTo(Shop.euro("2.00"));
        sells(shop, coffees(shop, anna, 2));
        PointsPayment.Paid paid = shop.loyalty().rewards().pay(poor);
        assertThat(paid.paid()).isEqualTo(Shop.euro("1.06"));
        for (Loyalty purse : List.of(shop.loyalty(), starsOf(shop))) {
            purse.rewards().undo(Undo.ofAll(shop.aKey(), anna, poor.key())).orThrow();
        }
        assertThat(shop.available(anna)).isEqualTo(6);
        assertThat(stars(shop, anna)).isEqualTo(2);
        assertThatThrownBy(() ->
                        shop.loyalty().rewards().pay(PointsPayment.of(shop.aKey(), anna, Money.of("1.00", "USD"))))
                .isInstanceOf(InvalidRequestException.class);
        assertSound(shop);
    }

    @Test
    void what_fails_in_a_transaction_leaves_nothing_in_any_purse() {
        Shop shop = stamping();
        CustomerId anna = shop.aCustomer("Anna");
        assertThatThrownBy(() -> shop.loyalty().inTransaction(inside -> {
                    inside.till().record(coffees(shop, anna, 2)).orThrow();
                    assertThat(inside.purse("stamps").accounts().balance(anna).available())
                            .isEqualTo(Points.of(2));
                    inside.purse("stamps")
                            .rewards()
                            .redeem(Redemption.of(shop.aKey(), anna, Points.of(1)))
                            .orThrow();
                    throw new IllegalStateException("the host changed its mind");
                }))
                .hasMessage("the host changed its mind");
        assertThat(stamps(shop, anna)).isZero();
        assertThat(stampsOf(shop).accounts().statement(anna, 10).items()).isEmpty();
        sells(shop, coffees(shop, anna, 2));
        assertThat(stamps(shop, anna)).isEqualTo(2);
        assertSound(shop);
    }
}
