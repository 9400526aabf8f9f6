package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Enrollment;
import org.loyalty4j.IdentifierAnswer;
import org.loyalty4j.Loyalty;
import org.loyalty4j.PhoneForms;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.IdentifierChange;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.customer.KnownIdentifier.Status;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.PhoneNormalizer;
import org.loyalty4j.customer.ProfileChange;
import org.loyalty4j.history.Pipeline;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.PurchaseLine;

/** What a store promises about phones and in which ways they are written, and about the stages of customers. */
abstract class PhonePromises extends ProfilePromises {

    private static final String LOCAL = "0171 2345678";
    private static final Identifier FORM = Identifier.phone("491712345678");

    /** Knows one country, and only numbers that are written with its 0 or with a plus. */
    private record OneCountry(String name, String code) implements PhoneNormalizer {

        @Override
        public Optional<String> normalize(String given) {
            String clean = given.replaceAll("[^0-9+]", "");
            if (clean.startsWith("+")) {
                return Optional.of(clean);
            }
            return clean.startsWith("0") ? Optional.of("+" + code + clean.substring(1)) : Optional.empty();
        }
    }

    private static final PhoneNormalizer GERMAN = new OneCountry("one-DE", "49");
    private static final PhoneNormalizer SWISS = new OneCountry("one-CH", "41");

    private static Loyalty with(Shop shop, PhoneNormalizer current, PhoneNormalizer... earlier) {
        return Loyalty.over(shop.store())
                .clock(shop.clock())
                .phones(current, earlier)
                .build();
    }

    private static CustomerId enrolled(Shop shop, Loyalty loyalty, String phone) {
        return loyalty.customers()
                .enroll(NewCustomer.person(shop.aKey()).phone(phone))
                .orThrow()
                .id();
    }

    private static Optional<CustomerId> found(Loyalty loyalty, String phone) {
        return loyalty.customers().find(Identifier.phone(phone)).map(Customer::id);
    }

    @Test
    void a_phone_is_found_in_whichever_way_it_is_written() {
        Shop shop = shop();
        Loyalty loyalty = with(shop, GERMAN);
        CustomerId anna = enrolled(shop, loyalty, LOCAL);

        for (String writing : List.of(LOCAL, "+49 171 2345678", "(0171) 234-5678", "491712345678")) {
            assertThat(found(loyalty, writing)).contains(anna);
        }
        assertThat(found(loyalty, "+41 171 2345678")).isEmpty();
        assertThat(loyalty.customers().get(anna).identifiers()).containsExactly(FORM);
        KnownIdentifier known =
                loyalty.customers().look(Identifier.phone(LOCAL)).orElseThrow();
        assertThat(known.identifier().given()).isEqualTo(LOCAL);
        assertThat(known.identifier().normalizer()).isEqualTo("one-DE");
        assertThat(known.toString() + known.identifier()).doesNotContain("2345678");
    }

    @Test
    void a_phone_belongs_to_one_customer_in_all_its_writings() {
        Shop shop = shop();
        Loyalty loyalty = with(shop, GERMAN);
        CustomerId anna = enrolled(shop, loyalty, "+49 171 2345678");
        CustomerId ben = enrolled(shop, loyalty, "0171 9999999");

        assertThat(loyalty.customers().enroll(NewCustomer.person(shop.aKey()).phone(LOCAL)))
                .isEqualTo(new Enrollment.Refused(Refusal.IDENTIFIER_TAKEN, Identifier.Kind.PHONE));
        Identifier local = Identifier.phone(LOCAL);
        assertThat(loyalty.customers().change(IdentifierChange.add(shop.aKey(), ben, local)))
                .isEqualTo(new IdentifierAnswer.Refused(Refusal.IDENTIFIER_TAKEN));
        loyalty.customers()
                .change(IdentifierChange.block(shop.aKey(), anna, local))
                .orThrow();
        assertThat(found(loyalty, "+49 171 2345678")).isEmpty();
        loyalty.customers()
                .change(IdentifierChange.end(shop.aKey(), anna, local))
                .orThrow();
        loyalty.customers()
                .change(IdentifierChange.add(shop.aKey(), ben, local))
                .orThrow();
        assertThat(found(loyalty, "+49 171 2345678")).contains(ben);
        assertThat(loyalty.customers().look(FORM).orElseThrow().identifier().given())
                .isEqualTo(LOCAL);
        assertThat(loyalty.customers().history(local))
                .extracting(one -> one.identifier().given())
                .containsExactly("+49 171 2345678", "+49 171 2345678", "+49 171 2345678", LOCAL);
    }

