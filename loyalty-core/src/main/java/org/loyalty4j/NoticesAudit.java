package org.loyalty4j;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Activation;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.ExpiryNotice;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.LedgerStore;

/** Reckons again what each command of an account had to tell to go soon. Used by one thread. */
final class NoticesAudit {

    private final ProgramHistory programs;
    private final RowsAfter<ExpiryNotice> rows;
    private final AccountId account;
    private final AuditFindings findings;
    private final LotsAudit lots;
    private final IdleNotices idle;
    private final boolean gives;
    private Instant before = Instant.EPOCH;
    private Map<Instant, Long> usable = Map.of();
    private final List<Credit> credits = new ArrayList<>(0);
    private final Map<Long, Long> repaid = new HashMap<>(0);

    NoticesAudit(
            ProgramHistory programs,
            LedgerStore ledger,
            AccountId account,
            AuditFindings findings,
            LotsAudit lots,
            IdleNotices idle) {
        this.idle = idle;
        this.programs = programs;
        this.rows = new RowsAfter<>((after, count) -> ledger.notices(account, after, count));
        this.account = account;
        this.findings = findings;
        this.lots = lots;
        this.gives = programs.givesNotice();
    }

    /** Begins a command, before anything of it is folded. */
    void begin(CommandRecord command) {
        credits.clear();
        repaid.clear();
        if (gives) {
            usable = lots.usable(programs.noticedBefore(before), programs.noticedBefore(command.recordedAt()));
        }
    }

    /** Points that came into a lot: out of a hold that lapsed, or because they became active. */
    private record Credit(LotAllocation part, Instant at, boolean lapsed) {}

    /** Notes that points of a hold that was over were put back. */
    void lapsed(Hold hold) {
        for (LotAllocation pin : hold.pins()) {
            credits.add(new Credit(pin, hold.until(), true));
        }
    }

    /** Notes that points became active. */
    void activated(Activation row) {
        // When they were earned is not asked for.
        LotAllocation part = new LotAllocation(row.lot(), row.countsAt(), row.goneAt(), row.amount());
        credits.add(new Credit(part, row.countsAt(), false));
    }

    /** Notes that points of a lot repaid what was owed, before they could be used or told. */
    void repaid(long lot, long amount) {
        repaid.merge(lot, amount, Long::sum);
    }

    /** Returns how many points were left, of some that came, by what was owed. Those that came first repaid it. */
    private long left(LotAllocation came) {
        long owed = Math.min(came.amount(), repaid.getOrDefault(came.lot(), 0L));
        repaid.merge(came.lot(), -owed, Long::sum);
        return came.amount() - owed;
    }

    /** Ends a command, after all of it is folded. */
    void end(CommandRecord command, List<Posting> own) {
        Map<Key, Long> due = gives ? due(command, own) : new HashMap<>();
        idle.of(command.sequence())
                .forEach(row -> due.merge(new Key(row.goneAt(), row.since()), row.points(), Long::sum));
        Map<Key, Long> told = new HashMap<>();
        for (ExpiryNotice row = rows.peek(); row != null && row.sequence() <= command.sequence(); row = rows.peek()) {
            rows.next();
            findings.check(
                    row.sequence() == command.sequence() && row.account().equals(account),
                    "I-57",
                    0,
                    "no command of the account told what goes at " + row.goneAt());
            told.merge(new Key(row.goneAt(), row.since()), row.points(), Long::sum);
        }
        findings.same("I-57", 0, "what command " + command.sequence() + " told to go soon", text(due), text(told));
        before = command.recordedAt();
    }

    /** Both instants of a row. */
    private record Key(Instant goneAt, Instant since) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byEnd = goneAt.compareTo(other.goneAt);
            return byEnd != 0 ? byEnd : since.compareTo(other.since);
        }
    }

    private static String text(Map<Key, Long> rows) {
        StringBuilder text = new StringBuilder();
        new TreeSet<>(rows.keySet())
                .forEach(key -> text.append(rows.get(key))
                        .append(" until ")
                        .append(key.goneAt())
                        .append(" since ")
                        .append(key.since())
                        .append("; "));
        return text.toString();
    }

    private Map<Key, Long> due(CommandRecord command, List<Posting> own) {
        Map<Key, Long> due = new HashMap<>();
        Instant now = command.recordedAt();
        credits.sort(Comparator.comparing(Credit::at).thenComparing(Credit::lapsed));
        List<Instant> went = lots.wentIdle(own);
        usable.forEach((gone, points) -> {
            if (!wentBefore(went, Instant.MIN, tellAt(gone, Instant.MIN))) {
                add(due, gone, Instant.MIN, now, points);
            }
        });
        for (Credit credit : credits) {
            Instant gone = credit.part().goneAt();
            Instant told = gone == null ? null : programs.noticeAt(gone);
            long left = left(credit.part());
            boolean late = own.stream()
                    .anyMatch(posting -> posting.number() == credit.part().lot());
            Instant since = credit.lapsed() ? Instant.MIN : late ? now : credit.at();
            if (gone != null && wentBefore(went, credit.at(), tellAt(gone, since))) {
                continue;
            }
            if (credit.lapsed()) {
                // What comes back after its time to be told is not told any more.
                if (told != null && told.isAfter(before) && !told.isBefore(credit.at())) {
                    add(due, gone, Instant.MIN, now, left);
                }
            } else {
                // A purchase may arrive so late that its points wait no more.
                add(due, gone, since, now, left);
            }
        }
        for (Posting posting : own) {
            boolean waits = lots.termsOf(posting.number())
                    .filter(terms -> terms.waiting() != null)
                    .isPresent();
            if (posting.kind().opensLot() && !waits) {
                LotAllocation part = posting.lots().get(0);
                Instant gone = part.goneAt();
                Instant since = posting.countsAt();
                long first = command.result().firstNumber();
                boolean begun = posting.kind() == Posting.Kind.ENTRY && (first == 0 || posting.number() < first);
                if (!begun) {
                    add(due, gone, now, now, Math.min(posting.amount(), lots.usable(posting.number())));
                } else if (gone != null && !wentBefore(went, since.plus(1, ChronoUnit.MICROS), tellAt(gone, since))) {
                    // What a tier gave that had begun was there from then on, whoever wrote it.
                    add(due, gone, since, now, left(part));
                }
            }
        }
        return due;
    }

    /** Says whether points that had come by an instant went, because nothing had happened, before they were to be told. */
    private static boolean wentBefore(List<Instant> went, Instant came, @Nullable Instant told) {
        return told != null && went.stream().anyMatch(at -> !at.isBefore(came) && !at.isAfter(told));
    }

    private @Nullable Instant tellAt(Instant gone, Instant since) {
        Instant told = programs.noticeAt(gone);
        return told == null || told.isAfter(since) ? told : since;
    }

    private void add(Map<Key, Long> due, @Nullable Instant gone, Instant since, Instant now, long points) {
        Instant from = gone == null ? null : tellAt(gone, since);
        if (gone == null || from == null || points <= 0) {
            return;
        }
        if (!from.isAfter(now) && from.isBefore(gone)) {
            due.merge(new Key(gone, from), points, Long::sum);
        }
    }

    /** Says what was left over. */
    void end() {
        for (ExpiryNotice row = rows.peek(); row != null; row = rows.peek()) {
            rows.next();
            findings.add("I-57", "no command " + row.sequence() + " told what goes at " + row.goneAt());
        }
    }
}
