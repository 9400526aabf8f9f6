package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.ChainHash;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Counter;

/** What was asked of an account and what came of it. */
@Entity
@Table(name = "loyalty_command")
@IdClass(CommandRow.Key.class)
@SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
class CommandRow {

    /** The primary key. */
    record Key(long account, long sequence) implements Serializable {}

    @Id
    @Column(name = "account_id")
    long account;

    @Id
    @Column(name = "sequence")
    long sequence;

    @Column(name = "id")
    UUID id;

    @Column(name = "operation")
    String operation;

    @Column(name = "request_key")
    String requestKey;

    @Column(name = "customer_id")
    UUID customerId;

    @Column(name = "actor")
    @Nullable
    String actor;

    @Column(name = "reason")
    @Nullable
    String reason;

    @Column(name = "source")
    @Nullable
    String source;

    @Column(name = "fingerprint")
    byte[] fingerprint;

    @Column(name = "earned")
    long earned;

    @Column(name = "redeemed")
    long redeemed;

    @Column(name = "restored")
    long restored;

    @Column(name = "reversed")
    long reversed;

    @Column(name = "shortfall")
    long shortfall;

    @Column(name = "lapsed")
    long lapsed;

    @Column(name = "expired")
    long expired;

    @Column(name = "balance")
    long balance;

    @Column(name = "first_number")
    long firstNumber;

    @Column(name = "last_number")
    long lastNumber;

    @Column(name = "moved_revision")
    int movedRevision;

    @Column(name = "moved_from")
    @Nullable
    LocalDate movedFrom;

    @Column(name = "usable")
    @Nullable
    Long usable;

    @Column(name = "room")
    @Nullable
    Long room;

    @Column(name = "room_period")
    @Nullable
    String roomPeriod;

    @Column(name = "held")
    long held;

    @Column(name = "freed")
    long freed;

    @Column(name = "factors")
    @Nullable
    String factors;

    @Column(name = "turns")
    @Nullable
    String turns;

    @Column(name = "fractions")
    @Nullable
    String fractions;

    @Column(name = "owed")
    long owed;

    @Column(name = "debt")
    long debt;

    @Column(name = "recorded_at")
    Instant recordedAt;

    @Column(name = "salt")
    @Nullable
    Long salt;

    @Column(name = "seal")
    byte @Nullable [] seal;

    @Column(name = "purse")
    String purse;

    @Column(name = "grounds")
    @Nullable
    String grounds;

    static CommandRow of(CommandRecord command, long account) {
        CommandRow row = new CommandRow();
        row.account = account;
        row.sequence = command.sequence();
        row.id = command.id().value();
        row.operation = command.operation().name();
        row.requestKey = command.key().value();
        row.customerId = command.customer().value();
        row.actor = command.actor() == null ? null : command.actor().id();
        row.reason = command.reason();
        row.source = command.source() == null ? null : command.source().name();
        row.fingerprint = Columns.fingerprint(command.fingerprint());
        row.recordedAt = command.recordedAt();
        row.salt = command.salt();
        row.seal = command.erasedSeal() == null ? null : command.erasedSeal().bytes();
        row.set(command.result());
        row.grounds = Columns.grounds(command.grounds());
        row.purse = command.account().purse();
        return row;
    }

    private void set(CommandRecord.Result result) {
        earned = result.earned();
        redeemed = result.redeemed();
        restored = result.restored();
        reversed = result.reversed();
        shortfall = result.shortfall();
        lapsed = result.lapsed();
        expired = result.expired();
        balance = result.balance();
        firstNumber = result.firstNumber();
        lastNumber = result.lastNumber();
        movedRevision = result.movedRevision();
        movedFrom = result.movedFrom();
        CommandRecord.Usable could = result.usable();
        CommandRecord.Room left = could == null ? null : could.room();
        usable = could == null ? null : could.available();
        room = left == null ? null : left.points();
        roomPeriod = left == null ? null : left.period().name();
        held = result.held();
        freed = result.freed();
        factors = Columns.factors(result.factors());
        turns = Columns.turns(result.turns());
        fractions = Columns.factors(result.fractions());
        owed = result.owed();
        debt = result.debt();
    }

    CommandRecord command(AccountId id) {
        return new CommandRecord(
                new CommandId(this.id),
                id,
                sequence,
                CommandRecord.Operation.valueOf(operation),
                new CommandKey(requestKey),
                new CustomerId(customerId),
                by(),
                reason,
                from(),
                Columns.fingerprint(fingerprint),
                result(),
                recordedAt,
                salt,
                seal == null ? null : ChainHash.of(seal),
                Columns.grounds(grounds));
    }

    @Nullable
    Actor by() {
        return actor == null ? null : new Actor(actor);
    }

    @Nullable
    Source from() {
        return source == null ? null : new Source(source);
    }

    private CommandRecord.Result result() {
        return new CommandRecord.Result(
                earned,
                redeemed,
                restored,
                reversed,
                shortfall,
                lapsed,
                expired,
                balance,
                firstNumber,
                lastNumber,
                movedRevision,
                movedFrom,
                usable(),
                held,
                freed,
                Columns.factors(factors),
                Columns.turns(turns),
                Columns.fractions(fractions),
                owed,
                debt);
    }

    private CommandRecord.@Nullable Usable usable() {
        if (usable == null) {
            return null;
        }
        return new CommandRecord.Usable(
                usable,
                room == null || roomPeriod == null
                        ? null
                        : new CommandRecord.Room(room, Counter.Period.valueOf(roomPeriod)));
    }
}
