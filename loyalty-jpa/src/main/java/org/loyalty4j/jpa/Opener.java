package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Membership;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.store.Opening;

/**
 * Locks the heads of accounts and reads what is asked of them. The lock is a statement of its own, and so is every
 * question after it: a question that came with the lock would be answered from before the wait. Used by one thread, once.
 */
final class Opener {

    private static final String COMMAND = Tables.COMMANDS.list("c");
    private static final String LOT = Tables.LOTS.list("l");
    private static final String DAY = Tables.DAYS.list("d");

    private final Dialect dialect;
    private final Connection connection;
    private final List<Opening> openings;
    private final Heads heads;
    private @Nullable UUID publication;

    /**
     * Starts.
     *
     * @param joined whether this is a part of the host's transaction, at any isolation
     */
    Opener(Dialect dialect, Connection connection, List<Opening> openings, boolean joined) {
        this.dialect = dialect;
        this.connection = connection;
        this.openings = openings;
        this.heads = new Heads(dialect, connection, openings, joined);
    }

    /**
     * Says whether questions of this transaction are answered from before another one changed an account. A lock shows
     * the head as it is, a question as it was when the host's transaction asked first, at repeatable read. PostgreSQL
     * refuses the lock by itself.
     */
    boolean isStale() {
        return heads.areStale();
    }

    /** Returns the id of the newest publishing of the program, or null when nothing is published. */
    @Nullable
    UUID publication() {
        return publication;
    }

    /** Returns the accounts of those who are enrolled. */
    Map<AccountId, OpenedAccount> open(List<Ask> before, String locking, List<Ask> after) throws SQLException {
        if (dialect.asksAtOnce()) {
            List<Ask> asks = new ArrayList<>(before);
            if (!openings.isEmpty()) {
                asks.add(heads.lock(locking));
            }
            asks.addAll(after);
            asks.addAll(questions());
            dialect.ask(connection, asks);
            if (heads.addMissing()) {
                heads.forget();
                dialect.ask(connection, asks);
            }
        } else {
            dialect.ask(connection, before);
            if (!openings.isEmpty()) {
                heads.lockOneByOne(locking);
            }
            dialect.ask(connection, after);
            dialect.ask(connection, questions());
        }
        heads.accounts().values().removeIf(account -> account.row == null || account.membership == null);
        return heads.accounts();
    }

    private List<Ask> questions() {
        List<Ask> asks = new ArrayList<>();
        if (openings.isEmpty()) {
            asks.add(ProgramCache.newest(dialect, newest -> publication = newest));
            return asks;
        }
        asks.add(memberships());
        Relation keys = new Relation().with("operation", ColumnType.TEXT).with("request_key", ColumnType.TEXT);
        Relation sales = new Relation().with("request_key", ColumnType.TEXT);
        Relation redemptions = new Relation().with("request_key", ColumnType.TEXT);
        for (Opening opening : openings) {
            opening.keys()
                    .forEach(key -> keys.add(key.operation().name(), key.key().value()));
            opening.sales().forEach(key -> sales.add(key.value()));
            opening.redemptions().forEach(key -> redemptions.add(key.value()));
        }
        asks.addAll(lots());
        days().ifPresent(asks::add);
        if (!keys.isEmpty()) {
            asks.add(repeats(keys));
        }
        if (!redemptions.isEmpty()) {
            asks.add(redemptions(redemptions));
        }
        if (!sales.isEmpty()) {
            asks.addAll(new SaleQuestions(dialect, sales, heads.byRow()).asks());
        }
        return asks;
    }

    /** Also brings the newest publishing, with or without a membership. */
    private Ask memberships() {
        Relation customers = new Relation().with("customer", ColumnType.ID);
        openings.forEach(opening -> customers.add(opening.customer().value()));
        return new Ask(this::takeMembership)
                .sql("select (" + ProgramCache.NEWEST + "), c.id, c.joined_at, c.left_at from ")
                .relation(dialect, customers, "o")
                .sql(" left join loyalty_customer c on c.id = o.customer");
    }

    private void takeMembership(ResultSet result) throws SQLException {
        publication = (UUID) dialect.read(result, 1, ColumnType.ID);
        UUID customer = (UUID) dialect.read(result, 2, ColumnType.ID);
        OpenedAccount account = customer == null ? null : heads.byCustomer().get(customer);
        if (account != null) {
            Instant joined = (Instant) Objects.requireNonNull(dialect.read(result, 3, ColumnType.INSTANT));
            account.membership = new Membership(joined, (Instant) dialect.read(result, 4, ColumnType.INSTANT));
        }
    }

