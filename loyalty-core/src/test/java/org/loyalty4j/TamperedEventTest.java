package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.Activity;
import org.loyalty4j.program.ActivityUndo;
import org.loyalty4j.program.EventRule;
import org.loyalty4j.testkit.Shop;

/** The audit of stores whose rows of events that are no purchases were changed behind the library's back. */
class TamperedEventTest {

    private final Shop shop = Shop.open(program -> program.with(EventRule.of("review", Points.of(50))
                    .cooling(Duration.ofDays(2))
                    .atMost(3, Counter.Period.MONTH))
            .with(EventRule.of("review", Points.of(5)).named("always")));
    private final CustomerId anna = shop.aCustomer("Anna");
    private final AccountId account = new AccountId(anna, "points");

    @BeforeEach
    void events_that_gave_that_did_not_and_that_were_undone() {
        happens("gave", "2026-01-02");
        happens("too near", "2026-01-03");
        happens("undone", "2026-01-05");
        undo("undone");
        happens("in its place", "2026-01-05");
        shop.redeems(anna, 100);
        happens("used", "2026-01-08");
        shop.redeems(anna, 50);
        undo("used");
        happens("too many", "2026-01-20");
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private void happens(String key, String date) {
        shop.on(date)
                .loyalty()
                .accounts()
                .record(Activity.of(CommandKey.of(key), anna, "review"))
                .orThrow();
    }

    private void undo(String event) {
        shop.loyalty()
                .accounts()
                .undo(ActivityUndo.of(shop.aKey(), anna, CommandKey.of(event)))
                .orThrow();
    }

    private List<AuditReport.Finding> findings(TamperedStore tampered) {
        return Loyalty.over(tampered).clock(shop.clock()).build().audit().findings();
    }

    private List<CommandRecord> commands() {
        return shop.store().reading(reader -> reader.ledger().commands(account, 1, 50)).stream()
                .filter(command ->
                        command.operation() == Operation.EVENT || command.operation() == Operation.EVENT_UNDO)
                .toList();
    }

    @Test
    void a_change_of_any_column_and_the_loss_of_what_cooldowns_and_limits_count_are_found_I_24() {
        List<Counter> counters =
                shop.store().reading(reader -> reader.counters().counters(account));
        assertThat(counters).extracting(counter -> counter.key().code()).contains("event:review");
        assertThat(counters).anyMatch(counter -> counter.key().code().startsWith("cd:review/"));
        assertThat(counters).anyMatch(counter -> counter.key().code().startsWith("undone:"));
        assertThat(TamperedRows.missed(
                        shop,
                        reader -> reader.counters().counters(account),
                        (store, change) -> store.counters = change))
                .isEmpty();
    }

    @Test
    void a_change_of_any_column_and_the_loss_of_a_posting_are_found() {
        List<Posting> rows = shop.store().reading(reader -> reader.ledger().postings(account, 1, 50));
        assertThat(rows).extracting(Posting::kind).contains(Posting.Kind.EVENT, Posting.Kind.REVERSE);
        assertThat(TamperedRows.missed(
                        shop,
                        reader -> reader.ledger().postings(account, 1, 50),
                        (store, change) -> store.postings = change))
                .isEmpty();
    }

    @Test
    void a_change_of_what_an_event_came_to_or_of_what_was_asked_is_found() {
        List<String> missed = new ArrayList<>();
        for (CommandRecord row : commands()) {
            Altered.columns(row).forEach((column, other) -> {
                TamperedStore tampered = new TamperedStore(shop.store());
                tampered.commands = all -> all.stream()
                        .map(each -> each.equals(row) ? other : each)
                        .toList();
                boolean asked =
                        column.startsWith("result.") || column.equals("fingerprint") || column.equals("operation");
                if (asked && findings(tampered).isEmpty()) {
                    missed.add(column + " of " + row.key().value());
                }
            });
        }
        assertThat(commands()).hasSize(8);
        assertThat(missed).isEmpty();
    }

    @Test
    void an_undoing_that_names_another_event_or_one_that_was_undone_is_found_I_15_I_24() {
        List<CommandRecord> undoings = commands().stream()
                .filter(command -> command.operation() == Operation.EVENT_UNDO)
                .toList();
        CommandRecord first = undoings.get(0);
        CommandRecord second = undoings.get(1);
        TamperedStore tampered = new TamperedStore(shop.store());
        tampered.commands = all -> all.stream()
                .map(each -> each.equals(second) ? Altered.withFingerprint(second, first.fingerprint()) : each)
                .toList();

        assertThat(findings(tampered))
                .anySatisfy(finding -> assertThat(finding.message()).contains("was undone before"));
    }
}
