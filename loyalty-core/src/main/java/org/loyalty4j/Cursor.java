package org.loyalty4j;

import java.math.BigInteger;
import java.util.UUID;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.points.AccountId;

/** Writes and reads cursors: a place and a check that it belongs to the question. It finds mistakes, not forgers. */
final class Cursor {

    private Cursor() {}

    static String of(UUID customer) {
        return "c" + customer + "." + check("customers", customer.toString());
    }

    static UUID customer(String cursor) {
        if (cursor.length() == 54 && cursor.startsWith("c") && cursor.charAt(37) == '.') {
            try {
                UUID id = UUID.fromString(cursor.substring(1, 37));
                if (of(id).equals(cursor)) {
                    return id;
                }
            } catch (IllegalArgumentException edited) {
                throw Customers.badCursor();
            }
        }
        throw Customers.badCursor();
    }

    static String of(AccountId account, long number) {
        return "s" + number + "." + check(account.toString(), Long.toString(number));
    }

    static long posting(AccountId account, String cursor) {
        int dot = cursor.indexOf('.');
        if (cursor.length() <= 40 && dot > 1 && cursor.substring(1, dot).matches("[0-9]{1,18}")) {
            long number = new BigInteger(cursor.substring(1, dot)).longValueExact();
            if (of(account, number).equals(cursor)) {
                return number;
            }
        }
        throw Customers.badCursor();
    }

    private static String check(String question, String place) {
        long hash = Fingerprint.of()
                .text(question)
                .text(place)
                .end()
                .make()
                .hashes()
                .get(0);
        return String.format(java.util.Locale.ROOT, "%016x", hash);
    }
}
