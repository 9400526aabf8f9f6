package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.store.Opening;

/** The heads of the accounts that are opened: locks them, and makes those that are missing. Used by one thread, once. */
final class Heads {

    /** Brings the row of an account as a, where its owner is o. */
    static final String OF_ACCOUNT = " join loyalty_account a on a.customer_id = o.customer and a.purse = o.purse";

    /** The columns of a relation about accounts: whose they are. */
    static final Relation.Columns OWNERS =
            Relation.Columns.of("customer", ColumnType.ID).and("purse", ColumnType.TEXT);

    private static final Relation.Columns CUSTOMERS = Relation.Columns.of("customer", ColumnType.ID);

    private static final String SELECT = "select " + Tables.ACCOUNTS.list("a");

    private static final String FROM = SELECT + " from ";

    private static final String IDS = "select a.id, 0, a.customer_id from ";

    private static final String COMMANDS = "select a.id, a.commands, a.customer_id from ";

    private static final String LOCK =
            SELECT + " from loyalty_account a where (a.customer_id, a.purse) in (select o.customer, o.purse from ";

    private final Dialect dialect;
    private final Connection connection;
    private final boolean joined;
    private final Map<AccountId, OpenedAccount> accounts = new LinkedHashMap<>();
    private final Map<UUID, OpenedAccount> byCustomer = new HashMap<>();
    private final Map<Long, OpenedAccount> byRow = new HashMap<>();

    /** The customers whose heads were seen: MariaDB would lock them once more, in another order, if they were inserted. */
    private final Set<UUID> present = new HashSet<>();

    private boolean stale;

    Heads(Dialect dialect, Connection connection, List<Opening> openings, boolean joined) {
        this.dialect = dialect;
        this.connection = connection;
        this.joined = joined;
        openings.forEach(opening -> put(new OpenedAccount(opening)));
    }

    private void put(OpenedAccount account) {
        accounts.put(account.id(), account);
        byCustomer.put(account.opening.customer().value(), account);
    }

    /** Returns the accounts, with and without a head. */
    Map<AccountId, OpenedAccount> accounts() {
        return accounts;
    }

    /** Returns the accounts by their customers. */
    Map<UUID, OpenedAccount> byCustomer() {
        return byCustomer;
    }

    /** Returns the accounts whose heads are locked, by the keys of their rows. */
    Map<Long, OpenedAccount> byRow() {
        return byRow;
    }

    /** Says whether a question is answered from before another transaction changed an account, see {@link Opener}. */
    boolean areStale() {
        return stale;
    }

    private Relation all() {
        Relation owners = new Relation(OWNERS);
        accounts.keySet().forEach(id -> owners.add(id.holder().value(), id.purse()));
        return owners;
    }

    /** Asks for the heads of some owners. */
    static Ask of(Dialect dialect, Relation owners, Ask.Sink sink) {
        return new Ask(sink).sql(FROM).relation(dialect, owners, "o").sql(OF_ACCOUNT);
    }

    /** Returns what locks the heads, in the order of their rows. */
    Ask lock(String locking) {
        return new Ask(this::take)
                .sql(LOCK)
                .relation(dialect, all(), "o")
                .sql(") order by a.id")
                .sql(locking);
    }

    private void take(ResultSet result) throws SQLException {
        AccountRow row = Tables.ACCOUNTS.read(result, 1, dialect);
        OpenedAccount account = Objects.requireNonNull(accounts.get(row.accountId()));
        account.row = row;
        byRow.put(row.id, account);
    }

    /** Where each question is a message, the ids are asked for first, and then locked by primary key alone. */
    void lockOneByOne(String locking) throws SQLException {
        Map<Long, Long> seen = seen();
        if (seen.size() < accounts.size()) {
            int enrolled = insert();
            if (enrolled > 0) {
                seen = seen();
                addUnseen(seen, enrolled);
            }
        }
        if (seen.isEmpty()) {
            return;
        }
        Ask lock = new Ask(this::take)
                .sql(SELECT + " from loyalty_account a where a.id in ("
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
                List.of(new Ask(row -> {
                            seen.put(row.getLong(1), row.getLong(2));
                            present.add((UUID) Objects.requireNonNull(dialect.read(row, 3, ColumnType.ID)));
                        })
                        .sql(joined ? COMMANDS : IDS)
                        .relation(dialect, all(), "o")
                        .sql(OF_ACCOUNT)));
        return seen;
    }

    /** Adds heads that somebody else made after the host's transaction took its view of the data; nothing is on them yet. */
    private void addUnseen(Map<Long, Long> seen, int enrolled) throws SQLException {
        if (joined && seen.size() < enrolled) {
            dialect.ask(
                    connection,
                    List.of(new Ask(row -> seen.putIfAbsent(row.getLong(1), 0L))
                            .sql("select a.id from ")
                            .relation(dialect, all(), "o")
                            .sql(OF_ACCOUNT + dialect.seeingNewRows())));
            stale = seen.size() < enrolled;
        }
    }

    private boolean isAsSeen(Map<Long, Long> seen) {
        return byRow.values().stream()
                .map(account -> Objects.requireNonNull(account.row))
                .allMatch(row -> seen.getOrDefault(row.id, 0L) == row.commands);
    }

    /** Makes an empty head for everybody who is enrolled and has none yet, and says whether there was anybody. */
    boolean addMissing() throws SQLException {
        boolean missing =
                accounts.values().stream().anyMatch(account -> account.row == null && account.membership != null);
        return missing && insert() > 0;
    }

    /** Makes everything be asked for once more. */
    void forget() {
        List.copyOf(accounts.values()).forEach(account -> put(new OpenedAccount(account.opening)));
        byRow.clear();
    }

    /** Returns how many of those without a head are enrolled; they have one now. */
    private int insert() throws SQLException {
        Relation customers = new Relation(CUSTOMERS);
        accounts.values().stream()
                .filter(account -> account.row == null)
                .forEach(account -> customers.add(account.opening.customer().value()));
        Set<UUID> enrolled = new HashSet<>();
        dialect.ask(
                connection,
                List.of(new Ask(row -> enrolled.add((UUID) Objects.requireNonNull(dialect.read(row, 1, ColumnType.ID))))
                        .sql("select c.id from ")
                        .relation(dialect, customers, "o")
                        .sql(" join loyalty_customer c on c.id = o.customer")));
        List<AccountRow> without = new ArrayList<>();
        accounts.keySet().stream()
                .sorted()
                .filter(id -> enrolled.contains(id.holder().value())
                        && !present.contains(id.holder().value()))
                .forEach(id -> without.add(AccountRow.opened(id)));
        try {
            new Writer(dialect, connection)
                    .write(
                            List.of(),
                            List.of(new Batch<>(Tables.ACCOUNTS, Batch.What.INSERT_IF_ABSENT, without)),
                            List.of());
        } catch (SQLException failure) {
            // H2 tells the slower of two that the row is there; the others do so by doing nothing.
            if (Faults.kind(dialect.database(), failure) != Faults.Kind.TAKEN) {
                throw failure;
            }
        }
        return enrolled.size();
    }
}
