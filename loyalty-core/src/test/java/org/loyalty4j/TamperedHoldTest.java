package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Counter.Period;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.Release;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.testkit.Shop;

/** The audit finds every change of a hold, of its end, and of what lists it. */
class TamperedHoldTest {

    private final Shop shop = Shop.open(program -> program.with(RewardOption.of("coffee", "Coffee", Points.of(10))));
    private final CustomerId anna = shop.aCustomer("Anna");
    private final AccountId account = new AccountId(anna, "points");

    @BeforeEach
    void an_account_with_holds_that_ended_in_every_way() {
        shop.gives(anna, 20, "2026-03-01");
        shop.gives(anna, 80, "");
        hold(Redemption.ofReward(CommandKey.of("coffee"), anna, "coffee"), Duration.ofDays(2));
        hold(
                Redemption.of(CommandKey.of("part"), anna, Points.of(30)).paying(CommandKey.of("p")),
                Duration.ofDays(100));
        hold(Redemption.of(CommandKey.of("given"), anna, Points.of(5)), Duration.ofDays(100));
        hold(Redemption.of(CommandKey.of("live"), anna, Points.of(7)), Duration.ofDays(300));
        shop.on("2026-04-01");
        shop.loyalty()
                .rewards()
                .capture(Capture.of(shop.aKey(), anna, CommandKey.of("part"), Points.of(12)))
                .orThrow();
        shop.loyalty()
                .rewards()
                .release(Release.of(shop.aKey(), anna, CommandKey.of("given")))
                .orThrow();
        hold(Redemption.ofReward(CommandKey.of("coffee 2"), anna, "coffee"), Duration.ofDays(9));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private void hold(Redemption redemption, Duration limit) {
        shop.loyalty().rewards().hold(HoldRequest.of(redemption, limit)).orThrow();
    }

    private List<AuditReport.Finding> findings(TamperedStore tampered) {
        return Loyalty.over(tampered).clock(shop.clock()).build().audit().findings();
    }

    private <R extends Record> Set<String> undetected(
            List<R> rows, BiConsumer<TamperedStore, UnaryOperator<List<R>>> into) {
        assertThat(rows).isNotEmpty();
        Set<String> missed = new HashSet<>();
        for (R row : rows) {
            for (Map.Entry<String, R> other : Altered.columns(row).entrySet()) {
                TamperedStore tampered = new TamperedStore(shop.store());
                into.accept(
                        tampered,
                        all -> all.stream()
                                .map(each -> each.equals(row) ? other.getValue() : each)
                                .toList());
                if (findings(tampered).isEmpty()) {
                    missed.add(other.getKey());
                }
            }
        }
        return missed;
    }

    @Test
    void a_change_of_any_column_of_a_hold_is_found_I_21_I_22_I_23() {
        List<Hold> rows = shop.store().reading(reader -> reader.holds().all(account, 1, 100));
        assertThat(rows).hasSize(5);

        assertThat(undetected(rows, (tampered, change) -> tampered.holds = change))
                .isEmpty();
    }

    @Test
    void a_change_of_any_part_of_an_end_is_found_I_21_I_22_I_23() {
        List<Hold> rows = shop.store().reading(reader -> reader.holds().all(account, 1, 100));
        for (Hold row : rows) {
            Hold.End end = row.end();
            if (end != null) {
                for (Map.Entry<String, Hold.End> other : Altered.columns(end).entrySet()) {
                    TamperedStore tampered = new TamperedStore(shop.store());
                    tampered.holds = all -> all.stream()
                            .map(each -> each.equals(row) ? row.endedBy(other.getValue()) : each)
                            .toList();
                    assertThat(findings(tampered))
                            .as(other.getKey() + " of " + row)
                            .isNotEmpty();
                }
            }
        }
    }

    @Test
    void a_live_hold_that_is_changed_or_missing_or_too_many_is_found_I_36() {
        List<Hold> live = shop.store().reading(reader -> reader.holds().live(account, null, 100));
        assertThat(live).hasSize(2);
        assertThat(undetected(live, (tampered, change) -> tampered.live = change))
                .isEmpty();

        TamperedStore removed = new TamperedStore(shop.store());
        removed.live = rows -> rows.subList(1, rows.size());
        assertThat(findings(removed)).extracting(AuditReport.Finding::invariant).contains("I-36");
        TamperedStore gone = new TamperedStore(shop.store());
        gone.holds = rows -> rows.subList(0, rows.size() - 1);
        assertThat(findings(gone)).extracting(AuditReport.Finding::invariant).contains("I-57");
    }

    @Test
    void a_change_of_any_column_of_a_command_about_holds_or_of_the_head_is_found() {
        List<CommandRecord> commands =
                shop.store().reading(reader -> reader.ledger().commands(account, 1, 100));
        List<RewardAccount> heads = shop.store()
                .reading(reader -> reader.ledger().head(account).stream().toList());

        // The id of a command that wrote no posting stands nowhere else.
        assertThat(undetected(commands, (tampered, change) -> tampered.commands = change))
                .isSubsetOf("id");
        assertThat(undetected(heads, (tampered, change) -> tampered.heads = change))
                .isEmpty();
    }

    @Test
    void what_limits_are_said_to_have_left_to_be_held_is_found_when_it_is_changed() {
        Shop limited = Shop.open(program -> program.with(SpendingRules.none().withLimit(Points.of(60), Period.MONTH)));
        CustomerId ben = limited.aCustomer("Ben");
        limited.gives(ben, 100, "");
        limited.redeems(ben, 5);
        for (int points : List.of(20, 10)) {
            Redemption reserved = Redemption.of(limited.aKey(), ben, Points.of(points));
            limited.loyalty()
                    .rewards()
                    .hold(HoldRequest.of(reserved, Duration.ofDays(9)))
                    .orThrow();
        }

        assertThat(findings(limited, 55)).isEmpty();
        assertThat(findings(limited, 35)).isEmpty();
        assertThat(findings(limited, 36))
                .extracting(AuditReport.Finding::invariant)
                .containsExactly("I-24");
        assertThat(findings(limited, -1))
                .extracting(AuditReport.Finding::invariant)
                .containsExactly("I-24");
    }

    /** Returns what is found where the last hold says that limits left a number, or below zero that there were none. */
    private static List<AuditReport.Finding> findings(Shop limited, int left) {
        TamperedStore tampered = new TamperedStore(limited.store());
        tampered.commands = rows -> rows.stream()
                .map(row -> row.result().held() == 10 ? told(row, left) : row)
                .toList();
        return Loyalty.over(tampered).clock(limited.clock()).build().audit().findings();
    }

    private static CommandRecord told(CommandRecord hold, int left) {
        CommandRecord.Usable was = Objects.requireNonNull(hold.result().usable());
        CommandRecord.Room room = left < 0 ? null : new CommandRecord.Room(left, Period.MONTH);
        return Altered.withUsable(hold, new CommandRecord.Usable(was.available(), room));
    }
}
