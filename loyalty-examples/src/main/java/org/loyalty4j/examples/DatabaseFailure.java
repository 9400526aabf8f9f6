package org.loyalty4j.examples;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.store.StoreException;

/** Says in one line why a database could not be used, without passwords. */
final class DatabaseFailure {

    private static final Pattern SECRET =
            Pattern.compile("(?i)(password[a-z]*=)[^&;\\s]*|(://[^/@\\s:]*:)[^@/\\s]*(?=@)");
    private static final int CAUSES_MAX = 20;
    private static final int H2_IN_USE = 90020;
    private static final int MARIADB_NO_DATABASE = 1049;

    private DatabaseFailure() {}

    static String inWords(Throwable failure, ReplayStore.Login login) {
        SQLException sql = sql(failure);
        String known = sql == null ? null : known(sql);
        if (known != null) {
            return known;
        }
        Throwable telling = sql == null || failure instanceof StoreException ? failure : sql;
        String text = String.valueOf(telling.getMessage());
        String password = login.password();
        if (password != null && !password.isEmpty()) {
            text = text.replace(password, "***");
        }
        return withoutSecrets(text).replaceAll("\\s+", " ").strip();
    }

    /** Blots out passwords that stand in an address. */
    static String withoutSecrets(String text) {
        return SECRET.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement((found.group(1) == null ? found.group(2) : found.group(1)) + "***"));
    }

    private static @Nullable String known(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (failure.getErrorCode() == H2_IN_USE) {
            return "another process has it open";
        }
        if (state.startsWith("28")) {
            return "it refuses the user or the password";
        }
        if (state.equals("3D000") || failure.getErrorCode() == MARIADB_NO_DATABASE) {
            return "the server has no such database";
        }
        if (state.startsWith("08")) {
            return "the server cannot be reached";
        }
        return null;
    }

    /** Returns what the database or its driver said, if it was one of them. */
    private static @Nullable SQLException sql(Throwable failure) {
        SQLException found = null;
        Throwable at = failure;
        for (int i = 0; at != null && i < CAUSES_MAX; i++) {
            if (at instanceof SQLException sql) {
                found = sql;
            }
            at = at.getCause();
        }
        return found;
    }
}
