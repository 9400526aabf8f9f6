package org.loyalty4j.examples;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.examples.bench.db.DatabaseBenchmark;
import org.loyalty4j.examples.bench.db.Options;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the library over PostgreSQL. */
@Command(
        name = "benchmark-db",
        description = "Measures sales, redemptions, an import and an expiry over PostgreSQL, side by side with"
                + " hand-written JDBC and with what a shop would write.")
final class DatabaseBenchmarkCommand implements Callable<Integer> {

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    @SuppressWarnings("unused") // Picocli looks at the annotation.
    private boolean help;

    @Option(
            names = "--url",
            required = true,
            description =
                    "A server of its own, as jdbc:postgresql://HOST:PORT/DATABASE. Schemas bench_... are made anew.")
    private String url = "";

    @Option(names = "--user", defaultValue = "postgres", description = "A superuser.")
    private String user = "";

    @Option(names = "--password", description = "Of that user.")
    private @Nullable String password;

    @Option(names = "--part", split = ",", description = "Any of speed, balance, import, expiry; default all.")
    private Set<Options.Part> parts = EnumSet.allOf(Options.Part.class);

    @Option(names = "--accounts", defaultValue = "1000000", description = "How many accounts each contender has.")
    private int accounts;

    @Option(names = "--rounds", defaultValue = "5", description = "How often each figure is taken.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "1.5", description = "How long a round is.")
    private double seconds;

    @Option(names = "--warm-up", defaultValue = "20", description = "Seconds for each contender before.")
    private double warmUp;

    @Option(names = "--sales", defaultValue = "1000000", description = "How many sales are imported.")
    private int sales;

    @Option(names = "--due", defaultValue = "1000000", description = "How many lots expire.")
    private int due;

    @Option(names = "--small", description = "Only show that it runs; the figures mean nothing.")
    private boolean small;

    private final PrintStream out;

    DatabaseBenchmarkCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        Options options = small
                ? new Options(parts, 2_000, 1, 100, 0, 1_000, 1_000)
                : new Options(
                        parts, accounts, rounds, Math.round(seconds * 1000), Math.round(warmUp * 1000), sales, due);
        DatabaseBenchmark.run(url, user, password, options, new PrintWriter(out, true, StandardCharsets.UTF_8));
        return 0;
    }
}
