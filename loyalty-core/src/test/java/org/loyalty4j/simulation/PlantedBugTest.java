package org.loyalty4j.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.PendingLot;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LotRules.Activity;
import org.loyalty4j.program.LotRules.Inactivity;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.program.TransferRules;
import org.loyalty4j.program.Turn;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.store.Opening;
import org.loyalty4j.tier.GivenTier;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierLadder.Window;
import org.loyalty4j.tier.TierPolicy;
import org.loyalty4j.tier.TierRule;

/** Bugs that are planted on purpose. A simulation that does not find them proves nothing. */
class PlantedBugTest {

    private static final int SCRIPTS = 60;

    /** Seeds that found many bugs are asked first. */
    private static final long[] FIRST = {1, 2, 3, 10, 9, 21, 6, 32};

    @Test
    void a_day_that_is_not_written_is_found() {
        assertFound(Flaw.writing(changes -> {
            changes.days().clear();
            return changes;
        }));
    }

    @Test
    void a_late_recount_of_the_standing_that_is_not_written_is_found() {
        assertFound(Flaw.writing(changes -> {
            changes.changes().removeIf(change -> change.revision() > 0);
            return changes;
        }));
    }

    @Test
    void what_a_further_window_counts_and_is_not_written_is_found() {
        assertFound(Flaw.writing(changes -> {
            changes.standings().replaceAll(standing -> standing.withSums(Map.of()));
            return changes;
        }));
    }

    @Test
    void a_window_that_does_not_begin_anew_with_a_change_of_the_tier_is_found() {
        assertFound(Flaw.writing(changes -> {
            changes.standings().replaceAll(standing -> standing.changedOn(Standing.NO_DAY));
            return changes;
        }));
    }

    @Test
    void a_tier_given_by_hand_that_is_not_kept_in_mind_is_found() {
        assertFound(Flaw.writing(changes -> {
            changes.changes().removeIf(change -> change.cause().isByHand());
            return changes;
        }));
    }

    @Test
    void a_tier_given_by_hand_that_lasts_a_day_longer_is_found() {
        assertFound(Flaw.reading(found -> withStanding(found, PlantedBugTest::aDayLonger)));
    }

    private static Standing aDayLonger(Standing standing) {
        GivenTier given = standing.given();
        return given == null || given.to() == null
                ? standing
                : standing.giving(new GivenTier(
                        given.tier(),
                        given.from(),
                        given.to().plus(Duration.ofDays(1)),
                        given.command(),
                        given.state()));
    }

    private static Opening.Opened withStanding(Opening.Opened found, UnaryOperator<Standing> lie) {
        return new Opening.Opened(
                found.account(),
                found.membership(),
                found.standing() == null ? null : lie.apply(found.standing()),
                found.lots(),
                found.days(),
                found.sales(),
                found.redemptions(),
                found.done(),
                found.repeats(),
                found.pending(),
                found.counters(),
                found.holds(),
                found.debts());
    }

    @Test
    void a_tier_that_begins_at_once_though_the_program_has_it_begin_with_the_next_period_is_found() {
        assertFound(Flaw.deciding(program ->
                program.with(program.ladder().with(program.ladder().policy().beginning(TierPolicy.Upgrade.NOW)))));
    }

    @Test
    void a_tier_that_is_kept_though_what_reached_it_came_back_and_the_program_has_it_reckoned_again_is_found() {
        assertFound(Flaw.deciding(program ->
                program.with(program.ladder().with(program.ladder().policy().returning(TierPolicy.Returns.KEEP)))));
    }

    @Test
    void what_begins_with_the_next_period_and_is_forgotten_is_found() {
        assertFound(Flaw.reading(found -> withStanding(found, standing -> standing.awaiting(null))));
    }

    @Test
    void points_of_a_tier_that_are_given_twice_because_nobody_noted_them_are_found() {
        assertFound(Flaw.writing(changes -> {
            changes.standings().replaceAll(PlantedBugTest::withoutEntries);
            return changes;
        }));
    }

    private static Standing withoutEntries(Standing standing) {
        return new Standing(
                standing.account(),
                standing.tier(),
                standing.since(),
                standing.holds(),
                standing.programVersion(),
                standing.windowStart(),
                standing.windowDay(),
                standing.windowSum(),
                standing.changes(),
                standing.revision(),
                standing.sums(),
                standing.changed(),
                standing.given(),
                standing.upcoming(),
                Map.of());
    }

