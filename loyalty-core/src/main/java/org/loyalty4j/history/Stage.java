package org.loyalty4j.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violations;
import org.loyalty4j.money.Money;

/**
 * How far a deal or a case is. It goes from stage to stage as its {@link Pipeline} allows; its revisions say when.
 *
 * @param pipeline the code of what leads from stage to stage, 1 to 60 code points
 * @param stage the code of the stage, 1 to 60 code points
 * @param closed whether it is over
 * @param title what it is about, 1 to 200 code points
 * @param value what it is worth, or null
 * @param since since when it is in the stage, or null for when that is written
 * @param owner who of the shop's people sees to it, or null
 */
public record Stage(
        String pipeline,
        String stage,
        boolean closed,
        String title,
        @Nullable Money value,
        @Nullable Instant since,
        @Nullable Actor owner)
        implements HistoryItem {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Stage {
        Violations violations = new Violations();
        pipeline = violations.text("stage.pipeline", pipeline, ItemTexts.CODE_MAX);
        stage = violations.text("stage.stage", stage, ItemTexts.CODE_MAX);
        title = violations.text("stage.title", title, ItemTexts.TITLE_MAX);
        since = violations.instant("stage.since", since);
        violations.throwIfAny();
    }

    @Override
    public Kind kind() {
        return Kind.STAGE;
    }

    @Override
    public String state() {
        return closed ? "CLOSED" : "OPEN";
    }

    @Override
    public boolean isLive() {
        return !closed;
    }

    @Override
    public @Nullable Instant at() {
        return since;
    }

    @Override
    public @Nullable Refusal refuses(HistoryItem next) {
        return closed ? Refusal.ENTRY_CLOSED : null;
    }

    @Override
    public Stage handedTo(Actor other) {
        return by(other);
    }

    /** Returns this, worth so much. */
    public Stage worth(Money amount) {
        return new Stage(pipeline, stage, closed, title, amount, since, owner);
    }

    /** Returns this, in its stage since an instant. */
    public Stage since(Instant when) {
        return new Stage(pipeline, stage, closed, title, value, when, owner);
    }

    /** Returns this, seen to by somebody. */
    public Stage by(Actor who) {
        return new Stage(pipeline, stage, closed, title, value, since, who);
    }

    /** Shows the pipeline and the stage, not what it is about. */
    @Override
    public String toString() {
        return "Stage[" + pipeline + ", " + stage + "]";
    }
}
