package org.loyalty4j.history;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.money.Money;

/** Makes fingerprints of items, of all their components, so that none can be forgotten. */
final class ItemPrint {

    /** How the parts of a record are had. */
    private static final Map<Class<?>, List<Method>> PARTS = parts();

    private ItemPrint() {}

    private static Map<Class<?>, List<Method>> parts() {
        Map<Class<?>, List<Method>> found = new HashMap<>();
        for (Class<?> type : HistoryItem.class.getPermittedSubclasses()) {
            found.put(type, accessors(type));
        }
        for (Class<?> type : List.of(
                Link.class,
                Participant.class,
                Due.class,
                Reminder.class,
                Recurrence.class,
                EntryId.class,
                Interaction.Media.class,
                Task.Escalation.class,
                Task.Next.class,
                Agreement.Party.class,
                Agreement.Position.class,
                Agreement.Term.class,
                Renewal.class,
                org.loyalty4j.command.Actor.class)) {
            found.put(type, accessors(type));
        }
        return Map.copyOf(found);
    }

    private static List<Method> accessors(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getAccessor)
                .toList();
    }

    static Fingerprint of(HistoryItem item) {
        Fingerprint.Maker print = Fingerprint.of();
        add(print, item);
        return print.end().make();
    }

    private static void add(Fingerprint.Maker print, @Nullable Object value) {
        if (value == null) {
            print.text(null);
        } else if (value instanceof Collection<?> all) {
            print.number(all.size());
            all.forEach(each -> add(print, each));
        } else if (value instanceof Money money) {
            print.text(money.amount().toPlainString()).text(money.currency().getCurrencyCode());
        } else if (value instanceof Identifier identifier) {
            // Not of how it is written: which normalizers there are is no part of the request.
            print.text("Identifier").text(identifier.kind().name()).text(identifier.value());
        } else if (value instanceof Record) {
            List<Method> parts = PARTS.get(value.getClass());
            if (parts == null) {
                throw new IllegalStateException(value.getClass() + " is no part of an item");
            }
            print.text(value.getClass().getSimpleName());
            parts.forEach(part -> add(print, component(value, part)));
        } else {
            print.text(value.toString());
        }
    }

    private static @Nullable Object component(Object value, Method part) {
        try {
            return part.invoke(value);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("The parts of a public record are public", impossible);
        }
    }
}
