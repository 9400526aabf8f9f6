package org.loyalty4j.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.Release;
import org.loyalty4j.sale.Purchase;

/** Makes steps about reserved points between the others, with a chance of its own. */
final class HoldGenerator {

    private final Random random;
    private final List<CustomerId> customers;
    private final List<HoldRequest> holds = new ArrayList<>();
    private final List<Action> asked = new ArrayList<>();
    private int keys;

    HoldGenerator(long seed, List<CustomerId> customers) {
        this.random = new Random(seed * 31 + 7);
        this.customers = customers;
    }

    /** Adds a step about reserved points now and then. */
    void maybe(List<Step> made, Instant clock, List<Purchase> purchases) {
        if (random.nextInt(5) > 0) {
            return;
        }
        Action action = random.nextInt(8) == 0 && !asked.isEmpty() ? repeat() : action(clock, made, purchases);
        asked.add(action);
        Step.Fault fault = random.nextInt(12) == 0
                ? List.of(Step.Fault.values()).get(random.nextInt(Step.Fault.values().length))
                : Step.Fault.NONE;
        made.add(new Step(clock, action, fault, random.nextInt(6) == 0));
    }

    /** Asks again, sometimes for something else under the same key. */
    private Action repeat() {
        Action earlier = asked.get(random.nextInt(asked.size()));
        if (earlier instanceof Action.Hold hold && random.nextInt(3) == 0) {
            return new Action.Hold(HoldRequest.of(
                    hold.request().redemption(), hold.request().limit().plusSeconds(1)));
        }
        return earlier;
    }

    private Action action(Instant clock, List<Step> made, List<Purchase> purchases) {
        if (holds.isEmpty() || random.nextInt(2) == 0) {
            return hold(clock, made, purchases);
        }
        HoldRequest hold = holds.get(Math.max(0, holds.size() - 1 - random.nextInt(4)));
        CustomerId customer = random.nextInt(20) == 0 ? customer() : hold.customer();
        if (random.nextInt(3) == 0) {
            return new Action.Release(Release.of(key("hr"), customer, hold.key()));
        }
        Capture capture = random.nextBoolean()
                ? Capture.of(key("hc"), customer, hold.key())
                : Capture.of(key("hc"), customer, hold.key(), Points.of(1 + random.nextInt(25)));
        return new Action.Capture(
                random.nextInt(3) == 0 && !purchases.isEmpty()
                        ? capture.paying(purchases.get(purchases.size() - 1).key())
                        : capture);
    }

    private Action hold(Instant clock, List<Step> made, List<Purchase> purchases) {
        CommandKey key = key("h");
        Redemption redemption = redemption(key);
        if (random.nextInt(4) == 0 && !purchases.isEmpty()) {
            Purchase paid = purchases.get(purchases.size() - 1);
            redemption = Redemption.of(key, paid.customer(), Points.of(1 + random.nextInt(40)))
                    .paying(paid.key());
        }
        Instant before = made.isEmpty() ? clock : made.get(made.size() - 1).clock();
        Duration limit = switch (random.nextInt(4)) {
            case 0 -> Duration.ofSeconds(1 + random.nextInt(4000));
            case 1 -> Duration.ofDays(1 + random.nextInt(300));
            case 2 -> Duration.between(before, clock).abs().plusSeconds(1);
            default -> Duration.ofHours(1 + random.nextInt(400));
        };
        HoldRequest request =
                HoldRequest.of(redemption, limit.compareTo(HoldRequest.LONGEST) > 0 ? HoldRequest.LONGEST : limit);
        holds.add(request);
        return new Action.Hold(request);
    }

    private Redemption redemption(CommandKey key) {
        int chance = random.nextInt(6);
        if (chance == 0) {
            return Redemption.ofReward(key, customer(), random.nextBoolean() ? "coffee" : "lounge");
        }
        Points points = Points.of(1 + random.nextInt(60));
        return chance == 1 ? Redemption.upTo(key, customer(), points) : Redemption.of(key, customer(), points);
    }

    private CustomerId customer() {
        return customers.get(random.nextInt(customers.size()));
    }

    private CommandKey key(String kind) {
        return CommandKey.of(kind + ++keys);
    }
}
