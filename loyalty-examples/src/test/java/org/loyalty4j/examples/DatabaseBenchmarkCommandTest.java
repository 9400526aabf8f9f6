package org.loyalty4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Only proves that it runs, unless {@code loyalty.benchmark.db} holds options for a run that measures. */
class DatabaseBenchmarkCommandTest {

    private static final String OPTIONS = System.getProperty("loyalty.benchmark.db", "--small");

    @Test
    void every_contender_writes_the_same_rows_and_every_part_runs() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("max_connections", "200")
                .start()) {
            List<String> arguments = new ArrayList<>(List.of(
                    "benchmark-db", "--url", "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres"));
            arguments.addAll(Arrays.asList(OPTIONS.split(" ")));

            int exit = Main.run(
                    new PrintStream(OPTIONS.equals("--small") ? printed : System.out, true, UTF_8),
                    System.err,
                    arguments.toArray(String[]::new));

            assertThat(exit).isZero();
        }
        if (OPTIONS.equals("--small")) {
            assertThat(printed.toString(UTF_8))
                    .contains("fsync on", "synchronous_commit on", "bench_shop: ", "all adds up")
                    .contains("sale, 64 threads, one account: grouped / (b) shop")
                    .contains("shown balance / read by primary key", "import of 1,000 sales", "expiry of 1,000 lots")
                    .contains("intake of 1,000 events", "first page of 50", "card of that customer");
        }
    }
}
