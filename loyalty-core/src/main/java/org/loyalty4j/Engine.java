package org.loyalty4j;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.IdSource;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.exchange.ContactCodes;
import org.loyalty4j.history.BusinessCalendar;
import org.loyalty4j.history.Pipeline;
import org.loyalty4j.history.TimelineFilter;
import org.loyalty4j.points.ChainKey;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.privacy.SuppressionKey;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.LostRaceException;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/** What all desks share: the store, the clock and the ids. Desks inside a host's transaction share that, too. */
final class Engine {

    private static final int TRIES = 6;
    private static final long PAUSE_NANOS = 200_000;

    private final LoyaltyStore store;
    private final BuiltWith with;
    private final @Nullable StoreTransaction joined;
    private final @Nullable Lanes group;

    /** The purse whose accounts are meant; null for the main one, whichever that is. */
    private final @Nullable String purse;

    private Engine(
            LoyaltyStore store,
            BuiltWith with,
            @Nullable StoreTransaction joined,
            @Nullable Lanes group,
            @Nullable String purse) {
        this.store = store;
        this.with = with;
        this.joined = joined;
        this.group = group;
        this.purse = purse;
    }

    /** Makes the engine of a library; commands of several callers are settled together if the store wants it. */
    static Engine over(LoyaltyStore store, BuiltWith with) {
        int most = Math.min(store.commandsAtOnce(), Settler.UNIT_MAX);
        Lanes group = most > 1 ? new Lanes(Math.max(1, store.unitsAtOnce()), most) : null;
        return new Engine(store, with, null, group, null);
    }

    /**
     * Refuses a card that no scheme of the shop can have.
     *
     * @throws InvalidRequestException if it is one
     */
    void check(Identifier identifier) {
        boolean good = identifier.kind() != Identifier.Kind.CARD
                || with.cards().isEmpty()
                || with.cards().stream().anyMatch(scheme -> scheme.accepts(identifier.value()));
        new Violations()
                .check(
                        good,
                        "card",
                        Code.BAD_CARD_NUMBER,
                        "the shop has no cards of such numbers: a digit may be mistyped, its check digit tells")
                .throwIfAny();
    }

    /** Returns an engine within a host's transaction, where each command is settled for itself. */
    Engine joining(StoreTransaction transaction) {
        return new Engine(store, with, below(transaction), null, purse);
    }

    /** Returns an engine that has nobody told of what it decides, as it is not going to be written. */
    Engine untold() {
        return with.listeners().isEmpty() ? this : new Engine(store, with.untold(), joined, null, purse);
    }

    /** Returns an engine for another purse, where each command is settled for itself. */
    Engine in(String code) {
        return new Engine(store, with, joined, null, code);
    }

    /** Returns an engine for the main purse, whichever that is. */
    Engine ofMain() {
        return purse == null ? this : new Engine(store, with, joined, null, null);
    }

    /** Returns the purse whose accounts are meant; empty for the main one, whichever that is. */
    Optional<String> purse() {
        return Optional.ofNullable(purse);
    }

    /** Returns a transaction as the desks of this purse see it. */
    StoreTransaction view(StoreTransaction transaction) {
        return purse == null ? transaction : new PurseTransaction(transaction, purse);
    }

    /** Returns a store as the desks of this purse see it. */
    StoreReader view(StoreReader reader) {
        return purse == null ? reader : new PurseReader(reader, purse);
    }

    /** Returns the transaction that is the same for all purses. */
    StoreTransaction below(StoreTransaction transaction) {
        return transaction instanceof PurseTransaction seen ? seen.below() : transaction;
    }

    /** Returns all versions of the programs of all purses, with what is registered with this library. */
    ProgramHistory whole(StoreReader reader) {
        return registered((reader instanceof PurseReader seen ? seen.below() : reader).programs());
    }

