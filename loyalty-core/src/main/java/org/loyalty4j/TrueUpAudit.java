package org.loyalty4j;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.TrueUps;
import org.loyalty4j.program.Differences;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.StoreReader;

/**
 * Looks at corrections of what purchases earned out of their order. Everything that one of them was reckoned from stays, so
 * each is reckoned again from what was recorded before it. Used by one thread.
 */
final class TrueUpAudit {

    private final StoreReader reader;
    private final ProgramHistory programs;
    private final AuditFindings findings;

    TrueUpAudit(StoreReader reader, ProgramHistory programs, AuditFindings findings) {
        this.reader = reader;
        this.programs = programs;
        this.findings = findings;
    }

    /** Looks at a command and its postings. */
    void look(CommandRecord command, List<Posting> own) {
        if (command.operation() != Operation.TRUE_UP) {
            return;
        }
        String at = "command " + command.sequence() + " (" + command.operation() + "): ";
        Instant from = TrueUps.from(command.result());
        if (from == null) {
            findings.add("I-25", at + "it does not say since when purchases were looked at");
            return;
        }
        findings.check(
                command.fingerprint().equals(Fingerprint.of().value(from).end().make()),
                "I-25",
                0,
                at + "its fingerprint is not that of what was recorded under its key");
        Differences due = ArrivalOrder.before(reader, programs, command.account(), from, command.sequence());
        SortedMap<Long, Points> parts = new TreeMap<>();
        due.purchases().forEach(one -> parts.put(one.command(), one.difference()));
        findings.same("I-12", 0, at + "what it corrects", parts, TrueUps.parts(command.result()));
        long points = own.stream()
                .filter(posting -> posting.kind() == Posting.Kind.TRUE_UP || posting.kind() == Posting.Kind.TRUE_DOWN)
                .mapToLong(Posting::amount)
                .sum();
        findings.same(
                "I-12",
                0,
                at + "the sum of what it corrects",
                due.sum().minor(),
                points - command.result().shortfall());
        for (Posting posting : own) {
            boolean now =
                    posting.kind() != Posting.Kind.TRUE_UP || posting.countsAt().equals(command.recordedAt());
            findings.check(now, "I-59", posting.number(), "it does not count from when it was recorded");
        }
    }
}
