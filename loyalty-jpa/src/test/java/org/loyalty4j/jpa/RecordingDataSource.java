package org.loyalty4j.jpa;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source whose connections are recorded. Safe for use by many threads. */
final class RecordingDataSource implements DataSource {

    private final DataSource target;
    private final Recording recording = new Recording();

    RecordingDataSource(DataSource target) {
        this.target = target;
    }

    /** Returns what all connections of this source were asked, the closing included. */
    Recording recording() {
        return recording;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return recording.over(target.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return recording.over(target.getConnection(user, password));
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return target.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        target.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        target.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return target.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return target.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return target.isWrapperFor(type);
    }
}
