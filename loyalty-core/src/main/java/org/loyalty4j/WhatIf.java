package org.loyalty4j;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.StandingView;
import org.loyalty4j.store.StoreTransaction;
import org.loyalty4j.tier.KnownDays;
import org.loyalty4j.tier.TierProgress;

/** Tells where somebody would stand after a receipt that is decided and not written. */
final class WhatIf {

    private WhatIf() {}

    static Optional<TierProgress> standingAfter(Engine asked, Command.Sale sale) {
        Engine engine = asked.untold();
        Command command = engine.asked(sale);
        return engine.write(tx -> {
            Receipts unit = Receipts.gathered(engine, tx, List.of(command));
            Settler settler = unit.own();
            return unit.decide(command).settled()
                    ? settler.state(command.customer()).map(state -> standing(engine, tx, settler, state))
                    : Optional.empty();
        });
    }

    private static TierProgress standing(Engine engine, StoreTransaction tx, Settler settler, AccountState state) {
        ProgramHistory programs = engine.programs(tx);
        AccountId id = state.account().id();
        Instant now = state.account().now(engine.now());
        LocalDate first = StandingView.daysFrom(programs, state.membership().joined(), state.standing(), now);
        LocalDate last = programs.atOrFirst(now).dateOf(now);
        // What the decision has come to stands in for what is written.
        KnownDays days = KnownDays.none(id)
                .and(first, last, state.days().between(first, last))
                .and(first, last, tx.standings().days(id, first, last));
        return StandingView.progress(
                programs,
                state.membership().joined(),
                state.standing(),
                settler.tierChanges(id),
                List.copyOf(days.between(first, last)),
                now);
    }
}
