package org.loyalty4j;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.ContactPersonChange;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.Profile;
import org.loyalty4j.customer.ProfileChange;
import org.loyalty4j.history.Pipeline;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.ProfileChanges;
import org.loyalty4j.store.StoreReader;

/** Decides what is said anew of customers. */
final class ProfileDesk {

    /** Where the day begins first. */
    private static final ZoneOffset FIRST_OF_ALL = ZoneOffset.ofHours(14);

    /** The most times of people at one organization. */
    private static final int TIMES_MAX = 10_000;

    private ProfileDesk() {}

    /** Returns the last revisions by their names. */
    static SortedMap<String, Attribute> byName(List<Attribute> attributes) {
        TreeMap<String, Attribute> named = new TreeMap<>();
        attributes.forEach(attribute -> named.put(attribute.name(), attribute));
        return named;
    }

    /** Returns the last revision of all that was ever said of a customer, the name among it. */
    static SortedMap<String, Attribute> known(StoreReader reader, Customer customer) {
        return byName(withName(customer, reader.profiles().attributes(customer.id())));
    }

    /** Returns attributes with the name that was given on enrollment, which is written down once another one follows it. */
    static List<Attribute> withName(Customer customer, List<Attribute> attributes) {
        boolean renamed =
                attributes.stream().anyMatch(attribute -> attribute.name().equals(Attribute.FULL_NAME));
        if (renamed || customer.fullName() == null) {
            return attributes;
        }
        List<Attribute> all = new ArrayList<>(attributes);
        all.add(new Attribute(
                customer.id(),
                Attribute.FULL_NAME,
                1,
                AttributeValue.of(customer.fullName()),
                customer.recordedAt(),
                null,
                null,
                null));
        all.sort(Attribute.BY_NAME);
        return all;
    }

    /** Returns a profile of what was said and not taken away. */
    static Profile profile(Customer customer, SortedMap<String, Attribute> attributes) {
        TreeMap<String, Attribute> said = new TreeMap<>(attributes);
        said.values().removeIf(attribute -> attribute.value() == null);
        return new Profile(customer, said);
    }

    /**
     * Writes what is said anew.
     *
     * @param known the last revision of each attribute; those that are written are put in
     * @return the customer as changed
     */
    static Customer change(
            Customer customer,
            SortedMap<String, Attribute> known,
            ProfileChange request,
            Instant now,
            Changes changes) {
        check(request, known, now);
        Customer changed = customer;
        for (Map.Entry<String, Optional<AttributeValue>> entry :
                request.attributes().entrySet()) {
            String name = entry.getKey();
            AttributeValue value = entry.getValue().orElse(null);
            Attribute before = known.get(name);
            boolean named = name.equals(Attribute.FULL_NAME);
            if (Objects.equals(before == null ? null : before.value(), value)) {
                continue;
            }
            Instant from = before != null && now.isBefore(before.from()) ? before.from() : now;
            if (before != null) {
                changes.profiles().attributes().add(before.endedAt(from));
            }
            Attribute next = new Attribute(
                    customer.id(),
                    name,
                    before == null ? 1 : before.revision() + 1,
                    value,
                    from,
                    null,
                    request.actor(),
                    request.source(),
                    request.reason());
            changes.profiles().attributes().add(next);
            known.put(name, next);
            if (named) {
                changed = changed.named(value instanceof AttributeValue.Text text ? text.text() : null);
            }
        }
        return changed;
    }

    /**
     * Refuses a lifecycle stage that customers do not have, or that the one before does not lead to.
     *
     * @throws org.loyalty4j.command.InvalidRequestException if it is one
     */
    static void check(Optional<Pipeline> lifecycle, ProfileChange request, SortedMap<String, Attribute> known) {
        Optional<AttributeValue> asked = request.attributes().get(Attribute.LIFECYCLE_STAGE);
        if (lifecycle.isEmpty() || asked == null) {
            return;
        }
        Pipeline stages = lifecycle.get();
        String before =
                stage(Optional.ofNullable(known.get(Attribute.LIFECYCLE_STAGE)).flatMap(Attribute::said));
        String after = stage(asked);
        boolean bound = stages.next().containsKey(before);
        new Violations()
                .check(
                        after.isEmpty() ? !bound : stages.next().containsKey(after),
                        "attributes." + Attribute.LIFECYCLE_STAGE,
                        after.isEmpty() ? Code.STAGE_NOT_ALLOWED : Code.NOT_FOUND,
                        after.isEmpty() ? "who is in a stage goes to another one" : "customers have no such stage")
                .throwIfAny();
        new Violations()
                .check(
                        !bound || stages.leads(before, after),
                        "attributes." + Attribute.LIFECYCLE_STAGE,
                        Code.STAGE_NOT_ALLOWED,
                        "the stage that the customer is in does not lead there")
                .throwIfAny();
    }

