package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Page;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.TimelineEntry;
import org.loyalty4j.history.TimelineFilter;
import org.loyalty4j.history.TimelineQuery;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.tier.StandingChange;

/** Puts one timeline together of all that is recorded. Used by one thread, once. */
final class Timelines {

    /** What an organization's people have in their histories for themselves. */
    private static final Set<TimelineEntry.Kind> THEIR_OWN = EnumSet.of(
            TimelineEntry.Kind.ASSIGNMENT,
            TimelineEntry.Kind.CONSENT,
            TimelineEntry.Kind.PURCHASE,
            TimelineEntry.Kind.POSTING,
            TimelineEntry.Kind.TIER_CHANGE,
            TimelineEntry.Kind.MERGE);

    private static final int NOTED = 0;
    private static final int BOUGHT = 1;
    private static final int BOOKED = 2;
    private static final int RANKED = 3;
    private static final int MERGED = 4;

    private static final UUID LEAST = new UUID(0, 0);
    private static final UUID GREATEST = new UUID(-1, -1);

    /** The most that are read of one place at once. */
    private static final int READ_MAX = 512;

    /** How many are looked at for one that is shown, before a page is left shorter. */
    private static final int HIDDEN_MAX = 10;

    private final Engine engine;
    private final StoreReader reader;
    private final TimelineQuery query;

    Timelines(Engine engine, StoreReader reader, TimelineQuery query) {
        this.engine = engine;
        this.reader = reader;
        this.query = query;
    }

    /** Returns the place after all that happened before an instant. */
    static Entry.Place until(Instant end) {
        return new Entry.Place(end, Violations.EARLIEST, new EntryId(LEAST));
    }

    /**
     * A place in the timeline.
     *
     * @param rank which kind of record, of those that happened and were written at one instant
     * @param purse for lines of accounts
     * @param number the place among those of the account
     * @param id for entries
     */
    private record Spot(Instant at, Instant recordedAt, int rank, String purse, long number, UUID id) {

        private static final Comparator<Spot> ORDER = Comparator.comparing(Spot::at)
                .thenComparing(Spot::recordedAt)
                .reversed()
                .thenComparing(Spot::rank)
                .thenComparing(Spot::purse)
                .thenComparing(Spot::number, Comparator.reverseOrder())
                .thenComparing(spot -> new EntryId(spot.id()), Comparator.reverseOrder());

        static Spot of(TimelineEntry entry) {
            if (entry instanceof TimelineEntry.Noted noted) {
                return new Spot(
                        entry.at(),
                        entry.recordedAt(),
                        NOTED,
                        "",
                        0,
                        noted.entry().id().value());
            }
            if (entry instanceof TimelineEntry.Bought bought) {
                return new Spot(
                        entry.at(),
                        entry.recordedAt(),
                        BOUGHT,
                        "",
                        bought.sale().command().sequence(),
                        LEAST);
            }
            if (entry instanceof TimelineEntry.Booked booked) {
                return new Spot(
                        entry.at(),
                        entry.recordedAt(),
                        BOOKED,
                        booked.posting().account().purse(),
                        booked.posting().number(),
                        LEAST);
            }
            if (entry instanceof TimelineEntry.Merged merged) {
                return new Spot(
                        entry.at(),
                        entry.recordedAt(),
                        MERGED,
                        "",
                        2L * merged.merge().number() + (merged.undone() ? 1 : 0),
                        merged.merge().absorbed().value());
            }
            TimelineEntry.Ranked ranked = (TimelineEntry.Ranked) entry;
            return new Spot(
                    entry.at(),
                    entry.recordedAt(),
                    RANKED,
                    ranked.change().account().purse(),
                    ranked.change().number(),
                    LEAST);
        }

        /** Returns the place before all that happened at an instant or earlier. */
        static Spot before(Instant at) {
            return new Spot(at, Violations.LATEST, -1, "", 0, GREATEST);
        }

        boolean isBefore(TimelineEntry entry) {
            return ORDER.compare(this, of(entry)) < 0;
        }

        private String text() {
            return at + " " + recordedAt + " " + rank + " " + number + " " + id;
        }
    }

