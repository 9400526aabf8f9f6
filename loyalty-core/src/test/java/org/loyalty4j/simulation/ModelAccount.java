package org.loyalty4j.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Posting.Kind;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.reward.Redemption;

/** One customer's ledger as a plain list of facts; everything else is added up from it. */
final class ModelAccount {

    final Instant joined;
    final List<Fact> facts = new ArrayList<>();
    final Map<Long, Batch> batches = new HashMap<>();
    final List<ModelSale> sales = new ArrayList<>();
    /** What was bought in another system, a day each. */
    final List<ModelSale> opened = new ArrayList<>();

    final Map<CommandKey, Paid> redemptions = new LinkedHashMap<>();
    /** Points of redemptions that were undone, by the redemptions' postings. */
    final Map<Long, Long> undone = new HashMap<>();

    ModelPending pending = new ModelPending();
    final ModelNotices notices;
    final ModelIdle idle;
    final Map<CommandKey, ModelHold> holds = new LinkedHashMap<>();
    /** The first and last posting of each transfer, by its key, of those that went out and of those that came in. */
    final Map<CommandKey, Sent> out = new HashMap<>();

    final Map<CommandKey, Sent> in = new HashMap<>();

    /** What was given back of the points that had expired. */
    final List<Revived> revived = new ArrayList<>();

    /** The batch in which points came first that were given more time, by the batch in which they are since then. */
    final Map<Long, Long> roots = new TreeMap<>();

    ModelGiven given = new ModelGiven();
    ModelEvents events = new ModelEvents();
    /** What later points repaid, and what was undone while it was owed, in order. */
    final List<Repaid> repaid = new ArrayList<>();

    /** How many points were taken on which date for goods without their purchase. */
    final TreeMap<LocalDate, Long> unknown = new TreeMap<>();

    /** When tiers gave points last. */
    final Map<String, LocalDate> entered = new HashMap<>();

    Status status = Status.OPEN;
    Instant recordedAt = Instant.EPOCH;

    @Nullable
    Instant leftAt;

    /** What is carried on of whole points. */
    Ratio carried = Ratio.ZERO;

    ModelAccount(Instant joined, ModelNotices notices, ModelIdle idle) {
        this.joined = joined;
        this.idle = idle;
        this.notices = notices;
    }

    /** A posting. */
    record Fact(
            long number, Kind kind, long amount, long after, List<Move> moves, Instant countsAt, Instant recordedAt) {}

    /** A redemption: its posting, and the purchase it pays. */
    record Paid(long posting, @Nullable CommandKey purchase) {}

    /** A leg of a transfer: its postings, one for each batch, and whether it was undone. */
    record Sent(CustomerId other, List<Long> postings, boolean undone) {}

    /** Points of what a posting took and did not find; from batch 0 where it was undone. */
    record Repaid(long debit, long batch, long amount, Instant recordedAt) {}

    /** Points of a batch that had expired with a posting, and were given back. */
    record Revived(long expiry, long batch, long amount) {}

    /** How much a posting took from a batch of points, or put into it. */
    record Move(long batch, long amount) {}

    /** Points that came together. */
    record Batch(long number, Instant earned, @Nullable Instant gone) {

        static final Comparator<Batch> BURN_ORDER = Comparator.comparing(
                        (Batch batch) -> batch.gone == null ? Instant.MAX : batch.gone)
                .thenComparing(Batch::earned)
                .thenComparingLong(Batch::number);

        boolean goneBy(Instant at) {
            return gone != null && !gone.isAfter(at);
        }
    }

    ModelAccount copy() {
        ModelAccount copy = new ModelAccount(joined, notices.copy(), idle.copy());
        copy.facts.addAll(facts);
        copy.batches.putAll(batches);
        sales.forEach(sale -> copy.sales.add(new ModelSale(sale)));
        opened.forEach(day -> copy.opened.add(new ModelSale(day)));
        copy.redemptions.putAll(redemptions);
        copy.undone.putAll(undone);
        copy.pending = pending.copy();
        copy.holds.putAll(holds);
        copy.out.putAll(out);
        copy.in.putAll(in);
        copy.revived.addAll(revived);
        copy.roots.putAll(roots);
        copy.given = given.copy();
        copy.events = events.copy();
        copy.repaid.addAll(repaid);
        copy.entered.putAll(entered);
        copy.status = status;
        copy.recordedAt = recordedAt;
        copy.leftAt = leftAt;
        copy.carried = carried;
        copy.unknown.putAll(unknown);
        return copy;
    }

