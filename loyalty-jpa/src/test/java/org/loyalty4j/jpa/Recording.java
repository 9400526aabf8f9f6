package org.loyalty4j.jpa;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of some connections: the calls that a host's transaction feels, the statements that were run, and the
 * rows that were read. Safe for use by many threads.
 */
final class Recording {

    /** What only the owner of a connection may do to it. */
    static final Set<String> OWNERS_CALLS = Set.of(
            "commit",
            "rollback",
            "close",
            "abort",
            "setAutoCommit",
            "setTransactionIsolation",
            "setReadOnly",
            "setHoldability",
            "setSchema",
            "setCatalog",
            "setNetworkTimeout",
            "setClientInfo",
            "setTypeMap");

    /** What anybody may do who leaves it as it was. */
    static final Set<String> SAVEPOINT_CALLS = Set.of("setSavepoint", "releaseSavepoint", "rollbackToSavepoint");

    private static final Set<String> EXECUTIONS = Set.of(
            "execute", "executeQuery", "executeUpdate", "executeLargeUpdate", "executeBatch", "executeLargeBatch");

    private final List<String> calls = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private final Map<String, Long> rows = new TreeMap<>();

    /** Returns a connection that does what the given one does, and is recorded here. */
    Connection over(Connection connection) {
        return proxy(Connection.class, new ConnectionHandler(connection));
    }

    /**
     * Returns the names of the calls on connections that are in {@link #OWNERS_CALLS} or {@link #SAVEPOINT_CALLS}, in
     * their order; a rollback to a savepoint is {@code rollbackToSavepoint}.
     */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Returns those of {@link #calls()} that only a connection's owner may make. */
    List<String> ownersCalls() {
        return calls().stream().filter(OWNERS_CALLS::contains).collect(Collectors.toList());
    }

    /** Returns the text of each statement that was run, in their order; a batch is one, with its first text. */
    synchronized List<String> statements() {
        return List.copyOf(statements);
    }

    /** Returns how many rows were read by each text; a text that read none is not in it. */
    synchronized Map<String, Long> rowsByStatement() {
        return Map.copyOf(rows);
    }

    /** Returns how many rows were read in all. */
    synchronized long rows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Forgets everything so far. */
    synchronized void clear() {
        calls.clear();
        statements.clear();
        rows.clear();
    }

    private synchronized void called(String name) {
        if (OWNERS_CALLS.contains(name) || SAVEPOINT_CALLS.contains(name)) {
            calls.add(name);
        }
    }

    private synchronized void ran(String sql) {
        statements.add(sql);
    }

    private synchronized void read(String sql) {
        rows.merge(sql, 1L, Long::sum);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Recording.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Passes each call on, after a look at it. */
    private abstract static class Passing implements InvocationHandler {

        private final Object target;

        Passing(Object target) {
            this.target = target;
        }

        @Override
        public final @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
                throws Throwable {
            Object[] given = arguments == null ? new Object[0] : arguments;
            if (method.getName().equals("equals") && given.length == 1) {
                return proxy == given[0];
            }
            before(method.getName(), given);
            Object answer;
            try {
                answer = method.invoke(target, given);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
            return after(proxy, method.getName(), given, answer);
        }

        abstract void before(String method, Object[] given);

        abstract @Nullable Object after(Object proxy, String method, Object[] given, @Nullable Object answer);
    }

    private final class ConnectionHandler extends Passing {

        ConnectionHandler(Connection target) {
            super(target);
        }

        @Override
        void before(String method, Object[] given) {
            called(method.equals("rollback") && given.length == 1 ? "rollbackToSavepoint" : method);
        }

        @Override
        @Nullable
        Object after(Object proxy, String method, Object[] given, @Nullable Object answer) {
            Connection connection = (Connection) proxy;
            if (answer instanceof CallableStatement call) {
                return proxy(CallableStatement.class, new StatementHandler(call, connection, (String) given[0]));
            }
            if (answer instanceof PreparedStatement prepared) {
                return proxy(PreparedStatement.class, new StatementHandler(prepared, connection, (String) given[0]));
            }
            if (answer instanceof Statement statement) {
                return proxy(Statement.class, new StatementHandler(statement, connection, ""));
            }
            return answer;
        }
    }

    private final class StatementHandler extends Passing {

        private final Connection connection;
        private String sql;
        private boolean batched;

        StatementHandler(Statement target, Connection connection, String sql) {
            super(target);
            this.connection = connection;
            this.sql = sql;
        }

        @Override
        void before(String method, Object[] given) {
            boolean textGiven = given.length > 0 && given[0] instanceof String;
            if (method.equals("addBatch") && textGiven && !batched) {
                sql = (String) given[0];
                batched = true;
            }
            if (EXECUTIONS.contains(method)) {
                if (textGiven) {
                    sql = (String) given[0];
                }
                batched = false;
                ran(sql);
            }
        }

        @Override
        @Nullable
        Object after(Object proxy, String method, Object[] given, @Nullable Object answer) {
            if (answer instanceof ResultSet result) {
                return proxy(ResultSet.class, new ResultHandler(result, (Statement) proxy, sql));
            }
            return method.equals("getConnection") ? connection : answer;
        }
    }

    private final class ResultHandler extends Passing {

        private final Statement statement;
        private final String sql;

        ResultHandler(ResultSet target, Statement statement, String sql) {
            super(target);
            this.statement = statement;
            this.sql = sql;
        }

        @Override
        void before(String method, Object[] given) {
            // Only what comes back is of interest.
        }

        @Override
        @Nullable
        Object after(Object proxy, String method, Object[] given, @Nullable Object answer) {
            if (method.equals("next") && Boolean.TRUE.equals(answer)) {
                read(sql);
            }
            return method.equals("getStatement") ? statement : answer;
        }
    }
}
