package org.loyalty4j;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Callers with threads of their own, of whom the test knows who waits for whom. Used by one thread. */
final class Callers implements AutoCloseable {

    private static final long LIMIT_SECONDS = 60;

    /** One call, and what came of it. */
    static final class Call<R> {
        private final Thread thread;
        private volatile @Nullable R answer;
        private volatile @Nullable Throwable failure;
        private volatile boolean interrupted;

        private Call(Callable<R> work) {
            this.thread = new Thread(() -> {
                try {
                    answer = work.call();
                } catch (Throwable thrown) {
                    failure = thrown;
                }
                interrupted = Thread.currentThread().isInterrupted();
            });
        }

        void interrupt() {
            thread.interrupt();
        }

        /** Waits for the end, and returns the answer. */
        R answer() {
            ended();
            R given = answer;
            if (given == null) {
                throw new AssertionError("The call failed", failure);
            }
            return given;
        }

        /** Waits for the end, and returns what was thrown. */
        Throwable failure() {
            ended();
            Throwable thrown = failure;
            if (thrown == null) {
                throw new AssertionError("The call was answered: " + answer);
            }
            return thrown;
        }

        /** Waits for the end, and says whether the caller's flag was still set. */
        boolean interrupted() {
            ended();
            return interrupted;
        }

        private void ended() {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
            } catch (InterruptedException stopped) {
                throw new AssertionError("The wait was interrupted", stopped);
            }
            if (thread.isAlive()) {
                throw new AssertionError("The call did not end within a minute");
            }
        }
    }

    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Call<?>> calls = new ArrayList<>();

    /** Blocks whoever comes until the gate is opened. */
    void passGate() {
        boolean interrupted = false;
        while (true) {
            try {
                if (!gate.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("The gate was not opened within a minute");
                }
                break;
            } catch (InterruptedException stopped) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void openGate() {
        gate.countDown();
    }

    /** Starts a call. */
    <R> Call<R> start(Callable<R> work) {
        Call<R> call = new Call<>(work);
        calls.add(call);
        call.thread.start();
        return call;
    }

    /** Starts a call, and returns once it waits for a caller who leads. */
    <R> Call<R> startWaiting(Callable<R> work) {
        Call<R> call = start(work);
        untilBlockedBy(call, GroupCommit.class);
        return call;
    }

    /** Starts a call, and returns once it has come to the gate. */
    <R> Call<R> startToGate(Callable<R> work) {
        Call<R> call = start(work);
        untilAtGate(call);
        return call;
    }

    /** Returns once a call has come to the gate. */
    void untilAtGate(Call<?> call) {
        untilBlockedBy(call, java.util.concurrent.locks.AbstractQueuedSynchronizer.class);
    }

    private static void untilBlockedBy(Call<?> call, Class<?> kind) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!kind.isInstance(LockSupport.getBlocker(call.thread))) {
            if (System.nanoTime() > end || !call.thread.isAlive()) {
                throw new AssertionError("The caller does not wait: " + call.answer, call.failure);
            }
            Thread.onSpinWait();
        }
    }

    /** Lets everybody through and waits for the end of all. */
    @Override
    public void close() {
        openGate();
        calls.forEach(Call::ended);
    }
}
