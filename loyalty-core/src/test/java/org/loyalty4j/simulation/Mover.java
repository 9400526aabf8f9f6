package org.loyalty4j.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.Undo;
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
    private int keys;

    Mover(long seed) {
        this.random = new Random(seed * 31 + 7);
    }

    Optional<Action> action(List<Purchase> purchases, List<Redemption> redemptions) {
        if (random.nextInt(8) > 0) {
            return Optional.empty();
        }
        if (random.nextInt(6) == 0 && !asked.isEmpty()) {
            return Optional.of(asked.get(random.nextInt(asked.size())));
        }
        Action action = null;
        if (random.nextInt(3) > 0 && !redemptions.isEmpty()) {
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
