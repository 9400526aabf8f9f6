package org.loyalty4j.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Lot;
import org.loyalty4j.testkit.Shop;

/** A store that brings the same page for ever, as one did under a calendar of its own. */
class EndlessPagesTest {

    @Test
    void lots_that_were_read_already_are_an_error_and_not_read_for_ever() {
        LyingStore store = new LyingStore(honest -> new Forwarding(honest) {
            @Override
            public List<Lot> lots(AccountId account, @Nullable Lot after, int count) {
                return super.lots(account, null, count);
            }
        });
        Shop shop = Shop.over(store, program -> program);
        CustomerId anna = shop.aCustomer("Anna");
        // A page that is not full is known to be the last one.
        for (int i = 0; i < 64; i++) {
            shop.gives(anna, 10, "2026-06-01");
        }

        assertThatThrownBy(() -> shop.loyalty().accounts().expirySchedule(anna))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("again");
    }
}
