package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Explanation;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.PersonalFactor;
import org.loyalty4j.sale.Purchase;

/** What the library promises over every store about multipliers that the host says for each customer. */
abstract class PersonalPromises extends OpenPromises {

    private static final Ratio HALF_AS_MUCH_AGAIN = Ratio.of(3, 2);

    /** A host that says for each purchase what stands in its list next, and keeps whom it was asked about. */
    private static final class Host implements PersonalFactor {

        private final List<CommandKey> asked = new ArrayList<>();
        private Ratio next = HALF_AS_MUCH_AGAIN;

        @Override
        public Ratio of(CustomerId customer, Purchase purchase) {
            assertThat(customer).isEqualTo(purchase.customer());
            asked.add(purchase.key());
            return next;
        }
    }

    private Loyalty.Builder over(LoyaltyProgram program) {
        return Loyalty.over(store())
                .clock(new SettableClock(Shop.OPENING))
                .ids(new CountingIds())
                .program(program);
    }

    private static LoyaltyProgram personal() {
        return Shop.onePointPerEuro().with(EarningRule.personal("yours", "segment"));
    }

    private static CustomerId anna(Loyalty loyalty) {
        return loyalty.customers()
                .enroll(NewCustomer.person(CommandKey.of("enroll Anna")).named("Anna"))
                .orThrow()
                .id();
    }

    private static Purchase receipt(int number, CustomerId customer, String amount) {
        return Purchase.of("receipt " + number, customer, Shop.euro(amount));
    }

    @Test
    void a_personal_factor_is_asked_once_kept_with_the_purchase_and_told_again_whatever_it_is_by_then() {
        Host host = new Host();
        Loyalty loyalty = over(personal()).factor("segment", host).build();
        CustomerId anna = anna(loyalty);
        Purchase purchase = receipt(1, anna, "10.00");

        Settlement.Settled quoted = loyalty.till().quote(purchase).orThrow();
        host.asked.clear();
        Settlement.Settled settled = loyalty.till().record(purchase).orThrow();
        host.next = Ratio.of(7);
        Settlement.Settled again = loyalty.till().record(purchase).orThrow();
        Settlement.Settled quotedAgain = loyalty.till().quote(purchase).orThrow();

        assertThat(host.asked).containsExactly(purchase.key());
        assertThat(quoted.earned()).isEqualTo(Points.of(15));
        assertThat(settled.postings())
                .extracting(Posting::attributions)
                .containsExactly(List.of(new Attribution("1", "base", 10, 10), new Attribution("1", "yours", 5, 5)));
        assertThat(settled.result().factors()).isEqualTo(Map.of("segment", HALF_AS_MUCH_AGAIN));
        assertThat(again.replayed()).isTrue();
        assertThat(again.result()).isEqualTo(settled.result());
        assertThat(quotedAgain.result()).isEqualTo(settled.result());
        Explanation why = loyalty.accounts().explain(anna, 1);
        assertThat(why.factors()).isEqualTo(Map.of("segment", HALF_AS_MUCH_AGAIN));
        assertThatThrownBy(() -> loyalty.till().record(receipt(1, anna, "11.00")))
                .isInstanceOf(KeyReusedException.class);
        assertThat(host.asked).containsExactly(purchase.key());
        assertThat(loyalty.audit().findings()).isEmpty();
        assertThat(over(personal()).factor("segment", host).build().audit().findings())
                .isEmpty();
        assertThat(host.asked).containsExactly(purchase.key());
        assertThatThrownBy(() -> Loyalty.over(store()).build())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("segment");
    }

    @Test
    void many_purchases_are_asked_about_once_each_and_those_that_are_recorded_not_at_all() {
        Host host = new Host();
        Loyalty loyalty = over(personal()).factor("segment", host).build();
        CustomerId anna = anna(loyalty);
        Purchase first = receipt(1, anna, "10.00");
        loyalty.till().record(first).orThrow();
        host.asked.clear();
        host.next = Ratio.of(2);
        Purchase second = receipt(2, anna, "20.00");
        Purchase third = receipt(3, anna, "30.00");

        List<Long> earned = loyalty.till().recordAll(List.of(third, first, second, second)).stream()
                .map(outcome -> outcome.orThrow().orThrow().earned().minor())
                .toList();

        assertThat(earned).containsExactly(60L, 15L, 40L, 40L);
        assertThat(host.asked).containsExactlyInAnyOrder(second.key(), third.key());
        assertThat(loyalty.audit().findings()).isEmpty();
    }

    @Test
    void a_personal_factor_is_asked_while_nothing_is_locked_and_who_is_first_meanwhile_is_repeated() {
        Loyalty[] desks = new Loyalty[1];
        Host host = new Host();
        Loyalty loyalty = over(personal())
                .factor("segment", (customer, purchase) -> {
                    desks[0].accounts()
                            .give(Bonus.of(CommandKey.of("meanwhile"), customer, Points.of(3), "gift"))
                            .orThrow();
                    desks[0].till().record(purchase).orThrow();
                    return Ratio.of(100);
                })
                .build();
        desks[0] = over(personal()).factor("segment", host).build();
        CustomerId anna = anna(loyalty);

        Settlement.Settled settled =
                loyalty.till().record(receipt(1, anna, "10.00")).orThrow();

        assertThat(settled.replayed()).isTrue();
        assertThat(settled.earned()).isEqualTo(Points.of(15));
        assertThat(settled.result().factors()).isEqualTo(Map.of("segment", HALF_AS_MUCH_AGAIN));
        assertThat(loyalty.accounts().balance(anna).available()).isEqualTo(Points.of(18));
        assertThat(loyalty.audit().findings()).isEmpty();
    }

    @Test
    void a_host_that_fails_to_say_its_factor_has_written_nothing_and_its_key_stays_free() {
        List<Ratio> answers = new ArrayList<>();
        Loyalty loyalty = over(personal())
                .factor("segment", (customer, purchase) -> {
                    if (answers.isEmpty()) {
                        throw new IllegalStateException("the segments are away");
                    }
                    return answers.get(0);
                })
                .build();
        CustomerId anna = anna(loyalty);
        Purchase purchase = receipt(1, anna, "10.00");

        assertThatThrownBy(() -> loyalty.till().record(purchase)).hasMessage("the segments are away");
        assertThat(loyalty.till().find(purchase.key())).isEmpty();
        answers.add(Ratio.ZERO);

        assertThat(loyalty.till().record(purchase).orThrow().earned()).isEqualTo(Points.NONE);
        assertThat(loyalty.till()
                        .find(purchase.key())
                        .orElseThrow()
                        .command()
                        .result()
                        .factors())
                .isEqualTo(Map.of("segment", Ratio.ZERO));
        assertThat(loyalty.audit().findings()).isEmpty();
    }
}
