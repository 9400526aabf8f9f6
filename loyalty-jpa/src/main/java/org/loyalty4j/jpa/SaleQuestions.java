package org.loyalty4j.jpa;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.loyalty4j.points.CommandRecord.Operation;

/** What an opening asks about purchases that are to be returned. Used by one thread. */
final class SaleQuestions {

    /** The columns of a relation of keys. */
    static final Relation.Columns KEYS = Relation.Columns.of("request_key", ColumnType.TEXT);

    private static final String COMMAND =
            " join loyalty_command c on c.operation = '" + Operation.SALE + "' and c.request_key = k.request_key";

    private static final String PART = " on n.account_id = c.account_id and n.sequence = c.sequence";

    private static final String OWN =
            " join loyalty_posting p on p.account_id = c.account_id and p.number between c.first_number and c.last_number";

    /** The lots in which points of the purchase stand since they were given more time. */
    private static final String EXTENDED_LOT = " join loyalty_extended x on x.account_id = c.account_id"
            + " and x.root between c.first_number and c.last_number";

    private static final String EXTENDED =
            EXTENDED_LOT + " join loyalty_posting p on p.account_id = x.account_id and p.number = x.number";

    private static final String PAID = " join loyalty_payment y on y.account_id = c.account_id"
            + " and y.purchase_key = c.request_key join loyalty_command r on r.operation = '" + Operation.REDEEM
            + "' and r.request_key = y.redemption_key and r.account_id = c.account_id join loyalty_posting p on p.account_id = r.account_id"
            + " and p.number between r.first_number and r.last_number";

    /** How many points of a redemption were undone so far. */
    private static final String UNDONE = "(select coalesce(max(u.points), 0) from loyalty_undo u where u.account_id ="
            + " y.account_id and u.operation = '" + Operation.REDEEM + "' and u.request_key = y.redemption_key)";

    /** Points that waited for a confirmation may go from when they were confirmed, which their posting did not know. */
    private static final String CONFIRMED = "(select max(v.gone_at) from loyalty_activation v"
            + " where v.account_id = p.account_id and v.lot = p.number)";

    /** What is left of the lots that the postings p moved. */
    static final String LEFT = " left join loyalty_lot t on t.account_id = p.account_id"
            + " and t.gone_at = coalesce(m.gone_at, p.lot_gone_at, " + CONFIRMED + ", ?)"
            + " and t.earned_at = coalesce(m.earned_at, p.lot_earned_at) and t.number = coalesce(m.lot, p.number)";

    private final Dialect dialect;
    private final Relation keys;
    private final Map<Long, OpenedAccount> accounts;

    SaleQuestions(Dialect dialect, Relation keys, Map<Long, OpenedAccount> accounts) {
        this.dialect = dialect;
        this.keys = keys;
        this.accounts = accounts;
    }

    List<Ask> asks() {
        int command = 1 + Tables.COMMANDS.columns().size();
        return List.of(
                ask(
                        "select " + Tables.COMMANDS.list("c") + ", " + Tables.PURCHASES.list("n"),
                        COMMAND + " join loyalty_purchase n" + PART,
                        (row, account) -> account.sold(
                                Tables.COMMANDS.read(row, 1, dialect), Tables.PURCHASES.read(row, command, dialect))),
                ask(
                        "select " + Tables.LINES.list("n"),
                        COMMAND + " join loyalty_purchase_line n" + PART
                                + " order by n.account_id, n.sequence, n.place",
                        (row, account) -> account.take(Tables.LINES.read(row, 1, dialect))),
                ask(
                        "select " + Tables.TENDERS.list("n"),
                        COMMAND + " join loyalty_tender n" + PART + " order by n.account_id, n.sequence, n.place",
                        (row, account) -> account.take(Tables.TENDERS.read(row, 1, dialect))),
                moved("0", COMMAND + OWN),
                moved(UNDONE, COMMAND + PAID),
                ask(
                        "select " + Tables.RETURNS.list("n") + ", " + Tables.COMMANDS.list("r"),
                        COMMAND + " join loyalty_return n on n.account_id = c.account_id and n.purchase_key ="
                                + " c.request_key and n.step = (select max(z.step) from loyalty_return z where"
                                + " z.account_id = c.account_id and z.purchase_key = c.request_key)"
                                + " join loyalty_command r on r.account_id = n.account_id and r.sequence = n.sequence",
                        (row, account) -> account.returned(
                                Tables.RETURNS.read(row, 1, dialect),
                                Tables.COMMANDS.read(
                                        row, 1 + Tables.RETURNS.columns().size(), dialect))),
                moved("0", COMMAND + EXTENDED),
                expired(" and m.lot between c.first_number and c.last_number", ""),
                expired(" and m.lot = x.number", EXTENDED_LOT));
    }

    /** Asks how many points of lots expired and were not given back. */
    private Ask expired(String which, String of) {
        return ask(
                "select c.account_id, c.request_key, m.lot, -sum(m.amount) - (select coalesce(sum(b.points), 0)"
                        + " from loyalty_reinstated b where b.account_id = c.account_id and b.lot = m.lot)",
                COMMAND + of + " join loyalty_lot_allocation m on m.account_id = c.account_id" + which
                        + " join loyalty_posting p on p.account_id ="
                        + " m.account_id and p.number = m.posting_number and p.kind in ('EXPIRE', 'FORFEIT', 'CANCEL')"
                        + " group by c.account_id, c.request_key, m.lot",
                (row, account) -> account.expired(row.getLong(3), row.getLong(4)));
    }

    private Ask moved(String undone, String from) {
        PostingRows postings = new PostingRows(dialect);
        Ask ask = new Ask(row -> {
            OpenedAccount account = accounts.get(row.getLong(1));
            if (account != null) {
                takeMoved(row, postings, account);
            }
        });
        return ask.sql("select c.account_id, c.request_key, " + undone + ", " + PostingRows.LIST + ", "
                        + Tables.LOTS.list("t") + " from ")
                .relation(dialect, keys, "k")
                .sql(from + PostingRows.JOIN + LEFT + " order by c.account_id, c.sequence, p.number, m.place")
                .value(ColumnType.INSTANT, LotRow.NEVER);
    }

    private void takeMoved(ResultSet row, PostingRows postings, OpenedAccount account) throws SQLException {
        PostingRows.Moved posting = postings.read(row, 4);
        if (posting == null) {
            return;
        }
        account.moved(row.getString(2), posting);
        account.undone(posting.row.number, row.getLong(3));
        int lot = 4 + PostingRows.COUNT;
        row.getLong(lot);
        if (!row.wasNull()) {
            account.single(posting, Tables.LOTS.read(row, lot, dialect));
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
