package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.OpenedDay;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** The audit of stores whose rows of what was taken over were changed behind the library's back. */
class TamperedOpenedDayTest {

    private final Shop shop = Shop.open(program -> program.with(new TierLadder(
            List.of(Tier.of("green", 0), Tier.of("gold", 10_000)),
            TierLadder.Metric.SPEND,
            TierLadder.Window.lifetime(),
            null,
            TierLadder.Downgrade.NONE,
            Period.ZERO)));
    private final CustomerId anna = shop.aCustomer("Anna");
    private final AccountId account = new AccountId(anna, "points");

    @BeforeEach
    void days_and_a_tier_of_another_system() {
        OpeningBalance balance = OpeningBalance.of("2026", anna, day("2025-05-01", "60.00"))
                .and(day("2025-06-01", "70.00"))
                .holding(new OpeningBalance.Held("gold", LocalDate.parse("2024-01-01"), LocalDate.parse("2026-03-01")));
        shop.loyalty().openingBalances().load(List.of(balance).iterator());
        shop.on("2026-02-01").buys(anna, "1.00");
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private static OpeningBalance.Day day(String date, String spend) {
        return new OpeningBalance.Day(LocalDate.parse(date), euro(spend), Points.of(3), 1);
    }

    private List<AuditReport.Finding> findings(UnaryOperator<TamperedStore> change) {
        TamperedStore tampered = change.apply(new TamperedStore(shop.store()));
        return Loyalty.over(tampered).clock(shop.clock()).build().audit().findings();
    }

    private List<AuditReport.Finding> opened(UnaryOperator<List<OpenedDay>> change) {
        return findings(tampered -> {
            tampered.opened = change;
            return tampered;
        });
    }

    @Test
    void a_change_of_any_column_of_a_day_is_found_I_25_I_39() {
        List<OpenedDay> rows = shop.store().reading(reader -> reader.standings().opened(account));
        assertThat(rows).hasSize(2);
        for (OpenedDay row : rows) {
            Altered.columns(row)
                    .forEach((column, other) -> assertThat(opened(all -> all.stream()
                                    .map(each -> each.equals(row) ? other : each)
                                    .toList()))
                            .as(column + " of " + row)
                            .isNotEmpty());
        }
    }

    @Test
    void a_day_that_is_missing_or_that_nobody_took_over_is_found_I_25_I_57() {
        assertThat(opened(all -> all.subList(1, 2))).isNotEmpty();
        assertThat(opened(all -> {
                    List<OpenedDay> more = new ArrayList<>(all);
                    more.add(new OpenedDay(account, 2, LocalDate.parse("2025-07-01"), 1, 1, 1));
                    return more;
                }))
                .extracting(AuditReport.Finding::message)
                .anyMatch(message -> message.contains("took days over"));
    }

    @Test
    void a_change_of_any_column_of_a_tier_that_was_taken_over_is_found_I_25_I_39() {
        List<StandingChange> rows =
                shop
                        .store()
                        .<List<StandingChange>>reading(
                                reader -> reader.standings().changes(account))
                        .stream()
                        .filter(change -> change.cause() == StandingChange.Cause.TAKEN_OVER)
                        .toList();
        assertThat(rows).hasSize(1);
        StandingChange row = rows.get(0);
        Altered.columns(row)
                .forEach((column, other) -> assertThat(findings(tampered -> {
                            tampered.changes = all -> all.stream()
                                    .map(each -> each.equals(row) ? other : each)
                                    .toList();
                            return tampered;
                        }))
                        .as(column)
                        .isNotEmpty());
    }
}
