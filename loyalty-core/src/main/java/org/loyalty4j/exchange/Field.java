package org.loyalty4j.exchange;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.loyalty4j.customer.Identifier;

/** What a column of a file can mean. Which fields a file may have follows from what it holds. */
public enum Field {
    /** The row's own number, 1 to {@value ImportPlan#KEY_MAX} code points, unique in the file. */
    KEY("key", true, true, true),
    /** A card: one that a new customer is found by, or that says whose a row is. May be several columns. */
    CARD("card", true, true, true),
    /** A phone, as {@link #CARD}. */
    PHONE("phone", true, true, true),
    /** An address of electronic mail, as {@link #CARD}. */
    EMAIL("email", true, true, true),
    /** The host's own number of a customer, as {@link #CARD}. */
    REFERENCE("reference", true, true, true),
    /** A name in a network, as {@code network:name}, as {@link #CARD}. */
    HANDLE("handle", true, true, true),
    /** The key that the customer's row had in the file of {@link ImportPlan#customersOf}. */
    CUSTOMER_KEY("customerKey", false, true, true),
    /** Our id of the customer. */
    CUSTOMER_ID("customer", false, true, true),
    /** {@code PERSON}, which it is unless said, or {@code ORGANIZATION}. */
    KIND("kind", true, false, false),
    /** A customer's name. */
    NAME("name", true, false, false),
    /** Since when a customer takes part: a time or a date. */
    JOINED("joined", true, false, false),
    /** How many points: a number. */
    POINTS("points", false, true, false),
    /** When the points were earned: a time or a date. */
    EARNED("earnedAt", false, true, false),
    /** The first instant at which the points are gone, or the first date; empty when they stay. */
    GONE("goneAt", false, true, false),
    /** The last date on which the points are good, in place of {@link #GONE}. */
    LAST_DAY("lastDay", false, true, false),
    /** A date on which the customer bought, for tiers. */
    DAY("days.date", false, true, false),
    /** What was spent on that day, in the program's currency: a number. */
    DAY_SPEND("days.spend", false, true, false),
    /** The points of that day; none unless said. */
    DAY_POINTS("days.points", false, true, false),
    /** How many purchases that day had; one unless said. */
    DAY_PURCHASES("days.purchases", false, true, false),
    /** The code of a tier that was held. */
    TIER("held.tier", false, true, false),
    /** The date since which the tier was held. */
    TIER_SINCE("held.since", false, true, false),
    /** The first date without the tier; empty when it has no end. */
    TIER_UNTIL("held.until", false, true, false),
    /** {@code HELD}, which it is unless said, {@code PLANNED}, {@code NOT_HELD} or {@code CANCELLED}. */
    STATUS("interaction.status", false, false, true),
    /** By which medium. */
    CHANNEL("interaction.channel", false, false, true),
    /** {@code INBOUND}, {@code OUTBOUND}, or {@code NONE}, which it is unless said. */
    DIRECTION("interaction.direction", false, false, true),
    /** Where in the customer's journey. */
    TOUCHPOINT("interaction.touchpoint", false, false, true),
    /** When an interaction began: a time or a date. */
    STARTED("interaction.startedAt", false, false, true),
    /** When it ended. */
    ENDED("interaction.endedAt", false, false, true),
    /** An employee who took part, by the host's id. May be several columns. */
    EMPLOYEE("employee", false, false, true),
    /** A unit that took part. May be several columns. */
    UNIT("unit", false, false, true),
    /** What for: one or more codes, parted as {@link Forms#list} says. */
    PURPOSES("interaction.purposes", false, false, true),
    /** What was said. */
    SUMMARY("interaction.summary", false, false, true),
    /** What came of it. */
    OUTCOME("interaction.outcome", false, false, true),
    /** What is to be done next. */
    NEXT_STEP("interaction.nextStep", false, false, true),
    /** What holds several interactions together. */
    THREAD("interaction.thread", false, false, true);

    private static final Set<Field> SEVERAL = EnumSet.of(CARD, PHONE, EMAIL, REFERENCE, HANDLE, EMPLOYEE, UNIT);

    private final String path;
    private final boolean ofCustomers;
    private final boolean ofBalances;
    private final boolean ofInteractions;

    Field(String path, boolean ofCustomers, boolean ofBalances, boolean ofInteractions) {
        this.path = path;
        this.ofCustomers = ofCustomers;
        this.ofBalances = ofBalances;
        this.ofInteractions = ofInteractions;
    }

    /** Returns where a violation says that this is wrong. */
    String path() {
        return path;
    }

    boolean isOf(ImportPlan.Kind kind) {
        return switch (kind) {
            case CUSTOMERS -> ofCustomers;
            case BALANCES -> ofBalances;
            case INTERACTIONS -> ofInteractions;
        };
    }

    boolean mayBeSeveral() {
        return SEVERAL.contains(this);
    }

    static Field of(Identifier.Kind kind) {
        return Field.valueOf(kind.name());
    }

    /** Returns the name as it is shown where no column is. */
    String shown() {
        return name().toLowerCase(Locale.ROOT);
    }
}
