package org.loyalty4j.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request said, as eight bytes a field, so that a repeat can be told from another request under the same key.
 *
 * <p>It finds mistakes, not forgers: the hash is quick, not cryptographic.
 */
public final class Fingerprint {

    /** How many fields are kept in the object itself: all of an ordinary sale. */
    private static final int INLINE = 4;

    private final long first;
    private final long second;
    private final long third;
    private final long fourth;

    /** Those after the fourth, without zeros at the end; null when there are none. */
    private final long @Nullable [] rest;

    private Fingerprint(long[] hashes, int fields) {
        int kept = fields;
        while (kept > 0 && hashes[kept - 1] == 0) {
            kept--;
        }
        first = kept > 0 ? hashes[0] : 0;
        second = kept > 1 ? hashes[1] : 0;
        third = kept > 2 ? hashes[2] : 0;
        fourth = kept > 3 ? hashes[3] : 0;
        rest = kept > INLINE ? Arrays.copyOfRange(hashes, INLINE, kept) : null;
    }

    /** Starts the fingerprint of a request, always with the same fields in the same order for one operation. */
    public static Maker of() {
        return new Maker();
    }

    /** Makes a fingerprint of hashes that {@link #hashes()} returned before. */
    public static Fingerprint ofHashes(List<Long> hashes) {
        return new Fingerprint(hashes.stream().mapToLong(Long::longValue).toArray(), hashes.size());
    }

    /** Returns one number for each field, in their order; fields at the end to which nothing was added are left out. */
    public List<Long> hashes() {
        List<Long> all = new ArrayList<>(INLINE);
        for (int i = 0; i < INLINE + (rest == null ? 0 : rest.length); i++) {
            all.add(hash(i));
        }
        while (!all.isEmpty() && all.get(all.size() - 1) == 0) {
            all.remove(all.size() - 1);
        }
        return all;
    }

    /**
     * Returns the name of the first field that differs from another request's, if any does.
     *
     * @param names the names of the fields, in their order
     */
    public Optional<String> firstDifference(Fingerprint other, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (hash(i) != other.hash(i)) {
                return Optional.of(names.get(i));
            }
        }
        return Optional.empty();
    }

    /** A field to which nothing was added is 0; those at the end are not kept. */
    private long hash(int field) {
        return switch (field) {
            case 0 -> first;
            case 1 -> second;
            case 2 -> third;
            case 3 -> fourth;
            default -> rest != null && field - INLINE < rest.length ? rest[field - INLINE] : 0;
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fingerprint that
                && first == that.first
                && second == that.second
                && third == that.third
                && fourth == that.fourth
                && Arrays.equals(rest, that.rest);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first ^ second ^ third ^ fourth) ^ Arrays.hashCode(rest);
    }

    /**
     * Takes in the parts of one field after the other. FNV-1a over the parts, then the finalizer of MurmurHash3 (both
     * public domain), as one bit more must change half the result. Used by one thread.
     */
    public static final class Maker {

        private static final long START = 0xcbf29ce484222325L;
        private static final long PRIME = 0x100000001b3L;

        private long[] hashes = new long[9];
        private int fields;
        private long hash = START;

        private Maker() {}

        /** Adds a text, or that there is none. */
        public Maker text(@Nullable String text) {
            if (text == null) {
                return number(-1);
            }
            number(text.length());
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * PRIME;
            }
            return this;
        }

        /** Adds a number. */
        public Maker number(long value) {
            // The high half would otherwise only ever be multiplied upward, out of the hash.
            hash = (hash ^ (value & 0xFFFF_FFFFL)) * PRIME;
            hash = (hash ^ (value >>> 32)) * PRIME;
            return this;
        }

        /** Adds the text of a value, or that there is none. */
        public Maker value(@Nullable Object value) {
            return text(value == null ? null : value.toString());
        }

        /** Ends a field and begins the next. */
        public Maker end() {
            long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
            mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
            if (fields == hashes.length) {
                hashes = Arrays.copyOf(hashes, fields * 2);
            }
            hashes[fields++] = hash == START ? 0 : mixed ^ (mixed >>> 33);
            hash = START;
            return this;
        }

        /** Returns the fingerprint of the fields that were ended. */
        public Fingerprint make() {
            return new Fingerprint(hashes, fields);
        }
    }
}
