package org.loyalty4j.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.Extended;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.tier.KnownDays;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;

/** Reads what an opening asks for out of an account that is locked. Used by one thread. */
final class OpeningReader {

    private final MemoryTransaction transaction;
    private final MemoryAccount account;
    private final Opening opening;

    OpeningReader(MemoryTransaction transaction, MemoryAccount account, Opening opening) {
        this.transaction = transaction;
        this.account = account;
        this.opening = opening;
    }

    /** Returns what the opening asks for. */
    Opening.Opened read(Customer customer) {
        RewardAccount head = account.head == null
                ? RewardAccount.opened(new AccountId(customer.id(), opening.purse()))
                : account.head;
        Map<CommandKey, AccountState.Sale> sales = Map.of();
        List<Lot> own = new ArrayList<>(0);
        for (CommandKey key : opening.sales()) {
            CommandRow row = transaction.row(opening.purse(), Operation.SALE, key);
            RecordedSale sale = row == null ? null : row.sale();
            if (row != null && sale != null && row.account().equals(head.id())) {
                sales = sales.isEmpty() ? new HashMap<>() : sales;
                sales.put(key, sale(row, sale, own));
            }
        }
        List<AccountState.Done> done = done(head.id(), own);
        AccountState.Holds holds = holds(head, own);
        AccountState.Debts debts = debts(sales, done, own);
        AccountState.Lots lots = lots();
        for (PendingLot pending : account.pendingLots()) {
            if (pending.begun()) {
                bring(pending.allocation(1).lot(head.id(), 1), own);
            }
        }
        return new Opening.Opened(
                head,
                customer.membership(),
                account.standing,
                own.isEmpty() ? lots : lots.and(own),
                days(head.id()),
                sales,
                redemptions(head.id()),
                done,
                repeats(head.id()),
                account.pendingLots(),
                counters(),
                holds,
                debts);
    }

    private Map<Counter.Key, Long> counters() {
        if (opening.counters().isEmpty()) {
            return Map.of();
        }
        Map<Counter.Key, Long> counters = new HashMap<>();
        opening.counters().forEach(key -> counters.put(key, account.counters.getOrDefault(key, 0L)));
        return counters;
    }

    private Map<Opening.Key, Opening.Repeat> repeats(AccountId id) {
        Map<Opening.Key, Opening.Repeat> repeats = Map.of();
        for (Opening.Key key : opening.keys()) {
            CommandRow row = transaction.row(opening.purse(), key.operation(), key.key());
            if (row != null) {
                CommandRecord.Result result = row.result();
                boolean here = row.account().equals(id) && result.firstNumber() > 0;
                int count = (int) (result.lastNumber() - result.firstNumber() + 1);
                repeats = repeats.isEmpty() ? new HashMap<>() : repeats;
                repeats.put(
                        key,
                        new Opening.Repeat(
                                row.command(), here ? account.postings(result.firstNumber(), count) : List.of()));
            } else if (key.operation() == Operation.SALE) {
                if (transaction.guests().find(key.key()).isPresent()) {
                    repeats = repeats.isEmpty() ? new HashMap<>() : repeats;
                    repeats.put(key, new Opening.Repeat(RecordedGuest.taken(key.key()), List.of()));
                }
            }
        }
        return repeats;
    }

    private Map<CommandKey, AccountState.NamedRedemption> redemptions(AccountId id) {
        Map<CommandKey, AccountState.NamedRedemption> redemptions = Map.of();
        for (CommandKey key : opening.redemptions()) {
            CommandRow row = transaction.row(opening.purse(), Operation.REDEEM, key);
            if (row != null && row.account().equals(id)) {
                redemptions = redemptions.isEmpty() ? new HashMap<>() : redemptions;
                redemptions.put(
                        key,
                        new AccountState.NamedRedemption(
                                row.command(), account.payments().get(key)));
            }
        }
        return redemptions;
    }

    private List<AccountState.Done> done(AccountId id, List<Lot> own) {
        List<AccountState.Done> found = new ArrayList<>(0);
        for (Opening.Key key : opening.undone()) {
            CommandRow row = transaction.row(opening.purse(), key.operation(), key.key());
            if (row != null && row.account().equals(id)) {
                List<Posting> postings = ownPostings(row);
                postings.forEach(posting -> bring(posting, own));
                found.add(new AccountState.Done(row.command(), postings, returned(key, postings), lastUndo(row)));
            }
        }
        return found;
    }

    private static <R> @Nullable R last(@Nullable List<R> steps) {
        return steps == null ? null : steps.get(steps.size() - 1);
    }

    private static @Nullable RecordedUndo lastUndo(CommandRow row) {
        return last(row.undos());
    }

    private long returned(Opening.Key key, List<Posting> postings) {
        CommandKey paid =
                key.operation() == Operation.REDEEM ? account.payments().get(key.key()) : null;
        CommandRow purchase = paid == null ? null : transaction.row(opening.purse(), Operation.SALE, paid);
        RecordedReturn step = purchase == null || postings.isEmpty() ? null : last(purchase.returns());
        return step == null ? 0 : step.restored(postings.get(0).number());
    }

    private AccountState.Debts debts(
            Map<CommandKey, AccountState.Sale> sales, List<AccountState.Done> done, List<Lot> own) {
        MemoryDebts debts = account.debts;
        if (debts == null) {
            return AccountState.Debts.NONE;
        }
        Set<Long> taken = new TreeSet<>();
        sales.values().forEach(sale -> sale.payments().forEach(posting -> taken.add(posting.number())));
        done.forEach(each -> each.postings().forEach(posting -> taken.add(posting.number())));
        List<Debt.Repayment> repayments = debts.repayments.stream()
                .filter(repayment -> taken.contains(repayment.debit()))
                .toList();
        for (Debt.Repayment repayment : repayments) {
            if (repayment.from() != null) {
                bring(repayment.from().lot(repayment.account(), 1), own);
            }
        }
        return new AccountState.Debts(debts.all(), repayments);
    }

