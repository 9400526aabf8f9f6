package org.loyalty4j.jpa;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source that tells a test of every journey to the database, just before and just after it. */
final class Hooked {

    /** What a test does then. An exception is thrown in place of the journey, or of its answer. */
    interface Hook {

        /** Is called before a statement or a commit goes off. */
        default void before(Connection plain, boolean commit) throws SQLException {}

        /** Is called when the database has answered. */
        default void after(Connection plain, boolean commit) throws SQLException {}
    }

    private Hooked() {}

    static DataSource over(DataSource target, Hook hook) {
        return proxy(DataSource.class, (method, given) -> {
            Object answer = call(target, method, given);
            return answer instanceof Connection plain ? connection(plain, hook) : answer;
        });
    }

    private static Connection connection(Connection plain, Hook hook) {
        return proxy(Connection.class, (method, given) -> {
            boolean commit = method.getName().equals("commit");
            if (commit) {
                hook.before(plain, true);
            }
            Object answer = call(plain, method, given);
            if (commit) {
                hook.after(plain, true);
            }
            if (answer instanceof PreparedStatement prepared) {
                return statement(PreparedStatement.class, prepared, plain, hook);
            }
            return answer instanceof Statement statement ? statement(Statement.class, statement, plain, hook) : answer;
        });
    }

    private static <S extends Statement> S statement(Class<S> type, S target, Connection plain, Hook hook) {
        return proxy(type, (method, given) -> {
            boolean journey = method.getName().startsWith("execute");
            if (journey) {
                hook.before(plain, false);
            }
            Object answer = call(target, method, given);
            if (journey) {
                hook.after(plain, false);
            }
            return answer;
        });
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] given) throws Throwable {
        try {
            return method.invoke(target, given);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private interface Handler {
        @Nullable
        Object invoke(Method method, Object @Nullable [] given) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                Hooked.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, given) -> handler.invoke(method, given)));
    }
}
