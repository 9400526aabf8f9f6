package org.loyalty4j.examples.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Batches of sales of three lines on a fresh store, the hash chain on: each thread records its share of a fixed batch.
 * A run's score is the time of the batch; {@link Benchmarks} turns it into sales a second. A fixed batch, because a store
 * that has taken more sales in a longer run is another store.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms17g", "-Xmx17g", "-Xmn13g", "-XX:+UseParallelGC", "-XX:+AlwaysPreTouch"})
@State(Scope.Benchmark)
public class SaleBenchmark {

    /** The sales of one batch, over all threads. */
    @Param("1000000")
    public int batch;

    /** The customers of the store, each bought from with equal chance. */
    @Param("1000000")
    public int customers;

    private final AtomicInteger rounds = new AtomicInteger();
    private BusyShop shop = new BusyShop(1);
    private String round = "";

    /** Opens a fresh store. */
    @Setup(Level.Iteration)
    public void open() {
        shop = new BusyShop(1);
        shop = new BusyShop(customers);
        round = "till-" + rounds.incrementAndGet() + "/";
        // What the enrollments left behind is not the sales' to clear away.
        System.gc();
    }

    /** One till, customers at random. */
    @Benchmark
    @Threads(1)
    public void oneTill(ThreadParams thread) {
        sell(thread);
    }

    /** Two tills, customers at random. */
    @Benchmark
    @Threads(2)
    public void twoTills(ThreadParams thread) {
        sell(thread);
    }

    /** Two tills, one and the same customer. */
    @Benchmark
    @Threads(2)
    public void twoTillsOneCustomer(ThreadParams thread) {
        int sales = batch / thread.getThreadCount();
        for (int i = 0; i < sales; i++) {
            shop.sell(shop.customer(0), round + thread.getThreadIndex() + "-" + i);
        }
    }

    private void sell(ThreadParams thread) {
        long random = 0x9E37_79B9_7F4A_7C15L * (thread.getThreadIndex() + 1);
        int sales = batch / thread.getThreadCount();
        for (int i = 0; i < sales; i++) {
            // Knuth's MMIX generator: the same customers in every run, none of its cost in the figures.
            random = random * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
            int customer = (int) ((random >>> 33) % shop.size());
            shop.sell(shop.customer(customer), round + thread.getThreadIndex() + "-" + i);
        }
    }
}
