package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.testkit.Shop;

/** Reserved points: held, captured, released, lapsed. */
public abstract class HoldCases extends HoldScenes {

    @Test
    void a_hold_that_is_captured_whole_HOLD_01() {
        Shop shop = shop();
        CustomerId anna = rich(shop, 1000);

        Settlement.Settled held = hold(shop, anna, "H1", 123, HOUR).orThrow();

        assertThat(held.held()).isEqualTo(Points.of(123));
        assertThat(held.heldUntil()).contains(shop.clock().instant().plus(HOUR));
        assertThat(held.postings()).isEmpty();
        has(shop, anna, 877, 123);
        Settlement.Settled used = capture(shop, anna, "H1", 123).orThrow();
        assertThat(used.redeemed()).isEqualTo(Points.of(123));
        assertThat(used.freed()).isEqualTo(Points.NONE);
        has(shop, anna, 877, 0);
        isSound(shop);
    }

    @Test
    void a_capture_of_more_than_is_held_is_refused_and_changes_nothing_HOLD_06_B_29() {
        Shop shop = shop();
        CustomerId anna = rich(shop, 150);
        hold(shop, anna, "H1", 10, HOUR).orThrow();

        Settlement.Refused refused = refused(capture(shop, anna, "H1", 20), Refusal.EXCEEDS_HOLD);

        assertThat(refused.asked()).isEqualTo(Points.of(20));
        assertThat(refused.about().orElseThrow().amount()).isEqualTo(10);
        has(shop, anna, 140, 10);
    }

    @Test
    void available_is_what_is_neither_used_nor_held_HOLD_08_B_26() {
        Shop shop = shop();
        CustomerId anna = rich(shop, 150);
        shop.redeems(anna, 10);
        hold(shop, anna, "H1", 15, HOUR).orThrow();

        has(shop, anna, 125, 15);
        Settlement answer = shop.loyalty().rewards().redeem(Redemption.of(shop.aKey(), anna, Points.of(126)));
        assertThat(refused(answer, Refusal.TOO_FEW_POINTS).available()).isEqualTo(Points.of(125));
        refused(hold(shop, anna, "H2", 126, HOUR), Refusal.TOO_FEW_POINTS);
        hold(shop, anna, "H2", 125, HOUR).orThrow();
        has(shop, anna, 0, 140);
    }

    @Test
    void a_reward_is_reserved_until_the_sale_is_paid_HOLD_13() {
        Shop shop = shop(program -> program.with(RewardOption.of("ten-off", "Ten off", Points.of(10))));
        CustomerId anna = rich(shop, 12);

        reserve(shop, anna, "W1").orThrow();
        has(shop, anna, 2, 10);
        release(shop, anna, "W1").orThrow();
        has(shop, anna, 12, 0);
        reserve(shop, anna, "W2").orThrow();
        capture(shop, anna, "W2").orThrow();
        has(shop, anna, 2, 0);
        refused(release(shop, anna, "W2"), Refusal.HOLD_ALREADY_CAPTURED);
        has(shop, anna, 2, 0);
        assertThat(shop.loyalty()
                        .rewards()
                        .hold(anna, CommandKey.of("W2"))
                        .orElseThrow()
                        .reward())
                .isEqualTo("ten-off");
        isSound(shop);
    }

    @Test
    void a_part_is_captured_and_the_rest_goes_back_S34_I_22() {
        Shop shop = shop();
        CustomerId anna = rich(shop, 150);
        hold(shop, anna, "H1", 100, HOUR).orThrow();

        Settlement.Settled used = capture(shop, anna, "H1", 60).orThrow();

        assertThat(used.redeemed()).isEqualTo(Points.of(60));
        assertThat(used.freed()).isEqualTo(Points.of(40));
        has(shop, anna, 90, 0);
        Hold.End end = refused(capture(shop, anna, "H1", 40), Refusal.HOLD_ALREADY_CAPTURED)
                .about()
                .flatMap(Hold::ended)
                .orElseThrow();
        assertThat(end.captured()).isEqualTo(60);
        isSound(shop);
    }

