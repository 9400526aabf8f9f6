package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Balance;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.Release;
import org.loyalty4j.testkit.Shop;

/** What the cases about reserved points share: short ways to ask. */
abstract class HoldScenes extends OverAnyStore {

    static final Duration HOUR = Duration.ofHours(1);

    static CustomerId rich(Shop shop, long points) {
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, points, "");
        return anna;
    }

    static Settlement hold(Shop shop, CustomerId customer, String key, long points, Duration limit) {
        Redemption redemption = Redemption.of(CommandKey.of(key), customer, Points.of(points));
        return shop.loyalty().rewards().hold(HoldRequest.of(redemption, limit));
    }

    static Settlement capture(Shop shop, CustomerId customer, String hold) {
        return shop.loyalty().rewards().capture(Capture.of(shop.aKey(), customer, CommandKey.of(hold)));
    }

    static Settlement capture(Shop shop, CustomerId customer, String hold, long points) {
        return shop.loyalty()
                .rewards()
                .capture(Capture.of(shop.aKey(), customer, CommandKey.of(hold), Points.of(points)));
    }

    static Settlement release(Shop shop, CustomerId customer, String hold) {
        return shop.loyalty().rewards().release(Release.of(shop.aKey(), customer, CommandKey.of(hold)));
    }

    static Balance balance(Shop shop, CustomerId customer) {
        return shop.loyalty().accounts().balance(customer);
    }

    static void has(Shop shop, CustomerId customer, long available, long held) {
        Balance balance = balance(shop, customer);
        assertThat(List.of(balance.available().minor(), balance.held().minor())).containsExactly(available, held);
        assertThat(balance.total().minor()).isEqualTo(available + held);
    }

    static Settlement.Refused refused(Settlement settlement, Refusal why) {
        assertThat(settlement).isInstanceOf(Settlement.Refused.class);
        Settlement.Refused refused = (Settlement.Refused) settlement;
        assertThat(refused.why()).isEqualTo(why);
        return refused;
    }

    static void isSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    static Settlement reserve(Shop shop, CustomerId customer, String key) {
        return shop.loyalty()
                .rewards()
                .hold(HoldRequest.of(Redemption.ofReward(CommandKey.of(key), customer, "ten-off"), HOUR));
    }

    static Settlement capture(Shop shop, CustomerId customer, String key, CommandKey hold, long points) {
        return shop.loyalty().rewards().capture(Capture.of(CommandKey.of(key), customer, hold, Points.of(points)));
    }

    static void assertSame(Settlement.Settled again, Settlement.Settled first) {
        assertThat(again.replayed()).isTrue();
        assertThat(new Settlement.Settled(
                        again.command(),
                        again.account(),
                        again.result(),
                        again.postings(),
                        first.replayed(),
                        again.use(),
                        again.until()))
                .isEqualTo(first);
    }

    static void reused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String field) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo(field));
    }

    static Settlement change(Shop shop, CustomerId customer, Status status) {
        return shop.loyalty()
                .accounts()
                .change(new StatusChange(shop.aKey(), customer, status, "asked", new Actor("manager")));
    }
}
