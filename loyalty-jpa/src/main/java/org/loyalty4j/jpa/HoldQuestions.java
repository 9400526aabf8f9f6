package org.loyalty4j.jpa;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.store.Opening;

/**
 * Asks for holds: those that requests name, and, only where a head says that something may be due, those that are over.
 * Used by one thread, once.
 */
final class HoldQuestions {

    private static final String SELECT = "select " + Tables.HOLDS.list("h") + ", " + Tables.HOLD_PINS.list("n") + ", "
            + Tables.LOTS.list("t") + ", " + Tables.HOLD_ENDS.list("e")
            + ", c.request_key, c.recorded_at, b.request_key from ";

    private static final int PIN = 1 + Tables.HOLDS.columns().size();
    private static final int LOT = PIN + Tables.HOLD_PINS.columns().size();
    private static final int END = LOT + Tables.LOTS.columns().size();
    private static final int KEY = END + Tables.HOLD_ENDS.columns().size();

    private static final String NAMED = " join loyalty_command c on c.operation = '" + Operation.HOLD
            + "' and c.request_key = k.request_key join loyalty_hold h on h.account_id = c.account_id"
            + " and h.sequence = c.sequence";

    private static final String DUE = "loyalty_live_hold l join loyalty_hold h on h.account_id = l.account_id"
            + " and h.sequence = l.hold join loyalty_command c on c.account_id = h.account_id"
            + " and c.sequence = h.sequence";

    private static final String PARTS =
            " join loyalty_hold_pin n on n.account_id = h.account_id and n.hold = h.sequence"
                    + " left join loyalty_hold_end e on e.account_id = h.account_id and e.hold = h.sequence"
                    + " left join loyalty_command b on b.account_id = e.account_id and b.sequence = e.sequence"
                    + " left join loyalty_lot t on t.account_id = n.account_id and t.gone_at = coalesce(n.gone_at, ?)"
                    + " and t.earned_at = n.earned_at and t.number = n.lot";

    /** Also the next one: it says when something of the account is due again. */
    private static final String OVER = " where l.account_id = ? and l.until_at <= coalesce((select min(m.until_at) from"
            + " loyalty_live_hold m where m.account_id = ? and m.until_at > ?), ?)";

    private static final String IN_ORDER = " order by h.account_id, h.sequence, n.place";

    private final Dialect dialect;
    private final Heads heads;
    private @Nullable HeldPieces last;

    HoldQuestions(Dialect dialect, Heads heads) {
        this.dialect = dialect;
        this.heads = heads;
    }

    /** Asks for holds by their keys. */
    Ask named(Relation keys) {
        return new Ask(row -> take(row, false))
                .sql(SELECT)
                .relation(dialect, keys, "k")
                .sql(NAMED)
                .sql(PARTS)
                .sql(IN_ORDER)
                .value(ColumnType.INSTANT, LotRow.NEVER);
    }

    /** Asks for the holds that are over, once the heads are known; nearly always there is nothing to ask. */
    List<Ask> due() {
        List<Ask> asks = new ArrayList<>(0);
        for (OpenedAccount account : heads.accounts().values()) {
            AccountRow row = account.row;
            Opening opening = account.opening;
            if (row != null && row.held > 0 && opening.bringsDue(row.head())) {
                asks.add(new Ask(result -> take(result, true))
                        .sql(SELECT)
                        .sql(DUE)
                        .sql(PARTS)
                        .sql(OVER)
                        .sql(IN_ORDER)
                        .value(ColumnType.INSTANT, LotRow.NEVER)
                        .value(ColumnType.LONG, row.id)
                        .value(ColumnType.LONG, row.id)
                        .value(ColumnType.INSTANT, opening.dueBy())
                        .value(ColumnType.INSTANT, opening.dueBy()));
            }
        }
        return asks;
    }

    private void take(ResultSet result, boolean due) throws SQLException {
        HoldRow row = Tables.HOLDS.read(result, 1, dialect);
        OpenedAccount account = heads.byRow().get(row.account);
        if (account == null) {
            return;
        }
        HoldPinRow pin = Tables.HOLD_PINS.read(result, PIN, dialect);
        HeldPieces pieces = last;
        if (pin.place == 1 || pieces == null) {
            result.getLong(END);
            HoldEndRow end = result.wasNull() ? null : Tables.HOLD_ENDS.read(result, END, dialect);
            Instant since = (Instant) Objects.requireNonNull(dialect.read(result, KEY + 1, ColumnType.INSTANT));
            pieces = new HeldPieces(row, result.getString(KEY), since, end, result.getString(KEY + 2));
            account.held(pieces, due);
            last = pieces;
        }
        pieces.add(pin);
        result.getLong(LOT);
        if (!result.wasNull()) {
            account.single(Tables.LOTS.read(result, LOT, dialect));
        }
    }
}
