package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Missed;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Activity;
import org.loyalty4j.program.ActivityUndo;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EventRule;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.PendingChange;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.sale.Schedule;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;

/** Points for something that is no purchase. */
class ActivityTest {

    private static final EventRule REVIEW = EventRule.of("review", Points.of(50));

    private static Shop shop(EventRule... rules) {
        return shop(program -> program, rules);
    }

    private static Shop shop(UnaryOperator<LoyaltyProgram> change, EventRule... rules) {
        Shop shop = Shop.open(plain -> {
            LoyaltyProgram program = plain;
            for (EventRule rule : rules) {
                program = program.with(rule);
            }
            return change.apply(program);
        });
        return shop.on("2026-03-02");
    }

    private static Settlement.Settled reviews(Shop shop, CustomerId customer, String at) {
        return shop.loyalty()
                .accounts()
                .record(Activity.of(shop.aKey(), customer, "review").at(Instant.parse(at)))
                .orThrow();
    }

    private static long gives(Shop shop, CustomerId customer, String at) {
        return reviews(shop, customer, at).earned().minor();
    }

    private static void isClean(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void an_event_gives_what_its_rules_say_by_a_posting_that_names_them() {
        Shop shop = shop(REVIEW, REVIEW.named("welcome").atMost(1, Counter.Period.LIFETIME));
        CustomerId anna = shop.aCustomer("anna");
        Activity activity = Activity.of(shop.aKey(), anna, "review").by(new Actor("web"));

        Settlement.Settled quote = shop.loyalty().accounts().quote(activity).orThrow();
        Settlement.Settled first = shop.loyalty().accounts().record(activity).orThrow();
        Settlement.Settled again = shop.loyalty().accounts().record(activity).orThrow();
        Settlement.Settled second = reviews(shop, anna, "2026-03-02T00:00:00Z");

        assertThat(quote.earned()).isEqualTo(Points.of(100));
        assertThat(first.earned()).isEqualTo(Points.of(100));
        assertThat(first.postings()).extracting(Posting::kind).containsOnly(Posting.Kind.EVENT);
        assertThat(first.postings().get(1).attributions().get(0).rule()).isEqualTo("welcome");
        assertThat(again.replayed()).isTrue();
        assertThat(again.result()).isEqualTo(first.result());
        assertThat(second.earned()).isEqualTo(Points.of(50));
        assertThat(second.missed())
                .containsExactly(new Missed("welcome", Missed.Why.LIMIT, null, Counter.Period.LIFETIME));
        assertThat(shop.available(anna)).isEqualTo(150);
        assertThat(shop.loyalty().audit().issued()).isEqualTo(150);
        isClean(shop);
    }

    @Test
    void an_event_that_no_rule_listens_to_is_recorded_and_gives_nothing() {
        Shop shop = shop(REVIEW);
        CustomerId anna = shop.aCustomer("anna");
        CommandKey key = shop.aKey();

        Settlement.Settled came =
                shop.loyalty().accounts().record(Activity.of(key, anna, "walk")).orThrow();

        assertThat(came.earned()).isEqualTo(Points.NONE);
        assertThat(came.postings()).isEmpty();
        assertThat(came.missed()).isEmpty();
        assertThat(came.result().event()).isEqualTo(java.util.Map.entry("walk", Shop.day("2026-03-02")));
        assertThatThrownBy(() -> shop.loyalty().accounts().record(Activity.of(key, anna, "review")))
                .isInstanceOf(KeyReusedException.class)
                .hasMessageContaining("event");
        isClean(shop);
    }

    @Test
    void a_cooldown_slides_from_the_last_event_that_gave_something_and_looks_both_ways() {
        Shop shop = shop(REVIEW.cooling(Duration.ofDays(2)));
        CustomerId anna = shop.aCustomer("anna");
        shop.on("2026-03-20");

        assertThat(gives(shop, anna, "2026-03-10T12:00:00Z")).isEqualTo(50);
        Settlement.Settled near = reviews(shop, anna, "2026-03-12T11:59:59.999999Z");
        assertThat(near.earned()).isEqualTo(Points.NONE);
        assertThat(near.missed())
                .containsExactly(
                        new Missed("review", Missed.Why.COOLDOWN, Instant.parse("2026-03-12T12:00:00Z"), null));
        assertThat(gives(shop, anna, "2026-03-12T12:00:00Z")).isEqualTo(50);
        assertThat(gives(shop, anna, "2026-03-08T12:00:00.000001Z")).isEqualTo(0);
        assertThat(gives(shop, anna, "2026-03-08T12:00:00Z")).isEqualTo(50);
        assertThat(gives(shop, anna, "2026-03-11T12:00:00Z")).isEqualTo(0);
        isClean(shop);
    }

    @Test
    void whatever_order_events_are_told_in_none_that_gave_is_within_the_cooldown_of_another() {
        Duration time = Duration.ofHours(7);
        Shop shop = shop(REVIEW.cooling(time).atMost(3, Counter.Period.WEEK));
        CustomerId anna = shop.aCustomer("anna");
        shop.on("2026-04-30");
        List<Instant> gave = new java.util.ArrayList<>();
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < 300; i++) {
            Instant at = Shop.day("2026-03-02").plusSeconds(1800L * random.nextInt(48 * 40));
            boolean near = gave.stream()
                    .anyMatch(other -> Duration.between(other, at).abs().compareTo(time) < 0);
            long ofWeek = gave.stream()
                    .filter(other -> Duration.between(Shop.day("2026-03-02"), other)
                                            .toDays()
                                    / 7
                            == Duration.between(Shop.day("2026-03-02"), at).toDays() / 7)
                    .count();
            CommandKey key = shop.aKey();
            Settlement.Settled came = shop.loyalty()
                    .accounts()
                    .record(Activity.of(key, anna, "review").at(at))
                    .orThrow();
            assertThat(came.earned().minor()).isEqualTo(near || ofWeek >= 3 ? 0 : 50);
            if (came.earned().minor() > 0) {
                gave.add(at);
                if (random.nextInt(3) == 0) {
                    shop.loyalty()
                            .accounts()
                            .undo(ActivityUndo.of(shop.aKey(), anna, key))
                            .orThrow();
                    gave.remove(at);
                }
            }
        }
        assertThat(shop.available(anna)).isEqualTo(50L * gave.size());
        isClean(shop);
    }

