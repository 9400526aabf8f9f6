package org.loyalty4j.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.history.Entry;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.privacy.LegalHold;
import org.loyalty4j.store.PrivacyChanges;
import org.loyalty4j.store.StoreException;

/** The statements that leave nothing of a customer. The order is that of what hangs on what. */
final class Erasing {

    /** How many entries are named in one statement. */
    private static final int AT_ONCE = 500;

    private Erasing() {}

    private static Ask entries(String sql, List<Entry<?>> entries) {
        Ask ask = Ask.quiet().sql(sql + entries.stream().map(entry -> "?").collect(Collectors.joining(", ", "(", ")")));
        entries.forEach(entry -> ask.value(ColumnType.ID, entry.id().value()));
        return ask;
    }

    /** Returns what goes before anything else is written. */
    static List<Ask> asks(PrivacyChanges changes) {
        List<Ask> asks = new ArrayList<>();
        if (!changes.erased().isEmpty()) {
            asks.add(identifiers(changes.erased().stream()
                    .map(PrivacyChanges.Erased::customer)
                    .toList()));
        }
        changes.erased().forEach(erased -> add(erased, asks));
        for (int i = 0; i < changes.forgotten().size(); i += AT_ONCE) {
            List<Entry<?>> some = changes.forgotten()
                    .subList(i, Math.min(i + AT_ONCE, changes.forgotten().size()));
            asks.add(entries("delete from loyalty_entry_past where entry_id in ", some));
            asks.add(entries("delete from loyalty_entry where id in ", some));
        }
        return asks;
    }

    /** Returns what is written then. */
    static List<Batch<?>> batches(PrivacyChanges changes, Map<AccountId, AccountRow> heads) {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<EntryRow> kept = new ArrayList<>();
        List<LiveEntryRow> live = new ArrayList<>();
        List<Blanked.Said> said = new ArrayList<>();
        List<Blanked.SaidBefore> before = new ArrayList<>();
        for (PrivacyChanges.Erased erased : changes.erased()) {
            erased.kept().forEach(entry -> kept.add(EntryRow.of(entry)));
            erased.kept().stream()
                    .filter(entry -> entry.item().isLive())
                    .forEach(entry -> live.add(LiveEntryRow.of(entry)));
            erased.rewritten().forEach(entry -> said.add(Blanked.Said.of(entry)));
            erased.rewritten().forEach(entry -> before.add(Blanked.SaidBefore.of(entry)));
        }
        return List.of(
                new Batch<>(Tables.ENTRIES, Batch.What.INSERT, kept),
                new Batch<>(Tables.LIVE_ENTRIES, Batch.What.INSERT, live),
                new Batch<>(Blanked.ENTRIES, Batch.What.UPDATE, said),
                new Batch<>(Blanked.PAST_ENTRIES, Batch.What.UPDATE, before),
                new Batch<>(
                        Blanked.WORDS,
                        Batch.What.UPDATE,
                        changes.words().stream()
                                .map(command -> words(command, heads))
                                .toList()),
                new Batch<>(
                        Tables.LEGAL_HOLDS,
                        Batch.What.INSERT,
                        changes.holds().stream()
                                .filter(LegalHold::isInForce)
                                .map(LegalHoldRow::of)
                                .toList()),
                new Batch<>(
                        Tables.LEGAL_HOLDS,
                        Batch.What.UPDATE,
                        changes.holds().stream()
                                .filter(hold -> !hold.isInForce())
                                .map(LegalHoldRow::of)
                                .toList()),
                new Batch<>(
                        Tables.ERASURES,
                        Batch.What.INSERT,
                        changes.receipts().stream().map(ErasureRow::of).toList()),
                new Batch<>(
                        Tables.SUPPRESSIONS,
                        Batch.What.INSERT_OR_UPDATE,
                        changes.suppressions().stream().map(SuppressionRow::of).toList()));
    }

    private static Blanked.Words words(CommandRecord command, Map<AccountId, AccountRow> heads) {
        AccountRow head = heads.get(command.account());
        if (head == null) {
            throw new StoreException("Words were erased of an account that this transaction has not opened");
        }
        return Blanked.Words.of(command, head.id);
    }

    private static void add(PrivacyChanges.Erased erased, List<Ask> asks) {
        UUID id = erased.customer().value();
        // Who writes an entry at this moment holds the customer by its foreign key, and is waited for.
        asks.add(of("select id from loyalty_customer where id = ? for update", id));
        asks.add(of("delete from loyalty_live_entry where customer_id = ?", id));
        asks.add(of(
                "delete from loyalty_entry_past where entry_id in"
                        + " (select e.id from loyalty_entry e where e.customer_id = ?)",
                id));
        asks.add(of("delete from loyalty_entry where customer_id = ?", id));
        asks.add(of("delete from loyalty_attribute where customer_id = ?", id));
        asks.add(of("delete from loyalty_blocking_key where customer_id = ?", id));
        asks.add(of("delete from loyalty_distinction where first_id = ?", id));
        asks.add(of("delete from loyalty_distinction where second_id = ?", id));
        asks.add(Ask.quiet()
                .sql("update loyalty_customer_command set actor = null, reason = null, fingerprint = ?"
                        + " where customer_id = ? and operation <> 'ERASE'")
                .value(ColumnType.BYTES, new byte[0])
                .value(ColumnType.ID, id));
        asks.add(of(
                "delete from loyalty_guest_mark where request_key in"
                        + " (select s.request_key from loyalty_guest_step s where s.customer_id = ?)",
                id));
        asks.add(of("update loyalty_guest_step set actor = null, reason = null where customer_id = ?", id));
        for (Identifier identifier : erased.identifiers()) {
            asks.add(Ask.quiet()
                    .sql("delete from loyalty_guest_mark where kind = ? and identifier = ?")
                    .value(ColumnType.TEXT, identifier.kind().name())
                    .value(ColumnType.TEXT, identifier.value()));
        }
        identifiers(id, asks);
    }

    /** What only those had who are erased together is gone, before anything is said of what others had, too. */
    private static Ask identifiers(List<CustomerId> together) {
        String all = together.stream().map(id -> "?").collect(Collectors.joining(", ", "(", ")"));
        Ask ask = Ask.quiet()
                .sql("delete from loyalty_identifier where customer_id in " + all + " and not exists"
                        + " (select 1 from loyalty_identifier_past p where p.kind = loyalty_identifier.kind"
                        + " and p.identifier = loyalty_identifier.identifier"
                        + " and (p.customer_id is null or p.customer_id not in " + all + "))");
        together.forEach(id -> ask.value(ColumnType.ID, id.value()));
        together.forEach(id -> ask.value(ColumnType.ID, id.value()));
        return ask;
    }

    /** What others have or had stays with them. */
    private static void identifiers(UUID id, List<Ask> asks) {
        asks.add(of(
                "update loyalty_identifier set customer_id = null, place = 0, status = 'ENDED', actor = null,"
                        + " reason = null where customer_id = ?",
                id));
        asks.add(of(
                "delete from loyalty_identifier_past where customer_id = ? and not exists"
                        + " (select 1 from loyalty_identifier i where i.kind = loyalty_identifier_past.kind"
                        + " and i.identifier = loyalty_identifier_past.identifier)",
                id));
        asks.add(of(
                "update loyalty_identifier_past set customer_id = null, place = 0, actor = null, reason = null"
                        + " where customer_id = ?",
                id));
    }

    private static Ask of(String sql, UUID id) {
        return Ask.quiet().sql(sql).value(ColumnType.ID, id);
    }
}
