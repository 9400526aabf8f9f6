package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LotRules.Inactivity;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;

/** Heads that do not say when something happened last, and points that did not go when nothing did, are found. */
class TamperedIdleTest {

    private Shop shop;
    private CustomerId anna;

    @BeforeEach
    void points_that_went_and_points_that_are_there() {
        shop = Shop.open(program ->
                program.with(LotRules.none().with(Inactivity.after(PeriodEnd.startOfDay(Period.ofDays(30))))));
        anna = shop.aCustomer("Anna");
        shop.on("2026-01-10").buys(anna, "100.00");
        shop.on("2026-01-20").gives(anna, 5, "2026-02-01");
        shop.on("2026-03-01").buys(anna, "9.00");
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private boolean finds(UnaryOperator<RewardAccount> change) {
        return TamperedRows.isFound(
                shop,
                (TamperedStore store, UnaryOperator<List<RewardAccount>> into) -> store.heads = into,
                heads -> heads.stream().map(change).toList());
    }

    private static RewardAccount head(RewardAccount head, @Nullable Instant due, @Nullable Instant active) {
        return new RewardAccount(
                head.id(),
                head.status(),
                head.balance(),
                head.held(),
                head.pending(),
                head.debt(),
                head.lastNumber(),
                head.commands(),
                head.lastRecordedAt(),
                head.lastHash(),
                due,
                active);
    }

    @Test
    void another_last_activity_at_the_head_is_found_I_36() {
        assertThat(finds(head -> head(head, head.dueAt(), Shop.day("2026-02-28"))))
                .isTrue();
        assertThat(finds(head -> head(head, head.dueAt(), null))).isTrue();
    }

    @Test
    void a_head_that_is_looked_at_too_late_for_points_to_go_is_found_I_36() {
        assertThat(finds(head -> head(head, Shop.day("2026-04-01"), head.activeAt())))
                .isTrue();
        assertThat(finds(head -> head(head, null, head.activeAt()))).isTrue();
    }

    @Test
    void points_that_went_at_another_instant_or_stay_in_their_lot_are_found_I_05_I_18() {
        TamperedStore tampered = new TamperedStore(shop.store());
        tampered.postings =
                postings -> postings.stream().map(TamperedIdleTest::later).toList();
        assertThat(Loyalty.over(tampered).clock(shop.clock()).build().audit().findings())
                .anyMatch(finding -> finding.toString().contains("I-18"));
        assertThat(TamperedRows.isFound(
                        shop,
                        (TamperedStore store, UnaryOperator<List<Lot>> into) -> store.lots = into,
                        lots -> lots.stream()
                                .map(lot -> lot.withRemaining(lot.remaining() + 1))
                                .toList()))
                .isTrue();
    }

    private static Posting later(Posting posting) {
        return new Posting(
                posting.account(),
                posting.number(),
                posting.kind(),
                posting.amount(),
                posting.after(),
                posting.lots(),
                posting.attributions(),
                posting.command(),
                posting.programVersion(),
                posting.kind() == Posting.Kind.EXPIRE ? posting.countsAt().plusSeconds(1) : posting.countsAt(),
                posting.recordedAt(),
                posting.hash());
    }
}
