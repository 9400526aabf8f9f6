package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.program.RecordedReturn.LineSum;
import org.loyalty4j.program.RecordedReturn.PaymentSum;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.tier.GivenTier;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.Upcoming;

class ColumnsTest {

    @Test
    void attributionsAreRows() {
        List<Attribution> attributions = List.of(
                new Attribution("1", "base", 10, 9),
                new Attribution(null, "cap \"x\" 😀", -5, Long.MIN_VALUE),
                new Attribution("", "", Long.MAX_VALUE, 0));

        String column = Columns.attributions(attributions);

        assertThat(column)
                .isEqualTo("[[\"1\",\"base\",10,9],[null,\"cap \\\"x\\\" 😀\",-5,-9223372036854775808],"
                        + "[\"\",\"\",9223372036854775807,0]]");
        assertThat(Columns.attributions(column)).isEqualTo(attributions);
    }

    @Test
    void aCategoryIsItsPath() {
        String column = Columns.category(List.of("food", "coffee & tea", "\\"));

        assertThat(column).isEqualTo("[\"food\",\"coffee & tea\",\"\\\\\"]");
        assertThat(Columns.category(column)).containsExactly("food", "coffee & tea", "\\");
    }

    @Test
    void equalAttributesHaveEqualTexts() {
        String column = Columns.attributes(Map.of("size", "M", "color", "blau 🔵", "", ""));

        assertThat(column).isEqualTo("{\"\":\"\",\"color\":\"blau 🔵\",\"size\":\"M\"}");
        assertThat(Columns.attributes(column)).isEqualTo(Map.of("size", "M", "color", "blau 🔵", "", ""));
        assertThat(Columns.attributes(column).keySet()).containsExactly("", "color", "size");
    }

    @Test
    void holdsAreDatesOfTiers() {
        Map<String, LocalDate> holds = Map.of("silver", LocalDate.of(2027, 3, 1), "gold", LocalDate.MAX);

        String column = Columns.holds(holds);

        assertThat(column).isEqualTo("{\"gold\":\"+999999999-12-31\",\"silver\":\"2027-03-01\"}");
        assertThat(Columns.holds(column)).isEqualTo(holds);
    }

    @Test
    void sumsOfAReturnAreRows() {
        List<LineSum> lines =
                List.of(new LineSum("1", new BigDecimal("0.352"), 7), new LineSum("2", new BigDecimal("1E+3"), 0));
        List<PaymentSum> payments = List.of(new PaymentSum(3, 500), new PaymentSum(4, 0));

        assertThat(Columns.returnLines(lines)).isEqualTo("[[\"1\",\"0.352\",7],[\"2\",\"1000\",0]]");
        assertThat(Columns.returnLines(Columns.returnLines(lines))).isEqualTo(lines);
        assertThat(Columns.returnPayments(payments)).isEqualTo("[[3,500],[4,0]]");
        assertThat(Columns.returnPayments(Columns.returnPayments(payments))).isEqualTo(payments);
    }

    @Test
    void tiersGivenByHandAndThoseToComeAreArrays() {
        Instant from = Instant.parse("2026-01-01T00:00:00.000001Z");
        GivenTier given = new GivenTier("Gold \"or\"", from, null, 7, GivenTier.State.LIVE);
        GivenTier over = new GivenTier("Gold", from, from.plusSeconds(1), 7, GivenTier.State.OVER);
        Upcoming upcoming = new Upcoming("Gold", LocalDate.parse("2027-01-01"), LocalDate.parse("2026-05-01"));

        assertThat(Columns.given(over))
                .isEqualTo("[\"Gold\",\"2026-01-01T00:00:00.000001Z\",\"2026-01-01T00:00:01.000001Z\",7,\"OVER\"]");
        assertThat(Columns.given(Columns.given(given))).isEqualTo(given);
        assertThat(Columns.given(Columns.given(over))).isEqualTo(over);
        assertThat(Columns.upcoming(upcoming)).isEqualTo("[\"Gold\",\"2027-01-01\",\"2026-05-01\"]");
        assertThat(Columns.upcoming(Columns.upcoming(upcoming))).isEqualTo(upcoming);
        LocalDate on = LocalDate.parse("2026-05-01");
        Map<String, Standing.Entered> entered =
                Map.of("Gold", new Standing.Entered(on, 17), "Green", new Standing.Entered(on, 0));
        assertThat(Columns.entered(entered)).isEqualTo("{\"Gold\":\"2026-05-01 17\",\"Green\":\"2026-05-01\"}");
        assertThat(Columns.entered(Columns.entered(entered))).isEqualTo(entered);
        assertThat(Columns.entered(Map.of())).isNull();
        assertThat(Columns.entered((String) null)).isEmpty();
        assertThat(Columns.given((String) null)).isNull();
        assertThat(Columns.given((GivenTier) null)).isNull();
        assertThat(Columns.upcoming((String) null)).isNull();
        assertThat(Columns.upcoming((Upcoming) null)).isNull();
    }

