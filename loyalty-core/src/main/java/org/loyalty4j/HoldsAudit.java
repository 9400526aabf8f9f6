package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.Command;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.Release;
import org.loyalty4j.store.HoldStore;

/** The holds of one account, command by command, and compared with those that are stored as live. Used by one thread. */
final class HoldsAudit {

    private static final int PAGE = 500;

    private final AccountId account;
    private final HoldStore store;
    private final AuditFindings findings;
    private final LotsAudit lots;
    private final NoticesAudit notices;
    private final AuditRows<Hold> made;
    private final Map<Long, List<Hold>> ends = new HashMap<>();
    private final TreeSet<Hold> live = new TreeSet<>(Hold.BY_LIMIT);
    private long held;
    private long withheld;
    private Instant before = Instant.MIN;
    private final List<Hold> back = new ArrayList<>();
    private boolean ownIsBack;
    private @Nullable Hold own;
    private @Nullable Hold opened;

    HoldsAudit(AccountId account, HoldStore store, AuditFindings findings, LotsAudit lots, NoticesAudit notices) {
        this.account = account;
        this.store = store;
        this.findings = findings;
        this.lots = lots;
        this.notices = notices;
        this.made = new AuditRows<>((from, size) -> store.all(account, from, size), Hold::number);
    }

    private static String place(Hold hold) {
        return "hold " + hold.number() + ": ";
    }

    /** Returns the points that are held after the commands so far. */
    long held() {
        return held;
    }

    /** Returns how many points could not be used when the last command used or reserved some: held and pending ones. */
    long withheld() {
        return withheld;
    }

    /** Returns when the time of the first live hold is over, or null without one. */
    @Nullable
    Instant firstOver() {
        return live.isEmpty() ? null : live.first().until();
    }

    /** Begins a command: looks at the holds that it ended. */
    void begin(CommandRecord command) {
        own = null;
        ownIsBack = false;
        withheld = 0;
        List<Hold> over = ends.getOrDefault(command.sequence(), List.of());
        ends.remove(command.sequence());
        for (Hold hold : over) {
            Hold.End end = Objects.requireNonNull(hold.end());
            live.remove(hold);
            held -= hold.amount();
            if (end.how() == Hold.How.LAPSED) {
                lapsed(command, hold, end);
                notices.lapsed(hold);
            } else {
                findings.check(own == null, "I-21", 0, place(hold) + "its command ended another one, too");
                own = hold;
                ended(command, hold, end);
            }
        }
        findings.check(
                command.operation() != Operation.RELEASE || own != null,
                "I-21",
                0,
                "command " + command.sequence() + " released no hold");
        before = command.recordedAt();
    }

    private void lapsed(CommandRecord command, Hold hold, Hold.End end) {
        String at = place(hold);
        findings.same("I-23", 0, at + "the instant at which it lapsed", hold.until(), end.at());
        findings.check(
                hold.isOverBy(command.recordedAt()) && before.isBefore(hold.until()),
                "I-23",
                0,
                at + "its end belongs to the first command after it");
        findings.same("I-22", 0, at + "what was captured of it", 0L, end.captured());
        findings.same("I-57", 0, at + "who ended it", null, end.by());
        back.add(hold);
    }

    private void ended(CommandRecord command, Hold hold, Hold.End end) {
        String at = place(hold);
        boolean captures = end.how() == Hold.How.CAPTURED;
        findings.same(
                "I-57", 0, at + "what ended it", captures ? Operation.REDEEM : Operation.RELEASE, command.operation());
        findings.same("I-57", 0, at + "who ended it", command.key(), end.by());
        findings.same("I-23", 0, at + "when it ended", command.recordedAt(), end.at());
        findings.check(!hold.isOverBy(command.recordedAt()), "I-23", 0, at + "its time was over");
        findings.check(
                captures ? end.captured() > 0 && end.captured() <= hold.amount() : end.captured() == 0,
                "I-22",
                0,
                at + end.captured() + " of " + hold.amount() + " points were used");
    }

