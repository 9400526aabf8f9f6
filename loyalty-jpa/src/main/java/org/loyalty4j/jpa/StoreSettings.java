package org.loyalty4j.jpa;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a store is to be started. */
record StoreSettings(LoyaltySchema.Mode mode, @Nullable String schemaName, Duration lockWait, boolean savepoints) {

    static final StoreSettings DEFAULT =
            new StoreSettings(LoyaltySchema.Mode.VALIDATE, null, Duration.ofSeconds(2), true);

    StoreSettings with(LoyaltySchema.Mode other) {
        return new StoreSettings(other, schemaName, lockWait, savepoints);
    }

    StoreSettings in(String schema) {
        return new StoreSettings(mode, schema, lockWait, savepoints);
    }

    StoreSettings with(Duration longest) {
        return new StoreSettings(mode, schemaName, longest, savepoints);
    }

    StoreSettings withoutSavepoints() {
        return new StoreSettings(mode, schemaName, lockWait, false);
    }
}
