package org.loyalty4j.jpa;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Membership;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.store.Opening;
import org.loyalty4j.tier.KnownDays;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;

/** One account as an opening's questions find it, piece by piece. Used by one thread. */
final class OpenedAccount {

    private static final Comparator<LotRow> BURN_ORDER = Comparator.comparing((LotRow lot) -> lot.goneAt)
            .thenComparing(lot -> lot.earnedAt)
            .thenComparingLong(lot -> lot.number);

    final Opening opening;

    /** The head, once it is locked; null as long as it was not found. */
    @Nullable
    AccountRow row;

    /** Since when the holder takes part; null as long as nobody was found. */
    @Nullable
    Membership membership;

    private final List<LotRow> lots = new ArrayList<>(2);
    private final Map<LocalDate, DayRow> days = new HashMap<>(2);
    private final Map<Counter.Key, Long> counters = new HashMap<>(0);
    private final Map<Opening.Key, Opening.Repeat> repeats = new LinkedHashMap<>(2);
    private final Map<CommandKey, AccountState.NamedRedemption> redemptions = new HashMap<>(2);
    private final Map<String, Sold> sales = new LinkedHashMap<>(2);
    private final Map<Long, Long> expired = new HashMap<>(2);
    private final Map<Long, Long> undone = new HashMap<>(0);
    private final Map<Opening.Key, Undone> done = new LinkedHashMap<>(0);
    private final List<PendingLot> pending = new ArrayList<>(0);
    private final Map<Long, Lot> single = new LinkedHashMap<>(2);
    private final List<HeldPieces> named = new ArrayList<>(0);
    private final List<HeldPieces> due = new ArrayList<>(0);
    private final List<Debt> open = new ArrayList<>(0);
    private final List<Debt.Repayment> repayments = new ArrayList<>(0);

    OpenedAccount(Opening opening) {
        this.opening = opening;
    }

    private static final class Sold {
        final CommandRow command;
        final PurchaseRow purchase;
        final List<LineRow> lines = new ArrayList<>();
        final List<TenderRow> tenders = new ArrayList<>(1);
        final Map<Long, PostingRows.Moved> postings = new LinkedHashMap<>(2);

        @Nullable
        RecordedReturn last;

        Sold(CommandRow command, PurchaseRow purchase) {
            this.command = command;
            this.purchase = purchase;
        }
    }

    private static final class Undone {
        final CommandRow command;
        final Map<Long, PostingRows.Moved> postings = new LinkedHashMap<>(1);
        List<RecordedReturn.PaymentSum> returned = List.of();

        @Nullable
        RecordedUndo last;

        Undone(CommandRow command) {
            this.command = command;
        }
    }

    AccountId id() {
        return new AccountId(opening.customer(), opening.purse());
    }

    void take(LotRow lot) {
        lots.add(lot);
    }

    void take(PendingLotRow lot, LotTermsRow terms) {
        pending.add(lot.lot(id(), terms));
    }

    /** Takes what can be used of a lot that is pending in part. */
    void beside(LotRow lot) {
        single.put(lot.number, lot.lot(id()));
    }

    void take(DebtRow debt) {
        open.add(debt.debt(id()));
    }

    void take(RepaymentRow repayment) {
        repayments.add(repayment.repayment(id()));
    }

    /** Returns the postings that took more than their lots gave, of those that were brought. */
    Set<Long> debits() {
        Set<Long> debits = new TreeSet<>();
        sales.values().forEach(sold -> addDebits(sold.postings.values(), debits));
        done.values().forEach(found -> addDebits(found.postings.values(), debits));
        return debits;
    }

    private static void addDebits(Collection<PostingRows.Moved> postings, Set<Long> debits) {
        for (PostingRows.Moved posting : postings) {
            long sum = posting.lots.stream().mapToLong(LotAllocation::amount).sum();
            if (posting.row.amount < sum) {
                debits.add(posting.row.number);
            }
        }
    }

    void take(DayRow day) {
        days.put(day.date, day);
    }

    void take(CounterRow counter) {
        counters.put(counter.counter(id()).key(), counter.amount);
    }

