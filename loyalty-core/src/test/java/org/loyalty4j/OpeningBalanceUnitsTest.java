package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.day;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.program.OpeningBalance.OpeningLot;
import org.loyalty4j.testkit.Shop;

/** How much of a load of opening balances is in hand at once. */
class OpeningBalanceUnitsTest {

    @Test
    void long_lines_are_written_a_few_at_a_time() {
        GroupingStore store = new GroupingStore(1);
        Shop shop = Shop.over(store, program -> program);
        List<OpeningLot> lots = Collections.nCopies(600, new OpeningLot(Points.of(1), day("2025-03-01"), null));
        List<OpeningBalance> lines = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            lines.add(new OpeningBalance("2026", shop.aCustomer("customer " + i), lots, null, null));
        }
        List<Integer> written = new ArrayList<>();
        store.atWriting = changes -> written.add(changes.postings().size());

        shop.loyalty().openingBalances().load(lines.iterator());

        assertThat(written).containsExactly(1200, 1200, 600);
    }
}
