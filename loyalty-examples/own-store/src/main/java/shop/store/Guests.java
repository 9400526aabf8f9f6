package shop.store;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.store.GuestStore;

/** Answers questions about guest purchases from one state. */
final class Guests implements GuestStore {

    private final State state;

    Guests(State state) {
        this.state = state;
    }

    @Override
    public Optional<RecordedGuest> find(CommandKey purchase) {
        return Optional.ofNullable(state.guests.get(purchase));
    }

    @Override
    public Optional<RecordedGuest.Step> step(RecordedGuest.Kind kind, CommandKey key) {
        return state.guests.values().stream()
                .flatMap(guest -> guest.steps().stream())
                .filter(step -> step.kind() == kind && step.key().equals(key))
                .findFirst();
    }

    @Override
    public List<RecordedGuest> marked(List<Identifier> forms, int count) {
        return state.guests.values().stream()
                .filter(guest -> guest.guest().marks().stream().anyMatch(forms::contains))
                .sorted(Comparator.comparing(RecordedGuest::recordedAt).reversed())
                .limit(count)
                .toList();
    }

    @Override
    public List<RecordedGuest> page(CommandKey after, int count) {
        var from = after == null ? state.guests : state.guests.tailMap(after, false);
        return from.values().stream().limit(count).toList();
    }
}
