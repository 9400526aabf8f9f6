package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.ChainKey;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.Decision;
import org.loyalty4j.program.Decisions;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.store.StoreReader;

/** What becomes of an account when nothing more happens, decided as maintenance would. */
final class Ahead {

    /** The last instant of the years that dates are kept of. */
    static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

    private static final int PAGE = 500;

    private Ahead() {}

    /** Reads all of an account that something may become of, with the rank of its holder. */
    static AccountState read(StoreReader reader, ProgramHistory programs, RewardAccount head) {
        List<Hold> holds = new ArrayList<>();
        Hold after = null;
        List<Hold> page = head.held() == 0 ? List.of() : reader.holds().live(head.id(), null, PAGE);
        while (!page.isEmpty()) {
            holds.addAll(page);
            after = later(after, page.get(page.size() - 1));
            page = reader.holds().live(head.id(), after, PAGE);
        }
        List<Lot> lots = new ArrayList<>();
        LotPages pages = new LotPages(reader, head.id());
        for (List<Lot> more = pages.next(); !more.isEmpty(); more = pages.next()) {
            lots.addAll(more);
        }
        AccountState state = AccountState.ahead(
                head,
                programs,
                lots,
                head.pending() == 0 ? List.of() : reader.ledger().pending(head.id()),
                AccountState.Holds.found(head, holds, Map.of()),
                head.debt() == 0 ? List.of() : reader.debts().debts(head.id()));
        return state.ranked(DueEntries.membership(reader, head), DueEntries.standing(reader, programs, head));
    }

    static Hold later(@Nullable Hold before, Hold last) {
        if (before != null && Hold.BY_LIMIT.compare(before, last) >= 0) {
            throw new StoreException("The store brings holds again that it was to go on after");
        }
        return last;
    }

    /** Decides what becomes of an account until an instant, at or after which it was last written to. */
    static Decision until(ProgramHistory programs, AccountState state, Instant until) {
        RewardAccount head = state.account();
        Command catchUp = new Command.CatchUp(new CommandKey("ahead"), head.id().holder(), until);
        Decision.Stamp stamp =
                new Decision.Stamp(new CommandId(new UUID(0, 0)), 0, head.lastRecordedAt(), ChainKey.NONE);
        return Decisions.decide(programs, state, catchUp, stamp);
    }

    /** Returns an account after points have come in that a tier gave. */
    static AccountState with(ProgramHistory programs, AccountState state, LotAllocation part) {
        RewardAccount head = state.account();
        long repaid = Math.min(head.debt(), part.amount());
        boolean first = head.available() == 0 && repaid < part.amount();
        Instant at = part.earnedAt();
        RewardAccount credited = new RewardAccount(
                head.id(),
                head.status(),
                head.balance() + part.amount(),
                head.held(),
                head.pending(),
                head.debt() - repaid,
                head.lastNumber() + 1,
                head.commands(),
                head.lastRecordedAt(),
                head.lastHash(),
                head.dueAt(),
                first ? programs.creditedAt(head.activeAt(), at, at) : head.activeAt());
        List<Lot> lots = new ArrayList<>(state.lots().known());
        if (repaid < part.amount()) {
            lots.add(part.lot(head.id(), part.amount() - repaid));
            lots.sort(Lot.BURN_ORDER);
        }
        long owed = credited.debt();
        return AccountState.ahead(
                credited,
                programs,
                lots,
                state.pending(),
                state.holds(),
                owed == 0 ? List.of() : List.of(new Debt(head.id(), 1, owed)));
    }

    /** Returns an account without the points that are held, and without those that wait for a confirmation. */
    static AccountState withoutWithheld(ProgramHistory programs, AccountState state) {
        RewardAccount head = state.account();
        List<PendingLot> dated =
                state.pending().stream().filter(lot -> lot.activeAt() != null).toList();
        long waiting = dated.stream().mapToLong(PendingLot::remaining).sum();
        RewardAccount left = new RewardAccount(
                head.id(),
                head.status(),
                head.balance() - head.held() - head.pending() + waiting,
                0,
                waiting,
                head.debt(),
                head.lastNumber(),
                head.commands(),
                head.lastRecordedAt(),
                head.lastHash(),
                head.dueAt(),
                head.activeAt());
        return AccountState.ahead(
                left,
                programs,
                state.lots().known(),
                dated,
                AccountState.Holds.NONE,
                state.debts().open());
    }
}
