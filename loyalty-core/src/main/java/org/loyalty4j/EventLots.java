package org.loyalty4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Extended;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.program.Command;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.LedgerStore;
import org.loyalty4j.store.StoreReader;

/**
 * Looks for the points of an event that is to be undone. Few requests are about that, so no opening asks for them. The account
 * is locked, and what its unit has decided is not written yet.
 */
final class EventLots {

    private EventLots() {}

    /** Returns a request with what is known of its event. */
    static Command known(StoreReader reader, Changes decided, Command.UndoActivity asked, CommandRecord event) {
        AccountId account = event.account();
        List<Posting> given = new ArrayList<>(1);
        List<Posting> extended = new ArrayList<>(0);
        if (event.result().firstNumber() == 0) {
            return new Command.UndoActivity(asked.request(), new Command.UndoActivity.Known(given, extended, 0));
        }
        Set<Long> longer =
                Set.copyOf(Stream.concat(reader.ledger().extended(account).stream(), decided.extended().stream())
                        .filter(row -> row.account().equals(account)
                                && row.root() >= event.result().firstNumber()
                                && row.root() <= event.result().lastNumber())
                        .map(Extended::number)
                        .toList());
        long first = event.result().firstNumber();
        long expired = 0;
        AuditRows<Posting> rows = new AuditRows<>(
                (from, size) -> reader.ledger().postings(account, Math.max(first, from), size), Posting::number);
        for (Posting row = rows.peek(); row != null; row = rows.peek()) {
            rows.next();
            expired += look(event, longer, row, given, extended);
        }
        for (Posting row : decided.postings()) {
            expired += row.account().equals(account) ? look(event, longer, row, given, extended) : 0;
        }
        List<Reinstated> back = new ArrayList<>(reader.ledger().reinstated(account));
        back.addAll(decided.reinstated());
        for (Reinstated row : back) {
            boolean own = row.account().equals(account) && isOf(row.lot(), given, extended);
            expired -= own ? row.points() : 0;
        }
        return new Command.UndoActivity(asked.request(), new Command.UndoActivity.Known(given, extended, expired));
    }

    private static long look(
            CommandRecord event, Set<Long> longer, Posting row, List<Posting> given, List<Posting> extended) {
        if (row.kind() == Posting.Kind.EVENT && row.command().equals(event.id())) {
            given.add(row);
        } else if (longer.contains(row.number())) {
            extended.add(row);
        }
        long sum = 0;
        if (row.kind().wastes()) {
            for (LotAllocation part : row.lots()) {
                sum -= isOf(part.lot(), given, extended) ? part.amount() : 0;
            }
        }
        return sum;
    }

    private static boolean isOf(long lot, List<Posting> given, List<Posting> extended) {
        return Stream.concat(given.stream(), extended.stream()).anyMatch(posting -> posting.number() == lot);
    }

    /** Returns the lots that are left of an event's points, wherever they stand in burn order. */
    static List<Lot> own(LedgerStore ledger, Command.UndoActivity asked, Set<Long> emptied) {
        List<Lot> own = new ArrayList<>(1);
        Command.UndoActivity.Known known = asked.known();
        if (known == null) {
            return own;
        }
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
