package org.loyalty4j.examples.bench.db;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What the other contenders reckon as the library does: ids, fingerprints, and hashes over the same fields. */
final class Hashes {

    /** What a request comes to: 8 bytes for each of four fields, as the library keeps them. */
    static final int FINGERPRINT = 32;

    private Hashes() {}

    /** Returns now, as the database keeps it. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns an id that grows with time. */
    static UUID id(Instant now) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(
                now.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000), Long.MIN_VALUE | random.nextLong() >>> 2);
    }

    private static byte[] sha256(ByteBuffer text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(text.flip());
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new LinkageError("Every Java has SHA-256", impossible);
        }
    }

    private static void text(ByteBuffer to, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.putInt(bytes.length).put(bytes);
    }

    /** Returns the fingerprint of a request. */
    static byte[] fingerprint(int customer, String what) {
        ByteBuffer buffer = ByteBuffer.allocate(256).putInt(customer);
        text(buffer, what);
        return sha256(buffer);
    }

    /** Returns the hash of a posting that moves one lot or more. */
    static byte[] chain(byte[] previous, Written posting, long salt, String key) {
        ByteBuffer words = ByteBuffer.allocate(512).putLong(salt);
        text(words, key);
        byte[] seal = sha256(words);
        ByteBuffer all = ByteBuffer.allocate(1024).put(previous).put(seal);
        all.putLong(posting.customer().getMostSignificantBits())
                .putLong(posting.customer().getLeastSignificantBits());
        text(all, "points");
        all.putLong(posting.number());
        text(all, posting.kind());
        all.putLong(posting.amount()).putLong(posting.after());
        all.putLong(posting.command().getMostSignificantBits())
                .putLong(posting.command().getLeastSignificantBits());
        all.putLong(1).putLong(ChronoUnit.MICROS.between(Instant.EPOCH, posting.at()));
        text(all, posting.attributions());
        return sha256(all);
    }

    /** What the hash of a posting covers. */
    record Written(
            UUID customer,
            long number,
            String kind,
            long amount,
            long after,
            UUID command,
            Instant at,
            String attributions) {}

    /** Returns the column of the attributions of the sale. */
    static String attributions() {
        StringBuilder text = new StringBuilder(64).append('[');
        for (int i = 0; i < Sample.EARNED_BY_LINE.size(); i++) {
            long points = Sample.EARNED_BY_LINE.get(i);
            text.append(i == 0 ? "[\"" : ",[\"").append(i + 1).append("\",\"base\",");
            text.append(points).append(',').append(points).append(']');
        }
        return text.append(']').toString();
    }
}
