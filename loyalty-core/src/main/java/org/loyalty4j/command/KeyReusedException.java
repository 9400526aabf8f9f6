package org.loyalty4j.command;

/**
 * A key that was used before, for another content. Nothing was written; the one who numbers the requests has to look,
 * because silence would hide a till that starts its numbering again.
 */
public class KeyReusedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient CommandKey key;
    private final String field;

    /**
     * Makes the exception.
     *
     * @param key the key that was used twice
     * @param field the first field that differs
     */
    public KeyReusedException(CommandKey key, String field) {
        super("The key " + key.value() + " was used before with another " + field
                + "; repeat a request unchanged, or give a new one a new key");
        this.key = key;
        this.field = field;
    }

    /** Returns the key that was used twice. */
    public CommandKey key() {
        return key;
    }

    /** Returns the first field that differs. */
    public String field() {
        return field;
    }
}
