package org.loyalty4j.simulation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;

/** A recorded purchase: what it was, and what came back of it so far. */
final class ModelSale {

    final Purchase purchase;
    final Instant countsAt;
    final LocalDate date;
    final Map<String, Long> points;
    final Map<String, BigDecimal> returned = new HashMap<>();
    final Map<Long, Long> restored = new HashMap<>();
    /** What each line counts for tiers; it never changes. */
    final Map<String, Long> spend;

    private final boolean carries;
    /** The number of the posting that opened its lot, 0 without one. */
    long lot;

    /** Points that returns took back or should have taken back so far. */
    long taken;

    /** Points that returns have freed of the caps of its periods. */
    long freed;

    /** The rules about the n-th purchase whose turn it had, and which one it was. */
    Map<String, Long> turns = Map.of();

    /** What its lines are worth more than their whole points. */
    Map<String, Ratio> fractions = Map.of();

    /** Points of it that were due back and could not be taken. */
    long missing;

    /** What its own points paid, in cents. */
    long own;

    /** The highest tier that it ever reached. */
    int peak;

    ModelSale(LoyaltyProgram program, Purchase purchase, Instant countsAt, Map<String, Long> points) {
        this.purchase = purchase;
        this.countsAt = countsAt;
        this.date = program.dateOf(countsAt);
        this.points = points;
        this.carries = program.carries();
        this.spend = new HashMap<>();
        for (PurchaseLine line : purchase.lines()) {
            boolean counts = program.spendFilter().passes(line);
            spend.put(line.id(), counts ? program.spendBasis().of(line) : 0);
        }
    }

    ModelPaid paid() {
        return new ModelPaid(purchase, own);
    }

    /** What was bought on one day in another system. */
    ModelSale(LoyaltyProgram program, OpeningBalance.Day day) {
        this.purchase = Purchase.of(CommandKey.of("opened"), new CustomerId(new UUID(0, 0)))
                .line(PurchaseLine.goods("1", Money.ofMinor(1, program.currency())))
                .build();
        this.countsAt = program.startOf(day.date());
        this.date = day.date();
        this.points = Map.of("1", day.points().minor());
        this.carries = false;
        this.spend = Map.of("1", day.spend().minor());
    }

    ModelSale(ModelSale other) {
        purchase = other.purchase;
        countsAt = other.countsAt;
        date = other.date;
        points = other.points;
        carries = other.carries;
        returned.putAll(other.returned);
        restored.putAll(other.restored);
        spend = other.spend;
        lot = other.lot;
        taken = other.taken;
        freed = other.freed;
        turns = other.turns;
        fractions = other.fractions;
        missing = other.missing;
        peak = other.peak;
    }

    BigDecimal left(PurchaseLine line) {
        return line.quantity().subtract(returned.getOrDefault(line.id(), BigDecimal.ZERO));
    }

    /** Returns the part of a line that came back so far, from 0 to 1. */
    Ratio returnedPart(PurchaseLine line) {
        return Ratio.of(returned.getOrDefault(line.id(), BigDecimal.ZERO)).dividedBy(Ratio.of(line.quantity()));
    }

    /** Returns what the part of its lines that was kept is worth more than the whole points that are left of them. */
    Ratio fractionKept() {
        if (!carries) {
            return Ratio.ZERO;
        }
        Ratio worth = Ratio.ZERO;
        for (PurchaseLine line : purchase.lines()) {
            Ratio part = Ratio.ONE.minus(returnedPart(line));
            Ratio whole = Ratio.of(points.getOrDefault(line.id(), 0L));
            worth = worth.plus(
                    fractions.getOrDefault(line.id(), Ratio.ZERO).plus(whole).times(part));
        }
        return worth.minus(Ratio.of(pointsLeft()));
    }

    /** Returns the points of all lines that came back so far, each share rounded down. */
    long pointsBack() {
        return back(points);
    }

    long spendLeft() {
        return total(spend) - back(spend);
    }

    /** Returns 1 for a purchase of which something was kept. */
    long purchasesLeft() {
        return purchase.lines().stream().allMatch(line -> left(line).signum() == 0) ? 0 : 1;
    }

    long pointsLeft() {
        return total(points) - pointsBack();
    }

    /** Returns what it takes of the caps of its periods. */
    long counted() {
        return total(points) - freed;
    }

    private static long total(Map<String, Long> byLine) {
        return byLine.values().stream().mapToLong(Long::longValue).sum();
    }

    private long back(Map<String, Long> byLine) {
        if (returned.isEmpty()) {
            return 0;
        }
        long sum = 0;
        for (PurchaseLine line : purchase.lines()) {
            sum += Ratio.of(byLine.getOrDefault(line.id(), 0L))
                    .times(returnedPart(line))
                    .floor()
                    .longValueExact();
        }
        return sum;
    }

    /** Returns how many of the points of a redemption go with the lines that came back so far. */
    long restorable(long redeemed) {
        Ratio back = Ratio.ZERO;
        for (PurchaseLine line : purchase.lines()) {
            back = back.plus(Ratio.of(BigInteger.valueOf(line.weight().minor()), BigInteger.ONE)
                    .times(returnedPart(line)));
        }
        BigInteger all = BigInteger.valueOf(purchase.weight().minor());
        if (all.signum() == 0) {
            boolean everything =
                    purchase.lines().stream().allMatch(line -> left(line).signum() == 0);
            return everything ? redeemed : 0;
        }
        return Ratio.of(redeemed)
                .times(back)
                .dividedBy(Ratio.of(all, BigInteger.ONE))
                .floor()
                .longValueExact();
    }
}
