package org.loyalty4j.program;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.RecordedReturn.LineSum;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;

/**
 * A guest purchase as it was written down, and what was done with it since. It is nobody's, and belongs to no account; its
 * key is one of those of purchases.
 *
 * @param guest what was bought, and what it is found by
 * @param fingerprint what the purchase says
 * @param recordedAt when it was written
 * @param steps what was done with it, in the order of the steps; a claim is the last one
 */
public record RecordedGuest(GuestPurchase guest, Fingerprint fingerprint, Instant recordedAt, List<Step> steps) {

    /** How often goods of one purchase can come back in parts: each step says again what has come back of every line. */
    public static final int RETURNS_MAX = 100;

    /** What can be done with a guest purchase. A key is unique within one of them. */
    public enum Kind {
        /** Some of it comes back. */
        RETURN("purchase", "items", "happenedAt"),
        /** A customer claims what is left of it. */
        CLAIM("purchase");

        @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed.
        private final List<String> fields;

        Kind(String... fields) {
            this.fields = List.of(fields);
        }

        /** Returns the names of the fields that a fingerprint is made of, in their order. */
        public List<String> fields() {
            return fields;
        }
    }

    /**
     * One thing that was done with a guest purchase.
     *
     * @param purchase the key of the purchase
     * @param step 1, 2, 3 … for the purchase
     * @param kind what was done
     * @param key the caller's key of it
     * @param customer who claimed, otherwise {@link CustomerId#NOBODY}
     * @param fingerprint what the request said
     * @param lines what has come back of each line so far, with no points; empty where nothing has
     * @param actor who asked, or null
     * @param reason why, or null
     * @param source which system asked, or null
     * @param recordedAt when it was written
     */
    public record Step(
            CommandKey purchase,
            int step,
            Kind kind,
            CommandKey key,
            CustomerId customer,
            Fingerprint fingerprint,
            List<LineSum> lines,
            @Nullable Actor actor,
            @Nullable String reason,
            @Nullable Source source,
            Instant recordedAt) {

        /** Copies the list. */
        public Step {
            lines = List.copyOf(lines);
        }

        /** Returns this without who asked and why. */
        public Step erased() {
            return new Step(purchase, step, kind, key, customer, fingerprint, lines, null, null, source, recordedAt);
        }

        /** Shows the key of the purchase and what was done, none of the caller's words. */
        @Override
        public String toString() {
            return "Step[" + step + " of " + purchase.value() + ", " + kind + "]";
        }
    }

    /** Copies the list. */
    public RecordedGuest {
        steps = List.copyOf(steps);
    }

    /**
     * Makes a record of a guest purchase.
     *
     * @throws InvalidRequestException if the program does not take it
     */
    public static RecordedGuest of(ProgramHistory programs, GuestPurchase guest, Instant now) {
        Purchase purchase = guest.purchase();
        Instant countsAt = Decisions.countsAt(programs, Instant.MIN, now, purchase.happenedAt(), "purchase.happenedAt");
        LoyaltyProgram program = programs.atOrFirst(countsAt);
        if (!purchase.currency().equals(program.currency())) {
            throw new InvalidRequestException(
                    "purchase.total",
                    Code.CURRENCY_MISMATCH,
                    "the program counts " + program.currency() + ", not " + purchase.currency());
        }
        return new RecordedGuest(guest, printOf(guest), now, List.of());
    }

    /** Returns what a guest purchase says, for comparing it with another under the same key. */
    public static Fingerprint printOf(GuestPurchase guest) {
        return Prints.of(Checkout.of(guest.purchase()));
    }

    /** Returns the till's own key. */
    public CommandKey key() {
        return guest.key();
    }

    /** Returns the instant from which it counts once it is claimed. */
    public Instant countsAt(ProgramHistory programs) {
        return programs.countsAt(madeAt(), recordedAt);
    }

    /** A till may be ahead: nothing was made later than it was recorded. */
    private Instant madeAt() {
        return guest.purchase()
                .happened()
                .filter(happened -> happened.isBefore(recordedAt))
                .orElse(recordedAt);
    }

    /** Returns the claim, if it was claimed. */
    public Optional<Step> claim() {
        return last().filter(step -> step.kind() == Kind.CLAIM);
    }

    private Optional<Step> last() {
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
    }

    private Instant lastRecordedAt() {
        return last().map(Step::recordedAt).orElse(recordedAt);
    }

    /** Returns how much of a line has come back. */
    public BigDecimal returned(String line) {
        return returned().getOrDefault(line, BigDecimal.ZERO);
    }

    /** Returns how much has come back of each line, by its id; a line that is not there has not come back. */
    public Map<String, BigDecimal> returned() {
        Map<String, BigDecimal> sums = new HashMap<>();
        last().map(Step::lines).orElse(List.of()).forEach(sum -> sums.putIfAbsent(sum.line(), sum.quantity()));
        return sums;
    }

    /** Says whether all of it has come back. */
    public boolean isAllBack() {
        Map<String, BigDecimal> returned = returned();
        return guest.purchase().lines().stream()
                .allMatch(line ->
                        returned.getOrDefault(line.id(), BigDecimal.ZERO).compareTo(line.quantity()) == 0);
    }

    /** Returns this purchase with one thing more that was done. */
    public RecordedGuest with(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new RecordedGuest(guest, fingerprint, recordedAt, more);
    }