    /** Where a kind of records comes from, the latest first, from a place on. */
    private abstract static class Feed {

        private final Deque<TimelineEntry> read = new ArrayDeque<>();
        private final @Nullable Spot start;
        private final @Nullable Instant from;
        private int asked;
        private boolean over;

        Feed(@Nullable Spot start, @Nullable Instant from) {
            this.start = start;
            this.from = from;
        }

        /** Reads some more, in their order; none are left where it brings fewer than asked for. */
        abstract List<? extends TimelineEntry> more(int count);

        /**
         * Returns the next one.
         *
         * @param count how many are read at first; later as many as before, so that they double
         */
        @Nullable
        TimelineEntry first(int count) {
            while (read.isEmpty() && !over) {
                int wanted = asked == 0 ? count : Math.min(asked, READ_MAX);
                List<? extends TimelineEntry> more = more(wanted);
                asked += wanted;
                over = more.size() < wanted;
                for (TimelineEntry entry : more) {
                    if (from != null && entry.at().isBefore(from)) {
                        over = true;
                        break;
                    }
                    if (start == null || start.isBefore(entry)) {
                        read.add(entry);
                    }
                }
            }
            return read.peek();
        }

        TimelineEntry take() {
            return read.remove();
        }

        /** Says whether something may come before a place; not so where all of this lies behind it. */
        boolean mayPrecede(Spot spot) {
            return !read.isEmpty() || (!over && (start == null || Spot.ORDER.compare(start, spot) < 0));
        }
    }

    /** Entries of one history. */
    private final class Noted extends Feed {

        private final CustomerId customer;
        private final Set<HistoryItem.Kind> kinds;
        private final @Nullable Instant earliest;
        private Entry.@Nullable Place before;

        Noted(CustomerId customer, Set<HistoryItem.Kind> kinds, @Nullable Spot start, @Nullable Instant from) {
            super(start, from);
            this.customer = customer;
            this.kinds = kinds;
            this.earliest = from;
            if (start != null) {
                UUID id = start.rank() == NOTED ? start.id() : start.rank() < NOTED ? GREATEST : LEAST;
                this.before = new Entry.Place(start.at(), start.recordedAt(), new EntryId(id));
            }
        }

        @Override
        List<TimelineEntry.Noted> more(int count) {
            List<Entry<?>> found = reader.history().latest(customer, kinds, before, earliest, count);
            if (!found.isEmpty()) {
                before = found.get(found.size() - 1).place();
            }
            return found.stream().map(TimelineEntry.Noted::new).toList();
        }
    }

    /** Purchases. */
    private final class Bought extends Feed {

        private final AccountId account;
        private Instant at = Violations.LATEST;
        private long command = Long.MAX_VALUE;

        Bought(AccountId account, @Nullable Spot start) {
            super(start, query.from());
            this.account = account;
            if (start != null) {
                at = start.at();
                command = start.rank() == BOUGHT ? start.number() : Long.MAX_VALUE;
            }
        }

        @Override
        List<TimelineEntry.Bought> more(int count) {
            List<RecordedSale> found = reader.sales().latest(account, at, command, count);
            if (!found.isEmpty()) {
                RecordedSale last = found.get(found.size() - 1);
                at = last.countsAt();
                command = last.command().sequence();
            }
            return found.stream().map(TimelineEntry.Bought::new).toList();
        }
    }

    /** Lines of the ledger, whose numbers go by the time at which they were written. */
    private final class Booked extends Feed {

        private final AccountId account;
        private long next;

        Booked(AccountId account, @Nullable Spot start, @Nullable Long hint) {
            super(start, query.from());
            this.account = account;
            Optional<RewardAccount> head = reader.ledger().head(account);
            long last = head.map(RewardAccount::lastNumber).orElse(0L);
            this.next = hint != null ? Math.min(hint, last) : start == null ? last : upTo(start.at(), last);
        }