    @Test
    void nothingIsNullWhereTheColumnMayBe() {
        assertThat(Columns.attributions(List.of())).isNull();
        assertThat(Columns.category(List.of())).isNull();
        assertThat(Columns.attributes(Map.of())).isNull();
        assertThat(Columns.holds(Map.of())).isNull();
        assertThat(Columns.returnLines(List.of())).isEqualTo("[]");
        assertThat(Columns.returnPayments(List.of())).isEqualTo("[]");

        String none = null;
        assertThat(Columns.attributions(none)).isEmpty();
        assertThat(Columns.category(none)).isEmpty();
        assertThat(Columns.attributes(none)).isEmpty();
        assertThat(Columns.holds(none)).isEmpty();
        assertThat(Columns.attributions("[]")).isEmpty();
        assertThat(Columns.returnLines("[]")).isEmpty();
        assertThat(Columns.returnPayments("[]")).isEmpty();
    }

    @Test
    void aFingerprintIsEightBytesAField() {
        Fingerprint fingerprint = Fingerprint.ofHashes(List.of(1L, -2L, Long.MIN_VALUE));

        byte[] column = Columns.fingerprint(fingerprint);

        assertThat(column)
                .containsExactly(0, 0, 0, 0, 0, 0, 0, 1, -1, -1, -1, -1, -1, -1, -1, -2, -128, 0, 0, 0, 0, 0, 0, 0);
        assertThat(Columns.fingerprint(column)).isEqualTo(fingerprint);
        assertThat(Columns.fingerprint(new byte[0])).isEqualTo(Fingerprint.ofHashes(List.of()));
        assertThatThrownBy(() -> Columns.fingerprint(new byte[12])).isInstanceOf(StoreException.class);
    }

    @Test
    void aDamagedColumnIsNamedButNotQuoted() {
        refused("attributions", Columns::attributions, "", "secret", "[secret", "{\"secret\":1}", "[\"secret\"]");
        refused("attributions", Columns::attributions, "[[null,null,1,1]]", "[[1,\"secret\",1,1]]", "[null]");
        refused("attributions", Columns::attributions, "[[\"1\",\"secret\",1]]", "[[\"1\",\"secret\",\"1\",1]]");
        refused("attributions", Columns::attributions, "[[\"1\",\"secret\",1,1,1]]", "[[\"1\",\"secret\",1,null]]");
        refused("category", Columns::category, "\"secret\"", "[1]", "[null]", "null");
        refused("attributes", Columns::attributes, "[\"secret\"]", "{\"secret\":null}", "{\"secret\":[]}");
        refused("holds", Columns::holds, "{\"gold\":\"secret\"}", "{\"gold\":\"2026-02-30\"}", "{\"gold\":1}");
        refused(
                "line_sums",
                Columns::returnLines,
                "[[\"1\",\"1E+999999999\",1]]",
                "[[\"1\",1,1]]",
                "[[\"1\",\".5\",1]]");
        refused(
                "tier_given",
                Columns::given,
                "[\"secret\"]",
                "[\"Gold\",\"secret\",null,1,\"LIVE\"]",
                "[\"Gold\",\"2026-01-01T00:00:00Z\",null,1,\"secret\"]");
        refused("tier_upcoming", Columns::upcoming, "[\"secret\"]", "[\"Gold\",\"secret\",\"2026-01-01\"]");
        refused("payment_sums", Columns::returnPayments, "[[1]]", "[[1,\"secret\"]]", "[[1,null]]");
    }

    private static void refused(String name, Consumer<String> reading, String... columns) {
        for (String column : columns) {
            assertThatThrownBy(() -> reading.accept(column))
                    .as(column)
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("the column " + name + " ")
                    .message()
                    .doesNotContain("secret");
        }
    }
}
