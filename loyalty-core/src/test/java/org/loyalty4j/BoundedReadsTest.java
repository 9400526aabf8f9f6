package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Period;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LotRules.Inactivity;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.Opening;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;

/** What a request reads does not grow with the length of the account's history: rows are counted as they are brought. */
class BoundedReadsTest {

    private static final int SHORT = 100;
    private static final int LONG = 100_000;

    @Test
    void open_brings_as_many_rows_whatever_number_of_live_lots_there_is() {
        assertThat(rowsOfEveryRequest(LONG, 0)).isEqualTo(rowsOfEveryRequest(SHORT, 0));
    }

    @Test
    void open_brings_as_many_rows_whatever_number_of_spent_unexpired_lots_and_postings_there_is() {
        assertThat(rowsOfEveryRequest(LONG, LONG)).isEqualTo(rowsOfEveryRequest(SHORT, SHORT));
    }

    /** Gives many lots, spends some of them, and counts what a sale, a repeat, a redemption and a return bring. */
    private static List<Long> rowsOfEveryRequest(int lots, int spent) {
        return rowsOfEveryRequest(lots, spent, program -> program);
    }

    @Test
    void points_that_go_when_nothing_happens_bring_not_a_row_more_before_they_do() {
        LotRules idle = LotRules.none().with(Inactivity.after(PeriodEnd.endOfDay(Period.ofMonths(18))));
        assertThat(rowsOfEveryRequest(SHORT, 0, program -> program.with(idle)))
                .isEqualTo(rowsOfEveryRequest(SHORT, 0))
                .isEqualTo(rowsOfEveryRequest(LONG / 10, 0, program -> program.with(idle.noticeBefore(30))));
    }

    private static List<Long> rowsOfEveryRequest(int lots, int spent, UnaryOperator<LoyaltyProgram> change) {
        CountingStore store = new CountingStore();
        Shop shop = Shop.over(store, change);
        CustomerId anna = shop.aCustomer("Anna");
        for (int i = 0; i < lots; i++) {
            shop.clock().advance(Duration.ofNanos(1_000));
            Bonus gift = Bonus.of(CommandKey.of("gift-" + i), anna, Points.of(10), "gift");
            shop.loyalty().accounts().give(gift.goneAt(Shop.day("2030-01-01").plusSeconds(i)));
        }
        for (int i = 0; i < spent; i++) {
            shop.loyalty().rewards().redeem(Redemption.of(CommandKey.of("spend-" + i), anna, Points.of(10)));
        }
        shop.loyalty().accounts().give(Bonus.of(CommandKey.of("last"), anna, Points.of(100), "gift"));
        Purchase purchase = Purchase.of(CommandKey.of("sale"), anna)
                .line(PurchaseLine.goods("1", Shop.euro("30.00")))
                .build();
        return List.of(
                store.rowsOf(() -> shop.loyalty().till().record(purchase).orThrow()),
                store.rowsOf(() -> shop.loyalty().till().record(purchase).orThrow()),
                store.rowsOf(() -> shop.redeems(anna, 25)),
                store.rowsOf(() -> shop.loyalty()
                        .till()
                        .giveBack(Return.ofAll(shop.aKey(), anna, purchase.key()))
                        .orThrow()));
    }

    @Test
    void as_many_points_as_possible_bring_as_many_rows_whatever_number_of_lots_there_is() {
        assertThat(rowsOfTheMost(LONG)).isEqualTo(rowsOfTheMost(SHORT)).isLessThan(10);
    }

    /** Gives many lots, and counts what a receipt brings that points may pay a part of. */
    private static long rowsOfTheMost(int lots) {
        CountingStore store = new CountingStore();
        Shop shop = Shop.over(
                store,
                program ->
                        program.with(SpendingRules.none().withValue(Ratio.ONE).withShare(Ratio.of(1, 2))));
        CustomerId anna = shop.aCustomer("Anna");
        for (int i = 0; i < lots; i++) {
            shop.loyalty().accounts().give(Bonus.of(CommandKey.of("gift-" + i), anna, Points.of(10), "gift"));
        }
        Checkout receipt = Checkout.of(Purchase.of("sale", anna, Shop.euro("50.00")))
                .redeeming(Redemption.asManyAsPossible(CommandKey.of("all"), anna));
        return store.rowsOf(() -> assertThat(
                        shop.loyalty().till().checkout(receipt).orThrow().redeemed())
                .isEqualTo(Points.of(25)));
    }

    /** Counts every row that comes out of the store under it. */
    private static final class CountingStore implements LoyaltyStore {

        private final InMemoryStore store = new InMemoryStore();
        private final AtomicLong rows = new AtomicLong();

        long rowsOf(Runnable request) {
            rows.set(0);
            request.run();
            assertThat(rows.get()).as("a request reads something").isPositive();
            return rows.get();
        }

        @Override
        public <R> R inTransaction(Function<StoreTransaction, R> work) {
            return store.inTransaction(tx -> work.apply(counting(StoreTransaction.class, tx)));
        }

        @Override
        public <R> R reading(Function<StoreReader, R> work) {
            return store.reading(reader -> work.apply(counting(StoreReader.class, reader)));
        }

        private <T> T counting(Class<T> type, Object under) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        try {
                            Object answer = method.invoke(under, arguments);
                            if (method.getReturnType().getSimpleName().endsWith("Store")) {
                                return counting(method.getReturnType(), answer);
                            }
                            rows.addAndGet(count(answer));
                            return answer;
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    }));
        }

        private static long count(Object answer) {
            if (answer instanceof Map<?, ?> opened) {
                return opened.values().stream()
                        .mapToLong(found -> count((Opening.Opened) found))
                        .sum();
            }
            return answer instanceof Collection<?> rows ? rows.size() : 0;
        }

        private static long count(Opening.Opened opened) {
            long sales = 0;
            for (AccountState.Sale sale : opened.sales().values()) {
                sales += 1 + sale.earnings().size() + sale.payments().size();
            }
            long repeats = opened.repeats().values().stream()
                    .mapToLong(repeat -> 1 + repeat.postings().size())
                    .sum();
            return 1
                    + opened.lots().known().size()
                    + sales
                    + repeats
                    + opened.redemptions().size();
        }
    }
}
