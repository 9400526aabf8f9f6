package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Duplicates;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.BlockingKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Distinction;
import org.loyalty4j.customer.DuplicateCandidate;
import org.loyalty4j.customer.DuplicateCandidate.Reason;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.IdentifierChange;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.ProfileChange;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.ProfileChanges;

/** What a store promises about customers who may be one. */
abstract class DuplicatePromises extends PhonePromises {

    private static CustomerId enrolled(Shop shop, NewCustomer customer) {
        return shop.loyalty().customers().enroll(customer).orThrow().id();
    }

    private static CustomerId person(Shop shop, String name) {
        return enrolled(shop, NewCustomer.person(shop.aKey()).named(name));
    }

    private static void born(Shop shop, CustomerId customer, String date) {
        shop.loyalty()
                .customers()
                .change(ProfileChange.of(shop.aKey(), customer)
                        .with(Attribute.BIRTH_DATE, AttributeValue.of(LocalDate.parse(date))));
    }

    private static List<CustomerId> found(Loyalty loyalty, CustomerId customer) {
        return loyalty.duplicates().of(customer, 100).stream()
                .map(candidate -> candidate.customer().id())
                .toList();
    }

    private static Map.Entry<Integer, Set<Reason>> only(List<DuplicateCandidate> candidates) {
        assertThat(candidates).hasSize(1);
        return Map.entry(candidates.get(0).score(), candidates.get(0).reasons());
    }

    @Test
    void who_shares_a_name_and_a_day_of_birth_is_suggested_to_both() {
        Shop shop = shop();
        CustomerId one = person(shop, "Пётр Иванов");
        CustomerId other = person(shop, "Ivanov, Petr");
        CustomerId third = person(shop, "Anna Petrova");
        assertThat(found(shop.loyalty(), one)).isEmpty();
        born(shop, one, "1980-02-29");
        born(shop, other, "1980-02-29");
        born(shop, third, "1980-02-29");

        assertThat(found(shop.loyalty(), one)).containsExactly(other);
        assertThat(only(shop.loyalty().duplicates().of(other, 1)))
                .isEqualTo(Map.entry(55, Set.of(Reason.SAME_NAME, Reason.SAME_BIRTH_DATE)));
        assertThat(found(shop.loyalty(), third)).isEmpty();
    }

    @Test
    void a_family_that_shares_a_phone_is_not_suggested_and_the_same_person_is() {
        Shop shop = shop();
        CustomerId mother = enrolled(
                shop, NewCustomer.person(shop.aKey()).named("Maria Sidorova").phone("+7 912 345-67-89"));
        NewCustomer daughter =
                NewCustomer.person(shop.aKey()).named("Elena Sidorova").phone("8 912 345 67 89");
        NewCustomer again =
                NewCustomer.person(shop.aKey()).named("Sidorova Mariya").phone("8 912 345 67 89");
        NewCustomer nameless = NewCustomer.person(shop.aKey()).phone("8 912 345 67 89");
        NewCustomer firm = NewCustomer.organization(shop.aKey()).phone("8 912 345 67 89");

        assertThat(shop.loyalty().duplicates().of(daughter, 5)).isEmpty();
        assertThat(shop.loyalty().duplicates().of(firm, 5)).isEmpty();
        assertThat(only(shop.loyalty().duplicates().of(again, 5)))
                .isEqualTo(Map.entry(60, Set.of(Reason.SAME_PHONE, Reason.SIMILAR_NAME)));
        assertThat(only(shop.loyalty().duplicates().of(nameless, 5)))
                .isEqualTo(Map.entry(40, Set.of(Reason.SAME_PHONE)));
        // Asking enrolls nobody.
        assertThat(enrolled(shop, again)).isNotEqualTo(mother);
    }

    @Test
    void what_is_changed_replaced_or_ended_is_compared_as_it_is_now() {
        Shop shop = shop();
        CustomerId anna = enrolled(
                shop,
                NewCustomer.person(shop.aKey())
                        .named("Anna Beck")
                        .foundBy(Identifier.email("anna.beck+shop@gmail.com")));
        CustomerId other = enrolled(
                shop,
                NewCustomer.person(shop.aKey())
                        .named("Hanna Bek")
                        .foundBy(Identifier.email("annabeck@googlemail.com")));

        assertThat(only(shop.loyalty().duplicates().of(anna, 5)))
                .isEqualTo(Map.entry(70, Set.of(Reason.SAME_EMAIL, Reason.SIMILAR_NAME)));
        shop.loyalty()
                .customers()
                .change(IdentifierChange.end(shop.aKey(), other, Identifier.email("annabeck@googlemail.com")));
        assertThat(found(shop.loyalty(), anna)).isEmpty();
        shop.loyalty()
                .customers()
                .change(ProfileChange.of(shop.aKey(), other)
                        .named("Berta Meyer")
                        .with(Attribute.TAX_ID, AttributeValue.of("DE 12/345")));
        shop.loyalty()
                .customers()
                .change(ProfileChange.of(shop.aKey(), anna).with(Attribute.TAX_ID, AttributeValue.of("de12345")));
        // The same number, and names that nobody mistakes: not enough.
        assertThat(found(shop.loyalty(), anna)).isEmpty();
        shop.loyalty().customers().change(ProfileChange.of(shop.aKey(), other).named("Anna Beck-Meyer"));
        assertThat(only(shop.loyalty().duplicates().of(anna, 5)))
                .isEqualTo(Map.entry(80, Set.of(Reason.SAME_TAX_ID, Reason.SIMILAR_NAME)));
    }

