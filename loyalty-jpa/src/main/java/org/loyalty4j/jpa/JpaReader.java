package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.CustomerStore;
import org.loyalty4j.store.LedgerStore;
import org.loyalty4j.store.SaleStore;
import org.loyalty4j.store.StandingStore;
import org.loyalty4j.store.StoreReader;

/** Answers questions over one connection. Used by one thread, for one piece of work. */
class JpaReader implements StoreReader, AutoCloseable {

    final StoreRuntime runtime;
    final Connection connection;
    private final Questions questions;

    JpaReader(StoreRuntime runtime, Connection connection) {
        this.runtime = runtime;
        this.connection = connection;
        this.questions = new Questions(() -> runtime.session(connection), runtime.faults());
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
    public SaleStore sales() {
        return new JpaSales(questions());
    }

    @Override
    public LedgerStore ledger() {
        return new JpaLedger(questions());
    }

    @Override
    public StandingStore standings() {
        return new JpaStandings(questions());
    }

    @Override
    public ProgramHistory programs() {
        ProgramHistory fresh = runtime.programs().fresh();
        if (fresh != null) {
            return fresh;
        }
        UUID[] newest = new UUID[1];
        try {
            runtime.dialect()
                    .ask(
                            connection,
                            List.of(new Ask(row ->
                                            newest[0] = (UUID) runtime.dialect().read(row, 1, ColumnType.ID))
                                    .sql(ProgramCache.NEWEST)));
        } catch (SQLException failure) {
            throw runtime.faults().of(failure);
        }
        ProgramHistory history = upTo(newest[0]);
        runtime.programs().asked();
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
                        .map(ProgramRow::program)
                        .sorted(Comparator.comparingInt(LoyaltyProgram::version))
                        .toList();
        return new ProgramHistory(versions);
    }

    @Override
    public void close() {
        questions.close();
    }
}
