package org.loyalty4j;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.history.WorkList;
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

    static String of(WorkList list, Entry.DuePlace place) {
        String text = place.deadline() + "_" + place.id().value();
        return "w" + text + "." + check(question(list), text);
    }

    static Entry.DuePlace work(WorkList list, String cursor) {
        int id = cursor.indexOf('_');
        int dot = cursor.indexOf('.', Math.max(0, id));
        if (cursor.length() <= 120 && cursor.startsWith("w") && id > 0 && dot > id) {
            try {
                Entry.DuePlace place = new Entry.DuePlace(
                        Instant.parse(cursor.substring(1, id)), EntryId.parse(cursor.substring(id + 1, dot)));
                if (of(list, place).equals(cursor)) {
                    return place;
                }
            } catch (IllegalArgumentException | DateTimeException edited) {
                throw Customers.badCursor();
            }
        }
        throw Customers.badCursor();
    }

    private static String question(WorkList list) {
        return "work " + list.customer() + " "
                + (list.owner() == null ? "" : "o" + list.owner().id()) + " "
                + (list.unit() == null ? "" : "u" + list.unit()) + " " + list.kinds() + " " + list.dueBefore();
    }

    /** Returns a cursor of any text. */
    static String of(String question, String place) {
        return "t" + Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8))
                + "." + check(question, place);
    }

    /** Returns the text of a cursor. */
    static String text(String question, String cursor) {
        int dot = cursor.lastIndexOf('.');
        if (cursor.length() <= 4_000 && cursor.startsWith("t") && dot > 1) {
            try {
                byte[] bytes = Base64.getUrlDecoder().decode(cursor.substring(1, dot));
                String place = new String(bytes, StandardCharsets.UTF_8);
                if (of(question, place).equals(cursor)) {
                    return place;
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
