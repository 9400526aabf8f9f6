package org.loyalty4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replay comes to the same report in every store, run once, again, or in steps. */
class ReplayStoresTest {

    private static final int CUSTOMERS = 80;
    private static final int FILES = 8;

    @TempDir
    Path folder;

    @Test
    void the_whole_sample_with_redemptions_is_the_same_in_a_file() throws ReplayException {
        String sample = InputFile.sample().text();

        assertThat(report(sample, StoreKind.FILE.fresh(folder), "--redeem", "200"))
                .isEqualTo(report(sample, List.of(), "--redeem", "200"));
    }

    @ParameterizedTest
    @EnumSource
    void some_customers_of_the_sample_are_the_same_in_every_store(StoreKind kind) throws ReplayException {
        String some = someOfTheSample();

        assertThat(report(some, kind.fresh(folder))).isEqualTo(report(some, List.of()));
    }

    @ParameterizedTest
    @EnumSource
    void redemptions_and_days_are_the_same_in_every_store_and_on_a_second_run(StoreKind kind) throws ReplayException {
        String some = someOfTheSample();
        List<String> store = kind.fresh(folder);
        List<List<String>> asked = List.of(
                List.of("--redeem", "150", "--as-of", "1997-09-30"),
                List.of("--redeem", "150"),
                List.of("--redeem", "150"),
                List.of("--redeem", "150", "--as-of", "1997-09-30"),
                List.of("--redeem", "150", "--as-of", "2001-02-28"));

        for (List<String> options : asked) {
            String[] more = options.toArray(String[]::new);
            List<String> told = report(some, store, more);
            List<String> fresh = report(some, List.of(), more);
            assertThat(told.subList(1, 3)).as("%s", options).isEqualTo(fresh.subList(1, 3));
            // The audit is of the whole store, which may have gone on to a later day before.
            assertThat(figures(told)).as("%s", options).isEqualTo(figures(fresh));
            assertThat(told.get(0)).contains("Audit: clean");
        }
    }

    @ParameterizedTest
    @EnumSource
    void random_files_are_the_same_in_every_store(StoreKind kind) {
        for (int seed = 1000; seed < 1000 + FILES; seed++) {
            RandomFile file = RandomFile.of(seed);
            String[] store = kind.fresh(folder).toArray(String[]::new);

            CommandRun run = CommandRun.of(folder, file.content(), file.options(store));

            assertThat(run.json())
                    .as("seed %d, %s, complaints %s", seed, file, run.complaints())
                    .isEqualTo(NaiveShop.json(file.bought(), file.asOf(), file.redeem()));
            assertThat(run.exitCode()).as("seed %d: %s", seed, run.out()).isZero();
        }
    }

    @Test
    void another_file_or_other_columns_are_refused_and_change_nothing() throws ReplayException {
        String first = "customer,date,amount,paid\nanna,1999-01-01,5.00,6.00\nben,1999-02-01,7.00,8.00\n";
        String longer = first + "anna,1999-03-01,9.00,10.00\n";
        String others = "customer,date,amount\nzoe,1999-01-01,5.00\n";
        String[] store = StoreKind.FILE.fresh(folder).toArray(String[]::new);
        CommandRun once = CommandRun.of(folder, first, store);

        for (String other : List.of(longer, others)) {
            CommandRun refused = CommandRun.of(folder, other, store);
            assertThat(refused.exitCode()).isEqualTo(Main.USAGE);
            assertThat(refused.complaints())
                    .contains("The store holds something else than a replay of this file; nothing was recorded.");
        }
        CommandRun paid = CommandRun.of(folder, first, and(store, "--amount", "paid"));
        assertThat(paid.exitCode()).isEqualTo(Main.USAGE);
        assertThat(paid.complaints()).contains("read from other columns");

        CommandRun again = CommandRun.of(folder, first, store);
        assertThat(once.exitCode()).isZero();
        assertThat(again.json()).isEqualTo(once.json());
        assertThat(again.out()).isEqualTo(once.out());
    }

    @Test
    void a_file_without_purchases_leaves_an_empty_store() {
        String[] store = StoreKind.FILE.fresh(folder).toArray(String[]::new);

        CommandRun none = CommandRun.of(folder, "customer,date,amount\n", store);
        CommandRun one = CommandRun.of(folder, "customer,date,amount\nanna,1999-01-01,5.00\n", store);

        assertThat(none.exitCode()).as(none.complaints()).isZero();
        assertThat(none.json()).isEqualTo(NaiveShop.json(List.of(), null, 0));
        assertThat(one.exitCode()).as(one.complaints()).isZero();
    }

    private static String figures(List<String> report) {
        String out = report.get(0);
        return out.substring(0, out.indexOf("Audit: "));
    }

    /** All that a run tells: what it printed, its figures and its page. */
    private List<String> report(String content, List<String> store, String... options) {
        Path page = folder.resolve("report.html");
        List<String> all = new ArrayList<>(store);
        all.addAll(List.of(options));
        all.addAll(List.of("--report", page.toString()));
        CommandRun run = CommandRun.of(folder, content.getBytes(UTF_8), all.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.complaints()).isZero();
        try {
            String html = Files.readString(page);
            Files.delete(page);
            return List.of(run.out(), run.json(), html);
        } catch (IOException missing) {
            throw new AssertionError("There is no report", missing);
        }
    }

    /** Returns the file of the first customers of the sample, with all their purchases. */
    static String someOfTheSample() throws ReplayException {
        String[] lines = InputFile.sample().text().split("\n", -1);
        int column = Arrays.asList(lines[0].strip().split(",", -1)).indexOf("master_id");
        Set<String> some = new LinkedHashSet<>();
        StringBuilder content = new StringBuilder(lines[0]).append('\n');
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            if (line.isBlank()) {
                continue;
            }
            String customer = line.split(",", -1)[column];
            if (some.contains(customer) || (some.size() < CUSTOMERS && some.add(customer))) {
                content.append(line).append('\n');
            }
        }
        return content.toString();
    }

    private static String[] and(String[] options, String... more) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
