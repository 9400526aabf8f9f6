package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.day;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** The audit of stores whose rows of points for who reached a tier were changed behind the library's back. */
class TamperedEntryTest {

    private final Shop shop = Shop.open(program -> program.with(new TierLadder(
            List.of(Tier.of("green", 0), Tier.of("gold", 10_000).entering(Points.of(70), Counter.Period.YEAR)),
            TierLadder.Metric.SPEND,
            TierLadder.Window.of(TierLadder.Window.Kind.CALENDAR_MONTH),
            PeriodEnd.startOfDay(Period.ofMonths(1)),
            TierLadder.Downgrade.FULL,
            Period.ZERO)));
    private final CustomerId anna = shop.aCustomer("Anna");
    private final AccountId account = new AccountId(anna, "points");

    @BeforeEach
    void a_tier_that_was_reached_twice_and_gave_once() {
        shop.on("2026-02-01").buys(anna, "120.00");
        shop.on("2026-06-01").buys(anna, "120.00");
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private List<AuditReport.Finding> findings(UnaryOperator<TamperedStore> change) {
        TamperedStore tampered = change.apply(new TamperedStore(shop.store()));
        return Loyalty.over(tampered).clock(shop.clock()).build().audit().findings();
    }

    private List<AuditReport.Finding> entered(Map<String, Standing.Entered> other) {
        return findings(tampered -> {
            tampered.standings = all -> all.stream()
                    .map(row -> new Standing(
                            row.account(),
                            row.tier(),
                            row.since(),
                            row.holds(),
                            row.programVersion(),
                            row.windowStart(),
                            row.windowDay(),
                            row.windowSum(),
                            row.changes(),
                            row.revision(),
                            row.sums(),
                            row.changed(),
                            row.given(),
                            row.upcoming(),
                            other))
                    .toList();
            return tampered;
        });
    }

    @Test
    void a_change_of_when_a_tier_gave_last_is_found_I_39() {
        Standing stored =
                shop.store().reading(reader -> reader.standings().find(account)).orElseThrow();
        Standing.Entered kept = Objects.requireNonNull(stored.entered().get("gold"));
        LocalDate on = LocalDate.parse("2026-02-01");
        assertThat(entered(Map.of("gold", kept))).isEmpty();
        assertThat(entered(Map.of("gold", new Standing.Entered(on, 0)))).isEmpty(); // as rows were once written
        assertThat(entered(Map.of())).isNotEmpty();
        assertThat(entered(Map.of("gold", new Standing.Entered(on, kept.number() + 1))))
                .isNotEmpty();
        assertThat(entered(Map.of("gold", new Standing.Entered(LocalDate.parse("2025-02-01"), kept.number()))))
                .isNotEmpty();
        assertThat(entered(Map.of("green", kept))).isNotEmpty();
    }

    @Test
    void a_change_of_any_column_of_an_entry_is_found_I_39_I_56() {
        List<Posting> rows = shop.store().reading(reader -> reader.ledger().postings(account, 1, 100));
        Posting entry = rows.stream()
                .filter(row -> row.kind() == Posting.Kind.ENTRY)
                .findFirst()
                .orElseThrow();
        assertThat(entry.countsAt()).isEqualTo(day("2026-02-01"));
        Altered.columns(entry)
                .forEach((column, other) -> assertThat(findings(tampered -> {
                            tampered.postings = all -> all.stream()
                                    .map(each -> each.equals(entry) ? other : each)
                                    .toList();
                            return tampered;
                        }))
                        .as(column)
                        .isNotEmpty());
    }
}
