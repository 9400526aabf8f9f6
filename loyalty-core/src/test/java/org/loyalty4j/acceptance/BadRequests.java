package org.loyalty4j.acceptance;

import static org.loyalty4j.testkit.Shop.euro;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Departure;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.PendingChange;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Tender;

/** Bad requests by the names that the list of bad input calls them: points, money, sales and returns. */
final class BadRequests {

    private static final Actor BOSS = new Actor("boss");

    private BadRequests() {}

    private static final Map<String, BadScene.Attempt> ALL = java.util.Collections.unmodifiableMap(make());

    static Map<String, BadScene.Attempt> all() {
        return ALL;
    }

    private static Map<String, BadScene.Attempt> make() {
        Map<String, BadScene.Attempt> all = new LinkedHashMap<>();
        points(all);
        money(all);
        parts(all);
        sales(all);
        sizes(all);
        accounts(all);
        returns(all);
        BadMoves.add(all);
        BadHolds.add(all);
        BadTiers.add(all);
        BadTexts.add(all);
        BadProfiles.add(all);
        BadHistory.add(all);
        BadTimes.add(all);
        BadPrograms.add(all);
        return all;
    }

    /** Stands for a part that a caller without null checks leaves out. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    static <T> T missing() {
        @Nullable T nothing = null;
        return nothing;
    }

    private static Object give(BadScene scene, CustomerId customer, long points) {
        return scene.loyalty().accounts().give(Bonus.of(scene.shop().aKey(), customer, Points.of(points), "gift"));
    }

    private static Object adjust(BadScene scene, long points) {
        return scene.loyalty()
                .accounts()
                .adjust(Adjustment.of(scene.shop().aKey(), scene.anna, Points.of(points), "Geheim", BOSS));
    }

    private static Object redeem(BadScene scene, CustomerId customer, long points) {
        return scene.loyalty().rewards().redeem(Redemption.of(scene.shop().aKey(), customer, Points.of(points)));
    }

    private static void points(Map<String, BadScene.Attempt> all) {
        all.put("give 0 points", scene -> give(scene, scene.anna, 0));
        all.put("give -5 points", scene -> give(scene, scene.anna, -5));
        all.put("redeem 0 points", scene -> redeem(scene, scene.anna, 0));
        all.put("redeem -5 points", scene -> redeem(scene, scene.anna, -5));
        all.put("adjust by 0 points", scene -> adjust(scene, 0));
        all.put("a reward for -5 points", scene -> RewardOption.of("bad", "bad", Points.of(-5)));
        all.put("points of Long.MAX_VALUE", scene -> Points.of(Long.MAX_VALUE));
        all.put("points of Long.MIN_VALUE", scene -> Points.of(Long.MIN_VALUE));
        all.put("give one more than a posting may move", scene -> give(scene, scene.anna, Points.POSTING_MAX + 1));
        all.put("adjust down by more than a posting may move", scene -> adjust(scene, -Points.POSTING_MAX - 1));
        all.put("give one more than an account may hold", scene -> give(scene, scene.rich, 1));
        all.put("redeem 1 of 50 that are pending", scene -> redeem(scene, scene.nothing, 1));
        all.put("confirm 51 of 50 that are pending", scene -> scene.change(scene.confirmation.only(Points.of(51))));
        all.put("confirm 0 points", scene -> scene.change(scene.confirmation.only(Points.NONE)));
        all.put("confirm what was cancelled", scene -> scene.change(scene.tooLate));
        all.put(
                "confirm an unknown bonus",
                scene -> scene.change(
                        PendingChange.confirmBonus(scene.shop().aKey(), scene.anna, CommandKey.of("unknown"))));
        all.put(
                "cancel an unknown sale",
                scene -> scene.change(PendingChange.cancel(scene.shop().aKey(), scene.anna, CommandKey.of("unknown"))));
        all.put(
                "a confirmation without any part",
                scene -> new PendingChange(
                        missing(), missing(), missing(), missing(), missing(), null, null, null, null));
        all.put("redeem 101 of 100", scene -> redeem(scene, scene.anna, 101));
        all.put("adjust down by 101 of 100", scene -> adjust(scene, -101));
        all.put(
                "a checkout that uses 101 of 100",
                scene -> scene.loyalty()
                        .till()
                        .checkout(Checkout.of(scene.sale().build())
                                .redeeming(Redemption.of(scene.shop().aKey(), scene.anna, Points.of(101)))));
        for (String[] reward : new String[][] {
            {"a reward for more than there is", "dear"},
            {"a reward that nobody offers", "moon"},
            {"a reward for a higher tier", "gold"}
        }) {
            all.put(
                    reward[0],
                    scene -> scene.loyalty()
                            .rewards()
                            .redeem(Redemption.ofReward(scene.shop().aKey(), scene.anna, reward[1])));
        }
    }

    private static void money(Map<String, BadScene.Attempt> all) {
        Currency euro = Currency.getInstance("EUR");
        all.put("money 10.005 EUR", scene -> Money.of("10.005", "EUR"));
        all.put("money 1.5 JPY", scene -> Money.of("1.5", "JPY"));
        all.put("money 1E+1000000000", scene -> new Money(new BigDecimal("1E+1000000000"), euro));
        all.put("money 1E-1000000000", scene -> new Money(new BigDecimal("1E-1000000000"), euro));
        all.put("money of the text 1E+1000000000", scene -> Money.of("1E+1000000000", "EUR"));
        all.put("money of 16 digits", scene -> Money.of("1000000000000000", "EUR"));
        all.put("money of no text", scene -> Money.of(BadRequests.<String>missing(), "EUR"));
        all.put("quantity 1E+1000000000", scene -> scene.line().quantity(new BigDecimal("1E+1000000000")));
        all.put("quantity 1E-1000000000", scene -> scene.line().quantity(new BigDecimal("1E-1000000000")));
        all.put("ratio 1E+300000000", scene -> Ratio.of(new BigDecimal("1E+300000000")));
        all.put("ratio 1E-300000000", scene -> Ratio.of(new BigDecimal("1E-300000000")));
        all.put("purse points 1E+300000000", scene -> Purse.POINTS.points(new BigDecimal("1E+300000000")));
        all.put(
                "quote a purchase of -0.00",
                scene -> scene.loyalty()
                        .till()
                        .quote(scene.shop()
                                .aPurchase(scene.anna)
                                .line(PurchaseLine.goods("1", euro("-0.00")))
                                .build()));
        all.put("currency EURO", scene -> Money.of("1.00", "EURO"));
        all.put("currency eur with a blank", scene -> Money.of("1.00", "eur "));
        all.put("currency XXX", scene -> Money.of("1.00", "XXX"));
        all.put("no currency", scene -> Money.of("1.00", BadRequests.<String>missing()));
    }

    private static void parts(Map<String, BadScene.Attempt> all) {
        all.put(
                "a purchase without any part",
                scene -> new Purchase(
                        missing(), missing(), missing(), null, missing(), missing(), missing(), missing(), null, null,
                        null));
        all.put(
                "a line without amounts",
                scene -> new PurchaseLine("1", LineKind.GOODS, null, missing(), missing(), missing(), missing()));
        all.put(
                "a return without any part",
                scene -> new Return(missing(), missing(), missing(), missing(), null, null, null, null));
        all.put(
                "a bonus without any part",
                scene -> new Bonus(missing(), missing(), missing(), missing(), null, null, null, null, null, null));
        all.put(
                "a redemption without any part",
                scene -> new Redemption(missing(), missing(), null, null, null, null, null));
        all.put(
                "a redemption of points and a reward",
                scene -> new Redemption(scene.shop().aKey(), scene.anna, Points.of(1), "gold", null, null, null));
        all.put(
                "at most so many points that a till has used already",
                scene -> Redemption.upTo(scene.shop().aKey(), scene.anna, Points.of(1))
                        .whileOffline());
        all.put(
                "lines that hold nothing at the fourth place",
                scene -> scene.purchase(withNothingAt(3, scene.line()), List.of(), euro("10.00")));
        all.put(
                "tenders that hold nothing",
                scene -> scene.purchase(
                        List.of(scene.line()),
                        withNothingAt(0, Tender.of(Tender.Kind.CASH, euro("1.00"))),
                        euro("10.00")));
        all.put(
                "items that hold nothing",
                scene -> new Return(
                        scene.shop().aKey(),
                        scene.anna,
                        scene.sold.key(),
                        withNothingAt(1, new Return.Item("1", BigDecimal.ONE)),
                        null,
                        null,
                        null,
                        null));
        all.put(
                "an adjustment without a reason",
                scene -> Adjustment.of(scene.shop().aKey(), scene.anna, Points.of(1), " ", BOSS));
        all.put(
                "an adjustment without a reason and an actor",
                scene -> Adjustment.of(scene.shop().aKey(), scene.anna, Points.of(1), "", missing()));
    }

    private static <T> List<T> withNothingAt(int place, T other) {
        List<T> list = new ArrayList<>();
        for (int i = 0; i < place; i++) {
            list.add(other);
        }
        list.add(missing());
        return list;
    }

    private static void sales(Map<String, BadScene.Attempt> all) {
        Money dollars = Money.of("10.00", "USD");
        all.put("a purchase in USD", scene -> scene.loyalty().till().record(Purchase.of("usd", scene.anna, dollars)));
        all.put(
                "a line in USD among lines in EUR",
                scene -> scene.purchase(
                        List.of(scene.line(), PurchaseLine.goods("2", dollars)), List.of(), euro("20.00")));
        all.put(
                "a total that the lines do not come to",
                scene -> scene.purchase(List.of(PurchaseLine.goods("1", euro("99.90"))), List.of(), euro("100.00")));
        all.put("a line of quantity -1", scene -> scene.line().quantity(-1));
        all.put("a line of quantity 0", scene -> scene.line().quantity(0));
        all.put("a return of quantity 0", scene -> new Return.Item("1", BigDecimal.ZERO));
        all.put("a quantity of 7 decimals", scene -> scene.line().quantity(new BigDecimal("0.1234567")));
        all.put("a purchase of no lines", scene -> scene.purchase(List.of(), List.of(), euro("0.00")));
        all.put(
                "two lines of one id",
                scene -> scene.purchase(
                        List.of(PurchaseLine.goods("7", euro("1.00")), PurchaseLine.goods("7", euro("1.00"))),
                        List.of(),
                        euro("2.00")));
        all.put("two of twelve lines of one id", scene -> {
            List<PurchaseLine> lines = lines(11);
            lines.add(PurchaseLine.goods("7", euro("1.00")));
            return scene.purchase(lines, List.of(), euro("12.00"));
        });
        all.put(
                "two items of one line",
                scene -> Return.of(scene.shop().aKey(), scene.anna, scene.sold.key(), "1", BigDecimal.ONE)
                        .and("1", BigDecimal.ONE));
        all.put("a discount larger than its line", scene -> scene.line().discount(euro("10.01")));
        all.put(
                "a line of three amounts below zero",
                scene -> new PurchaseLine(
                        "1", LineKind.GOODS, null, BigDecimal.ONE, euro("-1.00"), euro("-1.00"), euro("-1.00")));
    }

    private static List<PurchaseLine> lines(int count) {
        List<PurchaseLine> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(PurchaseLine.goods(Integer.toString(i), euro("1.00")));
        }
        return lines;
    }

    private static void sizes(Map<String, BadScene.Attempt> all) {
        all.put(
                "a purchase of 100,001 lines",
                scene -> scene.purchase(
                        java.util.Collections.nCopies(100_001, scene.line()), List.of(), euro("100001.00")));
        all.put(
                "a return of 10,001 items",
                scene -> new Return(
                        scene.shop().aKey(),
                        scene.anna,
                        scene.sold.key(),
                        IntStream.range(0, 10_001)
                                .mapToObj(i -> new Return.Item("i" + i, BigDecimal.ONE))
                                .toList(),
                        null,
                        null,
                        null,
                        null));
        all.put(
                "a purchase of 101 tenders",
                scene -> scene.purchase(
                        List.of(scene.line()),
                        java.util.Collections.nCopies(101, Tender.of(Tender.Kind.CASH, euro("0.01"))),
                        euro("10.00")));
        all.put(
                "513 purchases all or nothing",
                scene -> scene.loyalty()
                        .till()
                        .recordAllOrNothing(IntStream.range(0, 513)
                                .mapToObj(i -> Purchase.of("p" + i, scene.anna, euro("1.00")))
                                .toList()));
    }

    private static void accounts(Map<String, BadScene.Attempt> all) {
        all.put("a sale to an unknown customer", scene -> record(scene, scene.nobody));
        all.put(
                "the balance of an unknown customer",
                scene -> scene.loyalty().accounts().balance(scene.nobody));
        all.put(
                "the statement of an unknown customer",
                scene -> scene.loyalty().accounts().statement(scene.nobody, 10));
        all.put(
                "the standing of an unknown customer",
                scene -> scene.loyalty().accounts().standing(scene.nobody));
        all.put(
                "the end of an unknown membership",
                scene -> scene.loyalty()
                        .customers()
                        .leave(Departure.of(scene.shop().aKey(), scene.nobody)));
        all.put(
                "the balance of a customer of another store",
                scene -> scene.loyalty()
                        .accounts()
                        .balance(new CustomerId(new java.util.UUID(0x7000L, 0x8000_0000_0000_ffffL))));
        all.put("a sale on a closed account", scene -> record(scene, scene.closed));
        all.put("a bonus on a closed account", scene -> give(scene, scene.closed, 1));
        all.put("a redemption on a closed account", scene -> redeem(scene, scene.closed, 1));
        all.put("opening a closed account", scene -> change(scene, scene.closed, Status.OPEN));
        all.put("a redemption on a frozen account", scene -> redeem(scene, scene.frozen, 1));
        all.put("closing an account with points", scene -> change(scene, scene.anna, Status.CLOSED));
        all.put("a sale to a customer who has left", scene -> record(scene, scene.gone));
    }

    private static Object record(BadScene scene, CustomerId customer) {
        return scene.loyalty().till().record(scene.sale(customer).build());
    }

    private static Object change(BadScene scene, CustomerId customer, Status status) {
        return scene.loyalty()
                .accounts()
                .change(new StatusChange(scene.shop().aKey(), customer, status, "Geheim", BOSS));
    }

    private static Object giveBack(BadScene scene, CommandKey purchase, String line, String quantity) {
        return scene.loyalty()
                .till()
                .giveBack(Return.of(scene.shop().aKey(), scene.anna, purchase, line, new BigDecimal(quantity)));
    }

    private static void returns(Map<String, BadScene.Attempt> all) {
        all.put("a return of 3 of 2", scene -> giveBack(scene, scene.sold.key(), "1", "3"));
        all.put("a return of an unknown sale", scene -> giveBack(scene, CommandKey.of("unknown"), "1", "1"));
        all.put("a return of an unknown line", scene -> giveBack(scene, scene.sold.key(), "9", "1"));
        all.put("a return of another customer's sale", scene -> giveBack(scene, scene.soldToBerta.key(), "1", "1"));
        all.put(
                "a tender of an unknown redemption",
                scene -> scene.loyalty()
                        .till()
                        .record(scene.sale()
                                .tender(Tender.points(euro("1.00"), CommandKey.of("unknown")))
                                .build()));
        all.put(
                "a tender of points without a redemption",
                scene -> scene.loyalty()
                        .till()
                        .record(scene.sale()
                                .tender(Tender.of(Tender.Kind.POINTS, euro("1.00")))
                                .build()));
        all.put(
                "a tender in USD for lines in EUR",
                scene -> scene.sale()
                        .tender(Tender.of(Tender.Kind.CASH, Money.of("1.00", "USD")))
                        .build());
    }
}
