package org.loyalty4j.testkit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.history.Pipeline;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Points;
import org.loyalty4j.privacy.SuppressionKey;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.LoyaltyStore;

/**
 * A shop for tests: a library over a store, a clock that the test moves, ids that count, and short ways to make
 * customers and purchases. It opens on 1 January 2026, 00:00 UTC, and counts euros. Used by one thread unless the test
 * says otherwise.
 */
public final class Shop {

    /** When a shop opens. */
    public static final Instant OPENING = day("2026-01-01");

    /** The pipeline of deals that every shop has: new, offered, then won or lost. */
    public static final Pipeline DEALS =
            Pipeline.of("deals", "new").leading("new", "offered", "lost").leading("offered", "won", "lost");

    private final SettableClock clock = new SettableClock(OPENING);
    private final AtomicLong keys = new AtomicLong();
    private final Loyalty loyalty;
    private final LoyaltyStore store;

    private Shop(LoyaltyStore store, LoyaltyProgram program) {
        this.store = store;
        this.loyalty = Loyalty.over(store)
                .clock(clock)
                .ids(new CountingIds())
                .program(program)
                .pipelines(DEALS)
                .suppressionKey(SuppressionKey.of(new byte[SuppressionKey.LEAST_BYTES]))
                .build();
    }

    /** Opens a shop in memory that gives one point for every full euro; points never go and there is one tier. */
    public static Shop open() {
        return open(program -> program);
    }

    /** Opens a shop in memory with a program made from the one of {@link #open()}. */
    public static Shop open(UnaryOperator<LoyaltyProgram> change) {
        return over(new InMemoryStore(), change);
    }

    /** Opens a shop over a store with a program made from the one of {@link #open()}. */
    public static Shop over(LoyaltyStore store, UnaryOperator<LoyaltyProgram> change) {
        return new Shop(store, change.apply(onePointPerEuro()));
    }

    /** Returns a program that gives one point for every full euro. */
    public static LoyaltyProgram onePointPerEuro() {
        return LoyaltyProgram.startingAt(OPENING, ZoneId.of("UTC"), Currency.getInstance("EUR"))
                .with(EarningRule.perStep("base", 1, euro("1.00")));
    }

    /** Returns an amount of euros. */
    public static Money euro(String amount) {
        return Money.of(amount, "EUR");
    }

    /** Returns the first instant of a day in UTC, such as {@code day("2026-03-01")}. */
    public static Instant day(String date) {
        return LocalDate.parse(date).atStartOfDay(ZoneId.of("UTC")).toInstant();
    }

    /** Returns the library. */
    public Loyalty loyalty() {
        return loyalty;
    }

    /** Returns the store under the library. */
    public LoyaltyStore store() {
        return store;
    }

    /** Returns the clock, to be moved. */
    public SettableClock clock() {
        return clock;
    }

    /** Sets the clock to the first instant of a day in UTC. */
    public Shop on(String date) {
        clock.set(day(date));
        return this;
    }

    /** Returns a key that was not used before. */
    public CommandKey aKey() {
        return CommandKey.of("key-" + keys.incrementAndGet());
    }

    /** Enrolls somebody, found by a reference of the given name. */
    public CustomerId aCustomer(String name) {
        return loyalty.customers()
                .enroll(NewCustomer.person(aKey()).named(name).reference(name))
                .orThrow()
                .id();
    }

    /** Starts a purchase of a customer, under a new key; add lines and build it. */
    public Purchase.Draft aPurchase(CustomerId customer) {
        return Purchase.of(aKey(), customer);
    }

    /** Records a purchase of goods for an amount of euros, now. */
    public Purchase buys(CustomerId customer, String amount) {
        Purchase purchase =
                aPurchase(customer).line(PurchaseLine.goods("1", euro(amount))).build();
        loyalty.till().record(purchase).orThrow();
        return purchase;
    }

    /** Gives points that go at the first instant of a day, or never when none is named. */
    public void gives(CustomerId customer, long points, String goneOn) {
        Bonus bonus = Bonus.of(aKey(), customer, Points.of(points), "gift");
        loyalty.accounts()
                .give(goneOn.isEmpty() ? bonus : bonus.goneAt(day(goneOn)))
                .orThrow();
    }

    /** Uses points, which must be there. Returns the key of the redemption. */
    public CommandKey redeems(CustomerId customer, long points) {
        CommandKey key = aKey();
        loyalty.rewards()
                .redeem(Redemption.of(key, customer, Points.of(points)))
                .orThrow();
        return key;
    }

    /** Returns the points that can be used now, in smallest units. */
    public long available(CustomerId customer) {
        return loyalty.accounts().balance(customer).available().minor();
    }
}
