package org.loyalty4j.points;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Writes values in the one form that is hashed: numbers as eight bytes big-endian, texts as their length and UTF-8, an
 * instant as its microseconds, an absent value as a length or number that no present one has.
 */
final class Canonical {

    /** Stands first in everything that is hashed, so that a later form can be told from this one. */
    private static final int VERSION = 1;

    private byte[] bytes;
    private int size;

    /** Starts with room for some bytes; more is made when it is needed. */
    Canonical(int expected) {
        bytes = new byte[expected];
        room(1)[size++] = VERSION;
    }

    Canonical number(long value) {
        byte[] to = room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            to[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    Canonical text(@Nullable String text) {
        if (text == null) {
            return number(-1);
        }
        if (!isAscii(text)) {
            return utf8(text.getBytes(StandardCharsets.UTF_8));
        }
        int length = text.length();
        number(length);
        byte[] to = room(length);
        for (int i = 0; i < length; i++) {
            to[size++] = (byte) text.charAt(i);
        }
        return this;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    private Canonical utf8(byte[] utf8) {
        number(utf8.length);
        System.arraycopy(utf8, 0, room(utf8.length), size, utf8.length);
        size += utf8.length;
        return this;
    }

    Canonical instant(@Nullable Instant instant) {
        return number(
                instant == null
                        ? Long.MIN_VALUE
                        : Math.addExact(
                                Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000));
    }

    Canonical id(UUID id) {
        return number(id.getMostSignificantBits()).number(id.getLeastSignificantBits());
    }

    Canonical hash(ChainHash hash) {
        return number(hash.a()).number(hash.b()).number(hash.c()).number(hash.d());
    }

    ChainHash sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, size);
            return ChainHash.of(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform must have SHA-256.
            throw new AssertionError(impossible);
        }
    }

    /** Returns the hash of what was recorded at a time. */
    ChainHash hashed(ChainKey key, Instant recordedAt) {
        Mac mac = key.at(recordedAt).mac();
        if (mac == null) {
            return sha256();
        }
        mac.update(bytes, 0, size);
        return ChainHash.of(mac.doFinal());
    }

    private byte[] room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
        return bytes;
    }
}
