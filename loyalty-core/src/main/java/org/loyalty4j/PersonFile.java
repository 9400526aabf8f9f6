package org.loyalty4j;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.exchange.PersonRows;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Participant;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.ChainHash;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Posting;
import org.loyalty4j.privacy.PersonalData;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.store.StoreReader;

/**
 * Writes what is known of one person. Whatever a record says is written, component by component, so that what is added to one
 * is told from then on without anybody thinking of it; only what is another person's, and what checks sums, is left out. Used
 * by one thread, once.
 */
final class PersonFile {

    private static final int PAGE = 500;

    /** What is ours alone and tells the person nothing. */
    private static final Set<Class<?>> OURS =
            Set.of(Fingerprint.class, ChainHash.class, EntryId.class, AccountId.class);

    /** What a command says in the words of its caller. */
    private record Words(
            CommandRecord.Operation operation,
            String key,
            @Nullable String reason,
            @Nullable Object source,
            @Nullable Object grounds,
            Object recordedAt) {}

    /** A posting, with the lines and rules that it came of. */
    private record Told(
            long number,
            Object kind,
            long amount,
            long balanceAfter,
            Object attributions,
            Object countsAt,
            Object recordedAt) {

        static Told of(Posting posting) {
            return new Told(
                    posting.number(),
                    posting.kind(),
                    posting.amount(),
                    posting.after(),
                    posting.attributions(),
                    posting.countsAt(),
                    posting.recordedAt());
        }
    }

    /** A revision of an entry. */
    private record Said(
            int revision,
            HistoryItem item,
            Optional<String> externalId,
            @Nullable Object source,
            Object recordedAt,
            Object changedAt,
            @Nullable String reason) {

        static Said of(Entry<?> entry) {
            return new Said(
                    entry.revision(),
                    entry.item(),
                    entry.externalId(),
                    entry.source(),
                    entry.recordedAt(),
                    entry.changedAt(),
                    entry.reason());
        }
    }

    /** For whom somebody acts; whom an organization has is told to no one of them. */
    private record Acts(
            Set<String> roles,
            @Nullable Integer influence,
            boolean main,
            Object from,
            @Nullable Object until) {

        static Acts of(ContactPerson time) {
            return new Acts(Set.copyOf(time.roles()), time.influence(), time.main(), time.from(), time.until());
        }
    }

    private final Engine engine;
    private final StoreReader reader;
    private final PersonRows rows;

    /** All who are this person by now. */
    private final List<Customer> kin;

    /** The one of whom it is told at present, and how much of the kind was told before. */
    private Customer customer;

    private long number;

    PersonFile(Engine engine, StoreReader reader, CustomerId id, PersonRows rows) {
        this.engine = engine;
        this.reader = reader;
        this.rows = rows;
        this.kin = Kin.of(reader, id).ids().stream()
                .flatMap(each -> reader.customers().find(each).stream())
                .toList();
        this.customer = kin.get(0);
    }

    /** Returns how many values were written. */
    long write() {
        for (PersonalData kind : PersonalData.values()) {
            number = 0;
            for (Customer each : kin) {
                customer = each;
                write(kind);
            }
        }
        return rows.written();
    }

    /** A kind that nobody thought of here does not compile. */
    private void write(PersonalData kind) {
        CustomerId id = customer.id();
        switch (kind) {
            case NAME -> count(kind, "customer", customer);
            case IDENTIFIER ->
                all(
                        kind,
                        reader.profiles().identifiers(id).stream()
                                .flatMap(known -> reader.profiles().revisions(known.identifier()).stream())
                                .filter(known -> id.equals(known.holder())));
            case ATTRIBUTE -> all(kind, reader.profiles().revisions(id).stream());
            case CONTACT_PERSON ->
                all(kind, reader.profiles().organizations(id).stream().map(Acts::of));
            case ENTRY -> entries(kind, EnumSet.complementOf(EnumSet.of(HistoryItem.Kind.CONSENT)));
            case CONSENT -> entries(kind, EnumSet.of(HistoryItem.Kind.CONSENT));
            case PARTICIPATION -> participations(kind);
            case COMMAND ->
                ofEachPurse(
                        kind,
                        (account, from) -> reader.ledger().commands(account, from, PAGE),
                        command -> command.operation() == CommandRecord.Operation.MAINTENANCE
                                ? null
                                : new Words(
                                        command.operation(),
                                        command.key().value(),
                                        command.reason(),
                                        command.source(),
                                        command.grounds(),
                                        command.recordedAt()));
            case PURCHASE -> purchases(kind);
            case POSTING ->
                ofEachPurse(kind, (account, from) -> reader.ledger().postings(account, from, PAGE), Told::of);
            case TIER ->
                all(
                        kind,
                        engine.whole(reader).purses().stream()
                                .flatMap(purse -> reader.standings().changes(new AccountId(id, purse)).stream()));
            // Of these nothing is said that is not among the others: hashes of them, keys, and what hangs on
            // identifiers.
            case DUPLICATE, REQUEST, GUEST_PURCHASE -> {}
        }
    }

