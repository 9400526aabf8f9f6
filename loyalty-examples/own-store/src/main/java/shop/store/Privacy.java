package shop.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord.Operation;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.history.Entry;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.privacy.ErasureReceipt;
import org.loyalty4j.privacy.LegalHold;
import org.loyalty4j.privacy.Suppression;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.store.PrivacyChanges;
import org.loyalty4j.store.PrivacyStore;

/** Destroys what is known of a customer in one state, and answers questions about who was erased. */
final class Privacy implements PrivacyStore {

    private final State state;

    Privacy(State state) {
        this.state = state;
    }

    @Override
    public Optional<ErasureReceipt> receipt(CustomerId customer) {
        return Optional.ofNullable(state.receipts.get(customer));
    }

    @Override
    public List<ErasureReceipt> receipts(CustomerId after, int count) {
        return (after == null ? state.receipts : state.receipts.tailMap(after, false))
                .values().stream().limit(count).toList();
    }

    @Override
    public List<LegalHold> holds(Set<CustomerId> customers) {
        return state.holds.values().stream()
                .filter(hold -> customers.contains(hold.customer()))
                .toList();
    }

    @Override
    public Map<String, Suppression> suppressed(Set<String> hashes) {
        Map<String, Suppression> found = new HashMap<>(state.suppressions);
        found.keySet().retainAll(hashes);
        return found;
    }

    void write(PrivacyChanges changes) {
        Set<CustomerId> together =
                changes.erased().stream().map(PrivacyChanges.Erased::customer).collect(Collectors.toSet());
        changes.erased().forEach(erased -> destroy(erased, together));
        changes.holds().forEach(hold -> state.holds.put(hold, hold));
        changes.forgotten().forEach(entry -> state.entries.remove(entry.id()));
        changes.receipts().forEach(receipt -> state.receipts.put(receipt.customer(), receipt));
        changes.suppressions().forEach(one -> state.suppressions.put(one.hash(), one));
        if (!changes.words().isEmpty()) {
            silence(changes.words());
        }
    }

    /** A command stands in several places here. */
    private void silence(List<CommandRecord> erased) {
        Map<CommandId, CommandRecord> words = new HashMap<>();
        erased.forEach(command -> words.put(command.id(), command));
        state.commands.replaceAll((key, command) -> words.getOrDefault(command.id(), command));
        state.sales.replaceAll((key, sale) -> new RecordedSale(
                words.getOrDefault(sale.command().id(), sale.command()), sale.purchase(), sale.countsAt()));
        state.returns
                .values()
                .forEach(steps -> steps.replaceAll(
                        step -> step.with(words.getOrDefault(step.command().id(), step.command()))));
        for (State.Account rows : state.accounts.values()) {
            rows.commands.replaceAll(command -> words.getOrDefault(command.id(), command));
            rows.undos.replaceAll(step -> step.with(words.getOrDefault(step.command().id(), step.command())));
            rows.transfers.replaceAll(leg -> leg.with(words.getOrDefault(leg.command().id(), leg.command())));
        }
    }

    private void destroy(PrivacyChanges.Erased erased, Set<CustomerId> together) {
        CustomerId id = erased.customer();
        state.entries.values().removeIf(revisions -> revisions.get(0).customer().equals(id));
        erased.kept().forEach(entry -> state.entries.put(entry.id(), new ArrayList<>(List.of(entry))));
        for (Entry<?> entry : erased.rewritten()) {
            state.entries.get(entry.id()).replaceAll(one -> one.revision() == entry.revision() ? entry : one);
        }
        state.attributes.keySet().removeIf(key -> key.customer().equals(id));
        state.blockingKeys.removeIf(held -> held.customer().equals(id));
        state.distinctions.removeIf(
                known -> known.first().equals(id) || known.second().equals(id));
        state.customerCommands.replaceAll((key, command) ->
                command.customer().equals(id) && key.operation() != Operation.ERASE ? command.erased() : command);
        guests(id, erased.identifiers());
        state.identifiers
                .values()
                .removeIf(revisions -> revisions.stream()
                        .allMatch(known -> known.customer().filter(together::contains).isPresent()));
        state.identifiers.values().forEach(revisions -> revisions.replaceAll(known -> nobodys(id, known, revisions)));
    }

    private static KnownIdentifier nobodys(CustomerId id, KnownIdentifier known, List<KnownIdentifier> revisions) {
        return id.equals(known.holder()) ? known.erased(known.revision() == revisions.size()) : known;
    }

    private void guests(CustomerId id, Set<Identifier> identifiers) {
        Set<CommandKey> claimed = new HashSet<>();
        state.guests.forEach((key, guest) -> {
            if (guest.steps().stream().anyMatch(step -> step.customer().equals(id))) {
                claimed.add(key);
            }
        });
        state.guests.replaceAll((key, guest) -> {
            List<Identifier> marks = new ArrayList<>(guest.guest().marks());
            marks.removeIf(mark -> claimed.contains(key) || identifiers.contains(mark));
            return new RecordedGuest(
                    new GuestPurchase(guest.guest().purchase(), marks),
                    guest.fingerprint(),
                    guest.recordedAt(),
                    guest.steps().stream()
                            .map(step -> step.customer().equals(id) ? step.erased() : step)
                            .toList());
        });
    }
}
