package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.QualifyingDay;

/** Quantities that are equal however they are written: 0.5 and 0.5 are 1. */
class ReturnStepsTest {

    private final Shop shop = Shop.open();
    private final CustomerId anna = shop.aCustomer("Anna");
    private final Purchase purchase = shop.buys(anna, "10.00");

    private Settlement returns(String quantity) {
        return shop.loyalty()
                .till()
                .giveBack(Return.of(shop.aKey(), anna, purchase.key(), "1", new BigDecimal(quantity)));
    }

    private List<QualifyingDay> days() {
        AccountId account = shop.loyalty().accounts().account(anna).id();
        LocalDate day = LocalDate.parse("2026-01-01");
        return shop.store().reading(reader -> reader.standings().days(account, day, day));
    }

    @Test
    void halves_that_make_a_whole_leave_nothing_to_return() {
        shop.buys(anna, "5.00");
        returns("0.5").orThrow();
        returns("0.5").orThrow();

        Settlement again = shop.loyalty().till().giveBack(Return.ofAll(shop.aKey(), anna, purchase.key()));

        assertThat(again)
                .isInstanceOfSatisfying(
                        Settlement.Refused.class, no -> assertThat(no.why()).isEqualTo(Refusal.MORE_THAN_BOUGHT));
        assertThat(days())
                .singleElement()
                .satisfies(day -> assertThat(day.purchases()).isEqualTo(1));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void the_sums_of_a_return_are_kept_in_their_plain_form() {
        returns("0.5").orThrow();
        returns("0.5").orThrow();

        List<RecordedReturn> steps =
                shop.store().reading(reader -> reader.sales().returnsOf(Purse.POINTS.code(), purchase.key()));

        assertThat(steps).hasSize(2);
        assertThat(steps.get(1).lines().get(0).quantity()).isEqualTo(BigDecimal.ONE);
        assertThat(new RecordedReturn.LineSum("1", new BigDecimal("1E+2"), 0).quantity())
                .isEqualTo(new BigDecimal("100"));
    }
}
