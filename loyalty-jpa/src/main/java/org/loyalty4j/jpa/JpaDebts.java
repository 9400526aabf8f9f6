package org.loyalty4j.jpa;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Debt;
import org.loyalty4j.store.DebtStore;

/** Answers questions about points that are owed. */
final class JpaDebts implements DebtStore {

    private static final String SELECT =
            "select r from RepaymentRow r join AccountRow a on a.id = r.account where " + Questions.ACCOUNT;

    private static final String ORDER = " order by r.sequence, r.place";

    private final Questions questions;

    JpaDebts(Questions questions) {
        this.questions = questions;
    }

    @Override
    public List<Debt> debts(AccountId account) {
        return questions
                .list(
                        "select d from DebtRow d join AccountRow a on a.id = d.account where " + Questions.ACCOUNT
                                + " order by d.debit",
                        DebtRow.class,
                        Questions.of(account))
                .stream()
                .map(row -> row.debt(account))
                .toList();
    }

    @Override
    public List<Debt.Repayment> repayments(AccountId account, Debt.@Nullable Repayment after, int count) {
        return questions
                .list(
                        SELECT + " and (r.sequence > :sequence or (r.sequence = :sequence and r.place > :place))"
                                + ORDER,
                        RepaymentRow.class,
                        Map.of(
                                "customer",
                                account.holder().value(),
                                "purse",
                                account.purse(),
                                "sequence",
                                after == null ? 0L : after.sequence(),
                                "place",
                                after == null ? 0 : after.place()),
                        count)
                .stream()
                .map(row -> row.repayment(account))
                .toList();
    }

    @Override
    public List<Debt.Repayment> repayments(AccountId account, long posting) {
        return questions
                .list(
                        SELECT + " and (r.debit = :posting or r.lot = :posting)" + ORDER,
                        RepaymentRow.class,
                        Questions.of(account, "posting", posting))
                .stream()
                .map(row -> row.repayment(account))
                .toList();
    }
}
