package org.loyalty4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Runs work of several threads that begin at one moment. */
public final class Together {

    private static final long LIMIT_SECONDS = 60;

    private Together() {}

    /**
     * Runs one piece of work on each of several threads, which wait for each other before they begin.
     *
     * @param threads how many
     * @param work gives the work of thread 0, 1, 2 …
     * @return what each returned, in the order of the threads
     * @throws AssertionError if a piece of work threw, or did not end within a minute
     */
    public static <R> List<R> run(int threads, IntFunction<Callable<R>> work) {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<R>> futures = new ArrayList<>(threads);
            for (int i = 0; i < threads; i++) {
                Callable<R> piece = work.apply(i);
                futures.add(pool.submit(() -> {
                    start.await(LIMIT_SECONDS, TimeUnit.SECONDS);
                    return piece.call();
                }));
            }
            List<R> results = new ArrayList<>(threads);
            for (Future<R> future : futures) {
                results.add(resultOf(future));
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    /** Runs a piece of work on another thread to its end. */
    static void elsewhere(Runnable work) {
        run(1, thread -> Executors.callable(work, true));
    }

    /** Waits for a latch; fails when it does not open within a minute. */
    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("What was waited for did not happen within a minute");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The wait was interrupted", interrupted);
        }
    }

    /** Says whether a latch opens within a moment. */
    static boolean opensSoon(CountDownLatch latch) {
        try {
            return latch.await(250, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The wait was interrupted", interrupted);
        }
    }

    private static <R> R resultOf(Future<R> future) {
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof BrokenBarrierException
                    ? new AssertionError("Another thread did not begin", failed.getCause())
                    : new AssertionError("A thread failed: " + failed.getCause(), failed.getCause());
        } catch (TimeoutException slow) {
            throw new AssertionError("A thread did not end within a minute", slow);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The wait was interrupted", interrupted);
        }
    }
}
