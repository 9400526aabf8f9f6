package org.loyalty4j.jpa;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a store is to be started. */
record StoreSettings(
        LoyaltySchema.Mode mode,
        @Nullable String schemaName,
        Duration lockWait,
        boolean savepoints,
        int commandsAtOnce) {

    static final StoreSettings DEFAULT =
            new StoreSettings(LoyaltySchema.Mode.VALIDATE, null, Duration.ofSeconds(2), true, 1);

    StoreSettings with(LoyaltySchema.Mode other) {
        return new StoreSettings(other, schemaName, lockWait, savepoints, commandsAtOnce);
    }

    StoreSettings in(String schema) {
        return new StoreSettings(mode, schema, lockWait, savepoints, commandsAtOnce);
    }

    StoreSettings with(Duration longest) {
        return new StoreSettings(mode, schemaName, longest, savepoints, commandsAtOnce);
    }

    StoreSettings withoutSavepoints() {
        return new StoreSettings(mode, schemaName, lockWait, false, commandsAtOnce);
    }

    StoreSettings settlingAtOnce(int commands) {
        return new StoreSettings(mode, schemaName, lockWait, savepoints, commands);
    }
}
