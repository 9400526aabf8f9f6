package org.loyalty4j.program;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.tier.OpenedDay;

/** Days that qualify for tiers, and the tier that was held, taken over from a former system. */
final class OpeningDays {

    private OpeningDays() {}

    /** Adds what a request says beside its lots: the days, a field of their own, and the tier; nothing where there are none. */
    static void print(Fingerprint.Maker print, OpeningBalance request) {
        for (OpeningBalance.Day day : inOrder(request.days())) {
            print.value(day.date())
                    .text(day.spend().currency().getCurrencyCode())
                    .number(day.spend().minor())
                    .number(day.points().minor())
                    .number(day.purchases());
        }
        print.end();
        OpeningBalance.Held held = request.held();
        if (held != null) {
            print.text(held.tier()).value(held.since()).value(held.until());
        }
    }

    /** Returns days in the order of their dates: that in which they were named says nothing. */
    private static List<OpeningBalance.Day> inOrder(List<OpeningBalance.Day> days) {
        return days.stream()
                .sorted(Comparator.comparing(OpeningBalance.Day::date))
                .toList();
    }

    /** Takes them over. Returns why not, or null. */
    static Settlement.@Nullable Refused apply(AccountDraft draft, OpeningBalance request) {
        LoyaltyProgram program = draft.programNow();
        LocalDate today = program.dateOf(draft.now());
        check(request, program, today);
        OpeningBalance.Held held = request.held();
        if (held != null && !program.ladder().knows(held.tier())) {
            return draft.refused(Refusal.UNKNOWN_TIER, 0);
        }
        if (!request.days().isEmpty()) {
            draft.open(rows(draft.account(), draft.sequence(), request.days()));
        }
        if (held != null) {
            LocalDate until = held.until();
            Instant end = until == null ? null : program.startOf(until);
            draft.standing().takeOver(draft.now(), held.tier(), held.since(), end, draft.sequence());
        }
        return null;
    }

    private static void check(OpeningBalance request, LoyaltyProgram program, LocalDate today) {
        Violations violations = new Violations();
        for (int i = 0; i < request.days().size(); i++) {
            OpeningBalance.Day day = request.days().get(i);
            violations
                    .check(
                            day.spend().currency().equals(program.currency()),
                            "days[" + i + "].spend",
                            Code.CURRENCY_MISMATCH,
                            "the program counts " + program.currency())
                    .check(
                            day.date().isBefore(today),
                            "days[" + i + "].date",
                            Code.TIME_IN_FUTURE,
                            "days that are taken over are over");
        }
        OpeningBalance.Held held = request.held();
        if (held != null) {
            LocalDate until = held.until();
            violations
                    .check(
                            !held.since().isAfter(today),
                            "held.since",
                            Code.TIME_IN_FUTURE,
                            "a tier that is taken over has begun")
                    .check(
                            until == null || until.isAfter(today),
                            "held.until",
                            Code.EMPTY_RANGE,
                            "a tier that is taken over is not over");
        }
        violations.throwIfAny();
    }

    private static List<OpenedDay> rows(AccountId account, long sequence, List<OpeningBalance.Day> days) {
        List<OpenedDay> rows = new ArrayList<>(days.size());
        for (OpeningBalance.Day day : inOrder(days)) {
            rows.add(new OpenedDay(
                    account,
                    sequence,
                    day.date(),
                    day.spend().minor(),
                    day.points().minor(),
                    day.purchases()));
        }
        return rows;
    }

    /** Returns the first day that is taken over, or null. */
    static @Nullable LocalDate first(OpeningBalance request) {
        return request.days().stream()
                .map(OpeningBalance.Day::date)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
