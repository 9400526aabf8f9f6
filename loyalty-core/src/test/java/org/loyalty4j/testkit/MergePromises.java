package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Loyalty;
import org.loyalty4j.MergeAnswer;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Page;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.ContactPersonChange;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Departure;
import org.loyalty4j.customer.Distinction;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.IdentifierChange;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.customer.Merge;
import org.loyalty4j.customer.MergeRecord;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.ProfileChange;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.customer.Unmerge;
import org.loyalty4j.history.Assignment;
import org.loyalty4j.history.Consent;
import org.loyalty4j.history.ContactAnswer;
import org.loyalty4j.history.Due;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.NewEntry;
import org.loyalty4j.history.Task;
import org.loyalty4j.history.TimelineEntry;
import org.loyalty4j.history.TimelineQuery;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.privacy.Erasure;
import org.loyalty4j.program.Claim;
import org.loyalty4j.program.Transfer;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.tier.PeriodEnd;

/** What a store promises about customers who become one, and two again. */
abstract class MergePromises extends PrivacyPromises {

    private static final Actor IDA = new Actor("ida");
    private static final Actor BOB = new Actor("bob");
    private static final Actor SUSAN = new Actor("susan");
    private static final Identifier OLD_CARD = Identifier.card("OLD1");
    private static final Identifier NEW_CARD = Identifier.card("NEW1");
    private static final Identifier PHONE = Identifier.phone("+49 170 5550555");

    private static CustomerId person(Shop shop, String name, Identifier... identifiers) {
        NewCustomer request = NewCustomer.person(shop.aKey());
        request = name.isEmpty() ? request : request.named(name);
        for (Identifier identifier : identifiers) {
            request = request.foundBy(identifier);
        }
        return shop.loyalty().customers().enroll(request).orThrow().id();
    }

    private static CustomerId firm(Shop shop, String name) {
        return shop.loyalty()
                .customers()
                .enroll(NewCustomer.organization(shop.aKey()).named(name))
                .orThrow()
                .id();
    }

    private static MergeRecord merged(Shop shop, CustomerId survivor, CustomerId absorbed) {
        return shop.loyalty()
                .duplicates()
                .merge(Merge.of(shop.aKey(), survivor, absorbed).by(IDA, "same phone"))
                .orThrow();
    }

    private static MergeRecord unmerged(Shop shop, CustomerId absorbed) {
        return shop.loyalty()
                .duplicates()
                .unmerge(Unmerge.of(shop.aKey(), absorbed).by(BOB, "father and son"))
                .orThrow();
    }

    private static MergeAnswer tried(Shop shop, CustomerId survivor, CustomerId absorbed) {
        return shop.loyalty().duplicates().merge(Merge.of(shop.aKey(), survivor, absorbed));
    }

    private static <I extends HistoryItem> Entry<I> add(Shop shop, CustomerId customer, I item) {
        shop.clock().advance(Duration.ofSeconds(1));
        return shop.loyalty()
                .history()
                .add(NewEntry.of(shop.aKey(), customer, item).from(new org.loyalty4j.command.Source("crm")));
    }

    private static void say(Shop shop, CustomerId customer, String attribute, String text) {
        shop.loyalty()
                .customers()
                .change(ProfileChange.of(shop.aKey(), customer).with(attribute, AttributeValue.of(text)));
    }

    private static Set<Violation.Code> codes(Throwable thrown) {
        Set<Violation.Code> codes = new HashSet<>();
        ((InvalidRequestException) thrown).violations().forEach(violation -> codes.add(violation.code()));
        return codes;
    }

