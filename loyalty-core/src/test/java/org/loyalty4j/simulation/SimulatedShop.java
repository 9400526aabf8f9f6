package org.loyalty4j.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.loyalty4j.GuestAnswer;
import org.loyalty4j.Loyalty;
import org.loyalty4j.NotRecordedException;
import org.loyalty4j.OpeningBalances;
import org.loyalty4j.Outcome;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.points.CommandRecord.Result;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.testkit.CountingIds;
import org.loyalty4j.testkit.SettableClock;

/** The real library over a store that fails, asked in the words of a script. Used by one thread. */
final class SimulatedShop {

    final Loyalty loyalty;
    final UnsureStore store;
    final SettableClock clock;
    final List<CustomerId> customers = new ArrayList<>();

    SimulatedShop(Script script, Flaw flaw) {
        clock = new SettableClock(script.opening());
        store = new UnsureStore(new InMemoryStore(), flaw.opened(), flaw.appended());
        loyalty = Loyalty.over(store)
                .clock(clock)
                .ids(new CountingIds())
                .factor(Moods.MOOD, (customer, purchase) -> Moods.of(Moods.MOOD, purchase))
                .factor(Moods.LUCK, (customer, purchase) -> Moods.of(Moods.LUCK, purchase))
                .program(flaw.program().apply(script.program()))
                .build();
        for (int i = 1; i <= script.customers(); i++) {
            NewCustomer somebody = NewCustomer.person(CommandKey.of("e" + i)).named("Customer " + i);
            customers.add(loyalty.customers().enroll(somebody).orThrow().id());
        }
    }

    /** The host's own reason to roll back. */
    private static final class HostGone extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient List<String> answers;

