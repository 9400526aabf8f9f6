package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Maintenance;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.TrueUp;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** What the library promises over every store about purchases out of order, and about who owes points. */
abstract class TrueUpPromises extends TurnPromises {

    private static final Actor CHIEF = new Actor("chief");

    private static LoyaltyProgram doubling(LoyaltyProgram plain) {
        return plain.with(ShortageRules.standard()
                        .adjusting(ShortageRules.Rule.allow(Points.of(500)))
                        .returning(ShortageRules.Rule.allow(Points.of(500))))
                .with(new TierLadder(
                        List.of(Tier.of("green", 0), new Tier("gold", 10_000, Ratio.of(new BigDecimal("2")))),
                        TierLadder.Metric.SPEND,
                        TierLadder.Window.rolling(Period.ofMonths(12)),
                        PeriodEnd.startOfDay(Period.ofMonths(12)),
                        TierLadder.Downgrade.FULL,
                        Period.ZERO));
    }

    private static Purchase bought(Shop shop, CustomerId customer, String amount, String at) {
        Purchase purchase = shop.aPurchase(customer)
                .line(PurchaseLine.goods("1", Shop.euro(amount)))
                .happenedAt(Instant.parse(at))
                .build();
        shop.loyalty().till().record(purchase).orThrow();
        return purchase;
    }

    @Test
    void purchases_out_of_order_are_corrected_up_and_down_and_a_repeat_tells_the_same() {
        Shop shop = Shop.over(store(), TrueUpPromises::doubling);
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-03-20");
        Purchase later = bought(shop, anna, "30.00", "2026-03-10T12:00:00Z");
        bought(shop, anna, "100.00", "2026-03-01T12:00:00Z");
        CommandKey key = shop.aKey();
        TrueUp request = TrueUp.of(key, anna, Shop.OPENING, CHIEF, "late");

        Settlement.Settled up = shop.loyalty().accounts().trueUp(request).orThrow();
        Settlement.Settled again = shop.loyalty().accounts().trueUp(request).orThrow();

        assertThat(up.postings()).extracting(Posting::kind).containsExactly(Posting.Kind.TRUE_UP);
        assertThat(up.corrected().values()).containsExactly(Points.of(30));
        assertThat(again.replayed()).isTrue();
        assertThat(again.corrected()).isEqualTo(up.corrected());
        assertThat(again.postings()).isEqualTo(up.postings());
        TrueUp other = TrueUp.of(key, anna, Shop.OPENING.plusSeconds(1), CHIEF, "late");
        assertThatThrownBy(() -> shop.loyalty().accounts().trueUp(other))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("from"));
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, later.key()))
                .orThrow();
        Settlement.Settled down = shop.loyalty()
                .accounts()
                .trueUp(TrueUp.of(shop.aKey(), anna, Shop.OPENING, CHIEF, "late"))
                .orThrow();
        assertThat(down.postings()).extracting(Posting::kind).containsExactly(Posting.Kind.TRUE_DOWN);
        assertThat(shop.available(anna)).isEqualTo(100);
        assertThat(shop.loyalty().accounts().differences(anna, Shop.OPENING).purchases())
                .isEmpty();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void who_owes_points_is_told_some_customers_at_a_time() {
        Shop shop = Shop.over(store(), TrueUpPromises::doubling);
        List<CustomerId> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            CustomerId customer = shop.aCustomer("customer " + i);
            all.add(customer);
            Purchase purchase = shop.buys(customer, "40.00");
            if (i % 2 == 0) {
                shop.redeems(customer, 30);
                shop.loyalty()
                        .till()
                        .giveBack(Return.ofAll(shop.aKey(), customer, purchase.key()))
                        .orThrow();
            }
        }

        List<RewardAccount> owing = new ArrayList<>();
        Maintenance.Debts page = shop.loyalty().maintenance().debts(null, 2);
        owing.addAll(page.accounts());
        while (page.next() != null) {
            page = shop.loyalty().maintenance().debts(page.next(), 2);
            owing.addAll(page.accounts());
        }

        assertThat(owing)
                .extracting(account -> account.id().holder())
                .containsExactlyInAnyOrder(all.get(0), all.get(2), all.get(4));
        assertThat(owing).extracting(RewardAccount::debt).containsOnly(30L);
    }
}
