package org.loyalty4j.jpa;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.store.StandingStore;
import org.loyalty4j.tier.OpenedDay;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;

/** Answers questions about ranks. */
final class JpaStandings implements StandingStore {

    private final Questions questions;

    JpaStandings(Questions questions) {
        this.questions = questions;
    }

    @Override
    public Optional<Standing> find(AccountId account) {
        return questions
                .list(
                        "select a from AccountRow a where a.tier is not null and " + Questions.ACCOUNT,
                        AccountRow.class,
                        Questions.of(account))
                .stream()
                .findFirst()
                .map(AccountRow::standing);
    }

    @Override
    public List<QualifyingDay> days(AccountId account, LocalDate first, LocalDate last) {
        // Columns instead of rows: there may be hundreds, and a row of them is nothing but its columns.
        return questions
                .list(
                        "select d.date, d.spend, d.points, d.purchases, d.peak, d.own from DayRow d"
                                + " join AccountRow a on a.id = d.account where d.date between :first and :last and "
                                + Questions.ACCOUNT + " order by d.date",
                        Object[].class,
                        Map.of(
                                "customer",
                                account.holder().value(),
                                "purse",
                                account.purse(),
                                "first",
                                first,
                                "last",
                                last))
                .stream()
                .map(columns -> day(account, columns))
                .toList();
    }

    private static QualifyingDay day(AccountId account, Object[] columns) {
        return new QualifyingDay(
                account,
                (LocalDate) columns[0],
                (long) columns[1],
                (long) columns[2],
                (long) columns[3],
                (String) columns[4],
                Columns.metrics((String) columns[5]));
    }

    @Override
    public List<OpenedDay> opened(AccountId account) {
        return questions
                .list(
                        "select o from OpenedDayRow o join AccountRow a on a.id = o.account where " + Questions.ACCOUNT
                                + " order by o.sequence, o.date",
                        OpenedDayRow.class,
                        Questions.of(account))
                .stream()
                .map(row -> row.day(account))
                .toList();
    }

    @Override
    public List<StandingChange> changes(AccountId account) {
        return questions
                .list(
                        "select t from TierChangeRow t join AccountRow a on a.id = t.account where " + Questions.ACCOUNT
                                + " order by t.number",
                        TierChangeRow.class,
                        Questions.of(account))
                .stream()
                .map(row -> row.change(account))
                .toList();
    }
}
