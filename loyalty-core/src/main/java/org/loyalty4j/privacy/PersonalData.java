package org.loyalty4j.privacy;

/**
 * What is kept of a customer that tells of a person, and what becomes of it when the customer is erased. Whatever a store
 * keeps of a customer is of one of these kinds; {@code privacy} exports and erases by them.
 */
public enum PersonalData {
    /** The name. */
    NAME(Fate.DESTROYED),
    /** Cards, phones, e-mail addresses, handles and the host's numbers, with all that was known of them. */
    IDENTIFIER(Fate.DESTROYED),
    /** What was said of the customer, such as a day of birth, with all that was said before. */
    ATTRIBUTE(Fate.DESTROYED),
    /** For whom the customer acts, and who acts for him. The times end; the other side keeps them without a name. */
    CONTACT_PERSON(Fate.BLANKED),
    /** What may show that two customers are one, and that they are not. */
    DUPLICATE(Fate.DESTROYED),
    /** Who asked for something about the customer, and why. The keys stay, so that a repeat brings nobody back. */
    REQUEST(Fate.BLANKED),
    /** Interactions, tasks, obligations, agreements, documents, stages and assignments, with all they said before. */
    ENTRY(Fate.DESTROYED),
    /** What was agreed to and taken back. Channel, purpose, wording and time stay; contact point and proof do not. */
    CONSENT(Fate.BLANKED),
    /** Where the customer was reached in what is in an organization's history. That somebody took part stays. */
    PARTICIPATION(Fate.BLANKED),
    /** Who asked for something about points, why, and on what grounds. The chain of postings holds without it. */
    COMMAND(Fate.BLANKED),
    /** What guest purchases are found by, and why they were claimed. */
    GUEST_PURCHASE(Fate.BLANKED),
    /** Purchases, with their lines; nobody's any more, but still of one account. */
    PURCHASE(Fate.KEPT),
    /** Points given, used and gone. */
    POSTING(Fate.KEPT),
    /** Which tiers the customer had. */
    TIER(Fate.KEPT);

    /** What becomes of something when the customer is erased. */
    public enum Fate {
        /** It is not there any more. */
        DESTROYED,
        /** It is there, without what tells of the person. */
        BLANKED,
        /** It stays as it is, under an id that is nobody's any more. */
        KEPT
    }

    private final Fate fate;

    PersonalData(Fate fate) {
        this.fate = fate;
    }

    /** Returns what becomes of it when the customer is erased. */
    public Fate fate() {
        return fate;
    }
}
