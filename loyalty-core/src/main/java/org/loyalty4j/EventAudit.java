package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.Activity;
import org.loyalty4j.program.ActivityUndo;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.CounterFold;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ProgramHistory;

/** Looks at events that are no purchases: what each had to give, and that it was undone once. Used by one thread. */
final class EventAudit {

    private final ProgramHistory programs;
    private final AuditFindings findings;
    private final LotsAudit lots;

    /** Events by a hash of the request to undo them, so that no keys have to be remembered beside it. */
    private final Map<Long, Told> events = new HashMap<>(0);

    private record Told(CommandRecord command, List<Attribution> given) {}

    EventAudit(ProgramHistory programs, AuditFindings findings, LotsAudit lots) {
        this.programs = programs;
        this.findings = findings;
        this.lots = lots;
    }

    /**
     * Looks at a command and its postings.
     *
     * @param balance all points of the account after it
     */
    void look(CommandRecord command, List<Posting> own, CounterFold counters, long balance) {
        if (command.operation() == Operation.EVENT) {
            happened(command, own, counters, balance);
        } else if (command.operation() == Operation.EVENT_UNDO) {
            undone(command, own, counters);
        }
    }

    private static String place(CommandRecord command) {
        return "command " + command.sequence() + " (" + command.operation() + "): ";
    }

    private void happened(CommandRecord command, List<Posting> own, CounterFold counters, long balance) {
        Map.Entry<String, Instant> event = command.result().event();
        if (event == null) {
            findings.add("I-25", place(command) + "it does not say what happened");
            return;
        }
        Instant countsAt = event.getValue();
        Activity request = Activity.of(command.key(), command.customer(), event.getKey());
        boolean says = says(command, request) || says(command, request.at(countsAt)) || isCut(command, request);
        findings.check(
                says && !countsAt.isAfter(command.recordedAt()),
                "I-25",
                0,
                place(command) + "its fingerprint is not that of what was recorded under its key");
        List<Posting> given = own.stream()
                .filter(posting -> posting.kind() == Posting.Kind.EVENT)
                .toList();
        long before = given.isEmpty() ? balance : given.get(0).before();
        Map<String, Long> kept = new TreeMap<>();
        List<Attribution> due = counters.event(command, before, kept);
        List<Attribution> found = new ArrayList<>(1);
        given.forEach(posting -> found.addAll(posting.attributions()));
        findings.same("I-12", 0, place(command) + "what its rules give", due, found);
        findings.same(
                "I-24",
                0,
                place(command) + "what its rules do not give",
                kept,
                new TreeMap<>(command.result().turns()));
        LoyaltyProgram program = programs.atOrFirst(countsAt);
        for (Posting posting : given) {
            findings.same("I-12", posting.number(), "when it counts from", countsAt, posting.countsAt());
            findings.same("I-12", posting.number(), "its version", program.version(), posting.programVersion());
            terms(program, posting);
        }
        events.put(print(command), new Told(command, found));
    }

    /** Looks at whether a lot waits for something, and says when its points go, as the program says of its rule. */
    private void terms(LoyaltyProgram program, Posting posting) {
        LotTerms found = lots.termsOf(posting.number()).orElse(null);
        if (found == null || posting.attributions().isEmpty()) {
            return;
        }
        String rule = posting.attributions().get(0).rule();
        boolean waits = program.lots().pendingOfRules().containsKey(rule)
                && program.lots().pendingOfRules().get(rule).until() != LotRules.Pending.Until.NOTHING;
        LotTerms.Source source = found.expiry();
        boolean said = program.lots().expiryOfRules().containsKey(rule)
                ? source.equals(new LotTerms.Source(LotTerms.Level.RULE, rule))
                : source.equals(LotTerms.Source.PROGRAM)
                        || (source.level() == LotTerms.Level.TIER
                                && program.lots().expiryOfTiers().containsKey(String.valueOf(source.code())));
        findings.check(
                said && (waits || found.waiting() == null),
                "I-12",
                posting.number(),
                "its lot is not opened as the program says of its rule");
    }

    /** What a till whose clock is wrong says is later than the recording, or earlier than the program begins. */
    private boolean isCut(CommandRecord command, Activity request) {
        Map.Entry<String, Instant> event = command.result().event();
        return event != null
                && (command.recordedAt().equals(event.getValue())
                        || programs.versions().get(0).validFrom().equals(event.getValue()))
                && command.fingerprint()
                        .firstDifference(
                                new Command.Happen(request).fingerprint(),
                                command.operation().fields())
                        .filter("happenedAt"::equals)
                        .isPresent();
    }

    private static boolean says(CommandRecord command, Activity request) {
        return command.fingerprint().equals(new Command.Happen(request).fingerprint());
    }

    private static long print(CommandRecord event) {
        return new Command.UndoActivity(ActivityUndo.of(CommandKey.of("audit"), event.customer(), event.key()), null)
                .fingerprint()
                .hashes()
                .get(0);
    }

    private void undone(CommandRecord command, List<Posting> own, CounterFold counters) {
        Told event = command.fingerprint().hashes().size() == 1
                ? events.get(command.fingerprint().hashes().get(0))
                : null;
        if (event == null) {
            findings.add("I-25", place(command) + "no event of the account has the key that it undoes");
            return;
        }
        CommandRecord.Result result = command.result();
        boolean first = counters.undone(event.command(), event.given(), result.shortfall() > 0);
        findings.check(first, "I-24", 0, place(command) + "its event was undone before");
        long given = event.given().stream().mapToLong(Attribution::granted).sum();
        findings.same(
                "I-15",
                0,
                place(command) + "the points that it takes back, that had expired, and that are missing",
                given,
                result.reversed() + result.lapsed() + result.shortfall());
        long taken = own.stream()
                .filter(posting -> posting.kind() == Posting.Kind.REVERSE || posting.kind() == Posting.Kind.RECALL)
                .mapToLong(Posting::amount)
                .sum();
        findings.same("I-15", 0, place(command) + "what its postings take", -result.reversed(), taken);
    }
}
