package org.loyalty4j;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Command;

/**
 * A purchase would have been recorded, but another one of the same all-or-nothing call was refused. Nothing was written
 * and its key is free: repeat the call without the refused one.
 */
public class NotRecordedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final transient CommandKey refused;
    private final Refusal why;

    /**
     * Makes the exception.
     *
     * @param refused the key of the first purchase that was refused
     * @param why the reason of its refusal
     */
    public NotRecordedException(CommandKey refused, Refusal why) {
        super("Nothing was written, because of the same call " + refused.value() + " was refused: " + why);
        this.refused = refused;
        this.why = why;
    }

    /** Returns the key of the first purchase that was refused. */
    public CommandKey refused() {
        return refused;
    }

    /** Returns the reason of its refusal. */
    public Refusal why() {
        return why;
    }

    static boolean isDue(List<Outcome<Settlement>> outcomes) {
        return outcomes.stream().anyMatch(NotRecordedException::isRefused);
    }

    /** Returns the outcomes of a call of which one is refused: whatever this call would have written has failed. */
    static List<Outcome<Settlement>> outcomes(List<? extends Command> commands, List<Outcome<Settlement>> settled) {
        int first = 0;
        while (!isRefused(settled.get(first))) {
            first++;
        }
        Settlement.Refused no = (Settlement.Refused) settled.get(first).orThrow();
        List<Outcome<Settlement>> outcomes = new ArrayList<>(settled.size());
        Set<CommandKey> unwritten = new HashSet<>();
        for (int i = 0; i < settled.size(); i++) {
            Outcome<Settlement> outcome = settled.get(i);
            CommandKey key = commands.get(i).key();
            if (!isRefused(outcome) && (!outcome.orThrow().orThrow().replayed() || unwritten.contains(key))) {
                // A purchase that stands twice in the call is answered as a repeat the second time.
                unwritten.add(key);
                outcome = new Outcome.Failed<>(
                        new NotRecordedException(commands.get(first).key(), no.why()));
            }
            outcomes.add(outcome);
        }
        return outcomes;
    }

    private static boolean isRefused(Outcome<Settlement> outcome) {
        return outcome.orThrow() instanceof Settlement.Refused;
    }
}
