package org.loyalty4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class BenchmarkCommandTest {

    @Test
    void every_benchmark_runs() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        int exit = Main.run(new PrintStream(printed, true, UTF_8), System.err, "benchmark", "--small");

        assertThat(exit).isZero();
        assertThat(printed.toString(UTF_8))
                .contains("oneTill, sales/s", "twoTills, sales/s", "twoTillsOneCustomer, sales/s", "balance, reads/s")
                .contains("bytes of heap");
    }
}
