package org.loyalty4j.jpa;

import org.jspecify.annotations.Nullable;

/** Turns values of one type into trees of {@link Json} and back. Immutable. */
interface DocumentCodec {

    /** Returns the tree of a value. */
    Object write(Object value);

    /**
     * Returns the value of a tree.
     *
     * @param path where the tree stands, for messages
     * @throws IllegalArgumentException with a message that begins with the path, if the tree is not of this type
     */
    Object read(@Nullable Object tree, String path);

    /** Makes the exception for a tree that is not as it must be. */
    static IllegalArgumentException bad(String path, String message) {
        return new IllegalArgumentException(path + ": " + message);
    }

    /** Makes the exception for a name that no component has. */
    static IllegalArgumentException unknown(String path) {
        return bad(path, "unknown to this version of the library; a newer one wrote it");
    }
}
