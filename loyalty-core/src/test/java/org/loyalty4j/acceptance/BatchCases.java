package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Posting;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierLadder.Downgrade;
import org.loyalty4j.tier.TierLadder.Metric;
import org.loyalty4j.tier.TierLadder.Window;
import org.loyalty4j.tier.TierProgress;

/** Batches: an order that the caller cannot choose changes nothing. */
public abstract class BatchCases extends OverAnyStore {

    private static final LocalDate FIRST = LocalDate.of(2020, 1, 15);

    private static final LocalDate LAST = LocalDate.of(2025, 12, 31);

    private static final List<TierLadder> LADDERS = List.of(
            ladder(Metric.SPEND, Window.rolling(Period.ofMonths(12)), Downgrade.FULL, Period.ZERO),
            ladder(Metric.SPEND, Window.rolling(Period.ofMonths(12)), Downgrade.FULL, Period.ofMonths(1)),
            ladder(Metric.PURCHASES, Window.rolling(Period.ofDays(90)), Downgrade.ONE_STEP, Period.ZERO),
            ladder(Metric.PURCHASES, Window.calendarYear(), Downgrade.FULL, Period.ZERO),
            ladder(Metric.POINTS, Window.lifetime(), Downgrade.NONE, Period.ZERO));

    private static TierLadder ladder(Metric metric, Window window, Downgrade downgrade, Period grace) {
        return TierCases.ladder(metric, window, PeriodEnd.startOfDay(Period.ofMonths(12)), downgrade, grace);
    }

    private static Shop shopOver(LoyaltyStore store, TierLadder ladder) {
        return shopOn(
                store,
                FIRST.toString(),
                "UTC",
                program -> program.with(ladder).expiring(PeriodEnd.endOfMonth(Period.ofMonths(12))));
    }

    private static Purchase purchase(CustomerId customer, String key, String amount, Instant happenedAt) {
        return Purchase.of(CommandKey.of(key), customer)
                .line(PurchaseLine.goods("1", euro(amount)))
                .happenedAt(happenedAt)
                .build();
    }

    /** Makes purchases of two customers over six years, sometimes several a day. */
    private static List<Purchase> purchases(Random random, CustomerId anna, CustomerId berta) {
        List<Purchase> purchases = new ArrayList<>();
        long days = ChronoUnit.DAYS.between(FIRST, LAST);
        for (int i = 0; i < 60; i++) {
            LocalDate date = FIRST.plusDays(random.nextInt((int) days));
            Instant at = day(date.toString()).plusSeconds(random.nextInt(86_400));
            String amount = (10 + random.nextInt(120)) + ".50";
            purchases.add(purchase(random.nextInt(3) == 0 ? berta : anna, "p" + i, amount, at));
        }
        purchases.sort(Comparator.comparing((Purchase one) -> one.happened().orElseThrow())
                .thenComparing(one -> one.key().value()));
        return purchases;
    }

    private record End(List<QualifyingDay> days, List<TierProgress> standings, long available) {}

    private static End end(Shop shop, CustomerId customer) {
        AccountId id = shop.loyalty().accounts().account(customer).id();
        List<QualifyingDay> days =
                shop.store().reading(reader -> reader.standings().days(id, Standing.NO_DAY, TierLadder.NEVER_ENDS));
        List<TierProgress> standings = new ArrayList<>();
        for (LocalDate date = FIRST; !date.isAfter(LAST.plusYears(2)); date = date.plusDays(11)) {
            // A tier that a purchase of another day raised begins with its day, so days are asked when they end.
            Instant end = day(date.plusDays(1).toString()).minusNanos(1000);
            standings.add(shop.loyalty().accounts().standing(customer, end));
        }
        return new End(days, standings, shop.available(customer));
    }

    @Test
    void a_shuffled_batch_of_six_years_ends_as_if_each_purchase_had_been_recorded_in_its_time() {
        for (int ladder = 0; ladder < LADDERS.size(); ladder++) {
            for (long seed = 1; seed <= rounds(8); seed++) {
                batchEndsAsLive(LADDERS.get(ladder), seed, "ladder " + ladder + ", seed " + seed);
            }
        }
    }

