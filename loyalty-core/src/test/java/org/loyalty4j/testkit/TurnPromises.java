package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.Turn;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;

/** What the library promises over every store about rules for every n-th purchase. */
abstract class TurnPromises extends PersonalPromises {

    private static LoyaltyProgram stamps(LoyaltyProgram plain) {
        return plain.with(EarningRule.perPurchase("third", 50).at(Turn.every(3)))
                .with(EarningRule.perPurchase("welcome", 7).at(Turn.first().within(Counter.Period.MONTH)));
    }

    private static Purchase of(Shop shop, CustomerId customer) {
        return shop.aPurchase(customer)
                .line(PurchaseLine.goods("1", Shop.euro("10.00")))
                .build();
    }

    @Test
    void every_third_purchase_earns_more_a_repeat_tells_the_same_and_what_comes_back_counts_no_more() {
        Shop shop = Shop.over(store(), TurnPromises::stamps);
        CustomerId anna = shop.aCustomer("Anna");
        List<Purchase> bought = new ArrayList<>();
        List<Long> earned = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Purchase purchase = of(shop, anna);
            Settlement.Settled quoted = shop.loyalty().till().quote(purchase).orThrow();
            Settlement.Settled settled = shop.loyalty().till().record(purchase).orThrow();
            assertThat(quoted.result()).isEqualTo(settled.result());
            bought.add(purchase);
            earned.add(settled.earned().minor());
        }

        Settlement.Settled third = shop.loyalty().till().record(bought.get(2)).orThrow();
        assertThat(earned).containsExactly(17L, 10L, 60L, 10L);
        assertThat(third.replayed()).isTrue();
        assertThat(third.earned()).isEqualTo(Points.of(60));
        assertThat(third.result().turns()).isEqualTo(Map.of("third", 3L));
        assertThat(shop.loyalty().accounts().explain(anna, 1).turns()).isEqualTo(Map.of("welcome", 1L));
        assertThat(shop.loyalty().accounts().explain(anna, 4).turns()).isEmpty();

        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, bought.get(1).key()))
                .orThrow();
        assertThat(shop.loyalty()
                        .till()
                        .record(of(shop, anna))
                        .orThrow()
                        .result()
                        .turns())
                .isEmpty();
        shop.loyalty()
                .till()
                .voidPurchase(PurchaseVoid.of(shop.aKey(), anna, bought.get(2).key()))
                .orThrow();
        assertThat(shop.loyalty()
                        .till()
                        .record(of(shop, anna))
                        .orThrow()
                        .result()
                        .turns())
                .isEqualTo(Map.of("third", 4L));
        assertThat(shop.on("2026-02-03")
                        .loyalty()
                        .till()
                        .record(of(shop, anna))
                        .orThrow()
                        .result()
                        .turns())
                .isEqualTo(Map.of("welcome", 1L));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
        AccountId account = new AccountId(anna, "points");
        Counter.Key kept = new Counter.Key("nth:third", Counter.Period.LIFETIME, Counter.ALWAYS);
        Counter.Key had = new Counter.Key("had:third", Counter.Period.LIFETIME, Counter.ALWAYS);
        assertThat(list(reader -> reader.counters().counters(account, java.util.Set.of(kept, had))))
                .containsExactlyInAnyOrder(new Counter(account, kept, 5), new Counter(account, had, 1));
    }

    @Test
    void a_late_purchase_is_the_next_one_of_its_own_period_and_nothing_that_was_earned_changes() {
        Shop shop = Shop.over(store(), TurnPromises::stamps);
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-02-03").loyalty().till().record(of(shop, anna)).orThrow();
        Purchase late = Purchase.of(shop.aKey(), anna)
                .line(PurchaseLine.goods("1", Shop.euro("10.00")))
                .happenedAt(Shop.day("2026-01-20"))
                .build();
        Purchase later = Purchase.of(shop.aKey(), anna)
                .line(PurchaseLine.goods("1", Shop.euro("10.00")))
                .happenedAt(Shop.day("2026-01-10"))
                .build();

        List<Map<String, Long>> turns = new ArrayList<>();
        for (Purchase purchase : List.of(late, later, later)) {
            turns.add(shop.loyalty().till().record(purchase).orThrow().result().turns());
        }

        assertThat(turns).containsExactly(Map.of("welcome", 1L), Map.of("third", 3L), Map.of("third", 3L));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }
}
