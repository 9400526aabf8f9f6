package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
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

    private final Dialect dialect;
    private final Connection connection;
    private final List<Opening> openings;
    private final Map<AccountId, OpenedAccount> accounts = new LinkedHashMap<>();
    private final Map<Long, OpenedAccount> byRow = new HashMap<>();
    private final boolean joined;
    private @Nullable UUID publication;
    private boolean stale;

    /**
     * Starts.
     *
     * @param joined whether this is a part of the host's transaction, at any isolation
     */
    Opener(Dialect dialect, Connection connection, List<Opening> openings, boolean joined) {
        this.dialect = dialect;
        this.connection = connection;
        this.openings = openings;
        this.joined = joined;
    }

    /**
     * Says whether questions of this transaction are answered from before another one changed an account. A lock shows
     * the head as it is, a question as it was when the host's transaction asked first, at repeatable read. PostgreSQL
     * refuses the lock by itself.
     */
    boolean isStale() {
        return stale;
    }

    /** Returns the id of the newest publishing of the program, or null when nothing is published. */
    @Nullable
    UUID publication() {
        return publication;
    }

    /** Returns the accounts of those who are enrolled. */
    Map<AccountId, OpenedAccount> open(List<Ask> before, String locking, List<Ask> after) throws SQLException {
        for (Opening opening : openings) {
            accounts.put(new AccountId(opening.customer(), opening.purse()), new OpenedAccount(opening));
        }
        if (dialect.asksAtOnce()) {
            List<Ask> asks = new ArrayList<>(before);
            if (!openings.isEmpty()) {
                asks.add(lock(locking));
            }
            asks.addAll(after);
            asks.addAll(questions());
            dialect.ask(connection, asks);
            if (addMissing()) {
                forget();
                dialect.ask(connection, asks);
            }
        } else {
            dialect.ask(connection, before);
            if (!openings.isEmpty()) {
                lockOneByOne(locking);
            }
            dialect.ask(connection, after);
            dialect.ask(connection, questions());
        }
        accounts.values().removeIf(account -> account.row == null || account.membership == null);
        return accounts;
    }

    private void forget() {
        accounts.replaceAll((id, account) -> new OpenedAccount(account.opening));
        byRow.clear();
    }

    private Ask lock(String locking) {
        return new Ask(this::takeHead)
                .sql("select " + Tables.ACCOUNTS.list("a") + " from loyalty_account a where (a.customer_id, a.purse) in"
                        + " (select o.customer, o.purse from ")
                .relation(dialect, owners(), "o")
                .sql(") order by a.id" + locking);
    }

    /** Where each question is a message, the ids are asked for first, and then locked by primary key alone. */
    private void lockOneByOne(String locking) throws SQLException {
        Map<Long, Long> seen = seen();
        if (seen.size() < openings.size()) {
            int enrolled = insertHeads();
            if (enrolled > 0) {
                seen = seen();
                addUnseen(seen, enrolled);
            }
        }
        if (seen.isEmpty()) {
            return;
        }
        Ask lock = new Ask(this::takeHead)
                .sql("select " + Tables.ACCOUNTS.list("a") + " from loyalty_account a where a.id in ("
                        + seen.keySet().stream().map(id -> "?").collect(Collectors.joining(", ")) + ") order by a.id"
                        + locking);
        seen.keySet().forEach(id -> lock.value(ColumnType.LONG, id));
        dialect.ask(connection, List.of(lock));
        stale |= joined && !isAsSeen(seen) && !isAsSeen(seen());
    }

    /** Returns the ids of the heads in their order, each with what tells one state of it from the next. */
    private Map<Long, Long> seen() throws SQLException {
        Map<Long, Long> seen = new TreeMap<>();
        dialect.ask(
                connection,
                List.of(new Ask(row -> seen.put(row.getLong(1), row.getLong(2)))
                        .sql(joined ? "select a.id, a.commands from " : "select a.id, 0 from ")
                        .relation(dialect, owners(), "o")
                        .sql(" join loyalty_account a on a.customer_id = o.customer and a.purse = o.purse")));
        return seen;
    }

    /** Adds heads that somebody else made after the host's transaction took its view of the data; nothing is on them yet. */
    private void addUnseen(Map<Long, Long> seen, int enrolled) throws SQLException {
        if (joined && seen.size() < enrolled) {
            dialect.ask(
                    connection,
                    List.of(new Ask(row -> seen.putIfAbsent(row.getLong(1), 0L))
                            .sql("select a.id from ")
                            .relation(dialect, owners(), "o")
                            .sql(OF_ACCOUNT + dialect.seeingNewRows())));
            stale = seen.size() < enrolled;
        }
    }

    private boolean isAsSeen(Map<Long, Long> seen) {
        return byRow.values().stream()
                .map(account -> Objects.requireNonNull(account.row))
                .allMatch(row -> seen.getOrDefault(row.id, 0L) == row.commands);
    }

    private Relation owners() {
        Relation owners = new Relation().with("customer", ColumnType.ID).with("purse", ColumnType.TEXT);
        openings.forEach(opening -> owners.add(opening.customer().value(), opening.purse()));
        return owners;
    }

    private void takeHead(ResultSet result) throws SQLException {
        AccountRow row = Tables.ACCOUNTS.read(result, 1, dialect);
        OpenedAccount account = Objects.requireNonNull(accounts.get(row.accountId()));
        account.row = row;
        byRow.put(row.id, account);
    }

    /** Writes an empty head for everybody who is enrolled and has none yet. */
    private boolean addMissing() throws SQLException {
        boolean missing =
                accounts.values().stream().anyMatch(account -> account.row == null && account.membership != null);
        return missing && insertHeads() > 0;
    }

    /** Returns how many of those without a head are enrolled; they have one now. */
    private int insertHeads() throws SQLException {
        List<AccountId> without = new ArrayList<>();
        Relation customers = new Relation().with("customer", ColumnType.ID);
        accounts.forEach((id, account) -> {
            if (account.row == null) {
                customers.add(id.holder().value());
            }
        });
        Map<UUID, Boolean> enrolled = new HashMap<>();
        dialect.ask(
                connection,
                List.of(new Ask(row ->
                                enrolled.put((UUID) Objects.requireNonNull(dialect.read(row, 1, ColumnType.ID)), true))
                        .sql("select c.id from ")
                        .relation(dialect, customers, "o")
                        .sql(" join loyalty_customer c on c.id = o.customer")));
        accounts.forEach((id, account) -> {
            if (account.row == null && enrolled.containsKey(id.holder().value())) {
                without.add(id);
            }
        });
        Collections.sort(without);
        for (AccountId id : without) {
            insertHead(dialect, connection, id);
        }
        return without.size();
    }

    /** Writes the head of an account that nothing was written to yet, unless it is there. */
    static void insertHead(Dialect dialect, Connection connection, AccountId id) throws SQLException {
        AccountRow row = AccountRow.opened(id);
        Ask insert = Ask.quiet().sql(dialect.insertIfAbsent(Tables.ACCOUNTS));
        for (RowTable.RowColumn column : Tables.ACCOUNTS.inserted()) {
            insert.value(column.type(), Tables.ACCOUNTS.value(row, column));
        }
        try {
            dialect.ask(connection, List.of(insert));
        } catch (SQLException failure) {
            // H2 tells the slower of two that the row is there; the others do so by doing nothing.
            if (Faults.kind(dialect.database(), failure) != Faults.Kind.TAKEN) {
                throw failure;
            }
        }
    }

    private List<Ask> questions() {
        List<Ask> asks = new ArrayList<>();
        if (openings.isEmpty()) {
            asks.add(new Ask(row -> publication = (UUID) dialect.read(row, 1, ColumnType.ID)).sql(ProgramCache.NEWEST));
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
            asks.addAll(new SaleQuestions(dialect, sales, byRow).asks());
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
        if (customer == null) {
            return;
        }
        Instant joined = (Instant) Objects.requireNonNull(dialect.read(result, 3, ColumnType.INSTANT));
        Membership membership = new Membership(joined, (Instant) dialect.read(result, 4, ColumnType.INSTANT));
        accounts.forEach((id, account) -> {
            if (id.holder().value().equals(customer)) {
                account.membership = membership;
            }
        });
    }

    /** Starts a question about each account: its row is a, what its opening gives is o. */
    private Relation perAccount() {
        return new Relation().with("customer", ColumnType.ID).with("purse", ColumnType.TEXT);
    }

    private static final String OF_ACCOUNT =
            " join loyalty_account a on a.customer_id = o.customer and a.purse = o.purse";

    private List<Ask> lots() {
        if (dialect.asksAtOnce()) {
            Relation wanted = perAccount().with("due_by", ColumnType.INSTANT).with("points", ColumnType.LONG);
            openings.forEach(opening ->
                    wanted.add(opening.customer().value(), opening.purse(), opening.dueBy(), opening.points()));
            return List.of(new Ask(this::takeLot)
                    .sql("select " + Tables.LOTS.list("l") + " from ")
                    .relation(dialect, wanted, "o")
                    .sql(OF_ACCOUNT)
                    .sql(openings.stream().allMatch(opening -> opening.points() == 0) ? NEXT_LOTS : LOTS_OF_ACCOUNT));
        }
        List<Ask> asks = new ArrayList<>(openings.size());
        for (OpenedAccount account : accounts.values()) {
            AccountRow row = account.row;
            if (row != null) {
                asks.add(lots(account.opening, row.id));
            }
        }
        return asks;
    }

    /** The same for those who use no points. */
    private static final String NEXT_LOTS = " cross join lateral (select d.* from loyalty_lot d"
            + " where d.account_id = a.id and d.gone_at <= o.due_by union all"
            + " (select u.* from loyalty_lot u where u.account_id = a.id and u.gone_at > o.due_by"
            + " order by u.gone_at, u.earned_at, u.number limit 2)) l"
            + " order by l.account_id, l.gone_at, l.earned_at, l.number";

    /** One more lot than is needed is read: it says that there are more. */
    private static final String LOTS_OF_ACCOUNT = " cross join lateral (select d.* from loyalty_lot d"
            + " where d.account_id = a.id and d.gone_at <= o.due_by union all"
            + " select w.account_id, w.gone_at, w.earned_at, w.number, w.remaining from (select v.*,"
            + " row_number() over burn as place, sum(v.remaining) over burn - v.remaining"
            + " - coalesce(lag(v.remaining) over burn, 0) as before_last from (select u.* from loyalty_lot u"
            + " where u.account_id = a.id and u.gone_at > o.due_by order by u.gone_at, u.earned_at, u.number"
            + " limit case when o.points = 0 then 2 else " + (Opening.LOTS_MAX + 1) + " end) v"
            + " window burn as (order by v.gone_at, v.earned_at, v.number)) w"
            + " where w.place <= 2 or w.before_last < o.points) l order by l.account_id, l.gone_at, l.earned_at, l.number";

    private Ask lots(Opening opening, long account) {
        String select =
                "(select " + Tables.LOTS.list("l") + " from loyalty_lot l where l.account_id = ? and l.gone_at ";
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
        OpenedAccount account = byRow.get(row.account);
        if (account != null) {
            account.take(row);
        }
    }

    private java.util.Optional<Ask> days() {
        Relation leaving = perAccount().with("leaving", ColumnType.DATE);
        Relation dates = perAccount().with("local_date", ColumnType.DATE);
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
            return java.util.Optional.empty();
        }
        Ask ask = new Ask(this::takeDay);
        String select = "select " + Tables.DAYS.list("d") + " from ";
        if (!leaving.isEmpty()) {
            ask.sql(select)
                    .relation(dialect, leaving, "o")
                    .sql(OF_ACCOUNT + " and a.window_day > o.leaving"
                            + daysOf("q.local_date > a.window_start and q.local_date <= o.leaving"));
        }
        if (!dates.isEmpty()) {
            ask.sql(leaving.isEmpty() ? "" : " union all ")
                    .sql(select)
                    .relation(dialect, dates, "o")
                    .sql(OF_ACCOUNT + daysOf("q.local_date = o.local_date"));
        }
        return java.util.Optional.of(ask);
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
        OpenedAccount account = byRow.get(row.account);
        if (account != null) {
            account.take(row);
        }
    }

    private Ask repeats(Relation keys) {
        PostingRows postings = new PostingRows(dialect);
        return new Ask(row -> takeRepeat(row, postings))
                .sql("select a.customer_id, a.purse, " + Tables.COMMANDS.list("c") + ", " + PostingRows.LIST + " from ")
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
        accounts.forEach((id, account) -> {
            if (account.opening.keys().contains(key)) {
                account.repeated(key, owner, command, owner.equals(id) ? posting : null);
            }
        });
    }

    private Ask redemptions(Relation keys) {
        return new Ask(this::takeRedemption)
                .sql("select " + Tables.COMMANDS.list("c") + ", y.purchase_key from ")
                .relation(dialect, keys, "k")
                .sql(" join loyalty_command c on c.operation = '" + Operation.REDEEM
                        + "' and c.request_key = k.request_key left join loyalty_payment y"
                        + " on y.account_id = c.account_id and y.redemption_key = c.request_key");
    }

    private void takeRedemption(ResultSet result) throws SQLException {
        CommandRow row = Tables.COMMANDS.read(result, 1, dialect);
        OpenedAccount account = byRow.get(row.account);
        if (account != null) {
            account.redeemed(row, result.getString(1 + Tables.COMMANDS.columns().size()));
        }
    }
}