    private void batchEndsAsLive(TierLadder ladder, long seed, String what) {
        Shop live = shopOver(emptyStore(), ladder);
        Shop late = shopOver(secondStore(), ladder);
        CustomerId anna = live.aCustomer("Anna");
        CustomerId berta = live.aCustomer("Berta");
        assertThat(late.aCustomer("Anna")).isEqualTo(anna);
        assertThat(late.aCustomer("Berta")).isEqualTo(berta);
        Random random = new Random(seed);
        List<Purchase> purchases = purchases(random, anna, berta);
        for (Purchase purchase : purchases) {
            live.clock().set(purchase.happened().orElseThrow());
            record(live, purchase);
        }
        List<Purchase> shuffled = new ArrayList<>(purchases);
        Collections.shuffle(shuffled, random);
        Instant now = day(LAST.plusDays(1).toString());
        live.clock().set(now);
        late.clock().set(now);

        var outcomes = late.loyalty().till().recordAll(shuffled);

        for (int i = 0; i < shuffled.size(); i++) {
            assertThat(outcomes.get(i).orThrow().settled()).as(what).isTrue();
            assertThat(late.loyalty()
                            .till()
                            .find(shuffled.get(i).key())
                            .orElseThrow()
                            .command()
                            .id())
                    .as(what)
                    .isEqualTo(outcomes.get(i).orThrow().orThrow().command());
        }
        live.loyalty().maintenance().run(now);
        late.loyalty().maintenance().run(now);
        for (CustomerId customer : List.of(anna, berta)) {
            assertThat(end(late, customer)).as(what).isEqualTo(end(live, customer));
            assertThat(sum(late, customer, Posting.Kind.EARN))
                    .as(what)
                    .isEqualTo(sum(live, customer, Posting.Kind.EARN));
            assertThat(sum(late, customer, Posting.Kind.EXPIRE))
                    .as(what)
                    .isEqualTo(sum(live, customer, Posting.Kind.EXPIRE));
        }
    }

    @Test
    void several_batches_in_any_order_end_with_the_same_days_and_standing() {
        for (int ladder = 0; ladder < LADDERS.size(); ladder++) {
            if (!LADDERS.get(ladder).metric().equals(Metric.POINTS)) {
                for (long seed = 1; seed <= rounds(8); seed++) {
                    batchesEndAlike(LADDERS.get(ladder), seed, "ladder " + ladder + ", seed " + seed);
                }
            }
        }
    }

    private void batchesEndAlike(TierLadder ladder, long seed, String what) {
        Shop whole = shopOver(emptyStore(), ladder);
        Shop parts = shopOver(secondStore(), ladder);
        CustomerId anna = whole.aCustomer("Anna");
        CustomerId berta = whole.aCustomer("Berta");
        parts.aCustomer("Anna");
        parts.aCustomer("Berta");
        Random random = new Random(seed);
        List<Purchase> purchases = purchases(random, anna, berta);
        Instant now = day(LAST.plusDays(1).toString());
        whole.clock().set(now);
        parts.clock().set(now);
        whole.loyalty().till().recordAll(purchases);
        Collections.shuffle(purchases, random);
        for (int from = 0; from < purchases.size(); from += 7) {
            parts.loyalty()
                    .till()
                    .recordAll(purchases.subList(from, Math.min(purchases.size(), from + 7)))
                    .forEach(outcome -> outcome.orThrow().orThrow());
        }
        for (CustomerId customer : List.of(anna, berta)) {
            assertThat(spendOf(end(parts, customer).days()))
                    .as(what)
                    .isEqualTo(spendOf(end(whole, customer).days()));
            assertThat(tiersOf(end(parts, customer))).as(what).isEqualTo(tiersOf(end(whole, customer)));
        }
    }

    private static List<String> spendOf(List<QualifyingDay> days) {
        return days.stream()
                .map(day -> day.date() + " " + day.spend() + " " + day.purchases())
                .toList();
    }

    private static List<String> tiersOf(End end) {
        return end.standings().stream()
                .map(standing -> standing.tier() + " until " + standing.lastDay() + " by " + standing.counted())
                .toList();
    }

    @Test
    void conc_04_a_second_writer_with_old_numbers_is_refused() {
        LoyaltyStore store = emptyStore();
        Shop shop = Shop.over(store, program -> program);
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "10.00");
        AccountId id = shop.loyalty().accounts().account(anna).id();
        Posting first = postings(shop, anna).get(0);
        List<Object> before = StoreDump.of(store);
        Changes stale = Changes.none();
        stale.postings().add(first);
        stale.accounts().add(shop.loyalty().accounts().account(anna));

        assertThatThrownBy(() -> store.inTransaction(tx -> {
                    tx.open(List.of(new org.loyalty4j.store.Opening(
                            anna,
                            id.purse(),
                            java.util.Set.of(),
                            shop.clock().instant(),
                            0,
                            null,
                            java.util.Set.of(),
                            java.util.Set.of(),
                            java.util.Set.of(),
                            java.util.Set.of())));
                    tx.append(stale);
                    return id;
                }))
                .isInstanceOf(StoreException.class);

        assertThat(StoreDump.of(store)).isEqualTo(before);
    }
}
