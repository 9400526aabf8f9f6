package org.loyalty4j.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.loyalty4j.AuditReport;
import org.loyalty4j.store.InMemoryStore;

class ReplayCommandTest {

    private static final String HEADER = "customer,date,amount\n";
    private static final String GOOD = "anna,1997-01-18,29.99\n";

    private static final String NOTHING = """
            {
              "asOf": %s,
              "customers": 0,
              "purchases": 0,
              "spend": 0.00,
              "earned": 0,
              "redeemed": 0,
              "expired": 0,
              "outstanding": 0,
              "tiers": {"Green": 0, "Silver": 0, "Gold": 0},
              "byExpiry": {},
              "lapsed90": 0,
              "top": []
            }
            """;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "anna,1997-02-30,1.00 | date",
                "anna,1997-2-3,1.00 | date",
                "anna,1997-0203,1.00 | date",
                "anna,19970229,1.00 | date",
                "anna,1899-12-31,1.00 | date",
                "anna,2201-01-01,1.00 | date",
                "anna,１９９７-01-01,1.00 | date",
                "anna,,1.00 | date",
                "anna, 1997-01-01,1.00 | date",
                "anna,1997-01-01,1.005 | amount",
                "anna,1997-01-01,-1.00 | amount",
                "anna,1997-01-01,+1.00 | amount",
                "anna,1997-01-01,1. | amount",
                "anna,1997-01-01,.5 | amount",
                "anna,1997-01-01,1e3 | amount",
                "anna,1997-01-01,١ | amount",
                "anna,1997-01-01, | amount",
                "~anna,1997-01-01,\"1,000.00\"~ | amount",
                "anna,1997-01-01,1000000000000000.00 | amount",
                ",1997-01-01,1.00 | customer",
                "' \t',1997-01-01,1.00 | customer",
                "an\u0001na,1997-01-01,1.00 | customer",
                "anna,1997-01-01 | amount",
                "anna | date",
                "anna,1997-01-01,1.00,more | 4",
                "~\"anna\"x,1997-01-01,1.00~ | customer",
                "~anna,1997-01-01,\"1.00~ | amount",
            })
    void aBadLineIsNamedWithItsLineAndColumnAndNothingIsRecorded(String line, String column) {
        String bad = line.replace("' \t'", " \t");
        CommandRun run = CommandRun.of(folder, HEADER + GOOD + "\n" + bad + "\n" + GOOD);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.complaints())
                .contains("purchases.csv: line 4, column " + column + ": ")
                .doesNotContain("\tat ")
                .endsWith("Nothing was recorded." + System.lineSeparator());
        assertThat(run.json()).isEmpty();
        assertThat(run.out()).isEmpty();
    }

    @Test
    void keep_settles_the_lines_above_the_bad_one() {
        CommandRun run = CommandRun.of(folder, HEADER + GOOD + "ben,1997-01-01,x\n" + GOOD, "--on-error", "keep");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.complaints()).contains("line 3, column amount: \"x\" is not an amount");
        assertThat(run.json()).isEqualTo(NaiveShop.json(List.of(anna()), null, 0));
        assertThat(run.out()).contains("Audit: clean");
    }

    @Test
    void keep_with_a_bad_first_line_ends_with_nothing() {
        CommandRun run = CommandRun.of(folder, HEADER + "ben,1997-01-01,x\n" + GOOD, "--on-error", "KEEP");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.json()).isEqualTo(NOTHING.formatted("null"));
    }

    @Test
    void bytes_that_are_not_utf8_are_a_bad_line() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write((HEADER + GOOD).getBytes(UTF_8));
        content.write("zo\u00eb,1997-01-18,1.00\n".getBytes(ISO_8859_1));
        byte[] bytes = content.toByteArray();

        CommandRun stopped = CommandRun.of(folder, bytes, "--customer", "customer");
        CommandRun kept = CommandRun.of(folder, bytes, "--customer", "customer", "--on-error", "keep");

        assertThat(stopped.exitCode()).isEqualTo(2);
        assertThat(stopped.complaints()).contains("line 3, column customer: the bytes are not UTF-8");
        assertThat(stopped.json()).isEmpty();
        assertThat(kept.exitCode()).isEqualTo(2);
        assertThat(kept.json()).isEqualTo(NaiveShop.json(List.of(anna()), null, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\uFEFF"})
    void a_file_without_header_misses_its_column_on_line_one(String content) {
        CommandRun run = CommandRun.of(folder, content);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.complaints()).contains("line 1, column customer: the column is missing");
        assertThat(run.json()).isEmpty();
    }

    @Test
    void a_missing_column_is_named() {
        CommandRun run = CommandRun.of(folder, "customer,day,amount\n" + GOOD, "--on-error", "keep");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.complaints()).contains("line 1, column date: the column is missing");
    }

    @Test
    void a_column_named_twice_is_refused() {
        CommandRun run = CommandRun.of(folder, "customer,date,amount,amount\nanna,1997-01-18,1.00,2.00\n");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.complaints()).contains("line 1, column amount: ");
    }

    @Test
    void a_header_alone_comes_to_nothing() {
        assertThat(CommandRun.of(folder, HEADER).json()).isEqualTo(NOTHING.formatted("null"));
        CommandRun asOf = CommandRun.of(folder, HEADER.strip(), "--as-of", "19990101");
        assertThat(asOf.json()).isEqualTo(NOTHING.formatted("\"1999-01-01\""));
        assertThat(asOf.exitCode()).isZero();
        assertThat(asOf.out()).contains("Gold", "Audit: clean");
    }

    @Test
    void a_day_before_the_first_purchase_comes_to_nothing() {
        CommandRun run = CommandRun.of(folder, HEADER + GOOD, "--as-of", "1997-01-17");

        assertThat(run.json()).isEqualTo(NOTHING.formatted("\"1997-01-17\""));
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void amounts_and_days_at_their_limits_are_counted() {
        CommandRun run = CommandRun.of(
                folder,
                HEADER + "anna,1900-01-01,999999999999999.99\nben,22001231,00000000000000000000001.5\n",
                "--redeem",
                "9223372036854775807");

        assertThat(run.exitCode()).as(run.complaints()).isZero();
        assertThat(run.json())
                .contains(
                        "\"earned\": 2000000000000000,",
                        "\"expired\": 1999999999999998,",
                        "\"spend\": 1000000000000001.49,");
    }

    @Test
    void more_money_than_an_account_can_count_is_a_bad_line() {
        CommandRun run = CommandRun.of(
                folder, HEADER + "anna,1997-01-01,999999999999999.99\nanna,1997-01-01,0.00\nanna,1997-01-01,0.01\n");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.complaints()).contains("line 4, column amount: ");
    }

    @Test
    void an_id_of_a_hundred_characters_is_the_longest() {
        String longest = "\uD83D\uDE00".repeat(100);
        assertThat(CommandRun.of(folder, HEADER + longest + ",1997-01-01,1\n").json())
                .contains("[\"" + longest + "\", 2]");
        CommandRun run = CommandRun.of(folder, HEADER + longest + "x,1997-01-01,1\n");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.complaints()).contains("line 2, column customer: ");
    }

    @Test
    void what_json_must_escape_is_escaped() {
        CommandRun run = CommandRun.of(folder, HEADER + "\"a\"\"b\\c\",1997-01-01,1.00\n");

        assertThat(run.json()).contains("\"top\": [[\"a\\\"b\\\\c\", 2]]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--redeem 0",
                "--redeem -5",
                "--redeem x",
                "--redeem 1.5",
                "--redeem 99999999999999999999",
                "--redeem",
                "--as-of 1997-02-29",
                "--as-of tomorrow",
                "--on-error ignore",
                "--unknown",
                "surplus",
                "--input no-such-file.csv",
                "--input .",
                "--json no-such-folder/figures.json",
                "--report ."
            })
    void aWrongOptionIsExplainedInWords(String options) {
        CommandRun run = CommandRun.of(options.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.complaints()).isNotBlank().doesNotContain("\tat ", "Exception");
    }

    @Test
    void two_outputs_are_two_files() {
        String one = folder.resolve("one").toString();

        CommandRun run = CommandRun.of("--json", one, "--report", one);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.complaints()).contains("name one file");
        assertThat(folder.resolve("one")).doesNotExist();
    }

    @Test
    void columns_are_found_whatever_white_space_surrounds_their_names() {
        CommandRun run = CommandRun.of(
                folder,
                " who ,\"when\",how much\nanna,1997-01-18,29.99\n".getBytes(UTF_8),
                "--customer",
                "who",
                "--date",
                " when",
                "--amount",
                "how much");

        assertThat(run.json()).isEqualTo(NaiveShop.json(List.of(anna()), null, 0));
    }

    @Test
    void what_the_audit_found_is_told() {
        AuditReport broken = new AuditReport(
                2,
                3,
                0,
                Map.of(),
                BigInteger.ZERO,
                1,
                List.of(new AuditReport.Finding("I-01", "c-7", 3, "the numbers have a gap")));
        ReplayFigures figures = FiguresReader.read(
                        new Replay(new InMemoryStore(), ReplayProgram.BUILT_IN),
                        new Replay.Request(new PurchaseFile("none.csv", "", true, List.of(), null), null, 0))
                .figures();

        assertThat(ReplaySummary.text(figures, broken).replaceAll(" +", " "))
                .contains("Audit: BROKEN", "Accounts 2", "Postings 3", "Findings 1")
                .contains("I-01, customer c-7, posting 3: the numbers have a gap");
    }

    @Test
    void the_input_is_never_overwritten() throws IOException {
        Path input = Files.writeString(folder.resolve("purchases.csv"), HEADER + GOOD);

        CommandRun run = CommandRun.of(
                "--input", input.toString(), "--customer", "customer", "--json", folder + "/./purchases.csv");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.complaints()).contains("it is the input");
        assertThat(input).hasContent(HEADER + GOOD);
    }

    @Test
    void the_summary_tells_what_a_shop_owner_asks() throws IOException {
        Path report = folder.resolve("report.html");
        CommandRun run = CommandRun.of("--redeem", "200", "--report", report.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().replaceAll(" +", " "))
                .contains("cdnow_sample.csv, as of 1998-06-30", "Customers 2,357", "Purchases 6,919")
                .contains("Spend 244,091.94", "Points earned 550,446", "Points redeemed 251,000")
                .contains("Points expired 165,406", "Points outstanding 134,040", "Lapsed (90 days) 2,057")
                .contains("Green 1,913", "Silver 306", "Gold 138", "1998-07 9,609", "08481 1,893", "Audit: clean");
        assertThat(run.complaints()).contains("Purchases 100%", "6919/6919");
        assertThat(Files.readString(report)).contains("cdnow_sample.csv", "Gold", "08481");
    }

    private static NaiveShop.Bought anna() {
        return new NaiveShop.Bought("anna", LocalDate.of(1997, 1, 18), new BigDecimal("29.99"));
    }
}
