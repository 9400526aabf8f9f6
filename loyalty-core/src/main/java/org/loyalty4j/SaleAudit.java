package org.loyalty4j;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.StandingFold;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.store.SaleStore;

/** Looks at the purchases and returns of one account. Used by one thread. */
final class SaleAudit {

    /** A return whose command was not met yet. */
    record Step(
            RecordedSale sale,
            Map<String, Long> shares,
            List<Attribution> earned,
            @Nullable RecordedReturn before,
            RecordedReturn step) {}

    private final ProgramHistory programs;
    private final SaleStore sales;
    private final AuditFindings findings;
    private final Map<CommandId, Step> steps = new HashMap<>();
    private final Map<CommandKey, List<CommandKey>> payers = new HashMap<>();
    private final Set<CommandKey> unmet = new HashSet<>();
    private final Map<CommandKey, Long> redemptions = new HashMap<>();

    SaleAudit(ProgramHistory programs, SaleStore sales, AuditFindings findings, List<RecordedSale.Payment> payments) {
        this.programs = programs;
        this.sales = sales;
        this.findings = findings;
        for (RecordedSale.Payment payment : payments) {
            payers.computeIfAbsent(payment.purchase(), purchase -> new ArrayList<>(1))
                    .add(payment.redemption());
            findings.check(unmet.add(payment.redemption()), "I-16", 0, "a redemption pays more than one purchase");
        }
    }

    /** Returns the step of a return that a command is, or null. */
    @Nullable
    Step stepOf(CommandRecord command) {
        return steps.remove(command.id());
    }

    /** Remembers which posting a redemption was that pays a purchase. */
    void redeemed(CommandRecord command, List<Posting> own) {
        if (command.operation() == Operation.REDEEM && unmet.remove(command.key())) {
            // What a capture left of a hold may have been past its time.
            own.stream()
                    .filter(posting -> posting.kind() == Posting.Kind.REDEEM)
                    .forEach(posting -> redemptions.put(command.key(), posting.number()));
        }
    }

    /** Looks at a purchase and what it earned. */
    void look(CommandRecord command, RecordedSale sale, List<Posting> own, List<Attribution> due) {
        String at = "purchase of command " + command.sequence() + ": ";
        findings.check(command.equals(sale.command()), "I-57", 0, at + "its command is not the one that is recorded");
        findings.check(
                command.key().equals(sale.purchase().key())
                        && command.customer().equals(sale.purchase().customer()),
                "I-57",
                0,
                at + "its key or customer is not the command's");
        Instant happened = sale.purchase().happened().orElse(command.recordedAt());
        Instant countsAt = programs.countsAt(happened, command.recordedAt());
        findings.same("I-59", 0, at + "the time it counts from", countsAt, sale.countsAt());
        findings.same(
                "I-12",
                0,
                at + "the personal factors that matter for it",
                programs.factorsOf(sale.purchase(), sale.countsAt()),
                command.result().factors().keySet());
        List<Attribution> got = new ArrayList<>();
        for (Posting posting : own) {
            if (posting.kind() == Posting.Kind.EARN) {
                got.addAll(posting.attributions());
                findings.same("I-59", posting.number(), "the time it counts from", sale.countsAt(), posting.countsAt());
            }
        }
        findings.same("I-12", command.result().firstNumber(), at + "what its lines earn", due, got);
        List<RecordedReturn> returns =
                sales.returnsOf(command.account().purse(), sale.purchase().key());
        if (!returns.isEmpty()) {
            expect(sale, own, got, returns);
        }
    }

    /** Looks at the turns that a purchase had, and at what its lines left over. */
    void told(CommandRecord command, Map<String, Long> turns, Map<String, Ratio> fractions) {
        findings.same(
                "I-12",
                0,
                "purchase of command " + command.sequence() + ": what its lines leave over",
                fractions,
                command.result().fractions());
        findings.same(
                "I-12",
                0,
                "purchase of command " + command.sequence() + ": which one it is for rules about the n-th",
                turns,
                command.result().turns());
    }

