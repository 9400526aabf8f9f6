package org.loyalty4j.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.history.Entry;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.privacy.ErasureReceipt;
import org.loyalty4j.privacy.LegalHold;
import org.loyalty4j.privacy.Suppression;

/**
 * What a unit of work destroys of customers. The transaction has locked them and opened all of their accounts.
 *
 * @param erased who is erased
 * @param receipts receipts of those who were not erased before
 * @param words commands about accounts without the words of their callers: they take the place of those of their account and
 *     sequence, which differ from them in nothing else
 * @param suppressions who is not to be brought back, each hash once; one that is there already is from now on of the later time
 * @param holds legal holds as they are now: new ones, and those that are lifted
 * @param forgotten entries that are gone with all their revisions, each as it is now and not live; their customers are locked, and not
 *     erased by these changes
 */
public record PrivacyChanges(
        List<Erased> erased,
        List<ErasureReceipt> receipts,
        List<CommandRecord> words,
        List<Suppression> suppressions,
        List<LegalHold> holds,
        List<Entry<?>> forgotten) {

    /**
     * That nothing is left of a customer but what is kept here, the accounts, and the customer himself as he is among the
     * changes. Gone are all revisions of the attributes, the blocking keys, the distinctions, and the history with all
     * revisions. Of the requests about the customer only operation, key, customer, source and time are left, without a
     * fingerprint. Revisions of identifiers are gone where all there are of an identifier are of customers who
     * are erased by these changes; of others
     * each that is the customer's is nobody's from then on, with place 0 and without who asked and why, and {@link
     * org.loyalty4j.customer.KnownIdentifier.Status#ENDED} where it is the last one. Guest purchases that the customer has
     * claimed, or that have a mark that is one of his identifiers here, have no such marks any more: those that were
     * claimed none at all; the claims do not say who asked and why.
     *
     * @param customer whom it is about
     * @param identifiers under which the customer is known, or was last
     * @param kept entries of the customer that stay, as they are from now on
     * @param rewritten revisions of entries of other customers, the last ones among them, as they are from now on; no more than
     *     what they say is another; those customers are locked
     */
    public record Erased(
            CustomerId customer, Set<Identifier> identifiers, List<Entry<?>> kept, List<Entry<?>> rewritten) {

        /** Copies the lists. */
        public Erased {
            identifiers = Set.copyOf(identifiers);
            kept = List.copyOf(kept);
            rewritten = List.copyOf(rewritten);
        }
    }

    /** Starts with nothing to destroy. */
    public static PrivacyChanges none() {
        return new PrivacyChanges(
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0),
                new ArrayList<>(0));
    }

    /** Says whether there is nothing to destroy. */
    public boolean isEmpty() {
        return erased.isEmpty()
                && receipts.isEmpty()
                && words.isEmpty()
                && suppressions.isEmpty()
                && holds.isEmpty()
                && forgotten.isEmpty();
    }
}
