package org.loyalty4j.history;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;

/**
 * Whether a customer may be contacted, and why.
 *
 * @param allowed whether
 * @param why the reason
 * @param because what decided it, or null where nothing did
 */
public record ContactAnswer(
        boolean allowed, Why why, @Nullable Entry<Consent> because) {

    /** Why somebody may be contacted or not. */
    public enum Why {
        /** It was granted. */
        GRANTED,
        /** Nobody granted it. */
        NO_GRANT,
        /** The time of the grant is over. */
        GRANT_ENDED,
        /** It was taken back, or the customer objected. */
        WITHDRAWN,
        /** The contact point does not work. */
        BOUNCED,
        /** Whoever is reached there was erased, and has not agreed again since. */
        SUPPRESSED
    }

    /** What one customer said; of customers who are one by now each has his own words. */
    private record About(
            CustomerId customer,
            String channel,
            String purpose,
            @Nullable Identifier contactPoint) {}

    /**
     * Decides by what was said and learned. Of what is about the same channel, purpose and contact point the last counts. A
     * withdrawal of anything wider or as wide beats a grant, unless the grant was given later and is about the same contact
     * point, or about any where the withdrawal is. Where several customers are one by now, the last words of each count, and
     * what one has withdrawn only a later agreement of another one grants again, no other basis.
     *
     * @param said all that was said of the customer, and of those who are this one by now
     * @param contactPoint where to contact the customer, or null for wherever: then only what is about no contact point counts
     * @param at at which instant
     */
    public static ContactAnswer decide(
            List<Entry<Consent>> said, String channel, String purpose, @Nullable Identifier contactPoint, Instant at) {
        Map<About, Entry<Consent>> last = new HashMap<>();
        Entry<Consent> broken = null;
        List<Entry<Consent>> inOrder = said.stream()
                .filter(entry -> !counts(entry).isAfter(at) && concerns(entry.item(), channel, purpose, contactPoint))
                .sorted(Comparator.comparing(Entry::place))
                .toList();
        for (Entry<Consent> entry : inOrder) {
            Consent consent = entry.item();
            switch (consent.event()) {
                case BOUNCED -> broken = entry;
                case RECOVERED -> broken = null;
                case GRANTED, WITHDRAWN -> {
                    About about =
                            new About(entry.customer(), consent.channel(), consent.purpose(), consent.contactPoint());
                    Entry<Consent> before = last.get(about);
                    boolean over = consent.until() != null && !at.isBefore(consent.until());
                    // A grant that is over lifts no objection any more.
                    if (!over || before == null || before.item().event() == Consent.Event.GRANTED) {
                        last.put(about, entry);
                    }
                }
            }
        }
        List<Entry<Consent>> counting = last.values().stream()
                .sorted(Comparator.comparing(Entry::place))
                .toList();
        Entry<Consent> grant = null;
        Entry<Consent> ended = null;
        for (Entry<Consent> entry : counting) {
            boolean granted = entry.item().event() == Consent.Event.GRANTED;
            Instant until = entry.item().until();
            if (granted && (until == null || at.isBefore(until)) && !isBeaten(entry, counting)) {
                grant = entry;
            } else if (granted) {
                ended = entry;
            }
        }
        if (grant == null) {
            Entry<Consent> no = counting.stream()
                    .filter(entry -> entry.item().event() == Consent.Event.WITHDRAWN)
                    .reduce((one, next) -> next)
                    .orElse(null);
            if (no != null) {
                return new ContactAnswer(false, Why.WITHDRAWN, no);
            }
            return ended == null
                    ? new ContactAnswer(false, Why.NO_GRANT, null)
                    : new ContactAnswer(false, Why.GRANT_ENDED, ended);
        }
        return broken == null
                ? new ContactAnswer(true, Why.GRANTED, grant)
                : new ContactAnswer(false, Why.BOUNCED, broken);
    }

    /** An objection counts as soon as it is known, whatever the clock said of whoever took it down. */
    private static Instant counts(Entry<Consent> entry) {
        boolean later =
                entry.item().event() != Consent.Event.GRANTED && entry.at().isAfter(entry.recordedAt());
        return later ? entry.recordedAt() : entry.at();
    }

    private static boolean isBeaten(Entry<Consent> grant, List<Entry<Consent>> counting) {
        return counting.stream()
                .filter(entry -> entry.item().event() == Consent.Event.WITHDRAWN)
                .anyMatch(no -> no.place().compareTo(grant.place()) > 0
                        || (!no.customer().equals(grant.customer())
                                && grant.item().basis() != Consent.Basis.CONSENT)
                        || (no.item().contactPoint() != null
                                && !Objects.equals(
                                        no.item().contactPoint(), grant.item().contactPoint())));
    }

    private static boolean concerns(
            Consent consent, String channel, String purpose, @Nullable Identifier contactPoint) {
        return (consent.channel().equals(channel) || consent.channel().equals(Consent.ANY))
                && (consent.purpose().equals(purpose) || consent.purpose().equals(Consent.ANY))
                && (consent.contactPoint() == null || consent.contactPoint().equals(contactPoint));
    }
}