    /** Settles one command, alone or together with those of other callers. */
    Settlement settle(Command command) {
        Command asked = asked(command);
        return group == null ? Settler.settle(this, asked) : group.settle(this, asked);
    }

    /** Returns a command with what the host says of its customer. */
    Command asked(Command command) {
        return factors().asked(this, List.of(command)).get(0);
    }

    PersonalFactors factors() {
        return with.factors();
    }

    boolean isJoined() {
        return joined != null;
    }

    /** Returns the clock's time, as every store keeps it. */
    Instant now() {
        return with.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns how long before it begins a version of the program is published at least. */
    Duration lead() {
        return with.lead();
    }

    /** Returns what hashes are made with. */
    ChainKey chainKey() {
        return with.chainKey();
    }

    /** Returns how phones are written and looked for. */
    Phones phones() {
        return with.phones();
    }

    /** Returns how customers go from stage to stage; empty for any way. */
    Optional<Pipeline> lifecycle() {
        return Optional.ofNullable(with.lifecycle());
    }

    /** Returns how deals and cases go from stage to stage, by their codes. */
    Map<String, Pipeline> pipelines() {
        return with.pipelines();
    }

    BusinessCalendar calendar() {
        return with.calendar();
    }

    TimelineFilter timelineFilter() {
        return with.filter();
    }

    /**
     * Writes what was asked for, after listeners have been told. What becomes of accounts is told when it is decided.
     *
     * @throws org.loyalty4j.event.VetoException if one refuses it
     */
    void append(StoreTransaction tx, Changes changes) {
        if (!listeners().isEmpty()) {
            changes.events().addAll(ChangeEvents.of(changes, ids(), now()));
            listeners().decidingEvents(List.copyOf(changes.events()));
        }
        tx.append(changes);
    }

    Listeners listeners() {
        return with.listeners();
    }

    /** Returns which channels and touchpoints interactions may have. */
    ContactCodes contactCodes() {
        return with.contactCodes();
    }

    /** Returns what identifiers of the erased are hashed with; empty where nobody can be erased. */
    Optional<SuppressionKey> suppression() {
        return Optional.ofNullable(with.suppression());
    }

    IdSource ids() {
        return with.ids();
    }

    /** Returns all versions of the program, with the formulas and factors that are registered with this library. */
    ProgramHistory programs(StoreReader reader) {
        return registered(reader.programs());
    }

    private ProgramHistory registered(ProgramHistory published) {
        ProgramHistory programs = published;
        programs = with.formulas().isEmpty() ? programs : programs.with(with.formulas());
        return factors().names().isEmpty() ? programs : programs.with(factors().names());
    }

    /**
     * Runs some work in the host's transaction, or in one of its own, which is begun again after a lost race.
     *
     * @throws StoreBusyException if the race was lost again and again; nothing happened
     */
    <R> R write(Function<StoreTransaction, R> work) {
        if (joined != null) {
            return work.apply(view(joined));
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return store.inTransaction(tx -> work.apply(view(tx)));
            } catch (LostRaceException lost) {
                if (attempt == TRIES) {
                    StoreBusyException busy = new StoreBusyException(
                            "Others took the same keys " + TRIES + " times; nothing was changed, repeat the request");
                    busy.initCause(lost);
                    throw busy;
                }
                pause(attempt);
            }
        }
    }

    <R> R read(Function<StoreReader, R> work) {
        return joined != null
                ? work.apply(view((StoreReader) joined))
                : store.reading(reader -> work.apply(view(reader)));
    }

    /** Says whether what is read now may be kept for others. */
    boolean seesWhatAllSee() {
        return joined == null && store.seesWhatAllSee();
    }

    /** Waits a random while that doubles with each attempt, so that two losers do not meet again. */
    private void pause(int attempt) {
        long longest = PAUSE_NANOS << attempt;
        LockSupport.parkNanos(1 + Long.remainderUnsigned(ids().newSalt(), longest));
    }
}