    @Test
    void who_is_remembered_not_to_be_one_is_not_suggested_again() {
        Shop shop = shop();
        CustomerId one = enrolled(
                shop, NewCustomer.person(shop.aKey()).named("Jan Novak").foundBy(Identifier.email("jan@example.org")));
        CustomerId other = enrolled(
                shop,
                NewCustomer.person(shop.aKey()).named("Jan Novák").foundBy(Identifier.email("jan+2@example.org")));
        CustomerId third = enrolled(
                shop,
                NewCustomer.person(shop.aKey()).named("Jan Novak").foundBy(Identifier.email("jan+3@example.org")));
        assertThat(found(shop.loyalty(), one)).containsExactly(other, third);
        Distinction request = Distinction.of(shop.aKey(), other, one).by(new Actor("clerk"), "father and son");

        Distinction.Known known = shop.loyalty().duplicates().record(request);

        assertThat(known.other(one)).isEqualTo(other);
        assertThat(known.first()).isLessThan(known.second());
        assertThat(found(shop.loyalty(), one)).containsExactly(third);
        assertThat(found(shop.loyalty(), other)).containsExactly(third);
        assertThat(found(shop.loyalty(), third)).containsExactly(one, other);
        shop.clock().advance(java.time.Duration.ofDays(1));
        assertThat(shop.loyalty().duplicates().record(request)).isEqualTo(known);
        assertThat(shop.loyalty().duplicates().record(Distinction.of(shop.aKey(), one, other)))
                .isEqualTo(known);
        assertThat(shop.loyalty().duplicates().distinctions(one)).containsExactly(known);
        assertThat(shop.loyalty().duplicates().distinctions(other)).containsExactly(known);
        assertThat(shop.loyalty().duplicates().distinctions(third)).isEmpty();
        assertThatThrownBy(() -> shop.loyalty().duplicates().record(Distinction.of(request.key(), one, third)))
                .isInstanceOf(KeyReusedException.class);
    }

    @Test
    void what_cannot_be_meant_is_refused_and_leaves_nothing() {
        Shop shop = shop();
        CustomerId one = person(shop, "Jan Novak");
        CustomerId nobody = new CustomerId(new UUID(0x7123L, 0x8123L));

        assertThatThrownBy(() -> Distinction.of(shop.aKey(), one, one)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> shop.loyalty().duplicates().record(Distinction.of(shop.aKey(), one, nobody)))
                .isInstanceOf(UnknownCustomerException.class);
        assertThatThrownBy(() -> shop.loyalty().duplicates().of(nobody, 5))
                .isInstanceOf(UnknownCustomerException.class);
        assertThatThrownBy(() -> shop.loyalty().duplicates().distinctions(nobody))
                .isInstanceOf(UnknownCustomerException.class);
        for (int count : new int[] {0, -1, 100_000}) {
            assertThatThrownBy(() -> shop.loyalty().duplicates().of(one, count))
                    .isInstanceOf(InvalidRequestException.class);
            assertThatThrownBy(() -> shop.loyalty().duplicates().page(null, count))
                    .isInstanceOf(InvalidRequestException.class);
            assertThatThrownBy(() -> shop.loyalty().duplicates().index(null, count))
                    .isInstanceOf(InvalidRequestException.class);
        }
        assertThat(shop.loyalty().duplicates().distinctions(one)).isEmpty();
    }

