package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Asks for what accounts owe. Most never owe anything, so it is asked only where the head says so, or, where the heads come
 * with the same message, when the program allows it; and what repaid a posting only where one was brought that took more
 * than its lots gave. Used by one thread, once.
 */
final class DebtQuestions {

    private static final Relation.Columns DEBITS =
            Relation.Columns.of("account_id", ColumnType.LONG).and("debit", ColumnType.LONG);

    private static final String OPEN = "select " + Tables.DEBTS.list("x") + " from ";

    private static final String OF_HEAD = Heads.OF_ACCOUNT + " and a.debt > 0"
            + " join loyalty_debt x on x.account_id = a.id order by x.account_id, x.debit";

    private static final String REPAID =
            "select " + Tables.REPAYMENTS.list("x") + ", " + Tables.LOTS.list("t") + " from ";

    private static final String OF_DEBIT = " join loyalty_repayment x on x.account_id = k.account_id"
            + " and x.debit = k.debit left join loyalty_lot t on t.account_id = x.account_id"
            + " and t.gone_at = coalesce(x.gone_at, ?) and t.earned_at = x.earned_at and t.number = x.lot"
            + " order by x.account_id, x.sequence, x.place";

    private static final int LOT = 1 + Tables.REPAYMENTS.columns().size();

    private final Dialect dialect;
    private final Map<Long, OpenedAccount> accounts;
    private boolean asked;

    DebtQuestions(Dialect dialect, Map<Long, OpenedAccount> accounts) {
        this.dialect = dialect;
        this.accounts = accounts;
    }

    /** Asks about accounts whose heads may not be known yet. */
    List<Ask> asks(Collection<OpenedAccount> some) {
        Relation owners = new Relation(Heads.OWNERS);
        some.forEach(account -> owners.add(account.opening.customer().value(), account.opening.purse()));
        asked = true;
        return owners.isEmpty()
                ? List.of()
                : List.of(new Ask(this::takeOpen)
                        .sql(OPEN)
                        .relation(dialect, owners, "o")
                        .sql(OF_HEAD));
    }

    /** Asks what heads and postings that were brought make necessary, and was not asked before. */
    void finish(Connection connection) throws SQLException {
        if (!asked) {
            dialect.ask(
                    connection,
                    asks(accounts.values().stream()
                            .filter(account -> account.row != null && account.row.debt > 0)
                            .toList()));
        }
        Relation debits = new Relation(DEBITS);
        accounts.forEach((id, account) -> account.debits().forEach(debit -> debits.add(id, debit)));
        if (!debits.isEmpty()) {
            dialect.ask(
                    connection,
                    List.of(new Ask(this::takeRepaid)
                            .sql(REPAID)
                            .relation(dialect, debits, "k")
                            .sql(OF_DEBIT)
                            .value(ColumnType.INSTANT, LotRow.NEVER)));
        }
    }

    private void takeOpen(ResultSet row) throws SQLException {
        DebtRow debt = Tables.DEBTS.read(row, 1, dialect);
        OpenedAccount account = accounts.get(debt.account);
        if (account != null) {
            account.take(debt);
        }
    }

    private void takeRepaid(ResultSet row) throws SQLException {
        RepaymentRow repayment = Tables.REPAYMENTS.read(row, 1, dialect);
        OpenedAccount account = accounts.get(repayment.account);
        if (account != null) {
            account.take(repayment);
            row.getLong(LOT);
            if (!row.wasNull()) {
                account.single(Tables.LOTS.read(row, LOT, dialect));
            }
        }
    }
}
