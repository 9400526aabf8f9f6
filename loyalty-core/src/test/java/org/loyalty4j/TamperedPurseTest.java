package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;

/** The audit of accounts in two purses whose receipts were changed behind the library's back. */
class TamperedPurseTest {

    private Shop shop;
    private CustomerId anna;
    private Purchase first;

    @BeforeEach
    void two_purchases_and_a_return_in_two_purses() {
        shop = Shop.open();
        shop.loyalty().programs().publish(Shop.onePointPerEuro().with(new Purse("stars", "stars", 0)));
        anna = shop.aCustomer("Anna");
        first = shop.buys(anna, "10.00");
        shop.buys(anna, "20.00");
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), anna, first.key()))
                .orThrow();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private List<AuditReport.Finding> findings(Consumer<TamperedStore> change) {
        TamperedStore tampered = new TamperedStore(shop.store());
        change.accept(tampered);
        return Loyalty.over(tampered).clock(shop.clock()).build().audit().findings();
    }

    private static boolean isMain(RecordedSale sale) {
        return sale.command().account().purse().equals("points");
    }

    private void assertFound(Consumer<TamperedStore> change, String message) {
        assertThat(findings(change)).anySatisfy(finding -> {
            assertThat(finding.customer()).isEqualTo(anna.value() + " in stars");
            assertThat(finding.invariant()).isEqualTo("I-57");
            assertThat(finding.message()).contains(message);
        });
    }

    @Test
    void a_receipt_that_the_main_purse_does_not_know_is_found_I_57() {
        for (int i = 0; i < 3; i++) {
            int sequence = i + 1;
            assertFound(
                    tampered -> tampered.commands = rows -> rows.stream()
                            .filter(row -> row.sequence() != sequence
                                    || row.account().purse().equals("stars"))
                            .toList(),
                    "is not recorded in the main purse");
        }
        assertFound(
                tampered -> tampered.sales = rows -> rows.stream()
                        .filter(row -> !isMain(row) || !row.purchase().equals(first))
                        .toList(),
                "is not recorded in the main purse");
    }

    @Test
    void another_purchase_under_the_same_key_is_found_I_57() {
        CommandKey key = first.key();
        assertFound(
                tampered -> tampered.sales = rows -> rows.stream()
                        .map(row -> row.purchase().key().equals(key) && isMain(row)
                                ? new RecordedSale(
                                        row.command(),
                                        Purchase.of(key.value(), anna, Shop.euro("11.00")),
                                        row.countsAt())
                                : row)
                        .toList(),
                "is another one than that of its key in the main purse");
    }

    @Test
    void a_return_that_one_purse_does_not_know_is_found_I_57() {
        for (String purse : List.of("points", "stars")) {
            assertFound(
                    tampered -> tampered.returns = rows -> rows.stream()
                            .filter(row -> !row.command().account().purse().equals(purse))
                            .toList(),
                    "did not come back by the same requests");
        }
    }
}
