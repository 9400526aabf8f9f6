package org.loyalty4j.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.privacy.ErasureReceipt;
import org.loyalty4j.privacy.LegalHold;
import org.loyalty4j.privacy.Suppression;

/** Answers questions about customers who were erased, or must not be. */
public interface PrivacyStore {

    /** Returns the receipt of a customer who was erased. */
    Optional<ErasureReceipt> receipt(CustomerId customer);

    /**
     * Returns receipts in the order of the customers' ids.
     *
     * @param after begin after this customer, or null to begin with the first
     * @param count how many at most
     */
    List<ErasureReceipt> receipts(@Nullable CustomerId after, int count);

    /** Returns all legal holds on some customers, lifted or not, in the order of {@link LegalHold#IN_ORDER}. */
    List<LegalHold> holds(Set<CustomerId> customers);

    /** Returns those of some hashes that are suppressed. */
    Map<String, Suppression> suppressed(Set<String> hashes);
}
