package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Activity;
import org.loyalty4j.program.ActivityUndo;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EventRule;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;

/** Events that are no purchases at the edges: of another customer, with a name that has a use, before the program begins. */
class ActivityEdgesTest {

    private final Shop shop = Shop.open(program -> program.with(EventRule.of("review", Points.of(50)))
            .with(EventRule.of("return-unknown", Points.of(30)))
            .expiring(PeriodEnd.endOfDay(Period.ofDays(10))));
    private final CustomerId anna = shop.aCustomer("Anna");

    private CommandKey happens(String event) {
        CommandKey key = shop.aKey();
        shop.loyalty().accounts().record(Activity.of(key, anna, event)).orThrow();
        return key;
    }

    @Test
    void whoever_undoes_an_event_of_another_customer_is_told_of_points_of_their_own_only() {
        CustomerId bob = shop.aCustomer("Bob");
        shop.gives(bob, 7, "2027-01-01");
        shop.gives(anna, 3, "");
        CommandKey event = happens("review");
        shop.on("2026-03-01");

        Settlement answer = shop.loyalty().accounts().undo(ActivityUndo.of(shop.aKey(), bob, event));

        assertThat(answer).isEqualTo(new Settlement.Refused(Refusal.UNKNOWN_ACTIVITY, Points.of(7), Points.NONE));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_rule_that_is_called_as_what_takes_points_of_unknown_goods_counts_nothing_there_for_the_audit() {
        CommandKey event = happens("return-unknown");
        shop.loyalty()
                .accounts()
                .undo(ActivityUndo.of(shop.aKey(), anna, event))
                .orThrow();
        assertThat(shop.loyalty().audit().findings()).isEmpty();

        Shop other = Shop.open(program -> program.with(EarningRule.perStep("return-unknown", 1, Shop.euro("1.00"))));
        CustomerId bob = other.aCustomer("Bob");
        Purchase bought = other.buys(bob, "10.00");
        other.loyalty()
                .till()
                .giveBack(Return.ofAll(other.aKey(), bob, bought.key()))
                .orThrow();
        assertThat(other.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void an_event_that_a_till_dates_before_the_program_begins_and_is_told_later_is_sound() {
        shop.clock().advance(Duration.ofMinutes(2));
        Activity early = Activity.of(shop.aKey(), anna, "review").at(Shop.OPENING.minusSeconds(60));

        shop.loyalty().accounts().record(early).orThrow();

        assertThat(shop.loyalty().accounts().record(early).orThrow().replayed()).isTrue();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }
}
