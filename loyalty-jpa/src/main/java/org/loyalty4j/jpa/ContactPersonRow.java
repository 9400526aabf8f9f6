package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.ContactPerson;
import org.loyalty4j.customer.CustomerId;

/** That a person acts for an organization, for a time. */
@Entity
@Table(name = "loyalty_contact_person")
@IdClass(ContactPersonRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class ContactPersonRow {

    /** The primary key. */
    record Key(UUID organizationId, int number) implements Serializable {}

    @Id
    @Column(name = "organization_id")
    UUID organizationId;

    @Id
    @Column(name = "number")
    int number;

    @Column(name = "person_id")
    UUID personId;

    @Column(name = "roles")
    String roles;

    @Column(name = "influence")
    @Nullable
    Integer influence;

    @Column(name = "main")
    int main;

    @Column(name = "valid_from")
    Instant validFrom;

    @Column(name = "valid_until")
    @Nullable
    Instant validUntil;

    @Column(name = "recorded_at")
    Instant recordedAt;

    static ContactPersonRow of(ContactPerson contact) {
        ContactPersonRow row = new ContactPersonRow();
        row.organizationId = contact.organization().value();
        row.number = contact.number();
        row.personId = contact.person().value();
        row.roles = Json.write(List.copyOf(contact.roles()));
        row.influence = contact.influence();
        row.main = contact.main() ? 1 : 0;
        row.validFrom = contact.from();
        row.validUntil = contact.until();
        row.recordedAt = contact.recordedAt();
        return row;
    }

    ContactPerson contact() {
        return new ContactPerson(
                new CustomerId(organizationId),
                number,
                new CustomerId(personId),
                new TreeSet<>(Columns.texts("roles", roles)),
                influence,
                main != 0,
                validFrom,
                validUntil,
                recordedAt);
    }
}