    private AccountState.Sale sale(CommandRow row, RecordedSale sale, List<Lot> own) {
        List<Posting> earnings = new ArrayList<>(1);
        List<Posting> payments = new ArrayList<>(1);
        Map<Long, Long> undone = new HashMap<>(0);
        long expired = 0;
        for (Posting posting : ownPostings(row)) {
            if (posting.kind() == Posting.Kind.EARN) {
                earnings.add(posting);
                expired += account.expired.getOrDefault(posting.number(), 0L);
                bring(posting, own);
            } else if (posting.kind() == Posting.Kind.REDEEM) {
                payments.add(posting);
            }
        }
        List<Posting> extended = new ArrayList<>(0);
        for (Extended longer : account.extended) {
            if (earnings.stream().anyMatch(earning -> earning.number() == longer.root())) {
                Posting opened = account.postings(longer.number(), 1).get(0);
                extended.add(opened);
                expired += account.expired.getOrDefault(longer.number(), 0L);
                bring(opened, own);
            }
        }
        for (CommandKey redemption : account.paidBy(sale.purchase().key())) {
            CommandRow named = transaction.row(opening.purse(), Operation.REDEEM, redemption);
            if (named != null) {
                payments.addAll(ownPostings(named));
                RecordedUndo last = lastUndo(named);
                if (last != null) {
                    undone.put(last.debit(), last.points());
                }
            }
        }
        payments.removeIf(posting -> posting.kind() != Posting.Kind.REDEEM);
        payments.sort((one, other) -> Long.compare(one.number(), other.number()));
        payments.forEach(payment -> bring(payment, own));
        RecordedReturn last = last(row.returns());
        return new AccountState.Sale(sale, earnings, payments, last, expired, undone, extended);
    }

    private AccountState.Holds holds(RewardAccount head, List<Lot> own) {
        Map<CommandKey, Hold> named = Map.of();
        for (CommandKey key : opening.holds()) {
            CommandRow row = transaction.row(opening.purse(), Operation.HOLD, key);
            Hold hold = row == null || !row.account().equals(head.id()) ? null : account.hold(row.sequence());
            if (hold != null) {
                named = named.isEmpty() ? new HashMap<>() : named;
                named.put(key, hold);
                bring(hold, own);
            }
        }
        List<Hold> live = new ArrayList<>(0);
        if (opening.bringsDue(head)) {
            for (Hold hold : account.live) {
                live.add(hold);
                if (!hold.isOverBy(opening.dueBy())) {
                    break;
                }
                bring(hold, own);
            }
        }
        return AccountState.Holds.found(head, live, named);
    }

    /** Brings the lots that a hold pins, as far as something is left of them. */
    private void bring(Hold hold, List<Lot> single) {
        for (LotAllocation pin : hold.pins()) {
            Lot found = account.lots.find(pin.lot(hold.account(), 1));
            if (found != null) {
                single.add(found);
            }
        }
    }

    /** Brings the lots that a posting moved, as far as something is left of them. */
    private void bring(Posting posting, List<Lot> single) {
        for (LotAllocation part : posting.lots()) {
            Lot lot = part.lot(posting.account(), 1);
            // Points that waited for a confirmation may go from when they were confirmed, which their posting did not
            // know.
            MemoryPending pending = posting.kind().opensLot() && part.goneAt() == null ? account.pending() : null;
            Instant goneAt = pending == null ? part.goneAt() : pending.goneAt(part.lot());
            bring(new Lot(lot.account(), lot.number(), lot.earnedAt(), goneAt, lot.remaining()), single);
        }
    }

    private void bring(Lot lot, List<Lot> single) {
        Lot found = account.lots.find(lot);
        if (found != null) {
            single.add(found);
        }
    }

    private List<Posting> ownPostings(CommandRow row) {
        CommandRecord.Result result = row.result();
        return result.firstNumber() == 0
                ? List.of()
                : account.postings(result.firstNumber(), (int) (result.lastNumber() - result.firstNumber() + 1));
    }

    private AccountState.Lots lots() {
        List<Lot> page = new ArrayList<>(2);
        long sum = 0;
        int live = 0;
        for (Lot lot : account.lots) {
            page.add(lot);
            if (!lot.goneBy(opening.dueBy())) {
                sum += lot.remaining();
                live++;
                if (sum >= opening.points() || live == Opening.LOTS_MAX) {
                    break;
                }
            }
        }
        return AccountState.Lots.page(page, page.size() < account.lots.size());
    }

    private KnownDays days(AccountId id) {
        KnownDays days = KnownDays.none(id);
        Standing standing = account.standing;
        LocalDate leaving = opening.leaving();
        if (standing != null && leaving != null && standing.windowDay().isAfter(leaving)) {
            LocalDate first = standing.windowStart().plusDays(1);
            if (!leaving.isBefore(first)) {
                days = days.and(first, leaving, account.days(first, leaving));
            }
        }
        for (LocalDate date : opening.dates()) {
            QualifyingDay day = account.days.find(QualifyingDay.empty(id, date));
            days = days.and(date, date, day == null ? List.of() : List.of(day));
        }
        return days;
    }
}
