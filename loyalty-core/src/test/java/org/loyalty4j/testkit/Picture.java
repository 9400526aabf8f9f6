package org.loyalty4j.testkit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;

/** Everything a store tells about one account and its holder; two of them are equal when nothing is different. */
record Picture(
        Optional<Customer> customer,
        Optional<RewardAccount> head,
        List<Posting> postings,
        List<CommandRecord> commands,
        List<Lot> lots,
        List<RecordedSale> sales,
        List<RecordedReturn> returns,
        Set<RecordedSale.Payment> payments,
        Optional<Standing> standing,
        List<QualifyingDay> days,
        List<StandingChange> changes,
        List<Counter> counters,
        List<Debt> debts,
        List<Debt.Repayment> repayments,
        List<Changes.Due> due,
        ProgramHistory programs) {

    private static final int ALL = 100_000;
    private static final Instant END = Instant.parse("2199-12-31T23:59:59.999999Z");

    static Picture of(StoreReader reader, AccountId account) {
        List<RecordedSale> sales = reader.sales().page(account, 0, ALL);
        return new Picture(
                reader.customers().find(account.holder()),
                reader.ledger().head(account),
                List.copyOf(reader.ledger().postings(account, 1, ALL)),
                List.copyOf(reader.ledger().commands(account, 1, ALL)),
                List.copyOf(reader.ledger().lots(account, null, ALL)),
                List.copyOf(sales),
                sales.stream()
                        .flatMap(sale -> {
                            CommandKey key = sale.purchase().key();
                            return reader.sales().returnsOf(account.purse(), key).stream();
                        })
                        .toList(),
                Set.copyOf(reader.sales().payments(account)),
                reader.standings().find(account),
                List.copyOf(
                        reader.standings().days(account, LocalDate.parse("1900-01-01"), LocalDate.parse("2199-12-31"))),
                List.copyOf(reader.standings().changes(account)),
                List.copyOf(reader.counters().counters(account)),
                List.copyOf(reader.debts().debts(account)),
                List.copyOf(reader.debts().repayments(account, null, ALL)),
                reader.ledger().due(END, ALL).stream()
                        .filter(due -> due.account().equals(account))
                        .toList(),
                reader.programs());
    }
}