    @Test
    void points_of_a_tier_that_are_given_as_often_as_it_is_reached_are_found() {
        assertFound(Flaw.reading(found -> withStanding(found, PlantedBugTest::withoutEntries)));
    }

    @Test
    void a_membership_year_of_the_calendar_is_found() {
        assertFound(Flaw.deciding(program -> program.with(new TierLadder(
                program.ladder().tiers().stream()
                        .map(PlantedBugTest::byTheCalendar)
                        .toList(),
                program.ladder().metric(),
                Window.parse(byTheCalendar(program.ladder().window().toString())),
                program.ladder().validity(),
                program.ladder().downgrade(),
                program.ladder().grace(),
                program.ladder().policy()))));
    }

    private static Tier byTheCalendar(Tier tier) {
        TierRule rule = tier.rule();
        return rule == null ? tier : tier.reachedBy(TierRule.parse(byTheCalendar(rule.toString())));
    }

    private static String byTheCalendar(String text) {
        return text.replace(Window.Kind.MEMBERSHIP_YEAR.name(), Window.Kind.CALENDAR_YEAR.name());
    }

    @Test
    void a_grace_that_is_counted_from_the_loss_though_the_program_counts_it_from_the_entry_is_found() {
        assertFound(Flaw.deciding(program -> program.with(
                program.ladder().with(program.ladder().policy().graceFrom(TierPolicy.GraceFrom.DISQUALIFICATION)))));
    }

    @Test
    void a_purchase_that_earns_by_the_tier_it_finds_though_the_program_says_otherwise_is_found() {
        assertFound(Flaw.deciding(program ->
                program.with(program.ladder().with(program.ladder().policy().earning(TierPolicy.RateTiming.BEFORE)))));
    }

    @Test
    void a_tier_that_is_lost_though_it_is_to_be_kept_is_found() {
        assertFound(Flaw.deciding(program -> program.with(new TierLadder(
                program.ladder().tiers().stream()
                        .map(tier -> new Tier(tier.code(), tier.from(), tier.multiplier(), tier.rule(), false))
                        .toList(),
                program.ladder().metric(),
                program.ladder().window(),
                program.ladder().validity(),
                program.ladder().downgrade(),
                program.ladder().grace(),
                program.ladder().policy()))));
    }

    @Test
    void points_that_go_one_day_late_are_found() {
        assertFound(Flaw.writing(changes -> {
            changes.lots()
                    .replaceAll(lot -> lot.goneAt() == null
                            ? lot
                            : new org.loyalty4j.points.Lot(
                                    lot.account(),
                                    lot.number(),
                                    lot.earnedAt(),
                                    lot.goneAt().plus(Duration.ofDays(1)),
                                    lot.remaining()));
            return changes;
        }));
    }

    @Test
    void a_return_that_forgets_what_expired_is_found() {
        assertFound(sales(sale -> new AccountState.Sale(
                sale.sale(), sale.earnings(), sale.payments(), sale.lastReturn(), 0, sale.undone())));
    }

    @Test
    void points_that_can_be_given_back_twice_after_they_expired_are_found() {
        assertFound(Flaw.writing(changes -> {
            changes.reinstated().clear();
            return changes;
        }));
    }

    @Test
    void a_lot_that_forgets_out_of_which_one_it_came_when_it_was_given_more_time_is_found() {
        assertFound(Flaw.writing(changes -> {
            changes.extended().clear();
            return changes;
        }));
    }

    @Test
    void a_return_that_forgets_that_points_of_its_purchase_were_given_more_time_is_found() {
        assertFound(sales(sale -> new AccountState.Sale(
                sale.sale(), sale.earnings(), sale.payments(), sale.lastReturn(), sale.expired(), sale.undone())));
    }

    @Test
    void a_point_too_few_noted_as_given_back_is_found() {
        assertFound(Flaw.writing(changes -> {
            changes.reinstated().removeIf(row -> row.points() == 1);
            changes.reinstated()
                    .replaceAll(row ->
                            new Reinstated(row.account(), row.number(), row.expiry(), row.lot(), row.points() - 1));
            return changes;
        }));
    }

    @Test
    void a_return_that_rounds_each_step_by_itself_is_found() {
        assertFound(sales(sale -> new AccountState.Sale(
                sale.sale(), sale.earnings(), sale.payments(), null, sale.expired(), sale.undone())));
    }

