package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.program.Undo;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;

/** The audit of undoings that were changed behind the library's back. */
class TamperedUndoTest {

    private Shop shop;
    private AccountId account;

    @BeforeEach
    void a_redemption_that_is_undone_in_steps_and_comes_back_with_its_purchase() {
        shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        account = new AccountId(anna, "points");
        shop.gives(anna, 60, "2026-06-01");
        shop.gives(anna, 60, "2026-09-01");
        Purchase paid = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("30.00")).quantity(3))
                .build();
        CommandKey used = shop.aKey();
        shop.loyalty()
                .rewards()
                .redeem(Redemption.of(used, anna, Points.of(90)).paying(paid.key()))
                .orThrow();
        shop.loyalty().till().record(paid).orThrow();
        undo(anna, used, 20);
        shop.loyalty()
                .till()
                .giveBack(Return.of(shop.aKey(), anna, paid.key(), "1", BigDecimal.ONE))
                .orThrow();
        undo(anna, used, 10);
        shop.loyalty()
                .till()
                .voidPurchase(PurchaseVoid.of(shop.aKey(), anna, paid.key()))
                .orThrow();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private void undo(CustomerId anna, CommandKey used, long points) {
        shop.loyalty()
                .rewards()
                .undo(Undo.of(shop.aKey(), anna, used, Points.of(points)))
                .orThrow();
    }

    private List<AuditReport.Finding> findings(TamperedStore tampered) {
        return Loyalty.over(tampered).clock(shop.clock()).build().audit().findings();
    }

    @Test
    void a_change_of_any_column_of_an_undoing_is_found_I_16_I_57() {
        List<RecordedUndo> rows = shop.store().reading(reader -> reader.sales().undos(account));
        assertThat(rows).hasSize(2);
        for (RecordedUndo row : rows) {
            for (Map.Entry<String, RecordedUndo> other : Altered.columns(row).entrySet()) {
                TamperedStore tampered = new TamperedStore(shop.store());
                tampered.undos = all -> all.stream()
                        .map(each -> each.equals(row) ? other.getValue() : each)
                        .toList();
                assertThat(findings(tampered))
                        .as(other.getKey())
                        .extracting(AuditReport.Finding::invariant)
                        .containsAnyOf("I-16", "I-25", "I-57");
            }
        }
    }

    @Test
    void an_undoing_that_is_removed_or_there_twice_is_found_I_57() {
        TamperedStore removed = new TamperedStore(shop.store());
        removed.undos = rows -> rows.subList(1, rows.size());
        TamperedStore twice = new TamperedStore(shop.store());
        twice.undos = rows -> List.of(rows.get(0), rows.get(0), rows.get(1));

        assertThat(findings(removed)).extracting(AuditReport.Finding::invariant).contains("I-57");
        assertThat(findings(twice)).extracting(AuditReport.Finding::invariant).contains("I-57");
    }
}
