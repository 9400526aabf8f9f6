package org.loyalty4j;

/**
 * What came of one of many requests that were made together.
 *
 * @param <A> the answer that a single call would give
 */
public sealed interface Outcome<A> {

    /**
     * The request was answered.
     *
     * @param answer what a single call would have returned
     * @param <A> the answer's type
     */
    record Answered<A>(A answer) implements Outcome<A> {}

    /**
     * The request failed; others may have been answered.
     *
     * @param failure what a single call would have thrown, or a {@link NotRecordedException} where all or nothing was
     *     asked for
     * @param <A> the answer's type
     */
    record Failed<A>(RuntimeException failure) implements Outcome<A> {}

    /** Returns the answer, or throws the failure. */
    default A orThrow() {
        if (this instanceof Answered<A> answered) {
            return answered.answer();
        }
        throw ((Failed<A>) this).failure();
    }
}
