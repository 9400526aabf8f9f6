package org.loyalty4j.jpa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.RecordedTransfer;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.tier.Standing;

/** What a unit writes, as rows. Checks that each row follows the last one of its account. Used by one thread, once. */
final class RowChanges {

    private final Changes changes;
    private final Map<AccountId, AccountRow> heads;
    private final Map<AccountId, AccountRow> changed = new LinkedHashMap<>();
    private final List<Batch<?>> batches = new ArrayList<>();

    /**
     * Starts.
     *
     * @param heads the heads that are locked, as they were written last
     */
    RowChanges(Changes changes, Map<AccountId, AccountRow> heads) {
        this.changes = changes;
        this.heads = heads;
    }

    /** Returns the batches, parents before children. */
    List<Batch<?>> batches() {
        heads();
        commands();
        guests();
        sales();
        postings();
        lots();
        pending();
        holds();
        debts();
        ranks();
        agenda();
        return batches;
    }

    /** Returns the heads that were written. */
    Map<AccountId, AccountRow> written() {
        return changed;
    }

    private <R> void add(RowTable<R> table, Batch.What what, List<R> rows) {
        batches.add(new Batch<>(table, what, rows));
    }

    private AccountRow head(AccountId id) {
        AccountRow head = heads.get(id);
        if (head == null) {
            throw new StoreException("An account was written to that this transaction has not opened");
        }
        return head;
    }

    private AccountRow next(AccountId id) {
        return changed.computeIfAbsent(id, first -> head(first).copy());
    }

    private void heads() {
        for (RewardAccount account : changes.accounts()) {
            next(account.id()).set(account);
        }
        for (Standing standing : changes.standings()) {
            next(standing.account()).set(standing);
        }
        add(Tables.ACCOUNTS, Batch.What.UPDATE, List.copyOf(changed.values()));
    }

    private void commands() {
        List<CommandRow> rows = new ArrayList<>(changes.commands().size());
        Map<AccountId, Long> last = new HashMap<>();
        for (CommandRecord command : changes.commands()) {
            AccountRow head = head(command.account());
            long before = last.getOrDefault(command.account(), head.commands);
            if (command.sequence() != before + 1) {
                throw new StoreException(
                        "Command " + command.sequence() + " does not follow the account's last one, " + before);
            }
            last.put(command.account(), command.sequence());
            rows.add(CommandRow.of(command, head.id));
        }
        add(Tables.COMMANDS, Batch.What.INSERT, rows);
    }

    private void sales() {
        List<PurchaseRow> purchases = new ArrayList<>(changes.sales().size());
        List<LineRow> lines = new ArrayList<>();
        List<TenderRow> tenders = new ArrayList<>();
        for (RecordedSale sale : changes.sales()) {
            long account = head(sale.command().account()).id;
            long sequence = sale.command().sequence();
            purchases.add(PurchaseRow.of(sale, account));
            int place = 0;
            for (PurchaseLine line : sale.purchase().lines()) {
                lines.add(LineRow.of(line, account, sequence, ++place));
            }
            place = 0;
            for (Tender tender : sale.purchase().tenders()) {
                tenders.add(TenderRow.of(tender, account, sequence, ++place));
            }
        }
        List<ReturnRow> returns = new ArrayList<>(changes.returns().size());
        for (RecordedReturn giveBack : changes.returns()) {
            returns.add(ReturnRow.of(giveBack, head(giveBack.command().account()).id));
        }
        List<PaymentRow> payments = new ArrayList<>(changes.payments().size());
        for (RecordedSale.Payment payment : changes.payments()) {
            payments.add(PaymentRow.of(payment, head(payment.account()).id));
        }
        add(Tables.PURCHASES, Batch.What.INSERT, purchases);
        add(Tables.LINES, Batch.What.INSERT, lines);
        add(Tables.TENDERS, Batch.What.INSERT, tenders);
        add(Tables.RETURNS, Batch.What.INSERT, returns);
        add(Tables.PAYMENTS, Batch.What.INSERT, payments);
        List<UndoRow> undos = new ArrayList<>(changes.undos().size());
        for (RecordedUndo undo : changes.undos()) {
            undos.add(UndoRow.of(undo, head(undo.command().account()).id));
        }
        add(Tables.UNDOS, Batch.What.INSERT, undos);
        List<TransferRow> legs = new ArrayList<>(changes.transfers().size());
        for (RecordedTransfer leg : changes.transfers()) {
            legs.add(TransferRow.of(leg, head(leg.command().account()).id));
        }
        add(Tables.TRANSFERS, Batch.What.INSERT, legs);
    }

