package org.loyalty4j;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.program.Claim;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.program.RecordedGuest.Step;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.store.StoreReader;

/** Looks at a guest purchase, what has come back of it, and the purchase that its claim made of it. Used by one thread. */
final class GuestAudit {

    private final StoreReader reader;
    private final RecordedGuest guest;
    private final AuditFindings findings;

    /** A claimed purchase is recorded in the main purse, whichever others it counts in. */
    private String purse = "";

    GuestAudit(StoreReader reader, RecordedGuest guest, AuditFindings findings) {
        this.reader = reader;
        this.guest = guest;
        this.findings = findings;
    }

    void run(ProgramHistory programs) {
        purse = programs.purses().stream().findFirst().orElse("");
        findings.same("I-57", 0, "what the purchase says", RecordedGuest.printOf(guest.guest()), guest.fingerprint());
        findings.check(
                !guest.countsAt(programs).isAfter(guest.recordedAt()),
                "I-59",
                0,
                "it counts from later than its recording");
        RecordedGuest before = new RecordedGuest(guest.guest(), guest.fingerprint(), guest.recordedAt(), List.of());
        Instant last = guest.recordedAt();
        for (Step step : guest.steps()) {
            findings.same("I-14", 0, "the number of a step", before.steps().size() + 1, step.step());
            findings.same("I-14", 0, "the purchase of a step", guest.key(), step.purchase());
            findings.check(
                    step.kind() == RecordedGuest.Kind.CLAIM
                            || !step.recordedAt().isBefore(last),
                    "I-59",
                    0,
                    "a return was recorded before what was done before it");
            findings.check(before.claim().isEmpty(), "I-16", 0, "something was done after it was claimed");
            last = step.recordedAt();
            look(before, step);
            before = before.with(step);
        }
        if (guest.claim().isEmpty()) {
            findings.check(
                    reader.sales().find(purse, guest.key()).isEmpty(),
                    "I-16",
                    0,
                    "a customer's purchase has its key, and nobody claimed it");
        }
    }

    private void look(RecordedGuest before, Step step) {
        if (step.kind() == RecordedGuest.Kind.CLAIM) {
            claimed(before, step);
            return;
        }
        findings.same("I-57", 0, "the customer of a return", CustomerId.NOBODY, step.customer());
        findings.same(
                "I-14",
                0,
                "the lines of a return",
                guest.guest().purchase().lines().size(),
                step.lines().size());
        boolean more = false;
        Map<String, BigDecimal> returned = before.returned();
        Map<String, BigDecimal> with = before.with(step).returned();
        for (PurchaseLine line : guest.guest().purchase().lines()) {
            BigDecimal earlier = returned.getOrDefault(line.id(), BigDecimal.ZERO);
            BigDecimal now = with.getOrDefault(line.id(), BigDecimal.ZERO);
            findings.check(
                    now.compareTo(earlier) >= 0 && now.compareTo(line.quantity()) <= 0,
                    "I-14",
                    0,
                    "of line " + line.id() + " " + now + " came back after " + earlier);
            more |= now.compareTo(earlier) > 0;
        }
        findings.check(more, "I-14", 0, "nothing came back with a return");
        findings.check(
                step.lines().stream().allMatch(sum -> sum.points() == 0), "I-14", 0, "a guest has points to give back");
        findings.check(says(step), "I-57", 0, "a return says another purchase");
    }

    /** What came back in which order, and when, is not kept; which purchase it was of is. */
    private boolean says(Step step) {
        Claim purchaseOnly = Claim.of(step.key(), step.customer(), guest.key());
        return step.fingerprint()
                .firstDifference(RecordedGuest.printOf(purchaseOnly), List.of("purchase"))
                .isEmpty();
    }

    private void claimed(RecordedGuest before, Step step) {
        CommandKey key = step.key();
        Claim claim = new Claim(key, step.customer(), guest.key(), step.reason(), step.actor(), step.source());
        findings.same("I-57", 0, "what the claim says", RecordedGuest.printOf(claim), step.fingerprint());
        findings.same(
                "I-14",
                0,
                "what had come back when it was claimed",
                before.steps().isEmpty()
                        ? List.of()
                        : before.steps().get(before.steps().size() - 1).lines(),
                step.lines());
        Optional<RecordedSale> sale = reader.sales().find(purse, guest.key());
        findings.check(sale.isPresent() && !before.isAllBack(), "I-57", 0, "the claim made no purchase of it");
        if (sale.isPresent() && !before.isAllBack()) {
            findings.same(
                    "I-57",
                    0,
                    "the claimed purchase",
                    before.claimed(claim),
                    sale.get().purchase());
            findings.check(
                    Objects.equals(step.reason(), sale.get().command().reason()),
                    "I-57",
                    0,
                    "the claim and the purchase were asked for with different reasons");
            findings.same("I-59", 0, "when it was claimed", sale.get().command().recordedAt(), step.recordedAt());
        }
    }
}
