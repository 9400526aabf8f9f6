package org.loyalty4j.testkit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.ChainKey;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.RecordedTransfer;
import org.loyalty4j.program.RecordedUndo;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.Changes;
import org.loyalty4j.tier.GivenTier;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.Upcoming;

/**
 * Rows of one account as the desks would write them, for tests that speak to a store directly. It knows the head, so
 * numbers go on from unit to unit. Used by one thread.
 */
final class Rows {

    /** When everything in here happens; has microseconds, so that a store that cuts them is found. */
    static final Instant NOW = Instant.parse("2026-03-01T10:15:30.123457Z");

    static final LocalDate TODAY = LocalDate.ofInstant(NOW, ZoneOffset.UTC);

    private static final CountingIds IDS = new CountingIds();

    private final AccountId account;
    private RewardAccount head;
    private Changes changes = Changes.none();

    Rows(CustomerId customer) {
        account = new AccountId(customer, "points");
        head = RewardAccount.opened(account);
    }

    AccountId account() {
        return account;
    }

    RewardAccount head() {
        return head;
    }

    /** What was collected so far; a test may add rows of its own. */
    Changes changes() {
        return changes;
    }

    /** Returns what was collected, with the head, and begins the next unit. */
    Changes take() {
        Changes unit = changes;
        unit.accounts().add(head);
        changes = Changes.none();
        return unit;
    }

    /** A command without a posting. */
    CommandRecord command(Operation operation, String key) {
        return command(operation, key, 0, 0);
    }

    /** A purchase that earns nothing. */
    RecordedSale sells(Purchase purchase) {
        RecordedSale sale = new RecordedSale(
                command(Operation.SALE, purchase.key().value(), 0, 0, purchase.actor(), purchase.source()),
                purchase,
                NOW);
        changes.sales().add(sale);
        return sale;
    }

    /** A purchase of one line that earns points. */
    Lot earns(String key, long points, @Nullable Instant goneAt) {
        Purchase purchase = Purchase.of(key, account.holder(), Shop.euro(points + ".00"));
        CommandRecord command = command(Operation.SALE, key, points, 0, null, null);
        changes.sales().add(new RecordedSale(command, purchase, NOW));
        return opens(Posting.Kind.EARN, command, points, goneAt);
    }

    /** Points given without a purchase. */
    Lot gives(String key, long points, @Nullable Instant goneAt) {
        return opens(Posting.Kind.BONUS, command(Operation.BONUS, key, points, 0), points, goneAt);
    }

    /** Points used from one lot, which is written with what is left. */
    Lot redeems(String key, Lot from, long points) {
        CommandRecord command = command(Operation.REDEEM, key, 0, points);
        posting(Posting.Kind.REDEEM, -points, List.of(from.allocation(-points)), List.of(), command);
        return left(from, from.remaining() - points);
    }

    /** Points of one lot that have gone, written by maintenance. */
    Lot expires(String key, Lot lot, long points) {
        CommandRecord command = command(Operation.MAINTENANCE, key, 0, points);
        posting(Posting.Kind.EXPIRE, -points, List.of(lot.allocation(-points)), List.of(), command);
        return left(lot, lot.remaining() - points);
    }

    /** A lot as it is now. */
    Lot left(Lot lot, long remaining) {
        Lot now = lot.withRemaining(remaining);
        changes.lots().add(now);
        return now;
    }

    /** A step of returning a purchase, with sums of nothing. */
    RecordedReturn returns(String key, String purchase, int step) {
        return returns(key, purchase, step, 1, step);
    }

    /** A step of returning a purchase, with the sum that was put back of one redemption. */
    RecordedReturn returns(String key, String purchase, int step, long debit, long restored) {
        RecordedReturn row = new RecordedReturn(
                command(Operation.RETURN, key),
                CommandKey.of(purchase),
                step,
                List.of(new RecordedReturn.LineSum("1", new java.math.BigDecimal("0.352"), step)),
                List.of(new RecordedReturn.PaymentSum(debit, restored)),
                step,
                0);
        changes.returns().add(row);
        return row;
    }

