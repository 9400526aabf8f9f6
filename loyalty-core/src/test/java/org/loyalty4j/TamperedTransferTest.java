package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.RecordedTransfer;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.program.Transfer;
import org.loyalty4j.program.TransferRules;
import org.loyalty4j.program.TransferUndo;
import org.loyalty4j.testkit.Shop;

/** The audit of transfers that were changed behind the library's back. */
class TamperedTransferTest {

    private Shop shop;
    private AccountId annas;
    private AccountId bens;

    @BeforeEach
    void two_transfers_of_which_one_is_undone() {
        shop = Shop.open(program ->
                program.with(TransferRules.none().withFee(Points.of(2)).recordingShortfall()));
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        annas = new AccountId(anna, "points");
        bens = new AccountId(ben, "points");
        shop.gives(anna, 60, "2026-06-01");
        shop.gives(anna, 60, "2026-09-01");
        CommandKey key = shop.aKey();
        shop.loyalty()
                .transfers()
                .send(Transfer.of(key, anna, ben, Points.of(70)))
                .orThrow();
        shop.redeems(ben, 20);
        shop.loyalty()
                .transfers()
                .undo(TransferUndo.of(shop.aKey(), anna, ben, key))
                .orThrow();
        shop.loyalty()
                .transfers()
                .send(Transfer.of(shop.aKey(), anna, ben, Points.of(10)))
                .orThrow();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private List<AuditReport.Finding> findings(TamperedStore tampered) {
        return Loyalty.over(tampered).clock(shop.clock()).build().audit().findings();
    }

    @Test
    void a_change_of_any_column_of_a_leg_or_its_undoing_is_found_I_08_I_16() {
        for (AccountId account : List.of(annas, bens)) {
            List<RecordedTransfer> legs =
                    shop.store().reading(reader -> reader.ledger().transfers(account, 1, 99));
            assertThat(legs).hasSize(3);
            for (RecordedTransfer row : legs) {
                for (Map.Entry<String, RecordedTransfer> other :
                        Altered.columns(row).entrySet()) {
                    TamperedStore tampered = new TamperedStore(shop.store());
                    tampered.transfers = all -> all.stream()
                            .map(each -> each.equals(row) ? other.getValue() : each)
                            .toList();
                    assertThat(findings(tampered)).as(other.getKey()).isNotEmpty();
                }
            }
            List<RecordedUndo> undos =
                    shop.store().reading(reader -> reader.sales().undos(account));
            assertThat(undos).hasSize(1);
            for (Map.Entry<String, RecordedUndo> other :
                    Altered.columns(undos.get(0)).entrySet()) {
                TamperedStore tampered = new TamperedStore(shop.store());
                tampered.undos = all -> all.stream()
                        .map(each -> each.equals(undos.get(0)) ? other.getValue() : each)
                        .toList();
                assertThat(findings(tampered)).as(other.getKey()).isNotEmpty();
            }
        }
    }

    @Test
    void a_leg_that_is_removed_is_found_I_57() {
        TamperedStore tampered = new TamperedStore(shop.store());
        tampered.transfers = rows -> rows.isEmpty() ? rows : rows.subList(1, rows.size());

        assertThat(findings(tampered))
                .extracting(AuditReport.Finding::invariant)
                .contains("I-57");
    }

    @Test
    void points_that_came_in_and_went_out_nowhere_are_found_I_08() {
        Posting came = shop.store()
                .reading(reader -> reader.ledger().postings(bens, 1, 1))
                .get(0);
        TamperedStore tampered = new TamperedStore(shop.store());
        tampered.postings = rows -> rows.stream()
                .map(row -> row.equals(came) ? Altered.columns(row).get("lots") : row)
                .toList();

        assertThat(findings(tampered))
                .extracting(AuditReport.Finding::invariant)
                .contains("I-08");
    }
}
