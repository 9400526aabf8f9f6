package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.program.Claim;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.program.RecordedGuest.Step;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;

/** The audit of guest purchases that were changed behind the library's back. */
class TamperedGuestTest {

    private Shop shop;
    private CommandKey key;

    @BeforeEach
    void a_guest_purchase_of_which_some_comes_back_in_two_steps_before_it_is_claimed() {
        shop = Shop.open(program -> program.claimableFor(PeriodEnd.endOfDay(Period.ofDays(30))));
        CustomerId anna = shop.aCustomer("Anna");
        key = shop.aKey();
        Purchase purchase = Purchase.ofGuest(key)
                .line(PurchaseLine.goods("1", Shop.euro("40.00")).quantity(4))
                .line(PurchaseLine.goods("2", Shop.euro("5.00")))
                .build();
        shop.loyalty().guests().record(GuestPurchase.of(purchase)).orThrow();
        for (int i = 0; i < 2; i++) {
            shop.loyalty()
                    .guests()
                    .giveBack(Return.of(shop.aKey(), CustomerId.NOBODY, key, "1", BigDecimal.ONE))
                    .orThrow();
        }
        shop.loyalty().guests().claim(Claim.of(shop.aKey(), anna, key)).orThrow();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private List<AuditReport.Finding> findings(UnaryOperator<RecordedGuest> change) {
        TamperedStore tampered = new TamperedStore(shop.store());
        tampered.guests = rows -> rows.stream().map(change).toList();
        return Loyalty.over(tampered).clock(shop.clock()).build().audit().findings();
    }

    private static RecordedGuest with(RecordedGuest guest, List<Step> steps) {
        return new RecordedGuest(guest.guest(), guest.fingerprint(), guest.recordedAt(), steps);
    }

    @Test
    void another_purchase_or_another_fingerprint_is_found_I_57() {
        assertThat(findings(guest -> new RecordedGuest(
                        GuestPurchase.of(Purchase.ofGuest(key)
                                .line(PurchaseLine.goods("1", Shop.euro("41.00"))
                                        .quantity(4))
                                .line(PurchaseLine.goods("2", Shop.euro("5.00")))
                                .build()),
                        guest.fingerprint(),
                        guest.recordedAt(),
                        guest.steps())))
                .isNotEmpty();
        assertThat(findings(
                        guest -> Objects.requireNonNull(Altered.columns(guest).get("fingerprint"))))
                .isNotEmpty();
        assertThat(findings(
                        guest -> Objects.requireNonNull(Altered.columns(guest).get("recordedAt"))))
                .isNotEmpty();
    }

    @Test
    void a_change_of_any_column_of_a_step_is_found_I_14_I_57() {
        // The key and the words of who gave something back are kept nowhere else.
        List<String> free = List.of("key", "reason", "actor", "source");
        RecordedGuest guest = shop.loyalty().guests().find(key).orElseThrow();
        for (Step step : guest.steps()) {
            for (Map.Entry<String, Step> other : Altered.columns(step).entrySet()) {
                // When the last return was recorded is told by nothing after it: clocks may be put back.
                boolean lastReturn = step.step() == 2 && other.getKey().equals("recordedAt");
                if (free.contains(other.getKey()) || lastReturn) {
                    continue;
                }
                assertThat(findings(row -> with(
                                row,
                                row.steps().stream()
                                        .map(each -> each.equals(step) ? other.getValue() : each)
                                        .toList())))
                        .as("%s of step %s", other.getKey(), step.step())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void a_step_that_is_removed_or_comes_after_the_claim_is_found_I_14_I_16() {
        for (int i = 0; i < 3; i++) {
            int removed = i;
            assertThat(findings(row -> {
                        List<Step> steps = new ArrayList<>(row.steps());
                        steps.remove(removed);
                        return with(row, steps);
                    }))
                    .as("step %s", i + 1)
                    .isNotEmpty();
        }
        assertThat(findings(row -> {
                    List<Step> steps = new ArrayList<>(row.steps());
                    steps.add(steps.get(0));
                    return with(row, steps);
                }))
                .extracting(AuditReport.Finding::invariant)
                .contains("I-16");
    }
}
