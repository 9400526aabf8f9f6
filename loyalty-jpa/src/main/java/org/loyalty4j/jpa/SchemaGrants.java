package org.loyalty4j.jpa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loyalty4j.jpa.LoyaltySchema.Database;

/** What an application may do with each table: what the store does, and no more. */
final class SchemaGrants {

    /** What the ledger and its requests say is never changed or removed, but where a person is erased. */
    private static final List<String> INSERT_ONLY = List.of(
            "loyalty_erasure",
            "loyalty_posting",
            "loyalty_lot_allocation",
            "loyalty_lot_terms",
            "loyalty_activation",
            "loyalty_expiry_notice",
            "loyalty_reinstated",
            "loyalty_extended",
            "loyalty_opened_day",
            "loyalty_tier_change",
            "loyalty_purchase",
            "loyalty_purchase_line",
            "loyalty_tender",
            "loyalty_payment",
            "loyalty_return",
            "loyalty_undo",
            "loyalty_hold",
            "loyalty_hold_pin",
            "loyalty_hold_end",
            "loyalty_transfer",
            "loyalty_guest_purchase",
            "loyalty_repayment",
            "loyalty_program_version");

    private static final List<String> CHANGED = List.of(
            "loyalty_customer",
            "loyalty_contact_person",
            "loyalty_merge",
            "loyalty_legal_hold",
            "loyalty_suppression",
            "loyalty_account");

    private static final List<String> REPLACED =
            List.of("loyalty_distinction", "loyalty_live_hold", "loyalty_guest_mark");

    /** What is blanked of rows that otherwise stay as they are, when a person is erased. */
    private static final Map<String, String> BLANKED = new TreeMap<>(Map.of(
            "loyalty_customer_command", "actor, reason, fingerprint",
            "loyalty_command", "actor, reason, grounds, salt, seal",
            "loyalty_guest_step", "actor, reason"));

    private static final List<String> CACHES = List.of(
            "loyalty_lot",
            "loyalty_blocking_key",
            "loyalty_pending_lot",
            "loyalty_debt",
            "loyalty_qualifying_day",
            "loyalty_counter",
            "loyalty_identifier",
            "loyalty_identifier_past",
            "loyalty_attribute",
            "loyalty_entry",
            "loyalty_entry_past",
            "loyalty_live_entry",
            "loyalty_agenda",
            "loyalty_event",
            "loyalty_event_consumer");

    private SchemaGrants() {}

    static void write(Database database, String role, Appendable out) {
        if (role.isBlank() || role.chars().anyMatch(letter -> letter == ';' || letter < ' ')) {
            throw new IllegalArgumentException(
                    "A role is one name, without a semicolon or a line break; it stands in the statements as it is");
        }
        try {
            out.append("-- Rights on the tables of Loyalty4j, schema version " + LoyaltySchema.VERSION + ".\n");
            if (database == Database.POSTGRESQL) {
                out.append("-- In a schema of their own also: grant usage on schema NAME to " + role + ";\n");
            }
            grant("select", List.of("loyalty_schema_version"), role, out);
            grant("select, insert", INSERT_ONLY, role, out);
            grant("select, insert, update", CHANGED, role, out);
            grant("select, insert, delete", REPLACED, role, out);
            grant("select, insert, update, delete", CACHES, role, out);
            for (Map.Entry<String, String> blanked : BLANKED.entrySet()) {
                // H2 knows no rights on columns.
                String columns = database == Database.H2 ? "" : " (" + blanked.getValue() + ")";
                grant("select, insert, update" + columns, List.of(blanked.getKey()), role, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void grant(String rights, List<String> tables, String role, Appendable out) throws IOException {
        for (String table : tables) {
            out.append("grant " + rights + " on " + table + " to " + role + ";\n");
        }
    }
}
