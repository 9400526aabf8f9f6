package org.loyalty4j;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Activation;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.ExpiryNotice;
import org.loyalty4j.points.Extended;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.RecordedTransfer;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.store.Forwarding;
import org.loyalty4j.store.GuestStore;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;
import org.loyalty4j.tier.OpenedDay;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;

/** A store whose rows somebody changed behind the library's back: each field changes the rows of one table. */
final class TamperedStore implements LoyaltyStore {

    /** More rows than any account of a test has. */
    static final int ALL = 100_000;

    private final LoyaltyStore honest;
    UnaryOperator<List<RewardAccount>> heads = rows -> rows;
    UnaryOperator<List<Posting>> postings = rows -> rows;
    UnaryOperator<List<CommandRecord>> commands = rows -> rows;
    UnaryOperator<List<Lot>> lots = rows -> rows;
    UnaryOperator<List<RecordedSale>> sales = rows -> rows;
    UnaryOperator<List<RecordedReturn>> returns = rows -> rows;
    UnaryOperator<List<RecordedSale.Payment>> payments = rows -> rows;
    UnaryOperator<List<RecordedUndo>> undos = rows -> rows;
    UnaryOperator<List<Hold>> holds = rows -> rows;
    UnaryOperator<List<Hold>> live = rows -> rows;
    UnaryOperator<List<RecordedTransfer>> transfers = rows -> rows;
    UnaryOperator<List<RecordedGuest>> guests = rows -> rows;
    UnaryOperator<List<Standing>> standings = rows -> rows;
    UnaryOperator<List<QualifyingDay>> days = rows -> rows;
    UnaryOperator<List<StandingChange>> changes = rows -> rows;
    UnaryOperator<List<PendingLot>> pending = rows -> rows;
    UnaryOperator<List<LotTerms>> terms = rows -> rows;
    UnaryOperator<List<Activation>> activations = rows -> rows;
    UnaryOperator<List<Counter>> counters = rows -> rows;
    UnaryOperator<List<ExpiryNotice>> notices = rows -> rows;
    UnaryOperator<List<Reinstated>> reinstated = rows -> rows;
    UnaryOperator<List<Debt>> debts = rows -> rows;
    UnaryOperator<List<Debt.Repayment>> repayments = rows -> rows;
    UnaryOperator<List<Extended>> extended = rows -> rows;
    UnaryOperator<List<OpenedDay>> opened = rows -> rows;

    TamperedStore(LoyaltyStore honest) {
        this.honest = honest;
    }

    @Override
    public <R> R inTransaction(Function<StoreTransaction, R> work) {
        return honest.inTransaction(work);
    }

    @Override
    public <R> R reading(Function<StoreReader, R> work) {
        return honest.reading(reader -> work.apply(new Reader(reader)));
    }

    private final class Reader extends Forwarding {

        private Reader(StoreReader below) {
            super(below);
        }

        @Override
        public Optional<RewardAccount> head(AccountId account) {
            return heads.apply(super.head(account).stream().toList()).stream().findFirst();
        }

        @Override
        public List<Posting> postings(AccountId account, long from, int count) {
            return postings.apply(super.postings(account, 1, ALL)).stream()
                    .filter(row -> row.number() >= from)
                    .limit(count)
                    .toList();
        }

        @Override
        public List<CommandRecord> commands(AccountId account, long from, int count) {
            return commands.apply(super.commands(account, 1, ALL)).stream()
                    .filter(row -> row.sequence() >= from)
                    .limit(count)
                    .toList();
        }

        @Override
        public List<Lot> lots(AccountId account, @Nullable Lot after, int count) {
            return lots.apply(super.lots(account, null, ALL)).stream()
                    .sorted(Lot.BURN_ORDER)
                    .filter(row -> after == null || Lot.BURN_ORDER.compare(row, after) > 0)
                    .limit(count)
                    .toList();
        }

        @Override
        public List<PendingLot> pending(AccountId account) {
            return pending.apply(super.pending(account));
        }

