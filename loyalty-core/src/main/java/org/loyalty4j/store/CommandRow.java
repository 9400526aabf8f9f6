package org.loyalty4j.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Grounds;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.ChainHash;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.sale.Purchase;

/**
 * A command with what belongs to it, which holds its key. There are more of them than of anything else, and they are
 * read far more seldom than written: so the parts are kept in one object, and made into a command when one is asked for.
 */
final class CommandRow extends InMemoryStore.Claim {

    private final CommandId id;
    private final AccountId account;
    private final int sequence;
    private final CommandRecord.Operation operation;
    private final CommandKey key;
    private final CustomerId customer;
    private @Nullable Actor actor;
    private final @Nullable Source source;
    private final Fingerprint fingerprint;
    private final Instant recordedAt;

    /** Means nothing where there is the seal of erased words. */
    private final long salt;

    private final long earned;
    private final long balance;
    private final int number;

    private final @Nullable Purchase purchase;
    private final @Nullable Instant countsAt;

    /** What few commands have; null where there is none of it. */
    private @Nullable Rare rare;

    /** What few commands have. */
    private static final class Rare {
        private @Nullable String reason;
        private @Nullable Grounds grounds;
        private @Nullable ChainHash erasedSeal;

        /** What came of it, unless that is an earning by one posting, or by none. */
        private CommandRecord.@Nullable Result result;

        private @Nullable List<RecordedReturn> returns;
        private @Nullable List<RecordedUndo> undos;
    }

    private Rare rare() {
        Rare some = rare == null ? new Rare() : rare;
        rare = some;
        return some;
    }

    @Nullable
    List<RecordedReturn> returns() {
        return rare == null ? null : rare.returns;
    }

    void returns(@Nullable List<RecordedReturn> steps) {
        rare().returns = steps;
    }

    @Nullable
    List<RecordedUndo> undos() {
        return rare == null ? null : rare.undos;
    }

    void undos(@Nullable List<RecordedUndo> steps) {
        rare().undos = steps;
    }

    CommandRow(CommandRecord command, @Nullable RecordedSale sale) {
        id = command.id();
        account = command.account();
        sequence = Math.toIntExact(command.sequence());
        operation = command.operation();
        key = command.key();
        customer = command.customer();
        actor = command.actor();
        source = command.source();
        fingerprint = command.fingerprint();
        recordedAt = command.recordedAt();
        salt = command.salt() == null ? 0 : command.salt();
        CommandRecord.Result said = command.result();
        earned = said.earned();
        balance = said.balance();
        number = (int) said.firstNumber();
        boolean plain = said.equals(earning(earned, balance, number));
        if (!plain || command.reason() != null || command.grounds() != null || command.erasedSeal() != null) {
            Rare more = rare();
            more.result = plain ? null : said;
            more.reason = command.reason();
            more.grounds = command.grounds();
            more.erasedSeal = command.erasedSeal();
        }
        purchase = sale == null ? null : sale.purchase();
        countsAt = sale == null ? null : sale.countsAt();
    }

    private static CommandRecord.Result earning(long earned, long balance, int number) {
        return new CommandRecord.Result(earned, 0, 0, 0, 0, 0, 0, balance, number, number, 0, null);
    }

    /** Returns a command as it is without words, if it is one of those that lose them. */
    static CommandRecord silent(Map<CommandId, CommandRecord> words, CommandRecord command) {
        return words.getOrDefault(command.id(), command);
    }

    /** Takes the words of its caller away, and those of what it keeps copies of. */
    void silence(Map<CommandId, CommandRecord> words) {
        CommandRecord own = words.get(id);
        if (own != null) {
            actor = null;
            Rare more = rare();
            more.reason = null;
            more.grounds = null;
            more.erasedSeal = own.erasedSeal();
        }
        if (rare != null && rare.returns != null) {
            rare.returns.replaceAll(step -> step.with(silent(words, step.command())));
        }
        if (rare != null && rare.undos != null) {
            rare.undos.replaceAll(step -> step.with(silent(words, step.command())));
        }
    }

    AccountId account() {
        return account;
    }

    int sequence() {
        return sequence;
    }

    CommandRecord.Result result() {
        return rare == null || rare.result == null ? earning(earned, balance, number) : rare.result;
    }

    CommandRecord command() {
        ChainHash erasedSeal = rare == null ? null : rare.erasedSeal;
        return new CommandRecord(
                id,
                account,
                sequence,
                operation,
                key,
                customer,
                actor,
                rare == null ? null : rare.reason,
                source,
                fingerprint,
                result(),
                recordedAt,
                erasedSeal == null ? salt : null,
                erasedSeal,
                rare == null ? null : rare.grounds);
    }

    /** Returns the purchase that the command recorded, if it did. */
    @Nullable
    RecordedSale sale() {
        return purchase == null || countsAt == null ? null : new RecordedSale(command(), purchase, countsAt);
    }
}
