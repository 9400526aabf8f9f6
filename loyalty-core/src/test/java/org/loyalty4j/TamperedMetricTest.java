package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.QualifyingMetric;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierLadder.Metric;

/** The audit of stores whose counts of a program's own metrics were changed behind the library's back. */
class TamperedMetricTest {

    private static final Metric STATUS = Metric.own("status");

    private final Shop shop = Shop.open(program -> program.counting(
                    QualifyingMetric.perAmount("status", Ratio.of(3), euro("10.00"), LineFilter.goods()))
            .with(new TierLadder(
                    List.of(Tier.of("green", 0), Tier.of("gold", 20)),
                    STATUS,
                    TierLadder.Window.lifetime(),
                    null,
                    TierLadder.Downgrade.NONE,
                    Period.ZERO)));

    @BeforeEach
    void somebody_who_counts_12() {
        shop.buys(shop.aCustomer("Anna"), "40.00");
        assertThat(findings(Map.of("status", 12L))).isEmpty();
    }

    private List<AuditReport.Finding> findings(Map<String, Long> counts) {
        TamperedStore tampered = new TamperedStore(shop.store());
        tampered.days = days -> days.stream()
                .map(day -> new QualifyingDay(
                        day.account(), day.date(), day.spend(), day.points(), day.purchases(), day.peak(), counts))
                .toList();
        return Loyalty.over(tampered).clock(shop.clock()).build().audit().findings();
    }

    @Test
    void more_than_was_bought_is_found() {
        assertThat(findings(Map.of("status", 20L)))
                .extracting(AuditReport.Finding::invariant)
                .contains("I-39");
    }

    @Test
    void what_is_left_out_is_found() {
        assertThat(findings(Map.of())).isNotEmpty();
    }

    @Test
    void what_no_program_counts_is_found() {
        assertThat(findings(Map.of("status", 12L, "miles", 1L))).isNotEmpty();
    }
}
