package org.loyalty4j.customer;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * What is or was known of a customer under a name, from an instant on until it was said otherwise. Revisions of a name go 1,
 * 2, 3 … without a gap; one without a value says that it was taken away.
 *
 * <p>The names below have a kind of their own, so that they mean the same everywhere; any other name may be given any value.
 *
 * @param customer whose
 * @param name 1 to {@value #NAME_MAX} code points
 * @param revision the place among what was said under the name, from 1
 * @param value what was said, or null where it was taken away
 * @param from when it was recorded
 * @param until when the next revision was recorded, or null for the last one
 * @param actor who said so, or null
 * @param source which system said so, or null
 * @param reason why, in the words of the caller, or null; never shown in texts
 */
public record Attribute(
        CustomerId customer,
        String name,
        int revision,
        @Nullable AttributeValue value,
        Instant from,
        @Nullable Instant until,
        @Nullable Actor actor,
        @Nullable Source source,
        @Nullable String reason) {

    /** By their names in the order of their letters, and the revisions of each in theirs. */
    public static final Comparator<Attribute> BY_NAME =
            Comparator.comparing(Attribute::name).thenComparingInt(Attribute::revision);

    /** The most code points of a name. */
    public static final int NAME_MAX = 40;

    /** The most names of one customer, those that were taken away counted. */
    public static final int NAMES_MAX = 200;

    /** The name that a customer is shown with: a text of at most {@value Customer#NAME_MAX} code points. */
    public static final String FULL_NAME = "full name";

    /** A person's given name: a text. */
    public static final String GIVEN_NAME = "given name";

    /** A person's family name: a text. */
    public static final String FAMILY_NAME = "family name";

    /** When a person was born: a date, not later than today. */
    public static final String BIRTH_DATE = "birth date";

    /** A text, in the shop's own words. */
    public static final String SEX = "sex";

    /** Where somebody lives or an organization sits: a text. */
    public static final String PLACE = "place";

    /** A person's family, such as the number of children, in the shop's own words: a text. */
    public static final String FAMILY = "family";

    /** What a person does for a living, or an organization's trade: a text. */
    public static final String OCCUPATION = "occupation";

    /** What a customer likes: a list of texts. */
    public static final String PREFERENCES = "preferences";

    /** What a customer needs: a list of texts. */
    public static final String NEEDS = "needs";

    /** How the shop won the customer, such as a campaign or who recommended it: a text. */
    public static final String ACQUISITION_SOURCE = "acquisition source";

    /** When the shop won the customer: a date. */
    public static final String ACQUIRED_ON = "acquired on";

    /** The number under which the authorities know a person or an organization for taxes: a text. */
    public static final String TAX_ID = "tax id";

    /** Where a customer stands on the way from a lead to somebody who is lost, in the shop's own words: a text. */
    public static final String LIFECYCLE_STAGE = "lifecycle stage";

    private static final Map<String, Class<? extends AttributeValue>> KINDS = Map.ofEntries(
            Map.entry(FULL_NAME, AttributeValue.Text.class),
            Map.entry(GIVEN_NAME, AttributeValue.Text.class),
            Map.entry(FAMILY_NAME, AttributeValue.Text.class),
            Map.entry(BIRTH_DATE, AttributeValue.Date.class),
            Map.entry(SEX, AttributeValue.Text.class),
            Map.entry(PLACE, AttributeValue.Text.class),
            Map.entry(FAMILY, AttributeValue.Text.class),
            Map.entry(OCCUPATION, AttributeValue.Text.class),
            Map.entry(PREFERENCES, AttributeValue.Texts.class),
            Map.entry(NEEDS, AttributeValue.Texts.class),
            Map.entry(ACQUISITION_SOURCE, AttributeValue.Text.class),
            Map.entry(ACQUIRED_ON, AttributeValue.Date.class),
            Map.entry(TAX_ID, AttributeValue.Text.class),
            Map.entry(LIFECYCLE_STAGE, AttributeValue.Text.class));

    /** Makes a revision that nobody gave a reason for. */
    public Attribute(
            CustomerId customer,
            String name,
            int revision,
            @Nullable AttributeValue value,
            Instant from,
            @Nullable Instant until,
            @Nullable Actor actor,
            @Nullable Source source) {
        this(customer, name, revision, value, from, until, actor, source, null);
    }

    /** Returns what was said, if it was not taken away. */
    public Optional<AttributeValue> said() {
        return Optional.ofNullable(value);
    }

    /** Says whether it was what was known at an instant. */
    public boolean holdsAt(Instant at) {
        return !at.isBefore(from) && (until == null || at.isBefore(until));
    }

    /** Returns this revision as one that another one has followed. */
    public Attribute endedAt(Instant next) {
        return new Attribute(customer, name, revision, value, from, next, actor, source, reason);
    }

    /** Adds what is wrong with the name and the kind of a value; returns the name in its stored form. */
    static String checked(Violations violations, String name, @Nullable AttributeValue value) {
        String clean = violations.text("attributes", name, NAME_MAX);
        Class<? extends AttributeValue> kind = KINDS.get(clean);
        violations.check(
                value == null || kind == null || kind.isInstance(value),
                "attributes." + clean,
                Code.BAD_TYPE,
                kind == null ? "" : clean + " is a " + kind.getSimpleName().toLowerCase(java.util.Locale.ROOT));
        if (clean.equals(FULL_NAME) && value instanceof AttributeValue.Text text) {
            violations.text("attributes." + clean, text.text(), Customer.NAME_MAX);
        }
        return clean;
    }

    /** Shows the name; neither whose it is nor what was said. */
    @Override
    public String toString() {
        return "Attribute[" + name + ", revision " + revision + "]";
    }
}
