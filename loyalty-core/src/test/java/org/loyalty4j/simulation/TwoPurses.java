package org.loyalty4j.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Balance;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;

/**
 * Runs a script in a shop that has a second purse with another program. Receipts are told at the till of one purse or the
 * other and are to count in both; every other request is one of a purse. Each purse is held against a model of its own.
 */
final class TwoPurses {

    static final String OTHER = "other";

    private final SimulatedShop shop;
    private final Loyalty other;
    private Model ours;
    private Model theirs;

    /** The keys of requests that were made of the other purse, which later requests name. */
    private final Set<CommandKey> routed = new HashSet<>();

    private TwoPurses(Script script, LoyaltyProgram second, Flaw flaw) {
        this.shop = new SimulatedShop(script, flaw);
        this.ours = new Model(script.program());
        this.theirs = new Model(second);
        shop.loyalty.programs().publish(second);
        this.other = shop.loyalty.purse(OTHER);
        shop.customers.forEach(customer -> {
            ours.enroll(customer, script.opening());
            theirs.enroll(customer, script.opening());
        });
    }

    /** Thrown where the two disagree. */
    static final class Differs extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Differs(String message) {
            super(message);
        }
    }

    /**
     * Runs a script to its end.
     *
     * @throws Differs where the library and the models do not agree
     */
    static void run(long seed, int steps, Flaw flaw) {
        Script script = Generator.script(seed, steps);
        LoyaltyProgram second =
                besides(script.program(), Generator.script(~seed, 0).program());
        TwoPurses run = new TwoPurses(script, second, flaw);
        for (int at = 0; at < script.steps().size(); at++) {
            Step step = script.steps().get(at);
            String where = "seed " + seed + ", step " + at + " " + step.action() + ": ";
            run.shop.clock.set(step.clock());
            for (Action action : singly(step.clock(), step.action())) {
                run.take(where, step.clock(), action);
            }
            if (at % 5 == 4 || at == script.steps().size() - 1) {
                for (CustomerId customer : run.shop.customers) {
                    run.compare(where, customer, step.clock());
                }
            }
            if (at % 100 == 99 || at == script.steps().size() - 1) {
                same(where + "audit", run.shop.loyalty.audit().findings(), List.of());
            }
        }
    }

    /** Another shop's program, for the second purse of this one. */
    private static LoyaltyProgram besides(LoyaltyProgram first, LoyaltyProgram from) {
        return new LoyaltyProgram(
                1,
                first.validFrom(),
                first.zone(),
                first.currency(),
                new Purse(OTHER, "stamps", from.purse().scale()),
                from.rules(),
                from.expiry(),
                from.rounding(),
                from.ladder(),
                from.spendFilter(),
                from.spendBasis(),
                from.rewards(),
                from.drift(),
                from.ageMax(),
                from.cap(),
                from.spending(),
                from.lots(),
                from.caps(),
                from.balanceCap(),
                from.transfers(),
                from.unknownReturns(),
                first.claimable(),
                from.carries(),
                from.shortage(),
                from.adjustments(),
                from.events(),
                from.metrics());
    }

    /** A batch is told in the order in which a till would settle it. */
    private static List<Action> singly(Instant clock, Action action) {
        List<Action> each = new ArrayList<>();
        if (action instanceof Action.Together together) {
            together.actions().forEach(inner -> each.addAll(singly(clock, inner)));
        } else if (action instanceof Action.SellAll all) {
            all.purchases().stream()
                    .sorted(Comparator.comparing(
                                    (Purchase purchase) -> purchase.happened().orElse(clock))
                            .thenComparing(purchase ->
                                    Optional.ofNullable(purchase.place().till()).orElse(""))
                            .thenComparing(purchase -> purchase.key().value()))
                    .forEach(purchase -> each.add(new Action.Sell(Checkout.of(purchase))));
        } else {
            each.add(action);
        }
        return each;
    }

    private static boolean isReceipt(Action action) {
        return action instanceof Action.Sell
                || action instanceof Action.GiveBack
                || action instanceof Action.Annul
                || action instanceof Action.TakeUnknown
                || action instanceof Action.ClaimGuest;
    }

    private static boolean isOfAll(Action action) {
        return action instanceof Action.Leave
                || action instanceof Action.Maintain
                || action instanceof Action.GuestSale
                || action instanceof Action.GuestBack;
    }

    private void take(String where, Instant clock, Action action) {
        if (isOfAll(action)) {
            List<String> answer = SimulatedShop.ask(other, action);
            same(where + "answer", answer, ours.apply(clock, action));
            theirs.apply(clock, action);
        } else if (isReceipt(action)) {
            boolean there =
                    usesNothing(action) && Math.floorMod(Asked.of(action).key().hashCode(), 3) == 0;
            receipt(where, clock, action, there);
        } else {
            boolean there = isOfOther(action);
            if (there) {
                routed.add(Asked.of(action).key());
            }
            if (action instanceof Action.Correct correct) {
                (there ? theirs : ours).differs = Simulation.differences(there ? other : shop.loyalty, correct);
            }
            same(
                    where + "answer",
                    SimulatedShop.ask(there ? other : shop.loyalty, action),
                    (there ? theirs : ours).apply(clock, action));
        }
    }

    private static boolean usesNothing(Action action) {
        return !(action instanceof Action.Sell sell) || sell.checkout().redeem() == null;
    }

    /** What names an earlier request is made of the purse that it was made of. */
    private boolean isOfOther(Action action) {
        if (action instanceof Action.TakeBack undo) {
            return routed.contains(undo.request().redemption());
        }
        if (action instanceof Action.Capture capture) {
            return routed.contains(capture.request().hold());
        }
        if (action instanceof Action.Release release) {
            return routed.contains(release.request().hold());
        }
        if (action instanceof Action.SendBack back) {
            return routed.contains(back.request().transfer());
        }
        if (action instanceof Action.Unhappen undo) {
            return routed.contains(undo.request().activity());
        }
        if (action instanceof Action.Reckon) {
            return false;
        }
        if (action instanceof Action.TakeTier take) {
            return routed.contains(take.request().override());
        }
        if (action instanceof Action.Decide decide) {
            return routed.contains(decide.change().given());
        }
        return Math.floorMod(Asked.of(action).key().hashCode(), 2) == 0;
    }

    /** Tells a receipt at one till; it is to count in both purses, or in none. */
    private void receipt(String where, Instant clock, Action action, boolean there) {
        Settlement[] came = new Settlement[1];
        String answer = SimulatedShop.textOf(() -> {
            came[0] = SimulatedShop.one(there ? other : shop.loyalty, action);
            return came[0];
        });
        Model main = ours.copy();
        Model second = theirs.copy();
        main.elsewhere = named(action, theirs);
        second.elsewhere = named(action, ours);
        String first = main.apply(clock, action).get(0);
        String beside = second.apply(clock, there ? action : withoutUse(action)).get(0);
        String expected = expected(there ? beside : first, there ? first : beside, first);
        same(where + "answer", answer, expected);
        if (expected.startsWith("SETTLED")) {
            ours = main;
            theirs = second;
            Settlement told = ((Settlement.Settled) came[0]).beside().get(0);
            same(where + "beside", SimulatedShop.textOf(() -> told), there ? first : beside);
        }
    }

    /** Returns the redemptions that the tenders of a receipt name and a purse knows. */
    private static Set<CommandKey> named(Action action, Model purse) {
        Set<CommandKey> known = new HashSet<>();
        if (action instanceof Action.Sell sell) {
            ModelAccount account = purse.account(sell.checkout().purchase().customer());
            sell.checkout().purchase().tenders().stream()
                    .flatMap(tender -> tender.redemption().stream())
                    .filter(account.redemptions::containsKey)
                    .forEach(known::add);
        }
        return known;
    }

    /** What is thrown comes before what is refused, and the purse that was asked before the other. */
    private static String expected(String own, String other, String main) {
        for (String answer : List.of(main, own, other)) {
            if (answer.startsWith("Invalid") || answer.equals("KeyReused")) {
                return answer;
            }
        }
        return own.startsWith("Refused") || !other.startsWith("Refused") ? own : other;
    }

    private static Action withoutUse(Action action) {
        if (!(action instanceof Action.Sell sell) || sell.checkout().redeem() == null) {
            return action;
        }
        Return back = sell.checkout().giveBack();
        Checkout rest = Checkout.of(sell.checkout().purchase());
        return new Action.Sell(back == null ? rest : rest.returning(back));
    }

    private void compare(String where, CustomerId customer, Instant clock) {
        compare(where + "main purse: ", shop.loyalty, ours.account(customer), customer, clock);
        compare(where + "other purse: ", other, theirs.account(customer), customer, clock);
    }

    private static void compare(String where, Loyalty desks, ModelAccount account, CustomerId customer, Instant clock) {
        Instant now = account.now(clock);
        Balance balance = desks.accounts().balance(customer);
        same(where + "balance", balance.total().minor(), account.balance(now, Instant.MAX));
        same(where + "parts", Simulation.parts(balance), account.parts(now, Instant.MAX));
        ModelAccount written = account.copy();
        written.expire(now);
        for (Posting posting : desks.accounts().statement(customer, 12).items()) {
            int place = (int) posting.number() - 1;
            Object expected = place < written.facts.size() ? Simulation.told(written.facts.get(place)) : "nothing";
            same(where + "statement", Simulation.told(posting), expected);
        }
    }

    private static void same(String question, Object library, Object expected) {
        if (!library.equals(expected)) {
            throw new Differs(question + "\n  library: " + library + "\n  model:   " + expected);
        }
    }
}
