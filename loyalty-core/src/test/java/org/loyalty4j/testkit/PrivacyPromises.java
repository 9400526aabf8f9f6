package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.loyalty4j.ErasureAnswer;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.ContactPersonChange;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.IdentifierChange;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.ProfileChange;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.exchange.Field;
import org.loyalty4j.exchange.ImportPlan;
import org.loyalty4j.exchange.ImportReport;
import org.loyalty4j.history.Agreement;
import org.loyalty4j.history.Consent;
import org.loyalty4j.history.ContactAnswer;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryChange;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.NewEntry;
import org.loyalty4j.history.Participant;
import org.loyalty4j.history.Task;
import org.loyalty4j.history.TimelineEntry;
import org.loyalty4j.history.TimelineQuery;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.points.Points;
import org.loyalty4j.privacy.Erasure;
import org.loyalty4j.privacy.ErasureReceipt;
import org.loyalty4j.privacy.PersonalData;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.Claim;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.Undo;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.store.StoreBusyException;

/** What a store promises about persons who are erased. */
abstract class PrivacyPromises extends DuplicatePromises {

    /** Stands in everything that tells of a person. */
    protected static final String MARKER = "Xyzzyquux";

    private static final Actor DPO = new Actor("officer");
    private static final Identifier PHONE = Identifier.phone("+49 170 7770777");
    private static final Identifier EMAIL = Identifier.email(MARKER + "@example.org");

    /**
     * Returns everything that is kept, as texts, however it is kept; to be overridden where a store can be looked at from
     * beside. Without that nothing is looked at but what the store says itself.
     */
    protected List<String> everythingKept() {
        return List.of();
    }

    private static Erasure erasure(Shop shop, CustomerId customer) {
        return Erasure.of(shop.aKey(), customer, Erasure.Why.ASKED_FOR, DPO);
    }

    private static ErasureReceipt erased(Shop shop, CustomerId customer) {
        return shop.loyalty().privacy().erase(erasure(shop, customer)).orThrow();
    }

    private static String file(Loyalty loyalty, CustomerId customer) {
        StringWriter to = new StringWriter();
        long rows = loyalty.privacy().export(customer, to);
        assertThat(to.toString().lines().count()).isGreaterThan(rows);
        return to.toString();
    }

    private static CustomerId firm(Shop shop) {
        return shop.loyalty()
                .customers()
                .enroll(NewCustomer.organization(shop.aKey()).named("Tea Ltd"))
                .orThrow()
                .id();
    }

