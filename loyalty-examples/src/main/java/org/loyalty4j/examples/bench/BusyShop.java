package org.loyalty4j.examples.bench;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** A shop with many customers and nothing sold yet, in memory, with the program of the main job. */
final class BusyShop {

    private static final Money BREAD = Money.of("3.49", "USD");
    private static final Money CHEESE = Money.of("12.99", "USD");
    private static final Money WINE = Money.of("19.50", "USD");

    private final Loyalty loyalty;
    private final CustomerId[] customers;

    BusyShop(int size) {
        loyalty = Loyalty.inMemory(program());
        customers = new CustomerId[size];
        for (int i = 0; i < size; i++) {
            customers[i] = loyalty.customers()
                    .enroll(NewCustomer.person(CommandKey.of("enroll-" + i)).reference("customer-" + i))
                    .orThrow()
                    .id();
        }
    }

    private static LoyaltyProgram program() {
        Period year = Period.ofMonths(12);
        return LoyaltyProgram.startingAt(Instant.parse("2020-01-01T00:00:00Z"), ZoneOffset.UTC, Money.currencyOf("USD"))
                .with(EarningRule.perStep("base", 2, Money.of(1, "USD")))
                .expiring(PeriodEnd.endOfMonth(year))
                .with(new TierLadder(
                        List.of(
                                Tier.of("Green", 0),
                                new Tier("Silver", 10_000, Ratio.of("1.25")),
                                new Tier("Gold", 30_000, Ratio.of("1.5"))),
                        TierLadder.Metric.SPEND,
                        TierLadder.Window.rolling(year),
                        PeriodEnd.startOfDay(year),
                        TierLadder.Downgrade.FULL,
                        Period.ZERO));
    }

    Loyalty loyalty() {
        return loyalty;
    }

    CustomerId customer(int index) {
        return customers[index];
    }

    int size() {
        return customers.length;
    }

    /** Records a sale of three lines, made anew as a till would. */
    void sell(CustomerId customer, String key) {
        loyalty.till()
                .record(Purchase.of(CommandKey.of(key), customer)
                        .line(PurchaseLine.goods("1", BREAD))
                        .line(PurchaseLine.goods("2", CHEESE))
                        .line(PurchaseLine.goods("3", WINE))
                        .build());
    }

    /** Records a sale of one line. */
    void sellOne(CustomerId customer, String key) {
        loyalty.till().record(Purchase.of(key, customer, CHEESE));
    }
}
