package org.loyalty4j;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.program.Undo;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** A shop in which everything happens, in an order that a seed decides. Used by one thread. */
final class RandomShop {

    private static final Actor MANAGER = new Actor("manager");

    private final SplittableRandom random;
    private final Shop shop;
    private final List<CustomerId> customers = new ArrayList<>();
    private final List<Purchase> purchases = new ArrayList<>();
    private final List<Redemption> redemptions = new ArrayList<>();

    RandomShop(long seed, TierLadder.Downgrade downgrade) {
        this(seed, downgrade, SpendingRules.none());
    }

    RandomShop(long seed, TierLadder.Downgrade downgrade, SpendingRules spending) {
        this.random = new SplittableRandom(seed);
        this.shop = Shop.open(program -> program.with(ladder(downgrade, seed))
                .expiring(PeriodEnd.endOfMonth(Period.ofMonths(2 + (int) (seed % 4))))
                .with(RewardOption.of("mug", "Mug", Points.of(30)))
                .with(spending));
        for (int i = 0; i < 4; i++) {
            customers.add(shop.aCustomer("customer " + i));
        }
    }

    private static TierLadder ladder(TierLadder.Downgrade downgrade, long seed) {
        TierLadder.Window window = switch ((int) (seed % 3)) {
            case 0 -> TierLadder.Window.rolling(Period.ofMonths(3));
            case 1 -> TierLadder.Window.calendarYear();
            default -> TierLadder.Window.lifetime();
        };
        return new TierLadder(
                List.of(
                        Tier.of("green", 0),
                        new Tier("silver", 10_000, Ratio.of(new BigDecimal("1.25"))),
                        new Tier("gold", 30_000, Ratio.of(new BigDecimal("1.5")))),
                TierLadder.Metric.SPEND,
                window,
                PeriodEnd.startOfDay(Period.ofMonths(3)),
                downgrade,
                Period.ofDays((int) (seed % 2) * 10));
    }

    Shop shop() {
        return shop;
    }

    List<CustomerId> customers() {
        return customers;
    }

    /** Does something, and lets some time pass. What is refused is refused. */
    void step() {
        CustomerId customer = customers.get(random.nextInt(customers.size()));
        try {
            act(customer);
        } catch (InvalidRequestException notMeant) {
            // Such as a return that names nothing any more: nothing was written.
            assert !notMeant.violations().isEmpty();
        }
        if (random.nextInt(3) == 0) {
            shop.clock().advance(Duration.ofMinutes(random.nextInt(60 * 24 * 20)));
        }
    }

