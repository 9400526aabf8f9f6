package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
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
import org.loyalty4j.program.Extension;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.Reinstatement;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.tier.PeriodEnd;

/** What the library promises over every store about points for something that is no purchase. */
abstract class ActivityPromises extends TrueUpPromises {

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
        Shop shop = Shop.over(store(), ActivityPromises::reviews);
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-03-20");
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
                store(), plain -> reviews(plain).with(ShortageRules.standard().returning(ShortageRules.Rule.clamp())));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-03-20");
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
    void what_expired_of_an_event_that_is_undone_is_not_taken_again_but_what_was_given_back_is() {
        Shop shop = Shop.over(
                store(),
                plain -> plain.with(EventRule.of("review", Points.of(50)))
                        .expiring(PeriodEnd.endOfDay(Period.ofDays(10)))
                        .with(ShortageRules.standard().returning(ShortageRules.Rule.clamp())));
        CustomerId anna = shop.aCustomer("Anna");
        CommandKey first = shop.aKey();
        CommandKey second = shop.aKey();
        CommandKey third = shop.aKey();
        reviews(shop.on("2026-03-01"), first, anna, "2026-03-01T00:00:00Z");
        shop.redeems(anna, 10);
        reviews(shop.on("2026-03-12"), second, anna, "2026-03-12T00:00:00Z");
        Actor clerk = new Actor("clerk");
        Posting expiry = shop.loyalty().accounts().statement(anna, 9).items().stream()
                .filter(posting -> posting.kind() == Posting.Kind.EXPIRE)
                .findFirst()
                .orElseThrow();
        shop.loyalty()
                .accounts()
                .reinstate(Reinstatement.of(shop.aKey(), anna, expiry.number(), Points.of(15), "ill", clerk))
                .orThrow();
        shop.loyalty()
                .accounts()
                .extend(Extension.ofAllBefore(
                        shop.aKey(), anna, Shop.day("2026-04-01"), Shop.day("2026-05-01"), "storm", clerk))
                .orThrow();
        shop.redeems(anna, 20);

        Settlement.Settled given = undone(shop, anna, first);
        reviews(shop.on("2026-05-02"), third, anna, "2026-05-02T00:00:00Z");
        Settlement.Settled gone = undone(shop, anna, second);

        assertThat(List.of(
                        given.result().lapsed(),
                        given.result().reversed(),
                        given.result().shortfall()))
                .containsExactly(25L, 25L, 0L);
        assertThat(gone.result().lapsed()
                        + gone.result().reversed()
                        + gone.result().shortfall())
                .isEqualTo(50);
        assertThat(gone.result().lapsed()).isEqualTo(5);
        assertThat(undone(shop, anna, third).result().lapsed()).isZero();
        assertThat(shop.available(anna)).isZero();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private static Settlement.Settled undone(Shop shop, CustomerId customer, CommandKey event) {
        return shop.loyalty()
                .accounts()
                .undo(ActivityUndo.of(shop.aKey(), customer, event))
                .orThrow();
    }

    @Test
    void an_event_counts_in_the_purse_that_is_asked_only() {
        Shop shop = Shop.over(store(), ActivityPromises::reviews);
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-03-20");
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
