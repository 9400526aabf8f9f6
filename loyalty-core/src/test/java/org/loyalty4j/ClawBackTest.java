package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.euro;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierPolicy;

/** Buying, returning, exchanging and using points at random: when all has come back, nothing that a tier gave is left. */
class ClawBackTest {

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    private final List<Purchase> kept = new ArrayList<>();
    private long used;

    @ParameterizedTest
    @MethodSource("seeds")
    void nothing_is_left_of_what_tiers_gave_when_all_purchases_have_come_back(long seed) {
        Random random = new Random(seed);
        TierLadder.Window.Kind[] windows = {
            TierLadder.Window.Kind.CALENDAR_MONTH, TierLadder.Window.Kind.CALENDAR_YEAR, TierLadder.Window.Kind.LIFETIME
        };
        TierLadder.Window.Kind window = windows[random.nextInt(windows.length)];
        boolean later = window != TierLadder.Window.Kind.LIFETIME && random.nextBoolean();
        TierPolicy policy = TierPolicy.USUAL
                .returning(TierPolicy.Returns.CLAW_BACK)
                .beginning(later ? TierPolicy.Upgrade.NEXT_PERIOD : TierPolicy.Upgrade.NOW);
        TierLadder ladder = new TierLadder(
                List.of(
                        Tier.of("Green", 0),
                        Tier.of("Silver", 10_000).entering(Points.of(50), Counter.Period.LIFETIME),
                        Tier.of("Gold", 30_000).entering(Points.of(500), Counter.Period.LIFETIME)),
                TierLadder.Metric.SPEND,
                TierLadder.Window.of(window),
                PeriodEnd.startOfDay(Period.ofMonths(1)),
                random.nextBoolean() ? TierLadder.Downgrade.FULL : TierLadder.Downgrade.ONE_STEP,
                Period.ZERO,
                policy);
        Shop shop = Shop.open(program -> program.with(ladder)
                .with(ShortageRules.standard().returning(ShortageRules.Rule.allow(Points.of(1_000_000)))));
        CustomerId anna = shop.aCustomer("Anna");
        Instant day = shop.clock().instant().plus(30, ChronoUnit.DAYS);
        for (int step = 0; step < 30; step++) {
            day = day.plus(random.nextInt(12), ChronoUnit.DAYS);
            shop.clock().set(day);
            act(shop, anna, random);
            assertThat(shop.loyalty().audit().findings()).as("step " + step).isEmpty();
        }
        while (!kept.isEmpty()) {
            giveBack(shop, anna, kept.remove(random.nextInt(kept.size())));
            assertThat(shop.loyalty().audit().findings()).isEmpty();
        }
        assertThat(shop.loyalty().accounts().balance(anna).debt().minor()
                        - shop.loyalty().accounts().balance(anna).available().minor())
                .isEqualTo(used);
        assertThat(shop.loyalty().accounts().standing(anna).tier()).isEqualTo("Green");
    }

    private void act(Shop shop, CustomerId anna, Random random) {
        switch (random.nextInt(6)) {
            case 0, 1, 2 -> buy(shop, anna, random);
            case 3 -> {
                if (!kept.isEmpty()) {
                    giveBack(shop, anna, kept.remove(random.nextInt(kept.size())));
                }
            }
            case 4 -> {
                if (!kept.isEmpty()) {
                    Purchase some = kept.get(random.nextInt(kept.size()));
                    shop.loyalty()
                            .till()
                            .giveBack(Return.of(shop.aKey(), anna, some.key(), "2", new BigDecimal("0.25")));
                }
            }
            default -> {
                long free = shop.available(anna);
                if (free > 0) {
                    long some = 1 + random.nextLong(free);
                    shop.redeems(anna, some);
                    used += some;
                }
            }
        }
    }

    private void buy(Shop shop, CustomerId anna, Random random) {
        Purchase.Draft asked = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro(random.nextInt(200) + ".00")))
                .line(PurchaseLine.goods("2", euro(random.nextInt(200) + ".00")));
        if (random.nextInt(5) == 0) {
            asked.happenedAt(shop.clock().instant().minus(random.nextInt(20), ChronoUnit.DAYS));
        }
        Purchase purchase = asked.build();
        if (!kept.isEmpty() && random.nextInt(4) == 0) {
            Purchase back = kept.remove(random.nextInt(kept.size()));
            Checkout exchange = Checkout.of(purchase).returning(Return.ofAll(shop.aKey(), anna, back.key()));
            shop.loyalty().till().checkout(exchange).orThrow();
        } else {
            shop.loyalty().till().record(purchase).orThrow();
        }
        kept.add(purchase);
    }

    private static void giveBack(Shop shop, CustomerId anna, Purchase purchase) {
        Settlement quoted = shop.loyalty().till().quote(Return.ofAll(shop.aKey(), anna, purchase.key()));
        Settlement.Settled settled = shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, purchase.key()))
                .orThrow();
        assertThat(quoted.orThrow().result().reversed())
                .isEqualTo(settled.result().reversed());
        assertThat(settled.postings().stream()
                        .filter(posting -> posting.kind() == Posting.Kind.REVERSE)
                        .mapToLong(Posting::amount)
                        .sum())
                .isEqualTo(-settled.result().reversed());
    }
}
