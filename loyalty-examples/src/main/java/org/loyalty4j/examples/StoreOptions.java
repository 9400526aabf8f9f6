package org.loyalty4j.examples;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a story keeps what it records. */
final class StoreOptions {

    /** Where others who look at the list of processes do not see it. */
    private static final String PASSWORD = "LOYALTY_PASSWORD";

    @Option(
            names = "--store",
            paramLabel = "STORE",
            defaultValue = ReplayStore.MEMORY,
            description = {
                "Where it is all kept: memory, file:PATH (an embedded database) or jdbc:… (PostgreSQL, MariaDB, H2).",
                "A store takes one story, or one file; run again, what was broken off goes on.",
                "Default: ${DEFAULT-VALUE}."
            })
    private String store = ReplayStore.MEMORY;

    @Option(names = "--user", paramLabel = "NAME", description = "The database's user, with --store jdbc:…")
    private @Nullable String user;

    @Option(
            names = "--password",
            paramLabel = "TEXT",
            description = "That user's password. Default: the environment variable " + PASSWORD + ".")
    private @Nullable String password;

    /** Opens the store. */
    ReplayStore open() throws ReplayException {
        boolean fromEnvironment = password == null && store.startsWith("jdbc:");
        return ReplayStore.open(
                store, new ReplayStore.Login(user, fromEnvironment ? System.getenv(PASSWORD) : password));
    }
}