    @Test
    void an_undoing_that_forgets_what_came_back_with_the_purchase_is_found() {
        assertFound(undone(done -> new AccountState.Done(done.command(), done.postings(), 0, done.lastUndo())));
    }

    @Test
    void an_undoing_that_forgets_the_ones_before_it_is_found() {
        assertFound(undone(done -> new AccountState.Done(done.command(), done.postings(), done.returned(), null)));
    }

    @Test
    void a_return_that_forgets_what_was_undone_is_found() {
        assertFound(sales(sale -> new AccountState.Sale(
                sale.sale(), sale.earnings(), sale.payments(), sale.lastReturn(), sale.expired())));
    }

    @Test
    void points_that_are_sent_without_their_dates_are_found() {
        assertFound(Flaw.writing(changes -> {
            if (!changes.transfers().isEmpty()) {
                changes.lots()
                        .replaceAll(lot -> lot.goneAt() == null
                                ? lot
                                : new org.loyalty4j.points.Lot(
                                        lot.account(), lot.number(), lot.earnedAt(), null, lot.remaining()));
            }
            return changes;
        }));
    }

    @Test
    void a_transfer_that_is_undone_twice_is_found() {
        assertFound(undone(done -> done.command().operation() == CommandRecord.Operation.TRANSFER_IN
                ? new AccountState.Done(done.command(), done.postings(), done.returned(), null)
                : done));
    }

    @Test
    void a_return_of_unknown_goods_that_takes_nothing_is_found() {
        assertFound(Flaw.deciding(program -> program.unknownReturns() == UnknownReturn.Policy.AVERAGE_RATE
                ? program.with(UnknownReturn.Policy.IGNORE)
                : program));
    }

    @Test
    void points_without_the_grace_that_the_program_gives_are_found() {
        assertFound(Flaw.deciding(program -> program.with(program.spending().withGrace(0))));
    }

    @Test
    void returns_of_unknown_goods_that_forget_what_others_took_are_found() {
        assertFound(Flaw.writing(changes -> {
            changes.counters().removeIf(counter -> counter.key().code().equals("unknown"));
            return changes;
        }));
    }

    @Test
    void an_opening_balance_that_is_given_twice_is_found() {
        assertFound(Flaw.reading(found -> {
            Map<Opening.Key, Opening.Repeat> keys = new java.util.HashMap<>(found.repeats());
            keys.keySet().removeIf(key -> key.operation() == CommandRecord.Operation.OPENING);
            return new Opening.Opened(
                    found.account(),
                    found.membership(),
                    found.standing(),
                    found.lots(),
                    found.days(),
                    found.sales(),
                    found.redemptions(),
                    found.done(),
                    keys,
                    found.pending(),
                    found.counters(),
                    found.holds(),
                    found.debts());
        }));
    }

    @Test
    void a_day_of_another_system_that_is_not_kept_is_found() {
        assertFound(Flaw.writing(changes -> {
            changes.opened().clear();
            return changes;
        }));
    }

    @Test
    void days_of_another_system_that_do_not_count_are_found() {
        assertFound(Flaw.writing(changes -> {
            Set<LocalDate> taken = new HashSet<>();
            changes.opened().forEach(day -> taken.add(day.date()));
            changes.days().removeIf(day -> taken.contains(day.date()));
            return changes;
        }));
    }

    @Test
    void a_fee_that_is_not_taken_is_found() {
        assertFound(Flaw.deciding(program -> program.with(TransferRules.none())));
    }

    private static Flaw undone(UnaryOperator<AccountState.Done> lie) {
        return Flaw.reading(found -> new Opening.Opened(
                found.account(),
                found.membership(),
                found.standing(),
                found.lots(),
                found.days(),
                found.sales(),
                found.redemptions(),
                found.done().stream().map(lie).toList(),
                found.repeats(),
                found.pending(),
                found.counters(),
                found.holds(),
                found.debts()));
    }

    @Test
    void a_key_that_is_not_looked_up_is_found() {
        assertFound(Flaw.reading(found -> new Opening.Opened(
                found.account(),
                found.membership(),
                found.standing(),
                found.lots(),
                found.days(),
                found.sales(),
                found.redemptions(),
                found.done(),
                Map.of(),
                found.pending(),
                found.counters(),
                found.holds(),
                found.debts())));
    }

    @Test
    void a_frozen_account_that_is_used_is_found() {
        assertFound(Flaw.reading(found -> new Opening.Opened(
                open(found.account()),
                found.membership(),
                found.standing(),
                found.lots(),
                found.days(),
                found.sales(),
                found.redemptions(),
                found.done(),
                found.repeats(),
                found.pending(),
                found.counters(),
                found.holds(),
                found.debts())));
    }