    /** Enrolls somebody of whom everything is known that can be. */
    private static CustomerId known(Shop shop, CustomerId firm) {
        Loyalty loyalty = shop.loyalty();
        CustomerId anna = loyalty.customers()
                .enroll(NewCustomer.person(CommandKey.of("enrolls"))
                        .named("Anna " + MARKER)
                        .foundBy(PHONE)
                        .foundBy(EMAIL)
                        .card("CARD" + MARKER)
                        .by(new Actor(MARKER))
                        .from(new Source("pos")))
                .orThrow()
                .id();
        loyalty.customers()
                .change(ProfileChange.of(shop.aKey(), anna)
                        .with(Attribute.BIRTH_DATE, AttributeValue.of(LocalDate.parse("1980-02-29")))
                        .with("hobby", AttributeValue.of(MARKER))
                        .by(new Actor(MARKER)));
        loyalty.customers().change(ProfileChange.of(shop.aKey(), anna).with("hobby", AttributeValue.of(MARKER + " 2")));
        loyalty.customers()
                .change(IdentifierChange.block(shop.aKey(), anna, Identifier.card("CARD" + MARKER))
                        .by(new Actor(MARKER), MARKER));
        loyalty.customers().change(ContactPersonChange.of(shop.aKey(), firm, anna, "buyer"));
        Participant reached = Participant.customer(anna).at(EMAIL);
        Interaction call = Interaction.held(
                        "phone", Interaction.Direction.INBOUND, shop.clock().instant())
                .saying(MARKER)
                .with(reached);
        loyalty.history().add(NewEntry.of(shop.aKey(), anna, call).by(new Actor(MARKER)));
        Entry<Task> task = loyalty.history().add(NewEntry.of(shop.aKey(), anna, Task.of(MARKER)));
        loyalty.history()
                .change(EntryChange.of(shop.aKey(), task, task.item().by(new Actor("tom")))
                        .by(DPO, MARKER));
        Entry<Interaction> order = loyalty.history()
                .add(NewEntry.of(
                        shop.aKey(),
                        firm,
                        Interaction.held(
                                        "phone",
                                        Interaction.Direction.INBOUND,
                                        shop.clock().instant())
                                .saying("Wants tea")
                                .with(reached)
                                .with(Participant.employee(new Actor("tom")))));
        loyalty.history().change(EntryChange.of(shop.aKey(), order, order.item().saying("Wants coffee")));
        loyalty.history()
                .add(NewEntry.of(
                                shop.aKey(),
                                anna,
                                Consent.granted("email", "news", "terms 7")
                                        .at(EMAIL)
                                        .proved(MARKER))
                        .from(new Source("web")));
        loyalty.history().add(NewEntry.of(shop.aKey(), anna, Consent.bounced("email", EMAIL)));
        loyalty.guests()
                .record(GuestPurchase.of(Purchase.of(CommandKey.of("guest"), CustomerId.NOBODY)
                                .line(PurchaseLine.goods("1", Shop.euro("3.00")))
                                .build())
                        .markedBy(EMAIL));
        loyalty.guests()
                .record(GuestPurchase.of(Purchase.of(CommandKey.of("unclaimed"), CustomerId.NOBODY)
                                .line(PurchaseLine.goods("1", Shop.euro("3.00")))
                                .build())
                        .markedBy(EMAIL)
                        .markedBy(Identifier.handle("chat", "somebody")));
        loyalty.guests()
                .claim(Claim.of(shop.aKey(), anna, CommandKey.of("guest")).by(new Actor(MARKER), MARKER));
        shop.buys(anna, "25.00");
        loyalty.accounts()
                .adjust(Adjustment.of(shop.aKey(), anna, Points.of(50), MARKER, new Actor(MARKER)))
                .orThrow();
        Purchase back = shop.buys(anna, "8.00");
        loyalty.till()
                .voidPurchase(PurchaseVoid.of(shop.aKey(), anna, back.key()).by(new Actor(MARKER), MARKER));
        CommandKey redeemed = shop.redeems(anna, 10);
        loyalty.rewards()
                .undo(Undo.ofAll(shop.aKey(), anna, redeemed).by(new Actor(MARKER), MARKER))
                .orThrow();
        shop.redeems(anna, 5);
        return anna;
    }

    @Test
    void I_55_nothing_is_left_of_who_was_erased_and_the_ledger_still_holds() {
        Shop shop = shop();
        CustomerId firm = firm(shop);
        CustomerId anna = known(shop, firm);
        long balance = shop.available(anna);
        assertThat(everythingKept())
                .satisfiesAnyOf(
                        none -> assertThat(none).isEmpty(),
                        some -> assertThat(some).anyMatch(text -> text.contains(MARKER)));

        ErasureReceipt receipt = erased(shop, anna);

        assertThat(everythingKept())
                .noneMatch(text ->
                        text.toLowerCase(java.util.Locale.ROOT).contains(MARKER.toLowerCase(java.util.Locale.ROOT)))
                .noneMatch(text -> text.contains("7770777"))
                .noneMatch(text -> text.contains("1980-02-29"));
        assertThat(file(shop.loyalty(), anna))
                .doesNotContainIgnoringCase(MARKER)
                .doesNotContain("7770777");
        assertThat(shop.loyalty().customers().get(anna).isErased()).isTrue();
        assertThat(shop.loyalty().customers().attributes(anna)).isEmpty();
        assertThat(shop.loyalty().customers().identifiers(anna)).isEmpty();
        assertThat(shop.loyalty().customers().find(EMAIL)).isEmpty();
        assertThat(shop.loyalty().customers().look(PHONE)).isEmpty();
        assertThat(shop.loyalty().customers().people(firm)).allMatch(time -> time.until() != null);
        assertThat(shop.loyalty().guests().find(EMAIL, 10)).isEmpty();
        assertThat(shop.loyalty().guests().find(Identifier.handle("chat", "somebody"), 10))
                .hasSize(1);
        assertThat(shop.loyalty().duplicates().page(null, 100).pairs()).isEmpty();
        assertThat(shop.loyalty().history().work(WorkList.of(anna), 10).items()).isEmpty();
        Entry<Interaction> order =
                shop.loyalty().history().card(firm).lastContacts().get(0);
        assertThat(order.item().summary()).isEqualTo("Wants coffee");
        assertThat(order.item().participants())
                .contains(Participant.customer(anna))
                .hasSize(2);
        assertThat(shop.available(anna)).isEqualTo(balance);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
        assertThat(receipt.counts().keySet())
                .containsAll(EnumSet.of(
                        PersonalData.NAME,
                        PersonalData.IDENTIFIER,
                        PersonalData.ATTRIBUTE,
                        PersonalData.CONTACT_PERSON,
                        PersonalData.ENTRY,
                        PersonalData.CONSENT,
                        PersonalData.PARTICIPATION,
                        PersonalData.COMMAND));
        assertThat(receipt.counts())
                .containsEntry(PersonalData.PARTICIPATION, 2L)
                .containsEntry(PersonalData.IDENTIFIER, 3L);
        assertThat(shop.loyalty().privacy().receipt(anna)).contains(receipt);
        assertThat(shop.loyalty().privacy().receipts(null, 10)).containsExactly(receipt);
        assertThat(shop.loyalty().privacy().receipts(anna, 10)).isEmpty();
    }

