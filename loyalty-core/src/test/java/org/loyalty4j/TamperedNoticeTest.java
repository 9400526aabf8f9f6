package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.ExpiryNotice;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.testkit.Shop;

/** The audit of what was told to go soon and was changed behind the library's back. */
class TamperedNoticeTest {

    private Shop shop;

    @BeforeEach
    void two_notices_of_one_customer() {
        shop = Shop.open(program -> program.with(LotRules.none().noticeBefore(10)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.gives(anna, 20, "2026-03-01");
        shop.gives(anna, 7, "2026-03-05");
        shop.on("2026-02-28").buys(anna, "3.00");
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private List<AuditReport.Finding> findings(UnaryOperator<ExpiryNotice> change) {
        TamperedStore tampered = new TamperedStore(shop.store());
        tampered.notices = rows -> {
            List<ExpiryNotice> changed = new ArrayList<>(rows);
            changed.set(0, change.apply(rows.get(0)));
            return changed;
        };
        return Loyalty.over(tampered).clock(shop.clock()).build().audit().findings();
    }

    private static AccountId nobody() {
        return new AccountId(new CustomerId(new java.util.UUID(0, 7)), "points");
    }

    @Test
    void a_change_of_any_column_of_a_notice_is_found_I_57() {
        List<UnaryOperator<ExpiryNotice>> changes = List.of(
                row -> new ExpiryNotice(nobody(), row.sequence(), row.goneAt(), row.since(), row.points()),
                row -> new ExpiryNotice(row.account(), 1, row.goneAt(), row.since(), row.points()),
                row -> new ExpiryNotice(row.account(), 9, row.goneAt(), row.since(), row.points()),
                row -> new ExpiryNotice(
                        row.account(), row.sequence(), row.goneAt().plusSeconds(1), row.since(), row.points()),
                row -> new ExpiryNotice(
                        row.account(), row.sequence(), row.goneAt(), row.since().plusSeconds(1), row.points()),
                row -> new ExpiryNotice(row.account(), row.sequence(), row.goneAt(), row.since(), row.points() + 1));
        for (UnaryOperator<ExpiryNotice> change : changes) {
            assertThat(findings(change))
                    .extracting(AuditReport.Finding::invariant)
                    .contains("I-57");
        }
    }

    @Test
    void a_notice_that_is_missing_or_too_many_is_found_I_57() {
        for (UnaryOperator<List<ExpiryNotice>> lie :
                List.<UnaryOperator<List<ExpiryNotice>>>of(rows -> rows.subList(1, rows.size()), rows -> {
                    List<ExpiryNotice> more = new ArrayList<>(rows);
                    more.addAll(rows);
                    return more;
                })) {
            TamperedStore tampered = new TamperedStore(shop.store());
            tampered.notices = lie;
            assertThat(Loyalty.over(tampered)
                            .clock(shop.clock())
                            .build()
                            .audit()
                            .findings())
                    .extracting(AuditReport.Finding::invariant)
                    .contains("I-57");
        }
    }
}
