package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.QualifyingMetric;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** What a till prints. */
class ReceiptTextTest {

    private static final Locale RUSSIAN = Locale.forLanguageTag("ru-RU");

    private static Shop aShopWithTiers() {
        return Shop.open(program -> program.expiring(PeriodEnd.endOfMonth(Period.ofMonths(11)))
                .with(new TierLadder(
                        List.of(Tier.of("Green", 0), Tier.of("Gold", 1_000_000)),
                        TierLadder.Metric.SPEND,
                        TierLadder.Window.lifetime(),
                        null,
                        TierLadder.Downgrade.NONE,
                        Period.ZERO)));
    }

    private static Settlement.Settled sells(Shop shop, CustomerId customer, String amount) {
        Purchase purchase = shop.aPurchase(customer)
                .line(PurchaseLine.goods("1", Shop.euro(amount)))
                .build();
        return shop.loyalty().till().record(purchase).orThrow();
    }

    @Test
    void what_is_missing_of_a_metric_that_customers_have_no_word_for_is_not_printed() {
        Shop shop = Shop.open(program -> program.counting(QualifyingMetric.spend("goods_a", LineFilter.goods()))
                .with(new TierLadder(
                        List.of(Tier.of("Green", 0), Tier.of("Gold", 1_000_000)),
                        TierLadder.Metric.own("goods_a"),
                        TierLadder.Window.lifetime(),
                        null,
                        TierLadder.Downgrade.NONE,
                        Period.ZERO)));
        ReceiptText receipt = shop.loyalty().accounts().receipt(sells(shop, shop.aCustomer("Anna"), "12.50"));

        assertThat(receipt.lines(Locale.ENGLISH))
                .containsExactly("Earned: 12 points", "Balance: 12 points", "Tier: Green");
    }

    @Test
    void a_purchase_prints_what_was_earned_what_is_there_and_what_comes_next() {
        Shop shop = aShopWithTiers();
        CustomerId anna = shop.aCustomer("Anna");
        ReceiptText receipt = shop.loyalty().accounts().receipt(sells(shop, anna, "1234.50"));

        assertThat(receipt.lines(Locale.ENGLISH))
                .containsExactly(
                        "Earned: 1,234 points",
                        "Balance: 1,234 points",
                        "Usable until 31 Dec 2026: 1,234 points",
                        "Tier: Green",
                        "To Gold: EUR 8,765.50");
        assertThat(receipt.lines(RUSSIAN))
                .containsExactly(
                        "Начислено: 1\u00a0234 балла",
                        "Баланс: 1\u00a0234 балла",
                        "Действуют по 31.12.2026: 1\u00a0234 балла",
                        "Уровень: Green",
                        "До уровня Gold: 8\u00a0765,50\u00a0EUR");
        assertThat(receipt.lines(Locale.FRENCH)).isEqualTo(receipt.lines(Locale.ENGLISH));
    }

    @Test
    void a_return_prints_what_went_back_and_nothing_that_did_not_move() {
        Shop shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "21.00");
        Settlement.Settled back = shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, purchase.key()))
                .orThrow();

        ReceiptText receipt = shop.loyalty().accounts().receipt(back);

        assertThat(receipt.lines(Locale.ENGLISH)).containsExactly("Taken back: 21 points", "Balance: 0 points");
        assertThat(receipt.lines(RUSSIAN)).containsExactly("Отменено: 21 балл", "Баланс: 0 баллов");
    }

    @Test
    void only_the_points_of_the_soonest_last_day_are_printed() {
        Shop shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 5, "2026-01-03");
        shop.gives(anna, 7, "2026-03-01");
        shop.gives(anna, 4, "2026-03-01");
        shop.gives(anna, 9, "2026-04-01");
        shop.on("2026-01-03");

        ReceiptText receipt = shop.loyalty().accounts().receipt(sells(shop, anna, "1.00"));

        assertThat(receipt.lines(Locale.ENGLISH))
                .containsExactly("Earned: 1 point", "Balance: 21 points", "Usable until 28 Feb 2026: 11 points");
        assertThat(receipt.expiry()).map(ReceiptText.Expiry::points).contains(Points.of(11));
    }

    @Test
    void russian_words_take_the_form_of_their_number() {
        assertThat(List.of(1, 2, 4, 5, 11, 12, 14, 20, 21, 22, 25, 101, 111, 112, 1001))
                .extracting(number -> Words.RUSSIAN.points(java.math.BigDecimal.valueOf(number)))
                .containsExactly(
                        "балл", "балла", "балла", "баллов", "баллов", "баллов", "баллов", "баллов", "балл", "балла",
                        "баллов", "балл", "баллов", "баллов", "балл");
        assertThat(Words.RUSSIAN.purchases(3)).isEqualTo("покупки");
    }

    @Test
    void decimals_and_a_unit_of_its_own_are_printed_as_they_are() {
        Shop decimals = Shop.open(program -> program.with(new Purse("points", "points", 2)));
        CustomerId anna = decimals.aCustomer("Anna");
        Settlement.Settled gift = decimals.loyalty()
                .accounts()
                .give(Bonus.of(decimals.aKey(), anna, Points.of(150), "gift"))
                .orThrow();
        assertThat(decimals.loyalty().accounts().receipt(gift).lines(RUSSIAN))
                .containsExactly("Начислено: 1,50 балла", "Баланс: 1,50 балла");

        Shop stars = Shop.open(program -> program.with(new Purse("stars", "stars", 0)));
        CustomerId ben = stars.aCustomer("Ben");
        ReceiptText receipt = stars.loyalty().accounts().receipt(sells(stars, ben, "2.00"));
        assertThat(receipt.lines(RUSSIAN)).containsExactly("Начислено: 2 stars", "Баланс: 2 stars");
    }

    @Test
    void the_machines_locale_and_zone_change_nothing() {
        Shop shop = aShopWithTiers();
        CustomerId anna = shop.aCustomer("Anna");
        ReceiptText receipt = shop.loyalty().accounts().receipt(sells(shop, anna, "1234.50"));
        List<String> lines = receipt.lines(Locale.ENGLISH);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String tag : List.of("tr-TR", "ar-EG", "de-DE")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
                assertThat(receipt.lines(Locale.ENGLISH)).isEqualTo(lines);
                assertThat(receipt.lines(RUSSIAN)).contains("Действуют по 31.12.2026: 1\u00a0234 балла");
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }
}
