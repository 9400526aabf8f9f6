package org.loyalty4j.examples;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fields of one group of a form. Whoever has asked for all that there may be calls {@link #end}, which tells the names
 * that nobody asked for. Used by one thread.
 */
final class FormFields {

    private final FormNode.Fields node;
    private final FormProblems problems;
    private final Set<String> asked = new LinkedHashSet<>();

    FormFields(FormNode.Fields node, FormProblems problems) {
        this.node = node;
        this.problems = problems;
    }

    /** Returns the group itself. */
    FormNode node() {
        return node;
    }

    /** Returns what a field says, empty when it is not there. */
    Optional<FormNode> find(String name) {
        asked.add(name);
        return Optional.ofNullable(node.fields().get(name)).map(FormNode.Field::value);
    }

    /**
     * Returns what a field says, or tells that it is missing.
     *
     * @param example what it could say
     */
    Optional<FormNode> get(String name, String example) {
        Optional<FormNode> value = find(name);
        if (value.isEmpty()) {
            problems.add(node.place().lacking(name), "this is missing; write " + example);
        }
        return value;
    }

    /** Tells every field that nobody asked for. */
    void end() {
        node.fields().forEach((name, field) -> {
            if (!asked.contains(name)) {
                problems.add(
                        field.name(),
                        BadLine.shown(name) + " is not known here; known are "
                                + asked.stream().collect(Collectors.joining("\", \"", "\"", "\"")));
            }
        });
    }
}