    @Test
    void two_writings_of_one_phone_are_one_identifier() {
        Shop shop = shop();
        Loyalty loyalty = with(shop, GERMAN);
        CustomerId anna = loyalty.customers()
                .enroll(NewCustomer.person(shop.aKey()).phone(LOCAL).phone("+49 171 2345678"))
                .orThrow()
                .id();

        assertThat(loyalty.customers().identifiers(anna)).hasSize(1);
        loyalty.customers()
                .change(IdentifierChange.replace(
                        shop.aKey(), anna, Identifier.phone(LOCAL), Identifier.phone("+49 171 2345678")))
                .orThrow();
        assertThat(found(loyalty, LOCAL)).contains(anna);
    }

    @Test
    void what_a_normalizer_cannot_read_is_written_by_another_one() {
        Shop shop = shop();
        Loyalty loyalty = with(shop, GERMAN, SWISS);
        CustomerId anna = enrolled(shop, loyalty, "171 2345678");

        assertThat(found(loyalty, "171-2345678")).contains(anna);
        assertThat(loyalty.customers().identifiers(anna))
                .extracting(one -> one.identifier().normalizer())
                .containsExactly(PhoneNormalizer.PLAIN);
        assertThatThrownBy(() -> Identifier.phone("12")).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void phones_are_written_anew_in_pages_and_keep_their_history() {
        Shop shop = shop();
        List<CustomerId> customers = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            customers.add(enrolled(shop, shop.loyalty(), "0171 234567" + i));
        }
        Loyalty loyalty = with(shop, GERMAN);
        Identifier blocked = Identifier.phone("01712345673");
        loyalty.customers()
                .change(IdentifierChange.block(shop.aKey(), customers.get(3), blocked))
                .orThrow();

        PhoneForms.Report first = loyalty.maintenance().phones().page(null, 3);
        assertThat(first.written()).isEqualTo(3);
        assertThat(first.isFinished()).isFalse();
        assertThat(found(loyalty, "+49 171 2345670")).contains(customers.get(0));
        assertThat(found(loyalty, "+49 171 2345676")).isEmpty();
        assertThat(found(loyalty, "0171 2345676")).contains(customers.get(6));
        PhoneForms.Sum rest = loyalty.maintenance().phones().run(page -> true);
        assertThat(rest).isEqualTo(new PhoneForms.Sum(4, 4, 0, 0, true));
        assertThat(loyalty.maintenance().phones().run(page -> true)).isEqualTo(new PhoneForms.Sum(0, 0, 0, 0, true));

        for (int i = 0; i < 7; i++) {
            Optional<CustomerId> expected = i == 3 ? Optional.empty() : Optional.of(customers.get(i));
            assertThat(found(loyalty, "0171 234567" + i)).isEqualTo(expected);
            assertThat(found(loyalty, "+49 171 234567" + i)).isEqualTo(expected);
        }
        assertThat(loyalty.customers().look(blocked).orElseThrow().status()).isEqualTo(Status.BLOCKED);
        assertThat(loyalty.customers().history(Identifier.phone("01712345670")))
                .extracting(KnownIdentifier::status)
                .contains(Status.ACTIVE, Status.REPLACED)
                .hasSize(3);
        assertThat(loyalty.customers().get(customers.get(0)).identifiers())
                .containsExactly(Identifier.phone("491712345670"));
    }

