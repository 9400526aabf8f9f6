package org.loyalty4j.history;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;

/**
 * A contact with a customer, from the plan to what came of it: a call, a visit, a letter, or what another system saw, such as
 * an order that was shipped. One that is planned and is held stays one record.
 *
 * @param status what became of it
 * @param channel by which medium, an open list of codes such as {@code phone} or {@code web}, 1 to 60 code points
 * @param direction who began
 * @param touchpoint where in the customer's journey, an open list of codes, or null
 * @param startedAt when it began, or is planned to begin
 * @param endedAt when it ended, or is planned to end, or null
 * @param participants who took part, at most {@value #PARTICIPANTS_MAX}
 * @param purposes what for, at most {@value #PURPOSES_MAX} codes
 * @param summary what was said, at most 10,000 code points, or null; may hold personal data
 * @param outcome what came of it, a code, or null
 * @param nextStep what is to be done next, at most 1,000 code points, or null
 * @param thread what holds several interactions together, such as the id of an e-mail thread, or null
 * @param links what it has to do with, at most 50
 * @param media recordings and texts of it, at most {@value #MEDIA_MAX}
 */
public record Interaction(
        Status status,
        String channel,
        Direction direction,
        @Nullable String touchpoint,
        Instant startedAt,
        @Nullable Instant endedAt,
        List<Participant> participants,
        List<String> purposes,
        @Nullable String summary,
        @Nullable String outcome,
        @Nullable String nextStep,
        @Nullable String thread,
        List<Link> links,
        List<Media> media)
        implements HistoryItem {

    /** The most participants. */
    public static final int PARTICIPANTS_MAX = 50;

    /** The most purposes. */
    public static final int PURPOSES_MAX = 20;

    /** The most media. */
    public static final int MEDIA_MAX = 20;

    private static final int STEP_MAX = 1_000;

    /** What became of an interaction. */
    public enum Status {
        /** It is to take place. */
        PLANNED,
        /** It took place. */
        HELD,
        /** It was to take place, and the other side did not come or answer. */
        NOT_HELD,
        /** It was called off before. */
        CANCELLED
    }

    /** Who began. */
    public enum Direction {
        /** The customer. */
        INBOUND,
        /** The shop. */
        OUTBOUND,
        /** Neither: another system saw something. */
        NONE
    }

    /**
     * A recording or a text that is kept elsewhere.
     *
     * @param type what it is, such as {@code audio}, 1 to 60 code points
     * @param uri where it is, 1 to 1,000 code points
     * @param transcript what is said in it, at most 10,000 code points, or null; may hold personal data
     */
    public record Media(String type, String uri, @Nullable String transcript) {

        /**
         * Checks the parts.
         *
         * @throws InvalidRequestException with everything that is wrong
         */
        public Media {
            Violations violations = new Violations();
            type = violations.text("media.type", type, ItemTexts.CODE_MAX);
            uri = violations.text("media.uri", uri, STEP_MAX);
            transcript = violations.optionalLines("media.transcript", transcript, ItemTexts.TEXT_MAX);
            violations.throwIfAny();
        }

        /** Names the type only. */
        @Override
        public String toString() {
            return "Media[" + type + "]";
        }
    }

    /**
     * Copies the lists and checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Interaction {
        Violations violations = new Violations()
                .required("interaction.status", status)
                .required("interaction.direction", direction)
                .required("interaction.startedAt", startedAt);
        channel = violations.text("interaction.channel", channel, ItemTexts.CODE_MAX);
        touchpoint = violations.optionalText("interaction.touchpoint", touchpoint, ItemTexts.CODE_MAX);
        startedAt =
                Objects.requireNonNullElse(violations.instant("interaction.startedAt", startedAt), Violations.EARLIEST);
        endedAt = violations.instant("interaction.endedAt", endedAt);
        ItemTexts.inOrder(violations, "interaction.endedAt", startedAt, endedAt);
        participants = ItemTexts.parts(violations, "interaction.participants", participants, PARTICIPANTS_MAX);
        purposes = ItemTexts.codes(
                violations,
                "interaction.purposes",
                ItemTexts.parts(violations, "interaction.purposes", purposes, PURPOSES_MAX),
                PURPOSES_MAX);
        summary = violations.optionalLines("interaction.summary", summary, ItemTexts.TEXT_MAX);
        outcome = violations.optionalText("interaction.outcome", outcome, ItemTexts.CODE_MAX);
        nextStep = violations.optionalLines("interaction.nextStep", nextStep, STEP_MAX);
        thread = violations.optionalText("interaction.thread", thread, Origin.ID_MAX);
        links = ItemTexts.parts(violations, "interaction.links", links, ItemTexts.LINKS_MAX);
        media = ItemTexts.parts(violations, "interaction.media", media, MEDIA_MAX);
        violations.throwIfAny();
    }

    /** Makes an interaction that is to take place. */
    public static Interaction planned(String channel, Direction direction, Instant start) {
        return started(Status.PLANNED, channel, direction, start);
    }

    /** Makes an interaction that took place. */
    public static Interaction held(String channel, Direction direction, Instant start) {
        return started(Status.HELD, channel, direction, start);
    }

    private static Interaction started(Status status, String channel, Direction direction, Instant start) {
        return new Interaction(
                status, channel, direction, null, start, null, List.of(), List.of(), null, null, null, null, List.of(),
                List.of());
    }

    @Override
    public Kind kind() {
        return Kind.INTERACTION;
    }

    @Override
    public String state() {
        return status.name();
    }

    @Override
    public boolean isLive() {
        return status == Status.PLANNED;
    }

    @Override
    public Instant at() {
        return startedAt;
    }

    private Optional<String> first(Participant.Side side) {
        return participants.stream()
                .filter(one -> one.side() == side)
                .map(Participant::id)
                .findFirst();
    }

    /** Returns the first employee among the participants, or null. */
    @Override
    public @Nullable Actor owner() {
        return first(Participant.Side.EMPLOYEE).map(Actor::new).orElse(null);
    }

    /** Returns the first unit among the participants, or null. */
    @Override
    public @Nullable String unit() {
        return first(Participant.Side.UNIT).orElse(null);
    }

    /** Returns when a planned interaction begins. */
    @Override
    public @Nullable Due due() {
        return isLive() ? Due.at(startedAt, ZoneOffset.UTC) : null;
    }

    @Override
    public @Nullable Refusal refuses(HistoryItem next) {
        Status then = ((Interaction) next).status;
        boolean goesOn = status == Status.PLANNED || (status == then && status != Status.CANCELLED);
        return goesOn ? null : Refusal.ENTRY_CLOSED;
    }

    @Override
    public Interaction handedTo(Actor other) {
        Actor before = owner();
        return but(parts -> {
            java.util.ArrayList<Participant> others = new java.util.ArrayList<>(participants);
            Participant next = Participant.employee(other);
            for (int i = 0; i < others.size(); i++) {
                Participant one = others.get(i);
                if (one.side() == Participant.Side.EMPLOYEE
                        && before != null
                        && one.id().equals(before.id())) {
                    others.set(i, new Participant(one.side(), other.id(), one.role(), one.contactPoint()));
                    next = null;
                }
            }
            if (next != null) {
                others.add(next);
            }
            parts.participants = others;
        });
    }

    /** Returns this with another participant. */
    public Interaction with(Participant another) {
        return but(parts -> parts.participants = ItemTexts.and(participants, another));
    }

    /** Returns this at a place in the customer's journey. */
    public Interaction at(String place) {
        return but(parts -> parts.touchpoint = place);
    }

    /** Returns this with an end. */
    public Interaction until(Instant end) {
        return but(parts -> parts.endedAt = end);
    }

    /** Returns this with one more purpose. */
    public Interaction about(String purpose) {
        return but(parts -> parts.purposes = ItemTexts.and(purposes, purpose));
    }

    /** Returns this with what was said. */
    public Interaction saying(String what) {
        return but(parts -> parts.summary = what);
    }

    /** Returns this with what came of it. */
    public Interaction cameTo(String what) {
        return but(parts -> parts.outcome = what);
    }

    /** Returns this with what is to be done next. */
    public Interaction next(String step) {
        return but(parts -> parts.nextStep = step);
    }

    /** Returns this in a thread. */
    public Interaction in(String conversation) {
        return but(parts -> parts.thread = conversation);
    }

    /** Returns this with one more link. */
    public Interaction with(Link another) {
        return but(parts -> parts.links = ItemTexts.and(links, another));
    }

    /** Returns this with one more recording or text. */
    public Interaction with(Media another) {
        return but(parts -> parts.media = ItemTexts.and(media, another));
    }

    /** Returns this as it took place, from a time on. */
    public Interaction heldAt(Instant start) {
        return but(parts -> {
            parts.status = Status.HELD;
            parts.startedAt = start;
            parts.endedAt = null;
        });
    }

    /** Returns this as it did not take place. */
    public Interaction notHeld() {
        return but(parts -> parts.status = Status.NOT_HELD);
    }

    /** Returns this as it was called off. */
    public Interaction cancelled() {
        return but(parts -> parts.status = Status.CANCELLED);
    }

    /** Returns this, planned for another time. */
    public Interaction movedTo(Instant start) {
        return but(parts -> {
            parts.endedAt = endedAt == null ? null : start.plus(java.time.Duration.between(startedAt, endedAt));
            parts.startedAt = start;
        });
    }

    private Interaction but(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return new Interaction(
                parts.status,
                channel,
                direction,
                parts.touchpoint,
                parts.startedAt,
                parts.endedAt,
                parts.participants,
                parts.purposes,
                parts.summary,
                parts.outcome,
                parts.nextStep,
                parts.thread,
                parts.links,
                parts.media);
    }

    /** What may be changed of an interaction. */
    private static final class Parts {
        private Status status;
        private @Nullable String touchpoint;
        private Instant startedAt;
        private @Nullable Instant endedAt;
        private List<Participant> participants;
        private List<String> purposes;
        private @Nullable String summary;
        private @Nullable String outcome;
        private @Nullable String nextStep;
        private @Nullable String thread;
        private List<Link> links;
        private List<Media> media;

        private Parts(Interaction of) {
            this.status = of.status;
            this.touchpoint = of.touchpoint;
            this.startedAt = of.startedAt;
            this.endedAt = of.endedAt;
            this.participants = of.participants;
            this.purposes = of.purposes;
            this.summary = of.summary;
            this.outcome = of.outcome;
            this.nextStep = of.nextStep;
            this.thread = of.thread;
            this.links = of.links;
            this.media = of.media;
        }
    }

    /** Returns this, without where a customer was reached. */
    public Interaction withoutContactPoint(CustomerId customer) {
        List<Participant> others = participants.stream()
                .map(one -> one.side() == Participant.Side.CUSTOMER
                                && one.id().equals(customer.value().toString())
                        ? new Participant(one.side(), one.id(), one.role(), null)
                        : one)
                .toList();
        return new Interaction(
                status,
                channel,
                direction,
                touchpoint,
                startedAt,
                endedAt,
                others,
                purposes,
                summary,
                outcome,
                nextStep,
                thread,
                links,
                media);
    }

    /** Shows what became of it and the channel, nothing that was said. */
    @Override
    public String toString() {
        return "Interaction[" + status + ", " + channel + ", " + direction + "]";
    }
}
