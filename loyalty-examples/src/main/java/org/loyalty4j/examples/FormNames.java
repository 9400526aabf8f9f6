package org.loyalty4j.examples;

import java.util.Set;

/**
 * What a form may name that is written in Java.
 *
 * @param formulas the formulas of custom rules
 * @param factors the personal factors of multipliers
 */
record FormNames(Set<String> formulas, Set<String> factors) {

    /** Nothing: a replay registers none. */
    static final FormNames NONE = new FormNames(Set.of(), Set.of());

    /** Copies the sets. */
    FormNames {
        formulas = Set.copyOf(formulas);
        factors = Set.copyOf(factors);
    }
}
