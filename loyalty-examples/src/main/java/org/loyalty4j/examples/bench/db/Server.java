package org.loyalty4j.examples.bench.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL server that is measured.
 *
 * @param host where it runs
 * @param port of the host
 * @param database of the server
 * @param user who may create schemas
 * @param password of the user, if one is needed
 */
record Server(String host, int port, String database, String user, @Nullable String password) {

    /** Takes the address of a server, such as {@code jdbc:postgresql://localhost:5432/shop}. */
    static Server at(String url, String user, @Nullable String password) {
        if (!url.startsWith("jdbc:postgresql://")) {
            throw new IllegalArgumentException("The address is not like jdbc:postgresql://HOST:PORT/DATABASE: " + url);
        }
        URI address = URI.create(url.substring("jdbc:".length()));
        int port = address.getPort() < 0 ? 5432 : address.getPort();
        return new Server(address.getHost(), port, address.getPath().substring(1), user, password);
    }

    /** Opens a slow line to the server. */
    SlowLine slowLine(long delayNanos) {
        return new SlowLine(host, port, delayNanos);
    }

    private String url(String schema, @Nullable SlowLine line) {
        return "jdbc:postgresql://" + (line == null ? host + ":" + port : "localhost:" + line.port()) + "/" + database
                + "?currentSchema=" + schema + "&ApplicationName=" + schema;
    }

    /** Opens a connection for preparing and checking. */
    Connection connect(String schema) throws SQLException {
        return DriverManager.getConnection(url(schema, null), user, password);
    }

    /** Opens a pool of a fixed size. */
    HikariDataSource pool(String schema, int size, @Nullable SlowLine line, boolean rewriting) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url(schema, line) + (rewriting ? "&reWriteBatchedInserts=true" : ""));
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(size);
        return new HikariDataSource(config);
    }

    /** Prints what was measured on. */
    void describe(PrintWriter out) throws SQLException {
        try (Connection connection = connect("public");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select name, setting from pg_settings where name in ('fsync',"
                                + " 'synchronous_commit', 'full_page_writes', 'server_version', 'shared_buffers') order by 1")) {
            while (rows.next()) {
                out.printf("%s %s%n", rows.getString(1), rows.getString(2));
            }
            out.printf(
                    "driver %s, Java %s, %d cores%n%n",
                    connection.getMetaData().getDriverVersion(),
                    Runtime.version(),
                    Runtime.getRuntime().availableProcessors());
        }
    }
}