    void repeated(Opening.Key key, CommandRecord command, Collection<PostingRows.Moved> postings) {
        repeats.put(
                key,
                new Opening.Repeat(
                        command,
                        postings.stream()
                                .map(posting -> posting.posting(id()))
                                .sorted(Comparator.comparingLong(Posting::number))
                                .toList()));
    }

    void redeemed(CommandRow command, @Nullable String pays) {
        CommandKey key = new CommandKey(command.requestKey);
        if (opening.redemptions().contains(key)) {
            redemptions.put(
                    key,
                    new AccountState.NamedRedemption(
                            command.command(id()), pays == null ? null : new CommandKey(pays)));
        }
    }

    void sold(CommandRow command, PurchaseRow purchase) {
        if (opening.sales().contains(new CommandKey(command.requestKey))) {
            sales.put(command.requestKey, new Sold(command, purchase));
        }
    }

    void take(LineRow line) {
        sold(line.sequence).ifPresent(sold -> sold.lines.add(line));
    }

    void take(TenderRow tender) {
        sold(tender.sequence).ifPresent(sold -> sold.tenders.add(tender));
    }

    private java.util.Optional<Sold> sold(long sequence) {
        return sales.values().stream()
                .filter(sold -> sold.command.sequence == sequence)
                .findFirst();
    }

    void moved(String sale, PostingRows.Moved posting) {
        Sold sold = sales.get(sale);
        if (sold != null) {
            sold.postings.put(posting.row.number, posting);
        }
    }

    void single(PostingRows.Moved posting, LotRow lot) {
        Posting.Kind kind = Posting.Kind.valueOf(posting.row.kind);
        if (kind == Posting.Kind.EARN || kind == Posting.Kind.REDEEM || kind == Posting.Kind.EXTEND_IN) {
            single(lot);
        }
    }

    void single(LotRow lot) {
        single.put(lot.number, lot.lot(id()));
    }

    /** Takes a hold that a request names, or one that may be due. */
    void held(HeldPieces hold, boolean isDue) {
        if (isDue) {
            due.add(hold);
        } else if (opening.holds().contains(new CommandKey(hold.key))) {
            named.add(hold);
        }
    }

    void undone(long debit, long points) {
        if (points > 0) {
            undone.put(debit, points);
        }
    }

    private static Opening.Key key(String operation, String key) {
        return new Opening.Key(CommandRecord.Operation.valueOf(operation), new CommandKey(key));
    }

    void done(CommandRow command) {
        Opening.Key key = key(command.operation, command.requestKey);
        if (opening.undone().contains(key)) {
            done.put(key, new Undone(command));
        }
    }

    void done(Opening.Key key, PostingRows.Moved posting) {
        Undone found = done.get(key);
        if (found != null) {
            found.postings.put(posting.row.number, posting);
        }
    }

    void undone(CommandRow command, UndoRow undo) {
        Undone found = done.get(key(undo.operation, undo.requestKey));
        if (found != null) {
            found.last = undo.undo(command.command(id()));
        }
    }

    void returned(CommandRow command, List<RecordedReturn.PaymentSum> sums) {
        Undone found = done.get(key(command.operation, command.requestKey));
        if (found != null) {
            found.returned = sums;
        }
    }

    private AccountState.Done done(Undone found) {
        return new AccountState.Done(
                found.command.command(id()),
                found.postings.values().stream()
                        .map(posting -> posting.posting(id()))
                        .sorted(Comparator.comparingLong(Posting::number))
                        .toList(),
                found.returned.stream()
                        .filter(sum -> found.postings.containsKey(sum.debit()))
                        .mapToLong(RecordedReturn.PaymentSum::restored)
                        .sum(),
                found.last);
    }

    void returned(ReturnRow step, CommandRow command) {
        Sold sold = sales.get(step.purchaseKey);
        if (sold != null) {
            sold.last = step.giveBack(command.command(id()));
        }
    }

    void expired(long lot, long points) {
        expired.put(lot, points);
    }