    private void act(CustomerId customer) {
        Loyalty loyalty = shop.loyalty();
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> buy(purchase(customer, null));
            case 3 -> buy(purchase(customer, shop.clock().instant().minus(Duration.ofDays(random.nextInt(200)))));
            case 4 -> redeem(Redemption.of(shop.aKey(), customer, points()));
            case 5 -> payWithPoints(customer);
            case 6 -> checkout(customer);
            case 7, 8 -> giveBack();
            case 9 -> loyalty.accounts().give(Bonus.of(shop.aKey(), customer, points(), "birthday"));
            case 10 -> loyalty.accounts().adjust(adjustment(customer));
            case 11 -> loyalty.maintenance().run(shop.clock().instant());
            case 12 -> redeem(Redemption.ofReward(shop.aKey(), customer, "mug"));
            case 13 -> undo();
            case 14 -> annul();
            default -> seldom(customer);
        }
    }

    private void undo() {
        if (!redemptions.isEmpty()) {
            Redemption used = redemptions.get(random.nextInt(redemptions.size()));
            shop.loyalty()
                    .rewards()
                    .undo(
                            random.nextBoolean()
                                    ? Undo.ofAll(shop.aKey(), used.customer(), used.key())
                                    : Undo.of(shop.aKey(), used.customer(), used.key(), points()));
        }
    }

    private void annul() {
        if (!purchases.isEmpty() && random.nextInt(3) == 0) {
            Purchase purchase = purchases.get(random.nextInt(purchases.size()));
            shop.loyalty().till().voidPurchase(PurchaseVoid.of(shop.aKey(), purchase.customer(), purchase.key()));
        }
    }

    private void redeem(Redemption request) {
        if (shop.loyalty().rewards().redeem(request).settled()) {
            redemptions.add(request);
        }
    }

    private void seldom(CustomerId customer) {
        int what = random.nextInt(8);
        if (what < 5) {
            Status status = what == 0 ? Status.CLOSED : what < 2 ? Status.FROZEN : Status.OPEN;
            shop.loyalty().accounts().change(new StatusChange(shop.aKey(), customer, status, "asked", MANAGER));
        } else if (what == 5) {
            LoyaltyProgram last = shop.loyalty()
                    .programs()
                    .history()
                    .versions()
                    .get(shop.loyalty().programs().history().versions().size() - 1);
            Instant from = shop.clock().instant().plus(Duration.ofDays(random.nextInt(10)));
            if (from.isAfter(last.validFrom())) {
                shop.loyalty().programs().publish(last.nextVersion(from).rounding(java.math.RoundingMode.HALF_UP));
            }
        }
    }

    private Points points() {
        return Points.of(1 + random.nextInt(60));
    }

    private Adjustment adjustment(CustomerId customer) {
        long sign = random.nextBoolean() ? 1 : -1;
        return Adjustment.of(shop.aKey(), customer, Points.of(sign * points().minor()), "asked", MANAGER);
    }

    private Purchase purchase(CustomerId customer, @org.jspecify.annotations.Nullable Instant when) {
        return draft(customer, when).build();
    }

    private Purchase.Draft draft(CustomerId customer, @org.jspecify.annotations.Nullable Instant when) {
        Purchase.Draft draft = shop.aPurchase(customer)
                .line(PurchaseLine.goods("1", amount()).quantity(3))
                .line(PurchaseLine.goods("2", amount()));
        return when == null ? draft : draft.happenedAt(when);
    }

    private Money amount() {
        return Money.of(BigDecimal.valueOf(random.nextInt(6000), 2).toPlainString(), "EUR");
    }

    private void buy(Purchase purchase) {
        if (shop.loyalty().till().record(purchase).settled()) {
            purchases.add(purchase);
        }
    }

    private void payWithPoints(CustomerId customer) {
        CommandKey key = shop.aKey();
        if (random.nextBoolean()) {
            Purchase purchase = purchase(customer, null);
            redeem(Redemption.of(key, customer, points()).paying(purchase.key()));
            buy(purchase);
        } else {
            redeem(Redemption.of(key, customer, points()));
            buy(draft(customer, null)
                    .tender(Tender.points(Shop.euro("1.00"), key))
                    .build());
        }
    }

    private void checkout(CustomerId customer) {
        Purchase purchase = purchase(customer, null);
        Checkout checkout = Checkout.of(purchase);
        if (random.nextBoolean()) {
            checkout = checkout.redeeming(Redemption.of(shop.aKey(), customer, points()));
        }
        List<Purchase> own = purchases.stream()
                .filter(old -> old.customer().equals(customer))
                .toList();
        if (!own.isEmpty() && random.nextBoolean()) {
            Purchase old = own.get(random.nextInt(own.size()));
            checkout = checkout.returning(Return.of(shop.aKey(), customer, old.key(), "1", BigDecimal.ONE));
        }
        if (shop.loyalty().till().checkout(checkout).settled()) {
            purchases.add(purchase);
        }
    }

    private void giveBack() {
        if (purchases.isEmpty()) {
            return;
        }
        Purchase purchase = purchases.get(random.nextInt(purchases.size()));
        Return request = random.nextBoolean()
                ? Return.ofAll(shop.aKey(), purchase.customer(), purchase.key())
                : Return.of(shop.aKey(), purchase.customer(), purchase.key(), "1", BigDecimal.ONE);
        shop.loyalty().till().giveBack(request);
    }
}
