package org.loyalty4j.testkit;

import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.store.Changes;

/** A new customer with the command of the enrollment, as the desk would write both. */
record Newcomer(CustomerRecord command, Customer customer) {

    static Newcomer of(CommandKey key, Fingerprint fingerprint, Customer customer) {
        return new Newcomer(
                new CustomerRecord(
                        CustomerRecord.Operation.ENROLL,
                        key,
                        customer.id(),
                        new Actor("till 7 ☕"),
                        null,
                        new Source("pos"),
                        fingerprint,
                        Rows.NOW),
                customer);
    }

    CommandKey key() {
        return command.key();
    }

    void addTo(Changes changes) {
        changes.enrollments().add(customer);
        for (int i = 0; i < customer.identifiers().size(); i++) {
            changes.profiles()
                    .identifiers()
                    .add(KnownIdentifier.first(
                            customer.identifiers().get(i), customer.id(), i + 1, customer.recordedAt()));
        }
        changes.customerCommands().add(command);
    }
}
