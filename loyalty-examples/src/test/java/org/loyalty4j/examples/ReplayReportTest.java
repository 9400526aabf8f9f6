package org.loyalty4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ReplayReportTest {

    private static final List<String> SECTIONS = List.of("owed", "flow", "spend", "tiers", "top");

    @Test
    void every_chart_is_named_and_has_its_sentence_and_its_table() throws Exception {
        ReportPage page = ReportPage.of(shop());

        assertThat(page.all("//svg")).hasSize(SECTIONS.size());
        for (String id : SECTIONS) {
            Element section = page.section(id);
            Element chart = page.one(section, ".//svg[@role='img']");
            Element title = page.one(chart, "title");
            Element sentence = page.one(chart, "desc");
            assertThat(chart.getAttribute("aria-labelledby"))
                    .isEqualTo(title.getAttribute("id") + " " + sentence.getAttribute("id"));
            assertThat(title.getTextContent())
                    .isNotBlank()
                    .isEqualTo(page.one(section, "h2").getTextContent());
            assertThat(sentence.getTextContent())
                    .endsWith(".")
                    .isEqualTo(page.one(section, ".//figcaption").getTextContent());
            assertThat(page.one(section, ".//table/caption").getTextContent()).isEqualTo(title.getTextContent());
        }
    }

    @Test
    void no_id_is_given_twice() throws Exception {
        assertThat(ReportPage.of(shop()).all("//*[@id]"))
                .extracting(element -> element.getAttribute("id"))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_tiles_show_the_key_figures() throws Exception {
        ReportPage page = ReportPage.of(shop());

        assertThat(page.all("//div[starts-with(@class, 'tile')]"))
                .extracting(tile -> tile.getTextContent().strip().replaceAll("\\s*\n\\s*", " | "))
                .containsExactly(
                        "Customers | 1,200 | 2.5 purchases each",
                        "Purchases | 3,000 | $41.15 each on average",
                        "Spend | $123,456.70 | Dec 1997 to Feb 1998",
                        "Points outstanding | 150,000 | 60% of all points earned",
                        "Lapsed customers | 300 | 25% bought nothing for over 90 days");
        assertThat(page.one(page.all("//header").get(0), "p[@class='day']").getTextContent())
                .isEqualTo("As of 28 Feb 1998");
    }

    @Test
    void the_spend_tile_names_the_months_of_the_purchases() throws Exception {
        ReplayFigures figures = shop(
                new TreeMap<>(Map.of(
                        YearMonth.of(1997, 12), month(3000, "123456.70", 250_000, 60_000, 0),
                        YearMonth.of(1999, 1), month(0, "0.00", 0, 0, 40_000))),
                List.of());

        assertThat(ReportPage.of(figures).all("//p[@class='note']"))
                .extracting(Element::getTextContent)
                .contains("in Dec 1997");
    }

    @Test
    void the_tables_hold_the_figures() throws Exception {
        ReportPage page = ReportPage.of(shop());

        assertThat(page.rows("owed", "tbody"))
                .containsExactly("1 Jan 1999 | 31 Dec 1998 | 100,000", "1 Mar 1999 | 28 Feb 1999 | 50,000");
        assertThat(page.rows("owed", "tfoot")).containsExactly("All |  | 150,000");
        assertThat(page.rows("flow", "tbody"))
                .containsExactly(
                        "Dec 1997 | 200,000 | 0 | 0", "Jan 1998 | 0 | 0 | 40,000", "Feb 1998 | 50,000 | 60,000 | 0");
        assertThat(page.rows("flow", "tfoot")).containsExactly("All | 250,000 | 60,000 | 40,000");
        assertThat(page.rows("spend", "tbody"))
                .containsExactly(
                        "Dec 1997 | 2,400 | $98,765.40", "Jan 1998 | 0 | $0.00", "Feb 1998 | 600 | $24,691.30");
        assertThat(page.rows("spend", "tfoot")).containsExactly("All | 3,000 | $123,456.70");
        assertThat(page.rows("tiers", "tbody"))
                .containsExactly("Green | 1,000 | 83%", "Silver | 199 | 17%", "Gold | 1 | <1%", "Ruby | 0 | 0%");
        assertThat(page.rows("top", "tbody")).containsExactly("anna | 9,000", "00017 | 4,500", "boris | 0");
        assertThat(page.rows("top", "tfoot")).containsExactly("Together | 13,500");
    }

    @Test
    void the_sentences_say_what_the_figures_mean() throws Exception {
        assertThat(sentences(shop()))
                .containsExactly(
                        "You owe your customers 150,000 points; the next 100,000 of them can be used until"
                                + " 31 Dec 1998 and will be gone the day after.",
                        "Of all points earned so far, 24% were redeemed, 16% expired unused, and 60% can still be used.",
                        "The strongest month was Dec 1997 with 2,400 purchases for $98,765.40, 80% of all that was spent.",
                        "The highest tier, Ruby, has 0 of 1,200 customers (0%).",
                        "These 3 customers together have 13,500 points, 9% of all you owe.");
    }

    @Test
    void bars_are_as_long_as_their_numbers() throws Exception {
        ReportPage page = ReportPage.of(shop());

        List<Element> owed = bars(page, "owed");
        assertThat(ReportPage.hundredths(owed.get(0), "height"))
                .isEqualTo(2 * ReportPage.hundredths(owed.get(1), "height"));
        assertThat(bars(page, "top"))
                .extracting(bar -> bar.getAttribute("width"))
                .containsExactly("100.00%", "50.00%");
        List<Element> flow = bars(page, "flow");
        assertThat(flow)
                .extracting(bar -> bar.getAttribute("class"))
                .containsExactly("bar points", "bar gone", "bar points", "bar spent");
        Element earned = flow.get(2);
        assertThat(ReportPage.hundredths(flow.get(3), "y"))
                .as("what goes out hangs where what comes in stands")
                .isEqualTo(ReportPage.hundredths(earned, "y") + ReportPage.hundredths(earned, "height"));
    }

    @Test
    void a_month_without_expiry_keeps_its_place_on_the_axis() throws Exception {
        ReportPage page = ReportPage.of(shop());

        assertThat(page.all(page.section("owed"), ".//g[@class='column']/title"))
                .extracting(Element::getTextContent)
                .containsExactly("Jan 1999: 100,000 points", "Feb 1999: 0 points", "Mar 1999: 50,000 points");
    }

    @Test
    void the_page_asks_nobody_for_anything() {
        String html = ReplayReport.html(shop());

        assertThat(html)
                .doesNotContain("http://", "https://", "<script", "src=", "url(", "@import", "<iframe", "<object");
        assertThat(html).containsOnlyOnce("<link ").contains("href=\"data:,\"");
        assertThat(html).contains("default-src 'none'");
    }

    @Test
    void names_are_escaped_whole_in_the_table_and_cut_in_the_chart() throws Exception {
        List<String> names = List.of(
                "<script>alert('1')</script> & \"Sons\"",
                "a name that goes on and on and on and on until nobody reads it any more",
                "محل الزهور الجميلة في وسط المدينة القديمة 42",
                "two\r\nlines",
                "\u202Eturned");
        ReportPage page = ReportPage.of(withTop(names));

        assertThat(page.all(page.section("top"), ".//tbody/tr/th/bdi"))
                .extracting(Element::getTextContent)
                .containsExactlyElementsOf(names);
        assertThat(page.all(page.section("top"), ".//text[@class='name slim']"))
                .extracting(Element::getTextContent)
                .allMatch(name -> name.codePointCount(0, name.length()) <= 20)
                .contains("a name that goes…", "two lines");
        assertThat(ReplayReport.html(withTop(names))).doesNotContain("<script", "alert('1')</");
    }

    @Test
    void characters_that_markup_cannot_hold_are_replaced() throws Exception {
        ReportPage page = ReportPage.of(withTop(List.of("a\u0000b\u0007c\uD800d\uFFFEe")));

        assertThat(page.rows("top", "tbody")).containsExactly("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe | 10");
    }

    @Test
    void nothing_to_show_is_said_plainly() throws Exception {
        ReplayFigures nothing = new ReplayFigures(
                null,
                0,
                0,
                new BigDecimal("0.00"),
                0,
                0,
                0,
                0,
                tiers(0, 0, 0, 0),
                none(),
                0,
                List.of(),
                none(),
                "empty.csv",
                ReplayProgram.DOLLAR);
        ReportPage page = ReportPage.of(nothing);

        assertThat(page.all("//svg")).hasSize(5);
        assertThat(page.all("//table")).hasSize(5);
        assertThat(page.all("//rect[starts-with(@class, 'bar')]")).isEmpty();
        assertThat(page.all("//text[@class='nothing']")).hasSize(4);
        assertThat(page.rows("owed", "tbody")).containsExactly("Nothing yet");
        assertThat(page.rows("tiers", "tbody")).contains("Green | 0 | 0%");
        assertThat(page.all("//p[@class='day']").get(0).getTextContent()).isEqualTo("No purchases yet");
        assertThat(sentences(nothing))
                .containsExactly(
                        "You owe your customers no points.",
                        "No points have been earned yet.",
                        "No purchases have been made yet.",
                        "No customers stand in a tier yet.",
                        "No customer has points to use yet.");
    }

    @Test
    void one_month_is_a_bar_and_not_a_block() throws Exception {
        ReportPage page = ReportPage.of(overMonths(1));

        assertThat(bars(page, "spend")).hasSize(1);
        assertThat(ReportPage.hundredths(bars(page, "spend").get(0), "width")).isLessThan(15_00);
    }

    @Test
    void four_hundred_months_keep_their_bars_visible_and_their_labels_apart() throws Exception {
        ReportPage page = ReportPage.of(overMonths(400));

        List<Element> spend = bars(page, "spend");
        assertThat(spend).hasSize(2);
        assertThat(spend).allSatisfy(bar -> {
            assertThat(((Element) bar.getParentNode()).getAttribute("class")).isEqualTo("column dense");
            assertThat(ReportPage.hundredths(bar, "height")).isGreaterThanOrEqualTo(2_00);
        });
        // The narrowest charts are 500 pixels on a desk and 240 on a phone; a year is less than 30 wide.
        assertLabelsApart(page, "wide", 30_00 * 100_00 / 500_00);
        assertLabelsApart(page, "slim", 30_00 * 100_00 / 240_00);
        assertThat(page.rows("spend", "tbody")).hasSize(400);
    }

    @Test
    void the_largest_numbers_stay_exact_in_the_table_and_inside_the_chart() throws Exception {
        BigDecimal spend = new BigDecimal("123456789012345678901234567890.12");
        long most = Long.MAX_VALUE;
        ReplayFigures.Month month = new ReplayFigures.Month(most, spend, most, most, most);
        SortedMap<YearMonth, ReplayFigures.Month> months = new TreeMap<>(Map.of(YearMonth.of(1998, 1), month));
        SortedMap<LocalDate, Long> byExpiry = new TreeMap<>(Map.of(LocalDate.of(1999, 2, 1), most));
        ReportPage page = ReportPage.of(new ReplayFigures(
                LocalDate.of(1998, 1, 31),
                most,
                most,
                spend,
                most,
                most,
                most,
                most,
                tiers(most, 1, 0, 0),
                byExpiry,
                most,
                List.of(new ReplayFigures.TopCustomer("anna", most)),
                months,
                "large.csv",
                ReplayProgram.DOLLAR));

        assertThat(page.rows("owed", "tfoot")).containsExactly("All |  | 9,223,372,036,854,775,807");
        assertThat(page.rows("spend", "tbody"))
                .containsExactly("Jan 1998 | 9,223,372,036,854,775,807 | $123,456,789,012,345,678,901,234,567,890.12");
        assertThat(page.all("//svg//text[@class='tick' or starts-with(@class, 'value') or @class='number']"))
                .extracting(text -> text.getTextContent().split(" ", -1)[0])
                .allMatch(text -> text.length() <= 9);
        assertThat(page.all("//g[starts-with(@class, 'column')]/rect"))
                .allSatisfy(bar -> assertThat(ReportPage.hundredths(bar, "y") + ReportPage.hundredths(bar, "height"))
                        .isLessThanOrEqualTo(248_00));
    }

    @Test
    void the_text_is_the_same_on_every_machine() {
        String here = ReplayReport.html(shop());
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(ReplayReport.html(shop())).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static void assertLabelsApart(ReportPage page, String seen, long gap) throws Exception {
        for (String id : List.of("flow", "spend")) {
            List<Long> places = page.all(page.section(id), ".//g[@class='months " + seen + "']/text").stream()
                    .map(label -> ReportPage.hundredths(label, "x"))
                    .toList();
            assertThat(places).hasSizeGreaterThan(1);
            for (int i = 1; i < places.size(); i++) {
                assertThat(places.get(i) - places.get(i - 1)).isGreaterThanOrEqualTo(gap);
            }
        }
    }

    private static List<Element> bars(ReportPage page, String id) throws Exception {
        return page.all(page.section(id), ".//rect[starts-with(@class, 'bar')]");
    }

    private static List<String> sentences(ReplayFigures figures) throws Exception {
        return ReportPage.of(figures).all("//figcaption").stream()
                .map(Element::getTextContent)
                .toList();
    }

    private static ReplayFigures shop() {
        return shop(
                new TreeMap<>(Map.of(
                        YearMonth.of(1997, 12), month(2400, "98765.40", 200_000, 0, 0),
                        YearMonth.of(1998, 1), month(0, "0.00", 0, 0, 40_000),
                        YearMonth.of(1998, 2), month(600, "24691.30", 50_000, 60_000, 0))),
                List.of(
                        new ReplayFigures.TopCustomer("anna", 9000),
                        new ReplayFigures.TopCustomer("00017", 4500),
                        new ReplayFigures.TopCustomer("boris", 0)));
    }

    private static ReplayFigures shop(
            SortedMap<YearMonth, ReplayFigures.Month> months, List<ReplayFigures.TopCustomer> top) {
        return new ReplayFigures(
                LocalDate.of(1998, 2, 28),
                1200,
                3000,
                new BigDecimal("123456.70"),
                250_000,
                60_000,
                40_000,
                150_000,
                tiers(1000, 199, 1, 0),
                new TreeMap<>(Map.of(LocalDate.of(1999, 1, 1), 100_000L, LocalDate.of(1999, 3, 1), 50_000L)),
                300,
                top,
                months,
                "shop.csv",
                ReplayProgram.DOLLAR);
    }

    private static ReplayFigures withTop(List<String> names) {
        return shop(
                none(),
                names.stream()
                        .map(name -> new ReplayFigures.TopCustomer(name, 10))
                        .toList());
    }

    /** A large purchase in the first month, a small one in the last, nothing between. */
    private static ReplayFigures overMonths(int count) {
        YearMonth first = YearMonth.of(1990, 3);
        SortedMap<YearMonth, ReplayFigures.Month> months = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            months.put(first.plusMonths(i), month(0, "0.00", 0, 0, 0));
        }
        months.put(first.plusMonths(count - 1), month(1, "1.00", 2, 0, 0));
        months.put(first, month(9000, "999999.00", 1_999_998, 0, 0));
        return shop(months, List.of());
    }

    private static ReplayFigures.Month month(long purchases, String spend, long earned, long redeemed, long expired) {
        return new ReplayFigures.Month(purchases, new BigDecimal(spend), earned, redeemed, expired);
    }

    private static Map<String, Long> tiers(long green, long silver, long gold, long ruby) {
        Map<String, Long> tiers = new LinkedHashMap<>();
        tiers.put("Green", green);
        tiers.put("Silver", silver);
        tiers.put("Gold", gold);
        tiers.put("Ruby", ruby);
        return tiers;
    }

    private static <K, V> SortedMap<K, V> none() {
        return Collections.emptySortedMap();
    }
}