    /** A step of undoing a command. */
    RecordedUndo undoes(String key, CommandRecord done, int step, long points) {
        RecordedUndo row = new RecordedUndo(
                command(Operation.UNDO, key),
                done.operation(),
                done.key(),
                done.result().firstNumber(),
                step,
                points);
        changes.undos().add(row);
        return row;
    }

    /** Points of a lot that are reserved; it is written with what is left. */
    Hold holds(String key, Instant until, Lot from, long points) {
        CommandRecord command = command(Operation.HOLD, key);
        left(from, from.remaining() - points);
        LotAllocation pin = from.allocation(points);
        Hold hold = new Hold(
                account,
                command.sequence(),
                command.key(),
                command.recordedAt(),
                until,
                List.of(pin),
                points % 2 == 0 ? "coffee" : null,
                points % 2 == 0 ? null : CommandKey.of("paid"),
                null);
        changes.holds().add(hold);
        reserve(points);
        return hold;
    }

    /** The end of a hold, whose points are used up. */
    Hold ends(String key, Hold hold, Hold.How how) {
        CommandRecord command = command(how == Hold.How.RELEASED ? Operation.RELEASE : Operation.REDEEM, key);
        boolean captured = how == Hold.How.CAPTURED;
        boolean lapsed = how == Hold.How.LAPSED;
        Hold ended = hold.endedBy(new Hold.End(
                how, captured ? hold.amount() : 0, NOW, command.sequence(), lapsed ? null : command.key()));
        changes.ended().add(ended);
        reserve(-hold.amount());
        return ended;
    }

    private void reserve(long points) {
        head = new RewardAccount(
                account,
                RewardAccount.Status.OPEN,
                head.balance(),
                head.held() + points,
                head.pending(),
                head.debt(),
                head.lastNumber(),
                head.commands(),
                NOW,
                head.lastHash(),
                head.dueAt(),
                head.activeAt());
    }

    /** A leg of a transfer. */
    RecordedTransfer transfers(Operation operation, String key, CustomerId other, long otherSequence) {
        RecordedTransfer leg = new RecordedTransfer(command(operation, key), other, otherSequence);
        changes.transfers().add(leg);
        return leg;
    }

    /** A qualifying day. */
    QualifyingDay counts(LocalDate date, long spend) {
        QualifyingDay day = new QualifyingDay(account, date, spend, 7, 1, spend > 100 ? "gold" : null);
        changes.days().add(day);
        return day;
    }

    /** A rank. */
    Standing stands(String tier, LocalDate windowStart, LocalDate windowDay) {
        Standing standing = new Standing(
                account,
                tier,
                NOW,
                Map.of("gold", TierLadder.NEVER_ENDS, "silver", TODAY),
                3,
                windowStart,
                windowDay,
                12_345,
                1,
                0,
                Map.of(
                        "SPEND/P1M",
                        new Standing.Sum(windowStart, -7),
                        "DAYS/LIFETIME",
                        new Standing.Sum(Standing.NO_DAY, 9)),
                windowDay,
                tier.equals("silver")
                        ? new GivenTier("gold", NOW, NOW.plusSeconds(3600), 3, GivenTier.State.LIVE)
                        : new GivenTier("lead \"or\" tin", NOW, null, 2, GivenTier.State.OVER),
                tier.equals("silver") ? new Upcoming("gold", windowDay.plusDays(40), windowDay) : null,
                tier.equals("silver")
                        ? Map.of("silver", new Standing.Entered(windowDay, 3), "gold", new Standing.Entered(TODAY, 0))
                        : Map.of());
        changes.standings().add(standing);
        return standing;
    }

    /** A change of the tier. */
    StandingChange ranks(int number, String tier, StandingChange.Cause cause) {
        StandingChange change = new StandingChange(
                account,
                number,
                number / 2,
                NOW,
                tier,
                cause,
                10_000L + number,
                number == 2 ? List.of(0L, 5L) : List.of(),
                cause == StandingChange.Cause.GIVEN ? NOW.plusSeconds(3600) : null,
                cause.isByHand() ? number : 0);
        changes.changes().add(change);
        return change;
    }

    /** An instant at which the account is to be looked at. */
    Changes.Due due(Instant at) {
        Changes.Due due = new Changes.Due(at, account);
        changes.due().add(due);
        return due;
    }