    private static String stage(Optional<AttributeValue> value) {
        return value.orElse(null) instanceof AttributeValue.Text text ? text.text() : "";
    }

    private static void check(ProfileChange request, SortedMap<String, Attribute> known, Instant now) {
        Violations violations = new Violations()
                .check(
                        !request.attributes().isEmpty(),
                        "attributes",
                        Code.REQUIRED,
                        "a name or at least one other attribute is required");
        Optional<AttributeValue> birth = request.attributes().getOrDefault(Attribute.BIRTH_DATE, Optional.empty());
        LocalDate latest = LocalDate.ofInstant(now, FIRST_OF_ALL);
        violations.check(
                !(birth.orElse(null) instanceof AttributeValue.Date date)
                        || !date.date().isAfter(latest),
                "attributes." + Attribute.BIRTH_DATE,
                Code.BAD_DATE,
                "nobody is born later than today");
        long names = request.attributes().keySet().stream()
                        .filter(name -> !known.containsKey(name))
                        .count()
                + known.size();
        violations
                .check(
                        names <= Attribute.NAMES_MAX,
                        "attributes",
                        Code.TOO_MANY_ITEMS,
                        "a customer has attributes under at most " + Attribute.NAMES_MAX + " names")
                .throwIfAny();
    }

    /**
     * Writes as what a person acts for an organization from now on.
     *
     * @param times the times of all contact persons of the organization
     * @return the time that began or ended
     */
    static ContactPerson change(
            List<ContactPerson> times, ContactPersonChange request, Instant now, ProfileChanges changes) {
        ContactPerson open = open(times, request);
        boolean ends = request.roles().isEmpty();
        // Who says no time means now, by whichever clock is ahead.
        Instant latest = times.stream()
                .filter(time -> time.person().equals(request.person()) || (request.main() && time.main()))
                .map(time -> time.until() == null ? time.from() : time.until())
                .reduce(now, (one, other) -> one.isBefore(other) ? other : one);
        Instant at = Objects.requireNonNullElse(request.happenedAt(), latest);
        new Violations()
                .check(!at.isAfter(latest), "happenedAt", Code.TIME_IN_FUTURE, "from now on, or from before")
                .check(
                        !request.main()
                                || times.stream()
                                        .filter(time -> time.main() && time.until() != null)
                                        .allMatch(time -> !at.isBefore(Objects.requireNonNull(time.until()))),
                        "happenedAt",
                        Code.EMPTY_RANGE,
                        "another one was to be asked first after that")
                .check(
                        !ends || open != null,
                        "person",
                        Code.NOT_FOUND,
                        "acts for the organization no more, or never did")
                .check(
                        open == null || !at.isBefore(open.from()),
                        "happenedAt",
                        Code.EMPTY_RANGE,
                        "a time cannot end before it began")
                .check(
                        times.stream()
                                .filter(time -> time.person().equals(request.person()))
                                .allMatch(time -> time.until() == null || !at.isBefore(time.until())),
                        "happenedAt",
                        Code.EMPTY_RANGE,
                        "the person's times at one organization do not overlap")
                .check(
                        ends || times.size() < TIMES_MAX,
                        "person",
                        Code.TOO_MANY_ITEMS,
                        "an organization has at most " + TIMES_MAX + " times of people")
                .throwIfAny();
        int number = times.size();
        ContactPerson came = null;
        if (open != null) {
            came = open.endedAt(at);
            changes.contacts().add(came);
        }
        if (ends) {
            return Objects.requireNonNull(came);
        }
        if (request.main()) {
            for (ContactPerson other : times) {
                if (other.main() && other.until() == null && !other.person().equals(request.person())) {
                    Instant from = other.from().isAfter(at) ? other.from() : at;
                    changes.contacts().add(other.endedAt(from));
                    changes.contacts()
                            .add(new ContactPerson(
                                    other.organization(),
                                    ++number,
                                    other.person(),
                                    other.roles(),
                                    other.influence(),
                                    false,
                                    from,
                                    null,
                                    now));
                }
            }
        }
        ContactPerson next = new ContactPerson(
                request.customer(),
                ++number,
                request.person(),
                request.roles(),
                request.influence(),
                request.main(),
                at,
                null,
                now);
        changes.contacts().add(next);
        return next;
    }

    private static @Nullable ContactPerson open(List<ContactPerson> times, ContactPersonChange request) {
        return times.stream()
                .filter(time -> time.person().equals(request.person()) && time.until() == null)
                .findFirst()
                .orElse(null);
    }
}
