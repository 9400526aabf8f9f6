package org.loyalty4j.jpa;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.store.GuestStore;

/** Answers questions about guest purchases. */
final class JpaGuests implements GuestStore {

    private static final String SELECT = "select g from GuestRow g where ";

    private final Questions questions;

    JpaGuests(Questions questions) {
        this.questions = questions;
    }

    @Override
    public Optional<RecordedGuest> find(CommandKey purchase) {
        return guests(questions.list(SELECT + "g.requestKey = :key", GuestRow.class, Map.of("key", purchase.value())))
                .stream()
                .findFirst();
    }

    @Override
    public Optional<RecordedGuest.Step> step(RecordedGuest.Kind kind, CommandKey key) {
        return questions
                .list(
                        "select s from GuestStepRow s where s.kind = :kind and s.stepKey = :key",
                        GuestStepRow.class,
                        Map.of("kind", kind.name(), "key", key.value()))
                .stream()
                .map(GuestStepRow::step)
                .findFirst();
    }

    @Override
    public List<RecordedGuest> marked(List<Identifier> forms, int count) {
        // One is there once for each form that it is marked by.
        return guests(questions
                .list(
                        "select g from GuestMarkRow m join GuestRow g on g.requestKey = m.requestKey where m.kind = :kind"
                                + " and m.identifier in (:identifiers) order by g.recordedAt desc, g.requestKey",
                        GuestRow.class,
                        Map.of(
                                "kind",
                                forms.get(0).kind().name(),
                                "identifiers",
                                forms.stream().map(Identifier::value).toList()),
                        count * forms.size())
                .stream()
                .collect(Collectors.toMap(row -> row.requestKey, row -> row, (one, same) -> one, LinkedHashMap::new))
                .values()
                .stream()
                .limit(count)
                .toList());
    }

    @Override
    public List<RecordedGuest> page(@Nullable CommandKey after, int count) {
        return guests(
                after == null
                        ? questions.list(
                                "select g from GuestRow g order by g.requestKey", GuestRow.class, Map.of(), count)
                        : questions.list(
                                SELECT + "g.requestKey > :after order by g.requestKey",
                                GuestRow.class,
                                Map.of("after", after.value()),
                                count));
    }

    private List<RecordedGuest> guests(List<GuestRow> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<String, Object> keys =
                Map.of("keys", rows.stream().map(row -> row.requestKey).toList());
        Map<String, List<Identifier>> marks = questions
                .list(
                        "select m from GuestMarkRow m where m.requestKey in (:keys) order by m.requestKey, m.place",
                        GuestMarkRow.class,
                        keys)
                .stream()
                .collect(Collectors.groupingBy(
                        row -> row.requestKey, Collectors.mapping(GuestMarkRow::mark, Collectors.toList())));
        Map<String, List<RecordedGuest.Step>> steps = questions
                .list(
                        "select s from GuestStepRow s where s.requestKey in (:keys) order by s.requestKey, s.step",
                        GuestStepRow.class,
                        keys)
                .stream()
                .collect(Collectors.groupingBy(
                        row -> row.requestKey, Collectors.mapping(GuestStepRow::step, Collectors.toList())));
        List<RecordedGuest> guests = new ArrayList<>(rows.size());
        rows.forEach(row -> guests.add(row.guest(
                marks.getOrDefault(row.requestKey, List.of()), steps.getOrDefault(row.requestKey, List.of()))));
        return guests;
    }
}
