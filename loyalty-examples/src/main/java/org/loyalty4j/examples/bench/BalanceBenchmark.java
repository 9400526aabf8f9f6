package org.loyalty4j.examples.bench;

import java.util.concurrent.TimeUnit;
import org.loyalty4j.points.Balance;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Balances read by two threads, over ten thousand customers with ten sales each. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Threads(2)
@State(Scope.Benchmark)
public class BalanceBenchmark {

    private static final int CUSTOMERS = 10_000;

    private BusyShop shop = new BusyShop(1);

    /** Which customer a thread asks for next. */
    @State(Scope.Thread)
    public static class Next {
        private int customer;
    }

    /** Opens the store and sells. */
    @Setup
    public void open() {
        shop = new BusyShop(CUSTOMERS);
        for (int i = 0; i < CUSTOMERS * 10; i++) {
            shop.sellOne(shop.customer(i % CUSTOMERS), "till-1/" + i);
        }
    }

    /** Asks for one balance. */
    @Benchmark
    public Balance balance(Next next) {
        next.customer = (next.customer + 1) % CUSTOMERS;
        return shop.loyalty().accounts().balance(shop.customer(next.customer));
    }
}
