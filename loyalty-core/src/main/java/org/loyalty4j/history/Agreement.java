package org.loyalty4j.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.money.Money;

/**
 * What was agreed on with a customer. Once it is in force its parties, positions and terms stay as they are; another version
 * comes in its place and names it.
 *
 * @param status how far it is
 * @param type what it is, such as {@code frame contract}, 1 to 60 code points
 * @param title what it is called, 1 to 200 code points
 * @param number the shop's number of it, 1 to 100 code points, or null
 * @param parties between whom, at most {@value #PARTIES_MAX}
 * @param positions what is delivered or done, at most {@value #POSITIONS_MAX}
 * @param terms on which terms, at most {@value #TERMS_MAX}
 * @param from the first day
 * @param until the last day, or null for no end
 * @param zone the time zone of its days
 * @param renewal by when it has to be renewed or given up, or null
 * @param owner who of the shop's people sees to it, or null
 * @param previous the version before, or null
 */
public record Agreement(
        Status status,
        String type,
        String title,
        @Nullable String number,
        List<Party> parties,
        List<Position> positions,
        List<Term> terms,
        LocalDate from,
        @Nullable LocalDate until,
        ZoneId zone,
        @Nullable Renewal renewal,
        @Nullable Actor owner,
        @Nullable EntryId previous)
        implements HistoryItem {

    /** The most parties. */
    public static final int PARTIES_MAX = 20;

    /** The most positions. */
    public static final int POSITIONS_MAX = 200;

    /** The most terms. */
    public static final int TERMS_MAX = 100;

    /** How far an agreement is. */
    public enum Status {
        /** It is talked about. */
        DRAFT,
        /** It is in force from its first to its last day. */
        ACTIVE,
        /** Its time is over. */
        ENDED,
        /** It was given up before its time was over. */
        TERMINATED,
        /** Another version came in its place. */
        SUPERSEDED
    }

    /**
     * Somebody it is between.
     *
     * @param id our id of a customer, or the host's id of somebody else, 1 to 100 code points
     * @param role as what, 1 to 60 code points
     */
    public record Party(String id, String role) {

        /**
         * Checks the parts.
         *
         * @throws InvalidRequestException with everything that is wrong
         */
        public Party {
            Violations violations = new Violations();
            id = violations.text("parties.id", id, Actor.LENGTH_MAX);
            role = violations.text("parties.role", role, ItemTexts.CODE_MAX);
            violations.throwIfAny();
        }

        /** Names the role only. */
        @Override
        public String toString() {
            return "Party[" + role + "]";
        }
    }

    /**
     * Something that is delivered or done.
     *
     * @param product the shop's number or name of it, 1 to 100 code points
     * @param quantity how much, more than zero with at most six decimals, or null
     * @param price for one, or null
     */
    public record Position(
            String product,
            @Nullable BigDecimal quantity,
            @Nullable Money price) {

        /**
         * Checks the parts.
         *
         * @throws InvalidRequestException with everything that is wrong
         */
        public Position {
            Violations violations = new Violations();
            product = violations.text("positions.product", product, 100);
            if (quantity != null) {
                boolean small = quantity.precision() - (long) quantity.scale() <= 9 && quantity.scale() <= 40;
                violations
                        .check(
                                small,
                                "positions.quantity",
                                Code.NUMBER_OUT_OF_RANGE,
                                "less than 1,000,000,000 is accepted")
                        .throwIfAny();
                BigDecimal plain = quantity.stripTrailingZeros();
                violations
                        .check(
                                plain.signum() > 0,
                                "positions.quantity",
                                Code.QUANTITY_NOT_POSITIVE,
                                "a quantity is more than zero")
                        .check(
                                plain.scale() <= 6,
                                "positions.quantity",
                                Code.TOO_MANY_DECIMALS,
                                "at most 6 decimals are accepted");
                quantity = plain.scale() < 0 ? plain.setScale(0) : plain;
            }
            violations.throwIfAny();
        }
    }

    /**
     * A term.
     *
     * @param code what it is about, 1 to 60 code points
     * @param text what is agreed, 1 to 2,000 code points
     */
    public record Term(String code, String text) {

        /**
         * Checks the parts.
         *
         * @throws InvalidRequestException with everything that is wrong
         */
        public Term {
            Violations violations = new Violations();
            code = violations.text("terms.code", code, ItemTexts.CODE_MAX);
            text = violations.lines("terms.text", text, 2_000);
            violations.throwIfAny();
        }

        /** Names what it is about. */
        @Override
        public String toString() {
            return "Term[" + code + "]";
        }
    }

    /**
     * Copies the lists and checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Agreement {
        Violations violations = new Violations()
                .required("agreement.status", status)
                .required("agreement.from", from)
                .required("agreement.zone", zone);
        type = violations.text("agreement.type", type, ItemTexts.CODE_MAX);
        title = violations.text("agreement.title", title, ItemTexts.TITLE_MAX);
        number = violations.optionalText("agreement.number", number, 100);
        parties = ItemTexts.parts(violations, "agreement.parties", parties, PARTIES_MAX);
        positions = ItemTexts.parts(violations, "agreement.positions", positions, POSITIONS_MAX);
        terms = ItemTexts.parts(violations, "agreement.terms", terms, TERMS_MAX);
        ItemTexts.inOrder(violations, "agreement.until", from, until);
        violations
                .check(
                        from == null || (from.getYear() >= 1900 && from.getYear() <= 2200),
                        "agreement.from",
                        Code.TIME_OUT_OF_RANGE,
                        "the years 1900 to 2200 are accepted")
                .check(
                        until == null || until.getYear() <= 2200,
                        "agreement.until",
                        Code.TIME_OUT_OF_RANGE,
                        "the years 1900 to 2200 are accepted")
                .throwIfAny();
    }

    /** Makes an agreement that is talked about. */
    public static Agreement of(String type, String title, LocalDate from, ZoneId zone) {
        return new Agreement(
                Status.DRAFT, type, title, null, List.of(), List.of(), List.of(), from, null, zone, null, null, null);
    }

    @Override
    public Kind kind() {
        return Kind.AGREEMENT;
    }

    @Override
    public String state() {
        return status.name();
    }

    @Override
    public boolean isLive() {
        return status == Status.DRAFT || status == Status.ACTIVE;
    }

    /** Says whether it is in force on a day. */
    public boolean isInForce(LocalDate day) {
        return status == Status.ACTIVE && !day.isBefore(from) && (until == null || !day.isAfter(until));
    }

    /** Returns the start of its first day. */
    @Override
    public Instant at() {
        return from.atStartOfDay(zone).toInstant();
    }

    /** What is in force is not changed; it may only be seen to by another one, be renewed at another time, or end. */
    @Override
    public @Nullable Refusal refuses(HistoryItem next) {
        Agreement then = (Agreement) next;
        boolean same = type.equals(then.type)
                && Objects.equals(number, then.number)
                && parties.equals(then.parties)
                && positions.equals(then.positions)
                && terms.equals(then.terms)
                && from.equals(then.from)
                && Objects.equals(previous, then.previous);
        boolean goesOn = status == Status.DRAFT || (status == Status.ACTIVE && same && then.status != Status.DRAFT);
        return goesOn ? null : Refusal.ENTRY_CLOSED;
    }

    @Override
    public Agreement handedTo(Actor other) {
        return by(other);
    }

    /** Returns this with the shop's number. */
    public Agreement numbered(String text) {
        return but(parts -> parts.number = text);
    }

    /** Returns this with one more party. */
    public Agreement with(Party another) {
        return but(parts -> parts.parties = ItemTexts.and(parties, another));
    }

    /** Returns this with one more position. */
    public Agreement with(Position another) {
        return but(parts -> parts.positions = ItemTexts.and(positions, another));
    }

    /** Returns this with one more term. */
    public Agreement with(Term another) {
        return but(parts -> parts.terms = ItemTexts.and(terms, another));
    }

    /** Returns this with a last day. */
    public Agreement until(LocalDate last) {
        return but(parts -> parts.until = last);
    }

    /** Returns this, to be renewed. */
    public Agreement renewing(Renewal by) {
        return but(parts -> parts.renewal = by);
    }

    /** Returns this, seen to by somebody. */
    public Agreement by(Actor who) {
        return but(parts -> parts.owner = who);
    }

    /** Returns this as the version after another one. */
    public Agreement after(EntryId version) {
        return but(parts -> parts.previous = version);
    }

    /** Returns this, in force. */
    public Agreement active() {
        return but(parts -> parts.status = Status.ACTIVE);
    }

    /** Returns this, come to its end. */
    public Agreement ended() {
        return but(parts -> parts.status = Status.ENDED);
    }

    /** Returns this, given up; its last day is that of the giving up. */
    public Agreement terminated(LocalDate last) {
        return but(parts -> {
            parts.status = Status.TERMINATED;
            parts.until = last;
        });
    }

    /** Returns this, in whose place another version has come. */
    public Agreement superseded() {
        return but(parts -> parts.status = Status.SUPERSEDED);
    }

    private Agreement but(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return new Agreement(
                parts.status,
                type,
                title,
                parts.number,
                parts.parties,
                parts.positions,
                parts.terms,
                from,
                parts.until,
                zone,
                parts.renewal,
                parts.owner,
                parts.previous);
    }

    /** What may be changed of an agreement. */
    private static final class Parts {
        private Status status;
        private @Nullable String number;
        private List<Party> parties;
        private List<Position> positions;
        private List<Term> terms;
        private @Nullable LocalDate until;
        private @Nullable Renewal renewal;
        private @Nullable Actor owner;
        private @Nullable EntryId previous;

        private Parts(Agreement of) {
            this.status = of.status;
            this.number = of.number;
            this.parties = of.parties;
            this.positions = of.positions;
            this.terms = of.terms;
            this.until = of.until;
            this.renewal = of.renewal;
            this.owner = of.owner;
            this.previous = of.previous;
        }
    }

    /** Shows how far it is and what it is, not what was agreed on. */
    @Override
    public String toString() {
        return "Agreement[" + status + ", " + type + "]";
    }
}
