package org.loyalty4j;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.StandingFold;
import org.loyalty4j.program.TierOverride;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.StandingChange.Cause;

/** Folds the tiers that were given to one account by hand, and holds their rows against the commands. Used by one thread. */
final class ByHandAudit {

    private static final Actor AUDIT = new Actor("audit");

    private final ProgramHistory programs;
    private final AuditFindings findings;
    private final Map<Long, StandingChange> given = new HashMap<>(0);
    private @Nullable CommandKey last;

    ByHandAudit(ProgramHistory programs, AuditFindings findings, List<StandingChange> recorded) {
        this.programs = programs;
        this.findings = findings;
        recorded.stream()
                .filter(change -> change.cause() == Cause.GIVEN)
                .forEach(change -> given.put(change.command(), change));
    }

    /** Looks at a command that was begun, and has the fold do what it says. */
    void look(CommandRecord command, StandingFold standing) {
        if (command.operation() == Operation.RECKON) {
            reckoned(command, standing);
        } else if (command.operation() == Operation.OVERRIDE) {
            StandingChange row = given.get(command.sequence());
            if (row == null) {
                findings.add("I-57", 0, "the tier that command " + command.sequence() + " gave is not recorded");
                return;
            }
            check(
                    command,
                    new Command.GiveTier(new TierOverride(
                            command.key(), command.customer(), row.tier(), row.until(), "audit", AUDIT)));
            last = command.key();
            standing.give(row.tier(), row.until(), command.sequence());
        } else if (command.operation() == Operation.REVOKE) {
            boolean taken = standing.takeBack(command.sequence());
            CommandKey key = last;
            findings.check(
                    taken && key != null,
                    "I-57",
                    0,
                    "command " + command.sequence() + " took a tier back, and none was given");
            if (key != null) {
                check(
                        command,
                        new Command.TakeTier(
                                new TierOverride.End(command.key(), command.customer(), key, "audit", AUDIT)));
            }
        }
    }

    /** An account whose clock is ahead may have been reckoned by a version that was not asked for yet. */
    private void reckoned(CommandRecord command, StandingFold standing) {
        standing.reckonAnew(command.sequence());
        int version = programs.atOrFirst(command.recordedAt()).version();
        boolean asked = IntStream.rangeClosed(1, version)
                .mapToObj(earlier -> new Command.Reckon(command.customer(), earlier))
                .anyMatch(said ->
                        said.key().equals(command.key()) && said.fingerprint().equals(command.fingerprint()));
        findings.check(
                asked,
                "I-25",
                0,
                "command " + command.sequence() + ": its key is not that of a version of the program");
    }

    private void check(CommandRecord command, Command said) {
        findings.check(
                command.fingerprint().equals(said.fingerprint()),
                "I-25",
                0,
                "command " + command.sequence() + ": its fingerprint is not that of the tier that is recorded for it");
    }
}
