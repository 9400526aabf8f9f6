package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** What the library promises over every store about what tiers are about beside their multiplier. */
abstract class TierPromises extends ReckonPromises {

    private static TierLadder silverAndGold() {
        return new TierLadder(
                List.of(Tier.of("Green", 0), Tier.of("Silver", 10_000), Tier.of("Gold", 50_000)),
                TierLadder.Metric.SPEND,
                TierLadder.Window.lifetime(),
                null,
                TierLadder.Downgrade.FULL,
                Period.ZERO);
    }

    @Test
    void a_rule_for_some_tiers_gives_to_nobody_else() {
        Shop shop = Shop.over(
                store(),
                program -> program.with(silverAndGold())
                        .with(EarningRule.perPurchase("lounge", 7).forTiers("Gold", "Silver")));
        CustomerId anna = shop.aCustomer("Anna");
        Purchase first = shop.buys(anna, "120.00");
        Purchase second = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("10.00")))
                .build();
        Settlement.Settled quoted = shop.loyalty().till().quote(second).orThrow();
        Settlement.Settled settled = shop.loyalty().till().record(second).orThrow();

        assertThat(quoted.earned()).isEqualTo(Points.of(17));
        assertThat(settled.earned()).isEqualTo(Points.of(17));
        assertThat(shop.loyalty().till().record(first).orThrow().earned()).isEqualTo(Points.of(120));
        assertThat(settled.postings().get(0).attributions())
                .extracting(part -> part.rule())
                .containsExactly("base", "lounge");
        LoyaltyProgram published =
                shop.loyalty().programs().history().versions().get(0);
        assertThat(published.rules().get(1).tiers()).containsExactlyInAnyOrder("Silver", "Gold");
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }
}
