package org.loyalty4j.history;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * Which stages deals or cases of a kind go through.
 *
 * @param code what it is known by, 1 to 60 code points
 * @param first the stage to begin with
 * @param next from each stage, which ones it may go to; one from which it goes nowhere is an end
 */
public record Pipeline(String code, String first, Map<String, Set<String>> next) {

    /** The most stages. */
    public static final int STAGES_MAX = 100;

    /**
     * Copies the map and checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Pipeline {
        Violations violations = new Violations().required("pipeline.next", next);
        code = violations.text("pipeline.code", code, ItemTexts.CODE_MAX);
        first = violations.text("pipeline.first", first, ItemTexts.CODE_MAX);
        violations.throwIfAny();
        violations
                .check(
                        next.size() <= STAGES_MAX,
                        "pipeline.next",
                        Code.TOO_MANY_ITEMS,
                        "at most " + STAGES_MAX + " stages are accepted")
                .throwIfAny();
        Map<String, Set<String>> copy = new LinkedHashMap<>();
        for (Map.Entry<String, Set<String>> leading : next.entrySet()) {
            Set<String> to = new LinkedHashSet<>();
            leading.getValue().forEach(stage -> to.add(violations.text("pipeline.next", stage, ItemTexts.CODE_MAX)));
            boolean one = copy.put(
                            violations.text("pipeline.next", leading.getKey(), ItemTexts.CODE_MAX),
                            Collections.unmodifiableSet(to))
                    == null;
            violations.check(one, "pipeline.next", Code.DUPLICATE_CODE, "two stages have one name");
        }
        violations.throwIfAny();
        violations
                .check(copy.containsKey(first), "pipeline.first", Code.NOT_FOUND, "the first stage is one of them")
                .check(
                        copy.values().stream().allMatch(copy.keySet()::containsAll),
                        "pipeline.next",
                        Code.NOT_FOUND,
                        "every stage that is led to is one of them");
        violations.throwIfAny();
        next = Collections.unmodifiableMap(copy);
    }

    /** Starts a pipeline with its first stage. */
    public static Pipeline of(String code, String first) {
        return new Pipeline(code, first, Map.of(first, Set.of()));
    }

    /** Returns this, leading from one stage to others, which are there from now on. */
    public Pipeline leading(String from, String... to) {
        Map<String, Set<String>> more = new LinkedHashMap<>(next);
        Set<String> others = new LinkedHashSet<>(more.getOrDefault(from, Set.of()));
        for (String stage : to) {
            others.add(stage);
            more.putIfAbsent(stage, Set.of());
        }
        more.put(from, others);
        return new Pipeline(code, first, more);
    }

    /** Starts a deal or a case in the first stage. */
    public Stage begin(String title) {
        return new Stage(code, first, isEnd(first), title, null, null, null);
    }

    /** Returns a deal or a case in another stage. */
    public Stage move(Stage from, String to) {
        return new Stage(code, to, isEnd(to), from.title(), from.value(), null, from.owner());
    }

    /** Says whether nothing comes after a stage. */
    public boolean isEnd(String stage) {
        return next.getOrDefault(stage, Set.of()).isEmpty();
    }

    /** Says whether one stage may follow another. */
    public boolean leads(String from, String to) {
        return from.equals(to) || next.getOrDefault(from, Set.of()).contains(to);
    }
}
