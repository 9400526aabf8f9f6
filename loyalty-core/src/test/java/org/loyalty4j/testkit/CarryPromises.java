package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;

/** What the library promises over every store about fractions of points that are carried on. */
abstract class CarryPromises extends ActivityPromises {

    private static LoyaltyProgram thirds(LoyaltyProgram plain) {
        return plain.withoutRules()
                .with(EarningRule.perAmount("third", Ratio.of(1, 3), Shop.euro("1.00")))
                .carryingFractions();
    }

    private static Counter.Key key(String code) {
        return new Counter.Key(code, Counter.Period.LIFETIME, Counter.ALWAYS);
    }

    private Map<Counter.Key, Long> counted(CustomerId customer) {
        return list(reader -> reader.counters().counters(new AccountId(customer, "points"))).stream()
                .collect(java.util.stream.Collectors.toMap(Counter::key, Counter::amount));
    }

    @Test
    void what_rounding_cuts_off_is_added_to_the_next_purchase_and_goes_back_with_what_comes_back() {
        Shop shop = Shop.over(store(), CarryPromises::thirds);
        CustomerId anna = shop.aCustomer("Anna");
        Purchase first = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("4.00")).quantity(4))
                .line(PurchaseLine.goods("2", Shop.euro("1.00")))
                .build();

        Settlement.Settled one = shop.loyalty().till().record(first).orThrow();
        assertThat(one.earned()).isEqualTo(Points.of(1));
        assertThat(one.result().fractions()).isEqualTo(Map.of("1", Ratio.of(1, 3), "2", Ratio.of(1, 3)));
        assertThat(counted(anna)).isEqualTo(Map.of(key("carry"), 2L, key("carry/of"), 3L));

        Purchase second = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("1.00")))
                .build();
        Settlement.Settled quoted = shop.loyalty().till().quote(second).orThrow();
        Settlement.Settled two = shop.loyalty().till().record(second).orThrow();
        assertThat(two.earned()).isEqualTo(Points.of(1));
        assertThat(quoted.result()).isEqualTo(two.result());
        assertThat(two.result().fractions()).isEqualTo(Map.of("1", Ratio.of(-2, 3)));
        assertThat(counted(anna).get(key("carry"))).isZero();

        shop.loyalty()
                .till()
                .giveBack(Return.of(shop.aKey(), anna, first.key(), "1", BigDecimal.ONE))
                .orThrow();
        assertThat(counted(anna)).containsEntry(key("carry/owed"), 1L).containsEntry(key("carry/of"), 3L);
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, first.key()))
                .orThrow();
        assertThat(shop.available(anna)).isEqualTo(1);
        assertThat(counted(anna)).containsEntry(key("carry/owed"), 2L).containsEntry(key("carry/of"), 3L);
        assertThat(shop.loyalty().till().record(second).orThrow().result()).isEqualTo(two.result());
        assertThat(shop.loyalty().till().record(first).orThrow().result()).isEqualTo(one.result());
        Purchase third = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("5.00")))
                .build();
        assertThat(shop.loyalty().till().record(third).orThrow().earned()).isEqualTo(Points.of(1));
        assertThat(counted(anna)).isEqualTo(Map.of(key("carry"), 0L, key("carry/owed"), 0L, key("carry/of"), 0L));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
        assertThat(shop.available(anna)).isEqualTo(2);
    }
}