    /** Returns everything that counts for tiers. */
    List<ModelSale> counted() {
        List<ModelSale> all = new ArrayList<>(opened);
        all.addAll(sales);
        return all;
    }

    Instant now(Instant clock) {
        return clock.isBefore(recordedAt) ? recordedAt : clock;
    }

    /** Returns the postings of the redemptions that pay a purchase, in their order. */
    List<Long> paying(CommandKey purchase) {
        return redemptions.values().stream()
                .filter(paid -> purchase.equals(paid.purchase()))
                .map(Paid::posting)
                .sorted()
                .toList();
    }

    long total() {
        return facts.isEmpty() ? 0 : facts.get(facts.size() - 1).after();
    }

    /** Returns what is left of each batch, in burn order. */
    Map<Batch, Long> left() {
        return leftOf(facts, Instant.MAX);
    }

    /** Returns what can be used of each batch, in burn order. */
    private Map<Batch, Long> usable() {
        Map<Batch, Long> usable = left();
        usable.replaceAll((batch, amount) -> amount - pending.left(batch.number()));
        usable.values().removeIf(amount -> amount == 0);
        return usable;
    }

    /** Ends a command. */
    void recorded(Instant now) {
        recordedAt = now;
        notices.end(now, usable(), idle.end());
        idle.keep(this);
    }

    /** Puts points in; where none could be used before, it is from now on that nothing may happen for a time. */
    void credit(Instant at, Runnable points) {
        boolean none = total() - held() - pending.sum() <= 0;
        points.run();
        if (none && total() - held() - pending.sum() > 0) {
            idle.begin(at);
        }
    }

    /** Returns from when the points of a batch that can be used are gone because nothing happened, or null. */
    private @Nullable Instant idleGone(Batch batch) {
        Instant end = idle.end();
        if (end == null) {
            return null;
        }
        Instant back = lastPutBack(batch.number());
        return end.isAfter(back) ? end : back;
    }

    /** Returns which points go when, if nothing more happens, of those that neither are held nor wait for a word. */
    Map<Instant, Long> going(Instant now) {
        ModelAccount later = copy();
        later.expire(now);
        for (ModelHold hold : List.copyOf(later.holds.values())) {
            if (hold.isOpen(Instant.MAX)) {
                later.end(hold.key(), now, Hold.How.CAPTURED, hold.amount());
                later.post(Kind.REDEEM, hold.first(hold.amount()), now, now);
            }
        }
        later.pending.all().forEach((batch, wait) -> {
            long left = later.pending.left(batch);
            if (wait.active() == null && left > 0) {
                later.pending.take(batch, left, now, now);
                later.post(Kind.CANCEL, List.of(new Move(batch, -left)), now, now);
            }
        });
        int known = later.facts.size();
        later.expire(Instant.parse("2300-01-01T00:00:00Z"));
        Map<Instant, Long> going = new TreeMap<>();
        later.facts.subList(known, later.facts.size()).stream()
                .filter(fact -> fact.kind() == Kind.EXPIRE)
                .forEach(fact -> going.merge(fact.countsAt(), -fact.amount(), Long::sum));
        return going;
    }

    /** Returns what of each batch no posting took and no hold has set aside. */
    private Map<Batch, Long> leftOf(List<Fact> known, Instant knownAt) {
        Map<Long, Long> sums = new HashMap<>();
        for (Fact fact : known) {
            for (Move move : fact.moves()) {
                sums.merge(move.batch(), move.amount(), Long::sum);
            }
        }
        for (ModelHold hold : holds.values()) {
            if (hold.isOpen(knownAt) && !hold.since().isAfter(knownAt)) {
                hold.moves().forEach(move -> sums.merge(move.batch(), -move.amount(), Long::sum));
            }
        }
        for (Repaid each : repaid) {
            if (each.batch() > 0 && !each.recordedAt().isAfter(knownAt)) {
                sums.merge(each.batch(), -each.amount(), Long::sum);
            }
        }
        Map<Batch, Long> left = new TreeMap<>(Batch.BURN_ORDER);
        sums.forEach((batch, amount) -> {
            if (amount != 0) {
                left.put(batch(batch), amount);
            }
        });
        return left;
    }