    @Test
    void several_limits_hold_together_in_the_periods_of_the_event_itself() {
        Shop shop = shop(REVIEW.atMost(1, Counter.Period.DAY).atMost(2, Counter.Period.WEEK));
        CustomerId anna = shop.aCustomer("anna");
        shop.on("2026-03-20");

        assertThat(gives(shop, anna, "2026-03-15T23:59:59Z")).isEqualTo(50); // a Sunday
        assertThat(reviews(shop, anna, "2026-03-15T10:00:00Z").missed())
                .containsExactly(new Missed("review", Missed.Why.LIMIT, null, Counter.Period.DAY));
        assertThat(gives(shop, anna, "2026-03-16T00:00:00Z")).isEqualTo(50);
        assertThat(gives(shop, anna, "2026-03-18T00:00:00Z")).isEqualTo(50);
        assertThat(reviews(shop, anna, "2026-03-19T00:00:00Z").missed())
                .containsExactly(new Missed("review", Missed.Why.LIMIT, null, Counter.Period.WEEK));
        assertThat(gives(shop, anna, "2026-03-09T00:00:00Z")).isEqualTo(50);
        assertThat(gives(shop, anna, "2026-03-10T00:00:00Z")).isEqualTo(0);
        isClean(shop);
    }

    @Test
    void an_event_that_is_undone_frees_its_place_and_is_undone_once() {
        Shop shop = shop(REVIEW.cooling(Duration.ofDays(30)).atMost(1, Counter.Period.MONTH));
        CustomerId anna = shop.aCustomer("anna");
        CustomerId ben = shop.aCustomer("ben");
        CommandKey key = shop.aKey();
        shop.loyalty().accounts().record(Activity.of(key, anna, "review")).orThrow();
        ActivityUndo undo = ActivityUndo.of(shop.aKey(), anna, key).by(new Actor("clerk"), "a fake");

        assertThat(shop.loyalty().accounts().quote(undo).orThrow().reversed()).isEqualTo(Points.of(50));
        Settlement.Settled undone = shop.loyalty().accounts().undo(undo).orThrow();
        assertThat(undone.reversed()).isEqualTo(Points.of(50));
        assertThat(undone.postings().get(0).attributions().get(0).rule()).isEqualTo("review");
        assertThat(shop.loyalty().accounts().undo(undo).orThrow().replayed()).isTrue();
        assertThat(shop.available(anna)).isEqualTo(0);
        assertThat(shop.loyalty().accounts().undo(ActivityUndo.of(shop.aKey(), anna, key)))
                .extracting(no -> ((Settlement.Refused) no).why())
                .isEqualTo(Refusal.ALREADY_UNDONE);
        for (CustomerId other : List.of(anna, ben)) {
            CommandKey unknown = other.equals(ben) ? key : CommandKey.of("none");
            assertThat(shop.loyalty().accounts().undo(ActivityUndo.of(shop.aKey(), other, unknown)))
                    .extracting(no -> ((Settlement.Refused) no).why())
                    .isEqualTo(Refusal.UNKNOWN_ACTIVITY);
        }
        assertThat(gives(shop, anna, "2026-03-02T00:00:00Z")).isEqualTo(50);
        isClean(shop);
    }