        /** Returns the number of the last one that was written until an instant. */
        private long upTo(Instant at, long last) {
            long low = 0;
            long high = last;
            while (low < high) {
                long middle = (low + high + 1) >>> 1;
                boolean until = !reader.ledger()
                        .postings(account, middle, 1)
                        .get(0)
                        .recordedAt()
                        .isAfter(at);
                low = until ? middle : low;
                high = until ? high : middle - 1;
            }
            return low;
        }

        @Override
        List<TimelineEntry.Booked> more(int count) {
            long first = Math.max(1, next - count + 1);
            if (next < 1) {
                return List.of();
            }
            List<Posting> found = new ArrayList<>(reader.ledger().postings(account, first, (int) (next - first + 1)));
            Collections.reverse(found);
            next = first - 1;
            return found.stream().map(TimelineEntry.Booked::new).toList();
        }

        /** Returns the number to go on from. */
        long hint() {
            return first(1) instanceof TimelineEntry.Booked booked
                    ? booked.posting().number()
                    : 0;
        }
    }

    /** What is few enough to come at once, however many there are. */
    private abstract static class AllAtOnce extends Feed {

        AllAtOnce(@Nullable Spot start, @Nullable Instant from) {
            super(start, from);
        }

        /** Reads all, in any order. */
        abstract Stream<? extends TimelineEntry> all();

        @Override
        List<? extends TimelineEntry> more(int count) {
            return all().sorted(Comparator.comparing(Spot::of, Spot.ORDER)).toList();
        }

        @Override
        @Nullable
        TimelineEntry first(int count) {
            return super.first(Integer.MAX_VALUE);
        }
    }

    /** Beginnings of tiers, which are few. */
    private final class Ranked extends AllAtOnce {

        private final AccountId account;

        Ranked(AccountId account, @Nullable Spot start) {
            super(start, query.from());
            this.account = account;
        }

        @Override
        Stream<? extends TimelineEntry> all() {
            List<StandingChange> changes = reader.standings().changes(account);
            return Stream.concat(
                            StandingChange.standing(changes).stream(),
                            changes.stream()
                                    .filter(change -> change.cause() == StandingChange.Cause.GIVEN
                                            || change.cause() == StandingChange.Cause.TAKEN_OVER))
                    .map(TimelineEntry.Ranked::new);
        }
    }

    /** Mergings, which are few. */
    private final class Merged extends AllAtOnce {

        private final Kin kin;

        Merged(Kin kin, @Nullable Spot start) {
            super(start, query.from());
            this.kin = kin;
        }

        @Override
        Stream<? extends TimelineEntry> all() {
            return reader.duplicates().merges(Set.copyOf(kin.ids())).stream()
                    .flatMap(merge -> merge.isInForce()
                            ? Stream.of(new TimelineEntry.Merged(merge, false))
                            : Stream.of(new TimelineEntry.Merged(merge, false), new TimelineEntry.Merged(merge, true)));
        }
    }

    Page<TimelineEntry> page(@Nullable String cursor, int size) {
        Kin kin = Kin.of(reader, query.customer());
        List<String> parts = cursor == null
                ? List.of()
                : List.of(Cursor.text(question(), cursor).split("\n", -1));
        Spot start = parts.isEmpty() ? null : spot(parts);
        if (start == null && query.until() != null) {
            start = Spot.before(query.until().minusNanos(1_000));
        }
        List<Booked> booked = new ArrayList<>();
        List<Feed> feeds = feeds(kin, start, parts, booked);
        TimelineFilter filter = engine.timelineFilter();
        List<TimelineEntry> shown = new ArrayList<>(size);
        TimelineEntry last = null;
        long looked = 0;
        // Rarely does all of a page come from one place, and what is read is hardly ever as short as what is not.
        int first = size / 2 + 1;
        Feed next = next(feeds, first);
        while (next != null && shown.size() < size && looked < (long) size * HIDDEN_MAX) {
            last = next.take();
            looked++;
            if (filter.shows(last, query.viewer())) {
                shown.add(last);
            }
            next = next(feeds, first);
        }
        return new Page<>(
                shown,
                next == null || last == null
                        ? Optional.empty()
                        : Optional.of(Cursor.of(question(), text(Spot.of(last), booked))));
    }

