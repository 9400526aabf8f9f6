package org.loyalty4j.testkit;

import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;

/** Asserts that speak of points: {@code assertThat(shop).hasAvailable(anna, 29)}. */
public final class LoyaltyAsserts {

    private LoyaltyAsserts() {}

    /** Starts to assert something of a shop. */
    public static ShopAssert assertThat(Shop shop) {
        return new ShopAssert(shop);
    }

    /** Starts to assert something of an answer. */
    public static SettlementAssert assertThat(Settlement settlement) {
        return new SettlementAssert(settlement);
    }

    /** Asserts about a shop. */
    public static final class ShopAssert extends AbstractAssert<ShopAssert, Shop> {

        private ShopAssert(Shop shop) {
            super(shop, ShopAssert.class);
        }

        /** Says that a customer can use this many points now, in smallest units. */
        public ShopAssert hasAvailable(CustomerId customer, long points) {
            return same("points available", points, actual.available(customer));
        }

        /** Says that an account has this many postings. */
        public ShopAssert hasPostings(CustomerId customer, long count) {
            return same(
                    "postings",
                    count,
                    actual.loyalty().accounts().account(customer).lastNumber());
        }

        /** Says that a customer stands on a tier now. */
        public ShopAssert hasTier(CustomerId customer, String tier) {
            return same(
                    "tier", tier, actual.loyalty().accounts().standing(customer).tier());
        }

        private ShopAssert same(String what, Object expected, Object found) {
            if (!Objects.equals(expected, found)) {
                failWithMessage("Expected %s: %s, but found: %s", what, expected, found);
            }
            return this;
        }
    }

    /** Asserts about what came of a command. */
    public static final class SettlementAssert extends AbstractAssert<SettlementAssert, Settlement> {

        private SettlementAssert(Settlement settlement) {
            super(settlement, SettlementAssert.class);
        }

        /** Says that the command was settled and gave this many points, in smallest units. */
        public SettlementAssert earned(long points) {
            return same("points earned", Points.of(points), settled().earned());
        }

        /** Says that the command was settled and used this many points, in smallest units. */
        public SettlementAssert redeemed(long points) {
            return same("points redeemed", Points.of(points), settled().redeemed());
        }

        /** Says that the command was settled before, so that nothing was written now. */
        public SettlementAssert isReplayed() {
            return same("replayed", true, settled().replayed());
        }

        /** Says that the command was refused. */
        public SettlementAssert isRefusedBecause(Refusal why) {
            if (actual instanceof Settlement.Refused refused) {
                return same("refusal", why, refused.why());
            }
            failWithMessage("Expected a refusal because %s, but found: %s", why, actual);
            return this;
        }

        private Settlement.Settled settled() {
            if (actual instanceof Settlement.Settled settled) {
                return settled;
            }
            throw failure("Expected a settled command, but found: %s", actual);
        }

        private SettlementAssert same(String what, Object expected, Object found) {
            if (!Objects.equals(expected, found)) {
                failWithMessage("Expected %s: %s, but found: %s", what, expected, found);
            }
            return this;
        }
    }
}
