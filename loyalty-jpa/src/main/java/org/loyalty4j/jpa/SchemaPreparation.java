package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.jpa.LoyaltySchema.Database;
import org.loyalty4j.jpa.LoyaltySchema.Mode;
import org.loyalty4j.store.SchemaMismatchException;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.store.StoreException;

/** Looks at the tables before a store is started, and makes or changes them where that was asked for. */
final class SchemaPreparation {

    private final Database database;
    private final @Nullable String schema;
    private final SchemaScripts scripts;
    private final Map<String, List<String>> tables;
    private final SchemaAdvice advice;

    SchemaPreparation(
            Database database, @Nullable String schema, SchemaScripts scripts, Map<String, List<String>> tables) {
        this.database = database;
        this.schema = schema == null ? null : SchemaSession.checkedName(schema);
        this.scripts = scripts;
        this.tables = tables;
        this.advice = new SchemaAdvice(database, schema, scripts);
    }

    void run(Connection connection, Mode mode) {
        if (mode == Mode.NONE) {
            return;
        }
        try (SchemaSession session = SchemaSession.open(database, connection, schema)) {
            session.begin();
            prepare(session, mode);
        } catch (SQLException e) {
            throw failed("The tables of Loyalty4j could not be looked at or made: " + e.getMessage(), e);
        }
    }

    /** Looks only. */
    void look(Connection connection, Mode mode) {
        if (mode == Mode.NONE) {
            return;
        }
        try {
            SchemaState state = new SchemaLook(connection, database, schema).state();
            if (mode != Mode.VALIDATE && state.version() < scripts.newest()) {
                throw new SchemaMismatchException("The tables have to be made first, and that is not done within a"
                        + " transaction of the host's: use the store once before the first transaction begins, or run"
                        + " the scripts, see LoyaltySchema.write");
            }
            validate(state);
        } catch (SQLException e) {
            throw failed("The tables of Loyalty4j could not be looked at: " + e.getMessage(), e);
        }
    }

    private void prepare(SchemaSession session, Mode mode) throws SQLException {
        boolean there = session.schemaIsThere();
        if (there) {
            session.enter();
        }
        if (mode != Mode.VALIDATE && !(there && session.state().version() >= scripts.newest())) {
            make(session, mode);
        } else if (!there) {
            throw new SchemaMismatchException(advice.noSchema());
        }
        validate(session.state());
        session.commit();
    }

    private void make(SchemaSession session, Mode mode) throws SQLException {
        session.lock();
        // Another node may have been quicker: what was seen before the lock does not count.
        if (!session.schemaIsThere()) {
            session.createSchema();
        }
        session.enter();
        int found = session.state().version();
        if (mode == Mode.MIGRATE || found == 0) {
            runScripts(session, found);
        }
    }

    private void runScripts(SchemaSession session, int found) throws SQLException {
        for (int version = found + 1; version <= scripts.newest(); version++) {
            List<String> statements = scripts.statements(database, version);
            for (int i = 0; i < statements.size(); i++) {
                try {
                    session.execute(statements.get(i));
                } catch (SQLException e) {
                    throw failed(advice.stopped(version, i + 1, statements.get(i), e), e);
                }
            }
        }
    }

    private void validate(SchemaState state) {
        if (state.isEmpty()) {
            throw new SchemaMismatchException(advice.noTables());
        }
        if (state.version() == 0) {
            throw new SchemaMismatchException(advice.unfinished(state));
        }
        if (state.version() < scripts.newest()) {
            throw new SchemaMismatchException(advice.older(state.version()));
        }
        if (state.version() > scripts.newest()) {
            throw new SchemaMismatchException(advice.newer(state.version()));
        }
        List<String> missing = state.missing(tables);
        if (!missing.isEmpty()) {
            throw new SchemaMismatchException(advice.missing(missing));
        }
    }

    private StoreException failed(String message, SQLException cause) {
        if (SchemaSession.waitedTooLong(database, cause)) {
            return new StoreBusyException(message, cause, true);
        }
        return new StoreException(message, cause);
    }
}