    @Test
    void points_that_become_active_without_a_row_are_found() {
        assertFound(Flaw.writing(changes -> {
            changes.activations().clear();
            return changes;
        }));
    }

    @Test
    void dates_of_the_year_that_are_not_kept_are_found() {
        assertFound(Flaw.deciding(program ->
                program.with(new LotRules(program.lots().pending(), Map.of(), null, Map.of(), Map.of(), 0))));
    }

    private static LoyaltyProgram idle(LoyaltyProgram program, UnaryOperator<Inactivity> other) {
        Inactivity rule = program.lots().inactivity();
        return rule == null ? program : program.with(program.lots().with(other.apply(rule)));
    }

    @Test
    void points_that_go_although_something_happened_are_found() {
        assertFound(Flaw.deciding(program -> idle(program, rule -> rule.startedBy(Activity.ADJUSTMENT))));
    }

    @Test
    void points_that_stay_a_day_too_long_when_nothing_happens_are_found() {
        assertFound(Flaw.deciding(program -> idle(
                program,
                rule -> new Inactivity(
                        new PeriodEnd(
                                rule.after().period().plusDays(1), rule.after().edge()),
                        rule.activities()))));
    }

    @Test
    void a_hard_cap_that_is_not_kept_where_points_go_when_nothing_happens_is_found() {
        assertFound(Flaw.deciding(program -> program.lots().inactivity() == null
                ? program
                : program.with(program.lots().with(LotRules.Expiry.never()))));
    }

    @Test
    void heads_that_forget_when_something_happened_last_are_found() {
        assertFound(Flaw.writing(changes -> {
            changes.accounts().replaceAll(PlantedBugTest::asleep);
            return changes;
        }));
    }

    private static RewardAccount asleep(RewardAccount head) {
        return new RewardAccount(
                head.id(),
                head.status(),
                head.balance(),
                head.held(),
                head.pending(),
                head.debt(),
                head.lastNumber(),
                head.commands(),
                head.lastRecordedAt(),
                head.lastHash(),
                head.dueAt());
    }

    @Test
    void points_of_which_nobody_is_told_that_they_go_are_found() {
        assertFound(Flaw.writing(changes -> {
            changes.notices().clear();
            return changes;
        }));
    }

    @Test
    void a_day_too_late_to_tell_that_points_go_is_found() {
        assertFound(Flaw.deciding(program -> program.with(
                program.lots().noticeBefore(Math.max(0, program.lots().noticeDays() - 1)))));
    }

    @Test
    void pending_points_that_are_forgotten_are_found() {
        assertFound(Flaw.reading(found -> new Opening.Opened(
                found.account(),
                found.membership(),
                found.standing(),
                found.lots(),
                found.days(),
                found.sales(),
                found.redemptions(),
                found.done(),
                found.repeats(),
                java.util.List.of(),
                found.counters(),
                found.holds(),
                found.debts())));
    }

    @Test
    void a_hold_whose_time_is_not_looked_at_is_found_I_23() {
        assertFound(Flaw.reading(found -> new Opening.Opened(
                found.account(),
                found.membership(),
                found.standing(),
                found.lots(),
                found.days(),
                found.sales(),
                found.redemptions(),
                found.done(),
                found.repeats(),
                found.pending(),
                found.counters(),
                new AccountState.Holds(List.of(), found.holds().named(), null),
                found.debts())));
    }

    @Test
    void a_hold_that_ends_twice_is_found_I_21() {
        assertFound(Flaw.reading(found -> {
            var named = new java.util.HashMap<>(found.holds().named());
            named.replaceAll((key, hold) -> hold.endedBy(null));
            return new Opening.Opened(
                    found.account(),
                    found.membership(),
                    found.standing(),
                    found.lots(),
                    found.days(),
                    found.sales(),
                    found.redemptions(),
                    found.done(),
                    found.repeats(),
                    found.pending(),
                    found.counters(),
                    new AccountState.Holds(
                            found.holds().live(), named, found.holds().unknown()),
                    found.debts());
        }));
    }

    @Test
    void a_debt_that_is_repaid_twice_is_found_I_07() {
        assertFound(Flaw.reading(found -> owing(
                found,
                found.debts().open().stream()
                        .map(debt -> new Debt(debt.account(), debt.debit(), debt.left() + 1))
                        .toList())));
    }

