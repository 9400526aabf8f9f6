package org.loyalty4j.jpa;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test its databases and closes them after it, and whatever else it is asked to close, last opened first:
 *
 * <pre>{@code
 * @RegisterExtension
 * final TestDatabases databases = new TestDatabases();
 * }</pre>
 */
final class TestDatabases implements AfterEachCallback {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Returns a new, empty database. */
    FreshDatabase fresh(TestDatabase kind) {
        return closing(kind.fresh());
    }

    /** Closes something after the test, even when the test fails. */
    synchronized <T extends AutoCloseable> T closing(T thing) {
        open.push(thing);
        return thing;
    }

    @Override
    public synchronized void afterEach(ExtensionContext context) throws Exception {
        Throwable first = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception | AssertionError failed) {
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first instanceof Exception exception) {
            throw exception;
        }
        if (first instanceof AssertionError error) {
            throw error;
        }
    }
}
