package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.euro;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierPolicy;
import org.loyalty4j.tier.TierProgress;

/**
 * Tiers that are reckoned anew by a version of the program, at random: afterwards all is, and goes on, as in a shop that had
 * that version from its first day.
 */
class ReckonTiersTest {

    private static final TierLadder.Window.Kind[] WINDOWS = {
        TierLadder.Window.Kind.CALENDAR_MONTH,
        TierLadder.Window.Kind.CALENDAR_QUARTER,
        TierLadder.Window.Kind.CALENDAR_YEAR,
        TierLadder.Window.Kind.MEMBERSHIP_YEAR,
        TierLadder.Window.Kind.LIFETIME
    };

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    private static <T> T one(Random random, T[] some) {
        return some[random.nextInt(some.length)];
    }

    private static TierLadder ladder(Random random, TierPolicy.Returns returns) {
        TierLadder.Window window = random.nextInt(4) == 0
                ? TierLadder.Window.rolling(Period.ofDays(20 + random.nextInt(100)))
                : TierLadder.Window.of(one(random, WINDOWS));
        boolean mayWait = window.kind() != TierLadder.Window.Kind.LIFETIME
                && window.kind() != TierLadder.Window.Kind.ROLLING
                && random.nextInt(3) == 0;
        List<Tier> tiers = new ArrayList<>(List.of(Tier.of("Green", 0)));
        long from = 0;
        for (String code : List.of("Silver", "Gold", "Black")) {
            from += 5_000 + random.nextInt(20_000);
            if (random.nextInt(5) > 0) {
                tiers.add(Tier.of(code, from));
            }
        }
        boolean lasts = random.nextInt(4) == 0;
        return new TierLadder(
                tiers,
                TierLadder.Metric.SPEND,
                window,
                lasts ? null : PeriodEnd.startOfDay(Period.ofDays(10 + random.nextInt(60))),
                one(random, TierLadder.Downgrade.values()),
                lasts ? Period.ZERO : Period.ofDays(random.nextInt(10)),
                TierPolicy.USUAL
                        .returning(returns)
                        .beginning(mayWait ? TierPolicy.Upgrade.NEXT_PERIOD : TierPolicy.Upgrade.NOW));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void tiers_reckoned_anew_are_those_of_a_shop_that_always_had_the_version(long seed) {
        Random random = new Random(seed);
        TierPolicy.Returns before = one(random, TierPolicy.Returns.values());
        TierLadder old = ladder(random, before);
        TierLadder now = ladder(random, TierPolicy.Returns.RECOMPUTE);
        Side changed = new Side(Shop.open(program -> program.with(old)));
        Side always = new Side(Shop.open(program -> program.with(now)));
        List<Side> both = List.of(changed, always);
        Instant day = Shop.OPENING.plus(30, ChronoUnit.DAYS);
        int change = random.nextInt(25);
        for (int step = 0; step < 40; step++) {
            day = day.plus(random.nextInt(12 * 24), ChronoUnit.HOURS);
            Instant at = day;
            both.forEach(side -> side.shop.clock().set(at));
            if (step == change) {
                changed.shop
                        .loyalty()
                        .programs()
                        .publish(changed.shop
                                .loyalty()
                                .programs()
                                .history()
                                .atOrFirst(at)
                                .nextVersion(at)
                                .with(now));
                Programs.Reckoned came = changed.shop.loyalty().programs().reckonTiers(progress -> true);
                assertThat(came.finished()).isTrue();
            }
            long act = random.nextLong();
            both.forEach(side -> side.act(new Random(act)));
            assertThat(changed.shop.loyalty().audit().findings())
                    .as("step " + step)
                    .isEmpty();
            if (step >= change) {
                assertThat(changed.place()).as("step " + step).isEqualTo(always.place());
            }
        }
        both.forEach(side -> side.shop.clock().advance(Duration.ofDays(45)));
        assertThat(changed.place()).isEqualTo(always.place());
        assertThat(changed.shop
                        .loyalty()
                        .programs()
                        .reckonTiers(progress -> true)
                        .moved())
                .isZero();
    }

    /** One of two shops in which the same happens. */
    private static final class Side {

        private final Shop shop;
        private final CustomerId anna;
        private final List<Purchase> kept = new ArrayList<>();

        Side(Shop shop) {
            this.shop = shop;
            this.anna = shop.aCustomer("Anna");
        }

        void act(Random random) {
            if (random.nextInt(4) == 0 && !kept.isEmpty()) {
                CommandKey purchase = kept.get(random.nextInt(kept.size())).key();
                boolean all = random.nextBoolean();
                Return goods = all
                        ? Return.ofAll(shop.aKey(), anna, purchase)
                        : Return.of(shop.aKey(), anna, purchase, "1", new BigDecimal("0.4"));
                shop.loyalty().till().giveBack(goods);
                return;
            }
            Purchase.Draft draft =
                    shop.aPurchase(anna).line(PurchaseLine.goods("1", euro(random.nextInt(250) + ".00")));
            if (random.nextInt(3) == 0) {
                draft.happenedAt(shop.clock().instant().minus(random.nextInt(25 * 24), ChronoUnit.HOURS));
            }
            Purchase purchase = draft.build();
            shop.loyalty().till().record(purchase).orThrow();
            kept.add(purchase);
        }

        List<Object> place() {
            TierProgress progress = shop.loyalty().accounts().standing(anna);
            LocalDate since = progress.tier().equals("Green")
                    ? LocalDate.EPOCH
                    : LocalDate.ofInstant(progress.since(), ZoneOffset.UTC);
            return List.of(
                    progress.tier(),
                    since,
                    progress.lastDay(),
                    progress.inGrace(),
                    progress.counted(),
                    progress.missingToNext(),
                    progress.missingToRetain(),
                    progress.upcoming());
        }
    }
}
