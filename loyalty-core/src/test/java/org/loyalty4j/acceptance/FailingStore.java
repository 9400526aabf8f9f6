package org.loyalty4j.acceptance;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/**
 * Passes everything on to a store, and fails once: at the n-th of all calls that reach the store, whichever it is. To
 * begin and to end a transaction are calls, too. Used by one thread.
 */
final class FailingStore implements LoyaltyStore {

    /** Where a call fails. */
    enum Place {
        /** Before the store did it. */
        BEFORE,
        /** When the store has done it; the answer is lost. */
        AFTER
    }

    private final LoyaltyStore store;
    private int left;
    private Place place = Place.BEFORE;
    private RuntimeException failure = new IllegalStateException("Nothing was to fail");

    FailingStore(LoyaltyStore store) {
        this.store = store;
    }

    /** Fails at a call that is to come: 1 for the next. */
    void failAt(int call, Place where, RuntimeException with) {
        left = call;
        place = where;
        failure = with;
    }

    /** Fails no more, and says whether it has failed. */
    boolean hasFailed() {
        boolean failed = left <= 0;
        left = 0;
        return failed;
    }

    private boolean isNext() {
        if (left <= 0) {
            return false;
        }
        left--;
        return left == 0;
    }

    private interface Call<R> {
        R make() throws Throwable;
    }

    private <R> R through(Call<R> call) throws Throwable {
        boolean fails = isNext();
        if (fails && place == Place.BEFORE) {
            throw failure;
        }
        R answer = call.make();
        if (fails) {
            throw failure;
        }
        return answer;
    }

    private void pass() {
        if (isNext()) {
            throw failure;
        }
    }

    @Override
    public <R> R inTransaction(Function<StoreTransaction, R> work) {
        pass();
        boolean[] ending = new boolean[1];
        R answer = store.inTransaction(tx -> {
            R made = work.apply(watched(StoreTransaction.class, tx));
            ending[0] = isNext();
            if (ending[0] && place == Place.BEFORE) {
                throw failure;
            }
            return made;
        });
        if (ending[0]) {
            throw failure;
        }
        return answer;
    }

    @Override
    public <R> R reading(Function<StoreReader, R> work) {
        pass();
        return store.reading(reader -> work.apply(watched(StoreReader.class, reader)));
    }

    private <T> T watched(Class<T> type, Object below) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            Class<?> answered = method.getReturnType();
            if (answered.isInterface() && answered.getPackage().equals(LoyaltyStore.class.getPackage())) {
                return watched(answered, method.invoke(below, arguments));
            }
            return through(() -> {
                try {
                    return method.invoke(below, arguments);
                } catch (InvocationTargetException thrown) {
                    throw thrown.getCause();
                }
            });
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
