package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
