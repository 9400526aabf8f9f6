package org.loyalty4j;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.CustomerStore;
import org.loyalty4j.store.LedgerStore;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.SaleStore;
import org.loyalty4j.store.StandingStore;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;
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
    UnaryOperator<List<Standing>> standings = rows -> rows;
    UnaryOperator<List<QualifyingDay>> days = rows -> rows;
    UnaryOperator<List<StandingChange>> changes = rows -> rows;

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

    private final class Reader implements StoreReader, LedgerStore, SaleStore, StandingStore {

        private final StoreReader reader;

        private Reader(StoreReader reader) {
            this.reader = reader;
        }

        @Override
        public CustomerStore customers() {
            return reader.customers();
        }

        @Override
        public SaleStore sales() {
            return this;
        }

        @Override
        public LedgerStore ledger() {
            return this;
        }

        @Override
        public StandingStore standings() {
            return this;
        }

        @Override
        public ProgramHistory programs() {
            return reader.programs();
        }

        @Override
        public Optional<RewardAccount> head(AccountId account) {
            return heads.apply(reader.ledger().head(account).stream().toList()).stream()
                    .findFirst();
        }

        @Override
        public List<Posting> postings(AccountId account, long from, int count) {
            return postings.apply(reader.ledger().postings(account, 1, ALL)).stream()
                    .filter(row -> row.number() >= from)
                    .limit(count)
                    .toList();
        }

        @Override
        public List<CommandRecord> commands(AccountId account, long from, int count) {
            return commands.apply(reader.ledger().commands(account, 1, ALL)).stream()
                    .filter(row -> row.sequence() >= from)
                    .limit(count)
                    .toList();
        }

        @Override
        public List<Lot> lots(AccountId account, @Nullable Lot after, int count) {
            return lots.apply(reader.ledger().lots(account, null, ALL)).stream()
                    .sorted(Lot.BURN_ORDER)
                    .filter(row -> after == null || Lot.BURN_ORDER.compare(row, after) > 0)
                    .limit(count)
                    .toList();
        }

        @Override
        public List<Changes.Due> due(Instant until, int count) {
            return reader.ledger().due(until, count);
        }

        @Override
        public Optional<RecordedSale> find(CommandKey key) {
            return reader.sales().find(key);
        }

        @Override
        public List<RecordedSale> page(AccountId account, long afterCommand, int count) {
            return sales.apply(reader.sales().page(account, 0, ALL)).stream()
                    .filter(row -> row.command().sequence() > afterCommand)
                    .limit(count)
                    .toList();
        }

        @Override
        public List<RecordedReturn> returnsOf(CommandKey purchase) {
            return returns.apply(reader.sales().returnsOf(purchase));
        }

        @Override
        public List<RecordedSale.Payment> payments(AccountId account) {
            return payments.apply(reader.sales().payments(account));
        }

        @Override
        public Optional<Standing> find(AccountId account) {
            return standings.apply(reader.standings().find(account).stream().toList()).stream()
                    .findFirst();
        }

        @Override
        public List<QualifyingDay> days(AccountId account, LocalDate first, LocalDate last) {
            return days.apply(reader.standings().days(account, first, last));
        }

        @Override
        public List<StandingChange> changes(AccountId account) {
            return changes.apply(reader.standings().changes(account));
        }
    }
}
