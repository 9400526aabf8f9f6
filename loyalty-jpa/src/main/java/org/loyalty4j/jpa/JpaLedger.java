package org.loyalty4j.jpa;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Activation;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.ExpiryNotice;
import org.loyalty4j.points.Extended;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.RecordedTransfer;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.LedgerStore;

/** Answers questions about accounts, postings and lots. */
final class JpaLedger implements LedgerStore {

    /** The number of the account is the database's own, so it is asked for. */
    private static final String AFTER = " and (n.goneAt > :gone or n.account > (select b.id from AccountRow b where"
            + " b.customerId = :customer and b.purse = :purse) or (a.customerId = :customer and a.purse = :purse"
            + " and (n.sequence > :sequence or (n.sequence = :sequence and n.since > :since))))";

    private final Questions questions;

    JpaLedger(Questions questions) {
        this.questions = questions;
    }

    @Override
    public Optional<RewardAccount> head(AccountId account) {
        return questions
                .list(
                        "select a from AccountRow a where a.commands > 0 and " + Questions.ACCOUNT,
                        AccountRow.class,
                        Questions.of(account))
                .stream()
                .map(AccountRow::head)
                .findFirst();
    }

    @Override
    public List<Posting> postings(AccountId account, long from, int count) {
        List<PostingRow> rows = questions.list(
                "select p from PostingRow p join AccountRow a on a.id = p.account where p.number >= :first and "
                        + Questions.ACCOUNT + " order by p.number",
                PostingRow.class,
                Questions.of(account, "first", from),
                count);
        return questions.postings(account, rows);
    }

    @Override
    public List<CommandRecord> commands(AccountId account, long from, int count) {
        return questions
                .list(
                        "select c from CommandRow c join AccountRow a on a.id = c.account where c.sequence >= :first and "
                                + Questions.ACCOUNT + " order by c.sequence",
                        CommandRow.class,
                        Questions.of(account, "first", from),
                        count)
                .stream()
                .map(row -> row.command(account))
                .toList();
    }

    @Override
    public List<RecordedTransfer> transfers(AccountId account, long from, int count) {
        return questions
                .list(
                        "select c, t from TransferRow t join AccountRow a on a.id = t.account join CommandRow c"
                                + " on c.account = t.account and c.sequence = t.sequence where t.sequence >= :first and "
                                + Questions.ACCOUNT + " order by t.sequence",
                        Object[].class,
                        Questions.of(account, "first", from),
                        count)
                .stream()
                .map(row -> ((TransferRow) row[1]).leg(((CommandRow) row[0]).command(account)))
                .toList();
    }

    @Override
    public List<Lot> lots(AccountId account, @Nullable Lot after, int count) {
        // Columns instead of rows: there may be hundreds, and a row of them is nothing but its columns.
        String select = "select l.number, l.earnedAt, l.goneAt, l.remaining from LotRow l"
                + " join AccountRow a on a.id = l.account where " + Questions.ACCOUNT;
        String order = " order by l.goneAt, l.earnedAt, l.number";
        List<Object[]> rows;
        if (after == null) {
            rows = questions.list(select + order, Object[].class, Questions.of(account), count);
        } else {
            rows = questions.list(
                    select + " and l.goneAt >= :gone and (l.goneAt > :gone or l.earnedAt > :earned"
                            + " or (l.earnedAt = :earned and l.number > :number))" + order,
                    Object[].class,
                    Map.of(
                            "customer",
                            account.holder().value(),
                            "purse",
                            account.purse(),
                            "gone",
                            LotRow.goneAt(after.goneAt()),
                            "earned",
                            after.earnedAt(),
                            "number",
                            after.number()),
                    count);
        }
        return rows.stream()
                .map(row -> new Lot(
                        account, (long) row[0], (Instant) row[1], LotRow.knownGoneAt((Instant) row[2]), (long) row[3]))
                .toList();
    }

    @Override
    public List<PendingLot> pending(AccountId account) {
        return questions
                .list(
                        "select l, t from PendingLotRow l join AccountRow a on a.id = l.account"
                                + " join LotTermsRow t on t.account = l.account and t.lot = l.number where "
                                + Questions.ACCOUNT + " order by l.number",
                        Object[].class,
                        Questions.of(account))
                .stream()
                .map(row -> ((PendingLotRow) row[0]).lot(account, (LotTermsRow) row[1]))
                .toList();
    }

    @Override
    public List<LotTerms> terms(AccountId account, long from, int count) {
        return questions
                .list(
                        "select t from LotTermsRow t join AccountRow a on a.id = t.account where t.lot >= :first and "
                                + Questions.ACCOUNT + " order by t.lot",
                        LotTermsRow.class,
                        Questions.of(account, "first", from),
                        count)
                .stream()
                .map(row -> row.terms(account))
                .toList();
    }

    @Override
    public List<Activation> activations(AccountId account, @Nullable Activation after, int count) {
        return questions
                .list(
                        "select v from ActivationRow v join AccountRow a on a.id = v.account where " + Questions.ACCOUNT
                                + " and (v.sequence > :sequence or (v.sequence = :sequence and v.lot > :lot))"
                                + " order by v.sequence, v.lot",
                        ActivationRow.class,
                        Map.of(
                                "customer",
                                account.holder().value(),
                                "purse",
                                account.purse(),
                                "sequence",
                                after == null ? 0L : after.sequence(),
                                "lot",
                                after == null ? 0L : after.lot()),
                        count)
                .stream()
                .map(row -> row.activation(account))
                .toList();
    }

