package org.loyalty4j.jpa;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Hold;
import org.loyalty4j.store.HoldStore;

/** Answers questions about holds. */
final class JpaHolds implements HoldStore {

    private static final String SELECT = "select h, c.requestKey, c.recordedAt, e, b.requestKey from HoldRow h"
            + " join AccountRow a on a.id = h.account"
            + " join CommandRow c on c.account = h.account and c.sequence = h.sequence"
            + " left join HoldEndRow e on e.account = h.account and e.hold = h.sequence"
            + " left join CommandRow b on b.account = e.account and b.sequence = e.sequence";

    private static final String LIVE = " join LiveHoldRow l on l.account = h.account and l.hold = h.sequence";

    private static final String WHERE = " where " + Questions.ACCOUNT;

    private final Questions questions;

    JpaHolds(Questions questions) {
        this.questions = questions;
    }

    @Override
    public Optional<Hold> find(AccountId account, CommandKey key) {
        return holds(
                        account,
                        questions.list(
                                SELECT + WHERE + " and c.operation = '" + Operation.HOLD + "' and c.requestKey = :key",
                                Object[].class,
                                Questions.of(account, "key", key.value())))
                .stream()
                .findFirst();
    }

    @Override
    public List<Hold> all(AccountId account, long from, int count) {
        return holds(
                account,
                questions.list(
                        SELECT + WHERE + " and h.sequence >= :first order by h.sequence",
                        Object[].class,
                        Questions.of(account, "first", from),
                        count));
    }

    @Override
    public List<Hold> live(AccountId account, @Nullable Hold after, int count) {
        String order = " order by l.until, l.hold";
        List<Object[]> rows;
        if (after == null) {
            rows = questions.list(SELECT + LIVE + WHERE + order, Object[].class, Questions.of(account), count);
        } else {
            rows = questions.list(
                    SELECT + LIVE + WHERE + " and l.until >= :until and (l.until > :until or l.hold > :hold)" + order,
                    Object[].class,
                    Map.of(
                            "customer",
                            account.holder().value(),
                            "purse",
                            account.purse(),
                            "until",
                            after.until(),
                            "hold",
                            after.number()),
                    count);
        }
        return holds(account, rows);
    }

    private List<Hold> holds(AccountId account, List<Object[]> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<Long, HeldPieces> pieces = new LinkedHashMap<>();
        for (Object[] row : rows) {
            HoldRow hold = (HoldRow) Objects.requireNonNull(row[0]);
            pieces.put(
                    hold.sequence,
                    new HeldPieces(
                            hold,
                            (String) Objects.requireNonNull(row[1]),
                            (Instant) Objects.requireNonNull(row[2]),
                            (HoldEndRow) row[3],
                            (String) row[4]));
        }
        long owner = pieces.values().iterator().next().row.account;
        questions
                .list(
                        "select n from HoldPinRow n where n.account = :account and n.hold in (:holds)"
                                + " order by n.hold, n.place",
                        HoldPinRow.class,
                        Map.of("account", owner, "holds", List.copyOf(pieces.keySet())))
                .forEach(pin -> Objects.requireNonNull(pieces.get(pin.hold)).add(pin));
        List<Hold> holds = new ArrayList<>(pieces.size());
        pieces.values().forEach(hold -> holds.add(hold.hold(account)));
        return holds;
    }
}
