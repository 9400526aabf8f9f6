package org.loyalty4j.jpa;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

/** What a column can hold. How each is bound and read is the {@link Dialect}'s. */
enum ColumnType {
    /** A whole number of 64 bits. */
    LONG,
    /** A whole number of 32 bits. */
    INT,
    /** A text. */
    TEXT,
    /** An id. */
    ID,
    /** An instant to the microsecond. */
    INSTANT,
    /** A date. */
    DATE,
    /** Bytes. */
    BYTES,
    /** An exact decimal number. */
    DECIMAL;

    private static final Map<Class<?>, ColumnType> OF_CLASS = Map.of(
            long.class, LONG,
            Long.class, LONG,
            int.class, INT,
            Integer.class, INT,
            String.class, TEXT,
            UUID.class, ID,
            Instant.class, INSTANT,
            LocalDate.class, DATE,
            byte[].class, BYTES,
            BigDecimal.class, DECIMAL);

    static ColumnType of(Class<?> type) {
        ColumnType found = OF_CLASS.get(type);
        if (found == null) {
            throw new IllegalArgumentException("A column cannot hold " + type);
        }
        return found;
    }
}
