package org.loyalty4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.TierEntry;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.LedgerStore;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.tier.Standing;

/**
 * Looks for points that may have to be taken back: those of an event that is to be undone, and those that tiers gave which are
 * lost with a return. Few requests are about that, so no opening asks for them. The account is locked, and what its unit has
 * decided is not written yet.
 */
final class EventLots {

    private EventLots() {}

    /** Returns a request with what is known of its event; of the account's postings only those about its points are read. */
    static Command.UndoActivity known(
            StoreReader reader, Changes decided, Command.UndoActivity asked, CommandRecord event) {
        AccountId account = event.account();
        List<Posting> given = given(reader.ledger(), decided, event);
        return new Command.UndoActivity(asked.request(), known(reader.ledger(), decided, account, given));
    }

    /**
     * Returns the posting by which a tier gave points last. Where its number was not kept, it is looked for: it is not written
     * in this unit then.
     */
    static Optional<Posting> entry(
            LedgerStore ledger,
            Changes decided,
            ProgramHistory programs,
            AccountId account,
            Map.Entry<String, Standing.Entered> entry) {
        Standing.Entered how = entry.getValue();
        if (how.number() > 0) {
            return posting(ledger, decided, account, how.number());
        }
        LoyaltyProgram first = programs.versions().get(0);
        AuditRows<Posting> rows =
                new AuditRows<>((from, size) -> ledger.postings(account, from, size), Posting::number);
        Posting last = null;
        for (Posting row = rows.peek(); row != null; row = rows.peek()) {
            rows.next();
            if (row.kind() == Posting.Kind.ENTRY
                    && row.attributions().get(0).rule().equals(TierEntry.rule(entry.getKey()))
                    && first.dateOf(row.countsAt()).equals(how.on())) {
                last = row;
            }
        }
        return Optional.ofNullable(last);
    }

    /** Returns what is known of points that some postings gave. */
    static AccountState.Given known(LedgerStore ledger, Changes decided, AccountId account, List<Posting> given) {
        if (given.isEmpty()) {
            return new AccountState.Given(given, List.of(), 0);
        }
        List<Posting> extended = Stream.concat(ledger.extended(account).stream(), decided.extended().stream())
                .filter(row -> row.account().equals(account) && isOf(row.root(), given, List.of()))
                .map(row -> posting(ledger, decided, account, row.number()))
                .flatMap(Optional::stream)
                .toList();
        Set<Long> lots = Stream.concat(given.stream(), extended.stream())
                .map(Posting::number)
                .collect(Collectors.toUnmodifiableSet());
        long expired = ledger.wasted(account, lots);
        for (Posting row : decided.postings()) {
            if (row.account().equals(account) && row.kind().wastes()) {
                for (LotAllocation part : row.lots()) {
                    expired -= lots.contains(part.lot()) ? part.amount() : 0;
                }
            }
        }
        for (Reinstated row : decided.reinstated()) {
            expired -= row.account().equals(account) && lots.contains(row.lot()) ? row.points() : 0;
        }
        return new AccountState.Given(given, extended, expired);
    }

    /** Returns the postings by which an event gave; what had fallen due by then stands between the same numbers. */
    private static List<Posting> given(LedgerStore ledger, Changes decided, CommandRecord event) {
        AccountId account = event.account();
        long first = event.result().firstNumber();
        long last = event.result().lastNumber();
        List<Posting> given = new ArrayList<>(1);
        if (first == 0) {
            return given;
        }
        AuditRows<Posting> rows = new AuditRows<>(
                (from, size) -> Math.max(first, from) > last
                        ? List.of()
                        : ledger.postings(
                                account, Math.max(first, from), (int) Math.min(size, last - Math.max(first, from) + 1)),
                Posting::number);
        for (Posting row = rows.peek(); row != null; row = rows.peek()) {
            rows.next();
            given.add(row);
        }
        decided.postings().stream().filter(row -> row.account().equals(account)).forEach(given::add);
        given.removeIf(row -> row.kind() != Posting.Kind.EVENT || !row.command().equals(event.id()));
        return given;
    }

    private static Optional<Posting> posting(LedgerStore ledger, Changes decided, AccountId account, long number) {
        return Stream.concat(ledger.postings(account, number, 1).stream(), decided.postings().stream())
                .filter(row -> row.account().equals(account) && row.number() == number)
                .findFirst();
    }

    private static boolean isOf(long lot, List<Posting> given, List<Posting> extended) {
        return Stream.concat(given.stream(), extended.stream()).anyMatch(posting -> posting.number() == lot);
    }

    /** Returns the lots that are left of points, wherever they stand in burn order. */
    static List<Lot> own(LedgerStore ledger, AccountState.Given known, Set<Long> emptied) {
        List<Lot> own = new ArrayList<>(1);
        Stream.concat(known.given().stream(), known.extended().stream()).forEach(posting -> {
            for (LotAllocation part : posting.lots()) {
                Lot before = new Lot(posting.account(), part.lot() - 1, part.earnedAt(), part.goneAt(), 1);
                for (Lot lot : ledger.lots(posting.account(), before, 1)) {
                    if (lot.number() == part.lot() && !emptied.contains(lot.number())) {
                        own.add(lot);
                    }
                }
            }
        });
        return own;
    }
}