    private interface Pages<R> {
        List<R> page(AccountId account, long from);
    }

    private <R> void ofEachPurse(PersonalData kind, Pages<R> pages, Function<R, @Nullable Object> told) {
        for (String purse : engine.whole(reader).purses()) {
            AccountId account = new AccountId(customer.id(), purse);
            long from = 1;
            List<R> page;
            do {
                page = pages.page(account, from);
                for (R row : page) {
                    Object said = told.apply(row);
                    if (said != null) {
                        count(kind, purse, said);
                    }
                }
                from += page.size();
            } while (page.size() == PAGE);
        }
    }

    private void purchases(PersonalData kind) {
        for (String purse : engine.whole(reader).purses()) {
            AccountId account = new AccountId(customer.id(), purse);
            long after = 0;
            List<RecordedSale> page;
            do {
                page = reader.sales().page(account, after, PAGE);
                for (RecordedSale sale : page) {
                    after = sale.command().sequence();
                    count(kind, purse, sale.purchase());
                    for (RecordedReturn step :
                            reader.sales().returnsOf(purse, sale.command().key())) {
                        value(kind, purse + ".returned", step.lines());
                    }
                }
            } while (page.size() == PAGE);
        }
    }

    private void entries(PersonalData kind, Set<HistoryItem.Kind> kinds) {
        EntryPages.each(reader, customer.id(), kinds, entry -> {
            number++;
            for (Entry<?> revision : EntryPages.revisions(reader, entry)) {
                value(kind, entry.item().kind().name(), Said.of(revision));
            }
        });
    }

    /** Where the person was reached in the histories of organizations, and nothing else of them. */
    private void participations(PersonalData kind) {
        reader.profiles().organizations(customer.id()).stream()
                .map(ContactPerson::organization)
                .distinct()
                .forEach(organization -> EntryPages.each(
                        reader,
                        organization,
                        EnumSet.of(HistoryItem.Kind.INTERACTION),
                        entry -> entry.as(Interaction.class).ifPresent(one -> {
                            for (Participant participant : one.item().participants()) {
                                if (isOwn(participant)) {
                                    number++;
                                    value(kind, "at", one.at());
                                    value(kind, "channel", one.item().channel());
                                    value(kind, "participant", participant);
                                }
                            }
                        })));
    }

    private void all(PersonalData kind, Stream<?> records) {
        records.forEach(each -> count(kind, kind.name().toLowerCase(Locale.ROOT), each));
    }

    /** Tells of the next one of a kind. */
    private void count(PersonalData kind, String path, Object value) {
        number++;
        value(kind, path, value);
    }

    private void value(PersonalData kind, String path, @Nullable Object value) {
        if (value == null || value instanceof Actor || OURS.contains(value.getClass())) {
            return;
        }
        if (value instanceof CustomerId id) {
            if (kin.stream().anyMatch(each -> each.id().equals(id))) {
                rows.value(kind, number, path, id.value().toString());
            }
        } else if (value instanceof Participant one && one.side() != Participant.Side.UNIT && !isOwn(one)) {
            rows.value(kind, number, path + ".side", one.side().name());
        } else if (value instanceof Optional<?> some) {
            value(kind, path, some.orElse(null));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> value(kind, path + "." + key, each));
        } else if (value instanceof Collection<?> several) {
            int place = 0;
            for (Object each : several) {
                value(kind, path + "." + ++place, each);
            }
        } else if (value instanceof Record row) {
            components(kind, path, row);
        } else {
            rows.value(kind, number, path, value.toString());
        }
    }

    private boolean isOwn(Participant one) {
        return one.side() == Participant.Side.CUSTOMER
                && kin.stream()
                        .anyMatch(each -> one.id().equals(each.id().value().toString()));
    }

    private void components(PersonalData kind, String path, Record row) {
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            try {
                Object part = component.getAccessor().invoke(row);
                if (!(part instanceof UUID)) {
                    value(kind, path + "." + component.getName(), part);
                }
            } catch (IllegalAccessException | InvocationTargetException impossible) {
                throw new LinkageError("The records of this library can be read by it", impossible);
            }
        }
    }
}
