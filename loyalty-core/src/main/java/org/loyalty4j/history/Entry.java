package org.loyalty4j.history;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.CustomerId;

/**
 * Something in a customer's history, as it is now or was at a revision. It belongs to the customer, whoever wrote it and
 * whoever has left since.
 *
 * @param id our id
 * @param customer whose history
 * @param revision how often it was said anew, from 1
 * @param item what it says
 * @param origin what it was written under
 * @param print what the request that made it said
 * @param author who wrote it first, or null
 * @param source which system wrote it first, or null
 * @param recordedAt when it was written first
 * @param changedAt when this revision was written
 * @param changedBy who wrote this revision, or null
 * @param reason why this revision was written, or null
 * @param wakesAt when somebody is to hear of it next, or null
 * @param <I> what the entry says
 */
public record Entry<I extends HistoryItem>(
        EntryId id,
        CustomerId customer,
        int revision,
        I item,
        Origin origin,
        Fingerprint print,
        @Nullable Actor author,
        @Nullable Source source,
        Instant recordedAt,
        Instant changedAt,
        @Nullable Actor changedBy,
        @Nullable String reason,
        @Nullable Instant wakesAt) {

    /**
     * Where an entry stands in a timeline.
     *
     * @param at when it happened, or is planned for
     * @param recordedAt when it was written first
     * @param id its id
     */
    public record Place(Instant at, Instant recordedAt, EntryId id) implements Comparable<Place> {

        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::at).thenComparing(Place::recordedAt).thenComparing(Place::id);

        /** Orders by time, then by when it was written, then by id. */
        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Where a live entry stands in a list of what is to be done.
     *
     * @param deadline until when it is to be done; what is never due stands at the end of all years
     * @param id its id
     */
    public record DuePlace(Instant deadline, EntryId id) implements Comparable<DuePlace> {

        /** Orders by the deadline, then by id. */
        @Override
        public int compareTo(DuePlace other) {
            int byTime = deadline.compareTo(other.deadline);
            return byTime != 0 ? byTime : id.compareTo(other.id);
        }
    }

    /** Returns when it happened, or is planned for; when it was written where nothing else is said. */
    public Instant at() {
        return Objects.requireNonNullElse(item.at(), recordedAt);
    }

    /** Returns where it stands in a timeline. */
    public Place place() {
        return new Place(at(), recordedAt, id);
    }

    /** Returns where it stands among what is to be done, or null if it is not live. */
    public @Nullable DuePlace duePlace() {
        return item.isLive()
                ? new DuePlace(Objects.requireNonNullElse(item.deadline(), org.loyalty4j.command.Violations.LATEST), id)
                : null;
    }

    /** Returns the number that another system gave it. */
    public Optional<String> externalId() {
        return origin.externalId();
    }

    /** Returns this entry if it says something of a kind. */
    @SuppressWarnings("unchecked")
    public <J extends HistoryItem> Optional<Entry<J>> as(Class<J> type) {
        return type.isInstance(item) ? Optional.of((Entry<J>) this) : Optional.empty();
    }

    /**
     * Returns the next revision.
     *
     * @param said what it says then
     * @param now when that is written
     * @param who who writes it, or null
     * @param why why, or null
     * @param wakes when somebody is to hear of it next, or null
     */
    public Entry<I> next(I said, Instant now, @Nullable Actor who, @Nullable String why, @Nullable Instant wakes) {
        return new Entry<>(
                id,
                customer,
                revision + 1,
                said,
                origin,
                print,
                author,
                source,
                recordedAt,
                now.isBefore(changedAt) ? changedAt : now,
                who,
                why,
                wakes);
    }

    /** Returns this revision, of which somebody is to hear at another time next. */
    public Entry<I> waking(@Nullable Instant next) {
        return new Entry<>(
                id,
                customer,
                revision,
                item,
                origin,
                print,
                author,
                source,
                recordedAt,
                changedAt,
                changedBy,
                reason,
                next);
    }

    /** Returns this revision, saying something else; only for what is not to be known any more. */
    public Entry<I> saying(I other) {
        return new Entry<>(
                id,
                customer,
                revision,
                other,
                origin,
                print,
                author,
                source,
                recordedAt,
                changedAt,
                changedBy,
                reason,
                wakesAt);
    }

    /** Returns what is left of this once the customer is erased. */
    public Entry<I> erased(I left, Origin written) {
        return new Entry<>(
                id,
                customer,
                revision,
                left,
                written,
                Fingerprint.of().make(),
                null,
                source,
                recordedAt,
                changedAt,
                null,
                null,
                null);
    }

    /** Shows our ids and the kind, nothing that it says. */
    @Override
    public String toString() {
        return "Entry[" + id.value() + ", " + customer.value() + ", " + item + ", revision " + revision + "]";
    }
}