    /**
     * Puts back, before a posting of the command is folded, what had been put back when it was written.
     *
     * @param isOwn whether the posting is the command's own, and not one that had fallen due
     */
    void before(Posting posting, boolean isOwn) {
        while (!back.isEmpty()
                && (isOwn || !Objects.requireNonNull(back.get(0).end()).at().isAfter(posting.countsAt()))) {
            putBackFirst();
        }
        if (isOwn && posting.kind() == Posting.Kind.REDEEM) {
            withheld = held + lots.pendingSum();
        }
        if (isOwn) {
            putBackOwn();
        }
    }

    private void putBackFirst() {
        Hold hold = back.remove(0);
        lots.putBack(hold.pins(), hold.until());
    }

    private void putBackOwn() {
        if (own != null && !ownIsBack) {
            ownIsBack = true;
            Hold.End end = Objects.requireNonNull(own.end());
            lots.putBack(own.first(end.captured()), null);
            lots.putBack(own.allBut(end.captured()), end.at());
        }
    }

    /** Says whether the command that was begun last used points of a hold. */
    boolean captures() {
        return own != null && Objects.requireNonNull(own.end()).how() == Hold.How.CAPTURED;
    }

    /** Puts back, once the command's postings are folded, what no posting came after. */
    void settle() {
        while (!back.isEmpty()) {
            putBackFirst();
        }
        putBackOwn();
    }

    /** Looks at the hold that a command made, once its postings are folded, and takes its points out of their lots. */
    void finish(CommandRecord command, List<Posting> postings, CommandAudit.Sums sums) {
        opened = null;
        Hold next = made.peek();
        while (next != null && next.number() < command.sequence()) {
            findings.add("I-57", place(next) + "no command made it");
            made.next();
            next = made.peek();
        }
        if (next != null && next.number() == command.sequence()) {
            made.next();
            withheld = held + lots.pendingSum();
            opened = next;
            open(command, next);
        }
        findings.check(
                (opened != null) == (command.operation() == Operation.HOLD),
                "I-57",
                0,
                "command " + command.sequence() + " is a " + command.operation() + ", and made "
                        + (opened == null ? "no hold" : "a hold"));
        long captured = own == null ? 0 : Objects.requireNonNull(own.end()).captured();
        sums.holds(opened == null ? 0 : opened.amount(), own == null ? 0 : own.amount() - captured);
        // What repaid a debt is not gone, so that nothing may be left to go.
        boolean gone = own != null && (wentIdle(postings) || own.pins().stream().anyMatch(pin -> isGone(pin, command)));
        if (gone && !captures() && command.result().firstNumber() > 0) {
            sums.lastIsOwn(postings);
        }
        if (own != null && captures()) {
            List<LotAllocation> used =
                    own.first(captured).stream().map(LotAllocation::negated).toList();
            boolean same = postings.stream()
                    .anyMatch(posting -> posting.kind() == Posting.Kind.REDEEM
                            && posting.lots().equals(used));
            findings.check(same, "I-22", 0, place(own) + "not its points were used");
        }
    }

    /** Says whether the last posting took points because nothing had happened. */
    private boolean wentIdle(List<Posting> postings) {
        int size = postings.size();
        return !lots.wentIdle(postings.subList(Math.max(0, size - 1), size)).isEmpty();
    }

    private static boolean isGone(LotAllocation pin, CommandRecord command) {
        return pin.expiresAt()
                .filter(gone -> !gone.isAfter(command.recordedAt()))
                .isPresent();
    }

    private void open(CommandRecord command, Hold hold) {
        String at = place(hold);
        findings.same("I-57", 0, at + "its account", account, hold.account());
        findings.same("I-57", 0, at + "its key", command.key(), hold.key());
        findings.same("I-59", 0, at + "when it was made", command.recordedAt(), hold.since());
        boolean positive = !hold.pins().isEmpty() && hold.pins().stream().allMatch(pin -> pin.amount() > 0);
        findings.check(positive, "I-10", 0, at + "each of its parts is more than zero");
        lots.pin(hold, command.recordedAt());
        held += hold.amount();
        live.add(hold);
        Hold.End end = hold.end();
        if (end != null) {
            ends.computeIfAbsent(end.command(), none -> new ArrayList<>(1)).add(hold);
            ends.values().forEach(over -> over.sort(Hold.BY_LIMIT));
            findings.check(end.command() > command.sequence(), "I-21", 0, at + "it ended before it began");
        }
    }