    private void guests() {
        List<GuestMarkRow> marks = new ArrayList<>(0);
        for (RecordedGuest guest : changes.guests()) {
            int place = 0;
            for (Identifier mark : guest.guest().marks()) {
                marks.add(GuestMarkRow.of(mark, guest.key(), ++place));
            }
        }
        add(
                Tables.GUESTS,
                Batch.What.INSERT,
                changes.guests().stream().map(GuestRow::of).toList());
        add(Tables.GUEST_MARKS, Batch.What.INSERT, marks);
        add(
                Tables.GUEST_STEPS,
                Batch.What.INSERT,
                changes.guestSteps().stream().map(GuestStepRow::of).toList());
    }

    private void postings() {
        List<PostingRow> rows = new ArrayList<>(changes.postings().size());
        List<AllocationRow> allocations = new ArrayList<>();
        Map<AccountId, Long> last = new HashMap<>();
        for (Posting posting : changes.postings()) {
            AccountRow head = head(posting.account());
            long before = last.getOrDefault(posting.account(), head.lastNumber);
            if (posting.number() != before + 1) {
                throw new StoreException(
                        "Posting " + posting.number() + " does not follow the account's last one, " + before);
            }
            last.put(posting.account(), posting.number());
            rows.add(PostingRow.of(posting, head.id));
            if (!PostingRow.opensItsLot(posting)) {
                int place = 0;
                for (LotAllocation part : posting.lots()) {
                    allocations.add(AllocationRow.of(part, head.id, posting.number(), ++place));
                }
            }
        }
        add(Tables.POSTINGS, Batch.What.INSERT, rows);
        add(Tables.ALLOCATIONS, Batch.What.INSERT, allocations);
        List<ReinstatedRow> reinstated = new ArrayList<>(changes.reinstated().size());
        changes.reinstated().forEach(back -> reinstated.add(ReinstatedRow.of(back, head(back.account()).id)));
        add(Tables.REINSTATED, Batch.What.INSERT, reinstated);
        List<ExtendedRow> extended = new ArrayList<>(changes.extended().size());
        changes.extended().forEach(longer -> extended.add(ExtendedRow.of(longer, head(longer.account()).id)));
        add(Tables.EXTENDED, Batch.What.INSERT, extended);
        List<OpenedDayRow> opened = new ArrayList<>(changes.opened().size());
        changes.opened().forEach(day -> opened.add(OpenedDayRow.of(day, head(day.account()).id)));
        add(Tables.OPENED_DAYS, Batch.What.INSERT, opened);
    }

    /** A lot may have changed several times; the last of it counts. */
    private void lots() {
        Map<LotRow.Key, LotRow> left = new LinkedHashMap<>();
        for (Lot lot : changes.lots()) {
            if (lot.remaining() < 0) {
                throw new StoreException("A lot cannot have less than nothing left");
            }
            LotRow row = LotRow.of(lot, head(lot.account()).id);
            left.put(new LotRow.Key(row.account, row.goneAt, row.earnedAt, row.number), row);
        }
        add(
                Tables.LOTS,
                Batch.What.DELETE,
                left.values().stream().filter(lot -> lot.remaining == 0).toList());
        add(
                Tables.LOTS,
                Batch.What.INSERT_OR_UPDATE,
                left.values().stream().filter(lot -> lot.remaining > 0).toList());
    }

    private void pending() {
        List<LotTermsRow> terms = new ArrayList<>(changes.terms().size());
        changes.terms().forEach(opened -> terms.add(LotTermsRow.of(opened, head(opened.account()).id)));
        add(Tables.LOT_TERMS, Batch.What.INSERT, terms);
        List<ActivationRow> activations = new ArrayList<>(changes.activations().size());
        changes.activations().forEach(each -> activations.add(ActivationRow.of(each, head(each.account()).id)));
        add(Tables.ACTIVATIONS, Batch.What.INSERT, activations);
        List<NoticeRow> notices = new ArrayList<>(changes.notices().size());
        changes.notices().forEach(told -> notices.add(NoticeRow.of(told, head(told.account()).id)));
        add(Tables.NOTICES, Batch.What.INSERT, notices);
        Map<PendingLotRow.Key, PendingLotRow> left = new LinkedHashMap<>();
        for (PendingLot lot : changes.pending()) {
            if (lot.remaining() < 0) {
                throw new StoreException("A pending lot cannot have less than nothing left");
            }
            PendingLotRow row = PendingLotRow.of(lot, head(lot.account()).id);
            left.put(new PendingLotRow.Key(row.account, row.number), row);
        }
        add(
                Tables.PENDING_LOTS,
                Batch.What.DELETE,
                left.values().stream().filter(lot -> lot.remaining == 0).toList());
        add(
                Tables.PENDING_LOTS,
                Batch.What.INSERT_OR_UPDATE,
                left.values().stream().filter(lot -> lot.remaining > 0).toList());
    }

