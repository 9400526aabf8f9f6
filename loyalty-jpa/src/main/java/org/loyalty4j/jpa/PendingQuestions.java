package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Asks for the pending lots of accounts, with what is left of those that are active in part. Most accounts never have
 * any, so it is asked only where the head says so, or, where the heads come with the same message, when the program gives
 * such points. Used by one thread, once.
 */
final class PendingQuestions {

    private static final String SELECT = "select " + Tables.PENDING_LOTS.list("x") + ", " + Tables.LOT_TERMS.list("m")
            + ", " + Tables.LOTS.list("t") + " from ";

    private static final String FROM = Heads.OF_ACCOUNT + " and a.pending > 0"
            + " join loyalty_pending_lot x on x.account_id = a.id"
            + " join loyalty_lot_terms m on m.account_id = x.account_id and m.lot = x.number"
            + " left join loyalty_lot t on x.begun = 1 and t.account_id = x.account_id"
            + " and t.gone_at = coalesce(x.gone_at, ?) and t.earned_at = x.earned_at and t.number = x.number"
            + " order by x.account_id, x.number";

    private static final int TERMS = 1 + Tables.PENDING_LOTS.columns().size();
    private static final int LOT = TERMS + Tables.LOT_TERMS.columns().size();

    private final Dialect dialect;
    private final Map<Long, OpenedAccount> accounts;
    private boolean asked;

    PendingQuestions(Dialect dialect, Map<Long, OpenedAccount> accounts) {
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
                : List.of(new Ask(this::take)
                        .sql(SELECT)
                        .relation(dialect, owners, "o")
                        .sql(FROM)
                        .value(ColumnType.INSTANT, LotRow.NEVER));
    }

    /** Asks about accounts whose heads say that there are any, unless that was asked before. */
    void finish(Connection connection) throws SQLException {
        if (!asked) {
            dialect.ask(
                    connection,
                    asks(accounts.values().stream()
                            .filter(account -> account.row != null && account.row.pending > 0)
                            .toList()));
        }
    }

    private void take(ResultSet row) throws SQLException {
        PendingLotRow lot = Tables.PENDING_LOTS.read(row, 1, dialect);
        OpenedAccount account = accounts.get(lot.account);
        if (account != null) {
            account.take(lot, Tables.LOT_TERMS.read(row, TERMS, dialect));
            row.getLong(LOT);
            if (!row.wasNull()) {
                account.beside(Tables.LOTS.read(row, LOT, dialect));
            }
        }
    }
}
