package org.loyalty4j;

/**
 * Remembers the hashes of rows that were seen, a million of them at most, in at most 16 MB. Used by one thread.
 */
final class Prints {

    /** The most hashes; those after it are not remembered. */
    static final int MOST = 1 << 20;

    private long[] table = new long[1 << 10];
    private int held;
    private boolean zero;

    /** Says whether a hash was seen before, and remembers it. */
    boolean seen(long print) {
        if (print == 0) {
            boolean before = zero;
            zero = true;
            return before;
        }
        int place = place(table, print);
        if (table[place] == print) {
            return true;
        }
        if (held < MOST) {
            table[place] = print;
            held++;
            if (held * 2 > table.length && table.length < 2 * MOST) {
                grow();
            }
        }
        return false;
    }

    private void grow() {
        long[] larger = new long[table.length * 2];
        for (long print : table) {
            if (print != 0) {
                larger[place(larger, print)] = print;
            }
        }
        table = larger;
    }

    private static int place(long[] in, long print) {
        int place = (int) (print ^ (print >>> 32)) & (in.length - 1);
        while (in[place] != 0 && in[place] != print) {
            place = (place + 1) & (in.length - 1);
        }
        return place;
    }
}