    private void expect(RecordedSale sale, List<Posting> own, List<Attribution> got, List<RecordedReturn> returns) {
        Map<String, Long> shares = new HashMap<>();
        got.forEach(part -> {
            if (part.line() != null) {
                shares.merge(part.line(), part.granted(), Long::sum);
            }
        });
        for (Posting posting : own) {
            if (posting.kind() == Posting.Kind.REDEEM) {
                redemptions.put(sale.purchase().key(), posting.number());
                payers.computeIfAbsent(sale.purchase().key(), purchase -> new ArrayList<>(1))
                        .add(sale.purchase().key());
            }
        }
        RecordedReturn before = null;
        for (RecordedReturn step : returns) {
            findings.same("I-14", 0, "the number of a return", before == null ? 1 : before.step() + 1, step.step());
            findings.same("I-14", 0, "the purchase of a return", sale.purchase().key(), step.purchase());
            steps.put(step.command().id(), new Step(sale, shares, got, before, step));
            before = step;
        }
    }

    /**
     * Looks at a step of a return and what it came to.
     *
     * @param entries what it took back of what tiers gave
     */
    void look(CommandRecord command, Step step, EntryAudit.Taken entries) {
        String at = "return of command " + command.sequence() + ": ";
        RecordedReturn row = step.step();
        RecordedReturn before = step.before();
        CommandRecord.Result result = command.result();
        findings.check(command.equals(row.command()), "I-57", 0, at + "its command is not the one that is recorded");
        long points = lines(at, step);
        long reversed = row.reversed() - (before == null ? 0 : before.reversed());
        long shortfall = row.shortfall() - (before == null ? 0 : before.shortfall());
        findings.same("I-13", 0, at + "points taken back", result.reversed(), reversed + entries.taken());
        findings.check(
                result.shortfall() >= shortfall && result.shortfall() - shortfall <= entries.due() - entries.taken(),
                "I-15",
                0,
                at + "points that could not be taken back: " + result.shortfall());
        findings.same(
                "I-13",
                0,
                at + "points due back",
                points + entries.due(),
                result.reversed() + result.shortfall() + result.lapsed());
        long restored = 0;
        Set<Long> known = new HashSet<>();
        payers.getOrDefault(row.purchase(), List.of()).forEach(key -> known.add(redemptions.getOrDefault(key, 0L)));
        for (RecordedReturn.PaymentSum sum : row.payments()) {
            findings.check(known.contains(sum.debit()), "I-16", sum.debit(), at + "it paid for something else");
            long part = sum.restored() - (before == null ? 0 : before.restored(sum.debit()));
            findings.check(part >= 0, "I-16", sum.debit(), at + "less is put back than was before");
            restored += part;
        }
        findings.same("I-16", 0, at + "points put back", result.restored(), restored);
    }

    /** Looks at what has come back of each line, and returns how many points more are due back. */
    private long lines(String at, Step step) {
        long due = 0;
        List<PurchaseLine> lines = step.sale().purchase().lines();
        findings.same(
                "I-14",
                0,
                at + "the number of its lines",
                lines.size(),
                step.step().lines().size());
        for (PurchaseLine line : lines) {
            RecordedReturn.LineSum sum = step.step().line(line.id()).orElse(null);
            if (sum == null) {
                findings.add("I-14", at + "line " + line.id() + " is missing");
                continue;
            }
            RecordedReturn.LineSum earlier =
                    step.before() == null ? null : step.before().line(line.id()).orElse(null);
            BigDecimal from = earlier == null ? BigDecimal.ZERO : earlier.quantity();
            findings.check(
                    sum.quantity().compareTo(from) >= 0 && sum.quantity().compareTo(line.quantity()) <= 0,
                    "I-14",
                    0,
                    at + "of line " + line.id() + " " + sum.quantity() + " came back, " + line.quantity()
                            + " was bought");
            long share = step.shares().getOrDefault(line.id(), 0L);
            findings.same(
                    "I-13",
                    0,
                    at + "the points of line " + line.id(),
                    StandingFold.part(sum.quantity(), line, share),
                    sum.points());
            due += sum.points() - (earlier == null ? 0 : earlier.points());
        }
        return due;
    }

    /** Says what was left over. */
    void end() {
        for (Step step : steps.values()) {
            findings.add("I-57", "return " + step.step().step() + " of a purchase has no command");
        }
        if (!unmet.isEmpty()) {
            findings.add("I-16", unmet.size() + " purchases are paid by redemptions that are not recorded");
        }
    }
}
