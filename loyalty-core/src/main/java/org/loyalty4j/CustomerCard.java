package org.loyalty4j;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.Profile;
import org.loyalty4j.history.Agreement;
import org.loyalty4j.history.Assignment;
import org.loyalty4j.history.Consent;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Stage;
import org.loyalty4j.points.Balance;
import org.loyalty4j.points.Points;
import org.loyalty4j.tier.TierProgress;

/**
 * A customer at one look.
 *
 * @param profile who it is
 * @param stages how far deals and cases are that are not over
 * @param lastContacts the last interactions that were held, the last at first, at most {@value #CONTACTS_MAX}
 * @param open what is to be done, what is due first at first, at most {@value #OPEN_MAX}
 * @param agreements agreements that are talked about or in force
 * @param owners who is responsible now, by roles; where a substitute stands in, the substitute
 * @param consents what was said and learned about being contacted, in its order; ask {@link History#mayContact} what follows
 * @param points the points of each purse, the main one at first
 */
public record CustomerCard(
        Profile profile,
        List<Entry<Stage>> stages,
        List<Entry<Interaction>> lastContacts,
        List<Entry<?>> open,
        List<Entry<Agreement>> agreements,
        Map<String, Entry<Assignment>> owners,
        List<Entry<Consent>> consents,
        List<OfPurse> points) {

    /** The most contacts that are shown. */
    public static final int CONTACTS_MAX = 5;

    /** The most things to be done that are shown. */
    public static final int OPEN_MAX = 50;

    /** Copies the lists. */
    public CustomerCard {
        stages = List.copyOf(stages);
        lastContacts = List.copyOf(lastContacts);
        open = List.copyOf(open);
        agreements = List.copyOf(agreements);
        owners = Map.copyOf(owners);
        consents = List.copyOf(consents);
        points = List.copyOf(points);
    }

    /**
     * The points of a purse.
     *
     * @param purse its code
     * @param balance what there is
     * @param tier the rank, and what is missing to the next one
     * @param expiresAt when the first of the points go that can be used now, by their own dates, or null if none do
     * @param expiring how many go then
     */
    public record OfPurse(
            String purse,
            Balance balance,
            TierProgress tier,
            @Nullable Instant expiresAt,
            Points expiring) {}

    /** Shows our id only. */
    @Override
    public String toString() {
        return "CustomerCard[" + profile.customer().id().value() + "]";
    }
}
