package org.loyalty4j.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Identifier;

/**
 * What a customer said, or what was learned, about being contacted. Never changed: the last one that is about something
 * counts.
 *
 * @param event what was said or learned
 * @param channel by which medium, a code of 1 to 60 code points, or {@value #ANY}
 * @param purpose what for, a code of 1 to 60 code points, or {@value #ANY}
 * @param contactPoint where, or null for wherever
 * @param givenAt when, or null for when it is written
 * @param until from when on a grant does not count any more, or null
 * @param basis on which legal basis, for a grant
 * @param wording which version of which text was agreed to, 1 to 200 code points, or null
 * @param proof where it is proved, such as the number of a form, 1 to 500 code points, or null
 */
public record Consent(
        Event event,
        String channel,
        String purpose,
        @Nullable Identifier contactPoint,
        @Nullable Instant givenAt,
        @Nullable Instant until,
        @Nullable Basis basis,
        @Nullable String wording,
        @Nullable String proof)
        implements HistoryItem {

    /** Every channel, or every purpose. */
    public static final String ANY = "*";

    /** What was said or learned. */
    public enum Event {
        /** The customer may be contacted. */
        GRANTED,
        /** The customer takes back a grant, or objects. */
        WITHDRAWN,
        /** The contact point does not work: that is no objection. */
        BOUNCED,
        /** The contact point works again. */
        RECOVERED
    }

    /** On which legal basis somebody is contacted. */
    public enum Basis {
        /** The customer agreed. */
        CONSENT,
        /** A contract needs it. */
        CONTRACT,
        /** A law asks for it. */
        LEGAL_DUTY,
        /** The shop's interest weighs more. */
        LEGITIMATE_INTEREST
    }

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Consent {
        Violations violations = new Violations().required("consent.event", event);
        channel = violations.text("consent.channel", channel, ItemTexts.CODE_MAX);
        purpose = violations.text("consent.purpose", purpose, ItemTexts.CODE_MAX);
        wording = violations.optionalText("consent.wording", wording, ItemTexts.TITLE_MAX);
        proof = violations.optionalText("consent.proof", proof, 500);
        givenAt = violations.instant("consent.givenAt", givenAt);
        until = violations.instant("consent.until", until);
        ItemTexts.inOrder(violations, "consent.until", givenAt, until);
        boolean technical = event == Event.BOUNCED || event == Event.RECOVERED;
        violations
                .check(
                        event == null || (event == Event.GRANTED) == (basis != null),
                        "consent.basis",
                        Code.REQUIRED,
                        "a grant, and nothing else, has a legal basis")
                .check(
                        basis != Basis.CONSENT || wording != null,
                        "consent.wording",
                        Code.REQUIRED,
                        "an agreement is proved by which text was agreed to")
                .check(
                        !technical || contactPoint != null,
                        "consent.contactPoint",
                        Code.REQUIRED,
                        "only a contact point works or does not")
                .check(event == Event.GRANTED || until == null, "consent.until", Code.EMPTY_RANGE, "only a grant ends")
                .throwIfAny();
    }

    /** A customer may be contacted, as agreed. */
    public static Consent granted(String channel, String purpose, String wording) {
        return new Consent(Event.GRANTED, channel, purpose, null, null, null, Basis.CONSENT, wording, null);
    }

    /** A customer may be contacted, on another basis than an agreement. */
    public static Consent granted(String channel, String purpose, Basis basis) {
        return new Consent(Event.GRANTED, channel, purpose, null, null, null, basis, null, null);
    }

    /** A customer takes back what was granted, or objects. */
    public static Consent withdrawn(String channel, String purpose) {
        return new Consent(Event.WITHDRAWN, channel, purpose, null, null, null, null, null, null);
    }

    /** A contact point does not work. */
    public static Consent bounced(String channel, Identifier contactPoint) {
        return new Consent(Event.BOUNCED, channel, ANY, contactPoint, null, null, null, null, null);
    }

    /** A contact point works again. */
    public static Consent recovered(String channel, Identifier contactPoint) {
        return new Consent(Event.RECOVERED, channel, ANY, contactPoint, null, null, null, null, null);
    }

    @Override
    public Kind kind() {
        return Kind.CONSENT;
    }

    @Override
    public String state() {
        return event.name();
    }

    /** All of them are looked at together. */
    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public @Nullable Instant at() {
        return givenAt;
    }

    @Override
    public Refusal refuses(HistoryItem next) {
        return Refusal.ENTRY_CLOSED;
    }

    /** Returns this, only about a contact point. */
    public Consent at(Identifier point) {
        return new Consent(event, channel, purpose, point, givenAt, until, basis, wording, proof);
    }

    /** Returns this, said at an instant. */
    public Consent given(Instant when) {
        return new Consent(event, channel, purpose, contactPoint, when, until, basis, wording, proof);
    }

    /** Returns this, ending at an instant. */
    public Consent until(Instant end) {
        return new Consent(event, channel, purpose, contactPoint, givenAt, end, basis, wording, proof);
    }

    /** Returns this, proved somewhere. */
    public Consent proved(String where) {
        return new Consent(event, channel, purpose, contactPoint, givenAt, until, basis, wording, where);
    }

    /** Returns what proves this once the customer is erased. */
    public Consent erased() {
        return new Consent(event, channel, purpose, null, givenAt, until, basis, wording, null);
    }

    /** Shows what was said, not where somebody is reached. */
    @Override
    public String toString() {
        return "Consent[" + event + ", " + channel + ", " + purpose + "]";
    }
}
