package org.loyalty4j.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.tier.StandingChange;

/** What must hold after a script: told again to an empty store, it ends the same. */
final class Aftermath {

    private final Script script;
    private final SimulatedShop shop;
    private final Check check;

    Aftermath(Script script, SimulatedShop shop, Check check) {
        this.script = script;
        this.shop = shop;
        this.check = check;
    }

    /** Compares two answers and stops where they differ. */
    interface Check {
        void same(String question, @Nullable Object library, @Nullable Object expected);
    }

    void check() {
        SimulatedShop again = new SimulatedShop(script, Flaw.NONE);
        Instant last = script.opening();
        for (Step step : script.steps()) {
            last = step.clock().isAfter(last) ? step.clock() : last;
            boolean changes = !(step.action() instanceof Action.Maintain)
                    && !(step.action() instanceof Action.Together together && together.thrown());
            if (changes) {
                again.ask(new Step(step.clock(), step.action(), Step.Fault.NONE, false));
            }
        }
        for (SimulatedShop each : List.of(shop, again)) {
            each.clock.set(last);
            each.loyalty.maintenance().run(last);
        }
        for (CustomerId customer : shop.customers) {
            check.same("rows after telling it again without maintenance", rows(shop, customer), rows(again, customer));
        }
    }

    private String rows(SimulatedShop from, CustomerId customer) {
        AccountId account = new AccountId(customer, script.program().purse().code());
        return from.store.reading(reader -> {
            List<String> rows = new ArrayList<>();
            RewardAccount head = from.loyalty.accounts().account(customer);
            rows.add("balance " + head.balance() + " of " + head.lastNumber() + " postings, " + head.status());
            reader.ledger()
                    .postings(account, 1, Integer.MAX_VALUE)
                    .forEach(posting -> rows.add(Simulation.told(posting).toString()));
            reader.ledger().lots(account, null, Integer.MAX_VALUE).forEach(lot -> rows.add(lot.toString()));
            reader.ledger().pending(account).forEach(lot -> rows.add(lot.toString()));
            reader.debts().debts(account).forEach(debt -> rows.add(debt.toString()));
            reader.standings()
                    .days(
                            account,
                            script.program().dateOf(script.program().validFrom()),
                            java.time.LocalDate.of(2199, 1, 1))
                    .forEach(day -> rows.add(day.toString()));
            reader.standings().changes(account).forEach(change -> rows.add(told(change)));
            return String.join("\n", rows);
        });
    }

    /** Maintenance writes commands, too: their numbers depend on whether it ran. */
    private static String told(StandingChange change) {
        return new StandingChange(
                        change.account(),
                        change.number(),
                        change.revision(),
                        change.from(),
                        change.tier(),
                        change.cause(),
                        change.evidence(),
                        change.counts(),
                        change.until(),
                        0)
                .toString();
    }
}
