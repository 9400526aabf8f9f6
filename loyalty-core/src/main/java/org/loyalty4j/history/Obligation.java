package org.loyalty4j.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violations;

/**
 * What one side has promised the other.
 *
 * @param status what became of it
 * @param side who promised
 * @param text what, 1 to 1,000 code points; may hold personal data
 * @param from the interaction or the agreement that it comes from, or null
 * @param madeAt when it was promised, or null for when it is written
 * @param due until when, or null
 * @param owner who of the shop's people sees to it, or null
 * @param unit which unit sees to it, 1 to 60 code points, or null
 * @param evidence what shows that it was kept or broken, or why it was given up, at most 10,000 code points, or null
 * @param endedAt when it was kept or broken, or null for when that is written
 * @param replaces the promise that this one came in the place of, or null
 */
public record Obligation(
        Status status,
        Side side,
        String text,
        @Nullable EntryId from,
        @Nullable Instant madeAt,
        @Nullable Due due,
        @Nullable Actor owner,
        @Nullable String unit,
        @Nullable String evidence,
        @Nullable Instant endedAt,
        @Nullable EntryId replaces)
        implements HistoryItem {

    private static final int PROMISE_MAX = 1_000;

    /** What became of a promise. */
    public enum Status {
        /** It is still to be kept. */
        OPEN,
        /** It was kept. */
        KEPT,
        /** It was not kept. */
        BROKEN,
        /** The other side gave it up. */
        WAIVED,
        /** Another one came in its place. */
        RENEGOTIATED
    }

    /** Who promised. */
    public enum Side {
        /** The shop. */
        OURS,
        /** The customer. */
        THEIRS
    }

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Obligation {
        Violations violations =
                new Violations().required("obligation.status", status).required("obligation.side", side);
        text = violations.lines("obligation.text", text, PROMISE_MAX);
        unit = violations.optionalText("obligation.unit", unit, ItemTexts.CODE_MAX);
        evidence = violations.optionalLines("obligation.evidence", evidence, ItemTexts.TEXT_MAX);
        madeAt = violations.instant("obligation.madeAt", madeAt);
        endedAt = violations.instant("obligation.endedAt", endedAt);
        ItemTexts.inOrder(violations, "obligation.endedAt", madeAt, endedAt);
        violations.throwIfAny();
    }

    /** The shop promises something. */
    public static Obligation ours(String text) {
        return new Obligation(Status.OPEN, Side.OURS, text, null, null, null, null, null, null, null, null);
    }

    /** The customer promises something. */
    public static Obligation theirs(String text) {
        return new Obligation(Status.OPEN, Side.THEIRS, text, null, null, null, null, null, null, null, null);
    }

    @Override
    public Kind kind() {
        return Kind.OBLIGATION;
    }

    @Override
    public String state() {
        return status.name();
    }

    @Override
    public boolean isLive() {
        return status == Status.OPEN;
    }

    @Override
    public @Nullable Instant at() {
        return madeAt;
    }

    /** Says whether it is still to be kept and too late for that at an instant. */
    public boolean isOverdue(Instant at) {
        return isLive() && due != null && due.isOver(at);
    }

    @Override
    public @Nullable Refusal refuses(HistoryItem next) {
        return isLive() ? null : Refusal.ENTRY_CLOSED;
    }

    @Override
    public Obligation handedTo(Actor other) {
        return by(other);
    }

    /** Returns this, coming from an interaction or an agreement. */
    public Obligation from(EntryId entry) {
        return new Obligation(status, side, text, entry, madeAt, due, owner, unit, evidence, endedAt, replaces);
    }

    /** Returns this, promised at an instant. */
    public Obligation made(Instant when) {
        return new Obligation(status, side, text, from, when, due, owner, unit, evidence, endedAt, replaces);
    }

    /** Returns this, to be kept by then. */
    public Obligation due(Due when) {
        return new Obligation(status, side, text, from, madeAt, when, owner, unit, evidence, endedAt, replaces);
    }

    /** Returns this, seen to by somebody. */
    public Obligation by(Actor who) {
        return new Obligation(status, side, text, from, madeAt, due, who, unit, evidence, endedAt, replaces);
    }

    /** Returns this, seen to by a unit. */
    public Obligation in(String code) {
        return new Obligation(status, side, text, from, madeAt, due, owner, code, evidence, endedAt, replaces);
    }

    /** Returns this, come in the place of another one. */
    public Obligation replacing(EntryId before) {
        return new Obligation(status, side, text, from, madeAt, due, owner, unit, evidence, endedAt, before);
    }

    private Obligation ended(Status how, @Nullable Instant when, @Nullable String shownBy) {
        return new Obligation(how, side, text, from, madeAt, due, owner, unit, shownBy, when, replaces);
    }

    /**
     * Returns this as it was kept.
     *
     * @param when at which instant, or null for when it is written
     * @param shownBy what shows it, or null
     */
    public Obligation kept(@Nullable Instant when, @Nullable String shownBy) {
        return ended(Status.KEPT, when, shownBy);
    }

    /**
     * Returns this as it was not kept.
     *
     * @param when at which instant, or null for when it is written
     * @param shownBy what shows it, or null
     */
    public Obligation broken(@Nullable Instant when, @Nullable String shownBy) {
        return ended(Status.BROKEN, when, shownBy);
    }

    /**
     * Returns this as the other side gave it up.
     *
     * @param why why, or null
     */
    public Obligation waived(@Nullable String why) {
        return ended(Status.WAIVED, null, why);
    }

    /**
     * Returns this as another promise comes in its place, which names this one by {@link #replacing}.
     *
     * @param why why, or null
     */
    public Obligation renegotiated(@Nullable String why) {
        return ended(Status.RENEGOTIATED, null, why);
    }

    /** Shows what became of it and who promised, not what. */
    @Override
    public String toString() {
        return "Obligation[" + status + ", " + side + "]";
    }
}