        @Override
        public List<LotTerms> terms(AccountId account, long from, int count) {
            return terms.apply(super.terms(account, 1, ALL)).stream()
                    .filter(row -> row.lot() >= from)
                    .limit(count)
                    .toList();
        }

        @Override
        public List<Activation> activations(AccountId account, @Nullable Activation after, int count) {
            return after == null
                    ? activations.apply(super.activations(account, null, ALL))
                    : super.activations(account, after, count);
        }

        @Override
        public List<ExpiryNotice> notices(AccountId account, @Nullable ExpiryNotice after, int count) {
            return after == null
                    ? notices.apply(super.notices(account, null, ALL))
                    : super.notices(account, after, count);
        }

        @Override
        public List<OpenedDay> opened(AccountId account) {
            return opened.apply(super.opened(account));
        }

        @Override
        public List<Extended> extended(AccountId account) {
            return extended.apply(super.extended(account));
        }

        @Override
        public List<Reinstated> reinstated(AccountId account) {
            return reinstated.apply(super.reinstated(account));
        }

        @Override
        public List<Debt> debts(AccountId account) {
            return debts.apply(super.debts(account));
        }

        @Override
        public List<Debt.Repayment> repayments(AccountId account, Debt.@Nullable Repayment after, int count) {
            return after == null
                    ? repayments.apply(super.repayments(account, null, ALL))
                    : super.repayments(account, after, count);
        }

        @Override
        public List<RecordedSale> page(AccountId account, long afterCommand, int count) {
            return sales.apply(super.page(account, 0, ALL)).stream()
                    .filter(row -> row.command().sequence() > afterCommand)
                    .limit(count)
                    .toList();
        }

        @Override
        public List<RecordedReturn> returnsOf(String purse, CommandKey purchase) {
            return returns.apply(super.returnsOf(purse, purchase));
        }

        @Override
        public List<RecordedSale.Payment> payments(AccountId account) {
            return payments.apply(super.payments(account));
        }

        @Override
        public List<RecordedUndo> undos(AccountId account) {
            return undos.apply(super.undos(account));
        }

        @Override
        public List<Hold> all(AccountId account, long from, int count) {
            return holds.apply(super.all(account, 1, ALL)).stream()
                    .filter(row -> row.number() >= from)
                    .limit(count)
                    .toList();
        }

        @Override
        public List<Hold> live(AccountId account, @Nullable Hold after, int count) {
            return live.apply(super.live(account, null, ALL)).stream()
                    .sorted(Hold.BY_LIMIT)
                    .filter(row -> after == null || Hold.BY_LIMIT.compare(row, after) > 0)
                    .limit(count)
                    .toList();
        }

        @Override
        public List<RecordedTransfer> transfers(AccountId account, long from, int count) {
            return transfers.apply(super.transfers(account, 1, ALL)).stream()
                    .filter(leg -> leg.command().sequence() >= from)
                    .limit(count)
                    .toList();
        }

        @Override
        public GuestStore guests() {
            GuestStore below = super.guests();
            return new GuestStore() {
                @Override
                public Optional<RecordedGuest> find(CommandKey purchase) {
                    return below.find(purchase);
                }

                @Override
                public Optional<RecordedGuest.Step> step(RecordedGuest.Kind kind, CommandKey key) {
                    return below.step(kind, key);
                }

                @Override
                public List<RecordedGuest> marked(List<Identifier> forms, int count) {
                    return below.marked(forms, count);
                }

                @Override
                public List<RecordedGuest> page(@Nullable CommandKey after, int count) {
                    return guests.apply(below.page(after, count));
                }
            };
        }

        @Override
        public Optional<Standing> find(AccountId account) {
            return standings.apply(super.find(account).stream().toList()).stream()
                    .findFirst();
        }

        @Override
        public List<QualifyingDay> days(AccountId account, LocalDate first, LocalDate last) {
            return days.apply(super.days(account, first, last));
        }

        @Override
        public List<Counter> counters(AccountId account) {
            return counters.apply(super.counters(account));
        }

        @Override
        public List<StandingChange> changes(AccountId account) {
            return changes.apply(super.changes(account));
        }
    }
}
