package org.loyalty4j.jpa;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All tables, parents before children. */
final class Tables {

    static final RowTable<CustomerRow> CUSTOMERS = RowTable.of(CustomerRow.class);
    static final RowTable<IdentifierRow> IDENTIFIERS = RowTable.of(IdentifierRow.class);
    static final RowTable<PastIdentifierRow> PAST_IDENTIFIERS = RowTable.of(PastIdentifierRow.class);
    static final RowTable<AttributeRow> ATTRIBUTES = RowTable.of(AttributeRow.class);
    static final RowTable<ContactPersonRow> CONTACT_PERSONS = RowTable.of(ContactPersonRow.class);
    static final RowTable<BlockingKeyRow> BLOCKING_KEYS = RowTable.of(BlockingKeyRow.class);
    static final RowTable<LegalHoldRow> LEGAL_HOLDS = RowTable.of(LegalHoldRow.class);
    static final RowTable<MergeRow> MERGES = RowTable.of(MergeRow.class);
    static final RowTable<DistinctionRow> DISTINCTIONS = RowTable.of(DistinctionRow.class);
    static final RowTable<ErasureRow> ERASURES = RowTable.of(ErasureRow.class);
    static final RowTable<SuppressionRow> SUPPRESSIONS = RowTable.of(SuppressionRow.class);
    static final RowTable<CustomerCommandRow> CUSTOMER_COMMANDS = RowTable.of(CustomerCommandRow.class);
    static final RowTable<EntryRow> ENTRIES = RowTable.of(EntryRow.class);
    static final RowTable<PastEntryRow> PAST_ENTRIES = RowTable.of(PastEntryRow.class);
    static final RowTable<LiveEntryRow> LIVE_ENTRIES = RowTable.of(LiveEntryRow.class);
    static final RowTable<AccountRow> ACCOUNTS = RowTable.of(AccountRow.class);
    static final RowTable<CommandRow> COMMANDS = RowTable.of(CommandRow.class);
    static final RowTable<PostingRow> POSTINGS = RowTable.of(PostingRow.class);
    static final RowTable<AllocationRow> ALLOCATIONS = RowTable.of(AllocationRow.class);
    static final RowTable<LotRow> LOTS = RowTable.of(LotRow.class);
    static final RowTable<LotTermsRow> LOT_TERMS = RowTable.of(LotTermsRow.class);
    static final RowTable<PendingLotRow> PENDING_LOTS = RowTable.of(PendingLotRow.class);
    static final RowTable<ActivationRow> ACTIVATIONS = RowTable.of(ActivationRow.class);
    static final RowTable<NoticeRow> NOTICES = RowTable.of(NoticeRow.class);
    static final RowTable<ExtendedRow> EXTENDED = RowTable.of(ExtendedRow.class);
    static final RowTable<OpenedDayRow> OPENED_DAYS = RowTable.of(OpenedDayRow.class);
    static final RowTable<ReinstatedRow> REINSTATED = RowTable.of(ReinstatedRow.class);
    static final RowTable<DayRow> DAYS = RowTable.of(DayRow.class);
    static final RowTable<CounterRow> COUNTERS = RowTable.of(CounterRow.class);
    static final RowTable<TierChangeRow> TIER_CHANGES = RowTable.of(TierChangeRow.class);
    static final RowTable<PurchaseRow> PURCHASES = RowTable.of(PurchaseRow.class);
    static final RowTable<LineRow> LINES = RowTable.of(LineRow.class);
    static final RowTable<TenderRow> TENDERS = RowTable.of(TenderRow.class);
    static final RowTable<PaymentRow> PAYMENTS = RowTable.of(PaymentRow.class);
    static final RowTable<ReturnRow> RETURNS = RowTable.of(ReturnRow.class);
    static final RowTable<UndoRow> UNDOS = RowTable.of(UndoRow.class);
    static final RowTable<HoldRow> HOLDS = RowTable.of(HoldRow.class);
    static final RowTable<HoldPinRow> HOLD_PINS = RowTable.of(HoldPinRow.class);
    static final RowTable<HoldEndRow> HOLD_ENDS = RowTable.of(HoldEndRow.class);
    static final RowTable<LiveHoldRow> LIVE_HOLDS = RowTable.of(LiveHoldRow.class);
    static final RowTable<TransferRow> TRANSFERS = RowTable.of(TransferRow.class);
    static final RowTable<GuestRow> GUESTS = RowTable.of(GuestRow.class);
    static final RowTable<GuestMarkRow> GUEST_MARKS = RowTable.of(GuestMarkRow.class);
    static final RowTable<GuestStepRow> GUEST_STEPS = RowTable.of(GuestStepRow.class);
    static final RowTable<DebtRow> DEBTS = RowTable.of(DebtRow.class);
    static final RowTable<RepaymentRow> REPAYMENTS = RowTable.of(RepaymentRow.class);
    static final RowTable<AgendaRow> AGENDA = RowTable.of(AgendaRow.class);
    static final RowTable<EventRow> EVENTS = RowTable.of(EventRow.class);
    static final RowTable<ConsumerRow> CONSUMERS = RowTable.of(ConsumerRow.class);
    static final RowTable<ProgramRow> PROGRAMS = RowTable.of(ProgramRow.class);

    private Tables() {}

    /** The entity classes of the persistence unit. */
    static List<Class<?>> entities() {
        return List.of(
                CustomerRow.class,
                IdentifierRow.class,
                PastIdentifierRow.class,
                AttributeRow.class,
                ContactPersonRow.class,
                BlockingKeyRow.class,
                DistinctionRow.class,
                MergeRow.class,
                LegalHoldRow.class,
                ErasureRow.class,
                SuppressionRow.class,
                CustomerCommandRow.class,
                EntryRow.class,
                PastEntryRow.class,
                LiveEntryRow.class,
                AccountRow.class,
                CommandRow.class,
                PostingRow.class,
                AllocationRow.class,
                LotRow.class,
                LotTermsRow.class,
                PendingLotRow.class,
                ActivationRow.class,
                NoticeRow.class,
                ReinstatedRow.class,
                ExtendedRow.class,
                OpenedDayRow.class,
                DayRow.class,
                CounterRow.class,
                TierChangeRow.class,
                PurchaseRow.class,
                LineRow.class,
                TenderRow.class,
                PaymentRow.class,
                ReturnRow.class,
                UndoRow.class,
                HoldRow.class,
                HoldPinRow.class,
                HoldEndRow.class,
                LiveHoldRow.class,
                TransferRow.class,
                GuestRow.class,
                GuestMarkRow.class,
                GuestStepRow.class,
                DebtRow.class,
                RepaymentRow.class,
                AgendaRow.class,
                EventRow.class,
                ConsumerRow.class,
                ProgramRow.class);
    }

    /** What the database has to have: the columns of every table. */
    static Map<String, List<String>> expected() {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        for (Class<?> entity : entities()) {
            RowTable<?> table = RowTable.of(entity);
            expected.put(
                    table.name(),
                    table.columns().stream().map(RowTable.RowColumn::name).toList());
        }
        return expected;
    }
}
