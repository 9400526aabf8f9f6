package org.loyalty4j.jpa;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.store.Opening;

/** What an opening asks about commands that are to be undone. Used by one thread. */
final class UndoQuestions {

    private static final Relation.Columns KEYS =
            Relation.Columns.of("operation", ColumnType.TEXT).and("request_key", ColumnType.TEXT);

    private static final String COMMAND =
            " join loyalty_command c on c.operation = k.operation and c.request_key = k.request_key";

    private static final String OWN =
            " join loyalty_posting p on p.account_id = c.account_id and p.number between c.first_number and c.last_number";

    private static final String LAST = " join loyalty_undo u on u.account_id = c.account_id and u.operation ="
            + " c.operation and u.request_key = c.request_key and u.step = (select max(z.step) from loyalty_undo z"
            + " where z.account_id = c.account_id and z.operation = c.operation and z.request_key = c.request_key)"
            + " join loyalty_command r on r.account_id = u.account_id and r.sequence = u.sequence";

    private static final String RETURNED = " join loyalty_payment y on y.account_id = c.account_id"
            + " and y.redemption_key = c.request_key and c.operation = '" + Operation.REDEEM
            + "' join loyalty_return n on n.account_id = y.account_id and n.purchase_key = y.purchase_key"
            + " and n.step = (select max(z.step) from loyalty_return z where z.account_id = y.account_id"
            + " and z.purchase_key = y.purchase_key)";

    private final Dialect dialect;
    private final Relation keys = new Relation(KEYS);
    private final Map<Long, OpenedAccount> accounts;

    UndoQuestions(Dialect dialect, Map<Long, OpenedAccount> accounts) {
        this.dialect = dialect;
        this.accounts = accounts;
    }

    /** Adds a command that is to be undone. */
    void add(Opening.Key key) {
        keys.add(key.operation().name(), key.key().value());
    }

    List<Ask> asks() {
        if (keys.isEmpty()) {
            return List.of();
        }
        int afterCommand = 1 + Tables.COMMANDS.columns().size();
        PostingRows postings = new PostingRows(dialect);
        return List.of(
                ask(
                        "select " + Tables.COMMANDS.list("c"),
                        COMMAND,
                        (row, account) -> account.done(Tables.COMMANDS.read(row, 1, dialect))),
                ask(
                                "select c.account_id, c.operation, c.request_key, " + PostingRows.LIST + ", "
                                        + Tables.LOTS.list("t"),
                                COMMAND + OWN + PostingRows.JOIN + SaleQuestions.LEFT
                                        + " order by c.account_id, c.sequence, p.number, m.place",
                                (row, account) -> takeMoved(row, postings, account))
                        .value(ColumnType.INSTANT, LotRow.NEVER),
                ask(
                        "select " + Tables.COMMANDS.list("r") + ", " + Tables.UNDOS.list("u"),
                        COMMAND + LAST,
                        (row, account) -> account.undone(
                                Tables.COMMANDS.read(row, 1, dialect), Tables.UNDOS.read(row, afterCommand, dialect))),
                ask(
                        "select " + Tables.COMMANDS.list("c") + ", n.payment_sums",
                        COMMAND + RETURNED,
                        (row, account) -> account.returned(
                                Tables.COMMANDS.read(row, 1, dialect),
                                Columns.returnPayments(row.getString(afterCommand)))));
    }

    private static Opening.Key key(String operation, String key) {
        return new Opening.Key(Operation.valueOf(operation), new CommandKey(key));
    }

    private void takeMoved(ResultSet row, PostingRows postings, OpenedAccount account) throws SQLException {
        PostingRows.Moved posting = postings.read(row, 4);
        if (posting == null) {
            return;
        }
        account.done(key(row.getString(2), row.getString(3)), posting);
        int lot = 4 + PostingRows.COUNT;
        row.getLong(lot);
        if (!row.wasNull()) {
            account.single(Tables.LOTS.read(row, lot, dialect));
        }
    }

    /** What is done with a row of an account that is being opened. */
    private interface Part {
        void take(ResultSet row, OpenedAccount account) throws SQLException;
    }

    private Ask ask(String select, String from, Part part) {
        Ask ask = new Ask(row -> {
            OpenedAccount account = accounts.get(row.getLong(1));
            if (account != null) {
                part.take(row, account);
            }
        });
        return ask.sql(select + " from ").relation(dialect, keys, "k").sql(from);
    }
}
