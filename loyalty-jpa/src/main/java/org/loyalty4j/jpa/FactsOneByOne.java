package org.loyalty4j.jpa;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.Membership;
import org.loyalty4j.store.Opening;

/**
 * Asks for the newest publishing, the memberships, the lots and the days of accounts, each with a statement of its own.
 * Used by one thread, once.
 */
final class FactsOneByOne {

    private static final Relation.Columns CUSTOMERS = Relation.Columns.of("customer", ColumnType.ID);
    private static final Relation.Columns LEAVING = Heads.OWNERS.and("leaving", ColumnType.DATE);
    private static final Relation.Columns DATES = Heads.OWNERS.and("local_date", ColumnType.DATE);

    private static final String MEMBERS = "select (" + ProgramCache.NEWEST + "), c.id, c.joined_at, c.left_at from ";

    private static final String CUSTOMER =
            " left join loyalty_customer c on c.id = o.customer and c.merged_into is null";

    private static final String DAY = "select " + Tables.DAYS.list("d") + " from ";

    private static final String OF_LEAVING = Heads.OF_ACCOUNT + " and a.window_day > o.leaving"
            + " join loyalty_qualifying_day d on d.account_id = a.id and d.local_date > a.window_start"
            + " and d.local_date <= o.leaving";

    private static final String OF_DATE =
            Heads.OF_ACCOUNT + " join loyalty_qualifying_day d on d.account_id = a.id and d.local_date = o.local_date";

    private static final String LOT =
            "(select " + Tables.LOTS.list("l") + " from loyalty_lot l where l.account_id = ? and l.gone_at ";

    private static final String LOTS = "select " + Tables.LOTS.list("x") + " from (" + LOT + "<= ?) union all " + LOT
            + "> ? order by l.gone_at, l.earned_at, l.number limit ";

    private static final String NEXT = LOTS + "2)) x";
    private static final String ENOUGH = LOTS + (Opening.LOTS_MAX + 1) + ")) x";

    private final Dialect dialect;
    private final List<Opening> openings;
    private final Heads heads;
    private final Consumer<@Nullable UUID> publication;

    /**
     * Starts.
     *
     * @param heads the heads, which are locked; what is found is given to their accounts
     * @param publication is told the id of the newest publishing
     */
    FactsOneByOne(Dialect dialect, List<Opening> openings, Heads heads, Consumer<@Nullable UUID> publication) {
        this.dialect = dialect;
        this.openings = openings;
        this.heads = heads;
        this.publication = publication;
    }

    List<Ask> asks() {
        List<Ask> asks = new ArrayList<>(openings.size() + 2);
        asks.add(memberships());
        for (OpenedAccount account : heads.accounts().values()) {
            AccountRow row = account.row;
            if (row != null) {
                asks.add(lots(account.opening, row.id));
            }
        }
        days().ifPresent(asks::add);
        return asks;
    }

    /** Also brings the newest publishing, with or without a membership. */
    private Ask memberships() {
        Relation customers = new Relation(CUSTOMERS);
        openings.forEach(opening -> customers.add(opening.customer().value()));
        return new Ask(this::takeMembership)
                .sql(MEMBERS)
                .relation(dialect, customers, "o")
                .sql(CUSTOMER);
    }

    private void takeMembership(ResultSet result) throws SQLException {
        publication.accept((UUID) dialect.read(result, 1, ColumnType.ID));
        UUID customer = (UUID) dialect.read(result, 2, ColumnType.ID);
        OpenedAccount account = customer == null ? null : heads.byCustomer().get(customer);
        if (account != null) {
            Instant joined = (Instant) Objects.requireNonNull(dialect.read(result, 3, ColumnType.INSTANT));
            account.membership = new Membership(joined, (Instant) dialect.read(result, 4, ColumnType.INSTANT));
        }
    }

    private Ask lots(Opening opening, long account) {
        return new Ask(this::takeLot)
                .sql(opening.points() == 0 ? NEXT : ENOUGH)
                .value(ColumnType.LONG, account)
                .value(ColumnType.INSTANT, opening.dueBy())
                .value(ColumnType.LONG, account)
                .value(ColumnType.INSTANT, opening.dueBy());
    }

    private void takeLot(ResultSet result) throws SQLException {
        LotRow row = Tables.LOTS.read(result, 1, dialect);
        OpenedAccount account = heads.byRow().get(row.account);
        if (account != null) {
            account.take(row);
        }
    }

    private Optional<Ask> days() {
        Relation leaving = new Relation(LEAVING);
        Relation dates = new Relation(DATES);
        for (Opening opening : openings) {
            UUID customer = opening.customer().value();
            if (opening.leaving() != null) {
                leaving.add(customer, opening.purse(), opening.leaving());
            }
            for (LocalDate date : opening.dates()) {
                dates.add(customer, opening.purse(), date);
            }
        }
        if (leaving.isEmpty() && dates.isEmpty()) {
            return Optional.empty();
        }
        Ask ask = new Ask(this::takeDay);
        if (!leaving.isEmpty()) {
            ask.sql(DAY).relation(dialect, leaving, "o").sql(OF_LEAVING);
        }
        if (!dates.isEmpty()) {
            ask.sql(leaving.isEmpty() ? "" : " union all ")
                    .sql(DAY)
                    .relation(dialect, dates, "o")
                    .sql(OF_DATE);
        }
        return Optional.of(ask);
    }

    private void takeDay(ResultSet result) throws SQLException {
        DayRow row = Tables.DAYS.read(result, 1, dialect);
        OpenedAccount account = heads.byRow().get(row.account);
        if (account != null) {
            account.take(row);
        }
    }
}
