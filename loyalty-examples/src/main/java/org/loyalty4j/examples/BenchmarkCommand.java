package org.loyalty4j.examples;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.loyalty4j.examples.bench.Benchmarks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the library. */
@Command(name = "benchmark", description = "Measures sales and balance reads a second, and bytes of heap a customer.")
final class BenchmarkCommand implements Callable<Integer> {

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    @SuppressWarnings("unused") // Picocli looks at the annotation.
    private boolean help;

    @Option(names = "--small", description = "Only show that the benchmarks run; the figures mean nothing.")
    private boolean small;

    private final PrintStream out;

    BenchmarkCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        Benchmarks.run(new PrintWriter(out, true, StandardCharsets.UTF_8), small);
        return 0;
    }
}
