package org.loyalty4j;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.customer.PhoneNormalizer;

/**
 * In which ways a library writes phones, and looks for them.
 *
 * @param all the normalizer that writes what is new, and those that others were written by; the last one is the plain one
 */
record Phones(List<PhoneNormalizer> all) {

    static final Phones PLAIN = new Phones(List.of(PhoneNormalizer.plain()));

    /** The most normalizers beside the plain one. */
    static final int NORMALIZERS_MAX = 8;

    Phones {
        all = List.copyOf(all);
    }

    /**
     * Checks what a library is told to write phones with.
     *
     * @throws InvalidRequestException with what is wrong
     */
    static Phones of(PhoneNormalizer current, List<PhoneNormalizer> earlier) {
        List<PhoneNormalizer> given = new ArrayList<>();
        given.add(current);
        given.addAll(earlier);
        Violations violations = new Violations();
        violations.eachRequired("phones", given).throwIfAny();
        violations.check(
                given.size() <= NORMALIZERS_MAX,
                "phones",
                Code.TOO_MANY_ITEMS,
                "at most " + NORMALIZERS_MAX + " normalizers are accepted");
        Set<String> names = new LinkedHashSet<>();
        for (PhoneNormalizer normalizer : given) {
            String name = violations.text("phones", normalizer.name(), PhoneNormalizer.NAME_MAX);
            violations.check(
                    names.add(name) && (normalizer == PhoneNormalizer.plain() || !name.equals(PhoneNormalizer.PLAIN)),
                    "phones",
                    Code.DUPLICATE_CODE,
                    "each normalizer has a name of its own");
        }
        violations.throwIfAny();
        if (!given.contains(PhoneNormalizer.plain())) {
            given.add(PhoneNormalizer.plain());
        }
        return new Phones(given);
    }

    PhoneNormalizer current() {
        return all.get(0);
    }

    private static String text(Identifier phone) {
        return Objects.requireNonNullElse(phone.given(), phone.value());
    }

    /** Returns what a normalizer makes of a text, unless that is no normal form of a phone. */
    private static Optional<Identifier> form(PhoneNormalizer normalizer, String text, @Nullable String given) {
        Optional<String> form = normalizer.normalize(text);
        if (form.isEmpty() || PhoneNormalizer.plain().normalize(form.get()).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Identifier(Identifier.Kind.PHONE, form.get(), given, normalizer.name()));
    }

    /** Returns an identifier as it is written down when it is new: a phone by the first normalizer that can read it. */
    Identifier written(Identifier identifier) {
        if (identifier.kind() != Identifier.Kind.PHONE || current().name().equals(identifier.normalizer())) {
            return identifier;
        }
        return all.stream()
                .flatMap(normalizer -> form(normalizer, text(identifier), identifier.given()).stream())
                .findFirst()
                .orElse(identifier);
    }

    /** Returns some identifiers as they are written down, each once. */
    List<Identifier> written(List<Identifier> identifiers) {
        return identifiers.stream().map(this::written).distinct().toList();
    }

    /**
     * Returns in which ways an identifier may be on record, the most literal first. What was written by another normalizer and
     * could not be written anew stays found by whoever writes it as it was written, and before somebody else.
     */
    List<Identifier> forms(Identifier identifier) {
        if (identifier.kind() != Identifier.Kind.PHONE) {
            return List.of(identifier);
        }
        Set<Identifier> forms = new LinkedHashSet<>();
        forms.add(identifier);
        String text = text(identifier);
        form(PhoneNormalizer.plain(), text, identifier.given()).ifPresent(forms::add);
        all.forEach(normalizer -> form(normalizer, text, identifier.given()).ifPresent(forms::add));
        return List.copyOf(forms);
    }

    /** Returns which of some ways of writing counts: the first that is somebody's, or else the first that was. */
    static Optional<KnownIdentifier> counting(List<Identifier> forms, Map<Identifier, KnownIdentifier> known) {
        List<KnownIdentifier> found = forms.stream()
                .flatMap(form -> Optional.ofNullable(known.get(form)).stream())
                .toList();
        return found.stream()
                .filter(one -> !one.isFree())
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    /**
     * Returns how the current normalizer writes a phone that is on record, if it can read it without a guess. Where nobody
     * knows how a number was given, it may have had a plus in front or not: both have to come to the same, or one of them to
     * nothing. No number begins with 0 after a plus.
     */
    Optional<Identifier> anew(Identifier phone) {
        String given = phone.given();
        if (given != null) {
            return form(current(), given, given);
        }
        Optional<Identifier> bare = form(current(), phone.value(), null);
        if (phone.value().startsWith("0")) {
            return bare;
        }
        Optional<Identifier> whole = form(current(), "+" + phone.value(), null);
        return whole.isEmpty() || bare.isEmpty() ? bare.or(() -> whole) : bare.filter(one -> one.equals(whole.get()));
    }
}
