package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Claim;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.store.Forwarding;
import org.loyalty4j.store.GuestStore;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;

/** The desk of guest purchases, where others come between or come back too often. */
class GuestDeskTest {

    private Shop shop;
    private CustomerId anna;
    private CommandKey key;

    @BeforeEach
    void a_guest_purchase() {
        shop = Shop.open(program -> program.claimableFor(PeriodEnd.endOfDay(Period.ofDays(30))));
        anna = shop.aCustomer("Anna");
        key = shop.aKey();
        shop.loyalty()
                .guests()
                .record(GuestPurchase.of(Purchase.ofGuest(key)
                        .line(PurchaseLine.goods("1", Shop.euro("30.00")).quantity(3))
                        .build()))
                .orThrow();
    }

    private GuestAnswer comesBack(String quantity) {
        return shop.loyalty()
                .guests()
                .giveBack(Return.of(shop.aKey(), CustomerId.NOBODY, key, "1", new BigDecimal(quantity)));
    }

    @Test
    void a_repeat_of_a_claim_answers_the_same_when_goods_have_come_back_between_its_looks_S_41() {
        Claim claim = Claim.of(shop.aKey(), anna, key);
        Between store = new Between(shop.store(), () -> {
            comesBack("1").orThrow();
            shop.loyalty().guests().claim(claim).orThrow();
        });
        Loyalty interrupted = Loyalty.over(store).clock(shop.clock()).build();

        Settlement.Settled again = interrupted.guests().claim(claim).orThrow();

        assertThat(again.replayed()).isTrue();
        assertThat(again.earned()).isEqualTo(Points.of(20));
        assertThat(shop.available(anna)).isEqualTo(20);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void goods_come_back_in_a_hundred_parts_at_most_and_then_all_that_is_left_B_15() {
        for (int i = 0; i < 100; i++) {
            comesBack("0.01").orThrow();
        }

        assertThatThrownBy(() -> comesBack("0.01"))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        invalid -> assertThat(invalid.violations())
                                .extracting(Violation::path, Violation::code)
                                .containsExactly(tuple("purchase", Violation.Code.TOO_MANY_ITEMS)));
        shop.loyalty()
                .guests()
                .giveBack(Return.ofAll(shop.aKey(), CustomerId.NOBODY, key))
                .orThrow();
        assertThat(shop.loyalty().guests().find(key).orElseThrow().isAllBack()).isTrue();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    /** A store in which something happens once, after a transaction has first looked at a guest purchase. */
    private static final class Between implements LoyaltyStore {

        private final LoyaltyStore below;
        private final Runnable happening;
        private final AtomicBoolean happened = new AtomicBoolean();

        Between(LoyaltyStore below, Runnable happening) {
            this.below = below;
            this.happening = happening;
        }

        @Override
        public <R> R inTransaction(Function<StoreTransaction, R> work) {
            return below.inTransaction(tx -> work.apply(new Interrupted(tx)));
        }

        @Override
        public <R> R reading(Function<StoreReader, R> work) {
            return below.reading(work);
        }

        private final class Interrupted extends Forwarding {

            private Interrupted(StoreTransaction tx) {
                super(tx);
            }

            @Override
            public GuestStore guests() {
                GuestStore guests = super.guests();
                return new GuestStore() {
                    @Override
                    public Optional<RecordedGuest> find(CommandKey purchase) {
                        Optional<RecordedGuest> found = guests.find(purchase);
                        if (happened.compareAndSet(false, true)) {
                            // By another thread: this one is within a transaction.
                            CompletableFuture.runAsync(happening).join();
                        }
                        return found;
                    }

                    @Override
                    public Optional<RecordedGuest.Step> step(RecordedGuest.Kind kind, CommandKey step) {
                        return guests.step(kind, step);
                    }

                    @Override
                    public List<RecordedGuest> marked(List<Identifier> forms, int count) {
                        return guests.marked(forms, count);
                    }

                    @Override
                    public List<RecordedGuest> page(@Nullable CommandKey after, int count) {
                        return guests.page(after, count);
                    }
                };
            }
        }
    }
}
