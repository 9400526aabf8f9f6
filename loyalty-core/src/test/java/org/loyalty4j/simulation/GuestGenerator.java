package org.loyalty4j.simulation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Money;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.Claim;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.tier.PeriodEnd;

/**
 * Adds steps about purchases of those who do not say who they are. It has chances of its own, so that a seed still tells
 * the story that it told before there were any. Used by one thread.
 */
final class GuestGenerator {

    private final Random random;
    private final Random scales;
    private final ZoneId zone;
    private final List<CustomerId> customers;
    private final BiConsumer<CustomerId, Instant> claimed;
    private final List<Purchase> guests = new ArrayList<>();
    private final List<Action> asked = new ArrayList<>();
    private int keys;

    /**
     * Starts.
     *
     * @param claimed is told who may have a purchase from an instant on
     */
    GuestGenerator(long seed, ZoneId zone, List<CustomerId> customers, BiConsumer<CustomerId, Instant> claimed) {
        this.random = new Random(seed * 31 + 11);
        this.scales = new Random(seed * 37 + 7);
        this.zone = zone;
        this.customers = customers;
        this.claimed = claimed;
    }

    /** Returns a program as some shops would have it: most let guest purchases be claimed. */
    static LoyaltyProgram season(long seed, LoyaltyProgram program) {
        Random random = new Random(seed * 13 + 5);
        return random.nextInt(5) == 0
                ? program
                : program.claimableFor(PeriodEnd.endOfDay(Period.ofDays(random.nextInt(40))));
    }

    /** Adds a step now and then. */
    void maybe(List<Step> made, Instant clock, List<Purchase> purchases) {
        if (random.nextInt(6) > 0) {
            return;
        }
        Action action = random.nextInt(8) == 0 && !asked.isEmpty()
                ? asked.get(random.nextInt(asked.size()))
                : action(clock, purchases);
        asked.add(action);
        Step.Fault[] faults = Step.Fault.values();
        Step.Fault fault = random.nextInt(12) == 0 ? faults[random.nextInt(faults.length)] : Step.Fault.NONE;
        made.add(new Step(clock, action, fault, false));
    }

    private Action action(Instant clock, List<Purchase> purchases) {
        int chance = random.nextInt(10);
        if (guests.isEmpty() || chance < 4) {
            return sale(clock, purchases);
        }
        Purchase guest = guests.get(Math.max(0, guests.size() - 1 - random.nextInt(random.nextInt(3) == 0 ? 30 : 4)));
        if (chance < 6) {
            return back(guest);
        }
        if (chance == 9 && random.nextInt(3) == 0) {
            // The till uses the key once more, for somebody.
            return new Action.Sell(Checkout.of(Purchase.of(guest.key().value(), customer(), guest.total())));
        }
        CustomerId customer = customer();
        CommandKey purchase = random.nextInt(15) == 0 ? CommandKey.of("never sold") : guest.key();
        claimed.accept(customer, guest.happened().orElseThrow());
        purchases.add(of(customer, guest));
        return new Action.ClaimGuest(Claim.of(key("qc"), customer, purchase));
    }

    private static Purchase of(CustomerId customer, Purchase guest) {
        Purchase.Draft draft = Purchase.of(guest.key(), customer);
        guest.lines().forEach(draft::line);
        return draft.build();
    }

    /**
     * At the last instant of yesterday: no purchase of that day is later, so that the days, which tell no order within
     * them, and the model, which has instants, tell the same.
     */
    private Action sale(Instant clock, List<Purchase> purchases) {
        Instant midnight = LocalDate.ofInstant(clock, zone).atStartOfDay(zone).toInstant();
        CommandKey key = random.nextInt(20) == 0 && !purchases.isEmpty()
                ? purchases.get(purchases.size() - 1).key()
                : key("q");
        Purchase.Draft draft = Purchase.ofGuest(key).happenedAt(midnight.minusNanos(1000));
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            PurchaseLine line = PurchaseLine.goods(
                            Integer.toString(i), Money.ofMinor(random.nextInt(6000), Family.EURO))
                    .quantity(weighed(1 + random.nextInt(4)));
            draft.line(
                    random.nextInt(3) > 0
                            ? line
                            : line.tax(Money.ofMinor(random.nextInt(500), Family.EURO))
                                    .discount(Money.ofMinor(
                                            random.nextInt((int) line.net().minor() + 1), Family.EURO)));
        }
        Purchase purchase = draft.build();
        if (key.value().startsWith("q")) {
            guests.add(purchase);
        }
        return new Action.GuestSale(GuestPurchase.of(purchase));
    }

    private Action back(Purchase guest) {
        PurchaseLine line = guest.lines().get(random.nextInt(guest.lines().size()));
        return new Action.GuestBack(
                random.nextInt(5) == 0
                        ? Return.ofAll(key("qb"), CustomerId.NOBODY, guest.key())
                        : Return.of(key("qb"), CustomerId.NOBODY, guest.key(), line.id(), part(line)));
    }

    /** Some goods are weighed: of two and a half, two may be left, which are no two pieces. */
    private BigDecimal weighed(int pieces) {
        return new BigDecimal(scales.nextInt(4) > 0 ? pieces + "" : pieces + ".5");
    }

    private BigDecimal part(PurchaseLine line) {
        return line.weighed() && scales.nextBoolean() ? new BigDecimal("0.5") : BigDecimal.ONE;
    }

    private CustomerId customer() {
        return customers.get(random.nextInt(customers.size()));
    }

    private CommandKey key(String kind) {
        return CommandKey.of(kind + ++keys);
    }
}