    private static void assertMerged(CustomerId survivor, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        thrown -> assertThat(codes(thrown)).containsExactly(Violation.Code.CUSTOMER_MERGED))
                .hasMessageContaining(survivor.value().toString());
    }

    @Test
    void ids_cards_and_phones_of_both_lead_to_the_survivor() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz", NEW_CARD);
        CustomerId old = person(shop, "A. Kurz", OLD_CARD, PHONE);
        shop.loyalty().customers().find(OLD_CARD);

        MergeRecord merge = merged(shop, anna, old);

        Loyalty loyalty = shop.loyalty();
        for (Identifier identifier : List.of(OLD_CARD, NEW_CARD, PHONE)) {
            assertThat(loyalty.customers().find(identifier)).map(Customer::id).contains(anna);
            assertThat(loyalty.customers().look(identifier).orElseThrow().customer())
                    .contains(anna);
        }
        Customer survivor = loyalty.customers().get(anna);
        assertThat(survivor.identifiers()).containsExactly(NEW_CARD, OLD_CARD, PHONE);
        assertThat(survivor.absorbed()).isEqualTo(1);
        assertThat(survivor.isMerged()).isFalse();
        assertThat(loyalty.customers().get(old)).isEqualTo(survivor);
        assertThat(loyalty.customers().profile(old).customer()).isEqualTo(survivor);
        assertThat(loyalty.customers().identifiers(old))
                .isEqualTo(loyalty.customers().identifiers(anna))
                .hasSize(3);
        assertThat(loyalty.customers().page(10).items())
                .filteredOn(Customer::isMerged)
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.id()).isEqualTo(old);
                    assertThat(row.mergedInto()).isEqualTo(anna);
                    assertThat(row.identifiers()).isEmpty();
                });
        assertThat(merge.absorbed()).isEqualTo(old);
        assertThat(merge.survivor()).isEqualTo(anna);
        assertThat(merge.mergedBy()).isEqualTo(IDA);
        assertThat(merge.isInForce()).isTrue();
        assertThat(loyalty.duplicates().merges(anna)).containsExactly(merge);
        assertThat(loyalty.duplicates().merges(old)).containsExactly(merge);
        // Whoever takes the card of the other one to be free learns better.
        assertThat(loyalty.customers().enroll(NewCustomer.person(shop.aKey()).foundBy(OLD_CARD)))
                .hasToString(
                        new org.loyalty4j.Enrollment.Refused(Refusal.IDENTIFIER_TAKEN, OLD_CARD.kind()).toString());
        loyalty.customers().change(IdentifierChange.block(shop.aKey(), anna, OLD_CARD));
        assertThat(loyalty.customers().find(OLD_CARD)).isEmpty();
    }

    @Test
    void who_changes_what_is_known_of_a_person_has_to_name_the_survivor() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz");
        CustomerId old = person(shop, "A. Kurz", OLD_CARD);
        CustomerId firm = firm(shop, "Tea Ltd");
        CustomerId other = person(shop, "Emil Quast");
        merged(shop, anna, old);

        Loyalty loyalty = shop.loyalty();
        assertMerged(anna, () -> say(shop, old, "hobby", "tea"));
        assertMerged(anna, () -> loyalty.customers().change(IdentifierChange.block(shop.aKey(), old, OLD_CARD)));
        assertMerged(anna, () -> loyalty.customers().change(ContactPersonChange.of(shop.aKey(), firm, old, "buyer")));
        assertMerged(anna, () -> loyalty.customers().leave(Departure.of(shop.aKey(), old)));
        assertMerged(anna, () -> loyalty.duplicates().record(Distinction.of(shop.aKey(), other, old)));
        assertThat(loyalty.customers().attributes(anna)).hasSize(1);
    }

    @Test
    void what_cannot_be_merged_is_refused_and_nothing_changes() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz");
        CustomerId old = person(shop, "A. Kurz");
        CustomerId firm = firm(shop, "Tea Ltd");
        CustomerId nobody = new CustomerId(new UUID(7, 7));

        assertThatThrownBy(() -> Merge.of(shop.aKey(), anna, anna))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        thrown -> assertThat(codes(thrown)).containsExactly(Violation.Code.SAME_CUSTOMER));
        assertThatThrownBy(() -> tried(shop, anna, nobody)).isInstanceOf(UnknownCustomerException.class);
        assertThatThrownBy(() -> tried(shop, nobody, anna)).isInstanceOf(UnknownCustomerException.class);
        assertThatThrownBy(() -> shop.loyalty().duplicates().unmerge(Unmerge.of(shop.aKey(), nobody)))
                .isInstanceOf(UnknownCustomerException.class);
        assertThatThrownBy(() -> shop.loyalty().duplicates().merges(nobody))
                .isInstanceOf(UnknownCustomerException.class);
        assertThatThrownBy(() -> tried(shop, anna, firm))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        thrown -> assertThat(codes(thrown)).containsExactly(Violation.Code.BAD_RELATION));
        assertThat(shop.loyalty().duplicates().unmerge(Unmerge.of(shop.aKey(), old)))
                .isEqualTo(new MergeAnswer.Refused(Refusal.NOT_MERGED));
        merged(shop, anna, old);
        assertThat(tried(shop, anna, old)).isEqualTo(new MergeAnswer.Refused(Refusal.ALREADY_MERGED));
        assertThat(tried(shop, old, anna)).isEqualTo(new MergeAnswer.Refused(Refusal.ALREADY_MERGED));
        CustomerId third = person(shop, "Ann Kurz");
        assertThat(tried(shop, third, old)).isEqualTo(new MergeAnswer.Refused(Refusal.ALREADY_MERGED));
        shop.loyalty()
                .privacy()
                .erase(Erasure.of(shop.aKey(), third, Erasure.Why.ASKED_FOR, IDA))
                .orThrow();
        assertThatThrownBy(() -> tried(shop, anna, third)).isInstanceOf(UnknownCustomerException.class);
        assertThatThrownBy(() -> tried(shop, third, anna)).isInstanceOf(UnknownCustomerException.class);
        CustomerId gone = person(shop, "Ann Kurz");
        shop.loyalty().customers().leave(Departure.of(shop.aKey(), gone));
        assertThat(tried(shop, gone, anna)).isEqualTo(new MergeAnswer.Refused(Refusal.MEMBERSHIP_ENDED));
        assertThat(shop.loyalty().duplicates().merges(anna)).hasSize(1);
        assertThat(shop.loyalty().customers().get(anna).absorbed()).isEqualTo(1);
    }

    @Test
    void a_request_is_answered_alike_however_often_it_comes() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz");
        CustomerId old = person(shop, "A. Kurz");
        CustomerId other = person(shop, "Emil Quast");
        Merge merge = Merge.of(shop.aKey(), anna, old);
        Unmerge unmerge = Unmerge.of(shop.aKey(), old);
        var duplicates = shop.loyalty().duplicates();

        MergeRecord first = duplicates.merge(merge).orThrow();
        assertThat(duplicates.merge(merge)).isEqualTo(new MergeAnswer.Done(first, true));
        assertThatThrownBy(() -> duplicates.merge(Merge.of(merge.key(), anna, other)))
                .isInstanceOf(KeyReusedException.class);
        assertThatThrownBy(() -> duplicates.merge(Merge.of(merge.key(), other, old)))
                .isInstanceOf(KeyReusedException.class);
        MergeRecord undone = duplicates.unmerge(unmerge).orThrow();
        assertThat(duplicates.unmerge(unmerge)).isEqualTo(new MergeAnswer.Done(undone, true));
        assertThat(duplicates.merge(merge)).isEqualTo(new MergeAnswer.Done(undone, true));
        assertThatThrownBy(() -> duplicates.unmerge(Unmerge.of(unmerge.key(), other)))
                .isInstanceOf(KeyReusedException.class);
        assertThat(undone.isInForce()).isFalse();
        // What was undone can be asked for anew.
        MergeRecord again = merged(shop, anna, old);
        assertThat(again.number()).isEqualTo(2);
        assertThat(duplicates.merges(old)).containsExactly(undone, again);
    }

    @Test
    void what_is_settled_under_either_id_is_settled_with_the_survivor() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz");
        CustomerId old = person(shop, "A. Kurz");
        CustomerId other = person(shop, "Emil Quast");
        Purchase before = shop.buys(anna, "100.00");
        merged(shop, anna, old);
        Loyalty loyalty = shop.loyalty();

        assertThat(loyalty.accounts().shownBalance(old).available()).isEqualTo(Points.of(100));
        shop.buys(old, "50.00");
        assertThat(shop.available(anna)).isEqualTo(150);
        assertThat(loyalty.accounts().shownBalance(old).available()).isEqualTo(Points.of(150));
        assertThat(shop.available(old)).isEqualTo(150);
        assertThat(loyalty.accounts().account(old).id().holder()).isEqualTo(anna);
        shop.gives(old, 25, "");
        shop.redeems(old, 30);
        assertThat(shop.available(anna)).isEqualTo(145);
        // Both names in one unit of work are one account.
        List<Purchase> both = List.of(
                shop.aPurchase(anna)
                        .line(PurchaseLine.goods("1", Shop.euro("10.00")))
                        .build(),
                shop.aPurchase(old)
                        .line(PurchaseLine.goods("1", Shop.euro("20.00")))
                        .build(),
                shop.aPurchase(anna)
                        .line(PurchaseLine.goods("1", Shop.euro("40.00")))
                        .build());
        assertThat(loyalty.till().recordAllOrNothing(both)).hasSize(3);
        assertThat(shop.available(anna)).isEqualTo(215);
        // A repeat under the other name is one.
        assertThat(loyalty.till()
                        .record(Purchase.of(before.key(), old)
                                .line(PurchaseLine.goods("1", Shop.euro("100.00")))
                                .build())
                        .orThrow()
                        .replayed())
                .isTrue();
        shop.gives(other, 60, "");
        loyalty.transfers()
                .send(Transfer.of(shop.aKey(), other, old, Points.of(60)))
                .orThrow();
        assertThat(shop.available(anna)).isEqualTo(275);
        assertThatThrownBy(() -> loyalty.transfers().send(Transfer.of(shop.aKey(), anna, old, Points.of(1))))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        thrown -> assertThat(codes(thrown)).containsExactly(Violation.Code.SAME_ACCOUNT));
        assertThat(loyalty.audit().findings()).isEmpty();
    }

    @Test
    void a_guest_purchase_is_claimed_once_by_whoever_of_both() {
        Shop shop = Shop.over(store(), program -> program.claimableFor(PeriodEnd.endOfDay(Period.ofMonths(1))));
        CustomerId anna = person(shop, "Anna Kurz");
        CustomerId old = person(shop, "A. Kurz");
        CustomerId other = person(shop, "Emil Quast");
        Purchase sold = Purchase.ofGuest(shop.aKey())
                .line(PurchaseLine.goods("1", Shop.euro("40.00")))
                .build();
        var guests = shop.loyalty().guests();
        guests.record(GuestPurchase.of(sold)).orThrow();
        merged(shop, anna, old);
        Claim claim = Claim.of(shop.aKey(), old, sold.key());
        assertThat(guests.claim(claim).orThrow().earned()).isEqualTo(Points.of(40));
        assertThat(shop.available(anna)).isEqualTo(40);
        assertThat(guests.claim(Claim.of(claim.key(), anna, sold.key()))
                        .orThrow()
                        .replayed())
                .isTrue();
        assertThat(guests.claim(Claim.of(shop.aKey(), anna, sold.key())))
                .isInstanceOfSatisfying(
                        Settlement.Refused.class, no -> assertThat(no.why()).isEqualTo(Refusal.ALREADY_CLAIMED));
        assertThat(guests.claim(Claim.of(shop.aKey(), other, sold.key())))
                .isInstanceOfSatisfying(
                        Settlement.Refused.class, no -> assertThat(no.why()).isEqualTo(Refusal.CLAIMED_BY_ANOTHER));
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void points_are_never_left_behind() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz");
        CustomerId old = person(shop, "A. Kurz");
        shop.gives(anna, 100, "");
        shop.gives(old, 50, "");

        assertThat(tried(shop, anna, old)).isEqualTo(new MergeAnswer.Refused(Refusal.ACCOUNT_IN_USE));
        CustomerId third = person(shop, "Ann Kurz");
        assertThat(tried(shop, third, old)).isEqualTo(new MergeAnswer.Refused(Refusal.ACCOUNT_IN_USE));
        merged(shop, old, third);
        assertThat(shop.available(third)).isEqualTo(50);
    }

    @Test
    void the_timeline_has_what_happened_with_all_of_them_in_one_order() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz");
        CustomerId old = person(shop, "A. Kurz");
        List<Entry<?>> noted = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            noted.add(add(shop, i % 2 == 0 ? anna : old, Task.of("task " + i)));
        }
        MergeRecord merge = merged(shop, anna, old);
        noted.add(add(shop, old, Task.of("told under the old id")));
        shop.buys(anna, "10.00");

        List<TimelineEntry> all = new ArrayList<>();
        TimelineQuery query = TimelineQuery.of(old);
        Page<TimelineEntry> page = shop.loyalty().history().timeline(query, 1);
        all.addAll(page.items());
        while (page.next().isPresent()) {
            page = shop.loyalty().history().timeline(query, page.next().get(), 1);
            all.addAll(page.items());
        }
        assertThat(all)
                .isEqualTo(shop.loyalty()
                        .history()
                        .timeline(TimelineQuery.of(anna), 100)
                        .items());
        assertThat(all)
                .filteredOn(TimelineEntry.Noted.class::isInstance)
                .extracting(entry -> ((TimelineEntry.Noted) entry).entry().id())
                .containsExactlyInAnyOrderElementsOf(
                        noted.stream().map(Entry::id).toList());
        assertThat(all).contains(new TimelineEntry.Merged(merge, false));
        assertThat(all).extracting(TimelineEntry::at).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(all).hasSize(noted.size() + 3);

        MergeRecord undone = unmerged(shop, old);
        assertThat(shop.loyalty().history().timeline(TimelineQuery.of(old), 100).items())
                .filteredOn(TimelineEntry.Noted.class::isInstance)
                .hasSize(4);
        for (CustomerId each : List.of(anna, old)) {
            assertThat(shop.loyalty()
                            .history()
                            .timeline(TimelineQuery.of(each).only(TimelineEntry.Kind.MERGE), 100)
                            .items())
                    .containsExactly(new TimelineEntry.Merged(undone, true), new TimelineEntry.Merged(undone, false));
        }
    }

    @Test
    void what_is_to_be_done_and_the_card_are_of_all_of_them() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz");
        CustomerId old = person(shop, "A. Kurz", OLD_CARD);
        Entry<Task> one = add(shop, anna, Task.of("call her").due(Due.at(Shop.day("2030-02-01"), ZoneOffset.UTC)));
        Entry<Task> other =
                add(shop, old, Task.of("send the bill").due(Due.at(Shop.day("2030-01-20"), ZoneOffset.UTC)));
        Entry<Interaction> met = add(
                shop,
                old,
                Interaction.held(
                        "phone", Interaction.Direction.INBOUND, shop.clock().instant()));
        merged(shop, anna, old);

        var history = shop.loyalty().history();
        assertThat(history.work(WorkList.of(old), 10).items()).isEqualTo(List.of(other, one));
        Page<Entry<?>> first = history.work(WorkList.of(anna), 1);
        assertThat(first.items()).isEqualTo(List.of(other));
        assertThat(history.work(WorkList.of(anna), first.next().orElseThrow(), 1)
                        .items())
                .isEqualTo(List.of(one));
        assertThat(history.card(old)).isEqualTo(history.card(anna));
        assertThat(history.card(anna).open()).isEqualTo(List.of(other, one));
        assertThat(history.card(anna).lastContacts()).isEqualTo(List.of(met));
        assertThat(history.card(anna).profile().customer().id()).isEqualTo(anna);
    }

    @Test
    void the_survivors_owner_stays_and_the_others_is_taken_where_there_is_none() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz");
        CustomerId old = person(shop, "A. Kurz");
        CustomerId third = person(shop, "Ann Kurz");
        add(shop, anna, Assignment.of(Assignment.OWNER, BOB));
        add(shop, old, Assignment.of(Assignment.OWNER, SUSAN));
        add(shop, old, Assignment.of("technician", IDA));
        merged(shop, anna, old);
        shop.clock().advance(Duration.ofSeconds(1));

        assertThat(owner(shop, anna, Assignment.OWNER)).contains(BOB);
        assertThat(owner(shop, old, "technician")).contains(IDA);
        // One who gets a role ends the time of who had it, whoever's he was.
        add(shop, old, Assignment.of("technician", BOB));
        add(shop, anna, Assignment.of(Assignment.OWNER, IDA));
        shop.clock().advance(Duration.ofSeconds(1));
        assertThat(owner(shop, anna, "technician")).contains(BOB);
        assertThat(owner(shop, anna, Assignment.OWNER)).contains(IDA);
        assertThat(shop.loyalty()
                        .history()
                        .work(WorkList.of(anna).only(Set.of(HistoryItem.Kind.ASSIGNMENT)), 10)
                        .items())
                .hasSize(2);
        add(shop, third, Assignment.of(Assignment.OWNER, SUSAN));
        CustomerId fourth = person(shop, "Annie Kurz");
        merged(shop, fourth, third);
        shop.clock().advance(Duration.ofSeconds(1));
        assertThat(owner(shop, fourth, Assignment.OWNER)).contains(SUSAN);
    }

    private static Optional<Actor> owner(Shop shop, CustomerId customer, String role) {
        return Optional.ofNullable(shop.loyalty()
                        .history()
                        .ownersAt(customer, shop.clock().instant())
                        .get(role))
                .map(entry -> entry.item().employee());
    }

    @Test
    void an_objection_of_either_holds_until_a_later_agreement_in_so_many_words() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz");
        CustomerId old = person(shop, "A. Kurz");
        add(shop, anna, Consent.granted("email", "news", "v1"));
        add(shop, old, Consent.withdrawn("email", Consent.ANY));
        merged(shop, anna, old);

        assertThat(why(shop, anna)).isEqualTo(ContactAnswer.Why.WITHDRAWN);
        assertThat(why(shop, old)).isEqualTo(ContactAnswer.Why.WITHDRAWN);
        add(shop, anna, Consent.granted("email", "news", Consent.Basis.LEGITIMATE_INTEREST));
        assertThat(why(shop, anna)).isEqualTo(ContactAnswer.Why.WITHDRAWN);
        add(shop, anna, Consent.granted("email", "news", "v2"));
        assertThat(why(shop, old)).isEqualTo(ContactAnswer.Why.GRANTED);
        add(shop, old, Consent.withdrawn("email", "news"));
        assertThat(why(shop, anna)).isEqualTo(ContactAnswer.Why.WITHDRAWN);
        unmerged(shop, old);
        assertThat(why(shop, anna)).isEqualTo(ContactAnswer.Why.GRANTED);
        assertThat(why(shop, old)).isEqualTo(ContactAnswer.Why.WITHDRAWN);
    }

    @Test
    void a_lapsed_agreement_of_one_does_not_take_the_others_that_is_good() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz");
        CustomerId old = person(shop, "A. Kurz");
        add(shop, old, Consent.granted("email", "news", "v1"));
        add(
                shop,
                anna,
                Consent.granted("email", "news", "v1")
                        .until(shop.clock().instant().plus(Duration.ofDays(9))));
        merged(shop, anna, old);
        shop.clock().advance(Duration.ofDays(30));

        assertThat(why(shop, anna)).isEqualTo(ContactAnswer.Why.GRANTED);
        unmerged(shop, old);
        assertThat(why(shop, anna)).isEqualTo(ContactAnswer.Why.GRANT_ENDED);
    }

    private static ContactAnswer.Why why(Shop shop, CustomerId customer) {
        return shop.loyalty()
                .history()
                .mayContact(customer, "email", "news", null)
                .why();
    }

    @Test
    void what_is_said_of_the_survivor_stays_and_what_is_missing_is_taken() {
        Shop shop = shop();
        CustomerId anna = person(shop, "", NEW_CARD);
        CustomerId old = shop.loyalty()
                .customers()
                .enroll(NewCustomer.person(shop.aKey()).named("Anna Kurz").joined(Shop.day("2020-01-01")))
                .orThrow()
                .id();
        Instant joined = shop.loyalty().customers().get(anna).membership().joined();
        say(shop, anna, "hobby", "tea");
        say(shop, anna, "taken away", "x");
        shop.loyalty().customers().change(ProfileChange.of(shop.aKey(), anna).without("taken away"));
        say(shop, old, "hobby", "coffee");
        say(shop, old, "taken away", "y");
        say(shop, old, "shoe size", "42");
        say(shop, old, "hat size", "57");
        MergeRecord merge = merged(shop, anna, old);
        var customers = shop.loyalty().customers();

        assertThat(customers.get(anna).name()).contains("Anna Kurz");
        assertThat(customers.get(anna).membership().joined()).isEqualTo(Shop.day("2020-01-01"));
        assertThat(customers.profile(anna).text("hobby")).contains("tea");
        assertThat(customers.profile(anna).text("taken away")).isEmpty();
        assertThat(customers.profile(anna).text("shoe size")).contains("42");
        assertThat(merge.taken()).containsOnlyKeys(Attribute.FULL_NAME, "hat size", "shoe size");
        say(shop, anna, "hat size", "58");

        unmerged(shop, old);
        assertThat(customers.get(anna).name()).isEmpty();
        assertThat(customers.get(anna).membership().joined()).isEqualTo(joined);
        assertThat(customers.profile(anna).text("shoe size")).isEmpty();
        assertThat(customers.profile(anna).text("hat size")).contains("58");
        assertThat(customers.get(old).name()).contains("Anna Kurz");
        assertThat(customers.profile(old).text("hobby")).contains("coffee");
        assertThat(customers.profile(old).text("hat size")).contains("57");
    }

    @Test
    void identifiers_go_back_with_whatever_was_done_with_them_and_new_ones_stay() {
        Shop shop = shop();
        Identifier blocked = Identifier.card("OLD2");
        Identifier replaced = Identifier.card("OLD3");
        Identifier later = Identifier.card("NEW2");
        CustomerId anna = person(shop, "Anna Kurz", NEW_CARD);
        CustomerId old = person(shop, "A. Kurz", OLD_CARD, blocked, replaced, PHONE);
        var customers = shop.loyalty().customers();
        customers.change(IdentifierChange.block(shop.aKey(), old, blocked));
        merged(shop, anna, old);
        customers.change(IdentifierChange.replace(shop.aKey(), anna, replaced, later));
        customers.change(IdentifierChange.end(shop.aKey(), anna, PHONE));
        customers.change(IdentifierChange.add(shop.aKey(), anna, PHONE));

        unmerged(shop, old);
        assertThat(customers.get(anna).identifiers()).containsExactlyInAnyOrder(NEW_CARD, later, PHONE);
        assertThat(customers.get(old).identifiers()).containsExactly(OLD_CARD);
        assertThat(customers.look(blocked).orElseThrow().customer()).contains(old);
        assertThat(customers.look(blocked).orElseThrow().status()).isEqualTo(KnownIdentifier.Status.BLOCKED);
        assertThat(customers.look(replaced).orElseThrow().customer()).contains(old);
        assertThat(customers.find(OLD_CARD)).map(Customer::id).contains(old);
        customers.change(IdentifierChange.unblock(shop.aKey(), old, blocked));
        assertThat(customers.find(blocked)).map(Customer::id).contains(old);
        assertThat(customers.history(OLD_CARD))
                .extracting(known -> known.customer().orElseThrow())
                .containsExactly(old, anna, old);
    }

    @Test
    void the_last_merging_is_undone_first() {
        Shop shop = shop();
        CustomerId one = person(shop, "Anna Kurz", Identifier.card("NOONE"));
        CustomerId two = person(shop, "Anna Kurz", Identifier.card("NOTWO"));
        CustomerId three = person(shop, "Anna Kurz", Identifier.card("NOTHREE"));
        CustomerId four = person(shop, "Anna Kurz", Identifier.card("NOFOUR"));
        merged(shop, two, three);
        merged(shop, one, two);
        merged(shop, three, four);
        var customers = shop.loyalty().customers();

        for (CustomerId each : List.of(one, two, three, four)) {
            assertThat(customers.get(each).id()).isEqualTo(one);
        }
        assertThat(customers.get(one).absorbed()).isEqualTo(3);
        assertThat(customers.get(one).identifiers()).hasSize(4);
        assertThat(shop.loyalty().duplicates().unmerge(Unmerge.of(shop.aKey(), three)))
                .isEqualTo(new MergeAnswer.Refused(Refusal.MERGED_ON));
        unmerged(shop, two);
        assertThat(customers.get(three).id()).isEqualTo(two);
        assertThat(customers.get(two).identifiers())
                .containsExactly(Identifier.card("NOTWO"), Identifier.card("NOTHREE"));
        // It was merged into whom the third was by then.
        assertThat(customers.get(four).id()).isEqualTo(one);
        assertThat(customers.get(one).absorbed()).isEqualTo(1);
        unmerged(shop, three);
        unmerged(shop, four);
        for (CustomerId each : List.of(one, two, three, four)) {
            assertThat(customers.get(each).id()).isEqualTo(each);
            assertThat(customers.get(each).identifiers()).hasSize(1);
            assertThat(customers.get(each).absorbed()).isZero();
        }
    }

    @Test
    void a_person_acts_for_whom_either_did_and_organizations_have_the_people_of_both() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz");
        CustomerId old = person(shop, "A. Kurz");
        CustomerId emil = person(shop, "Emil Quast");
        CustomerId tea = firm(shop, "Tea Ltd");
        CustomerId mugs = firm(shop, "Mugs Ltd");
        var customers = shop.loyalty().customers();
        customers.change(ContactPersonChange.of(shop.aKey(), tea, anna, "buyer"));
        customers.change(ContactPersonChange.of(shop.aKey(), tea, old, "finance"));
        customers.change(ContactPersonChange.of(shop.aKey(), mugs, old, "user"));
        customers.change(ContactPersonChange.of(shop.aKey(), mugs, emil, "buyer"));
        shop.clock().advance(Duration.ofDays(1));
        merged(shop, anna, old);
        assertThat(acting(shop, tea)).containsExactly(anna + " [buyer, finance]");
        assertThat(acting(shop, mugs)).containsExactlyInAnyOrder(anna + " [user]", emil + " [buyer]");
        shop.clock().advance(Duration.ofDays(1));
        merged(shop, tea, mugs);
        assertThat(acting(shop, tea)).containsExactlyInAnyOrder(anna + " [buyer, finance, user]", emil + " [buyer]");
        assertThat(customers.people(mugs)).isEqualTo(customers.people(tea));
        shop.clock().advance(Duration.ofDays(1));
        unmerged(shop, mugs);
        assertThat(acting(shop, tea)).containsExactly(anna + " [buyer, finance]");
        assertThat(acting(shop, mugs)).containsExactlyInAnyOrder(anna + " [user]", emil + " [buyer]");
        shop.clock().advance(Duration.ofDays(1));
        unmerged(shop, old);
        assertThat(acting(shop, mugs)).containsExactlyInAnyOrder(old + " [user]", emil + " [buyer]");
    }

    private static List<String> acting(Shop shop, CustomerId organization) {
        return shop.loyalty().customers().people(organization).stream()
                .filter(time -> time.until() == null)
                .map((ContactPerson time) -> time.person() + " " + time.roles())
                .toList();
    }

    @Test
    void who_is_one_is_not_suggested_and_who_was_told_apart_stays_so() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz", Identifier.email("anna@example.org"));
        CustomerId old = person(shop, "Anna Kurz", Identifier.email("anna+1@example.org"));
        CustomerId aunt = person(shop, "Anna Kurz", Identifier.email("anna+2@example.org"));
        var duplicates = shop.loyalty().duplicates();
        duplicates.record(Distinction.of(shop.aKey(), old, aunt));
        assertThat(duplicates.of(anna, 10)).hasSize(2);
        merged(shop, anna, old);

        assertThat(duplicates.of(anna, 10)).isEmpty();
        assertThat(duplicates.of(old, 10)).isEmpty();
        assertThat(duplicates.of(aunt, 10)).isEmpty();
        duplicates.index(null, 100);
        assertThat(duplicates.page(null, 100).pairs()).isEmpty();
        assertThat(duplicates.distinctions(anna)).hasSize(1);
        unmerged(shop, old);
        assertThat(duplicates.of(anna, 10))
                .extracting(candidate -> candidate.customer().id())
                .containsExactly(aunt);
        assertThat(duplicates.of(old, 10)).isEmpty();
    }

    @Test
    void all_of_one_are_told_and_erased_together() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz", NEW_CARD);
        CustomerId old = person(shop, "A. " + MARKER, PHONE, Identifier.email(MARKER + "@example.org"));
        say(shop, old, "hobby", MARKER);
        add(shop, old, Task.of(MARKER));
        merged(shop, anna, old);
        say(shop, anna, "hobby", MARKER + " too");
        add(shop, anna, Task.of("for both of them"));
        StringWriter file = new StringWriter();
        shop.loyalty().privacy().export(old, file);
        assertThat(file.toString())
                .contains("Anna Kurz", "A. " + MARKER, MARKER + " too", "for both of them", MARKER + "@example.org");

        shop.loyalty()
                .privacy()
                .erase(Erasure.of(shop.aKey(), old, Erasure.Why.ASKED_FOR, IDA))
                .orThrow();

        assertThat(everythingKept()).noneMatch(text -> text.contains(MARKER));
        for (CustomerId each : List.of(anna, old)) {
            assertThat(shop.loyalty().privacy().receipt(each)).isPresent();
            assertThat(shop.loyalty().customers().get(each).isErased()).isTrue();
            assertThatThrownBy(() -> shop.loyalty().duplicates().unmerge(Unmerge.of(shop.aKey(), each)))
                    .isInstanceOf(UnknownCustomerException.class);
        }
        assertThat(shop.loyalty().customers().look(PHONE)).isEmpty();
        assertThat(shop.loyalty().privacy().suppressedSince(PHONE)).isPresent();
        assertThat(shop.loyalty()
                        .history()
                        .timeline(TimelineQuery.of(old).only(TimelineEntry.Kind.TASK), 10)
                        .items())
                .isEmpty();
    }

    @Test
    void a_customer_stands_for_so_many_and_no_more() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz");
        for (int i = 0; i < Customer.ABSORBED_MAX; i++) {
            merged(shop, anna, person(shop, "" + i));
        }
        assertThat(shop.loyalty().customers().get(anna).absorbed()).isEqualTo(Customer.ABSORBED_MAX);
        CustomerId more = person(shop, "one more");
        assertThatThrownBy(() -> merged(shop, anna, more))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        thrown -> assertThat(codes(thrown)).containsExactly(Violation.Code.TOO_MANY_ITEMS));
    }

    @Test
    void a_transaction_that_fails_leaves_both_as_they_were() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz");
        CustomerId old = person(shop, "A. Kurz", OLD_CARD);
        assertThatThrownBy(() -> shop.loyalty().inTransaction(tx -> {
                    tx.duplicates().merge(Merge.of(shop.aKey(), anna, old)).orThrow();
                    assertThat(tx.customers().find(OLD_CARD)).map(Customer::id).contains(anna);
                    assertThat(tx.customers().get(old).id()).isEqualTo(anna);
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(shop.loyalty().customers().find(OLD_CARD)).map(Customer::id).contains(old);
        assertThat(shop.loyalty().duplicates().merges(old)).isEmpty();
        assertThat(shop.loyalty().customers().get(anna).absorbed()).isZero();
    }

    @RepeatedTest(10)
    void whoever_is_sold_to_while_two_become_one_loses_no_point() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz");
        CustomerId old = person(shop, "A. Kurz");
        shop.gives(anna, 100, "");
        Together.run(4, worker -> () -> {
            if (worker == 0) {
                return ConcurrencyPromises.untilNotBusy(
                        () -> shop.loyalty().duplicates().merge(Merge.of(CommandKey.of("merge"), anna, old)));
            }
            for (int i = 0; i < 4; i++) {
                Purchase purchase = Purchase.of(CommandKey.of("sale " + worker + " " + i), worker == 1 ? anna : old)
                        .line(PurchaseLine.goods("1", Shop.euro("10.00")))
                        .build();
                ConcurrencyPromises.untilNotBusy(
                        () -> shop.loyalty().till().record(purchase).orThrow());
            }
            return true;
        });
        boolean one = shop.loyalty().customers().get(old).id().equals(anna);
        long sum = shop.available(anna) + (one ? 0 : shop.available(old));
        assertThat(sum).isEqualTo(100 + 12 * 10);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @RepeatedTest(10)
    void of_two_who_merge_the_same_two_in_both_ways_one_is_refused() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz", NEW_CARD);
        CustomerId old = person(shop, "A. Kurz", OLD_CARD);
        List<MergeAnswer> answers = Together.run(
                2,
                worker -> () -> ConcurrencyPromises.untilNotBusy(() -> shop.loyalty()
                        .duplicates()
                        .merge(Merge.of(
                                CommandKey.of("merge " + worker),
                                worker == 0 ? anna : old,
                                worker == 0 ? old : anna))));
        assertThat(answers).filteredOn(MergeAnswer.Done.class::isInstance).hasSize(1);
        assertThat(answers).contains(new MergeAnswer.Refused(Refusal.ALREADY_MERGED));
        Customer survivor = shop.loyalty().customers().get(anna);
        assertThat(shop.loyalty().customers().get(old)).isEqualTo(survivor);
        assertThat(survivor.identifiers()).containsExactlyInAnyOrder(NEW_CARD, OLD_CARD);
        assertThat(survivor.absorbed()).isEqualTo(1);
    }
}
