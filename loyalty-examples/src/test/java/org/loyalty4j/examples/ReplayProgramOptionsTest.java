package org.loyalty4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the owner of a shop sees who tries another program. */
class ReplayProgramOptionsTest {

    private static final String DOUBLE = ProgramForm.builtIn()
            .replace("Built-in program", "Twice as much")
            .replace("\"points\": 2,", "\"points\": 4,");
    private static final String SMALL = "customer,date,amount\nanna,1999-01-01,10.00\nben,1999-02-01,7.00\n";

    @TempDir
    private Path folder = Path.of("");

    /** All that a run tells. */
    private record Told(String out, String json, String page) {}

    @ParameterizedTest
    @ValueSource(strings = {"", "--redeem 200", "--as-of 1997-12-31", "--as-of 2001-02-28"})
    void the_form_of_the_built_in_program_gives_the_same_report_to_the_byte(String options) throws ReplayException {
        String some = ReplayStoresTest.someOfTheSample();

        assertThat(told(some, options, "--base", file("program.json", ProgramForm.builtIn())))
                .isEqualTo(told(some, options));
    }

    @Test
    void the_whole_sample_is_the_same_to_the_byte_as_well() throws ReplayException {
        String sample = InputFile.sample().text();

        assertThat(told(sample, "", "--base", file("program.json", ProgramForm.builtIn())))
                .isEqualTo(told(sample, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/Sao_Paulo", "Pacific/Apia", "Pacific/Kiritimati", "Europe/Berlin"})
    void a_day_is_a_day_wherever_the_program_is_at_home(String zone) throws ReplayException {
        String some = ReplayStoresTest.someOfTheSample();
        String there = ProgramForm.builtIn().replace("UTC", zone);

        assertThat(told(some, "", "--base", file("there.json", there))).isEqualTo(told(some, ""));
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void the_sample_under_twice_the_points_is_told_beside_it() {
        CommandRun alone = CommandRun.of();
        CommandRun run = CommandRun.of("--program", file("double.json", DOUBLE));

        assertThat(run.exitCode()).as(run.complaints()).isZero();
        assertThat(run.out()).startsWith(alone.out());
        String beside = run.out().substring(alone.out().length()).replaceAll(" +", " ");
        assertThat(beside)
                .contains("Another program on the same purchases, in memory")
                .contains(" Today: Built-in program", " Tried: Twice as much")
                .contains(" Points outstanding 264,942 ")
                .contains(" Green 1,913 1,913 0", " Green -> Green 1,913", " Gold -> Gold 138")
                .contains(" Losers 0 0", "Audit of the tried program: clean")
                .doesNotContain("Most to lose");
    }

    @Test
    void the_tried_program_is_in_the_json_and_on_the_page() throws Exception {
        String program = file("double.json", DOUBLE);
        Told told = told(SMALL, "", "--program", program);

        assertThat(told.json().replaceAll("\\s+", " "))
                .contains(
                        "\"top\": [[\"anna\", 20], [\"ben\", 14]], \"comparison\": { \"today\": {\"program\": \"Built-in program\","
                                + " \"issued\": 34, \"spent\": 0, \"expired\": 0, \"outstanding\": 34, \"liability\": null,"
                                + " \"cost\": null, \"tiers\": {\"Green\": 2, \"Silver\": 0, \"Gold\": 0}},"
                                + " \"tried\": {\"program\": \"Twice as much\", \"issued\": 68, \"spent\": 0, \"expired\": 0,"
                                + " \"outstanding\": 68, \"liability\": 0.68, \"cost\": 0.68,"
                                + " \"tiers\": {\"Green\": 2, \"Silver\": 0, \"Gold\": 0}},"
                                + " \"moves\": [[\"Green\", \"Green\", 2]], \"gainsIn\": \"points\","
                                + " \"winners\": {\"customers\": 2, \"together\": 34, \"most\": [[\"anna\", 20], [\"ben\", 14]]},"
                                + " \"losers\": {\"customers\": 0, \"together\": 0, \"most\": []}, \"same\": 0 } }");
        ReportPage page = ReportPage.of(told.page());
        assertThat(page.rows("costs", "tbody"))
                .containsExactly(
                        "Points issued | 34 | 68 | +34",
                        "Points spent | 0 | 0 | 0",
                        "Points expired | 0 | 0 | 0",
                        "Points outstanding | 34 | 68 | +34",
                        "Liability in money | – | $0.68 | –",
                        "Cost in money | – | $0.68 | –");
        assertThat(page.rows("moves", "tbody"))
                .containsExactly("Green | 2 | 2 | 0", "Silver | 0 | 0 | 0", "Gold | 0 | 0 | 0");
        assertThat(page.rows("winners", "tbody")).containsExactly("anna | 20 | 40 | +20", "ben | 14 | 28 | +14");
        assertThat(page.rows("winners", "tfoot")).containsExactly("All 2 |  |  | +34");
        assertThat(page.rows("losers", "tbody")).containsExactly("Nothing yet");
        assertThat(page.all("//section[@class='card']")).hasSize(10);
        assertThat(told.page()).doesNotContain("http://", "https://", "<script");
    }

    @Test
    void in_a_store_the_tried_program_leaves_nothing() {
        String[] store = StoreKind.FILE.fresh(folder).toArray(String[]::new);
        String program = file("double.json", DOUBLE);

        CommandRun first = CommandRun.of(folder, SMALL, store);
        CommandRun beside = CommandRun.of(folder, SMALL, and(store, "--program", program));
        CommandRun after = CommandRun.of(folder, SMALL, store);
        CommandRun inMemory = CommandRun.of(folder, SMALL, "--program", program);

        assertThat(first.exitCode()).as(first.complaints()).isZero();
        assertThat(beside.exitCode()).as(beside.complaints()).isZero();
        assertThat(beside.out()).isEqualTo(inMemory.out()).startsWith(first.out());
        assertThat(beside.json()).isEqualTo(inMemory.json());
        assertThat(after.out()).isEqualTo(first.out());
        assertThat(after.json()).isEqualTo(first.json());
        CommandRun other = CommandRun.of(folder, SMALL, and(store, "--base", program));
        assertThat(other.exitCode()).isEqualTo(Main.USAGE);
        assertThat(other.complaints())
                .contains("The store holds a replay of this file under another program than \"Twice as much\"");
    }

    @Test
    void the_figures_are_the_same_in_any_locale_and_zone() {
        String[] options = {"--program", file("double.json", DOUBLE), "--redeem", "20"};
        Told here = told(SMALL + "anna,1999-03-01,200.00\n", "", options);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String tag : List.of("tr", "ar-EG-u-nu-arab")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                for (String id : List.of("America/Sao_Paulo", "Pacific/Apia")) {
                    TimeZone.setDefault(TimeZone.getTimeZone(id));
                    assertThat(told(SMALL + "anna,1999-03-01,200.00\n", "", options))
                            .as("%s, %s", tag, id)
                            .isEqualTo(here);
                }
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void the_mistakes_of_both_files_are_told_and_nothing_is_recorded() {
        CommandRun run = CommandRun.of(
                folder,
                SMALL,
                "--base",
                file("base.json", "{\"currency\": \"EUR\"}"),
                "--program",
                file("tried.json", "{\"currency\": \"EUR\", \"rules\": [{}]}"));

        assertThat(run.exitCode()).isEqualTo(Main.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.json()).isEmpty();
        assertThat(run.complaints().lines())
                .hasSize(5)
                .anyMatch(line -> line.startsWith("base.json: line 1, column 1, rules: this is missing"))
                .anyMatch(line -> line.startsWith("tried.json: line 1, column 31, rules[0].kind: this is missing"))
                .endsWith("Nothing was recorded.");
    }

    @Test
    void programs_of_two_currencies_are_not_compared() {
        String euros = file("euros.json", DOUBLE.replace("USD", "EUR"));
        CommandRun run = CommandRun.of(folder, SMALL, "--program", euros);

        assertThat(run.exitCode()).isEqualTo(Main.USAGE);
        assertThat(run.complaints())
                .contains(
                        "The program of today counts USD and the one to try EUR",
                        "Give the program of today with --base");
        Told told = told(SMALL, "", "--base", euros);
        assertThat(told.page()).contains("EUR 17.00").doesNotContain("$");
        assertThat(told.json()).contains("\"outstanding\": 68,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"decimals\": 2", "JPY"})
    void what_a_replay_cannot_show_is_refused(String what) {
        String form =
                what.equals("JPY") ? "{\"currency\": \"JPY\", \"rules\": []}" : DOUBLE.replace("\"decimals\": 0", what);
        CommandRun run = CommandRun.of(folder, SMALL, "--base", file("odd.json", form));

        assertThat(run.exitCode()).isEqualTo(Main.USAGE);
        assertThat(run.complaints()).startsWith("--base: ").contains("Nothing was recorded.");
    }

    @Test
    void points_that_never_go_are_owed_for_ever() throws Exception {
        String stays = file(
                "stays.json",
                "{\"currency\": \"USD\", \"rules\": [{\"code\": \"base\","
                        + " \"kind\": \"per step\", \"points\": 1, \"per\": 1}]}");
        Told told = told(SMALL, "--as-of 2010-01-01", "--base", stays);

        assertThat(told.json()).contains("\"outstanding\": 17,", "\"byExpiry\": {},", "\"tiers\": {\"member\": 2},");
        assertThat(told.out().replaceAll(" +", " ")).contains(" never 17");
        assertThat(ReportPage.of(told.page()).rows("owed", "tbody")).containsExactly("Never |  | 17");
        assertThat(told.page()).contains("You owe your customers 17 points; points do not expire.");
    }

    @Test
    void more_points_than_can_be_counted_are_refused_in_words() {
        String generous = DOUBLE.replace("\"points\": 4, \"per\": 1.00", "\"points\": 1000000, \"per\": 0.01");
        assertThat(generous).isNotEqualTo(DOUBLE);
        String row = "customer,date,amount\nanna,1999-01-01,999999999999999.99\n";
        CommandRun run = CommandRun.of(folder, row, "--program", file("generous.json", generous));

        assertThat(run.exitCode()).isEqualTo(Main.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.complaints())
                .contains("The program \"Twice as much\" cannot settle these purchases: ")
                .doesNotContain("\tat ");
    }

    @Test
    void a_rule_about_articles_is_told_to_earn_nothing_here() {
        String toys = DOUBLE.replace("\"per\": 1.00", "\"per\": 1.00, \"lines\": {\"only\": {\"brands\": [\"Brio\"]}}");
        assertThat(toys).isNotEqualTo(DOUBLE);
        CommandRun run = CommandRun.of(folder, SMALL, "--program", file("toys.json", toys));

        assertThat(run.exitCode()).as(run.complaints()).isZero();
        assertThat(run.complaints())
                .contains("Note: the rule \"base\" of \"Twice as much\" is about certain articles;");
        assertThat(run.json()).contains("\"issued\": 0,");
    }

    @Test
    void a_program_is_never_overwritten() throws IOException {
        String program = file("double.json", DOUBLE);
        CommandRun run = CommandRun.of(folder, SMALL, "--program", program, "--report", program);

        assertThat(run.exitCode()).isEqualTo(Main.USAGE);
        assertThat(run.complaints()).contains("it is the input");
        assertThat(Files.readString(Path.of(program))).isEqualTo(DOUBLE);
    }

    @Test
    void a_program_that_is_not_there_is_told() {
        CommandRun run = CommandRun.of(
                folder, SMALL, "--program", folder.resolve("none.json").toString());

        assertThat(run.exitCode()).isEqualTo(Main.USAGE);
        assertThat(run.complaints()).contains("none.json: there is no such file or directory");
        assertThat(CommandRun.of(folder, SMALL, "--program", folder.toString()).complaints())
                .contains("it is a directory");
    }

    @Test
    void the_built_in_program_can_be_had_to_start_from() {
        CommandRun run = CommandRun.of("--show-program");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(ProgramForm.builtIn());
    }

    private Told told(String content, String options, String... more) {
        Path page = folder.resolve("report.html");
        List<String> all = new ArrayList<>(List.of(more));
        if (!options.isEmpty()) {
            all.addAll(List.of(options.split(" ", -1)));
        }
        all.addAll(List.of("--report", page.toString()));
        boolean plain = content.startsWith("customer,");
        String[] arguments = all.toArray(String[]::new);
        CommandRun run = plain
                ? CommandRun.of(folder, content, arguments)
                : CommandRun.of(folder, content.getBytes(UTF_8), arguments);
        assertThat(run.exitCode()).as(run.complaints()).isZero();
        assertThat(run.out()).contains("Audit: clean");
        try {
            return new Told(run.out(), run.json(), Files.readString(page));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private String file(String name, String form) {
        try {
            return Files.writeString(folder.resolve(name), form).toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String[] and(String[] options, String... more) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
