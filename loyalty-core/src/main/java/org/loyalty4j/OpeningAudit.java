package org.loyalty4j;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.StandingFold;
import org.loyalty4j.store.StandingStore;
import org.loyalty4j.tier.OpenedDay;
import org.loyalty4j.tier.StandingChange;

/** Looks at what was taken over from former systems: points, days that qualify for tiers, and tiers. Used by one thread. */
final class OpeningAudit {

    private final ProgramHistory programs;
    private final AccountId account;
    private final AuditFindings findings;
    private final Map<Long, List<OpenedDay>> days = new TreeMap<>();
    private final Map<Long, StandingChange> held = new HashMap<>(0);

    OpeningAudit(ProgramHistory programs, AccountId account, AuditFindings findings, StandingStore standings) {
        this.programs = programs;
        this.account = account;
        this.findings = findings;
        for (OpenedDay day : standings.opened(account)) {
            days.computeIfAbsent(day.sequence(), command -> new ArrayList<>()).add(day);
        }
        for (StandingChange change : standings.changes(account)) {
            if (change.cause() == StandingChange.Cause.TAKEN_OVER) {
                held.put(change.command(), change);
            }
        }
    }

    /** Looks at a command that was begun, and has the fold take over what it says. */
    void look(CommandRecord command, List<Posting> postings, StandingFold standing) {
        if (command.operation() != Operation.OPENING) {
            return;
        }
        List<OpenedDay> opened = days.getOrDefault(command.sequence(), List.of());
        days.remove(command.sequence());
        StandingChange tier = held.remove(command.sequence());
        boolean own = opened.stream().allMatch(day -> day.account().equals(account));
        findings.check(own, "I-03", 0, at(command) + "days that it took over are another account's");
        standing.open(opened);
        if (tier != null) {
            LocalDate since = LocalDate.ofEpochDay(tier.evidence());
            standing.takeOver(tier.tier(), since, tier.until(), command.sequence());
        }
        findings.check(
                says(command, postings, opened, tier),
                "I-25",
                0,
                at(command) + "its fingerprint is not that of what was recorded under its key");
    }

    private boolean says(
            CommandRecord command, List<Posting> postings, List<OpenedDay> opened, @Nullable StandingChange tier) {
        try {
            OpeningBalance said = new OpeningBalance(
                    "audit", command.customer(), lots(postings), null, null, days(opened), held(tier));
            return command.fingerprint().equals(new Command.Open(said).fingerprint());
        } catch (InvalidRequestException impossible) {
            return false;
        }
    }

    private static List<OpeningBalance.OpeningLot> lots(List<Posting> postings) {
        List<OpeningBalance.OpeningLot> lots = new ArrayList<>();
        for (Posting posting : postings) {
            if (posting.kind() == Posting.Kind.OPENING) {
                for (LotAllocation part : posting.lots()) {
                    lots.add(new OpeningBalance.OpeningLot(Points.of(part.amount()), part.earnedAt(), part.goneAt()));
                }
            }
        }
        return lots;
    }

    private List<OpeningBalance.Day> days(List<OpenedDay> opened) {
        LoyaltyProgram program = programs.versions().get(0);
        List<OpeningBalance.Day> said = new ArrayList<>();
        for (OpenedDay day : opened) {
            said.add(new OpeningBalance.Day(
                    day.date(),
                    Money.ofMinor(day.spend(), program.currency()),
                    Points.of(day.points()),
                    day.purchases()));
        }
        return said;
    }

    private OpeningBalance.@Nullable Held held(@Nullable StandingChange tier) {
        if (tier == null) {
            return null;
        }
        Instant until = tier.until();
        return new OpeningBalance.Held(
                tier.tier(),
                LocalDate.ofEpochDay(tier.evidence()),
                until == null ? null : programs.versions().get(0).dateOf(until));
    }

    private static String at(CommandRecord command) {
        return "command " + command.sequence() + ": ";
    }

    /** Looks at what no command took over. */
    void end() {
        days.keySet()
                .forEach(command ->
                        findings.add("I-57", "no opening balance is command " + command + ", which took days over"));
    }
}