    private static @Nullable Feed next(List<Feed> feeds, int count) {
        Feed best = null;
        Spot spot = null;
        for (Feed feed : feeds) {
            TimelineEntry entry = spot == null || feed.mayPrecede(spot) ? feed.first(count) : null;
            Spot place = entry == null ? null : Spot.of(entry);
            if (place != null && (spot == null || Spot.ORDER.compare(place, spot) < 0)) {
                best = feed;
                spot = place;
            }
        }
        return best;
    }

    private List<Feed> feeds(Kin kin, @Nullable Spot start, List<String> parts, List<Booked> booked) {
        Customer customer = kin.survivor();
        List<Feed> feeds = new ArrayList<>();
        Set<HistoryItem.Kind> kinds = noted(query.kinds());
        if (!kinds.isEmpty()) {
            kin.ids().forEach(each -> feeds.add(new Noted(each, kinds, start, query.from())));
        }
        if (query.kinds().contains(TimelineEntry.Kind.MERGE)) {
            feeds.add(new Merged(kin, start));
        }
        List<String> purses = engine.whole(reader).purses();
        for (String purse : purses) {
            AccountId account = new AccountId(customer.id(), purse);
            if (query.kinds().contains(TimelineEntry.Kind.PURCHASE) && purse.equals(purses.get(0))) {
                feeds.add(new Bought(account, start));
            }
            if (query.kinds().contains(TimelineEntry.Kind.POSTING)) {
                // What a purse that is new since has to show is looked for.
                int place = 2 + booked.size();
                Booked lines = new Booked(account, start, parts.size() > place ? Long.valueOf(parts.get(place)) : null);
                booked.add(lines);
                feeds.add(lines);
            }
            if (query.kinds().contains(TimelineEntry.Kind.TIER_CHANGE)) {
                feeds.add(new Ranked(account, start));
            }
        }
        if (query.people() && customer.kind() == Customer.Kind.ORGANIZATION) {
            addPeople(customer.id(), start, feeds);
        }
        return feeds;
    }

    private void addPeople(CustomerId organization, @Nullable Spot start, List<Feed> feeds) {
        Set<TimelineEntry.Kind> shared = EnumSet.copyOf(query.kinds());
        shared.removeAll(THEIR_OWN);
        Set<HistoryItem.Kind> kinds = noted(shared);
        if (kinds.isEmpty()) {
            return;
        }
        for (ContactPerson time : reader.profiles().people(organization)) {
            Spot end = time.until() == null ? null : Spot.before(time.until().minusNanos(1_000));
            Spot begin = start == null || (end != null && Spot.ORDER.compare(end, start) > 0) ? end : start;
            Instant from = query.from() == null || query.from().isBefore(time.from()) ? time.from() : query.from();
            feeds.add(new Noted(time.person(), kinds, begin, from));
        }
    }

    private static Set<HistoryItem.Kind> noted(Set<TimelineEntry.Kind> kinds) {
        Set<HistoryItem.Kind> noted = EnumSet.noneOf(HistoryItem.Kind.class);
        for (HistoryItem.Kind kind : HistoryItem.Kind.values()) {
            if (kinds.contains(TimelineEntry.Kind.valueOf(kind.name()))) {
                noted.add(kind);
            }
        }
        return noted;
    }

    private String question() {
        return "timeline " + query.customer() + " " + query.kinds() + " " + query.from() + " " + query.until() + " "
                + query.people() + " "
                + (query.viewer() == null ? "" : query.viewer().id());
    }

    /** The place on a line, the purse on the next one, then where each account's lines go on. */
    private static String text(Spot spot, List<Booked> booked) {
        StringBuilder text = new StringBuilder(spot.text()).append('\n').append(spot.purse());
        booked.forEach(lines -> text.append('\n').append(lines.hint()));
        return text.toString();
    }

    private static Spot spot(List<String> parts) {
        String[] place = parts.get(0).split(" ", -1);
        return new Spot(
                Instant.parse(place[0]),
                Instant.parse(place[1]),
                Integer.parseInt(place[2]),
                Objects.requireNonNull(parts.get(1)),
                Long.parseLong(place[3]),
                UUID.fromString(place[4]));
    }
}
