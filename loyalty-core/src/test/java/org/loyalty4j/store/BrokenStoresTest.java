package org.loyalty4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** F-36: the contract fails every store that lies, and the name of a test that failed says which promise broke. */
class BrokenStoresTest {

    private static void assertCaught(Class<?> contract, String promise) {
        assertThat(brokenPromises(contract, promise)).contains(promise);
    }

    /** Runs what is expected to show the lie; of the honest store the whole contract but the races, which take long. */
    private static Set<String> brokenPromises(Class<?> contract, String expected) {
        PostDiscoveryFilter wanted = test -> FilterResult.includedIf(
                expected.isEmpty()
                        ? !isRace(test)
                        : expected.equals(nameOf(test.getSource().orElse(null))));
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(contract))
                .filters(wanted)
                .build();
        Set<String> broken = Collections.synchronizedSet(new TreeSet<>());
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    broken.add(nameOf(test.getSource().orElse(null)));
                }
            }
        });
        return broken;
    }

    private static boolean isRace(TestDescriptor test) {
        return test.getSource()
                .filter(source -> source instanceof MethodSource method
                        && method.getJavaMethod().isAnnotationPresent(RepeatedTest.class))
                .isPresent();
    }

    private static String nameOf(org.junit.platform.engine.@org.jspecify.annotations.Nullable TestSource source) {
        return source instanceof MethodSource method ? method.getMethodName() : String.valueOf(source);
    }

    /** An honest store keeps every promise, so what the others fail is their lie. */
    static class Honest extends org.loyalty4j.testkit.LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(Forwarding::new);
        }
    }

    @Test
    void F_36_a_store_that_does_not_lie_is_not_accused() {
        assertThat(brokenPromises(Honest.class, "")).isEmpty();
    }

    @Test
    void F_36_a_store_that_keeps_what_was_erased_is_caught() {
        String nothingIsLeft = "I_55_nothing_is_left_of_who_was_erased_and_the_ledger_still_holds";
        assertCaught(BrokenWriting.KeepsWhoWasErased.class, nothingIsLeft);
        assertCaught(BrokenWriting.KeepsWords.class, nothingIsLeft);
        assertCaught(BrokenWriting.LosesReceipts.class, nothingIsLeft);
        assertCaught(BrokenWriting.ForgetsWhoWasErased.class, "nothing_brings_back_who_was_erased");
    }

    @Test
    void F_36_a_store_that_mixes_up_who_may_be_one_is_caught() {
        assertCaught(
                BrokenWriting.KeepsKeysThatAreGone.class,
                "who_was_enrolled_before_keys_were_kept_is_found_once_indexed");
        assertCaught(BrokenWriting.ForgetsDistinctions.class, "who_is_remembered_not_to_be_one_is_not_suggested_again");
        assertCaught(BrokenWriting.ForgetsLegalHolds.class, "who_is_kept_for_a_matter_of_law_is_not_erased");
        assertCaught(BrokenWriting.KeepsWhatIsOver.class, "old_entries_go_and_what_is_open_or_young_stays");
        assertCaught(BrokenWriting.ForgetsMergings.class, "ids_cards_and_phones_of_both_lead_to_the_survivor");
        assertCaught(BrokenWriting.ForgetsWhoIsAnotherByNow.class, "ids_cards_and_phones_of_both_lead_to_the_survivor");
    }

    @Test
    void F_36_a_store_that_skips_an_event_or_tells_it_again_is_caught() {
        assertCaught(BrokenWriting.SkipsAnEvent.class, "an_event_comes_back_as_it_was_written_with_a_position");
        assertCaught(
                BrokenWriting.ForgetsWhatWasRead.class,
                "a_consumer_goes_on_where_it_was_and_hears_again_what_it_failed_with");
    }

    @Test
    void F_36_a_store_that_loses_or_doubles_what_is_in_a_history_is_caught() {
        assertCaught(
                BrokenWriting.WritesAnEntryTwice.class,
                "what_is_sent_twice_is_written_once_and_a_number_stands_for_one_thing");
        assertCaught(
                BrokenWriting.WritesOverWhatAnEntrySaid.class,
                "a_planned_call_that_is_moved_and_held_stays_one_entry_with_its_revisions");
        assertCaught(
                BrokenWriting.ForgetsOneOfAPage.class,
                "a_timeline_has_everything_once_and_in_one_order_whatever_the_size_of_its_pages");
        assertCaught(
                BrokenWriting.ShowsWhatIsToDoAsItWasFirst.class,
                "work_is_listed_by_what_is_due_first_for_somebody_a_unit_a_customer_and_all");
    }

    @Test
    void F_36_a_store_that_keeps_state_after_a_rollback_is_caught() {
        assertCaught(BrokenWriting.NoRollback.class, "a_transaction_that_throws_leaves_nothing_behind");
    }

    @Test
    void F_36_a_store_that_keeps_what_an_error_left_is_caught() {
        assertCaught(
                BrokenWriting.KeepsWhatAnErrorLeft.class,
                "a_transaction_that_ends_with_an_error_leaves_nothing_behind");
    }

    @Test
    void F_36_a_store_that_swallows_its_own_refusals_is_caught() {
        assertCaught(
                BrokenWriting.SwallowsRefusals.class, "an_append_that_is_refused_takes_the_whole_transaction_with_it");
    }

    @Test
    void F_36_a_store_that_loses_a_posting_is_caught() {
        assertCaught(
                BrokenWriting.LosesAPosting.class,
                "postings_and_commands_come_back_as_they_were_written_and_in_their_order");
    }

    @Test
    void F_36_a_store_that_writes_one_account_of_a_group_is_caught() {
        assertCaught(BrokenWriting.WritesOneAccountOfTheGroup.class, "rows_of_many_accounts_are_written_together");
    }

    @Test
    void F_36_a_store_that_lets_keys_be_used_again_is_caught() {
        assertCaught(BrokenWriting.LetsKeysBeUsedAgain.class, "a_key_is_used_once_by_an_operation_in_one_account");
    }

    @Test
    void F_36_a_store_that_keeps_keys_for_each_account_is_caught() {
        assertCaught(
                BrokenWriting.KeepsKeysForEachAccount.class, "a_key_is_used_once_by_an_operation_across_all_accounts");
    }

    @Test
    void F_36_a_store_with_one_key_space_for_all_operations_is_caught() {
        assertCaught(BrokenWriting.HasOneKeySpaceForAllOperations.class, "one_key_may_be_used_by_each_operation");
    }

    @Test
    void F_36_a_store_that_loses_who_left_is_caught() {
        assertCaught(
                BrokenWriting.LosesWhoLeft.class, "a_key_of_a_command_about_customers_is_used_once_by_each_operation");
    }

    @Test
    void F_36_a_store_that_lets_an_identifier_belong_to_two_is_caught() {
        assertCaught(
                BrokenWriting.LetsIdentifiersBelongToTwo.class,
                "an_identifier_belongs_to_one_customer_and_the_second_loses_the_race");
    }

    @Test
    void F_36_a_store_that_forgets_what_is_said_is_caught() {
        assertCaught(
                BrokenWriting.ForgetsWhatIsSaid.class,
                "random_changes_of_a_profile_come_to_what_a_list_of_all_of_them_says");
    }

    @Test
    void F_36_a_store_that_forgets_who_left_an_organization_is_caught() {
        assertCaught(
                BrokenWriting.ForgetsWhoLeftAnOrganization.class,
                "people_act_for_organizations_for_a_time_and_one_is_asked_first");
    }

    @Test
    void F_36_a_store_that_finds_by_what_is_blocked_is_caught() {
        assertCaught(
                BrokenReading.FindsByWhatIsBlocked.class,
                "a_lost_card_is_blocked_and_replaced_and_finds_nobody_any_more");
    }

    @Test
    void F_36_a_store_that_lets_a_redemption_pay_twice_is_caught() {
        assertCaught(
                BrokenWriting.LetsARedemptionPayTwice.class,
                "a_redemption_pays_one_purchase_and_is_found_for_its_own_account_only");
    }

    @Test
    void F_36_a_store_that_forgets_the_agenda_is_caught() {
        assertCaught(
                BrokenWriting.ForgetsTheAgenda.class, "the_agenda_is_read_soonest_first_up_to_an_instant_and_a_count");
    }

    @Test
    void F_36_a_store_that_adds_to_the_agenda_before_it_takes_off_is_caught() {
        assertCaught(
                BrokenWriting.AddsToTheAgendaFirst.class,
                "an_instant_of_the_agenda_is_there_once_and_is_taken_off_before_others_are_added");
    }

    @Test
    void F_36_a_store_that_writes_to_accounts_nobody_opened_is_caught() {
        assertCaught(
                BrokenWriting.WritesToAccountsNobodyOpened.class, "rows_of_an_account_that_was_not_opened_are_refused");
    }

    @Test
    void F_36_a_store_that_unlocks_early_is_caught() {
        assertCaught(BrokenWriting.UnlocksEarly.class, "an_opened_account_is_had_alone_until_the_transaction_ends");
    }

    @Test
    void F_36_a_store_that_locks_in_the_order_given_is_caught() {
        assertCaught(
                BrokenWriting.LocksInTheOrderGiven.class,
                "accounts_opened_together_in_any_order_never_wait_for_each_other_in_a_circle");
    }

    @Test
    void F_36_a_store_that_shows_what_is_not_committed_is_caught() {
        assertCaught(
                BrokenWriting.ShowsCustomersTooEarly.class, "nobody_else_sees_what_a_transaction_wrote_before_it_ends");
    }

    @Test
    void F_36_a_store_that_opens_what_it_saw_first_is_caught() {
        assertCaught(BrokenReading.OpensWhatItSawFirst.class, "what_is_opened_is_as_it_was_written_last");
    }

    @Test
    void F_36_a_store_that_opens_repeats_without_postings_is_caught() {
        assertCaught(
                BrokenReading.OpensWithoutTheRepeatsPostings.class,
                "a_key_that_was_used_is_brought_with_the_commands_own_postings");
    }

    @Test
    void F_36_a_store_that_does_not_say_that_there_are_more_lots_is_caught() {
        assertCaught(
                BrokenReading.OpensWithoutSayingThatThereAreMoreLots.class,
                "every_lot_that_is_due_is_brought_and_then_lots_in_burn_order_until_they_hold_what_is_asked");
    }

    @Test
    void F_36_a_store_that_opens_the_whole_history_is_caught() {
        assertCaught(
                BrokenReading.OpensTheWholeHistory.class, "lots_are_brought_up_to_a_bound_however_many_are_asked_for");
    }

    @Test
    void F_36_a_store_that_doubles_a_lot_is_caught() {
        assertCaught(
                BrokenReading.DoublesALot.class,
                "a_lot_that_changes_is_there_once_and_one_with_nothing_left_is_gone_until_it_is_put_back");
    }

    @Test
    void F_36_a_store_that_burns_in_the_wrong_order_is_caught() {
        assertCaught(
                BrokenReading.BurnsInTheOrderOfNumbers.class,
                "lots_come_in_burn_order_soonest_gone_first_and_those_that_stay_last");
    }

    @Test
    void F_36_a_store_that_cuts_time_to_milliseconds_is_caught() {
        assertCaught(BrokenReading.CutsTimeToMilliseconds.class, "instants_are_kept_to_the_microsecond");
    }

    @Test
    void F_36_a_store_that_cuts_texts_is_caught() {
        assertCaught(BrokenReading.CutsTextsAt255Chars.class, "texts_come_back_as_they_were_written_up_to_255_emoji");
    }

    @Test
    void F_36_a_store_that_compares_without_case_is_caught() {
        assertCaught(BrokenReading.ComparesWithoutCase.class, "keys_and_references_are_compared_letter_by_letter");
    }

    @Test
    void F_36_a_store_that_skips_one_between_pages_is_caught() {
        assertCaught(
                BrokenReading.SkipsOneBetweenPages.class,
                "customers_are_paged_in_the_order_of_their_unsigned_ids_with_nobody_twice_or_missing");
    }

    @Test
    void F_36_a_store_that_begins_pages_with_the_last_one_is_caught() {
        assertCaught(
                BrokenReading.BeginsPagesWithTheLastOne.class,
                "purchases_of_an_account_are_paged_in_the_order_they_were_recorded_and_nobody_elses_are_among_them");
    }

    @Test
    void F_36_a_store_that_shows_everybodys_purchases_is_caught() {
        assertCaught(
                BrokenReading.ShowsEverybodysPurchases.class,
                "purchases_of_an_account_are_paged_in_the_order_they_were_recorded_and_nobody_elses_are_among_them");
    }

    @Test
    void F_36_a_store_that_forgets_a_day_is_caught() {
        assertCaught(
                BrokenReading.ForgetsTheLastDay.class,
                "qualifying_days_of_a_range_are_found_with_both_ends_in_their_order_and_as_written_last");
    }

    @Test
    void F_36_a_store_that_forgets_a_return_is_caught() {
        assertCaught(
                BrokenReading.ForgetsEarlierReturns.class,
                "steps_of_a_return_come_back_in_order_and_as_they_were_written");
    }

    @Test
    void F_36_a_store_that_hides_a_transactions_own_writes_is_caught() {
        assertCaught(BrokenReading.HidesATransactionsOwnWrites.class, "a_transaction_sees_what_it_wrote_itself");
    }
}
