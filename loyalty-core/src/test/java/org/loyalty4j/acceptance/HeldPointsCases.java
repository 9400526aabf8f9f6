package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.Release;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.testkit.Shop;

/** What becomes of reserved points: when they expire, what they pay, what is said of them later. */
public abstract class HeldPointsCases extends HoldScenes {

    @Test
    void a_hold_that_nobody_ends_gives_everything_back_at_its_limit_S34_I_23() {
        Shop shop = shop();
        CustomerId anna = rich(shop, 150);
        hold(shop, anna, "H1", 100, HOUR).orThrow();

        shop.clock().advance(HOUR.minusNanos(1000));
        has(shop, anna, 50, 100);
        shop.clock().advance(Duration.ofNanos(1000));
        has(shop, anna, 150, 0);
        shop.redeems(anna, 150);
        has(shop, anna, 0, 0);
        isSound(shop);
    }

    @Test
    void held_points_stay_usable_past_their_expiry_and_the_rest_expires_when_the_hold_ends_I_20() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 60, "2026-02-01");
        shop.gives(anna, 40, "2026-03-31");
        shop.on("2026-01-20");
        hold(shop, anna, "H1", 100, Duration.ofDays(30)).orThrow();
        shop.on("2026-02-02");
        has(shop, anna, 0, 100);

        Settlement.Settled used = capture(shop, anna, "H1", 50).orThrow();

        assertThat(used.postings())
                .extracting(Posting::kind, Posting::amount, Posting::countsAt)
                .containsExactly(
                        tuple(Posting.Kind.REDEEM, -50L, day("2026-02-02")),
                        tuple(Posting.Kind.EXPIRE, -10L, day("2026-02-02")));
        has(shop, anna, 40, 0);
        assertThat(shop.loyalty().accounts().balance(anna, day("2026-01-31")).held())
                .isEqualTo(Points.of(100));
        assertThat(shop.loyalty()
                        .accounts()
                        .balance(anna, day("2026-02-02").minusSeconds(1))
                        .held())
                .isEqualTo(Points.of(100));
        isSound(shop);
    }

    @Test
    void points_past_their_time_go_at_the_limit_of_the_hold_whether_or_not_anybody_came_by_I_18_I_19() {
        for (boolean daily : List.of(true, false)) {
            Shop shop = shop();
            CustomerId anna = shop.aCustomer("Anna");
            shop.gives(anna, 60, "2026-02-01");
            shop.gives(anna, 40, "2026-02-10");
            hold(shop, anna, "H1", 70, Duration.between(shop.clock().instant(), day("2026-02-05")))
                    .orThrow();
            hold(shop, anna, "H2", 10, Duration.between(shop.clock().instant(), day("2026-02-10")))
                    .orThrow();
            for (int date = 1; daily && date < 12; date++) {
                shop.clock().set(day("2026-02-01").plus(Duration.ofDays(date)));
                shop.loyalty().maintenance().run(shop.clock().instant());
            }
            shop.on("2026-02-12");
            has(shop, anna, 0, 0);
            shop.loyalty().maintenance().run(shop.clock().instant());
            shop.loyalty().maintenance().run(shop.clock().instant());

            assertThat(postings(shop, anna).stream().filter(posting -> posting.kind() == Posting.Kind.EXPIRE))
                    .extracting(Posting::amount, Posting::countsAt)
                    .containsExactly(tuple(-60L, day("2026-02-05")), tuple(-40L, day("2026-02-10")));
            assertThat(shop.loyalty()
                            .accounts()
                            .balance(anna, day("2026-02-03"))
                            .held())
                    .isEqualTo(Points.of(80));
            assertThat(shop.loyalty()
                            .accounts()
                            .balance(anna, day("2026-02-05"))
                            .held())
                    .isEqualTo(Points.of(10));
            isSound(shop);
        }
    }

    @Test
    void a_hold_released_after_its_points_expired_leaves_nothing_of_them() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 60, "2026-02-01");
        hold(shop, anna, "H1", 25, Duration.ofDays(60)).orThrow();
        shop.on("2026-02-03");
        has(shop, anna, 0, 25);

        Settlement.Settled released = release(shop, anna, "H1").orThrow();

        assertThat(released.freed()).isEqualTo(Points.of(25));
        assertThat(released.result().expired()).isEqualTo(25);
        has(shop, anna, 0, 0);
        isSound(shop);
    }

    @Test
    void repeats_get_the_first_answer_and_other_requests_under_the_key_name_the_field_I_24_I_25() {
        Shop shop =
                shop(program -> program.withoutRules().with(SpendingRules.none().withStep(Points.of(10))));
        CustomerId anna = rich(shop, 100);
        HoldRequest request = HoldRequest.of(Redemption.upTo(CommandKey.of("H1"), anna, Points.of(37)), HOUR);
        Settlement.Settled first = shop.loyalty().rewards().hold(request).orThrow();
        Capture capture = Capture.of(CommandKey.of("C1"), anna, CommandKey.of("H1"), Points.of(20));
        Settlement.Settled used = shop.loyalty().rewards().capture(capture).orThrow();
        hold(shop, anna, "H2", 10, HOUR).orThrow();
        Redemption rest = Redemption.asManyAsPossible(CommandKey.of("R1"), anna);
        Settlement.Settled all = shop.loyalty().rewards().redeem(rest).orThrow();
        assertThat(all.redeemed()).isEqualTo(Points.of(70));

        assertSame(shop.loyalty().rewards().hold(request).orThrow(), first);
        assertSame(shop.loyalty().rewards().capture(capture).orThrow(), used);
        assertSame(shop.loyalty().rewards().redeem(rest).orThrow(), all);
        reused(() -> shop.loyalty().rewards().hold(HoldRequest.of(request.redemption(), HOUR.plusSeconds(1))), "limit");
        reused(() -> hold(shop, anna, "H1", 37, HOUR), "extent");
        reused(() -> capture(shop, anna, "C1", CommandKey.of("H2"), 20), "hold");
        reused(() -> shop.loyalty().rewards().redeem(Redemption.of(CommandKey.of("C1"), anna, Points.of(20))), "hold");
        Release release = Release.of(CommandKey.of("F1"), anna, CommandKey.of("H2"));
        Settlement.Settled freed = shop.loyalty().rewards().release(release).orThrow();
        assertSame(shop.loyalty().rewards().release(release).orThrow(), freed);
        reused(
                () -> shop.loyalty().rewards().release(Release.of(CommandKey.of("F1"), anna, CommandKey.of("H1"))),
                "hold");
        isSound(shop);
    }

    @Test
    void a_refused_hold_does_not_use_up_its_key_I_26() {
        Shop shop = shop();
        CustomerId anna = rich(shop, 10);
        refused(hold(shop, anna, "H1", 20, HOUR), Refusal.TOO_FEW_POINTS);
        shop.gives(anna, 10, "");

        hold(shop, anna, "H1", 20, HOUR).orThrow();

        has(shop, anna, 0, 20);
    }

    @Test
    void spending_rules_are_kept_when_points_are_held_B_28() {
        Shop shop = shop(program -> program.withoutRules()
                .with(SpendingRules.none().withLeast(Points.of(100)).withStep(Points.of(50))));
        CustomerId anna = rich(shop, 500);

        refused(hold(shop, anna, "H1", 120, HOUR), Refusal.NOT_A_MULTIPLE);
        refused(hold(shop, anna, "H1", 50, HOUR), Refusal.BELOW_MINIMUM);
        Settlement.Settled quoted = shop.loyalty()
                .rewards()
                .quote(HoldRequest.of(Redemption.upTo(CommandKey.of("H1"), anna, Points.of(130)), HOUR))
                .orThrow();
        assertThat(quoted.held()).isEqualTo(Points.of(100));
        has(shop, anna, 500, 0);
        hold(shop, anna, "H1", 150, HOUR).orThrow();
        has(shop, anna, 350, 150);
    }

    @Test
    void a_captured_hold_pays_a_purchase_and_comes_back_with_it_I_16() {
        Shop shop = shop(program -> program.withoutRules());
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 30, "2026-06-01");
        shop.gives(anna, 30, "2026-07-01");
        hold(shop, anna, "H1", 50, HOUR).orThrow();
        Capture capture = Capture.of(CommandKey.of("C1"), anna, CommandKey.of("H1"), Points.of(40));
        shop.loyalty().rewards().capture(capture).orThrow();
        Purchase paid = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("10.00")).quantity(2))
                .tender(Tender.points(euro("4.00"), CommandKey.of("C1")))
                .tender(Tender.of(Tender.Kind.CASH, euro("6.00")))
                .build();
        shop.loyalty().till().record(paid).orThrow();
        Purchase other = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("4.00")))
                .tender(Tender.points(euro("4.00"), CommandKey.of("C1")))
                .build();
        refused(shop.loyalty().till().record(other), Refusal.REDEMPTION_ALREADY_USED);

        Settlement.Settled back = returnsAll(shop, anna, paid.key());

        assertThat(back.restored()).isEqualTo(Points.of(40));
        has(shop, anna, 60, 0);
        assertThat(shop.loyalty().accounts().expirySchedule(anna).values())
                .containsExactly(Points.of(30), Points.of(30));
        isSound(shop);
    }

    @Test
    void a_hold_names_the_purchase_that_its_capture_pays() {
        Shop shop = shop(program -> program.withoutRules());
        CustomerId anna = rich(shop, 50);
        Purchase paid = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("10.00")))
                .build();
        Redemption redemption =
                Redemption.of(CommandKey.of("H1"), anna, Points.of(50)).paying(paid.key());
        shop.loyalty().rewards().hold(HoldRequest.of(redemption, HOUR)).orThrow();
        shop.loyalty().till().record(paid).orThrow();
        capture(shop, anna, "H1", 20).orThrow();

        assertThat(returnsAll(shop, anna, paid.key()).restored()).isEqualTo(Points.of(20));
        has(shop, anna, 50, 0);
        isSound(shop);
    }

    @Test
    void a_return_takes_nothing_that_is_held_I_15() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase purchase = shop.buys(anna, "100.00");
        hold(shop, anna, "H1", 70, HOUR).orThrow();

        Settlement.Settled back = shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, purchase.key()))
                .orThrow();

        assertThat(back.reversed()).isEqualTo(Points.of(30));
        assertThat(back.shortfall()).isEqualTo(Points.of(70));
        has(shop, anna, 0, 70);
        isSound(shop);
    }

    @Test
    void a_balance_of_the_past_knows_what_was_held_then_I_07() {
        Shop shop = shop();
        CustomerId anna = rich(shop, 100);
        shop.on("2026-01-02");
        hold(shop, anna, "H1", 60, Duration.ofDays(10)).orThrow();
        shop.on("2026-01-04");
        capture(shop, anna, "H1", 40).orThrow();
        var accounts = shop.loyalty().accounts();

        assertThat(accounts.balance(anna, day("2026-01-01")).held()).isEqualTo(Points.NONE);
        assertThat(accounts.balance(anna, day("2026-01-03")).held()).isEqualTo(Points.of(60));
        assertThat(accounts.balance(anna, day("2026-01-03")).available()).isEqualTo(Points.of(40));
        assertThat(accounts.balance(anna, day("2026-01-05")).available()).isEqualTo(Points.of(60));
        assertThat(accounts.balance(anna, day("2026-01-05"), day("2026-01-03")).held())
                .isEqualTo(Points.of(60));
        assertThat(accounts.balance(anna, day("2026-01-12"), day("2026-01-03")).held())
                .isEqualTo(Points.NONE);
        assertThat(accounts.balance(anna, day("2026-01-12"), day("2026-01-03")).available())
                .isEqualTo(Points.of(100));
    }

    @Test
    void points_of_many_lots_are_held_and_go_back_where_they_came_from() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        for (int i = 0; i < 300; i++) {
            shop.gives(anna, 2, "");
        }
        shop.gives(anna, 5, "2026-03-01");
        hold(shop, anna, "H1", 590, Duration.ofDays(3)).orThrow();
        shop.redeems(anna, 10);
        has(shop, anna, 5, 590);
        shop.on("2026-01-10");

        shop.redeems(anna, 590);

        has(shop, anna, 5, 0);
        isSound(shop);
    }

    @Test
    void the_fingerprint_of_a_redemption_has_no_more_fields_than_before() {
        CustomerId anna = shop().aCustomer("Anna");
        Redemption plain = Redemption.of(CommandKey.of("R"), anna, Points.of(5));
        assertThat(new Command.Redeem(plain).fingerprint().hashes()).hasSize(3);
    }
}