    /** A redemption that pays a purchase. */
    RecordedSale.Payment pays(String redemption, String purchase) {
        RecordedSale.Payment payment =
                new RecordedSale.Payment(account, CommandKey.of(purchase), CommandKey.of(redemption));
        changes.payments().add(payment);
        return payment;
    }

    private Lot opens(Posting.Kind kind, CommandRecord command, long points, @Nullable Instant goneAt) {
        Lot lot = new Lot(account, head.lastNumber() + 1, NOW, goneAt, points);
        List<Attribution> attributions = kind == Posting.Kind.EARN
                ? List.of(new Attribution("1", "base", points + 1, points), new Attribution(null, "round", -1, 0))
                : List.of();
        posting(kind, points, List.of(lot.allocation(points)), attributions, command);
        changes.lots().add(lot);
        return lot;
    }

    private CommandRecord command(Operation operation, String key, long earned, long redeemed) {
        boolean told = head.commands() % 2 == 0;
        Actor actor = told ? new Actor("till 7 ☕") : null;
        return command(operation, key, earned, redeemed, actor, told ? new Source("pos") : null);
    }

    /** The actor and source of a purchase are those of its command. */
    private CommandRecord command(
            Operation operation,
            String key,
            long earned,
            long redeemed,
            @Nullable Actor actor,
            @Nullable Source source) {
        long number = earned + redeemed == 0 ? 0 : head.lastNumber() + 1;
        boolean told = head.commands() % 2 == 0;
        String reason = told ? "asked for it" : null;
        CommandKey caller = CommandKey.of(key);
        long salt = IDS.newSalt();
        Grounds grounds =
                Grounds.of("ERROR").document("INV-1 ☕").at("north", "7").approvedBy(new Actor("chief"));
        CommandRecord command = new CommandRecord(
                new CommandId(IDS.newId(NOW)),
                account,
                head.commands() + 1,
                operation,
                caller,
                account.holder(),
                actor,
                reason,
                source,
                Fingerprint.of().text(key).end().number(-1).end().make(),
                new CommandRecord.Result(
                        earned,
                        redeemed,
                        1,
                        2,
                        3,
                        4,
                        5,
                        head.balance() + earned - redeemed,
                        number,
                        number,
                        told ? 6 : 0,
                        told ? TODAY.minusDays(7) : null,
                        null,
                        7,
                        8,
                        told ? Map.of("segment", Ratio.of(7, 3), "a b", Ratio.ZERO) : Map.of(),
                        told ? Map.of("tenth", 10L, "a b", 2L) : Map.of(),
                        told ? Map.of("1", Ratio.of(-7, 3)) : Map.of(),
                        9,
                        10),
                NOW,
                told ? salt : null,
                told ? null : CommandRecord.sealOf(salt, caller, actor, reason, source, null),
                told ? grounds : null);
        changes.commands().add(command);
        head = new RewardAccount(
                account,
                RewardAccount.Status.OPEN,
                head.balance(),
                head.held(),
                head.pending(),
                head.debt(),
                head.lastNumber(),
                head.commands() + 1,
                NOW,
                head.lastHash(),
                NOW.plusSeconds(head.commands()),
                NOW.minusSeconds(1 + head.commands()));
        return command;
    }

    private void posting(
            Posting.Kind kind,
            long amount,
            List<LotAllocation> lots,
            List<Attribution> attributions,
            CommandRecord command) {
        Posting posting = new Posting(
                        account,
                        head.lastNumber() + 1,
                        kind,
                        amount,
                        head.balance() + amount,
                        lots,
                        attributions,
                        command.id(),
                        1,
                        NOW,
                        NOW,
                        head.lastHash())
                .chained(head.lastHash(), command.seal(), ChainKey.NONE);
        changes.postings().add(posting);
        head = new RewardAccount(
                account,
                RewardAccount.Status.OPEN,
                posting.after(),
                head.held(),
                head.pending(),
                head.debt(),
                posting.number(),
                head.commands(),
                NOW,
                posting.hash(),
                head.dueAt(),
                head.activeAt());
    }
}
