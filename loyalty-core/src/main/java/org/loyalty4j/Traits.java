package org.loyalty4j;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.BlockingKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.DuplicateCandidate.Reason;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.Profile;
import org.loyalty4j.store.ProfileChanges;

/**
 * What of a customer is compared with others. Only identifiers by which the customer is found count.
 *
 * @param kind person or organization, which are never one
 * @param name the name
 * @param phones the last digits of phones, without what may be the country
 * @param emails addresses as mail systems tell them apart
 * @param taxId the tax number, letters and digits alone
 * @param born the day of birth
 */
record Traits(
        Customer.Kind kind,
        FoldedName name,
        Set<String> phones,
        Set<String> emails,
        @Nullable String taxId,
        @Nullable LocalDate born) {

    /** The names of what is compared beside the customer's own row. */
    static final Set<String> NAMES =
            Set.of(Attribute.GIVEN_NAME, Attribute.FAMILY_NAME, Attribute.BIRTH_DATE, Attribute.TAX_ID);

    /** So many digits of a phone are the same with a country before them and without. */
    private static final int DIGITS = 9;

    private static final Set<String> DOTLESS = Set.of("gmail.com", "googlemail.com");

    static Traits of(Profile profile) {
        Customer customer = profile.customer();
        return new Traits(
                customer.kind(),
                FoldedName.of(nameOf(profile)),
                customer.identifiers().stream()
                        .filter(identifier -> identifier.kind() == Identifier.Kind.PHONE)
                        .map(phone -> tail(phone.value()))
                        .collect(Collectors.toUnmodifiableSet()),
                customer.identifiers().stream()
                        .filter(identifier -> identifier.kind() == Identifier.Kind.EMAIL)
                        .map(email -> delivered(email.value()))
                        .collect(Collectors.toUnmodifiableSet()),
                profile.text(Attribute.TAX_ID).map(Traits::plain).orElse(null),
                profile.date(Attribute.BIRTH_DATE).orElse(null));
    }

    private static String nameOf(Profile profile) {
        return profile.customer()
                .name()
                .orElseGet(() -> Stream.of(Attribute.GIVEN_NAME, Attribute.FAMILY_NAME)
                        .flatMap(name -> profile.text(name).stream())
                        .collect(Collectors.joining(" ")));
    }

    private static String tail(String phone) {
        String digits = phone.startsWith("+") ? phone.substring(1) : phone;
        return digits.substring(Math.max(0, digits.length() - DIGITS));
    }

    private static String delivered(String email) {
        int at = email.lastIndexOf('@');
        String domain = email.substring(at + 1).toLowerCase(Locale.ROOT);
        String box = email.substring(0, at).toLowerCase(Locale.ROOT);
        int tag = box.indexOf('+');
        box = tag > 0 ? box.substring(0, tag) : box;
        return DOTLESS.contains(domain) ? box.replace(".", "") + "@gmail.com" : box + "@" + domain;
    }

    private static @Nullable String plain(String number) {
        String plain = number.codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .toUpperCase(Locale.ROOT);
        return plain.isEmpty() ? null : plain;
    }

    /** Returns what others have in common who may be the same. */
    Set<BlockingKey> keys() {
        Set<BlockingKey> keys = new LinkedHashSet<>();
        name.sounds().forEach(sound -> keys.add(BlockingKey.of("name " + kind + " " + sound)));
        phones.forEach(phone -> keys.add(BlockingKey.of("phone " + phone)));
        emails.forEach(email -> keys.add(BlockingKey.of("email " + email)));
        if (taxId != null) {
            keys.add(BlockingKey.of("tax " + taxId));
        }
        return keys;
    }

    /** Returns what speaks for two being one, and what against; none where one is a person and the other an organization. */
    Set<Reason> compared(Traits other) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        if (kind != other.kind) {
            return reasons;
        }
        if (taxId != null && other.taxId != null) {
            reasons.add(taxId.equals(other.taxId) ? Reason.SAME_TAX_ID : Reason.OTHER_TAX_ID);
        }
        if (!Collections.disjoint(emails, other.emails)) {
            reasons.add(Reason.SAME_EMAIL);
        }
        if (!Collections.disjoint(phones, other.phones)) {
            reasons.add(Reason.SAME_PHONE);
        }
        if (!name.words().isEmpty() && !other.name.words().isEmpty()) {
            boolean like = name.isLike(other.name);
            reasons.add(name.equals(other.name) ? Reason.SAME_NAME : like ? Reason.SIMILAR_NAME : Reason.OTHER_NAME);
        }
        if (born != null && other.born != null) {
            reasons.add(born.equals(other.born) ? Reason.SAME_BIRTH_DATE : Reason.OTHER_BIRTH_DATE);
        }
        return reasons;
    }

    /** Writes which keys a customer has from now on. */
    static void note(ProfileChanges changes, Profile customer) {
        of(customer)
                .keys()
                .forEach(key -> changes.keys()
                        .add(new ProfileChanges.Key(key, customer.customer().id(), true)));
    }

    /** Writes which keys a customer has from now on who had others before. */
    static void note(ProfileChanges changes, Profile before, Profile after) {
        Set<BlockingKey> had = of(before).keys();
        Set<BlockingKey> has = of(after).keys();
        had.stream()
                .filter(key -> !has.contains(key))
                .forEach(key -> changes.keys()
                        .add(new ProfileChanges.Key(key, before.customer().id(), false)));
        has.stream()
                .filter(key -> !had.contains(key))
                .forEach(key -> changes.keys()
                        .add(new ProfileChanges.Key(key, after.customer().id(), true)));
    }

    /** Writes the same of a customer of whom nothing but the name or identifiers has changed. */
    static void note(ProfileChanges changes, Customer before, Customer after) {
        if (!before.equals(after)) {
            SortedMap<String, Attribute> none = new TreeMap<>();
            note(changes, new Profile(before, none), new Profile(after, none));
        }
    }

    /** Shows nothing of the customer. */
    @Override
    public String toString() {
        return "Traits[" + kind + "]";
    }
}
