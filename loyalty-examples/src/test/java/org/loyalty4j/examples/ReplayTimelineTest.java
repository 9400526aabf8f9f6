package org.loyalty4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTimelineTest {

    private static final String SHOP =
            "customer,date,amount\nanna,1999-01-01,50.00\nben,1999-02-01,7.00\nanna,1999-03-01,60.00\n";

    @TempDir
    Path folder;

    @Test
    void the_card_and_the_timeline_of_one_customer_are_printed() {
        CommandRun run = CommandRun.of(folder, SHOP, "--timeline", "anna");

        assertThat(run.exitCode()).as(run.complaints()).isZero();
        assertThat(run.out().replace(System.lineSeparator(), "\n")).endsWith("""

                        Customer anna, as the store has it
                          Tier                 Silver, since 1 Mar 1999
                          Points               220
                          Next to go           100 on 1 Feb 2000

                        Timeline, without points that expired
                          1 Mar 1999   purchase     USD 60.00
                          1 Mar 1999   posting      +120 points earned, 220 then
                          1 Mar 1999   tier change  Silver, reached
                          1 Jan 1999   purchase     USD 50.00
                          1 Jan 1999   posting      +100 points earned, 100 then
                        """);
    }

    @Test
    void a_long_timeline_is_cut_in_its_middle() {
        StringBuilder file = new StringBuilder("customer,date,amount\n");
        for (int day = 0; day < 40; day++) {
            file.append("anna,").append(LocalDate.of(1999, 1, 1).plusDays(day)).append(",1.00\n");
        }
        CommandRun run = CommandRun.of(folder, file.toString(), "--timeline", "anna");

        // 40 purchases and 40 lines of the ledger.
        assertThat(run.out())
                .contains("  … 30 more", "9 Feb 1999 ", "1 Jan 1999 ")
                .doesNotContain("20 Jan 1999 ");
    }

    @Test
    void a_customer_whom_the_file_does_not_have_is_told_before_anything_is_recorded() {
        Path store = folder.resolve("shop");
        CommandRun stranger = CommandRun.of(folder, SHOP, "--timeline", "zoe", "--store", "file:" + store);
        assertThat(stranger.exitCode()).isEqualTo(Main.USAGE);
        assertThat(stranger.complaints()).contains("--timeline: the file has no purchase of \"zoe\"");
        assertThat(folder.resolve("shop.mv.db")).doesNotExist();

        assertThat(CommandRun.of(folder, SHOP, "--timeline", "ben", "--as-of", "1999-01-15")
                        .complaints())
                .contains("--timeline: the file has no purchase of \"ben\" until 1999-01-15");
    }

    @Test
    void the_report_has_the_timeline_of_who_bought_most_often() throws Exception {
        String shop = SHOP + "\"<i>&cy\",1999-04-01,1.00\n\"<i>&cy\",1999-04-02,2.00\n\"<i>&cy\",1999-04-03,3.00\n";

        ReportPage page = page(shop);

        assertThat(page.one(page.section("timeline"), ".//p/bdi").getTextContent())
                .isEqualTo("<i>&cy");
        assertThat(page.rows("timeline", "tbody"))
                .containsExactly(
                        "3 Apr 1999 | purchase | USD 3.00",
                        "3 Apr 1999 | posting | +6 points earned, 12 then",
                        "2 Apr 1999 | purchase | USD 2.00",
                        "2 Apr 1999 | posting | +4 points earned, 6 then",
                        "1 Apr 1999 | purchase | USD 1.00",
                        "1 Apr 1999 | posting | +2 points earned, 2 then");
    }

    @Test
    void of_several_who_bought_as_often_the_first_is_taken_and_of_none_nobody() throws Exception {
        ReportPage page = page("customer,date,amount\nzoe,1999-01-01,1.00\nanna,1999-01-02,1.00\n");
        assertThat(page.one(page.section("timeline"), ".//p/bdi").getTextContent())
                .isEqualTo("anna");

        assertThat(page("customer,date,amount\n").all("//section[@aria-labelledby='timeline-head']"))
                .isEmpty();
    }

    private ReportPage page(String csv) throws Exception {
        Path report = folder.resolve("report.html");
        CommandRun run = CommandRun.of(folder, csv, "--report", report.toString());
        assertThat(run.exitCode()).as(run.complaints()).isZero();
        return ReportPage.of(read(report));
    }

    private static String read(Path report) throws IOException {
        return Files.readString(report);
    }
}
