package org.loyalty4j.simulation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Departure;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.PendingChange;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.testkit.CountingIds;

/** Makes a script of a seed. It knows what was asked before, never what was answered. */
final class Generator {

    private static final Actor CLERK = new Actor("clerk");

    private final Random random;
    private final List<CustomerId> customers = new ArrayList<>();
    private final List<Action> asked = new ArrayList<>();
    private final List<Purchase> purchases = new ArrayList<>();
    private final List<Redemption> redemptions = new ArrayList<>();
    private Instant clock;
    private Instant backMost;
    private int keys;
    private final ZoneId zone;
    private final Waits waits;
    private final Map<CustomerId, Map<LocalDate, Instant>> lastOfDay = new HashMap<>();
    private final Mover mover;

    private Generator(Random random, Instant opening, ZoneId zone, long seed) {
        this.waits = new Waits(~seed);
        this.random = random;
        this.mover = new Mover(seed, customers);
        this.zone = zone;
        this.clock = opening;
        this.backMost = opening;
    }

    static Script script(long seed, int steps) {
        Random random = new Random(seed);
        Instant opening = Family.opening(random);
        var plain = new Seasoning(seed).season(new Family(random).program(opening));
        var ranked = new Ranking(seed).rank(new Turning(seed).season(new Moods(seed).season(plain)));
        var earning = new Favoring(seed).favor(new Welcoming(seed).welcome(ranked));
        // A chance of its own: the same seeds go on making the same requests.
        var program = new Limiting(seed)
                .limit(earning.with(new Family(new Random(~seed)).spending(earning.purse()))
                        .with(Idling.season(seed, new Waits(seed).season())))
                .with(Mover.rules(seed))
                .with(Mover.unknownReturns(seed))
                .with(Owing.rules(seed));
        program = Eventful.season(seed, GuestGenerator.season(seed, Mover.grace(seed, program)));
        Generator generator = new Generator(random, opening, program.zone(), seed);
        int customers = 3 + random.nextInt(3);
        CountingIds ids = new CountingIds();
        for (int i = 0; i < customers; i++) {
            generator.customers.add(new CustomerId(ids.newId(opening)));
        }
        List<Step> made = new ArrayList<>();
        HoldGenerator holds = new HoldGenerator(seed, generator.customers);
        GiverOfTiers tiers = new GiverOfTiers(seed, generator.customers, program);
        Eventful events = new Eventful(seed, generator.customers);
        Reviver revivals = new Reviver(seed, generator.customers);
        GuestGenerator guests =
                new GuestGenerator(seed, program.zone(), generator.customers, generator::inOrderOfItsDay);
        for (int i = 0; i < steps; i++) {
            made.add(generator.step());
            tiers.maybe(made, generator.clock);
            revivals.maybe(made, generator.clock);
            events.maybe(made, generator.clock);
            generator
                    .mover
                    .action(generator.clock, generator.purchases, generator.redemptions)
                    .ifPresent(action -> made.add(generator.mover.step(generator.clock, action)));
            holds.maybe(made, generator.clock, generator.purchases);
            guests.maybe(made, generator.clock, generator.purchases);
        }
        return new Script(seed, program, opening, customers, List.copyOf(made));
    }

    private Step step() {
        turnClock();
        Action change = waits.change();
        if (change != null) {
            return new Step(clock, change, Step.Fault.NONE, false);
        }
        Action action = random.nextInt(8) == 0 && !asked.isEmpty() ? repeat() : action();
        Step.Fault fault = random.nextInt(12) == 0 ? pick(List.of(Step.Fault.values())) : Step.Fault.NONE;
        return new Step(clock, action, fault, random.nextInt(6) == 0);
    }

    private void turnClock() {
        int chance = random.nextInt(100);
        if (chance < 2) {
            Instant back = clock.minusSeconds(random.nextInt(120));
            clock = back.isBefore(backMost) ? backMost : back;
        } else if (chance < 8) {
            clock = clock.plusNanos(1000L * random.nextInt(3));
        } else if (chance < 60) {
            clock = clock.plusSeconds(random.nextInt(20_000));
        } else if (chance < 90) {
            clock = clock.plus(Duration.ofDays(random.nextInt(4))).plusSeconds(random.nextInt(80_000));
        } else if (chance < 99) {
            clock = clock.plus(Duration.ofDays(random.nextInt(60)));
        } else {
            clock = clock.plus(Duration.ofDays(200L + random.nextInt(500)));
        }
    }