    long held() {
        return holds.values().stream()
                .filter(hold -> hold.isOpen(Instant.MAX))
                .mapToLong(ModelHold::amount)
                .sum();
    }

    long held(Instant at, Instant knownAt) {
        return holds.values().stream()
                .filter(hold -> hold.isLive(at, knownAt))
                .mapToLong(ModelHold::amount)
                .sum();
    }

    /** Returns what can be used once everything due is written. */
    long free() {
        return total() - held() - pending.sum() + debt();
    }

    /** Returns what is owed of a posting. */
    long owed(Fact fact, Instant knownAt) {
        if (fact.amount() > 0) {
            return 0;
        }
        long owed = -fact.amount();
        for (Move move : fact.moves()) {
            owed += move.amount();
        }
        for (Repaid each : repaid) {
            owed -= each.debit() == fact.number() && !each.recordedAt().isAfter(knownAt) ? each.amount() : 0;
        }
        return owed;
    }

    long debt() {
        return facts.stream().mapToLong(fact -> owed(fact, Instant.MAX)).sum();
    }

    /** Returns what is owed of which posting, the oldest first. */
    Map<Long, Long> debts() {
        Map<Long, Long> debts = new TreeMap<>();
        facts.forEach(fact -> debts.put(fact.number(), owed(fact, Instant.MAX)));
        debts.values().removeIf(owed -> owed == 0);
        return debts;
    }

    /** Returns how many points of which batch repay what is owed when they become active, if nothing more happens. */
    Map<Long, Long> repayingLater() {
        Map<Long, Long> repays = new HashMap<>();
        long debt = debt();
        List<Batch> waiting = new ArrayList<>(left().keySet());
        waiting.removeIf(batch -> {
            ModelPending.Wait wait = pending.of(batch.number());
            Instant active = wait == null || pending.left(batch.number()) == 0 ? null : wait.active();
            return active == null || (batch.gone() != null && batch.gone().isBefore(active));
        });
        waiting.sort(Comparator.comparing(batch -> Objects.requireNonNull(
                Objects.requireNonNull(pending.of(batch.number())).active())));
        for (Batch batch : waiting) {
            long part = Math.min(debt, pending.left(batch.number()));
            debt -= part;
            repays.put(batch.number(), part);
        }
        return repays;
    }

    /** Whatever can be used repays what is owed, the oldest first. */
    void settle(Instant now) {
        debts().forEach((debit, owed) -> {
            for (Move move : burn(owed)) {
                repaid.add(new Repaid(debit, move.batch(), -move.amount(), now));
                notices.went(move.batch(), -move.amount());
            }
        });
    }

    void hold(Redemption request, long amount, Instant now, Instant until) {
        List<Move> moves = burn(amount).stream()
                .map(move -> new Move(move.batch(), -move.amount()))
                .toList();
        holds.put(
                request.key(),
                new ModelHold(request.key(), moves, now, until, request.pays().orElse(null), null, null, 0));
    }

    void end(CommandKey key, Instant at, Hold.How how, long used) {
        holds.computeIfPresent(key, (any, hold) -> hold.ended(at, how, used));
    }

    String parts(Instant at, Instant knownAt) {
        return parts(balance(at, knownAt), pending(at, knownAt), held(at, knownAt));
    }

    static String parts(long balance, long pending, long held) {
        long free = balance - held - pending;
        return Math.max(0, free) + " available, " + held + " held, " + Math.max(0, -free) + " owed";
    }

    private Batch batch(long number) {
        Batch batch = batches.get(number);
        if (batch == null) {
            throw new IllegalStateException("no batch " + number);
        }
        return batch;
    }

    long left(long number) {
        return left().getOrDefault(batch(number), 0L);
    }

    /** Returns what can be used at an instant, which is not before anything that was recorded. */
    long available(Instant at) {
        ModelAccount written = copy();
        written.expire(at);
        return written.free();
    }

