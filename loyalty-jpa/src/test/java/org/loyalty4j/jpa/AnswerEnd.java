package org.loyalty4j.jpa;

import java.util.Arrays;

/**
 * Reads what a server says on one connection, and tells where its answer ends. A server of PostgreSQL that has let a
 * client in ends each answer by saying that it is ready; it may begin to answer while a long message is still on its
 * way. Of any other server, and before a client is let in, whatever it says is taken for a whole answer. One thread.
 */
final class AnswerEnd {

    private static final int LENGTH_OF_READY = 6;

    private byte[] tail = new byte[0];
    private boolean saysReady;

    /** Takes the next bytes, and says whether the answer ends with them. */
    boolean reached(byte[] bytes, int length) {
        byte[] all = Arrays.copyOf(tail, tail.length + length);
        System.arraycopy(bytes, 0, all, tail.length, length);
        tail = Arrays.copyOfRange(all, Math.max(0, all.length - LENGTH_OF_READY), all.length);
        boolean ready = isReady(tail);
        saysReady |= ready;
        return ready || !saysReady;
    }

    private static boolean isReady(byte[] last) {
        return last.length == LENGTH_OF_READY
                && last[0] == 'Z'
                && last[1] == 0
                && last[2] == 0
                && last[3] == 0
                && last[4] == 5
                && "ITE".indexOf(last[5]) >= 0;
    }
}
