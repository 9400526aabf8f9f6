package org.loyalty4j.jpa;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.store.Opening;

/**
 * Locks the heads of accounts and reads what is asked of them. The lock is a statement of its own, and so is every
 * question after it: a question that came with the lock would be answered from before the wait. Used by one thread, once.
 */
final class Opener {

    private static final String REDEMPTION = "select " + Tables.COMMANDS.list("c") + ", y.purchase_key from ";

    private static final String OF_KEY = " join loyalty_command c on c.operation = '" + Operation.REDEEM
            + "' and c.request_key = k.request_key left join loyalty_payment y"
            + " on y.account_id = c.account_id and y.redemption_key = c.request_key";

    private static final Relation.Columns PERIODS = Heads.OWNERS
            .and("code", ColumnType.TEXT)
            .and("period_kind", ColumnType.TEXT)
            .and("from_date", ColumnType.DATE);

    private static final String COUNTER = "select " + Tables.COUNTERS.list("n") + " from ";

    private static final String OF_PERIOD = Heads.OF_ACCOUNT + " join loyalty_counter n on n.account_id = a.id"
            + " and n.code = o.code and n.period_kind = o.period_kind and n.from_date = o.from_date";

    private final Dialect dialect;
    private final Connection connection;
    private final List<Opening> openings;
    private final Heads heads;
    private final boolean expectsPending;
    private final boolean expectsDebts;
    private final HoldQuestions holds;
    private RepeatQuestions repeats;
    private PendingQuestions pending;
    private DebtQuestions debts;
    private @Nullable UUID publication;

    /**
     * Starts.
     *
     * @param joined whether this is a part of the host's transaction, at any isolation
     * @param expectsPending whether the program gives pending points, as far as that is known
     * @param expectsDebts whether the program lets anybody owe points, as far as that is known
     */
    Opener(
            Dialect dialect,
            Connection connection,
            List<Opening> openings,
            boolean joined,
            boolean expectsPending,
            boolean expectsDebts) {
        this.dialect = dialect;
        this.connection = connection;
        this.openings = openings;
        this.heads = new Heads(dialect, connection, openings, joined);
        this.expectsPending = expectsPending;
        this.expectsDebts = expectsDebts;
        this.holds = new HoldQuestions(dialect, heads);
        this.repeats = new RepeatQuestions(dialect, heads);
        this.pending = new PendingQuestions(dialect, heads.byRow());
        this.debts = new DebtQuestions(dialect, heads.byRow());
    }

    /**
     * Says whether questions of this transaction are answered from before another one changed an account. A lock shows
     * the head as it is, a question as it was when the host's transaction asked first, at repeatable read. PostgreSQL
     * refuses the lock by itself.
     */
    boolean isStale() {
        return heads.areStale();
    }

    /** Returns the id of the newest publishing of the program, or null when nothing is published. */
    @Nullable
    UUID publication() {
        return publication;
    }

    /** Returns the accounts of those who are enrolled. */
    Map<AccountId, OpenedAccount> open(Savepoints savepoints, String locking) throws SQLException {
        if (dialect.asksAtOnce()) {
            askAtOnce(savepoints, locking);
            if (heads.addMissing()) {
                heads.forget();
                askAtOnce(savepoints, locking);
            }
        } else {
            dialect.ask(connection, savepoints.beforeOpen());
            if (!openings.isEmpty()) {
                heads.lockOneByOne(locking);
            }
            dialect.ask(connection, savepoints.afterLock());
            dialect.ask(connection, questions());
        }
        dialect.ask(connection, holds.due());
        repeats.finish(connection);
        pending.finish(connection);
        debts.finish(connection);
        heads.accounts().values().removeIf(account -> account.row == null || account.membership == null);
        return heads.accounts();
    }

    private void askAtOnce(Savepoints savepoints, String locking) throws SQLException {
        List<Ask> asks = new ArrayList<>(savepoints.beforeOpen());
        if (!openings.isEmpty()) {
            asks.add(heads.lock(locking));
        }
        asks.addAll(savepoints.afterLock());
        asks.addAll(questions());
        dialect.ask(connection, asks);
    }

    private List<Ask> questions() {
        repeats = new RepeatQuestions(dialect, heads);
        pending = new PendingQuestions(dialect, heads.byRow());
        debts = new DebtQuestions(dialect, heads.byRow());
        List<Ask> asks = new ArrayList<>();
        if (openings.isEmpty()) {
            asks.add(ProgramCache.newest(dialect, newest -> publication = newest));
            return asks;
        }
        Relation sales = new Relation(SaleQuestions.KEYS);
        Relation redemptions = new Relation(SaleQuestions.KEYS);
        UndoQuestions undone = new UndoQuestions(dialect, heads.byRow());
        Relation counters = new Relation(PERIODS);
        Relation held = new Relation(SaleQuestions.KEYS);
        for (Opening opening : openings) {
            opening.keys().forEach(key -> repeats.add(key, opening.purse()));
            opening.sales().forEach(key -> sales.add(key.value()));
            opening.redemptions().forEach(key -> redemptions.add(key.value()));
            opening.undone().forEach(undone::add);
            opening.counters()
                    .forEach(key -> counters.add(
                            opening.customer().value(),
                            opening.purse(),
                            key.code(),
                            key.period().name(),
                            key.from()));
            opening.holds().forEach(key -> held.add(key.value()));
        }
        asks.addAll(
                dialect.asksAtOnce()
                        ? new FactsAtOnce(dialect, openings, heads.byCustomer(), newest -> publication = newest).asks()
                        : new FactsOneByOne(dialect, openings, heads, newest -> publication = newest).asks());
        asks.addAll(repeats.asks());
        if (expectsPending && dialect.asksAtOnce()) {
            asks.addAll(pending.asks(heads.accounts().values()));
        }
        if (expectsDebts && dialect.asksAtOnce()) {
            asks.addAll(debts.asks(heads.accounts().values()));
        }
        if (!counters.isEmpty()) {
            asks.add(counters(counters));
        }
        if (!redemptions.isEmpty()) {
            asks.add(redemptions(redemptions));
        }
        asks.addAll(undone.asks());
        if (!held.isEmpty()) {
            asks.add(holds.named(held));
        }
        if (!sales.isEmpty()) {
            asks.addAll(new SaleQuestions(dialect, sales, heads.byRow()).asks());
        }
        return asks;
    }

    /** Asks for the counters that a program names, only where it names any. */
    private Ask counters(Relation keys) {
        return new Ask(this::takeCounter)
                .sql(COUNTER)
                .relation(dialect, keys, "o")
                .sql(OF_PERIOD);
    }

    private void takeCounter(ResultSet result) throws SQLException {
        CounterRow row = Tables.COUNTERS.read(result, 1, dialect);
        OpenedAccount account = heads.byRow().get(row.account);
        if (account != null) {
            account.take(row);
        }
    }

    private Ask redemptions(Relation keys) {
        return new Ask(this::takeRedemption)
                .sql(REDEMPTION)
                .relation(dialect, keys, "k")
                .sql(OF_KEY);
    }

    private void takeRedemption(ResultSet result) throws SQLException {
        CommandRow row = Tables.COMMANDS.read(result, 1, dialect);
        OpenedAccount account = heads.byRow().get(row.account);
        if (account != null) {
            account.redeemed(row, result.getString(1 + Tables.COMMANDS.columns().size()));
        }
    }
}