    /** Puts the pieces together. */
    Opening.Opened opened() {
        AccountRow head = Objects.requireNonNull(row);
        Standing standing = head.standing();
        Map<CommandKey, AccountState.Sale> found = new HashMap<>(2);
        sales.forEach((key, sold) -> found.put(new CommandKey(key), sale(sold)));
        AccountState.Lots page = lots();
        return new Opening.Opened(
                head.head(),
                Objects.requireNonNull(membership),
                standing,
                single.isEmpty() ? page : page.and(single.values()),
                days(standing),
                found,
                redemptions,
                done.values().stream().map(this::done).toList(),
                repeats,
                pending,
                counters(),
                holds(head),
                open.isEmpty() && repayments.isEmpty()
                        ? AccountState.Debts.NONE
                        : new AccountState.Debts(open, repayments));
    }

    private Map<Counter.Key, Long> counters() {
        Map<Counter.Key, Long> found = new HashMap<>(counters);
        opening.counters().forEach(key -> found.putIfAbsent(key, 0L));
        return found;
    }

    private AccountState.Holds holds(AccountRow head) {
        Map<CommandKey, Hold> found = new HashMap<>(2);
        named.forEach(hold -> found.put(new CommandKey(hold.key), hold.hold(id())));
        return AccountState.Holds.found(
                head.head(),
                due.stream().map(hold -> hold.hold(id())).sorted(Hold.BY_LIMIT).toList(),
                found);
    }

    private AccountState.Sale sale(Sold sold) {
        CommandRecord command = sold.command.command(id());
        List<Posting> postings = sold.postings.values().stream()
                .map(posting -> posting.posting(id()))
                .sorted(Comparator.comparingLong(Posting::number))
                .toList();
        CommandRecord.Result result = command.result();
        List<Posting> earnings = postings.stream()
                .filter(posting -> posting.kind() == Posting.Kind.EARN
                        && posting.number() >= result.firstNumber()
                        && posting.number() <= result.lastNumber())
                .toList();
        List<Posting> payments = postings.stream()
                .filter(posting -> posting.kind() == Posting.Kind.REDEEM)
                .toList();
        List<Posting> extended = postings.stream()
                .filter(posting -> posting.kind() == Posting.Kind.EXTEND_IN)
                .toList();
        Map<Long, Long> back = new HashMap<>(0);
        payments.stream()
                .filter(payment -> undone.containsKey(payment.number()))
                .forEach(payment -> back.put(payment.number(), Objects.requireNonNull(undone.get(payment.number()))));
        return new AccountState.Sale(
                sold.purchase.sale(command, sold.lines, sold.tenders),
                earnings,
                payments,
                sold.last,
                Stream.concat(earnings.stream(), extended.stream())
                        .mapToLong(posting -> expired.getOrDefault(posting.number(), 0L))
                        .sum(),
                back,
                extended);
    }

    /** Cuts what was read to what was asked for. */
    private AccountState.Lots lots() {
        lots.sort(BURN_ORDER);
        List<Lot> page = new ArrayList<>(lots.size());
        long sum = 0;
        int live = 0;
        for (LotRow row : lots) {
            Lot lot = row.lot(id());
            if (!lot.goneBy(opening.dueBy())) {
                if (live > 0 && (sum >= opening.points() || live == Opening.LOTS_MAX)) {
                    return AccountState.Lots.page(page, true);
                }
                sum += lot.remaining();
                live++;
            }
            page.add(lot);
        }
        return AccountState.Lots.page(page, false);
    }

    private KnownDays days(@Nullable Standing standing) {
        KnownDays known = KnownDays.none(id());
        LocalDate leaving = opening.leaving();
        if (standing != null && leaving != null && standing.windowDay().isAfter(leaving)) {
            LocalDate first = standing.windowStart().plusDays(1);
            if (!leaving.isBefore(first)) {
                known = known.and(first, leaving, between(first, leaving));
            }
        }
        for (LocalDate date : opening.dates()) {
            known = known.and(date, date, between(date, date));
        }
        return known;
    }

    private List<QualifyingDay> between(LocalDate first, LocalDate last) {
        return days.values().stream()
                .filter(day -> !day.date.isBefore(first) && !day.date.isAfter(last))
                .map(day -> day.day(id()))
                .toList();
    }
}