    @Test
    void each_wrong_second_step_has_its_own_answer_I_21_B_30_B_31_B_32() {
        Shop shop = shop();
        CustomerId anna = rich(shop, 100);
        List.of("used", "given", "late")
                .forEach(key -> hold(shop, anna, key, 10, HOUR).orThrow());
        Capture capture = Capture.of(CommandKey.of("C"), anna, CommandKey.of("used"));
        shop.loyalty().rewards().capture(capture).orThrow();
        release(shop, anna, "given").orThrow();

        Hold.End used = refused(capture(shop, anna, "used"), Refusal.HOLD_ALREADY_CAPTURED)
                .about()
                .flatMap(Hold::ended)
                .orElseThrow();
        assertThat(used.at()).isEqualTo(shop.clock().instant());
        assertThat(used.by()).isEqualTo(CommandKey.of("C"));
        refused(release(shop, anna, "used"), Refusal.HOLD_ALREADY_CAPTURED);
        refused(capture(shop, anna, "given"), Refusal.HOLD_ALREADY_RELEASED);
        refused(release(shop, anna, "given"), Refusal.HOLD_ALREADY_RELEASED);
        refused(capture(shop, anna, "never"), Refusal.UNKNOWN_HOLD);
        refused(release(shop, anna, "never"), Refusal.UNKNOWN_HOLD);
        shop.clock().advance(HOUR);
        for (int written = 0; written < 2; written++) {
            Hold late = refused(capture(shop, anna, "late"), Refusal.HOLD_LAPSED)
                    .about()
                    .orElseThrow();
            assertThat(late.end()).isEqualTo(new Hold.End(Hold.How.LAPSED, 0, late.until(), 0, null));
            refused(release(shop, anna, "late"), Refusal.HOLD_LAPSED);
            assertThat(shop.loyalty().rewards().hold(anna, CommandKey.of("late")))
                    .contains(late);
            shop.loyalty().maintenance().run(shop.clock().instant());
        }
        has(shop, anna, 90, 0);
        isSound(shop);
    }

    @Test
    void the_hold_of_another_customer_is_as_unknown_as_none_I_58() {
        Shop shop = shop();
        CustomerId anna = rich(shop, 100);
        CustomerId berta = shop.aCustomer("Berta");
        hold(shop, anna, "H1", 10, HOUR).orThrow();

        assertThat(refused(capture(shop, berta, "H1"), Refusal.UNKNOWN_HOLD).about())
                .isEmpty();
        refused(release(shop, berta, "H1"), Refusal.UNKNOWN_HOLD);
        assertThat(shop.loyalty().rewards().hold(berta, CommandKey.of("H1"))).isEmpty();
        assertThat(shop.loyalty().rewards().holds(berta, 10)).isEmpty();
    }

    @Test
    void frozen_accounts_keep_their_holds_and_open_holds_keep_an_account_open_I_42() {
        Shop shop = shop();
        CustomerId anna = rich(shop, 50);
        hold(shop, anna, "H1", 50, HOUR).orThrow();
        refused(change(shop, anna, Status.CLOSED), Refusal.HOLDS_LEFT);
        change(shop, anna, Status.FROZEN).orThrow();

        refused(capture(shop, anna, "H1"), Refusal.ACCOUNT_FROZEN);
        refused(hold(shop, anna, "H2", 1, HOUR), Refusal.ACCOUNT_FROZEN);
        release(shop, anna, "H1").orThrow();
        has(shop, anna, 50, 0);
        change(shop, anna, Status.OPEN).orThrow();
        hold(shop, anna, "H2", 50, HOUR).orThrow();
        capture(shop, anna, "H2").orThrow();
        change(shop, anna, Status.CLOSED).orThrow();
        isSound(shop);
    }

    @Test
    void the_live_holds_are_listed_those_that_are_over_first_before_the_others() {
        Shop shop = shop();
        CustomerId anna = rich(shop, 100);
        hold(shop, anna, "slow", 30, HOUR.multipliedBy(3)).orThrow();
        hold(shop, anna, "quick", 20, HOUR).orThrow();
        hold(shop, anna, "given", 10, HOUR).orThrow();
        release(shop, anna, "given").orThrow();

        assertThat(shop.loyalty().rewards().holds(anna, 10))
                .extracting(hold -> hold.key().value(), Hold::amount)
                .containsExactly(tuple("quick", 20L), tuple("slow", 30L));
        assertThat(shop.loyalty().rewards().holds(anna, 1)).hasSize(1);
        shop.clock().advance(HOUR);
        assertThat(shop.loyalty().rewards().holds(anna, 10))
                .extracting(hold -> hold.key().value())
                .containsExactly("slow");
        assertThat(shop.loyalty().rewards().holds(anna, 1)).hasSize(1);
    }
}
