package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.TierLadder;

/** The audit of stores that tell the truth. */
class AuditTest {

    @Test
    void an_empty_store_is_clean() {
        AuditReport report = Shop.open().loyalty().audit();

        assertThat(report.clean()).isTrue();
        assertThat(report.accounts()).isZero();
    }

    @Test
    void the_audit_of_one_customer_finds_what_is_about_the_own_accounts_and_nothing_else() {
        Shop shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        shop.buys(anna, "60.00");
        shop.buys(ben, "70.00");
        shop.buys(ben, "80.00");
        assertThat(shop.loyalty().audit(ben).findings()).isEmpty();
        assertThat(shop.loyalty().audit(ben).accounts()).isEqualTo(1);
        assertThat(shop.loyalty().audit(ben).postings()).isEqualTo(2);

        TamperedStore tampered = new TamperedStore(shop.store());
        tampered.commands = rows -> rows.stream()
                .filter(command -> !command.customer().equals(anna))
                .toList();
        Loyalty loyalty = Loyalty.over(tampered).clock(shop.clock()).build();
        assertThat(loyalty.audit(ben).clean()).isTrue();
        assertThat(loyalty.audit(anna).findings())
                .isNotEmpty()
                .isEqualTo(loyalty.audit().findings());
        assertThatThrownBy(() -> loyalty.audit(new CustomerId(new UUID(7, 7))))
                .isInstanceOf(UnknownCustomerException.class);
    }

    @ParameterizedTest
    @EnumSource(TierLadder.Downgrade.class)
    void an_honest_store_is_clean_whatever_happened_I_01_to_I_59(TierLadder.Downgrade downgrade) {
        for (long seed = 1; seed <= 24; seed++) {
            RandomShop random = new RandomShop(seed, downgrade);
            for (int i = 0; i < 200; i++) {
                random.step();
            }
            AuditReport report = random.shop().loyalty().audit();
            assertThat(report.findings()).as("seed %d", seed).isEmpty();
            assertThat(report.postings()).isGreaterThan(20);
            assertThat(report.issued())
                    .isEqualTo(report.outstanding()
                            .add(report.spent())
                            .add(report.expired())
                            .add(report.reversed()));
        }
    }
}
