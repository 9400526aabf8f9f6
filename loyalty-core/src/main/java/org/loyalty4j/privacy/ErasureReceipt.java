package org.loyalty4j.privacy;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.loyalty4j.command.Actor;
import org.loyalty4j.customer.CustomerId;

/**
 * The proof that a customer was erased, and what of him. It says nothing of who he was.
 *
 * @param customer the id, which is nobody's any more
 * @param why on what grounds
 * @param actor who asked for it
 * @param forced whether it was asked for whatever is open
 * @param open what was open then; empty unless forced
 * @param counts how many rows of each kind were destroyed or blanked; those without any are missing
 * @param erasedAt when
 */
public record ErasureReceipt(
        CustomerId customer,
        Erasure.Why why,
        Actor actor,
        boolean forced,
        Set<Erasure.Open> open,
        Map<PersonalData, Long> counts,
        Instant erasedAt) {

    /** Copies the collections; both are in the order of the constants. */
    public ErasureReceipt {
        Set<Erasure.Open> ordered = EnumSet.noneOf(Erasure.Open.class);
        ordered.addAll(open);
        open = Collections.unmodifiableSet(ordered);
        Map<PersonalData, Long> sorted = new EnumMap<>(PersonalData.class);
        sorted.putAll(counts);
        counts = Collections.unmodifiableMap(sorted);
    }

    /** Shows our id, the grounds and the counts, not who asked. */
    @Override
    public String toString() {
        return "ErasureReceipt[" + customer.value() + ", " + why + ", " + counts + "]";
    }
}
