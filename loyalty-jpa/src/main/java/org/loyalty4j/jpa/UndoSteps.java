package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.Opening;
import org.loyalty4j.store.StoreException;

/** How often commands have been undone, in steps; they go on without a gap. Used by one thread, for one transaction. */
final class UndoSteps {

    private static final Relation.Columns KEYS =
            Relation.Columns.of("operation", ColumnType.TEXT).and("request_key", ColumnType.TEXT);

    private final Map<InPurse, Integer> known = new HashMap<>(0);

    void found(List<AccountState.Done> brought) {
        for (AccountState.Done done : brought) {
            RecordedUndo last = done.lastUndo();
            known.put(key(done.command()), last == null ? 0 : last.step());
        }
    }

    /** Checks that each step follows the last one of a command that is recorded. */
    void check(Changes changes, Dialect dialect, Connection connection) throws SQLException {
        if (changes.undos().isEmpty()) {
            return;
        }
        changes.commands().forEach(command -> known.put(key(command), 0));
        Relation unknown = new Relation(KEYS);
        for (RecordedUndo undo : changes.undos()) {
            if (!known.containsKey(key(undo))) {
                unknown.add(undo.of().name(), undo.key().value());
            }
        }
        if (!unknown.isEmpty()) {
            dialect.ask(
                    connection,
                    List.of(new Ask(row -> known.put(
                                    new InPurse(
                                            row.getString(3),
                                            new Opening.Key(
                                                    Operation.valueOf(row.getString(1)),
                                                    new CommandKey(row.getString(2)))),
                                    row.getInt(4)))
                            .sql(
                                    "select c.operation, c.request_key, c.purse, (select coalesce(max(u.step), 0) from loyalty_undo u"
                                            + " where u.account_id = c.account_id and u.operation = c.operation"
                                            + " and u.request_key = c.request_key) from ")
                            .relation(dialect, unknown, "k")
                            .sql(" join loyalty_command c on c.operation = k.operation"
                                    + " and c.request_key = k.request_key")));
        }
        for (RecordedUndo undo : changes.undos()) {
            Integer last = known.get(key(undo));
            if (last == null) {
                throw new StoreException("An undoing names a command that is not recorded");
            }
            if (undo.step() != last + 1) {
                throw new StoreException("Undoing " + undo.step() + " does not follow the last one, " + last);
            }
            known.put(key(undo), undo.step());
        }
    }

    /** A key as it was used. */
    private record InPurse(String purse, Opening.Key key) {}

    private static InPurse key(CommandRecord command) {
        return new InPurse(command.account().purse(), new Opening.Key(command.operation(), command.key()));
    }

    private static InPurse key(RecordedUndo undo) {
        return new InPurse(undo.command().account().purse(), new Opening.Key(undo.of(), undo.key()));
    }
}
