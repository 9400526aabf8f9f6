package org.loyalty4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class PlainJdbcTest {

    @Test
    void an_order_and_its_points_stand_or_fall_together() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:plain-jdbc;DB_CLOSE_DELAY=-1");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        PlainJdbc.sell(database, new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines()).containsExactly("10", "30", "30");
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from shop_order")) {
            row.next();
            assertThat(row.getLong(1)).isEqualTo(1);
            statement.execute("shutdown");
        }
    }

    /** Each snippet of the three ways in stands in a class that is compiled and run. */
    @Test
    void the_snippets_of_the_three_ways_in_are_code_that_runs() throws IOException {
        String readme = Files.readString(Path.of("..", "loyalty-jpa", "README.md"));
        String section = readme.substring(readme.indexOf("## Three ways in"), readme.indexOf("## Schema and upgrade"));
        List<String> code = lines(Files.readString(Path.of("src/main/java/org/loyalty4j/examples/PlainJdbc.java"))
                + Files.readString(Path.of("hosts/spring/src/main/java/shop/ShopApplication.java"))
                + Files.readString(Path.of("hosts/spring/src/main/java/shop/Checkout.java"))
                + Files.readString(Path.of("hosts/jakarta/src/main/java/shop/Loyalties.java")));
        String[] parts = section.split("```java\n", -1);

        assertThat(parts).hasSize(6);
        for (int i = 1; i < parts.length; i++) {
            assertThat(code).containsSequence(lines(parts[i].substring(0, parts[i].indexOf("```"))));
        }
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
