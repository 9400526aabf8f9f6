package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.euro;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;

/** Goods without their purchase, in one unit with the commands of others. */
class GroupedUnknownReturnTest {

    @Test
    void lots_that_a_unit_has_emptied_are_not_read_again() {
        Shop shop = Shop.open(program -> program.with(UnknownReturn.Policy.AVERAGE_RATE));
        CustomerId anna = shop.aCustomer("Anna");
        for (int i = 0; i < 300; i++) {
            shop.gives(anna, 1, "2026-06-01");
        }
        Purchase purchase = shop.buys(anna, "500.00");
        shop.buys(anna, "600.00");
        Engine engine = Engine.over(shop.store(), BuiltWithout.anything(shop.clock()));

        List<Outcome<Settlement>> answers = Settler.settleTogether(
                engine,
                List.of(
                        new Command.GiveBack(Return.ofAll(shop.aKey(), anna, purchase.key())),
                        new Command.TakeUnknown(UnknownReturn.of(shop.aKey(), anna, euro("600.00")))));

        assertThat(answers.get(0).orThrow().orThrow().reversed()).isEqualTo(Points.of(500));
        assertThat(answers.get(1).orThrow().orThrow().reversed()).isEqualTo(Points.of(600));
        assertThat(shop.available(anna)).isEqualTo(300);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }
}
