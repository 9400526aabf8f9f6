package org.loyalty4j.examples;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.Period;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.tier.PeriodEnd;

/** The quick start of the README, which a test compares with this file and runs. */
public final class QuickStart {

    private QuickStart() {}

    /** Prints what the README says it prints. */
    public static void main(String[] args) {
        var eur = Money.currencyOf("EUR");
        var program = LoyaltyProgram.startingAt(Instant.parse("2026-01-01T00:00:00Z"), UTC, eur)
                .with(EarningRule.perStep("base", 2, Money.of("1.00", "EUR"))) // 2 points per full euro
                .expiring(PeriodEnd.endOfMonth(Period.ofMonths(12)));
        var loyalty = Loyalty.inMemory(program);

        var anna = loyalty.customers()
                .enroll(NewCustomer.person(CommandKey.of("enroll-1")).phone("+49 30 901820"))
                .orThrow()
                .id();
        var receipt = Purchase.of("till-7/000123", anna, Money.of("29.99", "EUR"));
        System.out.println(loyalty.till().record(receipt).orThrow().earned()); // 58
        System.out.println(loyalty.till().record(receipt).orThrow().replayed()); // true: sent twice, earned once
        System.out.println(loyalty.rewards().redeem(Redemption.of(CommandKey.of("r1"), anna, Points.of(100))));
        System.out.println(loyalty.accounts().balance(anna).available()); // 58: too few for 100, nothing was used
    }
}