    @Test
    void page_after_page_each_two_come_once() {
        Shop shop = shop();
        List<CustomerId> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(enrolled(
                    shop,
                    NewCustomer.person(shop.aKey())
                            .named(i % 3 == 0 ? "Carl Otto" : i % 3 == 1 ? "Dora Paul" : "Emil Quast")
                            .foundBy(Identifier.email("box" + i % 3 + "+" + i + "@example.org"))));
        }
        Set<Set<CustomerId>> expected = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                if ((i - j) % 3 == 0) {
                    expected.add(Set.of(all.get(i), all.get(j)));
                }
            }
        }
        for (int size : new int[] {1, 5, 100}) {
            List<Set<CustomerId>> pairs = new ArrayList<>();
            CustomerId after = null;
            do {
                Duplicates.Pairs page = shop.loyalty().duplicates().page(after, size);
                page.pairs()
                        .forEach(pair -> pairs.add(Set.of(
                                pair.customer(), pair.candidate().customer().id())));
                after = page.next();
            } while (after != null);
            assertThat(pairs).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void what_very_many_share_tells_nothing() {
        Shop shop = shop();
        CustomerId first = null;
        for (int i = 0; i <= Duplicates.SHARED_MAX; i++) {
            CustomerId next = enrolled(
                    shop, NewCustomer.person(shop.aKey()).foundBy(Identifier.email("till+" + i + "@shop.example")));
            first = first == null ? next : first;
            int others = i == Duplicates.SHARED_MAX ? 0 : i;
            if (i == 1 || i >= Duplicates.SHARED_MAX - 1) {
                assertThat(found(shop.loyalty(), first)).hasSize(others);
            }
        }
    }

    @Test
    void a_transaction_finds_what_it_wrote_and_leaves_nothing_when_it_fails() {
        Shop shop = shop();
        CustomerId one = enrolled(shop, NewCustomer.person(shop.aKey()).foundBy(Identifier.email("one@example.org")));
        NewCustomer again = NewCustomer.person(shop.aKey()).foundBy(Identifier.email("one+again@example.org"));
        CustomerId stranger = person(shop, "Emil Quast");

        assertThatThrownBy(() -> shop.loyalty().inTransaction(tx -> {
                    CustomerId inside = tx.customers().enroll(again).orThrow().id();
                    assertThat(found(tx, one)).containsExactly(inside);
                    assertThat(found(tx, inside)).containsExactly(one);
                    tx.duplicates().record(Distinction.of(shop.aKey(), inside, one));
                    assertThat(found(tx, one)).isEmpty();
                    tx.duplicates().record(Distinction.of(shop.aKey(), stranger, one));
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");

        assertThat(found(shop.loyalty(), one)).isEmpty();
        assertThat(shop.loyalty().duplicates().distinctions(one)).isEmpty();
        CustomerId other = enrolled(shop, again);
        assertThat(found(shop.loyalty(), one)).containsExactly(other);
    }

    @Test
    void who_was_enrolled_before_keys_were_kept_is_found_once_indexed() {
        Shop shop = shop();
        List<CustomerId> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(enrolled(
                    shop, NewCustomer.person(shop.aKey()).foundBy(Identifier.email("box+" + i + "@example.org"))));
        }
        // As it was written before there were keys.
        BlockingKey key = BlockingKey.of("email box@example.org");
        assertThat(list(reader -> List.copyOf(reader.duplicates()
                        .holders(Set.of(key, BlockingKey.of("nobody's")), 3)
                        .entrySet())))
                .containsExactly(Map.entry(key, all.subList(0, 3)));
        Changes changes = Changes.none();
        all.subList(1, 5).forEach(id -> changes.profiles().keys().add(new ProfileChanges.Key(key, id, false)));
        changes.profiles().keys().add(new ProfileChanges.Key(key, all.get(4), true));
        write(all, changes);
        assertThat(list(reader -> List.copyOf(reader.duplicates().held(all.get(4), Set.of(key)))))
                .containsExactly(key);
        assertThat(found(shop.loyalty(), all.get(0))).containsExactly(all.get(4));

        CustomerId next = null;
        long written = 0;
        do {
            Duplicates.Indexed page = shop.loyalty().duplicates().index(next, 2);
            written += page.written();
            next = page.next();
        } while (next != null);

        assertThat(written).isEqualTo(3);
        assertThat(found(shop.loyalty(), all.get(0))).containsExactlyElementsOf(all.subList(1, 5));
        assertThat(shop.loyalty().duplicates().index(null, 100).written()).isZero();
    }

    @RepeatedTest(10)
    void of_two_who_enroll_at_the_same_time_each_finds_the_other_afterwards() {
        Shop shop = shop();
        List<CustomerId> both = Together.run(
                2,
                worker -> () -> ConcurrencyPromises.untilNotBusy(() -> enrolled(
                        shop,
                        NewCustomer.person(org.loyalty4j.command.CommandKey.of("worker " + worker))
                                .named("Emil Quast")
                                .foundBy(Identifier.email("emil+" + worker + "@example.org")))));

        assertThat(found(shop.loyalty(), both.get(0))).containsExactly(both.get(1));
        assertThat(found(shop.loyalty(), both.get(1))).containsExactly(both.get(0));
    }

    @RepeatedTest(5)
    void of_several_who_tell_the_same_two_apart_at_once_all_get_the_same_answer() {
        Shop shop = shop();
        CustomerId one = person(shop, "Jan Novak");
        CustomerId other = person(shop, "Jan Novak");

        List<Distinction.Known> known = Together.run(
                4,
                worker -> () -> ConcurrencyPromises.untilNotBusy(() -> shop.loyalty()
                        .duplicates()
                        .record(Distinction.of(
                                org.loyalty4j.command.CommandKey.of("worker " + worker / 2),
                                worker % 2 == 0 ? one : other,
                                worker % 2 == 0 ? other : one))));

        assertThat(new HashSet<>(known)).hasSize(1);
        assertThat(shop.loyalty().duplicates().distinctions(one)).hasSize(1);
    }
}