    /** Returns the points of a batch that were not used in time and were not given back. */
    long expired(long number) {
        long sum = 0;
        for (Fact fact : facts) {
            for (Move move : fact.moves()) {
                sum -= fact.kind().wastes() && move.batch() == number ? move.amount() : 0;
            }
        }
        return sum - ModelRevival.of(this, number);
    }

    void post(Kind kind, List<Move> moves, Instant countsAt, Instant now) {
        post(kind, moves.stream().mapToLong(Move::amount).sum(), moves, countsAt, now);
    }

    void post(Kind kind, long amount, List<Move> moves, Instant countsAt, Instant now) {
        facts.add(new Fact(facts.size() + 1L, kind, amount, total() + amount, List.copyOf(moves), countsAt, now));
    }

    /** Opens a batch; returns its number. */
    long give(Kind kind, long amount, Instant countsAt, @Nullable Instant gone, Instant now) {
        long number = facts.size() + 1L;
        batches.put(number, new Batch(number, countsAt, gone));
        post(kind, List.of(new Move(number, amount)), countsAt, now);
        notices.came(number, amount);
        return number;
    }

    /** Gives points more time that go before an instant; says whether there are any. */
    boolean extend(@Nullable Long only, Instant before, Instant until, Instant now) {
        boolean any = false;
        for (Map.Entry<Batch, Long> entry : usable().entrySet()) {
            Batch batch = entry.getKey();
            Instant gone = batch.gone();
            if (gone != null && gone.isBefore(before) && (only == null || only == batch.number())) {
                any = true;
                lengthen(batch, entry.getValue(), until, now);
            }
        }
        return any;
    }

    private void lengthen(Batch batch, long amount, Instant until, Instant now) {
        post(Kind.EXTEND_OUT, List.of(new Move(batch.number(), -amount)), now, now);
        long number = facts.size() + 1L;
        batches.put(number, new Batch(number, batch.earned(), until));
        post(Kind.EXTEND_IN, List.of(new Move(number, amount)), now, now);
        roots.put(number, roots.getOrDefault(batch.number(), batch.number()));
        notices.came(number, amount);
    }

    private boolean hasMoved(long batch) {
        Kind opened = facts.get((int) batch - 1).kind();
        return opened == Kind.EXTEND_IN || opened == Kind.MOVE_IN;
    }

    /** Gives points some days more that were put back past their time by what was written after some facts. */
    void grace(LoyaltyProgram program, int known, Instant now) {
        Instant over = idle.end();
        int days = over != null && !over.isAfter(now) ? 0 : program.spending().graceDays();
        Set<Long> back = new LinkedHashSet<>();
        for (Fact fact : facts.subList(known, facts.size())) {
            fact.moves().forEach(move -> back.add(move.batch()));
        }
        for (long number : back) {
            long amount = left(number);
            if (days > 0 && amount > 0 && batch(number).goneBy(now) && !hasMoved(number)) {
                Instant until =
                        program.startOf(program.dateOf(now).plusDays(days).plusDays(1));
                lengthen(batch(number), amount, until, now);
            }
        }
    }

    /** Returns a batch and those in which points of it are since they were given more time. */
    List<Long> family(long batch) {
        List<Long> all = new ArrayList<>(List.of(batch));
        roots.forEach((heir, root) -> {
            if (root == batch) {
                all.add(heir);
            }
        });
        return all;
    }

    /** Says when the points of a batch go that was without a date. */
    void date(long number, @Nullable Instant gone, Instant now) {
        batches.put(number, new Batch(number, batch(number).earned(), gone));
        pending.date(number, now);
    }

    /** Takes points that cannot be used yet, those that came first; returns how many. */
    long recall(long most, Instant now) {
        List<Move> moves = new ArrayList<>();
        long still = most;
        for (long batch : new TreeMap<>(pending.all()).keySet()) {
            long part = Math.min(still, pending.left(batch));
            if (part > 0) {
                pending.take(batch, part, now, now);
                moves.add(new Move(batch, -part));
                still -= part;
            }
        }
        if (!moves.isEmpty()) {
            post(Kind.RECALL, moves, now, now);
        }
        return most - still;
    }

