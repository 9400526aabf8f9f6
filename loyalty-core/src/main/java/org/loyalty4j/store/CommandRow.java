package org.loyalty4j.store;

import java.time.Instant;
import java.util.List;
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
    private final @Nullable Actor actor;
    private final @Nullable String reason;
    private final @Nullable Source source;
    private final @Nullable Grounds grounds;
    private final Fingerprint fingerprint;
    private final Instant recordedAt;

    /** Means nothing where there is the seal of erased words. */
    private final long salt;

    private final @Nullable ChainHash erasedSeal;

    /** What came of it, unless that is an earning by one posting, or by none. */
    private final CommandRecord.@Nullable Result result;

    private final long earned;
    private final long balance;
    private final int number;

    private final @Nullable Purchase purchase;
    private final @Nullable Instant countsAt;

    @Nullable
    List<RecordedReturn> returns;

    @Nullable
    List<RecordedUndo> undos;

    CommandRow(CommandRecord command, @Nullable RecordedSale sale) {
        id = command.id();
        account = command.account();
        sequence = Math.toIntExact(command.sequence());
        operation = command.operation();
        key = command.key();
        customer = command.customer();
        actor = command.actor();
        reason = command.reason();
        source = command.source();
        grounds = command.grounds();
        fingerprint = command.fingerprint();
        recordedAt = command.recordedAt();
        salt = command.salt() == null ? 0 : command.salt();
        erasedSeal = command.erasedSeal();
        CommandRecord.Result said = command.result();
        earned = said.earned();
        balance = said.balance();
        number = (int) said.firstNumber();
        result = said.equals(earning(earned, balance, number)) ? null : said;
        purchase = sale == null ? null : sale.purchase();
        countsAt = sale == null ? null : sale.countsAt();
    }

    private static CommandRecord.Result earning(long earned, long balance, int number) {
        return new CommandRecord.Result(earned, 0, 0, 0, 0, 0, 0, balance, number, number, 0, null);
    }

    AccountId account() {
        return account;
    }

    int sequence() {
        return sequence;
    }

    CommandRecord.Result result() {
        return result == null ? earning(earned, balance, number) : result;
    }

    CommandRecord command() {
        return new CommandRecord(
                id,
                account,
                sequence,
                operation,
                key,
                customer,
                actor,
                reason,
                source,
                fingerprint,
                result(),
                recordedAt,
                erasedSeal == null ? salt : null,
                erasedSeal,
                grounds);
    }

    /** Returns the purchase that the command recorded, if it did. */
    @Nullable
    RecordedSale sale() {
        return purchase == null || countsAt == null ? null : new RecordedSale(command(), purchase, countsAt);
    }
}
