package org.loyalty4j.jpa;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.loyalty4j.jpa.LoyaltySchema.Database;

/**
 * The scripts that make the tables, oldest first. The n-th brings version n - 1 to version n and ends by writing its own
 * row of loyalty_schema_version, so that it does not matter who runs it.
 *
 * @param names the file names, the same for every database
 * @param texts gives a database's script by its name
 */
record SchemaScripts(List<String> names, BiFunction<Database, String, String> texts) {

    /** Not a Java package, because of the hyphen: so a host's tools can read it on the module path too. */
    private static final String FOLDER = "sql-scripts/";

    static final SchemaScripts LIBRARY = new SchemaScripts(
            List.of(
                    "V1__first_tables.sql",
                    "V2__ledger_in_full.sql",
                    "V3__terms_and_transfers.sql",
                    "V4__ledger_completed.sql",
                    "V5__earning_and_tiers.sql",
                    "V6__tiers_in_full.sql",
                    "V7__profiles.sql",
                    "V8__histories.sql",
                    "V9__events.sql",
                    "V10__phone_forms.sql",
                    "V11__duplicates.sql",
                    "V12__erasure.sql",
                    "V13__merge.sql",
                    "V14__legal_hold.sql"),
            SchemaScripts::ofThisJar);

    /** Returns the version the tables have after the last script. */
    int newest() {
        return names.size();
    }

    /** Returns the name of the script that makes a version. */
    String name(int version) {
        return names.get(version - 1);
    }

    /** Returns the names of the scripts after a version. */
    String namesAfter(int version) {
        return String.join(", ", names.subList(version, names.size()));
    }

    /** Returns where a database's scripts are in the jar. */
    static String folder(Database database) {
        return SchemaScripts.class.getPackageName().replace('.', '/') + "/" + FOLDER + inPath(database);
    }

    /** Returns the statements of the script that makes a version. A statement ends with a semicolon that ends a line. */
    List<String> statements(Database database, int version) {
        String code = texts.apply(database, name(version))
                .lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"));
        return Arrays.stream(code.split(";(\n|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    void write(Database database, Appendable out) {
        try {
            for (String name : names) {
                out.append(texts.apply(database, name)).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String inPath(Database database) {
        return database.name().toLowerCase(Locale.ROOT);
    }

    private static String ofThisJar(Database database, String name) {
        String path = FOLDER + inPath(database) + "/" + name;
        try (InputStream in = SchemaScripts.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("This jar of loyalty-jpa is incomplete: " + path + " is not in it");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