    /**
     * Returns the purchase as a claim makes it the claimer's: at the time it was made, without what has come back, whose
     * part of the amounts is rounded down, and then without the rounding of cash.
     */
    public Purchase claimed(Claim claim) {
        Purchase purchase = guest.purchase();
        Map<String, BigDecimal> returned = returned();
        List<PurchaseLine> left = new ArrayList<>(purchase.lines().size());
        for (PurchaseLine line : purchase.lines()) {
            BigDecimal back = returned.getOrDefault(line.id(), BigDecimal.ZERO);
            if (back.compareTo(line.quantity()) < 0) {
                left.add(back.signum() == 0 ? line : less(line, back));
            }
        }
        boolean whole = left.equals(purchase.lines());
        Money none = Money.zero(purchase.currency());
        Money total = whole ? purchase.total() : none;
        for (PurchaseLine line : whole ? List.<PurchaseLine>of() : left) {
            total = total.plus(line.paid());
        }
        return new Purchase(
                purchase.key(),
                claim.customer(),
                purchase.place(),
                madeAt(),
                left,
                whole ? purchase.rounding() : none,
                purchase.tenders(),
                total,
                claim.actor(),
                claim.source(),
                null);
    }

    private static PurchaseLine less(PurchaseLine line, BigDecimal back) {
        return new PurchaseLine(
                line.id(),
                line.kind(),
                line.article(),
                line.quantity().subtract(back),
                less(line.net(), line, back),
                less(line.tax(), line, back),
                less(line.discount(), line, back),
                line.weighed());
    }

    private static Money less(Money amount, PurchaseLine line, BigDecimal back) {
        return Money.ofMinor(amount.minor() - StandingFold.part(back, line, amount.minor()), amount.currency());
    }

    /**
     * Returns the step of something that comes back; empty when more comes back than is there.
     *
     * @throws InvalidRequestException if the return cannot be meant
     */
    public Optional<Step> back(ProgramHistory programs, Return request, Instant now) {
        ReturnDraft.checkTime(programs, request, countsAt(programs), now);
        List<PurchaseLine> lines = guest.purchase().lines();
        Map<String, BigDecimal> back = backWith(request);
        if (request.items().isEmpty() && isAllBack()) {
            return Optional.empty();
        }
        List<LineSum> sums = new ArrayList<>(lines.size());
        for (PurchaseLine line : lines) {
            BigDecimal sum =
                    request.items().isEmpty() ? line.quantity() : back.getOrDefault(line.id(), BigDecimal.ZERO);
            if (sum.compareTo(line.quantity()) > 0) {
                return Optional.empty();
            }
            sums.add(new LineSum(line.id(), sum, 0));
        }
        return Optional.of(new Step(
                key(),
                steps.size() + 1,
                Kind.RETURN,
                request.key(),
                CustomerId.NOBODY,
                new Command.GiveBack(request).fingerprint(),
                sums,
                request.actor(),
                request.reason(),
                request.source(),
                now.isBefore(lastRecordedAt()) ? lastRecordedAt() : now));
    }

    /** Returns how much of each line is back once what a return names is, too; it may be more than was there. */
    private Map<String, BigDecimal> backWith(Return request) {
        // What is left can always come back as a whole.
        if (!request.items().isEmpty() && steps.size() >= RETURNS_MAX) {
            throw new InvalidRequestException(
                    "purchase",
                    Code.TOO_MANY_ITEMS,
                    "at most " + RETURNS_MAX + " returns of parts of a guest purchase are accepted");
        }
        Map<String, BigDecimal> back = new HashMap<>();
        guest.purchase().lines().forEach(line -> back.put(line.id(), BigDecimal.ZERO));
        back.putAll(returned());
        for (int i = 0; i < request.items().size(); i++) {
            Return.Item item = request.items().get(i);
            if (back.computeIfPresent(item.line(), (line, sum) -> sum.add(item.quantity())) == null) {
                throw new InvalidRequestException(
                        "items[" + i + "].line", Code.NOT_FOUND, "the purchase has no line " + item.line());
            }
        }
        return back;
    }

    /**
     * Returns the step of a claim.
     *
     * @param settledAt when the purchase was recorded that the claim makes of it
     */
    public Step claimedBy(Claim claim, Instant settledAt) {
        return new Step(
                key(),
                steps.size() + 1,
                Kind.CLAIM,
                claim.key(),
                claim.customer(),
                printOf(claim),
                last().map(Step::lines).orElse(List.of()),
                claim.actor(),
                claim.reason(),
                claim.source(),
                settledAt);
    }

    /** Returns what a claim says, for comparing it with another under the same key. */
    public static Fingerprint printOf(Claim claim) {
        return Fingerprint.of().text(claim.purchase().value()).end().make();
    }

    /**
     * Returns what stands under a key of a purchase that is a guest's, whatever it says: a sale to nobody, so that whoever
     * uses the key for a customer is told that the customer differs.
     */
    public static CommandRecord taken(CommandKey key) {
        return new CommandRecord(
                new CommandId(new UUID(0, 0)),
                new AccountId(CustomerId.NOBODY, Purse.POINTS.code()),
                1,
                CommandRecord.Operation.SALE,
                key,
                CustomerId.NOBODY,
                null,
                null,
                null,
                Fingerprint.of().make(),
                new CommandRecord.Result(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null),
                Instant.EPOCH,
                0L,
                null,
                null);
    }

    /** Shows the purchase and the number of steps. */
    @Override
    public String toString() {
        return "RecordedGuest[" + guest + ", " + steps.size() + " steps]";
    }
}