    /** Says whether a request says what its rows say. */
    boolean asked(CommandRecord command, @Nullable CommandKey paid) {
        return switch (command.operation()) {
            case HOLD -> opened == null || holdAsked(command, opened);
            case RELEASE ->
                own == null
                        || command.fingerprint()
                                .equals(new Command.LetGo(Release.of(command.key(), command.customer(), own.key()))
                                        .fingerprint());
            default -> own == null || captureAsked(command, own, paid);
        };
    }

    private static boolean holdAsked(CommandRecord command, Hold hold) {
        Points amount = Points.of(Math.max(1, Math.min(Points.POSTING_MAX, hold.amount())));
        String reward = hold.reward();
        if (reward != null) {
            return holdAsked(command, hold, Redemption.ofReward(command.key(), command.customer(), reward), 0);
        }
        return holdAsked(command, hold, Redemption.of(command.key(), command.customer(), amount), 0)
                || holdAsked(command, hold, Redemption.upTo(command.key(), command.customer(), amount), 1);
    }

    /** How many points were asked for at most is not kept, so the fields before some are not compared. */
    private static boolean holdAsked(CommandRecord command, Hold hold, Redemption redemption, int from) {
        CommandKey purchase = hold.purchase();
        HoldRequest request = HoldRequest.of(
                purchase == null ? redemption : redemption.paying(purchase),
                java.time.Duration.between(hold.since(), hold.until()));
        List<Long> asked = new Command.SetAside(request).fingerprint().hashes();
        List<Long> said = command.fingerprint().hashes();
        return said.size() >= from && asked.subList(from, asked.size()).equals(said.subList(from, said.size()));
    }

    private static boolean captureAsked(CommandRecord command, Hold hold, @Nullable CommandKey paid) {
        Points some = Points.of(Objects.requireNonNull(hold.end()).captured());
        Fingerprint said = command.fingerprint();
        for (Capture request : List.of(
                Capture.of(command.key(), command.customer(), hold.key()),
                new Capture(command.key(), command.customer(), hold.key(), some, null, null, null))) {
            boolean all = request.points() != null || some.minor() == hold.amount();
            if (all
                    && (said.equals(new Command.UseHeld(request).fingerprint())
                            || (paid != null
                                    && said.equals(new Command.UseHeld(request.paying(paid)).fingerprint())))) {
                return true;
            }
        }
        return false;
    }

    /** Compares with the holds that are stored as live; none may be over at a time at which everything due was written. */
    void compare(Instant writtenUntil) {
        for (Hold hold = made.peek(); hold != null; hold = made.peek()) {
            made.next();
            findings.add("I-57", place(hold) + "no command made it");
        }
        for (List<Hold> over : ends.values()) {
            over.forEach(hold -> findings.add("I-57", place(hold) + "no command ended it"));
        }
        List<Hold> stored = new ArrayList<>();
        List<Hold> page = store.live(account, null, PAGE);
        while (!page.isEmpty()) {
            stored.addAll(page);
            Hold last = page.get(page.size() - 1);
            page = store.live(account, last, PAGE);
            if (!page.isEmpty() && Hold.BY_LIMIT.compare(last, page.get(0)) >= 0) {
                findings.add("I-36", "the live holds are not in the order of their limits");
                break;
            }
        }
        findings.same("I-36", 0, "the live holds", List.copyOf(live), stored);
        for (Hold hold : live) {
            findings.check(
                    !hold.isOverBy(writtenUntil),
                    "I-23",
                    0,
                    place(hold) + "it was over when the last command was recorded, and is not ended");
        }
    }
}