    @Test
    void the_newest_debt_first_is_found_I_07() {
        assertFound(Flaw.reading(found -> {
            List<Debt> open = found.debts().open();
            return open.size() < 2 ? found : owing(found, open.subList(1, open.size()));
        }));
    }

    private static Opening.Opened owing(Opening.Opened found, List<Debt> open) {
        return new Opening.Opened(
                found.account(),
                found.membership(),
                found.standing(),
                found.lots(),
                found.days(),
                found.sales(),
                found.redemptions(),
                found.done(),
                found.repeats(),
                found.pending(),
                found.counters(),
                found.holds(),
                new AccountState.Debts(open, found.debts().repayments()));
    }

    @Test
    void a_release_that_does_not_repay_is_found_I_07() {
        assertFound(Flaw.writing(changes -> {
            if (!changes.ended().isEmpty()) {
                changes.repayments().clear();
                changes.debts().clear();
            }
            return changes;
        }));
    }

    @Test
    void a_program_that_lets_nobody_owe_anything_is_found() {
        assertFound(Flaw.deciding(program -> program.with(ShortageRules.standard())));
    }

    @Test
    void held_points_that_stay_available_are_found_I_06() {
        assertFound(Flaw.writing(changes -> {
            changes.accounts().replaceAll(head -> without(head));
            return changes;
        }));
    }

    private static RewardAccount without(RewardAccount head) {
        return new RewardAccount(
                head.id(),
                head.status(),
                head.balance(),
                0,
                head.pending(),
                head.debt(),
                head.lastNumber(),
                head.commands(),
                head.lastRecordedAt(),
                head.lastHash(),
                head.dueAt(),
                head.activeAt());
    }

    @Test
    void pending_lots_that_forget_whether_they_have_begun_are_found() {
        assertFound(Flaw.writing(changes -> {
            changes.pending()
                    .replaceAll(lot ->
                            new PendingLot(lot.terms(), lot.earnedAt(), lot.goneAt(), !lot.begun(), lot.remaining()));
            return changes;
        }));
    }

    @Test
    void rounding_in_the_customers_favor_is_found() {
        assertFound(Flaw.deciding(program -> program.rounding(RoundingMode.CEILING)));
    }

    @Test
    void a_personal_factor_that_multiplies_nothing_is_found() {
        assertFound(Flaw.deciding(program -> {
            LoyaltyProgram without = program.withoutRules();
            for (EarningRule rule : program.rules()) {
                without = rule.factor().isPresent() ? without : without.with(rule);
            }
            return without;
        }));
    }

    @Test
    void a_turn_that_comes_whenever_anybody_buys_is_found() {
        assertFound(Flaw.deciding(program -> {
            LoyaltyProgram always = program.withoutRules();
            for (EarningRule rule : program.rules()) {
                Turn turn = rule.turn();
                always = always.with(turn == null ? rule : rule.at(new Turn(1, false, turn.per(), false)));
            }
            return always;
        }));
    }

    @Test
    void a_fraction_that_is_cut_off_though_the_program_carries_it_on_is_found() {
        assertFound(Flaw.writing(changes -> {
            changes.counters().removeIf(counter -> counter.key().code().startsWith("carry"));
            return changes;
        }));
    }

    @Test
    void a_turn_that_a_return_does_not_give_back_is_found() {
        assertFound(Flaw.writing(changes -> {
            boolean returns = !changes.returns().isEmpty();
            changes.counters()
                    .removeIf(counter -> returns && counter.key().code().startsWith("had:"));
            return changes;
        }));
    }

    @Test
    void a_spending_rule_that_is_not_kept_is_found() {
        assertFound(Flaw.deciding(program -> program.with(SpendingRules.none())));
    }

    @Test
    void a_counter_that_is_not_written_is_found() {
        assertFound(Flaw.writing(changes -> {
            changes.counters().clear();
            return changes;
        }));
    }

    @Test
    void a_return_that_frees_no_counter_is_found() {
        assertFound(Flaw.writing(changes -> {
            boolean returns = !changes.returns().isEmpty();
            changes.counters().removeIf(counter -> returns);
            return changes;
        }));
    }

