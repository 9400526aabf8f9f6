package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.points.ChainKey;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.CountingIds;
import org.loyalty4j.testkit.SettableClock;
import org.loyalty4j.testkit.Shop;

/** Chains whose hashes only who has the key can reckon. */
class ChainKeyTest {

    private static final Instant JUNE = Shop.day("2026-06-01");

    private final SettableClock clock = new SettableClock(Shop.OPENING);
    private final LoyaltyStore store = new InMemoryStore();
    private final CountingIds ids = new CountingIds();
    private int keys;

    @Test
    void an_audit_needs_the_key_that_the_chain_was_made_with() {
        Loyalty shop = with(key(1, Instant.MIN));
        lives(shop, "Anna");

        assertThat(shop.audit().findings()).isEmpty();
        assertThat(broken(with(ChainKey.NONE))).isTrue();
        assertThat(broken(with(key(2, Instant.MIN)))).isTrue();
    }

    @Test
    void chains_that_were_made_without_a_key_stay_good_up_to_the_time_from_which_it_holds() {
        CustomerId anna = lives(with(ChainKey.NONE), "Anna");
        Loyalty keyed = with(key(1, JUNE));
        buys(keyed, anna);
        clock.set(JUNE);
        buys(keyed, anna);
        lives(keyed, "Ben");

        assertThat(keyed.audit().findings()).isEmpty();
        assertThat(broken(with(ChainKey.NONE))).isTrue();
        assertThat(broken(with(key(1, JUNE.plusSeconds(1))))).isTrue();
        assertThat(broken(with(key(1, Instant.MIN)))).isTrue();
    }

    @Test
    void a_command_without_postings_is_tied_with_the_key_too() {
        Loyalty shop = with(key(1, Instant.MIN));
        CustomerId anna = aCustomer(shop, "Anna");
        shop.till().record(aPurchase(anna, "0.00"));

        assertThat(shop.audit().findings()).isEmpty();
        assertThat(broken(with(ChainKey.NONE))).isTrue();
    }

    @Test
    void a_repeat_told_to_a_library_with_another_key_is_answered_all_the_same() {
        Loyalty shop = with(key(1, Instant.MIN));
        Purchase purchase = aPurchase(aCustomer(shop, "Anna"), "10.00");
        shop.till().record(purchase);

        assertThat(with(key(2, Instant.MIN)).till().record(purchase).orThrow().replayed())
                .isTrue();
    }

    @Test
    void a_key_is_long_enough_and_tells_nothing_of_itself() {
        assertThatThrownBy(() -> ChainKey.of(new byte[31], JUNE))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("32");
        assertThat(ChainKey.of(new byte[32], JUNE)).hasToString("ChainKey[since 2026-06-01T00:00:00Z]");
        assertThat(ChainKey.NONE).hasToString("ChainKey[none]");
    }

    @Test
    void a_key_is_copied() {
        byte[] bytes = new byte[32];
        ChainKey key = ChainKey.of(bytes, Instant.MIN);
        lives(with(key), "Anna");
        Arrays.fill(bytes, (byte) 7);

        assertThat(with(key).audit().findings()).isEmpty();
    }

    private static boolean broken(Loyalty shop) {
        return shop.audit().findings().stream()
                .anyMatch(finding -> finding.invariant().equals("I-56"));
    }

    private Loyalty with(ChainKey key) {
        return Loyalty.over(store)
                .clock(clock)
                .ids(ids)
                .chainKey(key)
                .program(Shop.onePointPerEuro())
                .build();
    }

    private static ChainKey key(int content, Instant since) {
        byte[] bytes = new byte[40];
        Arrays.fill(bytes, (byte) content);
        return ChainKey.of(bytes, since);
    }

    /** A customer buys twice and brings one of both purchases back. */
    private CustomerId lives(Loyalty shop, String name) {
        CustomerId customer = aCustomer(shop, name);
        Purchase purchase = buys(shop, customer);
        buys(shop, customer);
        shop.till().giveBack(Return.ofAll(aKey(), customer, purchase.key())).orThrow();
        return customer;
    }

    private CustomerId aCustomer(Loyalty shop, String name) {
        return shop.customers()
                .enroll(NewCustomer.person(aKey()).named(name))
                .orThrow()
                .id();
    }

    private Purchase buys(Loyalty shop, CustomerId customer) {
        Purchase purchase = aPurchase(customer, "10.00");
        shop.till().record(purchase).orThrow();
        return purchase;
    }

    private Purchase aPurchase(CustomerId customer, String amount) {
        return Purchase.of(aKey(), customer)
                .line(PurchaseLine.goods("1", Shop.euro(amount)))
                .build();
    }

    private CommandKey aKey() {
        return CommandKey.of("key-" + ++keys);
    }
}