    /** Returns how many points were taken after a date for goods without their purchase. */
    long takenSince(LocalDate date) {
        return unknown.tailMap(date, false).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Takes points in burn order, as many as there are. */
    List<Move> burn(long amount) {
        return burnBeside(List.of(), amount);
    }

    /** Takes points in burn order from all batches but some. */
    List<Move> burnBeside(List<Long> spared, long amount) {
        List<Move> moves = new ArrayList<>();
        long still = amount;
        for (Map.Entry<Batch, Long> entry : usable().entrySet()) {
            long taken = spared.contains(entry.getKey().number()) ? 0 : Math.min(still, entry.getValue());
            if (taken > 0) {
                moves.add(new Move(entry.getKey().number(), -taken));
                still -= taken;
            }
        }
        return moves;
    }

    /**
     * Writes down what is due by now, in the order of the instants: points that become active or are lost, holds that
     * are over, points that are gone, a posting for each instant they count from; returns how many were lost or gone.
     */
    long expire(Instant now) {
        long before = total();
        for (Instant next = firstDue(now); next != null; next = firstDue(now)) {
            Instant at = next;
            credit(
                    at,
                    () -> pending.all().forEach((batch, wait) -> {
                        if (at.equals(wait.active())) {
                            notices.came(batch, pending.left(batch));
                            pending.take(batch, pending.left(batch), at, now);
                        }
                    }));
            settle(now);
            List<Move> lost = new ArrayList<>();
            new TreeMap<>(pending.all()).forEach((batch, wait) -> {
                long amount = at.equals(wait.lost()) ? pending.left(batch) : 0;
                if (amount > 0) {
                    lost.add(new Move(batch, -amount));
                    pending.take(batch, amount, at, now);
                }
            });
            if (!lost.isEmpty()) {
                post(Kind.FORFEIT, lost, at, now);
            }
            for (ModelHold hold : List.copyOf(holds.values())) {
                if (hold.isOpen(Instant.MAX) && !hold.until().isAfter(at)) {
                    holds.put(hold.key(), hold.ended(hold.until(), Hold.How.LAPSED, 0));
                    settle(now);
                }
            }
            List<Move> gone = new ArrayList<>();
            Map<Batch, Long> usable = usable();
            left().forEach((batch, amount) -> {
                if (batch.goneBy(now) && at.equals(countsGone(batch))) {
                    gone.add(new Move(batch.number(), -amount));
                    pending.take(batch.number(), pending.left(batch.number()), at, now);
                } else if (usable.containsKey(batch) && at.equals(idleGone(batch))) {
                    gone.add(new Move(batch.number(), -Objects.requireNonNull(usable.get(batch))));
                }
            });
            if (!gone.isEmpty()) {
                post(Kind.EXPIRE, gone, at, now);
            }
            notices.tell(at, usable(), idle.end());
        }
        return before - total();
    }

    private @Nullable Instant firstDue(Instant now) {
        List<Instant> due = new ArrayList<>();
        pending.all().forEach((batch, wait) -> {
            if (pending.left(batch) > 0) {
                Stream.of(Optional.ofNullable(wait.active()), Optional.ofNullable(wait.lost()))
                        .flatMap(Optional::stream)
                        .forEach(due::add);
            }
        });
        holds.values().stream().filter(hold -> hold.isOpen(Instant.MAX)).forEach(hold -> due.add(hold.until()));
        left().keySet().stream().filter(batch -> batch.goneBy(now)).forEach(batch -> due.add(countsGone(batch)));
        Map<Batch, Long> usable = usable();
        Optional.ofNullable(notices.next(usable, idle.end(), now)).ifPresent(due::add);
        if (idle.end() != null) {
            usable.keySet()
                    .forEach(batch -> Optional.ofNullable(idleGone(batch)).ifPresent(due::add));
        }
        return due.stream()
                .filter(at -> !at.isAfter(now))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private Instant countsGone(Batch batch) {
        Instant back = lastPutBack(batch.number());
        return batch.gone() == null || back.isAfter(batch.gone()) ? back : batch.gone();
    }

    private Instant lastPutBack(long number) {
        Instant last = Instant.EPOCH;
        for (Fact fact : facts) {
            boolean putBack = (fact.kind() == Kind.RESTORE || fact.kind() == Kind.MOVE_BACK)
                    && fact.moves().stream().anyMatch(move -> move.batch() == number);
            last = putBack ? fact.countsAt() : last;
        }
        for (ModelHold hold : holds.values()) {
            Instant end = hold.end();
            last = end != null && end.isAfter(last) && hold.putsBack(number) ? end : last;
        }
        return last;
    }

    /** Returns the balance at an instant, by what was recorded by another. */
    long balance(Instant at, Instant knownAt) {
        ModelAccount ahead = idle.ahead(at, knownAt);
        return ahead == null ? added(at, knownAt) : ahead.total();
    }

    /** Returns balance, pending and held points at an instant, by what was recorded by another. */
    long[] sums(Instant at, Instant knownAt) {
        ModelAccount ahead = idle.ahead(at, knownAt);
        return ahead == null
                ? new long[] {added(at, knownAt), waiting(at, knownAt), held(at, knownAt)}
                : new long[] {ahead.total(), ahead.pending.sum(), held(at, knownAt)};
    }

    private long added(Instant at, Instant knownAt) {
        List<Fact> known = facts.stream()
                .filter(fact -> !fact.recordedAt().isAfter(knownAt))
                .toList();
        long sum = 0;
        long debt = 0;
        for (Fact fact : known) {
            sum += fact.countsAt().isAfter(at) ? 0 : fact.amount();
            debt += fact.countsAt().isAfter(at) ? 0 : owed(fact, knownAt.isBefore(at) ? knownAt : at);
        }
        long past = 0;
        for (Map.Entry<Batch, Long> entry : leftOf(known, knownAt).entrySet()) {
            boolean gone = entry.getKey().goneBy(at)
                    && pending.isDatedBy(entry.getKey().number(), knownAt);
            long lost = lostBy(entry.getKey().number(), at, knownAt);
            // What goes while it waits repays nothing.
            long waits = gone && lost == 0 ? goesWaiting(entry.getKey(), knownAt) : 0;
            sum -= lost + waits;
            past += gone ? entry.getValue() - lost - waits : 0;
        }
        for (ModelHold hold : holds.values()) {
            // Those that are over by then have lapsed, and what is past its time went with them.
            if (hold.isOpen(knownAt) && !hold.since().isAfter(knownAt) && !at.isBefore(hold.until())) {
                for (Move move : hold.moves()) {
                    past += batch(move.batch()).goneBy(at) ? move.amount() : 0;
                }
            }
        }
        // What comes free repays what is owed before it can go.
        return sum - Math.max(0, past - debt);
    }

    private long goesWaiting(Batch batch, Instant knownAt) {
        ModelPending.Wait wait = pending.of(batch.number());
        Instant active = wait == null ? null : wait.active();
        boolean first = active != null && !active.isAfter(Objects.requireNonNull(batch.gone()));
        return wait == null || first ? 0 : pending.left(batch.number(), Instant.MAX, knownAt);
    }

    private long lostBy(long batch, Instant at, Instant knownAt) {
        ModelPending.Wait wait = pending.of(batch);
        boolean lost = wait != null && wait.lost() != null && !wait.lost().isAfter(at);
        return lost ? pending.left(batch, Instant.MAX, knownAt) : 0;
    }

    /** Returns how many points are pending at an instant, by what was recorded by another. */
    long pending(Instant at, Instant knownAt) {
        ModelAccount ahead = idle.ahead(at, knownAt);
        return ahead == null ? waiting(at, knownAt) : ahead.pending.sum();
    }

    private long waiting(Instant at, Instant knownAt) {
        long sum = 0;
        for (Map.Entry<Long, ModelPending.Wait> entry : pending.all().entrySet()) {
            long number = entry.getKey();
            ModelPending.Wait wait = entry.getValue();
            long unwritten = pending.left(number, Instant.MAX, knownAt);
            boolean over = (wait.active() != null && !wait.active().isAfter(at))
                    || (wait.lost() != null && !wait.lost().isAfter(at))
                    || (batch(number).goneBy(at) && pending.isDatedBy(number, knownAt));
            sum += pending.left(number, at, knownAt) - (over ? unwritten : 0);
        }
        return sum;
    }
}
