package org.loyalty4j.program;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Instants at which something falls due, where null stands for never. */
final class Due {

    private Due() {}

    /** Returns the earlier of two. */
    static @Nullable Instant first(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }
}
