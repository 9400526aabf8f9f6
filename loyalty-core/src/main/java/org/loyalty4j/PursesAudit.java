package org.loyalty4j;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.store.StoreReader;

/**
 * Compares an account with the one that its holder has in the main purse: whatever receipt counts in another purse was told
 * once, and counts in the main one, too, in the same order. Used by one thread.
 */
final class PursesAudit {

    private static final Set<Operation> RECEIPTS =
            Set.of(Operation.SALE, Operation.RETURN, Operation.VOID, Operation.RETURN_UNKNOWN);

    private final StoreReader reader;
    private final AccountId main;
    private final AccountId other;
    private final AuditFindings findings;

    PursesAudit(StoreReader reader, AccountId main, AccountId other, AuditFindings findings) {
        this.reader = reader;
        this.main = main;
        this.other = other;
        this.findings = findings;
    }

    void run() {
        receipts();
        purchases();
    }

    private void receipts() {
        AuditRows<CommandRecord> there = commands(main);
        AuditRows<CommandRecord> here = commands(other);
        for (CommandRecord command = here.peek(); command != null; command = here.peek()) {
            here.next();
            if (RECEIPTS.contains(command.operation()) && reach(there, sameAs(command)) == null) {
                missing(command);
                return;
            }
        }
    }

    private AuditRows<CommandRecord> commands(AccountId account) {
        return new AuditRows<>((from, size) -> reader.ledger().commands(account, from, size), CommandRecord::sequence);
    }

    private static Predicate<CommandRecord> sameAs(CommandRecord command) {
        return row -> row.operation() == command.operation() && row.key().equals(command.key());
    }

    /** Goes on to the next row of a kind, past it; returns null where there is none. */
    private static <T> @Nullable T reach(AuditRows<T> rows, Predicate<T> wanted) {
        for (T row = rows.peek(); row != null; row = rows.peek()) {
            rows.next();
            if (wanted.test(row)) {
                return row;
            }
        }
        return null;
    }

    private void purchases() {
        AuditRows<RecordedSale> there = sales(main);
        AuditRows<RecordedSale> here = sales(other);
        for (RecordedSale sale = here.peek(); sale != null; sale = here.peek()) {
            here.next();
            CommandKey key = sale.purchase().key();
            RecordedSale first = reach(there, row -> row.purchase().key().equals(key));
            if (first == null) {
                missing(sale.command());
                return;
            }
            findings.check(
                    first.purchase().equals(sale.purchase()),
                    "I-57",
                    0,
                    "the purchase of command " + sale.command().sequence()
                            + " is another one than that of its key in the main purse");
            List<CommandKey> returned = returns(main, key);
            findings.check(
                    returned.equals(returns(other, key)),
                    "I-57",
                    0,
                    "the purchase of command " + sale.command().sequence()
                            + " did not come back by the same requests as in the main purse, where it did by "
                            + returned.size());
        }
    }

    /** Returns what gave back a purchase, step by step. */
    private List<CommandKey> returns(AccountId account, CommandKey purchase) {
        return reader.sales().returnsOf(account.purse(), purchase).stream()
                .map(step -> step.command().key())
                .toList();
    }

    private AuditRows<RecordedSale> sales(AccountId account) {
        return new AuditRows<>(
                (from, size) -> reader.sales().page(account, from - 1, size),
                sale -> sale.command().sequence());
    }

    private void missing(CommandRecord command) {
        findings.add(
                "I-57",
                "the receipt of command " + command.sequence()
                        + " is not recorded in the main purse, or in another order");
    }
}