    @Test
    void phones_that_would_fall_together_stay_as_they_are_and_are_told() {
        Shop shop = shop();
        CustomerId anna = enrolled(shop, shop.loyalty(), LOCAL);
        CustomerId ben = enrolled(shop, shop.loyalty(), "+49 171 2345678");
        Loyalty loyalty = with(shop, GERMAN);

        for (int i = 0; i < 2; i++) {
            List<PhoneForms.Alike> alike = new ArrayList<>();
            PhoneForms.Sum sum = loyalty.maintenance().phones().run(page -> {
                alike.addAll(page.alike());
                return true;
            });
            assertThat(sum.alike()).isEqualTo(1);
            assertThat(alike).singleElement().satisfies(pair -> {
                assertThat(pair.other().holder()).isEqualTo(anna);
                assertThat(pair.there().holder()).isEqualTo(ben);
            });
            assertThat(found(loyalty, LOCAL)).contains(anna);
            assertThat(found(loyalty, "+49 171 2345678")).contains(ben);
        }
        loyalty.customers().change(IdentifierChange.end(shop.aKey(), ben, FORM)).orThrow();
        assertThat(loyalty.maintenance().phones().run(page -> true).written()).isEqualTo(1);
        assertThat(found(loyalty, "+49 171 2345678")).contains(anna);
    }

    @Test
    void another_country_writes_anew_from_what_was_given() {
        Shop shop = shop();
        CustomerId anna = enrolled(shop, with(shop, GERMAN), LOCAL);
        Loyalty loyalty = with(shop, SWISS, GERMAN);

        assertThat(found(loyalty, LOCAL)).contains(anna);
        assertThat(loyalty.maintenance().phones().run(page -> false).written()).isEqualTo(1);
        assertThat(found(loyalty, "+41 171 2345678")).contains(anna);
        assertThat(found(loyalty, LOCAL)).contains(anna);
        assertThat(found(loyalty, "+49 171 2345678")).isEmpty();
    }

    @Test
    void a_guest_is_found_by_a_phone_in_another_writing() {
        Shop shop = shop();
        Loyalty loyalty = with(shop, GERMAN);
        loyalty.guests()
                .record(GuestPurchase.of(shop.aPurchase(CustomerId.NOBODY)
                                .line(PurchaseLine.goods("1", Shop.euro("60.00")))
                                .build())
                        .markedBy(Identifier.phone(LOCAL))
                        .markedBy(Identifier.phone("+49 171 2345678")));

        assertThat(loyalty.guests().find(Identifier.phone("+49 (171) 2345678"), 10))
                .singleElement()
                .satisfies(guest -> assertThat(guest.guest().marks()).containsExactly(FORM));
        assertThat(loyalty.guests().find(Identifier.phone("01712345678"), 1)).hasSize(1);
    }

    @Test
    void customers_go_from_stage_to_stage_as_the_shop_says_and_the_log_says_why() {
        Shop shop = shop();
        Pipeline stages = Pipeline.of("customers", "lead")
                .leading("lead", "customer", "lost")
                .leading("customer", "lost");
        var desk = Loyalty.over(shop.store())
                .clock(shop.clock())
                .lifecycle(stages)
                .build()
                .customers();
        CustomerId anna = shop.aCustomer("Anna");
        Actor clerk = new Actor("clerk 9");

        desk.change(stage(shop, anna, "lead").by(clerk, "asked at the fair"));
        desk.change(stage(shop, anna, "customer").by(clerk, "bought"));
        for (String wrong : List.of("lead", "friend")) {
            assertThatThrownBy(() -> desk.change(stage(shop, anna, wrong)))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining(wrong.equals("lead") ? "STAGE_NOT_ALLOWED" : "NOT_FOUND");
        }
        assertThatThrownBy(() -> desk.change(ProfileChange.of(shop.aKey(), anna).without(Attribute.LIFECYCLE_STAGE)))
                .isInstanceOf(InvalidRequestException.class);
        assertThat(desk.change(stage(shop, anna, "lost")).lifecycleStage()).contains("lost");
        assertThat(desk.attributes(anna).stream()
                        .filter(one -> one.name().equals(Attribute.LIFECYCLE_STAGE))
                        .map(Attribute::reason))
                .containsExactly("asked at the fair", "bought", null);
    }

    private static ProfileChange stage(Shop shop, CustomerId customer, String stage) {
        return ProfileChange.of(shop.aKey(), customer).with(Attribute.LIFECYCLE_STAGE, AttributeValue.of(stage));
    }
}
