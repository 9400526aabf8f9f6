package org.loyalty4j;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.Reinstatement;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.LedgerStore;
import org.loyalty4j.store.StoreReader;

/**
 * Looks for points that have expired and are to be given back, and for what is known of those that are to be given more time.
 * Few requests are about them, so no opening asks for them. The account is locked, and what its unit has decided is not
 * written yet. Used by one thread.
 */
final class ExpiredPoints {

    private final StoreReader reader;
    private final Changes decided;
    private final AccountId account;

    private ExpiredPoints(StoreReader reader, Changes decided, AccountId account) {
        this.reader = reader;
        this.decided = decided;
        this.account = account;
    }

    /**
     * Returns a request with what is known of its points.
     *
     * @param reader what is written of the account, which is locked
     * @param decided what the unit has decided and not written yet
     */
    static Command known(StoreReader reader, Changes decided, AccountId account, Command.Reinstate asked) {
        Reinstatement request = asked.request();
        ExpiredPoints points = new ExpiredPoints(reader, decided, account);
        Posting expired = points.posting(request.expiry());
        if (expired == null) {
            return asked;
        }
        List<Reinstated> back = new ArrayList<>(reader.ledger().reinstated(account, request.expiry()));
        decided.reinstated().stream()
                .filter(row -> row.account().equals(account) && row.expiry() == request.expiry())
                .forEach(back::add);
        return new Command.Reinstate(request, new Reinstatement.Expired(expired, back, points.lapsed(expired)));
    }

    private @Nullable Posting posting(long number) {
        return Stream.concat(reader.ledger().postings(account, number, 1).stream(), decided.postings().stream())
                .filter(posting -> posting.account().equals(account) && posting.number() == number)
                .findFirst()
                .orElse(null);
    }

    /** Returns the purchases that points came with, where goods came back for which points had expired. */
    private List<AccountState.Sale> lapsed(Posting expired) {
        if (expired.kind() != Posting.Kind.EXPIRE) {
            return List.of();
        }
        Map<CommandKey, AccountState.Sale> lapsed = new LinkedHashMap<>(0);
        for (LotAllocation part : expired.lots()) {
            Posting opened = posting(part.lot());
            RecordedSale sale = opened == null || opened.kind() != Posting.Kind.EARN ? null : saleOf(opened);
            RecordedReturn last =
                    sale == null ? null : lastReturn(sale.purchase().key());
            if (sale != null && last != null && last.lapsed() > 0) {
                lapsed.computeIfAbsent(sale.purchase().key(), key -> known(sale, last));
            }
        }
        return List.copyOf(lapsed.values());
    }

    private @Nullable RecordedSale saleOf(Posting earning) {
        for (RecordedSale sale : decided.sales()) {
            if (sale.command().id().equals(earning.command())) {
                return sale;
            }
        }
        RewardAccount head = reader.ledger().head(account).orElse(null);
        if (head == null) {
            return null;
        }
        CommandRecord command = Explanation.commandOf(reader, head, earning);
        return reader.sales()
                .find(account.purse(), command.key())
                .filter(sale -> sale.command().id().equals(command.id()))
                .orElse(null);
    }

    private @Nullable RecordedReturn lastReturn(CommandKey purchase) {
        return Stream.concat(
                        reader.sales().returnsOf(account.purse(), purchase).stream(),
                        decided.returns().stream()
                                .filter(step -> step.purchase().equals(purchase)))
                .max(Comparator.comparingInt(RecordedReturn::step))
                .orElse(null);
    }

    private AccountState.Sale known(RecordedSale sale, RecordedReturn last) {
        long first = sale.command().result().firstNumber();
        List<Posting> earnings = new ArrayList<>(1);
        AuditRows<Posting> rows = new AuditRows<>(
                (from, size) -> reader.ledger().postings(account, Math.max(first, from), size), Posting::number);
        long expired = 0;
        for (Posting row = rows.peek(); row != null; row = rows.peek()) {
            rows.next();
            expired += expired(sale, row, earnings);
        }
        for (Posting row : decided.postings()) {
            expired += row.account().equals(account) ? expired(sale, row, earnings) : 0;
        }
        List<Reinstated> back = new ArrayList<>(reader.ledger().reinstated(account));
        back.addAll(decided.reinstated());
        for (Reinstated row : back) {
            boolean own = row.account().equals(account)
                    && earnings.stream().anyMatch(earning -> earning.number() == row.lot());
            expired -= own ? row.points() : 0;
        }
        return new AccountState.Sale(sale, earnings, List.of(), last, expired);
    }

    private static long expired(RecordedSale sale, Posting posting, List<Posting> earnings) {
        if (posting.kind() == Posting.Kind.EARN
                && posting.command().equals(sale.command().id())) {
            earnings.add(posting);
        }
        long sum = 0;
        if (posting.kind().wastes()) {
            for (LotAllocation part : posting.lots()) {
                boolean own = earnings.stream().anyMatch(earning -> earning.number() == part.lot());
                sum -= own ? part.amount() : 0;
            }
        }
        return sum;
    }

    /** Says whether a posting opened a lot with points that stood in another one before, here or in another account. */
    static boolean isMove(Posting opened) {
        return opened.kind() == Posting.Kind.EXTEND_IN || opened.kind() == Posting.Kind.MOVE_IN;
    }

    /** Returns those of some lots whose points stood in others before, here or in another account. */
    static Set<Long> moved(StoreReader reader, Changes decided, AccountId account, Set<Long> lots) {
        ExpiredPoints points = new ExpiredPoints(reader, decided, account);
        Set<Long> moved = new HashSet<>(0);
        for (long lot : lots) {
            Posting opened = points.posting(lot);
            if (opened != null && isMove(opened)) {
                moved.add(lot);
            }
        }
        return moved;
    }

    /** Returns a request with the lots that points which had been given more time before stood in at first. */
    static Command rooted(LedgerStore ledger, Changes decided, AccountId account, Command.Extend asked) {
        Map<Long, Long> roots = new HashMap<>(0);
        Stream.concat(ledger.extended(account).stream(), decided.extended().stream())
                .filter(row -> row.account().equals(account))
                .forEach(row -> roots.put(row.number(), row.root()));
        return new Command.Extend(asked.request(), roots);
    }
}
