package org.loyalty4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a store is said in one line, with exit code 2 and without the password. */
class ReplayStoreOptionsTest {

    private static final String ONE = "customer,date,amount\nanna,1999-01-01,5.00\n";
    private static final String SECRET = "hush-4711";

    @TempDir
    Path folder;

    @Test
    void an_unknown_kind_of_store_is_refused() {
        assertThat(complaint("--store", "disk")).isEqualTo("--store is memory, file:PATH or jdbc:…, not \"disk\"");
        assertThat(complaint("--store", "postgresql://shop:" + SECRET + "@localhost/shop"))
                .startsWith("--store is memory, file:PATH or jdbc:…, not \"postgresql://shop:***@");
        assertThat(complaint("--store", "file:")).contains("needs the path of a file");
        assertThat(complaint("--store", "file:" + folder + "/shop;MODE=MySQL")).contains("without a semicolon");
    }

    @Test
    void a_driver_that_is_missing_is_named() {
        assertThat(complaint("--store", "jdbc:oracle:thin:shop/" + SECRET + "@localhost"))
                .isEqualTo("No driver on the class path knows --store jdbc:oracle:…; there are drivers for"
                        + " jdbc:postgresql:…, jdbc:mariadb:… and jdbc:h2:…");
    }

    @Test
    void a_path_that_cannot_be_written_is_named() throws IOException {
        Path file = Files.writeString(folder.resolve("plain"), "no directory");

        assertThat(complaint("--store", "file:" + file + "/shop")).startsWith("Cannot open the store ");
        assertThat(complaint("--store", "file:" + folder)).endsWith(": it is a directory");
        Files.writeString(folder.resolve("letter.mv.db"), "Dear Sir or Madam");
        assertThat(complaint("--store", "file:" + folder.resolve("letter"))).startsWith("Cannot open the file ");
    }

    @Test
    void a_login_is_for_servers() {
        assertThat(complaint("--user", "anna")).isEqualTo("--user and --password go with --store jdbc:…");
        assertThat(complaint("--store", "file:" + folder.resolve("shop"), "--password", SECRET))
                .isEqualTo("--user and --password go with --store jdbc:…");
    }

    @Test
    void a_wrong_password_is_told_without_it() {
        String url = "jdbc:h2:file:" + folder.resolve("locked");
        assertThat(CommandRun.of(folder, ONE, "--store", url, "--user", "sa", "--password", "right")
                        .exitCode())
                .isZero();

        assertThat(complaint("--store", url, "--user", "sa", "--password", SECRET))
                .isEqualTo("Cannot open the database: it refuses the user or the password");
        assertThat(complaint("--store", url + ";USER=sa;PASSWORD=" + SECRET))
                .isEqualTo("Cannot open the database: it refuses the user or the password");
        assertThat(complaint("--store", url + ";PASSWORD=" + SECRET + ";NONSENSE=1", "--user", "sa"))
                .startsWith("Cannot open the database: ");
    }

    @Test
    void a_server_that_refuses_says_why() {
        List<String> maria = StoreKind.MARIADB.fresh(folder);
        assertThat(complaint(maria.get(0), maria.get(1) + "_gone", "--user", "root"))
                .isEqualTo("Cannot open the database: the server has no such database");
        List<String> postgres = StoreKind.POSTGRESQL.fresh(folder);
        assertThat(complaint(postgres.get(0), postgres.get(1), "--user", "nobody", "--password", SECRET))
                .isEqualTo("Cannot open the database: it refuses the user or the password");
    }

    @Test
    void a_server_that_is_not_there_is_told() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        for (String kind : List.of("postgresql", "mariadb")) {
            assertThat(complaint("--store", "jdbc:" + kind + "://127.0.0.1:" + port + "/shop", "--password", SECRET))
                    .isEqualTo("Cannot open the database: the server cannot be reached");
        }
    }

    @Test
    void the_password_may_stand_in_the_environment() throws IOException, InterruptedException {
        List<String> login = List.of("--store", "jdbc:h2:file:" + folder.resolve("environment"), "--user", "sa");
        Path input = Files.writeString(folder.resolve("one.csv"), ONE);

        List<String> options = new ArrayList<>(login);
        options.addAll(List.of("--customer", "customer", "--input", input.toString()));
        ProcessBuilder child = ReplayProcess.of(options);
        child.environment().put("LOYALTY_PASSWORD", SECRET);
        child.redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.out").toFile());

        assertThat(child.start().waitFor())
                .as(Files.readString(folder.resolve("child.out")))
                .isZero();
        assertThat(CommandRun.of(folder, ONE, and(login, "--password", SECRET)).exitCode())
                .isZero();
        assertThat(complaint(and(login, "--password", "other"))).contains("refuses the user or the password");
    }

    /** Returns the one line that a run complains with. */
    private String complaint(String... options) {
        CommandRun run = CommandRun.of(folder, ONE, options);
        assertThat(run.exitCode()).as(run.complaints()).isEqualTo(Main.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.complaints()).doesNotContain(SECRET).doesNotContain("\tat ");
        assertThat(run.complaints().strip()).hasLineCount(1);
        return run.complaints().strip();
    }

    private static String[] and(List<String> options, String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
