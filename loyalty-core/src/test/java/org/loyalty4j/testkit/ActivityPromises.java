package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Missed;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Activity;
import org.loyalty4j.program.ActivityUndo;
import org.loyalty4j.program.EventRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ShortageRules;

/** What the library promises over every store about points for something that is no purchase. */
abstract class ActivityPromises extends TurnPromises {

    private static final String LONGEST = "the longest name that a rule can have ..";

    private static LoyaltyProgram reviews(LoyaltyProgram plain) {
        return plain.with(EventRule.of("review", Points.of(50))
                        .cooling(Duration.ofDays(2))
                        .atMost(2, Counter.Period.MONTH)
                        .atMost(3, Counter.Period.YEAR))
                .with(EventRule.of("review", Points.of(7)).named(LONGEST).cooling(Duration.ofSeconds(1)));
    }

    private static Settlement.Settled reviews(Shop shop, CommandKey key, CustomerId customer, String at) {
        return shop.loyalty()
                .accounts()
                .record(Activity.of(key, customer, "review").at(Instant.parse(at)))
                .orThrow();
    }

    private static Refusal refused(Settlement settlement) {
        return ((Settlement.Refused) settlement).why();
    }

    @Test
    void an_event_gives_by_its_rules_or_tells_why_not_and_a_repeat_tells_the_same() {
        Shop shop = Shop.over(store(), ActivityPromises::reviews).on("2026-03-20");
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey first = shop.aKey();
        CommandKey near = shop.aKey();

        Settlement.Settled gave = reviews(shop, first, anna, "2026-03-10T12:00:00.000001Z");
        Settlement.Settled nothing = reviews(shop, near, anna, "2026-03-10T12:00:00Z");
        Settlement.Settled again = reviews(shop, near, anna, "2026-03-10T12:00:00Z");

        assertThat(gave.earned()).isEqualTo(Points.of(57));
        assertThat(gave.missed()).isEmpty();
        assertThat(gave.postings()).extracting(Posting::kind).containsExactly(Posting.Kind.EVENT, Posting.Kind.EVENT);
        assertThat(nothing.earned()).isEqualTo(Points.NONE);
        assertThat(nothing.missed())
                .containsExactly(
                        new Missed("review", Missed.Why.COOLDOWN, Instant.parse("2026-03-12T12:00:00.000001Z"), null),
                        new Missed(LONGEST, Missed.Why.COOLDOWN, Instant.parse("2026-03-10T12:00:01.000001Z"), null));
        assertThat(nothing.result().event()).isEqualTo(Map.entry("review", Instant.parse("2026-03-10T12:00:00Z")));
        assertThat(again.replayed()).isTrue();
        assertThat(again.result()).isEqualTo(nothing.result());
        assertThatThrownBy(() -> reviews(shop, near, anna, "2026-03-10T12:00:01Z"))
                .isInstanceOf(KeyReusedException.class)
                .hasMessageContaining("happenedAt");
        assertThat(shop.available(anna)).isEqualTo(57);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void an_event_that_is_undone_frees_its_place_and_what_is_missing_keeps_it() {
        Shop shop = Shop.over(
                        store(),
                        plain -> reviews(plain).with(ShortageRules.standard().returning(ShortageRules.Rule.clamp())))
                .on("2026-03-20");
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey first = shop.aKey();
        CommandKey second = shop.aKey();
        reviews(shop, first, anna, "2026-03-10T12:00:00Z");
        ActivityUndo undo = ActivityUndo.of(shop.aKey(), anna, first);

        Settlement.Settled undone = shop.loyalty().accounts().undo(undo).orThrow();
        assertThat(undone.reversed()).isEqualTo(Points.of(57));
        assertThat(shop.loyalty().accounts().undo(undo).orThrow().result()).isEqualTo(undone.result());
        assertThat(refused(shop.loyalty().accounts().undo(ActivityUndo.of(shop.aKey(), anna, first))))
                .isEqualTo(Refusal.ALREADY_UNDONE);
        assertThat(refused(shop.loyalty().accounts().undo(ActivityUndo.of(shop.aKey(), anna, shop.aKey()))))
                .isEqualTo(Refusal.UNKNOWN_ACTIVITY);
        assertThat(reviews(shop, second, anna, "2026-03-10T12:00:00Z").earned()).isEqualTo(Points.of(57));
        shop.redeems(anna, 40);
        Settlement.Settled missing = shop.loyalty()
                .accounts()
                .undo(ActivityUndo.of(shop.aKey(), anna, second))
                .orThrow();

        assertThat(missing.reversed()).isEqualTo(Points.of(17));
        assertThat(missing.shortfall()).isEqualTo(Points.of(40));
        assertThat(reviews(shop, shop.aKey(), anna, "2026-03-10T12:00:00Z").missed())
                .hasSize(2);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void an_event_counts_in_the_purse_that_is_asked_only() {
        Shop shop = Shop.over(store(), ActivityPromises::reviews).on("2026-03-20");
        CustomerId anna = shop.aCustomer("Anna");
        shop.loyalty()
                .programs()
                .publish(Shop.onePointPerEuro()
                        .with(new Purse("stamps", "stamps", 0))
                        .with(EventRule.of("review", Points.of(1)).atMost(1, Counter.Period.LIFETIME)));
        Loyaltys both = new Loyaltys(shop);
        CommandKey key = shop.aKey();

        Settlement.Settled points = both.review(key, anna, false);
        Settlement.Settled stamps = both.review(key, anna, true);

        assertThat(points.earned()).isEqualTo(Points.of(57));
        assertThat(points.beside()).isEmpty();
        assertThat(stamps.earned()).isEqualTo(Points.of(1));
        assertThat(both.review(shop.aKey(), anna, true).missed())
                .containsExactly(new Missed("review", Missed.Why.LIMIT, null, Counter.Period.LIFETIME));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    /** A shop with two purses. */
    private record Loyaltys(Shop shop) {

        Settlement.Settled review(CommandKey key, CustomerId customer, boolean stamps) {
            return (stamps ? shop.loyalty().purse("stamps") : shop.loyalty())
                    .accounts()
                    .record(Activity.of(key, customer, "review"))
                    .orThrow();
        }
    }
}
