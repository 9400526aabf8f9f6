package org.loyalty4j.jpa;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what a client sends on one connection, and tells which SQL it asks a server to run. Of PostgreSQL it knows the
 * messages: a driver there sends the text of a statement once and later only the name that it gave it. For any other
 * database the bytes themselves are searched. One thread.
 */
final class ClientTexts {

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final int PROTOCOL_3 = 3;

    /** Parse, bind, describe, execute and close: a server may keep its answers until it is asked to sync. */
    private static final String PREPARING = "PBDEC";

    private final Map<String, String> prepared = new HashMap<>();
    private byte[] rest = new byte[0];
    private boolean started;
    private boolean plain;
    private boolean more;

    /**
     * Takes the next bytes.
     *
     * @return the texts that these bytes complete, in their order; for another database than PostgreSQL the bytes as
     *     one text
     */
    List<String> next(byte[] bytes, int length) {
        if (plain) {
            return List.of(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        }
        byte[] all = Arrays.copyOf(rest, rest.length + length);
        System.arraycopy(bytes, 0, all, rest.length, length);
        ByteBuffer buffer = ByteBuffer.wrap(all);
        List<String> texts = new ArrayList<>();
        while (takeMessage(buffer, texts)) {
            if (plain) {
                return List.of(new String(all, StandardCharsets.ISO_8859_1));
            }
        }
        rest = Arrays.copyOfRange(all, buffer.position(), all.length);
        return texts;
    }

    /**
     * Says whether the client has not yet said all that it wants to be answered: a message has come in part, or the
     * last one only prepares for another. Never so for another database than PostgreSQL.
     */
    boolean isUnfinished() {
        return !plain && (rest.length > 0 || more);
    }

    private boolean takeMessage(ByteBuffer buffer, List<String> texts) {
        int head = started ? 5 : 8;
        if (buffer.remaining() < head) {
            return false;
        }
        int start = buffer.position();
        if (!started) {
            int size = buffer.getInt(start);
            int code = buffer.getInt(start + 4);
            boolean wish = code == SSL_REQUEST || code == GSS_REQUEST;
            if (!wish && code >>> 16 != PROTOCOL_3) {
                plain = true;
                return true;
            }
            return skip(buffer, size, !wish);
        }
        int size = buffer.getInt(start + 1) + 1;
        if (buffer.remaining() < size) {
            return false;
        }
        byte[] body = new byte[size - 5];
        buffer.position(start + 5).get(body);
        char kind = (char) buffer.get(start);
        more = PREPARING.indexOf(kind) >= 0;
        switch (kind) {
            case 'Q' -> texts.add(string(body, 0));
            case 'P' -> prepared.put(string(body, 0), string(body, 1));
            case 'B' -> texts.add(prepared.getOrDefault(string(body, 1), ""));
            default -> {
                // Says nothing of a statement.
            }
        }
        return true;
    }

    private boolean skip(ByteBuffer buffer, int size, boolean starts) {
        if (buffer.remaining() < size) {
            return false;
        }
        buffer.position(buffer.position() + size);
        started = starts;
        return true;
    }

    /** Returns the string number 0, 1 … of those that a message begins with, each ended by a zero byte. */
    private static String string(byte[] body, int index) {
        int from = 0;
        for (int i = 0; i < index; i++) {
            from = end(body, from) + 1;
        }
        return new String(body, from, end(body, from) - from, StandardCharsets.UTF_8);
    }

    private static int end(byte[] body, int from) {
        int at = from;
        while (body[at] != 0) {
            at++;
        }
        return at;
    }
}
