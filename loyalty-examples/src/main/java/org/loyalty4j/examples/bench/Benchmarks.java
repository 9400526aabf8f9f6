package org.loyalty4j.examples.bench;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/** Runs the benchmarks and prints them as a shop would ask: how many a second, how many bytes a customer. */
public final class Benchmarks {

    private static final int CUSTOMERS_FOR_HEAP = 200_000;

    private Benchmarks() {}

    /**
     * Runs all of them.
     *
     * @param out where the figures go
     * @param small whether only to show that they run: small batches, one iteration, in this JVM
     * @throws RunnerException if one of them fails
     */
    public static void run(PrintWriter out, boolean small) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("org\\.loyalty4j\\.examples\\.bench\\.")
                .shouldFailOnError(true);
        if (small) {
            options.param("batch", "2000").param("customers", "500");
            options.warmupIterations(0)
                    .measurementIterations(1)
                    .forks(0)
                    .measurementTime(org.openjdk.jmh.runner.options.TimeValue.milliseconds(200));
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        out.printf(Locale.ROOT, "%n%-60s %15s %15s %15s%n", "", "median", "least", "most");
        for (RunResult result : results) {
            print(out, result);
        }
        long bytes = HeapMeasure.bytesPerCustomer(small ? 500 : CUSTOMERS_FOR_HEAP);
        out.printf(Locale.ROOT, "%-60s %,15d%n", "bytes of heap, a customer with 10 sales of 1 line", bytes);
        out.flush();
    }

    private static void print(PrintWriter out, RunResult result) {
        Statistics times = result.getPrimaryResult().getStatistics();
        String name = result.getParams().getBenchmark();
        String label = name.substring(name.indexOf("bench.") + "bench.".length());
        String batch = result.getParams().getParam("batch");
        if (batch == null) {
            row(out, label + ", reads/s", times.getPercentile(50), times.getMin(), times.getMax());
        } else {
            // The score is the milliseconds of a batch.
            double sales = Integer.parseInt(batch) * 1000.0;
            row(
                    out,
                    label + ", sales/s",
                    sales / times.getPercentile(50),
                    sales / times.getMax(),
                    sales / times.getMin());
        }
    }

    private static void row(PrintWriter out, String label, double median, double least, double most) {
        out.printf(Locale.ROOT, "%-60s %,15.0f %,15.0f %,15.0f%n", label, median, least, most);
    }
}
