package org.loyalty4j.examples;

import static org.loyalty4j.examples.SupplierShop.TOM;

import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.ContactPersonChange;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.IdentifierChange;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.ProfileChange;

/** The customers of the story, and who acts for them. */
final class SupplierPeople {

    /** A name that would end a page which does not take care. */
    static final String BAKERY_NAME = "Brot <b>&\"Butter\"</b>";

    /** What the first customer of the story is found by. */
    static final Identifier BAKERY_NUMBER = Identifier.reference("C-1001");

    private static final Identifier OLD_CARD = Identifier.card("SUP-1001-01");
    private static final Identifier NEW_CARD = Identifier.card("SUP-1001-02");

    private final SupplierDesk desk;
    private final CustomerId bakery;
    private final CustomerId anna;
    private final CustomerId bruno;
    private final CustomerId carla;
    private final CustomerId cafe;
    private final CustomerId hotel;

    private SupplierPeople(SupplierDesk desk) {
        this.desk = desk;
        bakery = enroll(bakeryRequest());
        anna = enroll(person("anna", "Anna Roth").phone("+49 431 555011").foundBy(annasMail()));
        bruno = enroll(person("bruno", "Bruno Keil").foundBy(Identifier.email("bruno@brot-butter.example")));
        carla = enroll(person("carla", "Carla Voß").phone("+49 431 555017"));
        cafe = enroll(organization("cafe", "Café İncir").reference("C-1002").phone("+49 431 555020"));
        hotel = enroll(organization("hotel", "Hotel Möwe").reference("C-1003").phone("+49 431 555030"));
    }

    /** Enrolls everybody; those who are enrolled stay as they are. */
    static SupplierPeople enrolled(SupplierDesk desk) {
        return new SupplierPeople(desk);
    }

    /** Who is enrolled first of all. */
    static NewCustomer bakeryRequest() {
        return organization("bakery", BAKERY_NAME)
                .foundBy(BAKERY_NUMBER)
                .phone("+49 431 555010")
                .foundBy(OLD_CARD);
    }

    static Identifier annasMail() {
        return Identifier.email("anna@brot-butter.example");
    }

    private static NewCustomer organization(String key, String name) {
        return NewCustomer.organization(CommandKey.of("enroll " + key))
                .named(name)
                .by(TOM);
    }

    private static NewCustomer person(String key, String name) {
        return NewCustomer.person(CommandKey.of("enroll " + key)).named(name).by(TOM);
    }

    private CustomerId enroll(NewCustomer request) {
        return desk.next().customers().enroll(request).orThrow().id();
    }

    CustomerId bakery() {
        return bakery;
    }

    /** Buys for the bakery until May. */
    CustomerId anna() {
        return anna;
    }

    /** Bakes. */
    CustomerId bruno() {
        return bruno;
    }

    /** Buys for the bakery from May on. */
    CustomerId carla() {
        return carla;
    }

    CustomerId cafe() {
        return cafe;
    }

    CustomerId hotel() {
        return hotel;
    }

    /** Says in January who acts for the bakery, and what is known of it. */
    void begin() {
        change(roles("roles anna", anna, ContactPerson.BUYER, ContactPerson.DECISION_MAKER)
                .weighing(80)
                .first());
        change(roles("roles bruno", bruno, ContactPerson.USER).weighing(30));
        desk.next()
                .customers()
                .change(ProfileChange.of(CommandKey.of("profile bakery"), bakery)
                        .with(Attribute.PLACE, AttributeValue.of("Kiel, two bakeries"))
                        .with("machines", AttributeValue.of("Ovens & scales that stand flour dust"))
                        .by(TOM));
    }

    /** In May Anna leaves the bakery, and Carla buys in her place. */
    void annaLeaves() {
        change(ContactPersonChange.end(CommandKey.of("roles anna end"), bakery, anna)
                .by(TOM, "works elsewhere"));
        change(roles("roles carla", carla, ContactPerson.BUYER).weighing(60).first());
    }

    /** In October Bruno has a say in what is bought, too. */
    void brunoRises() {
        change(roles("roles bruno more", bruno, ContactPerson.USER, ContactPerson.DECISION_MAKER)
                .weighing(70));
    }

    /** The bakery has lost its card and is given another one. */
    void replaceCard() {
        desk.next()
                .customers()
                .change(IdentifierChange.replace(CommandKey.of("card 2"), bakery, OLD_CARD, NEW_CARD)
                        .by(SupplierShop.IDA, "lost"))
                .orThrow();
    }

    private ContactPersonChange roles(String key, CustomerId person, String... roles) {
        return ContactPersonChange.of(CommandKey.of(key), bakery, person, roles);
    }

    private void change(ContactPersonChange request) {
        Loyalty then = desk.next();
        then.customers().change(request);
    }
}
