package org.loyalty4j.jpa;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.Membership;
import org.loyalty4j.store.Opening;

/**
 * Asks PostgreSQL for the newest publishing, the memberships, the lots and the days of accounts with one statement: that
 * costs the server half of what a statement for each of them does. The rows are of three kinds, and come in no order.
 * Used by one thread, once.
 */
final class FactsAtOnce {

    private static final int MEMBER = 0;
    private static final int LOT = 1;
    private static final int DAY = 2;

    /** An account may ask for several dates; the first is in the first question. */
    private static final Relation.Columns ACCOUNTS = Heads.OWNERS
            .and("due_by", ColumnType.INSTANT)
            .and("points", ColumnType.LONG)
            .and("leaving", ColumnType.DATE)
            .and("local_date", ColumnType.DATE);

    private static final Relation.Columns DATES = Heads.OWNERS.and("local_date", ColumnType.DATE);

    private static final String SELECT = "select o.customer, f.* from ";

    /** Each account has this row, whoever it belongs to. */
    private static final String FACTS = " left join loyalty_account a on a.customer_id = o.customer"
            + " and a.purse = o.purse cross join lateral (select " + MEMBER + " as what, c.joined_at as since,"
            + " c.left_at as until, 0::bigint as n, 0::bigint as amount, 0::bigint as purchases,"
            + " null::date as local_date, null::text as peak, null::text as own, (" + ProgramCache.NEWEST
            + ") as publication"
            + " from (select 1) one left join loyalty_customer c on c.id = o.customer and c.merged_into is null"
            + " union all select " + LOT + ", d.gone_at, d.earned_at, d.number, d.remaining, 0, null, null, null, null"
            + " from loyalty_lot d where d.account_id = a.id and d.gone_at <= o.due_by union all (select " + LOT
            + ", u.gone_at, u.earned_at, u.number, u.remaining, 0, null, null, null, null from ";

    /** For those who use no points. */
    private static final String NEXT = "loyalty_lot u where u.account_id = a.id and u.gone_at > o.due_by"
            + " order by u.gone_at, u.earned_at, u.number limit 2)";

    /** One more lot than is needed is read: it says that there are more. The server has to work more for it. */
    private static final String ENOUGH = "(select w.*, row_number() over burn as place, sum(w.remaining) over burn"
            + " - w.remaining - coalesce(lag(w.remaining) over burn, 0) as before_last from (select x.* from loyalty_lot x"
            + " where x.account_id = a.id and x.gone_at > o.due_by order by x.gone_at, x.earned_at, x.number"
            + " limit case when o.points = 0 then 2 else " + (Opening.LOTS_MAX + 1) + " end) w"
            + " window burn as (order by w.gone_at, w.earned_at, w.number)) u"
            + " where u.place <= 2 or u.before_last < o.points)";

    private static final String EACH_DAY = " union all select " + DAY
            + ", null, null, q.spend, q.points, q.purchases, q.local_date, q.peak, q.own_metrics, null"
            + " from loyalty_qualifying_day q"
            + " where q.account_id = a.id and ";

    private static final String DAYS = EACH_DAY + "q.local_date = o.local_date" + EACH_DAY
            + "q.local_date > a.window_start and q.local_date <= o.leaving and a.window_day > o.leaving";

    private static final String END = ") f";

    private static final String MORE_DAYS = "select o.customer, d.* from ";

    /**
     * All accounts of a unit ask for the same date, and as long as the server knows nothing of a young table it would look
     * at each day of that date for each account; the offset keeps it from that.
     */
    private static final String OF_DATE =
            Heads.OF_ACCOUNT + " cross join lateral (select q.spend, q.points, q.purchases,"
                    + " q.local_date, q.peak, q.own_metrics from loyalty_qualifying_day q where q.account_id = a.id"
                    + " and q.local_date = o.local_date offset 0) d";

