package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Enrollment;
import org.loyalty4j.IdentifierAnswer;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.ContactPersonChange;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.IdentifierChange;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.customer.KnownIdentifier.Status;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.Profile;
import org.loyalty4j.customer.ProfileChange;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.LostRaceException;
import org.loyalty4j.store.StoreException;

/** What a store promises about who customers are. */
abstract class ProfilePromises extends CustomerPromises {

    private static final Actor CLERK = new Actor("clerk 9 ☎");
    private static final Identifier OLD = Identifier.card("1111-2222");
    private static final Identifier NEW = Identifier.card("3333-4444");

    private static CustomerId organization(Shop shop, String name) {
        return shop.loyalty()
                .customers()
                .enroll(NewCustomer.organization(shop.aKey()).named(name))
                .orThrow()
                .id();
    }

    private static ProfileChange change(Shop shop, CustomerId customer) {
        return ProfileChange.of(shop.aKey(), customer).by(CLERK, "told on the phone");
    }

    @Test
    void what_is_said_of_a_customer_is_kept_in_every_kind() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        var said = new TreeMap<String, AttributeValue>();
        said.put(Attribute.BIRTH_DATE, AttributeValue.of(LocalDate.of(1996, 2, 29)));
        said.put(Attribute.PLACE, AttributeValue.of("Zürich 🏔"));
        said.put(Attribute.PREFERENCES, AttributeValue.of(List.of("tea, green", "\"quoted\"", "ё")));
        said.put("children", AttributeValue.of(3));
        said.put("largest", AttributeValue.of(new BigDecimal("999999999999999.123456")));
        said.put("least", AttributeValue.of(new BigDecimal("-0.000001")));
        said.put("walks", AttributeValue.of(false));
        ProfileChange request = change(shop, anna).from(new Source("crm"));
        for (Map.Entry<String, AttributeValue> entry : said.entrySet()) {
            request = request.with(entry.getKey(), entry.getValue());
        }

        Profile profile = shop.loyalty().customers().change(request);

