package org.loyalty4j.customer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.Source;

/**
 * What was asked about a customer, written in the same transaction as what it changed.
 *
 * @param operation what was asked
 * @param key the caller's key
 * @param customer the customer as enrolled, or as given
 * @param actor who asked, or null
 * @param reason why, or null
 * @param source which system asked, or null
 * @param fingerprint what the request said
 * @param recordedAt when it was written
 */
public record CustomerRecord(
        Operation operation,
        CommandKey key,
        CustomerId customer,
        @Nullable Actor actor,
        @Nullable String reason,
        @Nullable Source source,
        Fingerprint fingerprint,
        Instant recordedAt) {

    /** What can be asked. A key is unique within one operation. */
    public enum Operation {
        /** A new customer. */
        ENROLL("kind", "name", "identifiers", "joined"),
        /** The end of a membership; the request says only whose. */
        LEAVE(),
        /** Something said anew of a customer. */
        PROFILE("attributes"),
        /** Something about one of a customer's identifiers. */
        IDENTIFIER("kind", "identifier", "replacement", "until"),
        /** Who acts for an organization. */
        CONTACT_PERSON("person", "roles", "influence", "main", "happenedAt"),
        /** That two customers are not one. */
        DISTINCTION("other"),
        /** That a customer is the same as another one. */
        MERGE("absorbed"),
        /** That a customer is not the same as another one after all; the request says only whose. */
        UNMERGE(),
        /** The end of all that tells who a customer is. */
        ERASE("why", "forced"),
        /** That what is known of a customer is kept for a matter of law, or no more. */
        LEGAL_HOLD("matter", "placed"),
        /** Something of the history said anew. */
        ENTRY("entry", "revision", "item");

        @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed.
        private final List<String> fields;

        Operation(String... fields) {
            this.fields = List.of(fields);
        }

        /** Returns the names of the fields that a fingerprint is made of, in their order. */
        public List<String> fields() {
            return fields;
        }
    }

    /** Returns what is left of this once the customer is erased: that the key was used. */
    public CustomerRecord erased() {
        return new CustomerRecord(
                operation, key, customer, null, null, source, Fingerprint.of().make(), recordedAt);
    }

    /** Shows our id of the customer, none of the caller's words. */
    @Override
    public String toString() {
        return "CustomerRecord[" + operation + ", " + customer.value() + "]";
    }
}
