package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.loyalty4j.jpa.LoyaltySchema.Database;
import org.loyalty4j.privacy.PersonalData;

/** Of every column it is said what it tells of a person. */
class PersonalColumnsTest {

    private static final Pattern COMMENT =
            Pattern.compile("comment on column ([a-z_]+[.][a-z_0-9]+) is\\s+'((?:[^']|'')*)'");

    private static Properties marks() throws IOException {
        Properties marks = new Properties();
        try (Reader file = new InputStreamReader(
                Objects.requireNonNull(LoyaltySchema.class.getResourceAsStream("personal-data.properties")),
                StandardCharsets.UTF_8)) {
            marks.load(file);
        }
        return marks;
    }

    @Test
    void every_column_has_a_mark_and_no_mark_is_of_a_column_that_is_not_there() throws IOException {
        Set<String> columns = new TreeSet<>();
        SchemaText.tables(Database.POSTGRESQL)
                .forEach((table, names) -> names.forEach(name -> columns.add(table + "." + name)));

        assertThat(new TreeSet<>(marks().stringPropertyNames())).isEqualTo(columns);
    }

    @Test
    void marks_are_kinds_of_personal_data_and_each_kind_is_somewhere() throws IOException {
        Properties marks = marks();
        Set<PersonalData> found = EnumSet.noneOf(PersonalData.class);
        for (String column : marks.stringPropertyNames()) {
            String mark = marks.getProperty(column);
            if (!mark.equals("-") && !mark.equals("STAFF")) {
                Arrays.stream(mark.split(" ")).map(PersonalData::valueOf).forEach(found::add);
            }
        }

        assertThat(found).containsExactlyInAnyOrder(PersonalData.values());
    }

    @Test
    void what_is_said_to_be_personal_is_marked() throws IOException {
        Properties marks = marks();
        int personal = 0;
        for (int version = 1; version <= LoyaltySchema.VERSION; version++) {
            for (String statement : SchemaScripts.LIBRARY.statements(Database.POSTGRESQL, version)) {
                Matcher comment = COMMENT.matcher(statement);
                if (comment.find() && comment.group(2).contains("ersonal data")) {
                    personal++;
                    assertThat(marks.getProperty(comment.group(1)))
                            .as(comment.group(1))
                            .isNotEqualTo("-");
                }
            }
        }
        assertThat(personal).isGreaterThan(30);
    }
}
