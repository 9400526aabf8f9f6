package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.CustomerRecord.Operation;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.Membership;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.LostRaceException;
import org.loyalty4j.store.StoreException;

/** What a store promises about customers. */
abstract class CustomerPromises extends VisibilityPromises {

    @Test
    void a_customer_is_found_by_id_by_each_identifier_and_by_the_key_of_the_enrollment() {
        Customer tea = new Customer(
                new CustomerId(new UUID(0x7000L, 0x8000_0000_0000_0007L)),
                Customer.Kind.ORGANIZATION,
                null,
                List.of(Identifier.phone("+44 20 7946 0000"), Identifier.card("4711-A"), Identifier.reference("tea")),
                new Membership(Rows.NOW.minusSeconds(1), Rows.NOW),
                Rows.NOW);
        Newcomer enrolled = Newcomer.of(CommandKey.of("k1"), fingerprintOf("tea"), tea);

        enroll(enrolled);

        assertThat(maybe(reader -> reader.customers().find(tea.id()))).contains(tea);
        for (Identifier identifier : tea.identifiers()) {
            assertThat(maybe(reader -> reader.customers().find(identifier, Rows.NOW)))
                    .contains(tea);
        }
        assertThat(maybe(reader -> reader.customers().find(Operation.ENROLL, CommandKey.of("k1"))))
                .contains(enrolled.command());
    }

    @Test
    void nobody_is_found_by_what_nobody_has() {
        enrolled("Anna");

        assertThat(maybe(reader ->
                        reader.customers().find(newcomer("Ben").customer().id())))
                .isEmpty();
        assertThat(maybe(reader -> reader.customers().find(Identifier.reference("Ben"), Rows.NOW)))
                .isEmpty();
        assertThat(maybe(reader -> reader.customers().find(Identifier.card("Anna"), Rows.NOW)))
                .isEmpty();
        assertThat(maybe(reader -> reader.customers().find(Operation.ENROLL, CommandKey.of("enroll Ben"))))
                .isEmpty();
    }

    @Test
    void an_identifier_belongs_to_one_customer_and_the_second_loses_the_race() {
        enrolled("Anna");
        Newcomer other = newcomer("Ben");
        Customer ben = other.customer();
        Customer thief = new Customer(
                ben.id(),
                ben.kind(),
                ben.fullName(),
                List.of(Identifier.reference("Ben"), Identifier.reference("Anna")),
                ben.membership(),
                ben.recordedAt());

        assertThatThrownBy(() -> enroll(Newcomer.of(other.key(), other.command().fingerprint(), thief)))
                .isInstanceOf(LostRaceException.class);

        assertThat(maybe(reader -> reader.customers().find(ben.id()))).isEmpty();
        assertThat(maybe(reader -> reader.customers().find(Identifier.reference("Ben"), Rows.NOW)))
                .isEmpty();
        assertThat(maybe(reader -> reader.customers().find(Operation.ENROLL, other.key())))
                .isEmpty();
    }

    @Test
    void the_key_of_an_enrollment_is_used_once_and_the_second_loses_the_race() {
        Newcomer anna = newcomer("Anna");
        enroll(anna);
        Newcomer ben = newcomer("Ben");

        assertThatThrownBy(() -> enroll(Newcomer.of(anna.key(), ben.command().fingerprint(), ben.customer())))
                .isInstanceOf(LostRaceException.class);

        assertThat(maybe(reader -> reader.customers().find(Operation.ENROLL, anna.key())))
                .contains(anna.command());
        assertThat(maybe(reader -> reader.customers().find(ben.customer().id())))
                .isEmpty();
    }

    private static Customer left(Customer customer) {
        return customer.with(new Membership(customer.membership().joined(), Rows.NOW.plusSeconds(9)));
    }

    private static CustomerRecord departure(String key, Customer customer) {
        return new CustomerRecord(
                Operation.LEAVE,
                CommandKey.of(key),
                customer.id(),
                null,
                "moved to Zürich 🏔",
                null,
                Fingerprint.of().make(),
                Rows.NOW.plusSeconds(9));
    }

    private void leave(CustomerRecord command, Customer customer) {
        Changes changes = Changes.none();
        changes.customers().add(left(customer));
        changes.customerCommands().add(command);
        write(List.of(customer.id()), changes);
    }

    @Test
    void a_key_of_a_command_about_customers_is_used_once_by_each_operation() {
        Newcomer anna = newcomer("Anna");
        Newcomer ben = newcomer("Ben");
        enroll(anna);
        enroll(ben);
        CustomerRecord same = departure(anna.key().value(), anna.customer());

        leave(same, anna.customer());
        assertThatThrownBy(() -> leave(departure(anna.key().value(), ben.customer()), ben.customer()))
                .isInstanceOf(LostRaceException.class);

        assertThat(maybe(reader -> reader.customers().find(Operation.LEAVE, anna.key())))
                .contains(same);
        assertThat(maybe(reader -> reader.customers().find(Operation.ENROLL, anna.key())))
                .contains(anna.command());
        assertThat(maybe(reader -> reader.customers().find(Operation.LEAVE, ben.key())))
                .isEmpty();
        assertThat(maybe(reader -> reader.customers().find(ben.customer().id())))
                .contains(ben.customer());
    }

    @Test
    void a_customer_whom_nobody_opened_is_not_written_to() {
        Newcomer anna = newcomer("Anna");
        enroll(anna);
        Changes changes = Changes.none();
        changes.customerCommands().add(departure("leave", anna.customer()));

        assertThatThrownBy(() -> write(List.of(), changes)).isInstanceOf(StoreException.class);

        assertThat(maybe(reader -> reader.customers().find(Operation.LEAVE, CommandKey.of("leave"))))
                .isEmpty();
    }