    private final Dialect dialect;
    private final List<Opening> openings;
    private final Map<UUID, OpenedAccount> accounts;
    private final Consumer<@Nullable UUID> publication;

    /**
     * Starts.
     *
     * @param accounts the accounts by their customers; what is found is given to them
     * @param publication is told the id of the newest publishing
     */
    FactsAtOnce(
            Dialect dialect,
            List<Opening> openings,
            Map<UUID, OpenedAccount> accounts,
            Consumer<@Nullable UUID> publication) {
        this.dialect = dialect;
        this.openings = openings;
        this.accounts = accounts;
        this.publication = publication;
    }

    List<Ask> asks() {
        Relation all = new Relation(ACCOUNTS);
        Relation more = new Relation(DATES);
        boolean points = false;
        boolean days = false;
        for (Opening opening : openings) {
            UUID customer = opening.customer().value();
            LocalDate first = null;
            for (LocalDate date : opening.dates()) {
                if (first == null) {
                    first = date;
                } else {
                    more.add(customer, opening.purse(), date);
                }
            }
            all.add(customer, opening.purse(), opening.dueBy(), opening.points(), opening.leaving(), first);
            points |= opening.points() > 0;
            days |= first != null || opening.leaving() != null;
        }
        List<Ask> asks = new ArrayList<>(2);
        asks.add(new Ask(this::take)
                .sql(SELECT)
                .relation(dialect, all, "o")
                .sql(FACTS)
                .sql(points ? ENOUGH : NEXT)
                .sql(days ? DAYS : "")
                .sql(END));
        if (!more.isEmpty()) {
            asks.add(new Ask(row -> takeDay(row, 2))
                    .sql(MORE_DAYS)
                    .relation(dialect, more, "o")
                    .sql(OF_DATE));
        }
        return asks;
    }

    private void take(ResultSet row) throws SQLException {
        switch (row.getInt(2)) {
            case MEMBER -> takeMember(row);
            case LOT -> takeLot(row);
            default -> takeDay(row, 5);
        }
    }

    private @Nullable OpenedAccount account(ResultSet row) throws SQLException {
        return accounts.get(Objects.requireNonNull((UUID) dialect.read(row, 1, ColumnType.ID)));
    }

    private void takeMember(ResultSet row) throws SQLException {
        publication.accept((UUID) dialect.read(row, 11, ColumnType.ID));
        Instant joined = (Instant) dialect.read(row, 3, ColumnType.INSTANT);
        OpenedAccount account = account(row);
        if (account != null && joined != null) {
            account.membership = new Membership(joined, (Instant) dialect.read(row, 4, ColumnType.INSTANT));
        }
    }

    private void takeLot(ResultSet row) throws SQLException {
        OpenedAccount account = account(row);
        if (account != null && account.row != null) {
            LotRow lot = new LotRow();
            lot.account = account.row.id;
            lot.goneAt = (Instant) Objects.requireNonNull(dialect.read(row, 3, ColumnType.INSTANT));
            lot.earnedAt = (Instant) Objects.requireNonNull(dialect.read(row, 4, ColumnType.INSTANT));
            lot.number = row.getLong(5);
            lot.remaining = row.getLong(6);
            account.take(lot);
        }
    }

    /** Takes a day whose spend, points, purchases, date, peak and own metrics stand from a place on. */
    private void takeDay(ResultSet row, int from) throws SQLException {
        OpenedAccount account = account(row);
        if (account != null && account.row != null) {
            DayRow day = new DayRow();
            day.account = account.row.id;
            day.spend = row.getLong(from);
            day.points = row.getLong(from + 1);
            day.purchases = row.getLong(from + 2);
            day.date = (LocalDate) Objects.requireNonNull(dialect.read(row, from + 3, ColumnType.DATE));
            day.peak = row.getString(from + 4);
            day.own = row.getString(from + 5);
            account.take(day);
        }
    }
}
