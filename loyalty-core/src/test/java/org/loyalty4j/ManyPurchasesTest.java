package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loyalty4j.testkit.Shop.euro;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;
import org.loyalty4j.testkit.Shop;

/** Many purchases in one call, and what is told of each. */
class ManyPurchasesTest {

    /** Fails in one transaction, counted from where it is told to. */
    private static final class FailingStore implements LoyaltyStore {

        private final LoyaltyStore store = new InMemoryStore();
        private int left = Integer.MAX_VALUE;

        @Override
        public <R> R inTransaction(Function<StoreTransaction, R> work) {
            left--;
            if (left == 0) {
                throw new StoreException("The disk is full");
            }
            return store.inTransaction(work);
        }

        @Override
        public <R> R reading(Function<StoreReader, R> work) {
            return store.reading(work);
        }
    }

    private final FailingStore store = new FailingStore();
    private final Shop shop = Shop.over(store, program -> program);
    private final CustomerId anna = shop.aCustomer("Anna");

    private Purchase purchase(int number) {
        return Purchase.of("receipt %05d".formatted(number), anna, euro("1.00"));
    }

    private List<Purchase> purchases(int count) {
        List<Purchase> purchases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            purchases.add(purchase(i));
        }
        return purchases;
    }

    private Purchase refused() {
        return Purchase.of(CommandKey.of("refused"), anna)
                .line(PurchaseLine.goods("1", euro("1.00")))
                .tender(Tender.points(euro("1.00"), CommandKey.of("nowhere")))
                .build();
    }

    @Test
    void one_refusal_keeps_all_of_an_all_or_nothing_call_from_being_written() {
        Purchase earlier = shop.buys(anna, "5.00");

        List<Outcome<Settlement>> outcomes = shop.loyalty()
                .till()
                .recordAllOrNothing(List.of(purchase(1), refused(), earlier, purchase(2), purchase(1)));

        assertThat(shop.available(anna)).isEqualTo(5);
        assertThat(shop.loyalty().till().find(purchase(1).key())).isEmpty();
        assertThat(((Settlement.Refused) outcomes.get(1).orThrow()).why()).isEqualTo(Refusal.UNKNOWN_REDEMPTION);
        assertThat(outcomes.get(2).orThrow().orThrow().replayed()).isTrue();
        for (int other : new int[] {0, 3, 4}) {
            assertThatExceptionOfType(NotRecordedException.class)
                    .isThrownBy(outcomes.get(other)::orThrow)
                    .satisfies(withheld -> {
                        assertThat(withheld.refused()).isEqualTo(CommandKey.of("refused"));
                        assertThat(withheld.why()).isEqualTo(Refusal.UNKNOWN_REDEMPTION);
                    });
        }
        shop.loyalty()
                .till()
                .recordAllOrNothing(List.of(purchase(1), purchase(2)))
                .forEach(outcome ->
                        assertThat(outcome.orThrow().orThrow().replayed()).isFalse());
        assertThat(shop.available(anna)).isEqualTo(7);
    }

    @Test
    void units_before_one_that_the_store_fails_in_stay_and_every_outcome_is_told() {
        store.left = 2;

        List<Outcome<Settlement>> outcomes = shop.loyalty().till().recordAll(purchases(1200));

        assertThat(outcomes).hasSize(1200);
        assertThat(outcomes.subList(0, Settler.UNIT_MAX))
                .allMatch(outcome -> outcome.orThrow().settled());
        assertThat(outcomes.subList(Settler.UNIT_MAX, 1200))
                .allSatisfy(outcome -> assertThatThrownBy(outcome::orThrow).isInstanceOf(StoreException.class));
        assertThat(shop.available(anna)).isEqualTo(Settler.UNIT_MAX);
    }

    @Test
    void a_store_that_fails_in_the_first_unit_throws() {
        store.left = 1;

        assertThatThrownBy(() -> shop.loyalty().till().recordAll(purchases(600)))
                .isInstanceOf(StoreException.class);
        assertThat(shop.available(anna)).isZero();
    }

    @Test
    @SuppressWarnings("NullAway") // A caller's mistake.
    void a_purchase_that_is_missing_is_named() {
        List<Purchase> holed = Arrays.asList(purchase(1), null);

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> shop.loyalty().till().recordAll(holed))
                .satisfies(invalid -> {
                    assertThat(invalid.violations().get(0).path()).isEqualTo("purchases[1]");
                    assertThat(invalid.violations().get(0).code()).isEqualTo(Code.REQUIRED);
                });
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> shop.loyalty().till().recordAllOrNothing(holed));
        assertThat(shop.available(anna)).isZero();
    }
}