    @Test
    void an_event_that_gave_nothing_can_be_undone_and_frees_nothing() {
        Shop shop = shop(REVIEW.atMost(1, Counter.Period.YEAR));
        CustomerId anna = shop.aCustomer("anna");
        CommandKey key = shop.aKey();
        gives(shop, anna, "2026-03-02T00:00:00Z");
        shop.loyalty().accounts().record(Activity.of(key, anna, "review")).orThrow();

        shop.loyalty().accounts().undo(ActivityUndo.of(shop.aKey(), anna, key)).orThrow();

        assertThat(shop.loyalty().accounts().undo(ActivityUndo.of(shop.aKey(), anna, key)))
                .isInstanceOf(Settlement.Refused.class);
        assertThat(gives(shop, anna, "2026-03-02T00:00:00Z")).isEqualTo(0);
        isClean(shop);
    }

    @Test
    void used_points_of_an_event_are_missing_and_its_place_stays_taken() {
        Shop shop = shop(REVIEW.atMost(1, Counter.Period.YEAR));
        CustomerId anna = shop.aCustomer("anna");
        CommandKey key = shop.aKey();
        shop.loyalty().accounts().record(Activity.of(key, anna, "review")).orThrow();
        shop.redeems(anna, 20);

        Settlement.Settled undone = shop.loyalty()
                .accounts()
                .undo(ActivityUndo.of(shop.aKey(), anna, key))
                .orThrow();

        assertThat(undone.reversed()).isEqualTo(Points.of(30));
        assertThat(undone.shortfall()).isEqualTo(Points.of(20));
        assertThat(gives(shop, anna, "2026-03-02T00:00:00Z")).isEqualTo(0);
        isClean(shop);
    }

    @Test
    void what_the_program_says_of_returns_holds_for_used_points_of_an_event() {
        for (boolean owes : new boolean[] {false, true}) {
            ShortageRules.Rule rule = owes ? ShortageRules.Rule.allow(Points.of(500)) : ShortageRules.Rule.forbid();
            Shop shop = shop(program -> program.with(ShortageRules.standard().returning(rule)), REVIEW);
            CustomerId anna = shop.aCustomer("anna");
            CommandKey key = shop.aKey();
            shop.loyalty().accounts().record(Activity.of(key, anna, "review")).orThrow();
            shop.redeems(anna, 20);
            Settlement undone = shop.loyalty().accounts().undo(ActivityUndo.of(shop.aKey(), anna, key));
            if (owes) {
                assertThat(undone.orThrow().owed()).isEqualTo(Points.of(20));
            } else {
                assertThat(((Settlement.Refused) undone).why()).isEqualTo(Refusal.TOO_FEW_POINTS);
            }
            isClean(shop);
        }
    }

    @Test
    void points_of_an_event_wait_and_go_as_is_said_of_its_rule() {
        Shop shop = shop(
                program -> program.with(LotRules.none()
                        .with("review", LotRules.Pending.until(PeriodEnd.startOfDay(Period.ofDays(5))))
                        .with("review", LotRules.Expiry.after(PeriodEnd.startOfDay(Period.ofDays(10))))),
                REVIEW);
        CustomerId anna = shop.aCustomer("anna");
        CommandKey first = shop.aKey();
        CommandKey second = shop.aKey();
        CommandKey third = shop.aKey();
        CommandKey fourth = shop.aKey();
        for (CommandKey key : List.of(first, second, third, fourth)) {
            shop.loyalty().accounts().record(Activity.of(key, anna, "review")).orThrow();
        }
        assertThat(shop.loyalty().accounts().balance(anna).pending()).isEqualTo(Points.of(200));

        shop.loyalty()
                .accounts()
                .change(PendingChange.confirmEvent(shop.aKey(), anna, first))
                .orThrow();
        assertThat(shop.available(anna)).isEqualTo(50);
        shop.loyalty()
                .accounts()
                .change(PendingChange.cancelEvent(shop.aKey(), anna, third))
                .orThrow();
        Settlement.Settled back = shop.loyalty()
                .accounts()
                .undo(ActivityUndo.of(shop.aKey(), anna, second))
                .orThrow();
        assertThat(back.postings()).extracting(Posting::kind).containsExactly(Posting.Kind.RECALL);
        Settlement.Settled cancelled = shop.loyalty()
                .accounts()
                .undo(ActivityUndo.of(shop.aKey(), anna, third))
                .orThrow();
        assertThat(cancelled.result().lapsed()).isEqualTo(50);
        shop.on("2026-04-20");
        Settlement.Settled gone = shop.loyalty()
                .accounts()
                .undo(ActivityUndo.of(shop.aKey(), anna, fourth))
                .orThrow();
        assertThat(gone.result().lapsed()).isEqualTo(50);
        assertThat(gone.reversed()).isEqualTo(Points.NONE);
        isClean(shop);
    }

