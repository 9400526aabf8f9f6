package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.Membership;

/** Who buys. */
@Entity
@Table(name = "loyalty_customer")
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class CustomerRow {

    @Id
    @Column(name = "id")
    UUID id;

    @Column(name = "kind")
    String kind;

    @Column(name = "name")
    @Nullable
    String name;

    @Column(name = "joined_at")
    Instant joinedAt;

    @Column(name = "left_at")
    @Nullable
    Instant leftAt;

    @Column(name = "recorded_at")
    Instant recordedAt;

    @Column(name = "erased_at")
    @Nullable
    Instant erasedAt;

    @Column(name = "merged_into")
    @Nullable
    UUID mergedInto;

    @Column(name = "absorbed")
    int absorbed;

    /** Raised by a statement of its own, so that who changes something of it does not have to know it. */
    @Column(name = "changes", updatable = false)
    long changes;

    static CustomerRow of(Customer customer) {
        CustomerRow row = new CustomerRow();
        row.id = customer.id().value();
        row.kind = customer.kind().name();
        row.name = customer.fullName();
        row.joinedAt = customer.membership().joined();
        row.leftAt = customer.membership().leftAt();
        row.recordedAt = customer.recordedAt();
        row.erasedAt = customer.erasedAt();
        CustomerId survivor = customer.mergedInto();
        row.mergedInto = survivor == null ? null : survivor.value();
        row.absorbed = customer.absorbed();
        return row;
    }

    Customer customer(List<Identifier> identifiers) {
        return new Customer(
                new CustomerId(id),
                Customer.Kind.valueOf(kind),
                name,
                identifiers,
                new Membership(joinedAt, leftAt),
                recordedAt,
                erasedAt,
                mergedInto == null ? null : new CustomerId(mergedInto),
                absorbed);
    }
}
