package org.loyalty4j.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/** Checks that items share. */
final class ItemTexts {

    /** The most code points of the code of something: a channel, a kind of document, a role. */
    static final int CODE_MAX = 60;

    /** The most code points of a title. */
    static final int TITLE_MAX = 200;

    /** The most code points of a free text. */
    static final int TEXT_MAX = 10_000;

    /** The most links of one item. */
    static final int LINKS_MAX = 50;

    private ItemTexts() {}

    /** Returns checked codes in their order, each once. */
    static List<String> codes(Violations violations, String path, Collection<String> codes, int most) {
        List<String> clean = new ArrayList<>(codes.size());
        violations.atMost(path, codes, most).throwIfAny();
        for (String code : codes) {
            String checked = violations.text(path, code, CODE_MAX);
            if (!clean.contains(checked)) {
                clean.add(checked);
            }
        }
        return List.copyOf(clean);
    }

    /** Returns a copy of a list whose parts are all there. */
    static <T> List<T> parts(Violations violations, String path, @Nullable List<T> parts, int most) {
        violations.required(path, parts).throwIfAny();
        List<T> given = parts == null ? List.of() : parts;
        violations.atMost(path, given, most).eachRequired(path, given).throwIfAny();
        return List.copyOf(given);
    }

    /** Returns a list with one more. */
    static <T> List<T> and(List<T> before, T more) {
        List<T> all = new ArrayList<>(before);
        all.add(more);
        return all;
    }

    /** Notes that a range ends before it begins. */
    static <T extends Comparable<? super T>> void inOrder(
            Violations violations, String path, @Nullable T from, @Nullable T until) {
        violations.check(
                from == null || until == null || from.compareTo(until) <= 0,
                path,
                Code.EMPTY_RANGE,
                "it cannot end before it begins");
    }
}
