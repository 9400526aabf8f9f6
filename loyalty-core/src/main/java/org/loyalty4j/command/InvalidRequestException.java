package org.loyalty4j.command;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A request that cannot be meant: the caller's programmer has to change it. Nothing was written, and its key was not
 * used up.
 */
public class InvalidRequestException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    /**
     * Makes the exception.
     *
     * @param violations every mistake that was found, at least one
     */
    public InvalidRequestException(List<Violation> violations) {
        super(violations.stream()
                .map(violation -> violation.path() + ": " + violation.message() + " (" + violation.code() + ")")
                .collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    /** Makes the exception for one mistake. */
    public InvalidRequestException(String path, Violation.Code code, String message) {
        this(List.of(new Violation(path, code, message)));
    }

    /** Returns every mistake that was found, in the order of the fields. */
    public List<Violation> violations() {
        return violations;
    }
}
