package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.CounterStore;
import org.loyalty4j.store.CustomerStore;
import org.loyalty4j.store.DebtStore;
import org.loyalty4j.store.DuplicateStore;
import org.loyalty4j.store.EventStore;
import org.loyalty4j.store.GuestStore;
import org.loyalty4j.store.HistoryStore;
import org.loyalty4j.store.HoldStore;
import org.loyalty4j.store.LedgerStore;
import org.loyalty4j.store.PrivacyStore;
import org.loyalty4j.store.ProfileStore;
import org.loyalty4j.store.SaleStore;
import org.loyalty4j.store.StandingStore;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.store.StoreReader;

/** Answers questions over one connection. Used by one thread, for one piece of work. */
class JpaReader implements StoreReader, AutoCloseable {

    final StoreRuntime runtime;
    final Connection connection;
    private final Questions questions;

    /** Whether it asks within a transaction of the host's, so that nobody else may see what it sees. */
    private final boolean inside;

    JpaReader(StoreRuntime runtime, Connection connection, boolean inside) {
        this.runtime = runtime;
        this.connection = connection;
        this.inside = inside;
        this.questions = new Questions(() -> runtime.session(connection), this::failed);
    }

    /** Returns what the failure of a question is thrown as. */
    StoreException failed(Throwable failure) {
        StoreException meaning = runtime.faults().of(failure);
        return canBeUndone() ? meaning : forHost(meaning);
    }

    /** Says whether a failure now would leave the host's transaction, if there is one, as it was before. */
    boolean canBeUndone() {
        return !inside || runtime.dialect().database() != LoyaltySchema.Database.POSTGRESQL;
    }

    /** Says that the host has to roll back. */
    static StoreException forHost(StoreException meaning) {
        return meaning instanceof StoreBusyException busy && busy.hostMayGoOn()
                ? new StoreBusyException(
                        String.valueOf(busy.getMessage()), Objects.requireNonNullElse(busy.getCause(), busy), false)
                : meaning;
    }

    /** Is called before each question. */
    void requireRunning() {}

    Questions questions() {
        requireRunning();
        return questions;
    }

    @Override
    public CustomerStore customers() {
        return new JpaCustomers(questions());
    }

    @Override
    public ProfileStore profiles() {
        return new JpaProfiles(questions());
    }

    @Override
    public PrivacyStore privacy() {
        return new JpaPrivacy(questions());
    }

    @Override
    public DuplicateStore duplicates() {
        return new JpaDuplicates(questions());
    }

    @Override
    public HistoryStore history() {
        return new JpaHistory(questions());
    }

    @Override
    public EventStore events() {
        return new JpaEvents(questions());
    }

    @Override
    public SaleStore sales() {
        return new JpaSales(questions());
    }

    @Override
    public LedgerStore ledger() {
        return new JpaLedger(questions());
    }

    @Override
    public HoldStore holds() {
        return new JpaHolds(questions());
    }

    @Override
    public GuestStore guests() {
        return new JpaGuests(questions());
    }

    @Override
    public DebtStore debts() {
        return new JpaDebts(questions());
    }

    @Override
    public StandingStore standings() {
        return new JpaStandings(questions());
    }

    @Override
    public CounterStore counters() {
        return new JpaCounters(questions());
    }

    @Override
    public ProgramHistory programs() {
        ProgramHistory fresh = runtime.programs().fresh();
        if (fresh != null && !inside) {
            return fresh;
        }
        @Nullable UUID[] newest = new UUID[1];
        try {
            runtime.dialect()
                    .ask(connection, List.of(ProgramCache.newest(runtime.dialect(), found -> newest[0] = found)));
        } catch (SQLException failure) {
            throw failed(failure);
        }
        ProgramHistory history = upTo(newest[0]);
        if (!inside) {
            runtime.programs().asked(newest[0], history);
        }
        return history;
    }

    /** Returns the versions up to a publishing. */
    ProgramHistory upTo(@Nullable UUID publication) {
        return runtime.programs().upTo(publication, this::load);
    }

    /** Returns all versions as this connection sees them. */
    ProgramHistory load() {
        List<LoyaltyProgram> versions =
                questions().list("select p from ProgramRow p", ProgramRow.class, Map.of()).stream()
                        .sorted(Comparator.comparingInt(row -> row.version))
                        .map(ProgramRow::program)
                        .toList();
        return ProgramHistory.ofAll(versions);
    }

    @Override
    public void close() {
        questions.close();
    }
}