    private List<Ask> lots() {
        if (dialect.asksAtOnce()) {
            Relation wanted = Heads.owners().with("due_by", ColumnType.INSTANT).with("points", ColumnType.LONG);
            openings.forEach(opening ->
                    wanted.add(opening.customer().value(), opening.purse(), opening.dueBy(), opening.points()));
            return List.of(new Ask(this::takeLot)
                    .sql("select " + LOT + " from ")
                    .relation(dialect, wanted, "o")
                    .sql(Heads.OF_ACCOUNT)
                    .sql(LotQuestion.of(openings)));
        }
        List<Ask> asks = new ArrayList<>(openings.size());
        for (OpenedAccount account : heads.accounts().values()) {
            AccountRow row = account.row;
            if (row != null) {
                asks.add(lots(account.opening, row.id));
            }
        }
        return asks;
    }

    private Ask lots(Opening opening, long account) {
        String select = "(select " + LOT + " from loyalty_lot l where l.account_id = ? and l.gone_at ";
        return new Ask(this::takeLot)
                .sql("select " + Tables.LOTS.list("x") + " from (" + select + "<= ?) union all " + select
                        + "> ? order by l.gone_at, l.earned_at, l.number limit "
                        + (opening.points() == 0 ? 2 : Opening.LOTS_MAX + 1)
                        + ")) x order by x.gone_at, x.earned_at, x.number")
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
        Relation leaving = Heads.owners().with("leaving", ColumnType.DATE);
        Relation dates = Heads.owners().with("local_date", ColumnType.DATE);
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
        String select = "select " + DAY + " from ";
        if (!leaving.isEmpty()) {
            ask.sql(select)
                    .relation(dialect, leaving, "o")
                    .sql(Heads.OF_ACCOUNT + " and a.window_day > o.leaving"
                            + daysOf("q.local_date > a.window_start and q.local_date <= o.leaving"));
        }
        if (!dates.isEmpty()) {
            ask.sql(leaving.isEmpty() ? "" : " union all ")
                    .sql(select)
                    .relation(dialect, dates, "o")
                    .sql(Heads.OF_ACCOUNT + daysOf("q.local_date = o.local_date"));
        }
        return Optional.of(ask);
    }

    /**
     * Joins the days of each account. All accounts of a unit ask for the same date, and PostgreSQL, as long as it knows
     * nothing of a young table, would look at each day of that date for each account; the offset keeps it from that.
     */
    private String daysOf(String condition) {
        return dialect.asksAtOnce()
                ? " cross join lateral (select q.* from loyalty_qualifying_day q where q.account_id = a.id and "
                        + condition + " offset 0) d"
                : " join loyalty_qualifying_day d on d.account_id = a.id and " + condition.replace("q.", "d.");
    }

    private void takeDay(ResultSet result) throws SQLException {
        DayRow row = Tables.DAYS.read(result, 1, dialect);
        OpenedAccount account = heads.byRow().get(row.account);
        if (account != null) {
            account.take(row);
        }
    }

    private Ask repeats(Relation keys) {
        PostingRows postings = new PostingRows(dialect);
        return new Ask(row -> takeRepeat(row, postings))
                .sql("select a.customer_id, a.purse, " + COMMAND + ", " + PostingRows.LIST + " from ")
                .relation(dialect, keys, "k")
                .sql(" join loyalty_command c on c.operation = k.operation and c.request_key = k.request_key"
                        + " join loyalty_account a on a.id = c.account_id"
                        + " left join loyalty_posting p on p.account_id = c.account_id"
                        + " and p.number between c.first_number and c.last_number" + PostingRows.JOIN
                        + " order by c.account_id, c.sequence, p.number, m.place");
    }

    private void takeRepeat(ResultSet result, PostingRows postings) throws SQLException {
        AccountId owner = new AccountId(
                new CustomerId((UUID) Objects.requireNonNull(dialect.read(result, 1, ColumnType.ID))),
                Objects.requireNonNull(result.getString(2)));
        CommandRow command = Tables.COMMANDS.read(result, 3, dialect);
        Opening.Key key = new Opening.Key(Operation.valueOf(command.operation), new CommandKey(command.requestKey));
        PostingRows.@Nullable Moved posting =
                postings.read(result, 3 + Tables.COMMANDS.columns().size());
        heads.accounts().forEach((id, account) -> {
            if (account.opening.keys().contains(key)) {
                account.repeated(key, owner, command, owner.equals(id) ? posting : null);
            }
        });
    }

    private Ask redemptions(Relation keys) {
        return new Ask(this::takeRedemption)
                .sql("select " + COMMAND + ", y.purchase_key from ")
                .relation(dialect, keys, "k")
                .sql(" join loyalty_command c on c.operation = '" + Operation.REDEEM
                        + "' and c.request_key = k.request_key left join loyalty_payment y"
                        + " on y.account_id = c.account_id and y.redemption_key = c.request_key");
    }

    private void takeRedemption(ResultSet result) throws SQLException {
        CommandRow row = Tables.COMMANDS.read(result, 1, dialect);
        OpenedAccount account = heads.byRow().get(row.account);
        if (account != null) {
            account.redeemed(row, result.getString(1 + Tables.COMMANDS.columns().size()));
        }
    }
}