    private Action action() {
        int chance = random.nextInt(100);
        if (chance < 38) {
            return said(new Action.Sell(Checkout.of(purchase(happened()))));
        }
        if (chance < 46) {
            return said(new Action.Sell(checkout()));
        }
        if (chance < 58) {
            return said(new Action.GiveBack(goods()));
        }
        if (chance < 72) {
            return said(new Action.Redeem(redemption()));
        }
        if (chance < 77) {
            return said(new Action.Give(bonus()));
        }
        if (chance < 82) {
            return said(new Action.Adjust(Adjustment.of(
                    key("a"),
                    customer(),
                    Points.of(random.nextInt(100) < 50 ? 1 + random.nextInt(60) : -1 - random.nextInt(40)),
                    "counted",
                    CLERK)));
        }
        if (chance < 86) {
            Status status =
                    random.nextInt(8) == 0 ? Status.CLOSED : random.nextInt(3) == 0 ? Status.FROZEN : Status.OPEN;
            return said(new Action.Change(new StatusChange(key("c"), customer(), status, "asked", CLERK)));
        }
        if (chance < 92) {
            backMost = clock;
            return new Action.Maintain(clock.minusSeconds(random.nextInt(3) == 0 ? random.nextInt(170_000) : 0));
        }
        if (chance < 96) {
            return sellAll();
        }
        if (chance < 97 && random.nextInt(4) == 0) {
            return new Action.Leave(Departure.of(key("l"), customer()));
        }
        List<Action> together = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            together.add(
                    random.nextBoolean()
                            ? new Action.Sell(Checkout.of(purchase(happened())))
                            : new Action.Redeem(redemption()));
        }
        return new Action.Together(together, random.nextInt(3) > 0);
    }

    private Action said(Action action) {
        asked.add(action);
        return action;
    }

    /** Asks again for something, sometimes for something else under the same key. */
    private Action repeat() {
        Action earlier = pick(asked);
        if (random.nextInt(3) > 0) {
            return earlier;
        }
        if (earlier instanceof Action.Redeem redeem && redeem.request().amount().isPresent()) {
            long points = redeem.request().amount().orElseThrow().minor() + 1;
            return new Action.Redeem(
                    Redemption.of(redeem.request().key(), redeem.request().customer(), Points.of(points)));
        }
        if (earlier instanceof Action.Give give) {
            return new Action.Give(Bonus.of(
                    give.bonus().key(),
                    give.bonus().customer(),
                    give.bonus().points().plus(Points.of(1)),
                    "gift"));
        }
        if (earlier instanceof Action.Sell sell) {
            Purchase was = sell.checkout().purchase();
            Purchase.Draft other = Purchase.of(was.key(), was.customer());
            other.line(PurchaseLine.goods("1", was.total().plus(Family.euro("0.01"))));
            return new Action.Sell(Checkout.of(other.build()));
        }
        return earlier;
    }

    private Action sellAll() {
        List<Purchase> batch = new ArrayList<>();
        for (int i = 2 + random.nextInt(5); i > 0; i--) {
            batch.add(random.nextInt(6) == 0 && !purchases.isEmpty() ? pick(purchases) : purchase(happened()));
        }
        Collections.shuffle(batch, random);
        return new Action.SellAll(List.copyOf(batch), random.nextInt(3) == 0);
    }

    /** Returns when a purchase was made: mostly now, sometimes days ago at a till that was offline. */
    private @Nullable Instant happened() {
        int chance = random.nextInt(20);
        if (chance < 12) {
            return null;
        }
        if (chance < 14) {
            return clock;
        }
        if (chance < 16) {
            return clock.minusSeconds(random.nextInt(90_000));
        }
        if (chance < 19) {
            return clock.minus(Duration.ofDays(random.nextInt(15))).minusSeconds(random.nextInt(80_000));
        }
        return random.nextBoolean() ? clock.plusSeconds(random.nextInt(180)) : clock.plus(Duration.ofDays(2));
    }

    private Purchase purchase(@Nullable Instant happened) {
        CustomerId customer = customer();
        Purchase.Draft draft =
                Purchase.of(key("s"), customer).at(Purchase.Place.of("main", "till " + random.nextInt(3)));
        Instant inOrder = inOrderOfItsDay(customer, happened);
        if (inOrder != null) {
            draft.happenedAt(inOrder);
        }
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            draft.line(line(Integer.toString(i)));
        }
        if (random.nextInt(10) == 0 && !redemptions.isEmpty()) {
            draft.tender(Tender.points(Family.euro("1.00"), pick(redemptions).key()));
        }
        Purchase purchase = draft.build();
        purchases.add(purchase);
        waits.gave(PendingChange.Origin.PURCHASE, purchase.customer(), purchase.key());
        return purchase;
    }

    /**
     * Standings are reckoned by days: purchases of one day count in the order in which they arrive, which the model, with
     * its instants, would see otherwise. So nobody's purchase of a day arrives after a later one of that day.
     */
    private @Nullable Instant inOrderOfItsDay(CustomerId customer, @Nullable Instant happened) {
        Instant counts = happened == null || happened.isAfter(clock) ? clock : happened;
        Map<LocalDate, Instant> days = lastOfDay.computeIfAbsent(customer, any -> new HashMap<>());
        LocalDate date = LocalDate.ofInstant(counts, zone);
        Instant last = days.merge(date, counts, (one, other) -> one.isAfter(other) ? one : other);
        return happened != null && last.isAfter(happened) ? last : happened;
    }

    private PurchaseLine line(String id) {
        LineKind kind = random.nextInt(6) > 0 ? LineKind.GOODS : pick(List.of(LineKind.values()));
        PurchaseLine line = PurchaseLine.of(id, kind, Money.ofMinor(cents(), Family.EURO));
        BigDecimal quantity = random.nextInt(4) == 0
                ? BigDecimal.valueOf(1 + random.nextInt(3000), 3)
                : BigDecimal.valueOf(1 + random.nextInt(4));
        line = line.quantity(quantity);
        if (random.nextInt(4) == 0) {
            line = line.tax(Money.ofMinor(random.nextInt(500), Family.EURO));
        }
        if (random.nextInt(4) == 0) {
            line = line.discount(Money.ofMinor(random.nextInt((int) line.net().minor() + 1), Family.EURO));
        }
        return line.article(new PurchaseLine.Article(
                random.nextInt(3) == 0 ? "bread" : "milk",
                List.of("food"),
                random.nextInt(3) == 0 ? "red" : null,
                Map.of()));
    }

    private long cents() {
        return random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(random.nextInt(4) == 0 ? 9000 : 2500);
    }

    private Checkout checkout() {
        Purchase purchase = purchase(random.nextInt(3) == 0 ? happened() : null);
        Checkout checkout = Checkout.of(purchase);
        if (random.nextInt(3) > 0) {
            checkout = checkout.redeeming(points(key("cr"), purchase.customer(), Points.of(1 + random.nextInt(30))));
        }
        if (random.nextInt(3) == 0) {
            Return goods = goods();
            if (goods.customer().equals(purchase.customer())) {
                checkout = checkout.returning(goods);
            }
        }
        return checkout;
    }

    private Redemption redemption() {
        CustomerId customer = customer();
        CommandKey key = key("r");
        if (random.nextInt(5) == 0) {
            return Redemption.ofReward(key, customer, pick(List.of("coffee", "lounge", "gone")));
        }
        Redemption redemption = points(key, customer, Points.of(1 + random.nextInt(random.nextInt(3) == 0 ? 300 : 40)));
        if (random.nextInt(3) == 0 && !purchases.isEmpty()) {
            Purchase paid = recentPurchase();
            redemption = points(key, paid.customer(), redemption.amount().orElseThrow())
                    .paying(paid.key());
        }
        redemptions.add(redemption);
        return redemption;
    }

    /** Every third request is content with fewer points. */
    private Redemption points(CommandKey key, CustomerId customer, Points points) {
        return keys % 3 == 0 ? Redemption.upTo(key, customer, points) : Redemption.of(key, customer, points);
    }

    private Return goods() {
        if (purchases.isEmpty()) {
            return Return.ofAll(key("b"), customer(), CommandKey.of("never sold"));
        }
        Purchase purchase = recentPurchase();
        CustomerId customer = random.nextInt(20) == 0 ? customer() : purchase.customer();
        if (random.nextInt(3) == 0) {
            return Return.ofAll(key("b"), customer, purchase.key());
        }
        PurchaseLine line = pick(purchase.lines());
        BigDecimal part = line.quantity().stripTrailingZeros().scale() <= 0 && random.nextInt(4) > 0
                ? BigDecimal.ONE
                : line.quantity()
                        .multiply(BigDecimal.valueOf(1 + random.nextInt(9), 1))
                        .setScale(6, java.math.RoundingMode.UP);
        return Return.of(key("b"), customer, purchase.key(), line.id(), part);
    }

    private Purchase recentPurchase() {
        int newest = purchases.size() - 1;
        return purchases.get(Math.max(0, newest - random.nextInt(random.nextInt(3) == 0 ? 60 : 8)));
    }

    private Bonus bonus() {
        Bonus bonus = waits.season(Bonus.of(key("g"), customer(), Points.of(1 + random.nextInt(80)), "gift"));
        waits.gave(PendingChange.Origin.BONUS, bonus.customer(), bonus.key());
        return switch (random.nextInt(4)) {
            case 0 -> bonus.goneAt(clock.plus(Duration.ofDays(1 + random.nextInt(40))));
            case 1 -> bonus.happenedAt(clock.minus(Duration.ofDays(random.nextInt(10))));
            default -> bonus;
        };
    }

    private CommandKey key(String kind) {
        return CommandKey.of(kind + ++keys);
    }

    private CustomerId customer() {
        return pick(customers);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
