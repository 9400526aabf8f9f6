package org.loyalty4j.examples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Collects everything that is wrong with a form, so that its writer hears of all at once. Used by one thread. */
final class FormProblems {

    private static final int SHOWN_MAX = 100;

    private final List<Problem> found = new ArrayList<>();

    private record Problem(FormPlace place, String message) {}

    boolean none() {
        return found.isEmpty();
    }

    void add(FormPlace place, String message) {
        found.add(new Problem(place, message));
    }

    /** Tells what the library says, unless something was told of the place: it may be only what follows from that. */
    void addUnlessTold(FormPlace place, String message) {
        if (found.stream().noneMatch(told -> told.place().isWithin(place))) {
            add(place, message);
        }
    }

    /**
     * Throws all of it, in the order of the file, one line each.
     *
     * @param file what to call the file
     */
    void throwIfAny(String file) throws ReplayException {
        if (found.isEmpty()) {
            return;
        }
        String lines = found.stream()
                .sorted(Comparator.comparingInt(
                                (Problem problem) -> problem.place().line())
                        .thenComparingInt(problem -> problem.place().column()))
                .limit(SHOWN_MAX)
                .map(problem -> file + ": " + problem.place() + ": " + problem.message())
                .collect(Collectors.joining(System.lineSeparator()));
        int more = found.size() - SHOWN_MAX;
        throw new ReplayException(more > 0 ? lines + System.lineSeparator() + file + ": and " + more + " more" : lines);
    }
}
