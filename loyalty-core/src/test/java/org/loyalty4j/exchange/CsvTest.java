package org.loyalty4j.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    private static final String[] PIECES = {
        "a",
        "'",
        "''",
        "=",
        "+1",
        "-",
        "@",
        "\t",
        "\r",
        "\n",
        "\r\n",
        "\"",
        "\"\"",
        ",",
        ";",
        " ",
        "\u00a0",
        "\u200b",
        "\uFEFF",
        "שלום",
        "\u202e",
        "😀",
        "é",
        "\uFF1D",
        "|",
        "\\",
        "0",
        "#loyalty4j"
    };

    private static CsvReader reader(String text) {
        return new CsvReader(new StringReader(text), ',', 100);
    }

    private static List<CsvReader.Row> all(String text) {
        CsvReader reader = reader(text);
        List<CsvReader.Row> rows = new ArrayList<>();
        for (CsvReader.Row row = reader.next(); row != null; row = reader.next()) {
            rows.add(row);
        }
        return rows;
    }

    private static CsvReader.Fault fault(CsvReader.Row row) {
        return Objects.requireNonNull(row.fault());
    }

    private static List<List<String>> cells(String text) {
        return all(text).stream().map(CsvReader.Row::cells).toList();
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    @Test
    void whatever_is_written_is_read_again_and_guarding_takes_nothing_away() {
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            List<List<String>> rows = new ArrayList<>();
            int width = 1 + random.nextInt(4);
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                List<String> row = new ArrayList<>();
                row.add("x" + randomText(random));
                for (int k = 1; k < width; k++) {
                    row.add(randomText(random));
                }
                rows.add(row);
            }
            StringBuilder file = new StringBuilder();
            CsvWriter writer = new CsvWriter(file, random.nextBoolean() ? "\r\n" : "\n");
            rows.forEach(row -> writer.row(row.stream().map(CsvWriter::guarded).toList()));

            List<CsvReader.Row> read = all(file.toString());

            assertThat(read).as("seed %d", seed).allMatch(row -> row.fault() == null);
            assertThat(read.stream()
                            .map(row -> row.cells().stream()
                                    .map(CsvWriter::unguarded)
                                    .toList())
                            .toList())
                    .as("seed %d", seed)
                    .isEqualTo(rows);
        }
    }

    @Test
    void any_text_is_read_to_its_end_with_lines_and_places_that_hold() {
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 8; i++) {
                text.append(randomText(random));
            }
            String file = text.toString();
            CsvReader reader = reader(file);
            for (CsvReader.Row row = reader.next(); row != null; row = reader.next()) {
                CsvReader.Row next = goneOn(file, reader.offset(), reader.line());
                CsvReader.Row expected = again(file, reader.offset());
                assertThat(next == null ? null : next.cells())
                        .as("seed %d after line %d", seed, row.line())
                        .isEqualTo(expected == null ? null : expected.cells());
                assertThat(next == null ? 0 : next.line()).isEqualTo(expected == null ? 0 : expected.line());
            }
            assertThat(reader.offset()).as("seed %d", seed).isEqualTo(file.length());
        }
    }

    /** Returns the row after a place, asked of a reader that was put there. */
    private static CsvReader.@org.jspecify.annotations.Nullable Row goneOn(String file, long offset, long line) {
        CsvReader reader = reader(file);
        reader.skipTo(offset, line);
        return reader.next();
    }

    /** Returns the row after a place, asked of a reader that has read all before it. */
    private static CsvReader.@org.jspecify.annotations.Nullable Row again(String file, long offset) {
        CsvReader reader = reader(file);
        while (reader.offset() < offset) {
            reader.next();
        }
        return reader.next();
    }

    @Test
    void a_mark_of_byte_order_and_all_ends_of_line_are_no_part_of_cells() {
        assertThat(cells("\uFEFFa,b\r\nc,d\ne,f\rg,h"))
                .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e", "f"), List.of("g", "h"));
        assertThat(all("a\r\n\r\n\n\"x\r\ny\"\rz"))
                .extracting(CsvReader.Row::line)
                .containsExactly(1L, 4L, 6L);
    }

    @Test
    void lines_in_quotes_belong_to_their_cell_and_blank_rows_say_nothing() {
        assertThat(cells("\"a\nb\",\"c\"\"d\"\n\n,,\n\"\"\ne")).containsExactly(List.of("a\nb", "c\"d"), List.of("e"));
    }

    @Test
    void wrong_quotes_on_one_line_spoil_that_line_only() {
        List<CsvReader.Row> rows = all("a,b\n1,5\" pipe\n\"2\"x,y\n3,z");

        assertThat(rows).extracting(row -> row.fault() != null).containsExactly(false, true, true, false);
        assertThat(rows).noneMatch(CsvReader.Row::lost);
        assertThat(fault(rows.get(1)).cell()).isEqualTo(1);
        assertThat(fault(rows.get(2)).cell()).isZero();
        assertThat(rows.get(3).cells()).containsExactly("3", "z");
    }

    @Test
    void a_quote_that_is_not_closed_hides_where_rows_begin() {
        List<CsvReader.Row> toTheEnd = all("a,b\n1,\"x\n2,y\n");
        assertThat(toTheEnd).hasSize(2);
        assertThat(toTheEnd.get(1).lost()).isTrue();
        assertThat(toTheEnd.get(1).line()).isEqualTo(2);
        assertThat(fault(toTheEnd.get(1)).message()).contains("not closed");

        List<CsvReader.Row> toTheNext = all("a,b\n1,\"x\n2,\"y\"\n3,z");
        assertThat(toTheNext.get(1).lost()).isTrue();
    }

    @Test
    void a_cell_that_is_too_long_is_read_over_and_the_next_row_is_sound() {
        List<CsvReader.Row> rows = all("a,\"" + "x\n".repeat(500) + "\"\nb,c");

        assertThat(fault(rows.get(0)).message()).contains("longer than 100");
        assertThat(fault(rows.get(0)).cell()).isEqualTo(1);
        assertThat(rows.get(0).lost()).isFalse();
        assertThat(rows.get(1).cells()).containsExactly("b", "c");
        assertThat(rows.get(1).line()).isEqualTo(502);
    }

    @Test
    void a_row_of_a_million_cells_is_not_held() {
        List<CsvReader.Row> rows = all(",".repeat(1_000_000) + "x\nb");

        assertThat(fault(rows.get(0)).message()).contains("1000 cells");
        assertThat(rows.get(0).cells()).hasSize(CsvReader.CELLS_MAX);
        assertThat(rows.get(1).cells()).containsExactly("b");
    }

    /** Gives one character over and over. */
    private static final class Endless extends Reader {
        private long left;

        private Endless(long length) {
            left = length;
        }

        @Override
        public int read(char[] into, int from, int length) {
            int given = (int) Math.min(left, length);
            java.util.Arrays.fill(into, from, from + given, 'x');
            left -= given;
            return given == 0 ? -1 : given;
        }

        @Override
        public void close() {}
    }

    @Test
    void b_102_a_cell_of_a_hundred_million_characters_is_not_held() {
        CsvReader.Row row = Objects.requireNonNull(new CsvReader(new Endless(100_000_000L), ',', 1_000).next());

        assertThat(row.size()).isEqualTo(1_000);
        assertThat(row.fault()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\tx",
                "\rx",
                "\nx",
                " =1",
                "\u00a0=1",
                "\t=1",
                "\r\n=1",
                "\n\n =cmd|' /C calc'!A0",
                "\u200b=1",
                "\uFEFF=1",
                "\u3000+1",
                "\u2003@x",
                "\u0000=1",
                "\uFF1D1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF20x",
                "=HYPERLINK(\"http://example.org\",\"x\")",
                "\u2028=1",
                "'=1",
                "'x",
                "'",
                "\u202e=1"
            })
    void s_05_what_a_spreadsheet_could_run_gets_an_apostrophe(String payload) {
        assertThat(CsvWriter.guarded(payload)).isEqualTo("'" + payload);
        assertThat(CsvWriter.unguarded(CsvWriter.guarded(payload))).isEqualTo(payload);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Anna", "1-2", "a=b", " x", "#loyalty4j", "5", "😀", "\"=1"})
    void what_is_no_formula_stays_as_it_is(String text) {
        assertThat(CsvWriter.guarded(text)).isEqualTo(text);
    }

    @Test
    void rows_in_a_cell_are_read_again_whatever_they_hold() {
        List<List<String>> rows = List.of(List.of("a\nb", "\"", ","), List.of("'=1", "", "\r\n"), List.of("x"));
        assertThat(Nested.rows(Nested.of(rows))).isEqualTo(rows);
    }
}