        assertThat(profile).isEqualTo(shop.loyalty().customers().profile(anna));
        said.forEach((name, value) -> assertThat(profile.value(name)).contains(value));
        assertThat(profile.text(Attribute.FULL_NAME)).contains("Anna");
        assertThat(profile.attributes()).hasSize(said.size() + 1);
        assertThat(said.keySet().stream().map(name -> profile.attributes().get(name)))
                .allSatisfy(attribute -> {
                    assertThat(attribute.actor()).isEqualTo(CLERK);
                    assertThat(attribute.source()).isEqualTo(new Source("crm"));
                });
        assertThat(profile.date(Attribute.BIRTH_DATE)).contains(LocalDate.of(1996, 2, 29));
    }

    @Test
    void what_was_said_before_is_kept_and_asked_for_by_time() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        var desk = shop.loyalty().customers();
        Instant enrolled = shop.clock().instant();
        shop.clock().advance(Duration.ofDays(1));
        desk.change(change(shop, anna).with(Attribute.LIFECYCLE_STAGE, AttributeValue.of("lead")));
        Instant lead = shop.clock().instant();
        shop.clock().advance(Duration.ofDays(10));
        desk.change(change(shop, anna)
                .with(Attribute.LIFECYCLE_STAGE, AttributeValue.of("customer"))
                .named("Anna Maria"));
        Instant customer = shop.clock().instant();
        shop.clock().advance(Duration.ofDays(10));
        Profile last = desk.change(change(shop, anna).without(Attribute.LIFECYCLE_STAGE));

        assertThat(last.lifecycleStage()).isEmpty();
        assertThat(last.customer().name()).contains("Anna Maria");
        assertThat(desk.profile(anna, lead).lifecycleStage()).contains("lead");
        assertThat(desk.profile(anna, lead.minusNanos(1000)).attributes()).containsOnlyKeys(Attribute.FULL_NAME);
        assertThat(desk.profile(anna, customer.minusNanos(1000)).text(Attribute.FULL_NAME))
                .contains("Anna");
        assertThat(desk.profile(anna, customer).text(Attribute.FULL_NAME)).contains("Anna Maria");
        assertThat(desk.profile(anna, customer).inStageSince()).contains(customer);
        assertThat(desk.attributes(anna).stream()
                        .map(attribute -> attribute.name() + " " + attribute.revision() + " " + attribute.from() + " "
                                + attribute.until()))
                .containsExactly(
                        Attribute.FULL_NAME + " 1 " + enrolled + " " + customer,
                        Attribute.FULL_NAME + " 2 " + customer + " null",
                        Attribute.LIFECYCLE_STAGE + " 1 " + lead + " " + customer,
                        Attribute.LIFECYCLE_STAGE + " 2 " + customer + " "
                                + shop.clock().instant(),
                        Attribute.LIFECYCLE_STAGE + " 3 " + shop.clock().instant() + " null");
    }

    @Test
    void what_is_said_as_it_is_known_makes_no_revision_and_a_repeat_nothing() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        var desk = shop.loyalty().customers();
        ProfileChange request = change(shop, anna).with("size", AttributeValue.of(new BigDecimal("40.0")));
        desk.change(request);
        shop.clock().advance(Duration.ofDays(1));

        desk.change(request);
        desk.change(change(shop, anna).with("size", AttributeValue.of(40)).without("never said"));
        shop.clock().advance(Duration.ofDays(-3));
        desk.change(change(shop, anna).with("size", AttributeValue.of(41)));

        List<Attribute> revisions = desk.attributes(anna).stream()
                .filter(attribute -> attribute.name().equals("size"))
                .toList();
        assertThat(revisions).hasSize(2);
        // A clock that goes back makes no time that ends before it began.
        assertThat(revisions.get(0).from()).isEqualTo(revisions.get(0).until());
        assertThatThrownBy(() -> desk.change(request.with("size", AttributeValue.of(42))))
                .isInstanceOfSatisfying(
                        KeyReusedException.class,
                        reused -> assertThat(reused.field()).isEqualTo("attributes"));
        assertThatThrownBy(() -> desk.profile(new CustomerId(new java.util.UUID(7, 7))))
                .isInstanceOf(UnknownCustomerException.class);
    }

    @Test
    void random_changes_of_a_profile_come_to_what_a_list_of_all_of_them_says() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Random random = new Random(7);
        Map<String, Optional<AttributeValue>> known = new HashMap<>();
        List<Map<String, Optional<AttributeValue>>> after = new ArrayList<>();
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            shop.clock().advance(Duration.ofSeconds(1 + random.nextInt(9000)));
            ProfileChange request = change(shop, anna).with("turn", AttributeValue.of(i));
            known.put("turn", Optional.of(AttributeValue.of(i)));
            for (int more = random.nextInt(4); more > 0; more--) {
                String name = "name " + random.nextInt(5);
                if (random.nextInt(3) == 0) {
                    request = request.without(name);
                    known.put(name, Optional.empty());
                } else {
                    AttributeValue value = AttributeValue.of("value " + random.nextInt(3));
                    request = request.with(name, value);
                    known.put(name, Optional.of(value));
                }
            }
            shop.loyalty().customers().change(request);
            after.add(Map.copyOf(known));
            times.add(shop.clock().instant());
        }
        for (int i = 0; i < times.size(); i++) {
            Profile then = shop.loyalty().customers().profile(anna, times.get(i));
            Map<String, AttributeValue> expected = new HashMap<>();
            after.get(i).forEach((name, value) -> value.ifPresent(said -> expected.put(name, said)));
            Map<String, AttributeValue> told = new HashMap<>();
            then.attributes().forEach((name, attribute) -> told.put(name, Objects.requireNonNull(attribute.value())));
            told.remove(Attribute.FULL_NAME);
            assertThat(told).isEqualTo(expected);
        }
        for (Attribute attribute : shop.loyalty().customers().attributes(anna)) {
            assertThat(attribute.until() == null || attribute.until().isAfter(attribute.from()))
                    .isTrue();
        }
    }

    @Test
    void a_lost_card_is_blocked_and_replaced_and_finds_nobody_any_more() {
        Shop shop = shop();
        var desk = shop.loyalty().customers();
        CustomerId anna = desk.enroll(
                        NewCustomer.person(shop.aKey()).named("Anna").card(OLD.value()))
                .orThrow()
                .id();
        shop.clock().advance(Duration.ofDays(3));

        IdentifierChange blocking =
                IdentifierChange.block(shop.aKey(), anna, OLD).by(CLERK, "lost");
        assertThat(desk.change(blocking).orThrow().identifiers()).isEmpty();
        assertThat(desk.find(OLD)).isEmpty();
        assertThat(desk.look(OLD).orElseThrow().status()).isEqualTo(Status.BLOCKED);
        IdentifierAnswer replaced = desk.change(IdentifierChange.replace(shop.aKey(), anna, OLD, NEW));

        assertThat(replaced.orThrow().identifiers()).containsExactly(NEW);
        assertThat(desk.find(NEW).map(Customer::id)).contains(anna);
        assertThat(desk.find(OLD)).isEmpty();
        assertThat(desk.identifiers(anna))
                .extracting(KnownIdentifier::status)
                .containsExactly(Status.REPLACED, Status.ACTIVE);
        assertThat(desk.history(OLD))
                .extracting(KnownIdentifier::status)
                .containsExactly(Status.ACTIVE, Status.BLOCKED, Status.REPLACED);
        assertThat(desk.history(OLD).get(1).reason()).isEqualTo("lost");
        assertThat(desk.history(OLD).get(1).actor()).isEqualTo(CLERK);
        assertThat(desk.change(blocking)).isEqualTo(new IdentifierAnswer.Done(replaced.orThrow(), true));
        assertThat(desk.change(IdentifierChange.unblock(shop.aKey(), anna, OLD)))
                .isEqualTo(new IdentifierAnswer.Refused(Refusal.IDENTIFIER_REPLACED));
        assertThat(desk.enroll(NewCustomer.person(shop.aKey()).card(OLD.value())))
                .isInstanceOf(Enrollment.Refused.class);
        assertThat(desk.get(anna)).isEqualTo(replaced.orThrow());
    }

    @Test
    void an_identifier_that_has_ended_may_be_somebody_elses_and_its_history_stays() {
        Shop shop = shop();
        var desk = shop.loyalty().customers();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        Identifier phone = Identifier.phone("+49 170 1234567");
        Identifier mail = Identifier.email("Anna.Ö@Example.ORG");
        Identifier chat = Identifier.handle("Telegram", "@anna");
        for (Identifier each : List.of(phone, mail, chat)) {
            desk.change(IdentifierChange.add(shop.aKey(), anna, each)).orThrow();
            assertThat(desk.find(each).map(Customer::id)).contains(anna);
        }
        assertThat(desk.find(Identifier.email("Anna.Ö@EXAMPLE.org"))).isPresent();

        assertThat(desk.change(IdentifierChange.add(shop.aKey(), ben, phone)))
                .isEqualTo(new IdentifierAnswer.Refused(Refusal.IDENTIFIER_TAKEN));
        assertThat(desk.change(IdentifierChange.end(shop.aKey(), ben, phone)))
                .isEqualTo(new IdentifierAnswer.Refused(Refusal.UNKNOWN_IDENTIFIER));
        desk.change(IdentifierChange.end(shop.aKey(), anna, phone)).orThrow();
        assertThat(desk.find(phone)).isEmpty();
        assertThat(desk.change(IdentifierChange.add(shop.aKey(), ben, phone))
                        .orThrow()
                        .identifiers())
                .containsExactly(Identifier.reference("Ben"), phone);

        assertThat(desk.find(phone).map(Customer::id)).contains(ben);
        assertThat(desk.get(anna).identifiers()).containsExactly(Identifier.reference("Anna"), mail, chat);
        assertThat(desk.history(phone)).extracting(KnownIdentifier::holder).containsExactly(anna, anna, ben);
        assertThat(desk.identifiers(anna))
                .extracting(KnownIdentifier::identifier)
                .doesNotContain(phone);
    }

    @Test
    void identifiers_stand_in_the_order_in_which_they_became_the_customers() {
        Shop shop = shop();
        var desk = shop.loyalty().customers();
        CustomerId anna = shop.aCustomer("Anna");
        Identifier first = Identifier.reference("Anna");
        desk.change(IdentifierChange.add(shop.aKey(), anna, OLD)).orThrow();
        desk.change(IdentifierChange.add(shop.aKey(), anna, NEW)).orThrow();
        desk.change(IdentifierChange.block(shop.aKey(), anna, first)).orThrow();
        desk.change(IdentifierChange.end(shop.aKey(), anna, OLD)).orThrow();

        Instant end = shop.clock().instant().plus(Duration.ofDays(9));
        desk.change(IdentifierChange.add(shop.aKey(), anna, NEW).until(end)).orThrow();
        desk.change(IdentifierChange.unblock(shop.aKey(), anna, first)).orThrow();
        desk.change(IdentifierChange.add(shop.aKey(), anna, OLD)).orThrow();

        assertThat(desk.get(anna).identifiers()).containsExactly(first, OLD, NEW);
        assertThat(maybe(reader -> reader.customers().find(anna))).contains(desk.get(anna));
        assertThat(desk.find(OLD)).contains(desk.get(anna));
    }

    @Test
    void an_identifier_that_is_good_until_a_time_finds_nobody_from_then_on() {
        Shop shop = shop();
        var desk = shop.loyalty().customers();
        CustomerId anna = shop.aCustomer("Anna");
        Instant end = shop.clock().instant().plus(Duration.ofDays(1));
        desk.change(IdentifierChange.add(shop.aKey(), anna, NEW).until(end)).orThrow();

        assertThat(maybe(reader -> reader.customers().find(NEW, end.minusNanos(1000))))
                .isPresent();
        assertThat(maybe(reader -> reader.customers().find(NEW, end))).isEmpty();
        assertThat(desk.find(NEW)).isPresent();
        desk.change(IdentifierChange.add(shop.aKey(), anna, NEW)).orThrow();
        assertThat(maybe(reader -> reader.customers().find(NEW, end))).isPresent();
    }

    @Test
    void cards_exist_before_anybody_has_them() {
        Shop shop = shop();
        var desk = shop.loyalty().customers();

        assertThat(desk.issue(List.of(OLD, NEW, OLD))).isEqualTo(2);
        assertThat(desk.issue(List.of(OLD))).isZero();
        assertThat(desk.issued(null, 9)).extracting(KnownIdentifier::identifier).containsExactly(OLD, NEW);
        assertThat(desk.issued(OLD, 9)).extracting(KnownIdentifier::identifier).containsExactly(NEW);
        assertThat(desk.issued(null, 1)).hasSize(1);
        assertThat(desk.look(OLD).orElseThrow().status()).isEqualTo(Status.ISSUED);
        assertThat(desk.find(OLD)).isEmpty();
        Customer anna =
                desk.enroll(NewCustomer.person(shop.aKey()).card(OLD.value())).orThrow();
        CustomerId ben = shop.aCustomer("Ben");
        desk.change(IdentifierChange.add(shop.aKey(), ben, NEW)).orThrow();

        assertThat(desk.issued(null, 9)).isEmpty();
        assertThat(desk.find(OLD)).contains(anna);
        assertThat(desk.find(NEW).map(Customer::id)).contains(ben);
        assertThat(desk.history(OLD)).extracting(KnownIdentifier::status).containsExactly(Status.ISSUED, Status.ACTIVE);
        assertThat(desk.issue(List.of(OLD))).isZero();
    }

    @Test
    void people_act_for_organizations_for_a_time_and_one_is_asked_first() {
        Shop shop = shop();
        var desk = shop.loyalty().customers();
        CustomerId mill = organization(shop, "Mill");
        CustomerId bank = organization(shop, "Bank");
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        Instant begun = shop.clock().instant();
        desk.change(ContactPersonChange.of(shop.aKey(), mill, anna, ContactPerson.BUYER, "Ünser 💬")
                .weighing(70)
                .first());
        shop.clock().advance(Duration.ofDays(30));
        Instant later = shop.clock().instant();
        ContactPersonChange asked = ContactPersonChange.of(shop.aKey(), mill, ben, ContactPerson.DECISION_MAKER)
                .weighing(100)
                .first()
                .by(CLERK, "new director");
        ContactPerson director = desk.change(asked);
        desk.change(ContactPersonChange.of(shop.aKey(), bank, anna, ContactPerson.USER));
        shop.clock().advance(Duration.ofDays(30));
        Instant left = shop.clock().instant();
        desk.change(ContactPersonChange.end(shop.aKey(), mill, anna));

        List<ContactPerson> people = desk.people(mill);
        assertThat(people).hasSize(3).contains(director);
        assertThat(people.get(0).covers(begun)).isTrue();
        assertThat(people.get(0).until()).isEqualTo(later);
        assertThat(people.get(0).roles()).containsExactly(ContactPerson.BUYER, "Ünser 💬");
        assertThat(people.get(1).main()).isFalse();
        assertThat(people.get(1).until()).isEqualTo(left);
        assertThat(people.get(1).influence()).isEqualTo(70);
        assertThat(people.stream().filter(time -> time.main() && time.covers(left)))
                .containsExactly(director);
        assertThat(desk.organizations(anna))
                .extracting(ContactPerson::organization)
                .containsExactly(mill, mill, bank);
        assertThat(desk.change(asked)).isEqualTo(director);
        assertThat(desk.people(mill)).isEqualTo(people);
        assertThat(codes(() -> desk.change(ContactPersonChange.end(shop.aKey(), mill, anna))))
                .containsExactly(Violation.Code.NOT_FOUND);
        assertThat(codes(() -> desk.change(ContactPersonChange.of(shop.aKey(), anna, ben, "x"))))
                .containsExactly(Violation.Code.BAD_RELATION);
        assertThat(codes(() -> desk.change(ContactPersonChange.of(shop.aKey(), mill, bank, "x"))))
                .containsExactly(Violation.Code.BAD_RELATION);
        assertThat(codes(() -> desk.change(
                        ContactPersonChange.of(shop.aKey(), mill, anna, "x").at(later))))
                .containsExactly(Violation.Code.EMPTY_RANGE);
    }

    private static List<Violation.Code> codes(Runnable call) {
        try {
            call.run();
            return List.of();
        } catch (InvalidRequestException invalid) {
            return invalid.violations().stream().map(Violation::code).toList();
        }
    }

    @Test
    void who_is_known_has_not_to_have_points() {
        // Only the store: no program is published, and so there is no purse.
        CustomerId anna = enrolled("Anna");
        Attribute said = new Attribute(anna, "size", 1, AttributeValue.of(40), Rows.NOW, null, null, null);
        Changes changes = Changes.none();
        changes.profiles().attributes().add(said);

        transact(tx -> {
            assertThat(tx.lock(Set.of(anna))).containsOnlyKeys(anna);
            tx.append(changes);
            assertThat(tx.profiles().attributes(anna)).containsExactly(said);
        });

        assertThat(list(reader -> reader.profiles().attributes(anna))).containsExactly(said);
    }

    @Test
    void who_is_not_locked_is_not_written_to_and_nobody_who_is_not_enrolled_is_locked() {
        CustomerId anna = enrolled("Anna");
        Changes changes = Changes.none();
        changes.profiles()
                .attributes()
                .add(new Attribute(anna, "size", 1, AttributeValue.of(40), Rows.NOW, null, null, null));

        assertThatThrownBy(() -> transact(tx -> tx.append(changes))).isInstanceOf(StoreException.class);
        transact(tx ->
                assertThat(tx.lock(Set.of(newcomer("Ben").customer().id()))).isEmpty());

        assertThat(list(reader -> reader.profiles().attributes(anna))).isEmpty();
    }

    @Test
    void a_revision_that_is_there_already_loses_the_race() {
        CustomerId anna = enrolled("Anna");
        Attribute said = new Attribute(anna, "size", 1, AttributeValue.of(40), Rows.NOW, null, null, null);
        Changes changes = Changes.none();
        changes.profiles().identifiers().add(KnownIdentifier.first(Identifier.reference("Anna"), anna, 2, Rows.NOW));

        transact(tx -> {
            tx.lock(Set.of(anna));
            Changes first = Changes.none();
            first.profiles().attributes().add(said);
            tx.append(first);
        });
        assertThatThrownBy(() -> transact(tx -> {
                    tx.lock(Set.of(anna));
                    tx.append(changes);
                }))
                .isInstanceOf(LostRaceException.class);

        assertThat(list(reader -> reader.profiles().identifiers(anna))).hasSize(1);
    }

    @Test
    void what_a_transaction_says_and_does_not_commit_is_seen_by_nobody() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId mill = organization(shop, "Mill");
        var desk = shop.loyalty().customers();

        assertThatThrownBy(() -> shop.loyalty().inTransaction(tx -> {
                    tx.customers().change(change(shop, anna).named("Anne").with("size", AttributeValue.of(40)));
                    tx.customers()
                            .change(IdentifierChange.replace(
                                    shop.aKey(), anna, Identifier.reference("Anna"), Identifier.reference("Anne")))
                            .orThrow();
                    tx.customers().change(ContactPersonChange.of(shop.aKey(), mill, anna, ContactPerson.USER));
                    assertThat(tx.customers().profile(anna).text(Attribute.FULL_NAME))
                            .contains("Anne");
                    assertThat(tx.customers().find(Identifier.reference("Anne")))
                            .isPresent();
                    assertThat(tx.customers().find(Identifier.reference("Anna")))
                            .isEmpty();
                    assertThat(tx.customers().people(mill)).hasSize(1);
                    assertThat(tx.customers().organizations(anna)).hasSize(1);
                    // Points of the same customer in the same transaction.
                    tx.accounts()
                            .adjust(Adjustment.of(shop.aKey(), anna, org.loyalty4j.points.Points.of(5), "sorry", CLERK))
                            .orThrow();
                    throw new IllegalStateException("the host's own trouble");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(desk.attributes(anna))
                .extracting(attribute -> attribute.name() + attribute.value())
                .containsExactly(Attribute.FULL_NAME + AttributeValue.of("Anna"));
        assertThat(desk.get(anna).name()).contains("Anna");
        assertThat(desk.find(Identifier.reference("Anna")).map(Customer::id)).contains(anna);
        assertThat(desk.look(Identifier.reference("Anne"))).isEmpty();
        assertThat(desk.people(mill)).isEmpty();
        assertThat(shop.available(anna)).isZero();
    }
}
