package org.loyalty4j.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.program.Transfer;
import org.loyalty4j.program.TransferRules;
import org.loyalty4j.program.TransferUndo;
import org.loyalty4j.program.Undo;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;

/**
 * Adds steps that undo others to a script. It has chances of its own, so that a seed still tells the story that it told
 * before there were any. Used by one thread.
 */
final class Mover {

    private final Random random;
    private final List<Action> asked = new ArrayList<>();
    private final List<CommandKey> undos = new ArrayList<>();
    private final List<Transfer> transfers = new ArrayList<>();
    private final List<CustomerId> customers;
    private final History history;
    private int keys;

    Mover(long seed, List<CustomerId> customers) {
        this.customers = customers;
        this.random = new Random(seed * 31 + 7);
        this.history = new History(seed);
    }

    Optional<Action> action(Instant clock, List<Purchase> purchases, List<Redemption> redemptions) {
        if (random.nextInt(8) > 0) {
            return Optional.empty();
        }
        if (random.nextInt(6) == 0 && !asked.isEmpty()) {
            return Optional.of(asked.get(random.nextInt(asked.size())));
        }
        Action action = null;
        if (random.nextInt(5) == 0) {
            action = random.nextBoolean() ? unknown() : opening(clock);
            asked.add(action);
            return Optional.of(action);
        }
        if (random.nextInt(3) == 0) {
            action = move();
        } else if (random.nextInt(3) > 0 && !redemptions.isEmpty()) {
            action = undo(recent(redemptions));
        } else if (!purchases.isEmpty()) {
            Purchase purchase = recent(purchases);
            action = new Action.Annul(PurchaseVoid.of(key("v"), purchase.customer(), purchase.key()));
        }
        if (action != null) {
            asked.add(action);
        }
        return Optional.ofNullable(action);
    }

    private Action move() {
        if (random.nextInt(3) == 0 && !transfers.isEmpty()) {
            Transfer sent = recent(transfers);
            boolean wrong = random.nextInt(12) == 0;
            return new Action.SendBack(TransferUndo.of(
                    key("y"),
                    wrong ? sent.receiver() : sent.customer(),
                    wrong ? sent.customer() : sent.receiver(),
                    sent.key()));
        }
        int from = random.nextInt(customers.size());
        int to = (from + 1 + random.nextInt(customers.size() - 1)) % customers.size();
        Transfer transfer =
                Transfer.of(key("t"), customers.get(from), customers.get(to), Points.of(1 + random.nextInt(40)));
        transfers.add(transfer);
        return new Action.Send(transfer);
    }

    private Action unknown() {
        return new Action.TakeUnknown(
                UnknownReturn.of(key("n"), recent(customers), Money.ofMinor(1 + random.nextInt(6000), Family.EURO)));
    }

    /** There are few batches, so that many customers of one are loaded again, with other lots too. */
    private Action opening(Instant clock) {
        Instant earned = clock.minus(Duration.ofDays(random.nextInt(300)));
        return new Action.Open(history.of(
                clock,
                OpeningBalance.of(
                                "batch " + random.nextInt(4),
                                recent(customers),
                                Points.of(1 + random.nextInt(30)),
                                earned,
                                null)
                        .and(
                                Points.of(1 + random.nextInt(30)),
                                earned,
                                earned.plus(Duration.ofDays(1L + random.nextInt(400))))));
    }

    private Action undo(Redemption redemption) {
        CommandKey key = key("u");
        CommandKey named = random.nextInt(15) == 0 && !undos.isEmpty()
                ? undos.get(random.nextInt(undos.size()))
                : redemption.key();
        undos.add(key);
        return new Action.TakeBack(
                random.nextInt(3) == 0
                        ? Undo.ofAll(key, redemption.customer(), named)
                        : Undo.of(key, redemption.customer(), named, Points.of(1 + random.nextInt(25))));
    }

    /** Returns what a shop might do about goods that come back without their purchase. */
    static UnknownReturn.Policy unknownReturns(long seed) {
        UnknownReturn.Policy[] policies = UnknownReturn.Policy.values();
        return policies[Math.floorMod(seed / 2, policies.length)];
    }

    /** Returns a program with what else a shop might decide about points that are used and put back. */
    static LoyaltyProgram grace(long seed, LoyaltyProgram program) {
        Random random = new Random(seed * 29 + 5);
        int days = random.nextInt(3) == 0 ? (int) Math.floorMod(seed, 20L) : 0;
        SpendingRules rules = program.spending().withGrace(days);
        return program.with(random.nextInt(4) == 0 ? rules.fromBalance(Points.of(1 + random.nextInt(30))) : rules);
    }

    /** Returns what a shop might decide about transfers. */
    static TransferRules rules(long seed) {
        Random random = new Random(seed * 17 + 3);
        TransferRules rules = TransferRules.none();
        rules = random.nextInt(4) == 0 ? rules.withLeast(Points.of(5)) : rules;
        rules = random.nextInt(4) == 0 ? rules.withMost(Points.of(30)) : rules;
        rules = random.nextInt(3) == 0 ? rules.withFee(Points.of(2)) : rules;
        return random.nextBoolean() ? rules.recordingShortfall() : rules;
    }

    Step step(Instant clock, Action action) {
        Step.Fault[] faults = Step.Fault.values();
        Step.Fault fault = random.nextInt(12) == 0 ? faults[random.nextInt(faults.length)] : Step.Fault.NONE;
        return new Step(clock, action, fault, false);
    }

    private CommandKey key(String kind) {
        return CommandKey.of(kind + ++keys);
    }

    private <T> T recent(List<T> from) {
        int newest = from.size() - 1;
        return from.get(Math.max(0, newest - random.nextInt(random.nextInt(3) == 0 ? 60 : 6)));
    }
}
