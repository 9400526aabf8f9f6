package org.loyalty4j.jpa;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Makes some of the commits of a data source fail, and counts all of them. Safe for use by many threads. */
final class FailingCommits {

    /** When a commit fails. */
    enum When {
        /** The database has undone everything, and says so. */
        UNDONE("40001"),
        /** The line is cut before the commit is sent. */
        BEFORE("08006"),
        /** The line is cut before the answer is here. */
        AFTER("08006");

        private final String state;

        When(String state) {
            this.state = state;
        }
    }

    private final AtomicInteger commits = new AtomicInteger();
    private volatile @Nullable When when;
    private volatile int every = Integer.MAX_VALUE;

    /** Has one commit of so many fail from now on. */
    void fail(When moment, int oneOf) {
        commits.set(0);
        when = moment;
        every = oneOf;
    }

    void stop() {
        every = Integer.MAX_VALUE;
    }

    /** Returns how many commits were asked for since it was last told what to do. */
    int commits() {
        return commits.get();
    }

    /** Returns a data source that does what the given one does, but for the commits. */
    DataSource over(DataSource source) {
        return proxy(DataSource.class, source);
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                FailingCommits.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    boolean commit = method.getName().equals("commit");
                    When moment = commit && commits.incrementAndGet() % every == 0 ? when : null;
                    if (moment == When.UNDONE || moment == When.BEFORE) {
                        throw failure(moment);
                    }
                    Object answer;
                    try {
                        answer = method.invoke(target, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                    if (moment == When.AFTER) {
                        throw failure(moment);
                    }
                    return answer instanceof Connection connection ? proxy(Connection.class, connection) : answer;
                }));
    }

    private static SQLException failure(When moment) {
        return new SQLException("A test's own failure", moment.state);
    }
}
