package org.loyalty4j.customer;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;

/**
 * A customer who may be the same as another one, and why. A suggestion: nothing is done about it.
 *
 * @param customer who may be the same
 * @param score how much speaks for it, 0 to 100: the weights of the reasons together, within these bounds
 * @param reasons what speaks for it, and what against
 */
public record DuplicateCandidate(Customer customer, int score, Set<Reason> reasons) {

    /** From this score on a candidate is suggested. */
    public static final int SUGGESTED_FROM = 40;

    /** Those with the higher score first, and of one score those enrolled first. */
    public static final Comparator<DuplicateCandidate> BEST_FIRST = Comparator.comparingInt(DuplicateCandidate::score)
            .reversed()
            .thenComparing(candidate -> candidate.customer().id());

    /**
     * What speaks for two customers being one, or against it where the weight is below zero. A family shares phones and
     * addresses, and many people a name: none of that is enough where something else speaks against it.
     */
    public enum Reason {
        /** The same tax number. */
        SAME_TAX_ID(60),
        /** The same e-mail address, but for what mail systems do not tell apart. */
        SAME_EMAIL(50),
        /** The same phone, with or without the country before it. */
        SAME_PHONE(40),
        /** The same words in the name, in whichever order and script. */
        SAME_NAME(35),
        /** Names that sound alike, or differ by a letter. */
        SIMILAR_NAME(20),
        /** The same day of birth. */
        SAME_BIRTH_DATE(20),
        /** Names of which one is not the other, however they are written. */
        OTHER_NAME(-30),
        /** Days of birth that are not the same. */
        OTHER_BIRTH_DATE(-40),
        /** Tax numbers that are not the same. */
        OTHER_TAX_ID(-60);

        private final int weight;

        Reason(int weight) {
            this.weight = weight;
        }

        /** Returns what it counts, below zero where it speaks against. */
        public int weight() {
            return weight;
        }
    }

    /** Copies the set. */
    public DuplicateCandidate {
        reasons =
                Collections.unmodifiableSet(reasons.isEmpty() ? EnumSet.noneOf(Reason.class) : EnumSet.copyOf(reasons));
    }

    /** Makes a candidate of what speaks for and against it. */
    public static DuplicateCandidate of(Customer customer, Set<Reason> reasons) {
        int sum = reasons.stream().mapToInt(Reason::weight).sum();
        return new DuplicateCandidate(customer, Math.max(0, Math.min(100, sum)), reasons);
    }

    /** Says whether enough speaks for it. */
    public boolean isSuggested() {
        return score >= SUGGESTED_FROM;
    }

    /** Shows our id, the score and the reasons. */
    @Override
    public String toString() {
        return "DuplicateCandidate[" + customer.id().value() + ", " + score + ", " + reasons + "]";
    }
}
