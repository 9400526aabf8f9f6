package org.loyalty4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

/** A year of histories, told whole. */
class SupplierCommandTest {

    private static final Locale LOCALE = Locale.getDefault();
    private static final TimeZone ZONE = TimeZone.getDefault();

    @TempDir
    Path folder;

    @AfterEach
    void putBack() {
        Locale.setDefault(LOCALE);
        TimeZone.setDefault(ZONE);
    }

    /** What a run told: what it printed, and its page. */
    private record Told(String out, String html) {}

    @Test
    void it_prints_what_the_readme_shows() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme).contains("```\n" + tell().out().replace(System.lineSeparator(), "\n") + "```\n");
    }

    @Test
    void the_figures_are_those_of_the_tale() {
        assertThat(tell().out().lines().map(String::strip))
                .contains(
                        "Jan         1       +0  Tom rings a bakery; the offer that he promises is there a day early",
                        "Contacts       17 held (5 mails of another system), 1 not held, 1 called off, 1 planned",
                        // 13,440.00 and 3,532.00 and 4,576.00 and 1,190.00, at 1, 1.25, 1.5 and 1 point for ten euros.
                        "Points         2,589 given, 500 used, 2 taken back, 2,087 left",
                        "Our promises   1 of 3 kept in time (33%), 1 late, 1 broken, 0 agreed anew, 1 open",
                        "Theirs         2 of 3 kept in time (67%), 0 late, 1 broken, 1 agreed anew, 1 open",
                        // Nine filters, a chain of three, and the scale, which Clara repaired when it was too late.
                        "Tasks          12 of 13 done in time, 1 went to another one, 1 called off, 1 open",
                        // Of the bakery five, a call with Carla, of the café and the hotel two each; the café goes
                        // back.
                        "Handed over    10 things of 4 customers and people, 1 handed back",
                        "Newsletter     yes on 1 Feb: granted",
                        "Newsletter     no on 1 Jul: withdrawn",
                        "Audit: clean (2 accounts, 6 postings, 0 findings)");
        assertThat(tell().out().lines()).hasSizeBetween(25, 35);
    }

    @Test
    void the_page_is_well_formed_and_shows_each_text_as_it_was_said() throws Exception {
        ReportPage page = ReportPage.of(tell().html());

        assertThat(page.all("//h1")).extracting(Element::getTextContent).containsExactly("Brot <b>&\"Butter\"</b>");
        assertThat(page.all("//b")).isEmpty();
        assertThat(page.rows("customer", "tbody"))
                .contains(
                        "full name | Brot <b>&\"Butter\"</b>",
                        "machines | Ovens & scales that stand flour dust",
                        "card | SUP100102",
                        "owner | ida, since 1 Sep 2025",
                        "service | ida, since 7 Jan 2025");
        assertThat(timeline(page))
                .contains("25 Feb 2025 10:12 | interaction | held, email; And 3 < 4 trays?\nAnna | Anna Roth"
                        + " | mail gateway | tom");
        assertThat(page.all("//*[@id]"))
                .extracting(element -> element.getAttribute("id"))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_page_asks_nobody_for_anything() throws Exception {
        String html = tell().html();
        ReportPage page = ReportPage.of(html);

        assertThat(page.all("//@src/.. | //script | //a | //iframe | //form | //object | //img"))
                .isEmpty();
        assertThat(page.all("//*[@href]"))
                .extracting(element -> element.getAttribute("href"))
                .containsExactly("data:,");
        assertThat(html).doesNotContain("http:", "https:", "url(", "@import");
        assertThat(html).contains("default-src 'none'", "prefers-color-scheme: dark");
    }

    @Test
    void the_card_is_that_of_the_end_of_the_year() throws Exception {
        ReportPage page = ReportPage.of(tell().html());

        assertThat(page.rows("open", "tbody"))
                .containsExactly(
                        "13 Jan 2026 | interaction | planned, visit | ida",
                        "16 Jan 2026 | obligation | They promised: Say whether the third bakery opens; open,"
                                + " due 16 Jan 2026 | ",
                        "27 Feb 2026 | obligation | We promised: Hold the prices of the offer; open, due 27 Feb 2026"
                                + " | ida",
                        "30 Mar 2026 | task | Renew the agreement or give it up; open, due 30 Mar 2026 | ida");
        assertThat(page.rows("deals", "tbody"))
                .containsExactly(
                        "deal | Third bakery; stage: offer; EUR 22,000.00 | ida",
                        "agreement | Supplies and service F-77; active; 1 Jul 2025 to 30 Jun 2026; to be renewed by"
                                + " 30 Jun 2026 | ida");
        assertThat(page.rows("points", "tbody"))
                .containsExactly("points | Premium, since 3 Jun 2025 | 1,968 | 844 on 1 Apr 2026");
        assertThat(page.rows("people", "tbody"))
                .containsExactly(
                        "Anna Roth | buyer, decision maker; asked first | 7 Jan 2025 | 5 May 2025",
                        "Bruno Keil | user | 7 Jan 2025 | 7 Oct 2025",
                        "Carla Voß | buyer; asked first | 5 May 2025 | ",
                        "Bruno Keil | decision maker, user | 7 Oct 2025 | ");
    }

    @Test
    void the_timeline_has_all_kinds_its_people_and_who_wrote_it() throws Exception {
        List<String> rows = timeline(ReportPage.of(tell().html()));

        Map<String, Long> kinds =
                rows.stream().collect(Collectors.groupingBy(row -> row.split(" \\| ", -1)[1], Collectors.counting()));
        assertThat(kinds)
                .containsOnlyKeys(
                        "interaction",
                        "task",
                        "obligation",
                        "agreement",
                        "document",
                        "stage",
                        "assignment",
                        "consent",
                        "purchase",
                        "posting",
                        "tier change");
        assertThat(rows).hasSizeGreaterThan(2 * SupplierReport.PAGE).doesNotHaveDuplicates();
        // Tom has left: what he wrote stays his, what is still to be done is Ida's.
        assertThat(rows)
                .contains(
                        "9 Sep 2025 08:01 | interaction | held, phone; A third bakery is thought about | Carla Voß | tom"
                                + " | ida",
                        "27 Jun 2025 09:00 | interaction | cancelled, phone | Carla Voß | tom | tom");
        assertThat(rows).anyMatch(row -> row.contains(" | Bruno Keil | "));
        // Nobody did it, so it went to Clara; the first of a chain was Ida's.
        assertThat(rows)
                .anyMatch(row -> row.contains("Repair the scale; done") && row.endsWith(" | ida | clara"))
                .anyMatch(row -> row.contains("Train the bakers; done, due 14 Apr 2025") && row.endsWith(" | tom"));
        // What Anna does elsewhere is none of the bakery's.
        assertThat(rows).noneMatch(row -> row.contains("somebody else now"));
    }

    @Test
    void it_is_the_same_under_any_language_and_zone() {
        Told here = tell();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));

        assertThat(tell()).isEqualTo(here);
    }

    @ParameterizedTest
    @EnumSource
    void it_is_the_same_in_every_store_and_told_again(StoreKind kind) {
        String[] store = kind.fresh(folder).toArray(String[]::new);
        Told once = tell(store);

        assertThat(once).isEqualTo(tell());
        assertThat(tell(store)).isEqualTo(once);
    }

    @Test
    void a_store_with_something_else_is_refused_and_stays_as_it_is() {
        String csv = "customer,date,amount\nanna,1999-01-01,5.00\n";
        String[] replayed = StoreKind.FILE.fresh(folder).toArray(String[]::new);
        CommandRun replay = CommandRun.of(folder, csv, replayed);
        String[] told = {"--store", "file:" + folder.resolve("told")};
        Told year = tell(told);

        CommandRun refused = CommandRun.ofCommand("supplier", replayed);
        assertThat(refused.exitCode()).isEqualTo(Main.USAGE);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.complaints().strip())
                .isEqualTo(
                        "The store holds something else than the supplier's year; nothing was recorded. Give it a store"
                                + " of its own");
        assertThat(CommandRun.of(folder, csv, told).complaints()).contains("The store holds something else");

        assertThat(CommandRun.of(folder, csv, replayed).out()).isEqualTo(replay.out());
        assertThat(tell(told)).isEqualTo(year);
    }

    @Test
    void the_options_are_told_and_checked() {
        CommandRun help = CommandRun.ofCommand("supplier", "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("supplier", "--store", "--user", "--password", "--report", "Exit codes");

        assertThat(complaint("--colour", "red")).contains("Unknown option").contains("--colour");
        assertThat(complaint("--store", "disk")).isEqualTo("--store is memory, file:PATH or jdbc:…, not \"disk\"");
        assertThat(complaint("--user", "anna")).isEqualTo("--user and --password go with --store jdbc:…");
        assertThat(complaint("--report", folder.toString())).startsWith("Cannot write " + folder);
        assertThat(complaint("--report", folder.resolve("no/such/page.html").toString()))
                .endsWith("there is no such file or directory");
    }

    private static String complaint(String... options) {
        CommandRun run = CommandRun.ofCommand("supplier", options);
        assertThat(run.exitCode()).as(run.complaints()).isEqualTo(Main.USAGE);
        assertThat(run.complaints()).doesNotContain("\tat ");
        return run.complaints().strip();
    }

    private Told tell(String... options) {
        Path page = folder.resolve("page.html");
        List<String> all = new ArrayList<>(Arrays.asList(options));
        all.addAll(List.of("--report", page.toString()));
        CommandRun run = CommandRun.ofCommand("supplier", all.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.complaints()).isZero();
        assertThat(run.complaints()).isEmpty();
        try {
            String html = Files.readString(page);
            Files.delete(page);
            return new Told(run.out(), html);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** All rows of the timeline, page after page. */
    private static List<String> timeline(ReportPage page) throws Exception {
        List<String> rows = new ArrayList<>();
        int pages = page.all("//section[starts-with(@aria-labelledby, 'timeline-')]")
                .size();
        for (int i = 1; i <= pages; i++) {
            List<String> some = page.rows("timeline-" + i, "tbody");
            assertThat(some).hasSizeLessThanOrEqualTo(SupplierReport.PAGE);
            rows.addAll(some);
        }
        return rows;
    }
}
