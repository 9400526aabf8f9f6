package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.store.Opening;

/**
 * Asks whether keys were seen, and what came of them. Nearly always they were not, so the question is as small as can be:
 * which lots a repeated command moved, and whose a key of somebody else's is, is asked only when that is needed. Used by
 * one thread, once.
 */
final class RepeatQuestions {

    private static final Relation.Columns KEYS = Relation.Columns.of("operation", ColumnType.TEXT)
            .and("request_key", ColumnType.TEXT)
            .and("purse", ColumnType.TEXT);

    private static final Relation.Columns ACCOUNTS = Relation.Columns.of("account_id", ColumnType.LONG);

    private static final Relation.Columns POSTINGS =
            Relation.Columns.of("account_id", ColumnType.LONG).and("number", ColumnType.LONG);

    private static final String SELECT =
            "select " + Tables.COMMANDS.list("c") + ", " + Tables.POSTINGS.list("p") + ", g.request_key from ";

    /** A guest purchase has a key of purchases, too. */
    private static final String FROM = " left join loyalty_command c on c.operation = k.operation"
            + " and c.request_key = k.request_key and c.purse = k.purse left join loyalty_posting p on p.account_id = c.account_id"
            + " and p.number between c.first_number and c.last_number left join loyalty_guest_purchase g"
            + " on k.operation = '" + Operation.SALE + "' and g.request_key = k.request_key"
            + " where c.sequence is not null or g.request_key is not null";

    private static final int POSTING = 1 + Tables.COMMANDS.columns().size();

    private static final int GUEST = POSTING + Tables.POSTINGS.columns().size();

    private static final String MOVED = "select " + Tables.ALLOCATIONS.list("m") + " from ";

    private static final String OF_POSTING = " join loyalty_lot_allocation m on m.account_id = k.account_id"
            + " and m.posting_number = k.number order by m.account_id, m.posting_number, m.place";

    private static final String OWNER = "select " + Tables.ACCOUNTS.list("a") + " from ";
    private static final String OF_ROW = " join loyalty_account a on a.id = k.account_id";

    private final Dialect dialect;
    private final Heads heads;
    private final Relation keys = new Relation(KEYS);
    private final Map<InPurse, Found> found = new LinkedHashMap<>(2);
    private final List<CommandKey> guests = new ArrayList<>(0);

    /** A key as it was used. */
    private record InPurse(String purse, Opening.Key key) {}

    /** A command that was found, with its postings by number. */
    private static final class Found {
        private final CommandRow command;
        private final Map<Long, PostingRows.Moved> postings = new LinkedHashMap<>(2);

        private Found(CommandRow command) {
            this.command = command;
        }
    }

    RepeatQuestions(Dialect dialect, Heads heads) {
        this.dialect = dialect;
        this.heads = heads;
    }

    /** Adds a key that is asked for. */
    void add(Opening.Key key, String purse) {
        keys.add(key.operation().name(), key.key().value(), purse);
    }

    List<Ask> asks() {
        return keys.isEmpty()
                ? List.of()
                : List.of(new Ask(this::take)
                        .sql(SELECT)
                        .relation(dialect, keys, "k")
                        .sql(FROM));
    }

    private void take(ResultSet result) throws SQLException {
        result.getLong(1);
        if (result.wasNull()) {
            guests.add(new CommandKey(result.getString(GUEST)));
            return;
        }
        CommandRow command = Tables.COMMANDS.read(result, 1, dialect);
        Found repeated = found.computeIfAbsent(
                new InPurse(
                        command.purse,
                        new Opening.Key(Operation.valueOf(command.operation), new CommandKey(command.requestKey))),
                key -> new Found(command));
        result.getLong(POSTING);
        if (!result.wasNull()) {
            PostingRow posting = Tables.POSTINGS.read(result, POSTING, dialect);
            repeated.postings.put(posting.number, new PostingRows.Moved(posting));
        }
    }

    /** Gives the accounts what was found, once all questions of the opening are answered. */
    void finish(Connection connection) throws SQLException {
        for (CommandKey guest : guests) {
            Opening.Key key = new Opening.Key(Operation.SALE, guest);
            heads.accounts().values().stream()
                    .filter(account -> account.opening.keys().contains(key))
                    .forEach(account -> account.repeated(key, RecordedGuest.taken(guest), List.of()));
        }
        if (found.isEmpty()) {
            return;
        }
        Map<Long, AccountId> owners = readOn(connection);
        found.forEach((used, repeated) -> heads.accounts().forEach((id, account) -> {
            Opening.Key key = used.key();
            if (used.purse().equals(id.purse()) && account.opening.keys().contains(key)) {
                AccountId owner = Objects.requireNonNull(owners.get(repeated.command.account));
                account.repeated(
                        key,
                        repeated.command.command(owner),
                        owner.equals(id) ? repeated.postings.values() : List.of());
            }
        }));
    }

    private Map<Long, AccountId> readOn(Connection connection) throws SQLException {
        Map<Long, AccountId> owners = new LinkedHashMap<>(2);
        Relation strangers = new Relation(ACCOUNTS);
        Relation moving = new Relation(POSTINGS);
        for (Found repeated : found.values()) {
            long account = repeated.command.account;
            OpenedAccount own = heads.byRow().get(account);
            if (own != null) {
                owners.put(account, own.id());
            } else {
                strangers.add(account);
            }
            for (PostingRows.Moved posting : repeated.postings.values()) {
                if (posting.row.lotEarnedAt == null) {
                    moving.add(account, posting.row.number);
                }
            }
        }
        List<Ask> asks = new ArrayList<>(2);
        if (!strangers.isEmpty()) {
            asks.add(new Ask(row -> {
                        AccountRow owner = Tables.ACCOUNTS.read(row, 1, dialect);
                        owners.put(owner.id, owner.accountId());
                    })
                    .sql(OWNER)
                    .relation(dialect, strangers, "k")
                    .sql(OF_ROW));
        }
        if (!moving.isEmpty()) {
            asks.add(new Ask(this::takeMoved)
                    .sql(MOVED)
                    .relation(dialect, moving, "k")
                    .sql(OF_POSTING));
        }
        dialect.ask(connection, asks);
        return owners;
    }

    private void takeMoved(ResultSet result) throws SQLException {
        AllocationRow moved = Tables.ALLOCATIONS.read(result, 1, dialect);
        for (Found repeated : found.values()) {
            PostingRows.@Nullable Moved posting = repeated.postings.get(moved.posting);
            if (repeated.command.account == moved.account && posting != null) {
                posting.lots.add(moved.allocation());
            }
        }
    }
}
