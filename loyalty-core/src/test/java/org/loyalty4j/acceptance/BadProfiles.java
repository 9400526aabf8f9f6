package org.loyalty4j.acceptance;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.ContactPersonChange;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.IdentifierChange;
import org.loyalty4j.customer.Merge;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.PhoneNormalizer;
import org.loyalty4j.customer.Profile;
import org.loyalty4j.customer.ProfileChange;
import org.loyalty4j.customer.Unmerge;
import org.loyalty4j.history.Pipeline;

/** Bad requests about who customers are. */
final class BadProfiles {

    private static final CommandKey KEY = CommandKey.of("new");
    private static final CustomerId NOBODY = new CustomerId(new UUID(0x7123L, 0x8123L));

    private BadProfiles() {}

    static void add(Map<String, BadScene.Attempt> all) {
        values(all);
        attributes(all);
        identifiers(all);
        people(all);
    }

    private static PhoneNormalizer normalizer(String name) {
        return new PhoneNormalizer() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<String> normalize(String given) {
                return Optional.empty();
            }
        };
    }

    private static Profile staged(BadScene scene, String stage) {
        return Loyalty.over(scene.shop().store())
                .clock(scene.shop().clock())
                .lifecycle(Pipeline.of("customers", "lead").leading("lead", "customer"))
                .build()
                .customers()
                .change(ProfileChange.of(KEY, scene.berta).with(Attribute.LIFECYCLE_STAGE, AttributeValue.of(stage)));
    }

    private static void values(Map<String, BadScene.Attempt> all) {
        all.put("an attribute of any object", scene -> AttributeValue.ofObject(java.util.Locale.ROOT));
        all.put("an attribute of a broken number", scene -> AttributeValue.ofObject(1.5));
        all.put("an attribute with a list of numbers", scene -> AttributeValue.ofObject(List.of("Geheim", 7)));
        all.put("an attribute with a list of lists", scene -> AttributeValue.ofObject(List.of(List.of("Geheim"))));
        all.put("an attribute with a list with a gap", scene -> AttributeValue.ofObject(Arrays.asList("Geheim", null)));
        all.put("an attribute of nothing", scene -> AttributeValue.ofObject(null));
        all.put("an attribute of no text in a list", scene -> AttributeValue.of(List.of()));
        all.put("an attribute of 101 texts", scene -> {
            List<String> many = new ArrayList<>();
            for (int i = 0; i < 101; i++) {
                many.add("Geheim " + i);
            }
            return AttributeValue.of(many);
        });
        all.put("an attribute of 1,001 characters", scene -> AttributeValue.of("Geheim!".repeat(143)));
        all.put("an attribute of 1,000 emoji", scene -> AttributeValue.of("\ud83d\ude00".repeat(1000)));
        all.put("an attribute with a NUL", scene -> AttributeValue.of("Geheim\0"));
        all.put("an attribute of 1E+1000000000", scene -> AttributeValue.of(new BigDecimal("1E+1000000000")));
        all.put("an attribute of 1E-1000000000", scene -> AttributeValue.of(new BigDecimal("1E-1000000000")));
        all.put("an attribute of 0E-1000000000", scene -> AttributeValue.of(new BigDecimal("0E-1000000000")));
        all.put("an attribute of seven decimals", scene -> AttributeValue.of(new BigDecimal("0.0000001")));
        all.put("an attribute of LocalDate.MIN", scene -> AttributeValue.of(LocalDate.MIN));
    }

    private static ProfileChange of(BadScene scene) {
        return ProfileChange.of(KEY, scene.anna);
    }

    private static void attributes(Map<String, BadScene.Attempt> all) {
        all.put(
                "a change of a profile without any part",
                scene -> new ProfileChange(
                        BadRequests.missing(), BadRequests.missing(), BadRequests.missing(), null, null, null));
        all.put(
                "a change of a profile that says nothing",
                scene -> scene.loyalty().customers().change(of(scene)));
        all.put("10,000 attributes", scene -> {
            var many = new TreeMap<String, Optional<AttributeValue>>();
            for (int i = 0; i < 10_000; i++) {
                many.put("Geheim " + i, Optional.empty());
            }
            return new ProfileChange(KEY, scene.anna, many, null, null, null);
        });
        all.put("an attribute with a name of 1 KB", scene -> of(scene).without("Geheim ".repeat(150)));
        all.put("an attribute with a name of blanks", scene -> of(scene).without(" \u2003"));
        all.put(
                "the 201st attribute of a customer",
                scene -> scene.loyalty().inTransaction(tx -> {
                    for (int i = 0; i < 201; i++) {
                        tx.customers()
                                .change(ProfileChange.of(CommandKey.of("a" + i), scene.anna)
                                        .with("name " + i, AttributeValue.of(i)));
                    }
                    return true;
                }));
        all.put(
                "a birth date that is a text",
                scene -> of(scene).with(Attribute.BIRTH_DATE, AttributeValue.of("29.2.2023")));
        all.put(
                "a birth date in the future",
                scene -> scene.loyalty()
                        .customers()
                        .change(of(scene).with(Attribute.BIRTH_DATE, AttributeValue.of(LocalDate.of(2190, 1, 1)))));
        all.put(
                "a full name of 256 emoji",
                scene -> of(scene).with(Attribute.FULL_NAME, AttributeValue.of("\ud83d\ude00".repeat(256))));
        all.put(
                "a change of an unknown customer's profile",
                scene -> scene.loyalty()
                        .customers()
                        .change(ProfileChange.of(KEY, NOBODY).without("size")));
    }

    private static void identifiers(Map<String, BadScene.Attempt> all) {
        for (String bad : List.of("a@", "@b", "a@b@c", "geheim", "geheim @example.org")) {
            all.put("e-mail " + bad, scene -> Identifier.email(bad));
        }
        all.put("e-mail of 400 characters", scene -> Identifier.email("geheim@" + "e".repeat(393)));
        all.put("e-mail of two lines", scene -> Identifier.email("geheim@example.org\nto"));
        all.put("e-mail with blanks around it", scene -> Identifier.email(" Geheim.M\u00fcller+x@EXAMPLE.org "));
        all.put(
                "e-mail whose domain grows when it is written small",
                scene -> Identifier.email("geheim@" + "\u0130".repeat(240)));
        all.put("a handle of many signs", scene -> {
            Identifier once = Identifier.handle("Chat", " @ @@geheim");
            return once.equals(new Identifier(Identifier.Kind.HANDLE, once.value())) ? once : Identifier.phone("12");
        });
        all.put("a handle without a network", scene -> new Identifier(Identifier.Kind.HANDLE, "geheim"));
        all.put("a handle of a network with a colon", scene -> Identifier.handle("a:b", "geheim"));
        all.put("a handle of nobody", scene -> Identifier.handle("chat", "@"));
        all.put(
                "a change of an identifier without any part",
                scene -> new IdentifierChange(
                        BadRequests.missing(),
                        BadRequests.missing(),
                        BadRequests.missing(),
                        BadRequests.missing(),
                        null,
                        null,
                        null,
                        null,
                        null));
        Identifier phone = Identifier.phone("+49 151 12345678");
        all.put("a phone replaced by itself", scene -> IdentifierChange.replace(KEY, scene.anna, phone, phone));
        all.put(
                "a phone replaced by a card",
                scene -> IdentifierChange.replace(KEY, scene.anna, phone, Identifier.card("471112")));
        all.put(
                "a phone replaced by nothing",
                scene -> new IdentifierChange(
                        IdentifierChange.Kind.REPLACE, KEY, scene.anna, phone, null, null, null, null, null));
        all.put(
                "a phone blocked until a time",
                scene -> IdentifierChange.block(KEY, scene.anna, phone).until(Instant.parse("2030-01-01T00:00:00Z")));
        all.put(
                "a phone good until Instant.MAX",
                scene -> IdentifierChange.add(KEY, scene.anna, phone).until(Instant.MAX));
        all.put(
                "block somebody else's phone",
                scene -> scene.loyalty().customers().change(IdentifierChange.block(KEY, scene.berta, phone)));
        all.put(
                "add somebody else's phone",
                scene -> scene.loyalty().customers().change(IdentifierChange.add(KEY, scene.berta, phone)));
        all.put(
                "unblock a card that nobody has",
                scene -> scene.loyalty()
                        .customers()
                        .change(IdentifierChange.unblock(KEY, scene.anna, Identifier.card("99887766"))));
        all.put(
                "a normalizer that says it is the plain one",
                scene -> Loyalty.over(scene.shop().store()).phones(normalizer(PhoneNormalizer.PLAIN)));
        all.put(
                "a normalizer without a name",
                scene -> Loyalty.over(scene.shop().store()).phones(normalizer("")));
        all.put(
                "no normalizer",
                scene -> Loyalty.over(scene.shop().store()).phones(BadRequests.<PhoneNormalizer>missing()));
        all.put(
                "nine normalizers",
                scene -> Loyalty.over(scene.shop().store())
                        .phones(
                                normalizer("0"),
                                java.util.stream.IntStream.range(1, 9)
                                        .mapToObj(each -> normalizer("" + each))
                                        .toArray(PhoneNormalizer[]::new)));
        all.put(
                "phones anew after a card",
                scene -> scene.loyalty().maintenance().phones().page(Identifier.card("4711"), 10));
        all.put(
                "no phones anew",
                scene -> scene.loyalty().maintenance().phones().page(null, 0));
        all.put("a lifecycle stage that customers do not have", scene -> staged(scene, "friend"));
        all.put("a lifecycle stage that does not follow", scene -> staged(scene, "lead"));
        all.put("issue a phone", scene -> scene.loyalty().customers().issue(List.of(phone)));
        all.put("issue 513 cards", scene -> {
            List<Identifier> many = new ArrayList<>();
            for (int i = 0; i < 513; i++) {
                many.add(Identifier.card("4711" + i));
            }
            return scene.loyalty().customers().issue(many);
        });
        all.put("cards issued from 0", scene -> scene.loyalty().customers().issued(null, 0));
    }

    private static void people(Map<String, BadScene.Attempt> all) {
        all.put(
                "a contact person without any part",
                scene -> new ContactPersonChange(
                        BadRequests.missing(),
                        BadRequests.missing(),
                        BadRequests.missing(),
                        BadRequests.missing(),
                        null,
                        false,
                        null,
                        null,
                        null,
                        null));
        all.put("a contact person of himself", scene -> ContactPersonChange.of(KEY, scene.anna, scene.anna, "buyer"));
        all.put("a contact person without a role", scene -> ContactPersonChange.of(KEY, NOBODY, scene.anna));
        all.put(
                "a contact person of 101 percent",
                scene ->
                        ContactPersonChange.of(KEY, NOBODY, scene.anna, "buyer").weighing(101));
        all.put(
                "a contact person with a role of 41 characters",
                scene -> ContactPersonChange.of(KEY, NOBODY, scene.anna, "r".repeat(41)));
        all.put(
                "a contact person of a person",
                scene -> scene.loyalty()
                        .customers()
                        .change(ContactPersonChange.of(KEY, scene.berta, scene.anna, "buyer")));
        merges(all);
        all.put(
                "a contact person of an unknown organization",
                scene -> scene.loyalty().customers().change(ContactPersonChange.of(KEY, NOBODY, scene.anna, "buyer")));
        all.put(
                "a contact person from tomorrow on",
                scene -> scene.loyalty().inTransaction(tx -> {
                    CustomerId mill = tx.customers()
                            .enroll(NewCustomer.organization(KEY).named("Geheim Mill"))
                            .orThrow()
                            .id();
                    return tx.customers()
                            .change(ContactPersonChange.of(KEY, mill, scene.anna, "buyer")
                                    .at(Instant.parse("2190-01-01T00:00:00Z")));
                }));
        all.put(
                "the end of a contact person who never was one",
                scene -> scene.loyalty().inTransaction(tx -> {
                    CustomerId mill = tx.customers()
                            .enroll(NewCustomer.organization(KEY).named("Geheim Mill"))
                            .orThrow()
                            .id();
                    return tx.customers().change(ContactPersonChange.end(KEY, mill, scene.anna));
                }));
    }

    private static void merges(Map<String, BadScene.Attempt> all) {
        all.put(
                "something said of one who was merged",
                scene -> scene.loyalty()
                        .customers()
                        .change(ProfileChange.of(KEY, scene.merged).named("Geheim")));
        all.put(
                "a new card of one who was merged",
                scene -> scene.loyalty()
                        .customers()
                        .change(IdentifierChange.add(KEY, scene.merged, Identifier.card("GEHEIM1"))));
        all.put("a customer merged with himself", scene -> Merge.of(KEY, scene.anna, scene.anna));
        all.put("one who was merged once more", scene -> merge(scene, scene.anna, scene.merged));
        all.put("customers merged in a circle", scene -> merge(scene, scene.merged, scene.berta));
        all.put("a customer of another store merged", scene -> merge(scene, scene.anna, scene.nobody));
        all.put("a customer with points merged", scene -> merge(scene, scene.berta, scene.anna));
        all.put(
                "a merging undone that never was",
                scene -> scene.loyalty().duplicates().unmerge(Unmerge.of(KEY, scene.anna)));
    }

    private static Object merge(BadScene scene, CustomerId survivor, CustomerId absorbed) {
        return scene.loyalty().duplicates().merge(Merge.of(KEY, survivor, absorbed));
    }
}