    @Test
    void a_counter_that_is_read_as_nothing_is_found() {
        assertFound(Flaw.reading(found -> {
            var nothing = new java.util.HashMap<>(found.counters());
            nothing.replaceAll((key, amount) -> 0L);
            return new Opening.Opened(
                    found.account(),
                    found.membership(),
                    found.standing(),
                    found.lots(),
                    found.days(),
                    found.sales(),
                    found.redemptions(),
                    found.done(),
                    found.repeats(),
                    found.pending(),
                    nothing,
                    found.holds(),
                    found.debts());
        }));
    }

    @Test
    void a_multiplier_of_the_standing_after_the_purchase_is_found() {
        assertFound(Flaw.inModel(StandingAfter::new));
    }

    /** Multiplies with the best tier, as one reached by the purchase itself would. */
    private static final class StandingAfter extends Model {

        private StandingAfter(LoyaltyProgram program) {
            super(program);
        }

        @Override
        Model fresh() {
            return new StandingAfter(program);
        }

        @Override
        Tier tier(ModelAccount account, ModelPaid paid, Instant counts) {
            ModelAccount after = account.copy();
            after.sales.add(new ModelSale(program, paid.purchase(), counts, Collections.emptyMap()));
            ModelStanding.notePeaks(program, after);
            return super.tier(after, paid, counts);
        }
    }

    private static RewardAccount open(RewardAccount head) {
        return new RewardAccount(
                head.id(),
                RewardAccount.Status.OPEN,
                head.balance(),
                head.held(),
                head.pending(),
                head.debt(),
                head.lastNumber(),
                head.commands(),
                head.lastRecordedAt(),
                head.lastHash(),
                head.dueAt(),
                head.activeAt());
    }

    @Test
    void a_guest_purchase_that_is_claimed_after_its_time_is_found() {
        assertFound(Flaw.deciding(program -> program.claimable() == null
                ? program
                : program.claimableFor(
                        PeriodEnd.endOfDay(program.claimable().period().plusDays(1)))));
    }

    @Test
    void what_came_back_of_a_guest_purchase_and_is_forgotten_is_found() {
        assertFound(Flaw.writing(changes -> {
            changes.guestSteps()
                    .replaceAll(step -> new RecordedGuest.Step(
                            step.purchase(),
                            step.step(),
                            step.kind(),
                            step.key(),
                            step.customer(),
                            step.fingerprint(),
                            List.of(),
                            step.actor(),
                            step.reason(),
                            step.source(),
                            step.recordedAt()));
            return changes;
        }));
    }

    @Test
    void a_limit_or_cooldown_of_events_that_is_not_counted_is_found() {
        assertFound(Flaw.writing(changes -> {
            changes.counters()
                    .removeIf(counter -> counter.key().code().startsWith("event:")
                            || counter.key().code().startsWith("cd:"));
            return changes;
        }));
    }

    @Test
    void an_undone_event_that_is_not_noted_is_found() {
        assertFound(Flaw.writing(changes -> {
            changes.counters().removeIf(counter -> counter.key().code().startsWith("undone:"));
            return changes;
        }));
    }

    @Test
    void tiers_that_are_reckoned_anew_and_not_written_are_found() {
        assertFound(Flaw.writing(changes -> {
            boolean reckons = changes.commands().stream()
                    .anyMatch(command -> command.operation() == CommandRecord.Operation.RECKON);
            if (reckons) {
                changes.changes().clear();
                changes.days().clear();
            }
            return changes;
        }));
    }

    private static Flaw sales(UnaryOperator<AccountState.Sale> lie) {
        Function<
                        Map<org.loyalty4j.command.CommandKey, AccountState.Sale>,
                        Map<org.loyalty4j.command.CommandKey, AccountState.Sale>>
                all = sales -> {
                    var told = new java.util.HashMap<>(sales);
                    told.replaceAll((key, sale) -> lie.apply(sale));
                    return told;
                };
        return Flaw.reading(found -> new Opening.Opened(
                found.account(),
                found.membership(),
                found.standing(),
                found.lots(),
                found.days(),
                all.apply(found.sales()),
                found.redemptions(),
                found.done(),
                found.repeats(),
                found.pending(),
                found.counters(),
                found.holds(),
                found.debts()));
    }

    private static void assertFound(Flaw flaw) {
        List<Long> found = LongStream.concat(LongStream.of(FIRST), LongStream.rangeClosed(1, SCRIPTS))
                .filter(seed ->
                        Simulation.run(Generator.script(seed, 250), flaw).isPresent())
                .limit(1)
                .boxed()
                .toList();
        assertThat(found).as("seeds that find the planted bug").isNotEmpty();
    }
}
