package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Anchor;
import org.loyalty4j.points.ChainHash;
import org.loyalty4j.points.Purse;
import org.loyalty4j.testkit.Shop;

class AnchorsTest {

    private final Shop shop = Shop.open();

    @Test
    void accounts_are_told_with_their_last_posting_in_every_purse() {
        shop.loyalty().programs().publish(Shop.onePointPerEuro().with(new Purse("stamps", "stamps", 0)));
        CustomerId anna = shop.aCustomer("Anna");
        shop.aCustomer("Ben");
        shop.buys(anna, "10.00");
        shop.buys(anna, "20.00");

        List<Anchor> saved = saved();

        assertThat(saved).extracting(Anchor::number).containsExactly(2L, 2L);
        assertThat(saved).extracting(anchor -> anchor.account().purse()).containsExactly("points", "stamps");
        assertThat(shop.loyalty().auditSince(saved.iterator()).clean()).isTrue();
    }

    @Test
    void an_account_that_went_on_is_still_the_one_it_was() {
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "10.00");
        List<Anchor> saved = saved();
        shop.redeems(anna, 3);

        AuditReport report = shop.loyalty().auditSince(saved.iterator());

        assertThat(report.clean()).isTrue();
        assertThat(report.accounts()).isEqualTo(1);
    }

    @Test
    void an_account_that_ends_earlier_is_unknown_or_took_another_way_is_found() {
        CustomerId anna = shop.aCustomer("Anna");
        shop.buys(anna, "10.00");
        Anchor seen = saved().get(0);
        Anchor later = new Anchor(seen.account(), 5, seen.hash());
        Anchor other = new Anchor(seen.account(), 1, ChainHash.START);
        Anchor nobody = new Anchor(new AccountId(shop.aCustomer("Ben"), "points"), 1, seen.hash());

        AuditReport report =
                shop.loyalty().auditSince(List.of(seen, later, other, nobody).iterator());

        assertThat(report.found()).isEqualTo(3);
        assertThat(report.findings()).extracting(AuditReport.Finding::posting).containsExactly(5L, 1L, 1L);
        assertThat(report.findings())
                .allSatisfy(finding -> assertThat(finding.invariant()).isEqualTo("I-56"));
    }

    @Test
    void more_accounts_than_are_read_at_once_are_each_told_once() {
        for (int i = 0; i < 250; i++) {
            shop.buys(shop.aCustomer("c" + i), "1.00");
        }

        assertThat(saved()).doesNotHaveDuplicates().hasSize(250);
    }

    private List<Anchor> saved() {
        List<Anchor> saved = new ArrayList<>();
        assertThat(shop.loyalty().saveAnchors(saved::add)).isEqualTo(saved.size());
        return saved;
    }
}
