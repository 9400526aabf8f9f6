package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.Decision;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.reward.PointsPayment;
import org.loyalty4j.reward.PointsPayment.Paid;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.StoreTransaction;

/** Pays an amount of money with the points of several purses, in one unit of work. Used by one thread. */
final class Payments {

    private final PointsPayment request;
    private final Changes changes = Changes.none();

    /** What settles in each purse, in the order in which the purses were published: that is the order of the locks. */
    private final Map<String, Settler> purses;

    private final Instant clock;

    private final List<Settlement.Settled> parts = new ArrayList<>(2);
    private final List<Settlement.Refused> none = new ArrayList<>(0);
    private Money left;

    private Payments(Engine engine, StoreTransaction tx, PointsPayment request) {
        this.request = request;
        this.left = request.amount();
        Instant now = engine.now();
        List<String> published;
        Map<String, Settler> known;
        do {
            published = engine.whole(tx).purses();
            known = gathered(engine, tx, published, now);
            // Another purse may have become known while the locks were waited for.
        } while (!engine.whole(tx).purses().equals(published));
        Instant latest = now;
        for (Settler settler : known.values()) {
            latest = settler.known(request.customer()).account().now(latest);
        }
        // All parts count from one instant, by which the burn order is asked for again when the payment is repeated.
        this.clock = latest;
        this.purses = latest.equals(now) ? known : gathered(engine, tx, published, latest);
    }

    /** Pays, or only says what would be paid. */
    static Paid settle(Engine asked, PointsPayment request, boolean writes) {
        Engine engine = writes ? asked : asked.untold();
        return engine.write(tx -> new Payments(engine, tx, request).settle(engine.below(tx), writes));
    }

    private Map<String, Settler> gathered(Engine engine, StoreTransaction tx, List<String> published, Instant at) {
        engine.whole(tx).atOrFirst(at);
        Map<String, Settler> settlers = new LinkedHashMap<>();
        for (String purse : published) {
            Engine inside = engine.in(purse);
            Settler settler = new Settler(inside, inside.view(engine.below(tx)), at, changes);
            // No more points than these can be asked for, whatever the purses before this one pay.
            long most = asked(settler.programs(), at, request.amount());
            settler.gather(List.of(command(most == 0 ? 1 : most, request.amount())));
            settlers.put(purse, settler);
        }
        return settlers;
    }

    private static long asked(ProgramHistory programs, Instant at, Money amount) {
        LoyaltyProgram program = programs.atOrFirst(at);
        if (!program.currency().equals(amount.currency())) {
            throw new InvalidRequestException(
                    "amount",
                    Code.CURRENCY_MISMATCH,
                    "the program counts " + program.currency() + ", not " + amount.currency());
        }
        return program.pointsFor(amount).minor();
    }

    private Command.Redeem command(long points, Money towards) {
        Redemption redemption = Redemption.upTo(request.key(), request.customer(), Points.of(points));
        redemption = request.actor() == null ? redemption : redemption.by(request.actor());
        redemption = request.source() == null ? redemption : redemption.from(request.source());
        return new Command.Redeem(redemption, towards);
    }

    private Paid settle(StoreTransaction tx, boolean writes) {
        Optional<Instant> earlier = earlier();
        for (Settler settler : inBurnOrder(earlier.orElse(clock))) {
            if (left.signum() > 0) {
                if (earlier.isPresent()) {
                    repeat(settler, earlier.get());
                } else {
                    pay(settler);
                }
            }
        }
        if (earlier.isPresent()) {
            requireAllMet();
        } else if (writes) {
            Settler.writeAll(tx, purses.values(), changes);
        }
        return new Paid(parts, none, request.amount().minus(left), left);
    }

    /** Returns when the key was used before, if it was. */
    private Optional<Instant> earlier() {
        Command.Redeem any = command(1, request.amount());
        return purses.values().stream()
                .flatMap(settler -> settler.before(any).stream())
                .map(CommandRecord::recordedAt)
                .min(Comparator.naturalOrder());
    }

    /** Returns the purses by the priority of the programs of an instant; of equal ones that first that was published. */
    private List<Settler> inBurnOrder(Instant at) {
        return purses.values().stream()
                .sorted(Comparator.comparingInt(
                        settler -> settler.programs().atOrFirst(at).spending().priority()))
                .toList();
    }

    private void pay(Settler settler) {
        long points = asked(settler.programs(), clock, left);
        if (points == 0) {
            return;
        }
        Command.Redeem command = command(points, left);
        Decision decision = settler.decision(settler.known(request.customer()), command);
        settler.hear(command, List.of(decision));
        settler.accept(command, decision);
        if (decision.settlement() instanceof Settlement.Settled settled) {
            add(settled);
        } else if (decision.settlement() instanceof Settlement.Refused refused) {
            none.add(refused.by(decision.next().account().id().purse()));
        }
    }

    private void repeat(Settler settler, Instant at) {
        long points = asked(settler.programs(), at, left);
        Command.Redeem command = command(points == 0 ? 1 : points, left);
        CommandRecord first = settler.before(command).orElse(null);
        if (first == null) {
            return;
        }
        if (!first.customer().equals(request.customer())) {
            throw new KeyReusedException(request.key(), "customer");
        }
        if (!first.fingerprint().equals(command.fingerprint())) {
            throw new KeyReusedException(request.key(), "amount");
        }
        settler.repeated(command).map(Settlement::orThrow).ifPresent(this::add);
    }

    /** A redemption of a purse that this payment would not have come to was asked for by itself. */
    private void requireAllMet() {
        Command.Redeem any = command(1, request.amount());
        long met = purses.values().stream()
                .filter(settler -> settler.before(any).isPresent())
                .count();
        if (met != parts.size()) {
            throw new KeyReusedException(request.key(), "amount");
        }
    }

    private void add(Settlement.Settled part) {
        parts.add(part);
        @Nullable Money worth = part.used().flatMap(Settlement.Use::worth).orElse(null);
        left = worth == null ? left : left.minus(worth);
    }
}
