package org.loyalty4j.points;

import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;

/**
 * An exact number of points, counted in the smallest units of their purse: at scale 0 whole points, at scale 2
 * hundredths.
 *
 * @param minor the number of smallest units, from -{@value #BALANCE_MAX} to {@value #BALANCE_MAX}
 */
public record Points(long minor) implements Comparable<Points> {

    /** The most smallest units that one posting may move. */
    public static final long POSTING_MAX = 10_000_000_000_000_000L;

    /** The most smallest units that an account may hold: far below overflow, far above any customer. */
    public static final long BALANCE_MAX = 100_000_000_000_000_000L;

    /** No points. */
    public static final Points NONE = new Points(0);

    /**
     * Makes a number of points.
     *
     * @throws InvalidRequestException if it is outside the range
     */
    public Points {
        if (minor < -BALANCE_MAX || minor > BALANCE_MAX) {
            throw new InvalidRequestException(
                    "points", Code.AMOUNT_TOO_LARGE, "points must be from -" + BALANCE_MAX + " to " + BALANCE_MAX);
        }
    }

    /** Makes a number of points of its smallest units. */
    public static Points of(long minor) {
        return new Points(minor);
    }

    /** Returns the sum. */
    public Points plus(Points other) {
        return new Points(minor + other.minor);
    }

    /** Returns the difference. */
    public Points minus(Points other) {
        return new Points(minor - other.minor);
    }

    /**
     * Returns this number if a request may ask for it.
     *
     * @param path the field of the request
     * @throws InvalidRequestException unless it is from 1 to {@value #POSTING_MAX}
     */
    public Points positive(String path) {
        if (minor <= 0) {
            throw new InvalidRequestException(path, Code.AMOUNT_NOT_POSITIVE, "must be more than 0, not " + minor);
        }
        return postable(path);
    }

    /**
     * Returns this number if one posting may move it, in either direction.
     *
     * @param path the field of the request
     * @throws InvalidRequestException if it is zero, or more than {@value #POSTING_MAX} either way
     */
    public Points postable(String path) {
        if (minor == 0) {
            throw new InvalidRequestException(path, Code.AMOUNT_NOT_POSITIVE, "must not be 0");
        }
        if (minor > POSTING_MAX || minor < -POSTING_MAX) {
            throw new InvalidRequestException(
                    path, Code.AMOUNT_TOO_LARGE, "at most " + POSTING_MAX + " at once are accepted");
        }
        return this;
    }

    @Override
    public int compareTo(Points other) {
        return Long.compare(minor, other.minor);
    }

    /** Returns the number of smallest units. */
    @Override
    public String toString() {
        return Long.toString(minor);
    }
}
