package org.loyalty4j.jpa;

import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;
import org.loyalty4j.store.StoreException;

/** Where the store classes ask: a session over the connection of the work they belong to. Used by one thread. */
final class Questions implements AutoCloseable {

    private final Supplier<StatelessSession> opener;
    private final Function<Throwable, StoreException> meaning;
    private @Nullable StatelessSession session;

    /**
     * Starts, without a session as long as nothing is asked.
     *
     * @param opener opens the session
     * @param meaning says what a failure is thrown as
     */
    Questions(Supplier<StatelessSession> opener, Function<Throwable, StoreException> meaning) {
        this.opener = opener;
        this.meaning = meaning;
    }

    /** Says whether anything was asked. */
    boolean asked() {
        return session != null;
    }

    /** Asks something, and says what went wrong in this library's words. */
    <T> T ask(Function<StatelessSession, T> question) {
        try {
            StatelessSession open = session == null ? opener.get() : session;
            session = open;
            return question.apply(open);
        } catch (PersistenceException failure) {
            throw meaning.apply(failure);
        }
    }

    /** Asks for rows. */
    <T> List<T> list(String query, Class<T> type, Map<String, ?> values, int count) {
        return ask(open -> {
            SelectionQuery<T> asked = open.createSelectionQuery(query, type);
            values.forEach(asked::setParameter);
            if (count < Integer.MAX_VALUE) {
                asked.setMaxResults(count);
            }
            return asked.getResultList();
        });
    }

    /** Asks for all rows. */
    <T> List<T> list(String query, Class<T> type, Map<String, ?> values) {
        return list(query, type, values, Integer.MAX_VALUE);
    }

    /** How an account is named in a question: {@code a} is its row. */
    static final String ACCOUNT = "a.customerId = :customer and a.purse = :purse";

    /** Returns the values of {@link #ACCOUNT}, with one more. */
    static Map<String, Object> of(AccountId id, String name, Object value) {
        return Map.of("customer", id.holder().value(), "purse", id.purse(), name, value);
    }

    /** Returns the values of {@link #ACCOUNT}. */
    static Map<String, Object> of(AccountId id) {
        return Map.of("customer", id.holder().value(), "purse", id.purse());
    }

    /** Returns the postings of rows of one account, which are in the order of their numbers. */
    List<Posting> postings(AccountId id, List<PostingRow> rows) {
        List<PostingRow> moving =
                rows.stream().filter(row -> row.lotEarnedAt == null).toList();
        Map<Long, List<LotAllocation>> moved = moving.isEmpty()
                ? Map.of()
                : list(
                                "select m from AllocationRow m where m.account = :account"
                                        + " and m.posting between :first and :last order by m.posting, m.place",
                                AllocationRow.class,
                                Map.of(
                                        "account", moving.get(0).account,
                                        "first", moving.get(0).number,
                                        "last", moving.get(moving.size() - 1).number))
                        .stream()
                        .collect(Collectors.groupingBy(
                                part -> part.posting,
                                Collectors.mapping(AllocationRow::allocation, Collectors.toList())));
        return rows.stream()
                .map(row -> row.posting(id, moved.getOrDefault(row.number, List.of())))
                .toList();
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
