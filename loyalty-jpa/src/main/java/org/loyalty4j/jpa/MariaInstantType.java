package org.loyalty4j.jpa;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.BasicBinder;
import org.hibernate.type.descriptor.jdbc.BasicExtractor;
import org.hibernate.type.descriptor.jdbc.TimestampUtcAsJdbcTimestampJdbcType;
import org.jspecify.annotations.Nullable;

/**
 * How Hibernate hands instants to MariaDB's driver: as dates and times in UTC. Its own way is a timestamp with a
 * calendar, which takes year and digits from the machine's locale: with a Thai one it is the year 2569.
 */
final class MariaInstantType extends TimestampUtcAsJdbcTimestampJdbcType {

    private static final long serialVersionUID = 1L;

    @Override
    public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
        return new BasicBinder<>(javaType, this) {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doBind(PreparedStatement statement, X value, int place, WrapperOptions options)
                    throws SQLException {
                statement.setObject(
                        place, LocalDateTime.ofInstant(javaType.unwrap(value, Instant.class, options), ZoneOffset.UTC));
            }

            @Override
            protected void doBind(CallableStatement statement, X value, String name, WrapperOptions options)
                    throws SQLException {
                statement.setObject(
                        name, LocalDateTime.ofInstant(javaType.unwrap(value, Instant.class, options), ZoneOffset.UTC));
            }
        };
    }

    @Override
    public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
        return new BasicExtractor<>(javaType, this) {
            private static final long serialVersionUID = 1L;

            @Override
            protected X doExtract(ResultSet row, int place, WrapperOptions options) throws SQLException {
                return javaType.wrap(instant(row.getObject(place, LocalDateTime.class)), options);
            }

            @Override
            protected X doExtract(CallableStatement statement, int place, WrapperOptions options) throws SQLException {
                return javaType.wrap(instant(statement.getObject(place, LocalDateTime.class)), options);
            }

            @Override
            protected X doExtract(CallableStatement statement, String name, WrapperOptions options)
                    throws SQLException {
                return javaType.wrap(instant(statement.getObject(name, LocalDateTime.class)), options);
            }
        };
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime value) {
        return value == null ? null : value.toInstant(ZoneOffset.UTC);
    }
}