    @Test
    void what_proves_an_agreement_stays_without_where_and_the_ledger_goes_on() {
        Shop shop = shop();
        CustomerId firm = firm(shop);
        CustomerId anna = known(shop, firm);
        Purchase bought = shop.buys(anna, "40.00");

        erased(shop, anna);

        List<Entry<?>> left = new ArrayList<>();
        shop.loyalty().history().card(anna).consents().forEach(left::add);
        assertThat(left).singleElement().satisfies(entry -> {
            Consent consent = (Consent) entry.item();
            assertThat(consent.wording()).isEqualTo("terms 7");
            assertThat(consent.contactPoint()).isNull();
            assertThat(consent.proof()).isNull();
            assertThat(entry.source()).isEqualTo(new Source("web"));
            assertThat(entry.author()).isNull();
        });
        assertThat(shop.loyalty()
                        .history()
                        .mayContact(anna, "email", "news", null)
                        .allowed())
                .isFalse();
        long before = shop.loyalty().accounts().balance(anna).available().minor();
        shop.loyalty()
                .till()
                .voidPurchase(PurchaseVoid.of(shop.aKey(), anna, bought.key()))
                .orThrow();
        assertThat(shop.loyalty().accounts().balance(anna).available().minor()).isEqualTo(before - 40);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void B_108_B_109_one_is_erased_once_and_not_while_something_is_open() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        shop.gives(anna, 50, "");
        shop.loyalty()
                .rewards()
                .hold(HoldRequest.of(Redemption.of(shop.aKey(), anna, Points.of(20)), Duration.ofDays(1)))
                .orThrow();
        shop.loyalty()
                .history()
                .add(NewEntry.of(
                        shop.aKey(),
                        anna,
                        Agreement.of("lease", "Lease", LocalDate.parse("2026-01-01"), ZoneOffset.UTC)));
        Erasure request = erasure(shop, anna);

        assertThat(shop.loyalty().privacy().erase(request))
                .isEqualTo(new ErasureAnswer.Refused(Set.of(Erasure.Open.HOLD, Erasure.Open.AGREEMENT)));
        assertThat(shop.loyalty().customers().get(anna).name()).contains("Anna");

        ErasureAnswer.Done done = (ErasureAnswer.Done) shop.loyalty().privacy().erase(request.evenIfOpen());
        assertThat(done.replayed()).isFalse();
        assertThat(done.receipt().forced()).isTrue();
        assertThat(done.receipt().open()).containsExactly(Erasure.Open.HOLD, Erasure.Open.AGREEMENT);
        shop.on("2026-03-01");
        assertThat(shop.loyalty().privacy().erase(request.evenIfOpen()))
                .isEqualTo(new ErasureAnswer.Done(done.receipt(), true));
        assertThat(shop.loyalty().privacy().erase(erasure(shop, anna)))
                .isEqualTo(new ErasureAnswer.Done(done.receipt(), true));
        assertThatThrownBy(() ->
                        shop.loyalty().privacy().erase(Erasure.of(request.key(), ben, Erasure.Why.ASKED_FOR, DPO)))
                .isInstanceOf(KeyReusedException.class);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void nothing_brings_back_who_was_erased() {
        Shop shop = shop();
        NewCustomer request = NewCustomer.person(CommandKey.of("row 1"))
                .named("Anna")
                .foundBy(EMAIL)
                .foundBy(PHONE);
        CustomerId anna = shop.loyalty().customers().enroll(request).orThrow().id();
        erased(shop, anna);

        assertThatThrownBy(() -> shop.loyalty().customers().enroll(request))
                .isInstanceOf(UnknownCustomerException.class);
        assertThatThrownBy(() -> shop.loyalty()
                        .customers()
                        .change(ProfileChange.of(shop.aKey(), anna).named("Anna")))
                .isInstanceOf(UnknownCustomerException.class);
        assertThatThrownBy(() -> shop.loyalty().history().add(NewEntry.of(shop.aKey(), anna, Task.of("Call"))))
                .isInstanceOf(UnknownCustomerException.class);
        ImportReport report = shop.loyalty()
                .imports()
                .run(
                        ImportPlan.customers("old")
                                .column("key", Field.KEY)
                                .column("name", Field.NAME)
                                .column("email", Field.EMAIL)
                                .column("phone", Field.PHONE),
                        new StringReader("key,name,email,phone\nrow 2,Anna," + EMAIL.value()
                                + ",\nrow 3,Anna,,+49 (170) 777-0777\nrow 4,Ben,ben@example.org,\n"),
                        ok -> true);
        assertThat(report.written()).isEqualTo(1);
        assertThat(report.problems())
                .hasSize(2)
                .allMatch(problem -> problem.toString().contains("PERSON_ERASED"));
        assertThat(shop.loyalty().privacy().suppressedSince(PHONE))
                .contains(shop.clock().instant());
        assertThat(shop.loyalty().privacy().suppressedSince(Identifier.email("ben@example.org")))
                .isEmpty();
    }

    @Test
    void scenario_48_who_comes_back_is_contacted_only_after_agreeing_anew() {
        Shop shop = shop();
        NewCustomer request = NewCustomer.person(shop.aKey()).named("Anna").foundBy(EMAIL);
        erased(shop, shop.loyalty().customers().enroll(request).orThrow().id());
        shop.on("2026-02-01");
        CustomerId again = shop.loyalty()
                .customers()
                .enroll(NewCustomer.person(shop.aKey()).named("Anna").foundBy(EMAIL))
                .orThrow()
                .id();
        shop.loyalty()
                .history()
                .add(NewEntry.of(
                        shop.aKey(), again, Consent.granted("email", "news", Consent.Basis.LEGITIMATE_INTEREST)));
        shop.loyalty()
                .history()
                .add(NewEntry.of(
                                shop.aKey(),
                                again,
                                Consent.granted("email", "offers", "terms 1").given(Shop.day("2025-12-01")))
                        .from(new Source("web")));

        for (Identifier point : new Identifier[] {EMAIL, null}) {
            for (String purpose : List.of("news", "offers")) {
                assertThat(shop.loyalty()
                                .history()
                                .mayContact(again, "email", purpose, point)
                                .why())
                        .isEqualTo(ContactAnswer.Why.SUPPRESSED);
            }
        }
        shop.on("2026-02-02");
        shop.loyalty()
                .history()
                .add(NewEntry.of(shop.aKey(), again, Consent.granted("email", "news", "terms 2"))
                        .from(new Source("web")));
        assertThat(shop.loyalty()
                        .history()
                        .mayContact(again, "email", "news", EMAIL)
                        .allowed())
                .isTrue();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void what_others_have_of_an_identifier_stays_theirs() {
        Shop shop = shop();
        CustomerId anna = shop.loyalty()
                .customers()
                .enroll(NewCustomer.person(shop.aKey()).foundBy(PHONE).named("Anna"))
                .orThrow()
                .id();
        shop.loyalty().customers().change(IdentifierChange.end(shop.aKey(), anna, PHONE));
        CustomerId ben = shop.loyalty()
                .customers()
                .enroll(NewCustomer.person(shop.aKey()).foundBy(PHONE).named("Ben"))
                .orThrow()
                .id();

        erased(shop, anna);

        assertThat(shop.loyalty().customers().look(PHONE).flatMap(KnownIdentifier::customer))
                .contains(ben);
        assertThat(shop.loyalty().customers().history(PHONE))
                .extracting(known -> known.customer().orElse(null))
                .doesNotContain(anna)
                .contains(ben);

        erased(shop, ben);

        // It was nobody's but theirs; what is left is a number that two had of whom nothing is known.
        assertThat(shop.loyalty().customers().find(PHONE)).isEmpty();
        CustomerId carl = shop.loyalty()
                .customers()
                .enroll(NewCustomer.person(shop.aKey()).foundBy(PHONE).named("Carl"))
                .orThrow()
                .id();
        assertThat(shop.loyalty().customers().get(carl).identifiers()).contains(PHONE);
    }

    @Test
    void an_erasure_that_fails_leaves_everything() {
        Shop shop = shop();
        CustomerId firm = firm(shop);
        CustomerId anna = known(shop, firm);
        String before = file(shop.loyalty(), anna);
        assertThat(before)
                .contains(MARKER)
                .contains("1980-02-29")
                .contains("EARN")
                .contains("terms 7");

        assertThatThrownBy(() -> shop.loyalty().inTransaction(tx -> {
                    tx.privacy().erase(erasure(shop, anna)).orThrow();
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");

        assertThat(file(shop.loyalty(), anna)).isEqualTo(before);
        assertThat(shop.loyalty().privacy().receipts(null, 5)).isEmpty();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void an_export_tells_nothing_of_others() {
        Shop shop = shop();
        CustomerId other = shop.aCustomer("Beatrix Plover");
        CustomerId anna = shop.aCustomer("Anna");
        shop.loyalty()
                .history()
                .add(NewEntry.of(
                                shop.aKey(),
                                anna,
                                Interaction.held(
                                                "phone",
                                                Interaction.Direction.INBOUND,
                                                shop.clock().instant())
                                        .saying("=1+1")
                                        .with(Participant.customer(other).at(Identifier.email("plover@example.org")))
                                        .with(Participant.employee(new Actor("tom"))))
                        .by(new Actor("tom")));

        assertThat(file(shop.loyalty(), anna))
                .contains("\"Anna\"")
                .contains("\"'=1+1\"")
                .doesNotContain("plover")
                .doesNotContain(other.value().toString())
                .doesNotContain("\"tom\"");
    }

    /** What is told to be busy did nothing, and whoever asked begins again. */
    private static <R> R again(Supplier<R> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (StoreBusyException busy) {
                if (attempt == 100) {
                    throw busy;
                }
            }
        }
    }

    private static String writing(Shop shop, CustomerId anna, int thread) {
        if (thread == 0) {
            again(() -> shop.loyalty()
                    .privacy()
                    .erase(Erasure.of(CommandKey.of("erase"), anna, Erasure.Why.ASKED_FOR, DPO)));
            return "erased";
        }
        try {
            for (int i = 0; i < 5; i++) {
                CommandKey key = CommandKey.of("w" + thread + "-" + i);
                String name = MARKER + i;
                switch (thread) {
                    case 1 -> again(() -> shop.loyalty().history().add(NewEntry.of(key, anna, Task.of(MARKER))));
                    case 2 ->
                        again(() -> shop.loyalty()
                                .customers()
                                .change(ProfileChange.of(key, anna).named(name)));
                    default ->
                        again(() -> shop.loyalty()
                                .till()
                                .record(Purchase.of(key, anna)
                                        .line(PurchaseLine.goods("1", Shop.euro("2.00")))
                                        .build()));
                }
            }
            return "written";
        } catch (UnknownCustomerException gone) {
            return "refused";
        }
    }

    @RepeatedTest(5)
    void F_43_what_is_written_while_one_is_erased_is_erased_or_refused() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        List<String> came = Together.run(4, thread -> () -> writing(shop, anna, thread));

        assertThat(came).contains("erased");
        assertThat(everythingKept()).noneMatch(text -> text.contains(MARKER));
        assertThat(shop.loyalty()
                        .history()
                        .timeline(TimelineQuery.of(anna).only(TimelineEntry.Kind.TASK), 50)
                        .items())
                .isEmpty();
        assertThat(shop.loyalty().customers().get(anna).name()).isEmpty();
        assertThat(shop.loyalty().history().work(WorkList.of(anna), 10).items()).isEmpty();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void without_a_key_nobody_is_erased() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Loyalty without = Loyalty.over(store()).clock(shop.clock()).build();

        assertThatThrownBy(() -> without.privacy().erase(erasure(shop, anna)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("suppressionKey");
    }
}
