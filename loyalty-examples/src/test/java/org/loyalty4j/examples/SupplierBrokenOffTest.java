package org.loyalty4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/** The year goes on wherever the store failed. */
class SupplierBrokenOffTest {

    private static final int STEP = 7;

    /** A store that fails after so many transactions. */
    private static final class Failing implements LoyaltyStore {

        private final LoyaltyStore store;
        private int left;

        Failing(LoyaltyStore store, int left) {
            this.store = store;
            this.left = left;
        }

        @Override
        public <R> R inTransaction(Function<StoreTransaction, R> work) {
            if (left-- <= 0) {
                throw new StoreException("The store fails as it was told to");
            }
            return store.inTransaction(work);
        }

        @Override
        public <R> R reading(Function<StoreReader, R> work) {
            return store.reading(work);
        }
    }

    @Test
    void a_year_that_was_broken_off_anywhere_ends_as_one_that_was_not() throws ReplayException {
        String whole = told(new InMemoryStore());
        int at = 1;
        while (!goesThrough(at, whole)) {
            at += STEP;
        }
        assertThat(at).isGreaterThan(100);
    }

    /** Breaks the year off, tells it again, and says whether it was not broken off at all. */
    private static boolean goesThrough(int transactions, String whole) throws ReplayException {
        InMemoryStore store = new InMemoryStore();
        boolean broken = false;
        try {
            told(new Failing(store, transactions));
        } catch (StoreException failed) {
            broken = true;
        }
        assertThat(told(store))
                .as("broken off after %d transactions", transactions)
                .isEqualTo(whole);
        return !broken;
    }

    @Test
    void a_story_that_would_go_back_is_stopped() {
        ReplayClock clock = new ReplayClock();
        clock.stand(SupplierShop.day(1, 1));
        SupplierDesk desk = new SupplierDesk(clock, org.loyalty4j.Loyalty.inMemory(SupplierShop.program()));
        desk.day(2, 1);

        assertThatThrownBy(() -> desk.day(1, 31)).hasMessageContaining("forward");
    }

    private static String told(LoyaltyStore store) throws ReplayException {
        SupplierYear year = new SupplierYear(store);
        SupplierFigures figures = year.tell();
        return SupplierTale.text(figures) + SupplierReport.html(year.loyalty(), figures);
    }
}