    @Test
    void an_event_gives_only_what_the_balance_has_room_for_and_counts_in_no_cap_of_purchases() {
        Shop shop = shop(
                program -> program.holdingUpTo(EarningRule.Cap.reducing(Points.of(70)))
                        .earningUpTo(EarningRule.Cap.reducing(Points.of(10)).within(Counter.Period.DAY)),
                REVIEW.atMost(2, Counter.Period.DAY));
        CustomerId anna = shop.aCustomer("anna");

        assertThat(gives(shop, anna, "2026-03-02T00:00:00Z")).isEqualTo(50);
        shop.buys(anna, "8.00");
        assertThat(shop.available(anna)).isEqualTo(58);
        Settlement.Settled cut = reviews(shop, anna, "2026-03-02T00:00:00Z");
        assertThat(cut.earned()).isEqualTo(Points.of(12));
        assertThat(cut.missed()).containsExactly(new Missed("review", Missed.Why.BALANCE, null, null));
        shop.redeems(anna, 20);
        assertThat(gives(shop, anna, "2026-03-02T00:00:00Z")).isEqualTo(0);
        isClean(shop);
    }

    @Test
    void the_version_that_is_valid_when_an_event_counts_decides() {
        Shop shop = shop(REVIEW.when(Schedule.through(java.time.LocalDate.parse("2026-03-31"))));
        CustomerId anna = shop.aCustomer("anna");
        LoyaltyProgram first = shop.loyalty().programs().history().versions().get(0);
        shop.loyalty()
                .programs()
                .publish(first.with(EventRule.of("review", Points.of(7)).named("more"))
                        .nextVersion(Shop.day("2026-03-10")));
        shop.on("2026-04-05");

        assertThat(gives(shop, anna, "2026-03-09T23:59:59Z")).isEqualTo(50);
        assertThat(gives(shop, anna, "2026-03-10T00:00:00Z")).isEqualTo(57);
        Settlement.Settled late = reviews(shop, anna, "2026-04-02T00:00:00Z");
        assertThat(late.earned()).isEqualTo(Points.of(7));
        assertThat(late.missed()).containsExactly(new Missed("review", Missed.Why.SCHEDULE, null, null));
        assertThatThrownBy(() -> reviews(shop, anna, "2026-04-05T00:30:00Z"))
                .isInstanceOf(InvalidRequestException.class);
        assertThat(gives(shop, anna, "2026-04-05T00:02:00Z")).isEqualTo(7);
        isClean(shop);
    }

    @Test
    void a_closed_account_records_no_event_and_a_frozen_one_does() {
        Shop shop = shop(REVIEW);
        CustomerId anna = shop.aCustomer("anna");
        CustomerId ben = shop.aCustomer("ben");
        Actor clerk = new Actor("clerk");
        shop.loyalty().accounts().change(new StatusChange(shop.aKey(), anna, Status.FROZEN, "look", clerk));
        shop.loyalty().accounts().change(new StatusChange(shop.aKey(), ben, Status.CLOSED, "left", clerk));

        assertThat(gives(shop, anna, "2026-03-02T00:00:00Z")).isEqualTo(50);
        Settlement no = shop.loyalty().accounts().record(Activity.of(shop.aKey(), ben, "review"));
        assertThat(((Settlement.Refused) no).why()).isEqualTo(Refusal.ACCOUNT_CLOSED);
        isClean(shop);
    }

    @Test
    void rules_that_cannot_be_meant_are_refused() {
        assertThatThrownBy(() -> REVIEW.cooling(Duration.ZERO)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> REVIEW.cooling(Duration.ofMillis(1500))).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> REVIEW.cooling(Duration.ofDays(3654))).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> REVIEW.atMost(0, Counter.Period.DAY)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> REVIEW.atMost(1, Counter.Period.DAY).atMost(2, Counter.Period.DAY))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> EventRule.of("review", Points.NONE)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> EventRule.of(" ", Points.of(1))).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> Shop.onePointPerEuro().with(REVIEW).with(REVIEW))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> Shop.onePointPerEuro().with(REVIEW.named("base")))
                .isInstanceOf(InvalidRequestException.class);
    }
}
