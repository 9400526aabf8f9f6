package org.loyalty4j.examples.bench.db;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is done how: one cell of the table for each contender.
 *
 * @param work what is done
 * @param threads by how many at once
 * @param customers with how many customers at random; 1 is the hot account
 * @param slow whether over the slow line
 */
record Cell(Work work, int threads, int customers, boolean slow) {

    private static final AtomicLong KEYS = new AtomicLong();

    /** One kind of command. */
    enum Work {
        /** A sale of three lines. */
        SALE {
            @Override
            void on(Contender contender, int customer, String key) {
                contender.sell(customer, key);
            }
        },
        /** A redemption. */
        REDEEM {
            @Override
            void on(Contender contender, int customer, String key) {
                contender.redeem(customer, key);
            }
        };

        abstract void on(Contender contender, int customer, String key);
    }

    /**
     * What came of one round.
     *
     * @param perSecond commands a second
     * @param p50 nanoseconds that half of them took at most
     * @param p99 nanoseconds that 99 of 100 took at most
     * @param repeats how often a command lost a race and was begun again
     * @param failed how many commands failed
     */
    record Measured(double perSecond, long p50, long p99, long repeats, long failed) {}

    String label() {
        return work.name().toLowerCase(java.util.Locale.ROOT) + ", " + threads + (threads == 1 ? " thread" : " threads")
                + (customers == 1 ? ", one account" : "") + (slow ? ", +0.5 ms" : "");
    }

    /** Runs one round. */
    Measured run(Contender contender, long nanos) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong failed = new AtomicLong();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<long[]>> runs = new ArrayList<>();
        long repeatsBefore = contender.repeats();
        long start = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            runs.add(pool.submit(() -> loop(contender, start + nanos, over, failed)));
        }
        pool.shutdown();
        long[] all = new long[0];
        for (Future<long[]> run : runs) {
            try {
                long[] more = run.get();
                int before = all.length;
                all = Arrays.copyOf(all, before + more.length);
                System.arraycopy(more, 0, all, before, more.length);
            } catch (ExecutionException broken) {
                throw new IllegalStateException("A thread of the benchmark broke", broken);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(all);
        return new Measured(
                all.length / seconds, at(all, 0.5), at(all, 0.99), contender.repeats() - repeatsBefore, failed.get());
    }

    private static long at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))];
    }

    private long[] loop(Contender contender, long end, AtomicBoolean over, AtomicLong failed) {
        long[] times = new long[1024];
        int count = 0;
        long begun = System.nanoTime();
        while (begun < end && !over.get()) {
            String key = "b-" + KEYS.incrementAndGet();
            try {
                // The first customer has an account of its own kind: it is the hot one.
                int customer =
                        customers == 1 ? 0 : 1 + ThreadLocalRandom.current().nextInt(customers - 1);
                work.on(contender, customer, key);
                long now = System.nanoTime();
                if (count == times.length) {
                    times = Arrays.copyOf(times, count * 2);
                }
                times[count++] = now - begun;
            } catch (RuntimeException failure) {
                if (failed.incrementAndGet() == 1) {
                    failure.printStackTrace();
                }
            }
            begun = System.nanoTime();
        }
        return Arrays.copyOf(times, count);
    }
}