        private HostGone(List<String> answers) {
            super("the host's own trouble", null, false, false);
            this.answers = answers;
        }
    }

    /** Asks once; where the store failed, once more with the same keys. */
    List<String> ask(Step step) {
        clock.set(step.clock());
        store.failNext(step.fault());
        try {
            return ask(loyalty, step.action());
        } catch (StoreException unknown) {
            return List.of();
        } finally {
            store.failNext(Step.Fault.NONE);
        }
    }

    List<String> quote(Action action) {
        return List.of(textOf(() -> action instanceof Action.Sell sell
                ? loyalty.till().quote(sell.checkout())
                : action instanceof Action.Hold hold
                        ? loyalty.rewards().quote(hold.request())
                        : loyalty.rewards().quote(((Action.Redeem) action).request())));
    }

    static List<String> ask(Loyalty desks, Action action) {
        if (action instanceof Action.Together together) {
            return together(desks, together);
        }
        if (action instanceof Action.SellAll all) {
            return sellAll(desks, all);
        }
        if (action instanceof Action.Maintain maintain) {
            desks.maintenance().run(maintain.until());
            return List.of("");
        }
        if (action instanceof Action.Reckon) {
            return List.of(
                    "reckoned " + desks.programs().reckonTiers(goOn -> true).finished());
        }
        if (action instanceof Action.GuestSale || action instanceof Action.GuestBack) {
            return List.of(kept(desks, action));
        }
        if (action instanceof Action.Open open) {
            return List.of(opened(desks, open));
        }
        if (action instanceof Action.Leave leave) {
            return List.of("left "
                    + desks.customers()
                            .leave(leave.departure())
                            .membership()
                            .left()
                            .orElseThrow());
        }
        return List.of(textOf(() -> one(desks, action)));
    }

    private static String kept(Loyalty desks, Action action) {
        try {
            GuestAnswer answer = action instanceof Action.GuestSale sale
                    ? desks.guests().record(sale.purchase())
                    : desks.guests().giveBack(((Action.GuestBack) action).goods());
            if (answer instanceof GuestAnswer.Kept kept) {
                return kept.replayed() ? "kept again" : "kept";
            }
            return "Refused " + ((GuestAnswer.Refused) answer).why();
        } catch (InvalidRequestException invalid) {
            return "Invalid " + invalid.violations().get(0).code();
        } catch (KeyReusedException reused) {
            return "KeyReused";
        }
    }

    /** A report says less than an answer: whether it was given, was there, or why not. */
    private static String opened(Loyalty desks, Action.Open open) {
        OpeningBalances.Report report =
                desks.openingBalances().load(List.of(open.balance()).iterator());
        return "given " + report.points() + " there " + report.there() + " changed " + report.changed() + " refused "
                + report.refused();
    }

    private static List<String> together(Loyalty desks, Action.Together together) {
        try {
            return desks.inTransaction(tx -> {
                List<String> answers = new ArrayList<>();
                together.actions().forEach(each -> answers.addAll(ask(tx, each)));
                if (together.thrown()) {
                    throw new HostGone(answers);
                }
                return answers;
            });
        } catch (HostGone gone) {
            return gone.answers;
        }
    }

    private static List<String> sellAll(Loyalty desks, Action.SellAll all) {
        try {
            List<Outcome<Settlement>> outcomes = all.allOrNothing()
                    ? desks.till().recordAllOrNothing(all.purchases())
                    : desks.till().recordAll(all.purchases());
            return outcomes.stream().map(outcome -> textOf(outcome::orThrow)).toList();
        } catch (InvalidRequestException | KeyReusedException none) {
            return List.of(textOf(() -> {
                throw none;
            }));
        }
    }

    static Settlement one(Loyalty desks, Action action) {
        if (action instanceof Action.Sell sell) {
            boolean plain = sell.checkout().redeem() == null && sell.checkout().giveBack() == null;
            return plain
                    ? desks.till().record(sell.checkout().purchase())
                    : desks.till().checkout(sell.checkout());
        }
        if (action instanceof Action.GiveBack back) {
            return desks.till().giveBack(back.goods());
        }
        if (action instanceof Action.Redeem redeem) {
            return desks.rewards().redeem(redeem.request());
        }
        if (action instanceof Action.TakeBack undo) {
            return desks.rewards().undo(undo.request());
        }
        if (action instanceof Action.TakeUnknown unknown) {
            return desks.till().takeBack(unknown.goods());
        }
        if (action instanceof Action.Send send) {
            return desks.transfers().send(send.transfer());
        }
        if (action instanceof Action.SendBack back) {
            return desks.transfers().undo(back.request());
        }
        if (action instanceof Action.ClaimGuest claimed) {
            return desks.guests().claim(claimed.claim());
        }
        if (action instanceof Action.Annul annul) {
            return desks.till().voidPurchase(annul.request());
        }
        if (action instanceof Action.Hold hold) {
            return desks.rewards().hold(hold.request());
        }
        if (action instanceof Action.Capture capture) {
            return desks.rewards().capture(capture.request());
        }
        if (action instanceof Action.Release release) {
            return desks.rewards().release(release.request());
        }
        if (action instanceof Action.Give give) {
            return desks.accounts().give(give.bonus());
        }
        if (action instanceof Action.Adjust adjust) {
            return desks.accounts().adjust(adjust.adjustment());
        }
        if (action instanceof Action.Reinstate back) {
            return desks.accounts().reinstate(back.request());
        }
        if (action instanceof Action.Extend longer) {
            return desks.accounts().extend(longer.request());
        }
        if (action instanceof Action.Decide decide) {
            return desks.accounts().change(decide.change());
        }
        if (action instanceof Action.GiveTier give) {
            return desks.accounts().give(give.request());
        }
        if (action instanceof Action.TakeTier take) {
            return desks.accounts().revoke(take.request());
        }
        if (action instanceof Action.Happen happen) {
            return desks.accounts().record(happen.activity());
        }
        if (action instanceof Action.Unhappen undo) {
            return desks.accounts().undo(undo.request());
        }
        if (action instanceof Action.Correct correct) {
            return desks.accounts().trueUp(correct.request());
        }
        return desks.accounts().change(((Action.Change) action).change());
    }

    static String textOf(Supplier<Settlement> call) {
        try {
            Settlement settlement = call.get();
            if (settlement instanceof Settlement.Settled settled) {
                return Model.settled(withoutMovedTiers(settled.result()), settled.replayed());
            }
            Settlement.Refused refused = (Settlement.Refused) settlement;
            return "Refused " + refused.why() + " available " + refused.available() + " asked " + refused.asked();
        } catch (InvalidRequestException invalid) {
            return "Invalid " + invalid.violations().get(0).code();
        } catch (KeyReusedException reused) {
            return "KeyReused";
        } catch (NotRecordedException withheld) {
            return "NotRecorded";
        }
    }

    /** Of events and corrections the model keeps neither when they counted nor why they gave nothing. */
    private static Map<String, Long> turns(Result result) {
        Map<String, Long> turns = new TreeMap<>(result.turns());
        turns.keySet().removeIf(code -> code.contains(":"));
        return turns;
    }

    /** The model keeps no record of tiers that another purchase could move. */
    private static Result withoutMovedTiers(Result result) {
        return new Result(
                result.earned(),
                result.redeemed(),
                result.restored(),
                result.reversed(),
                result.shortfall(),
                result.lapsed(),
                result.expired(),
                result.balance(),
                result.firstNumber(),
                result.lastNumber(),
                0,
                null,
                null,
                result.held(),
                result.freed(),
                Map.of(),
                turns(result),
                result.fractions(),
                result.owed(),
                result.debt());
    }
}