    @Test
    void a_changed_customer_is_found_as_changed() {
        Newcomer anna = newcomer("Anna");
        enroll(anna);
        Customer left = left(anna.customer());

        leave(departure("leave", anna.customer()), anna.customer());

        assertThat(maybe(reader -> reader.customers().find(left.id()))).contains(left);
        assertThat(maybe(reader -> reader.customers().find(Identifier.reference("Anna"), Rows.NOW)))
                .contains(left);
        assertThat(list(reader -> reader.customers().page(null, 9))).containsExactly(left);
        assertThat(opened(opening(left.id())).membership()).isEqualTo(left.membership());
    }

    @Test
    void customers_are_paged_in_the_order_of_their_unsigned_ids_with_nobody_twice_or_missing() {
        List<CustomerId> ids = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            // Every second id has the highest bit set: a signed comparison would put those first.
            ids.add(new CustomerId(new UUID((i % 2 == 0 ? 0x8000_0000_0000_0000L : 0) | i * 7 % 25, (long) i << 60)));
        }
        ids.forEach(this::enrollUnder);

        assertThat(pages(7, null)).isEqualTo(ids.stream().sorted().toList());
        assertThat(pages(25, null)).hasSize(25);
        assertThat(pages(3, ids.stream().max(Comparator.naturalOrder()).orElseThrow()))
                .isEmpty();
    }

    @Test
    void pages_show_nobody_twice_or_missing_while_others_enroll() {
        List<CustomerId> before = new ArrayList<>();
        for (int i = 1; i <= 9; i++) {
            before.add(new CustomerId(new UUID(0x7000L, i * 10L)));
        }
        before.forEach(this::enrollUnder);

        List<CustomerId> seen = new ArrayList<>();
        CustomerId after = null;
        int late = 0;
        for (List<CustomerId> page = page(after, 2); !page.isEmpty(); page = page(after, 2)) {
            seen.addAll(page);
            after = page.get(page.size() - 1);
            // One of the pages that are past, one of those to come.
            enrollUnder(new CustomerId(new UUID(0x7000L, ++late)));
            enrollUnder(new CustomerId(new UUID(0x7000L, Math.min(95, 45 + late * 10L))));
            if (late == 4) {
                break;
            }
        }
        seen.addAll(pages(2, after));

        assertThat(seen).doesNotHaveDuplicates().containsAll(before).isSorted();
    }

    @Test
    void texts_come_back_as_they_were_written_up_to_255_emoji() {
        String emoji = "🧋".repeat(255);
        String accents = "Zoë Å ﬁ  two  blanks 'quoted' \"%_\\";
        Newcomer first = named(emoji);
        Newcomer second = named(accents);

        enroll(first);
        enroll(second);

        assertThat(maybe(reader -> reader.customers().find(first.customer().id())))
                .contains(first.customer());
        assertThat(maybe(reader -> reader.customers().find(second.customer().id())))
                .contains(second.customer());
        assertThat(maybe(reader -> reader.customers().find(Operation.ENROLL, first.key())))
                .contains(first.command());
    }

    @Test
    void keys_and_references_are_compared_letter_by_letter() {
        CustomerId anna = enrolled("anna");
        CustomerId capital = enrolled("ANNA");
        CustomerId accent = enrolled("ánna");

        assertThat(maybe(reader -> reader.customers().find(Identifier.reference("anna"), Rows.NOW)))
                .hasValueSatisfying(found -> assertThat(found.id()).isEqualTo(anna));
        assertThat(maybe(reader -> reader.customers().find(Identifier.reference("ANNA"), Rows.NOW)))
                .hasValueSatisfying(found -> assertThat(found.id()).isEqualTo(capital));
        assertThat(maybe(reader -> reader.customers().find(Identifier.reference("ánna"), Rows.NOW)))
                .hasValueSatisfying(found -> assertThat(found.id()).isEqualTo(accent));
    }

    private Newcomer named(String name) {
        Newcomer plain = newcomer("text");
        Customer customer = plain.customer();
        return Newcomer.of(
                CommandKey.of(name),
                plain.command().fingerprint(),
                new Customer(
                        customer.id(), customer.kind(), name, List.of(), customer.membership(), customer.recordedAt()));
    }

    private void enrollUnder(CustomerId id) {
        Customer customer = new Customer(
                id,
                Customer.Kind.PERSON,
                "Somebody",
                List.of(Identifier.reference(id.value().toString())),
                Membership.since(Rows.NOW),
                Rows.NOW);
        enroll(Newcomer.of(
                CommandKey.of(id.value().toString()), fingerprintOf(id.value().toString()), customer));
    }

    private List<CustomerId> page(@Nullable CustomerId after, int count) {
        return ask(reader -> reader.customers().page(after, count)).stream()
                .map(Customer::id)
                .toList();
    }

    private List<CustomerId> pages(int size, @Nullable CustomerId after) {
        List<CustomerId> all = new ArrayList<>();
        CustomerId last = after;
        for (List<CustomerId> page = page(last, size); !page.isEmpty(); page = page(last, size)) {
            assertThat(page).hasSizeLessThanOrEqualTo(size);
            all.addAll(page);
            assertThat(all).hasSizeLessThan(1_000);
            last = page.get(page.size() - 1);
        }
        return all;
    }
}
