package org.loyalty4j.jpa;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.store.SaleStore;

/** Answers questions about purchases and returns. */
final class JpaSales implements SaleStore {

    private static final String SALES = "select a, c, n from CommandRow c join AccountRow a on a.id = c.account"
            + " join PurchaseRow n on n.account = c.account and n.sequence = c.sequence where ";

    private final Questions questions;

    JpaSales(Questions questions) {
        this.questions = questions;
    }

    @Override
    public Optional<RecordedSale> find(String purse, CommandKey key) {
        return sales(questions.list(
                        SALES + "c.operation = :operation and c.requestKey = :key and c.purse = :purse",
                        Object[].class,
                        Map.of("operation", Operation.SALE.name(), "key", key.value(), "purse", purse)))
                .stream()
                .findFirst();
    }

    @Override
    public List<RecordedSale> page(AccountId account, long afterCommand, int count) {
        return sales(questions.list(
                SALES + "c.sequence > :after and " + Questions.ACCOUNT + " order by c.sequence",
                Object[].class,
                Questions.of(account, "after", afterCommand),
                count));
    }

    @Override
    public List<RecordedSale> latest(AccountId account, Instant at, long beforeCommand, int count) {
        Map<String, Object> values = new HashMap<>(Questions.of(account, "at", at));
        values.put("before", beforeCommand);
        List<Object[]> rows = questions.list(
                // Only of an account that it knows the database takes the index that is in this order.
                SALES
                        + "n.account = (select b.id from AccountRow b where b.customerId = :customer and b.purse = :purse)"
                        + " and n.countsAt <= :at and (n.countsAt < :at or n.sequence < :before)"
                        + " order by n.countsAt desc, n.sequence desc",
                Object[].class,
                values,
                count);
        // Late ones stand far from those that they stand beside, so that a range would be wide.
        return rows.isEmpty()
                ? List.of()
                : sales(
                        rows,
                        "in (:sequences)",
                        Map.of(
                                "sequences",
                                rows.stream().map(row -> command(row).sequence).toList()));
    }

    /** Makes purchases of rows of one account, which are in the order of their commands. */
    private List<RecordedSale> sales(List<Object[]> rows) {
        return rows.isEmpty()
                ? List.of()
                : sales(
                        rows,
                        "between :first and :last",
                        Map.of(
                                "first",
                                command(rows.get(0)).sequence,
                                "last",
                                command(rows.get(rows.size() - 1)).sequence));
    }

    private static CommandRow command(Object[] row) {
        return (CommandRow) row[1];
    }

    /**
     * Makes purchases of rows of one account.
     *
     * @param which says which commands they are
     * @param values what that names
     */
    private List<RecordedSale> sales(List<Object[]> rows, String which, Map<String, Object> values) {
        Map<String, Object> range = new HashMap<>(values);
        range.put("account", command(rows.get(0)).account);
        String where = " x where x.account = :account and x.sequence " + which + " order by x.sequence, x.place";
        Map<Long, List<LineRow>> lines = questions.list("select x from LineRow" + where, LineRow.class, range).stream()
                .collect(Collectors.groupingBy(line -> line.sequence));
        Map<Long, List<TenderRow>> tenders =
                questions.list("select x from TenderRow" + where, TenderRow.class, range).stream()
                        .collect(Collectors.groupingBy(tender -> tender.sequence));
        List<RecordedSale> sales = new ArrayList<>(rows.size());
        for (Object[] row : rows) {
            CommandRow command = command(row);
            sales.add(((PurchaseRow) row[2])
                    .sale(
                            command.command(((AccountRow) row[0]).accountId()),
                            lines.getOrDefault(command.sequence, List.of()),
                            tenders.getOrDefault(command.sequence, List.of())));
        }
        return sales;
    }

    @Override
    public List<RecordedReturn> returnsOf(String purse, CommandKey purchase) {
        return questions
                .list(
                        "select a, c, r from CommandRow s join AccountRow a on a.id = s.account"
                                + " join ReturnRow r on r.account = s.account and r.purchaseKey = s.requestKey"
                                + " join CommandRow c on c.account = r.account and c.sequence = r.sequence"
                                + " where s.operation = :operation and s.requestKey = :key and s.purse = :purse"
                                + " order by r.step",
                        Object[].class,
                        Map.of("operation", Operation.SALE.name(), "key", purchase.value(), "purse", purse))
                .stream()
                .map(row ->
                        ((ReturnRow) row[2]).giveBack(((CommandRow) row[1]).command(((AccountRow) row[0]).accountId())))
                .toList();
    }

    @Override
    public List<RecordedUndo> undos(AccountId account) {
        return questions
                .list(
                        "select c, u from UndoRow u join AccountRow a on a.id = u.account join CommandRow c"
                                + " on c.account = u.account and c.sequence = u.sequence where " + Questions.ACCOUNT
                                + " order by u.sequence",
                        Object[].class,
                        Questions.of(account))
                .stream()
                .map(row -> ((UndoRow) row[1]).undo(((CommandRow) row[0]).command(account)))
                .toList();
    }

    @Override
    public List<RecordedSale.Payment> payments(AccountId account) {
        return questions
                .list(
                        "select y from PaymentRow y join AccountRow a on a.id = y.account where " + Questions.ACCOUNT,
                        PaymentRow.class,
                        Questions.of(account))
                .stream()
                .map(row -> row.payment(account))
                .toList();
    }
}
