package org.loyalty4j;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.day;

import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.program.TierOverride;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.GivenTier;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** The audit of stores whose rows of tiers given by hand were changed behind the library's back. */
class TamperedGivenTierTest {

    private static final Actor BOSS = new Actor("boss");

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
    void tiers_that_ended_in_every_way() {
        gives("over", "2026-01-20");
        gives("replaced", "2026-06-20");
        shop.on("2026-02-01");
        gives("revoked", "2026-03-01");
        shop.loyalty()
                .accounts()
                .revoke(new TierOverride.End(shop.aKey(), anna, CommandKey.of("revoked"), "asked", BOSS))
                .orThrow();
        gives("ends", "2026-02-10");
        shop.on("2026-02-11").buys(anna, "1.00");
        gives("live", "2026-09-01");
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private void gives(String key, String until) {
        shop.loyalty()
                .accounts()
                .give(TierOverride.of(CommandKey.of(key), anna, "gold", "asked", BOSS)
                        .until(day(until)))
                .orThrow();
    }

    private List<AuditReport.Finding> findings(UnaryOperator<TamperedStore> change) {
        TamperedStore tampered = change.apply(new TamperedStore(shop.store()));
        return Loyalty.over(tampered).clock(shop.clock()).build().audit().findings();
    }

    @Test
    void a_change_of_any_column_of_a_change_by_hand_is_found_I_39_I_57() {
        List<StandingChange> rows =
                shop.store().reading(reader -> reader.standings().changes(account));
        assertThat(rows).hasSize(7);
        for (StandingChange row : rows) {
            Altered.columns(row)
                    .forEach((column, other) -> assertThat(findings(tampered -> {
                                tampered.changes = all -> all.stream()
                                        .map(each -> each.equals(row) ? other : each)
                                        .toList();
                                return tampered;
                            }))
                            .as(column + " of " + row)
                            .isNotEmpty());
        }
    }

    @Test
    void a_change_by_hand_that_is_missing_is_found_I_39_I_57() {
        List<StandingChange> rows =
                shop.store().reading(reader -> reader.standings().changes(account));
        for (StandingChange row : rows) {
            assertThat(findings(tampered -> {
                        tampered.changes = all -> {
                            List<StandingChange> fewer = new ArrayList<>(all);
                            fewer.remove(row);
                            return fewer;
                        };
                        return tampered;
                    }))
                    .as("without " + row)
                    .isNotEmpty();
        }
    }

    @Test
    void a_change_of_any_part_of_the_last_given_tier_is_found_I_39() {
        Standing standing =
                shop.store().reading(reader -> reader.standings().find(account)).orElseThrow();
        GivenTier given = requireNonNull(standing.given());
        Altered.columns(given)
                .forEach((part, other) -> assertThat(findings(tampered -> {
                            tampered.standings = all ->
                                    all.stream().map(each -> each.giving(other)).toList();
                            return tampered;
                        }))
                        .as(part)
                        .isNotEmpty());
        assertThat(findings(tampered -> {
                    tampered.standings =
                            all -> all.stream().map(each -> each.giving(null)).toList();
                    return tampered;
                }))
                .isNotEmpty();
    }
}