    /** A hold that ends in the unit that made it is never stored as live. */
    private void holds() {
        List<HoldRow> rows = new ArrayList<>(changes.holds().size());
        List<HoldPinRow> pins = new ArrayList<>(changes.holds().size());
        Map<HoldRow.Key, LiveHoldRow> live = new LinkedHashMap<>();
        for (Hold hold : changes.holds()) {
            long account = head(hold.account()).id;
            rows.add(HoldRow.of(hold, account));
            int place = 0;
            for (LotAllocation pin : hold.pins()) {
                pins.add(HoldPinRow.of(pin, account, hold.number(), ++place));
            }
            live.put(new HoldRow.Key(account, hold.number()), LiveHoldRow.of(hold, account));
        }
        List<HoldEndRow> ends = new ArrayList<>(changes.ended().size());
        List<LiveHoldRow> over = new ArrayList<>(changes.ended().size());
        for (Hold hold : changes.ended()) {
            long account = head(hold.account()).id;
            ends.add(HoldEndRow.of(hold, account));
            if (live.remove(new HoldRow.Key(account, hold.number())) == null) {
                over.add(LiveHoldRow.of(hold, account));
            }
        }
        add(Tables.HOLDS, Batch.What.INSERT, rows);
        add(Tables.HOLD_PINS, Batch.What.INSERT, pins);
        add(Tables.HOLD_ENDS, Batch.What.INSERT, ends);
        add(Tables.LIVE_HOLDS, Batch.What.DELETE, over);
        add(Tables.LIVE_HOLDS, Batch.What.INSERT, List.copyOf(live.values()));
    }

    private void debts() {
        List<RepaymentRow> repayments = new ArrayList<>(changes.repayments().size());
        changes.repayments().forEach(each -> repayments.add(RepaymentRow.of(each, head(each.account()).id)));
        add(Tables.REPAYMENTS, Batch.What.INSERT, repayments);
        Map<DebtRow.Key, DebtRow> left = new LinkedHashMap<>();
        for (Debt debt : changes.debts()) {
            if (debt.left() < 0) {
                throw new StoreException("A debt cannot have less than nothing left");
            }
            DebtRow row = DebtRow.of(debt, head(debt.account()).id);
            left.put(new DebtRow.Key(row.account, row.debit), row);
        }
        add(
                Tables.DEBTS,
                Batch.What.DELETE,
                left.values().stream().filter(debt -> debt.remaining == 0).toList());
        add(
                Tables.DEBTS,
                Batch.What.INSERT_OR_UPDATE,
                left.values().stream().filter(debt -> debt.remaining > 0).toList());
    }

    private void ranks() {
        Map<DayRow.Key, DayRow> days = new LinkedHashMap<>();
        changes.days().forEach(day -> {
            DayRow row = DayRow.of(day, head(day.account()).id);
            days.put(new DayRow.Key(row.account, row.date), row);
        });
        add(Tables.DAYS, Batch.What.INSERT_OR_UPDATE, List.copyOf(days.values()));
        Map<CounterRow.Key, CounterRow> counters = new LinkedHashMap<>();
        changes.counters().forEach(counter -> {
            CounterRow row = CounterRow.of(counter, head(counter.account()).id);
            counters.put(row.key(), row);
        });
        add(Tables.COUNTERS, Batch.What.INSERT_OR_UPDATE, List.copyOf(counters.values()));
        List<TierChangeRow> tiers = new ArrayList<>(changes.changes().size());
        changes.changes().forEach(change -> tiers.add(TierChangeRow.of(change, head(change.account()).id)));
        add(Tables.TIER_CHANGES, Batch.What.INSERT, tiers);
    }

    /** One that is over and added again stays, so it is neither removed nor added. */
    private void agenda() {
        Set<Changes.Due> added = new HashSet<>(changes.due());
        List<AgendaRow> over = new ArrayList<>();
        for (Changes.Due due : new HashSet<>(changes.dueDone())) {
            AccountRow head = heads.get(due.account());
            if (!added.contains(due) && head != null) {
                over.add(AgendaRow.of(due.at(), head.id));
            }
        }
        List<AgendaRow> rows = new ArrayList<>();
        added.forEach(due -> rows.add(AgendaRow.of(due.at(), head(due.account()).id)));
        add(Tables.AGENDA, Batch.What.DELETE, over);
        add(Tables.AGENDA, Batch.What.INSERT_IF_ABSENT, rows);
    }
}