    @Override
    public List<ExpiryNotice> notices(AccountId account, @Nullable ExpiryNotice after, int count) {
        return questions
                .list(
                        "select n from NoticeRow n join AccountRow a on a.id = n.account where " + Questions.ACCOUNT
                                + " and (n.sequence > :sequence or (n.sequence = :sequence and (n.goneAt > :gone"
                                + " or (n.goneAt = :gone and n.since > :since))))"
                                + " order by n.sequence, n.goneAt, n.since",
                        NoticeRow.class,
                        Map.of(
                                "customer",
                                account.holder().value(),
                                "purse",
                                account.purse(),
                                "sequence",
                                after == null ? 0L : after.sequence(),
                                "gone",
                                after == null ? Instant.EPOCH : after.goneAt(),
                                "since",
                                after == null ? Instant.EPOCH : after.since()),
                        count)
                .stream()
                .map(row -> row.notice(account))
                .toList();
    }

    @Override
    public List<ExpiryNotice> notices(Instant from, Instant to, @Nullable ExpiryNotice after, int count) {
        String select = "select n, a.customerId, a.purse from NoticeRow n join AccountRow a on a.id = n.account"
                + " where n.goneAt >= :first and n.goneAt < :end";
        String order = " order by n.goneAt, n.account, n.sequence, n.since";
        Instant first = from.isBefore(Instant.EPOCH) ? Instant.EPOCH : from;
        Instant end = to.isAfter(LotRow.NEVER) ? LotRow.NEVER : to;
        Map<String, Object> time = Map.of("first", first, "end", end);
        List<Object[]> rows = after == null
                ? questions.list(select + order, Object[].class, time, count)
                : questions.list(select + AFTER + order, Object[].class, past(first, end, after), count);
        return rows.stream()
                .map(row -> ((NoticeRow) row[0]).notice(new AccountId(new CustomerId((UUID) row[1]), (String) row[2])))
                .toList();
    }

    private static Map<String, Object> past(Instant from, Instant to, ExpiryNotice after) {
        return Map.of(
                "first",
                from.isAfter(after.goneAt()) ? from : after.goneAt(),
                "end",
                to,
                "gone",
                after.goneAt(),
                "customer",
                after.account().holder().value(),
                "purse",
                after.account().purse(),
                "sequence",
                after.sequence(),
                "since",
                after.since());
    }

    @Override
    public List<Reinstated> reinstated(AccountId account, long expiry) {
        return reinstated(account, " and r.expiry = :expiry", Questions.of(account, "expiry", expiry));
    }

    @Override
    public List<Extended> extended(AccountId account) {
        return questions
                .list(
                        "select x from ExtendedRow x join AccountRow a on a.id = x.account where " + Questions.ACCOUNT
                                + " order by x.number",
                        ExtendedRow.class,
                        Questions.of(account))
                .stream()
                .map(row -> row.extended(account))
                .toList();
    }

    @Override
    public List<Reinstated> reinstated(AccountId account) {
        return reinstated(account, "", Questions.of(account));
    }

    private List<Reinstated> reinstated(AccountId account, String which, Map<String, ?> values) {
        return questions
                .list(
                        "select r from ReinstatedRow r join AccountRow a on a.id = r.account where " + Questions.ACCOUNT
                                + which + " order by r.number, r.lot",
                        ReinstatedRow.class,
                        values)
                .stream()
                .map(row -> row.reinstated(account))
                .toList();
    }

    @Override
    public long wasted(AccountId account, Set<Long> lots) {
        if (lots.isEmpty()) {
            return 0;
        }
        Map<String, Object> values = Questions.of(account, "lots", lots);
        long back = sum(
                "select sum(r.points) from ReinstatedRow r join AccountRow a on a.id = r.account where r.lot in (:lots)"
                        + " and " + Questions.ACCOUNT,
                values);
        long taken = sum(
                "select sum(m.amount) from AllocationRow m join AccountRow a on a.id = m.account join PostingRow p on"
                        + " p.account = m.account and p.number = m.posting where m.lot in (:lots)"
                        + " and p.kind in ('EXPIRE', 'FORFEIT', 'CANCEL') and " + Questions.ACCOUNT,
                values);
        return -taken - back;
    }

    private long sum(String question, Map<String, ?> values) {
        return questions.list(question, Long.class, values).stream()
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }

    @Override
    public List<Changes.Due> due(Instant until, int count) {
        // In the order of the primary key: at the end of a month a million accounts are due at the same instant.
        return questions
                .list(
                        "select g.dueAt, a.customerId, a.purse from AgendaRow g join AccountRow a on a.id = g.account"
                                + " where g.dueAt <= :until order by g.dueAt, g.account",
                        Object[].class,
                        Map.of("until", until.isAfter(LotRow.NEVER) ? LotRow.NEVER : until),
                        count)
                .stream()
                .map(row -> new Changes.Due(
                        (Instant) row[0], new AccountId(new CustomerId((UUID) row[1]), (String) row[2])))
                .toList();
    }
}
