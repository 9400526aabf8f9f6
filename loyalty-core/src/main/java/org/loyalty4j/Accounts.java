package org.loyalty4j;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Page;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Balance;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Activity;
import org.loyalty4j.program.ActivityUndo;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.Differences;
import org.loyalty4j.program.Extension;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.PendingChange;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.Reinstatement;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.program.TierOverride;
import org.loyalty4j.program.TrueUp;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.tier.Benefit;
import org.loyalty4j.tier.TierInterval;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierProgress;

/**
 * Where balances, statements and ranks are asked for, and points are given and corrected by hand. No answer depends on
 * whether maintenance has run. Safe for use by many threads.
 */
public final class Accounts {

    private static final int LOOKS_MAX = 100;

    private final Engine engine;

    private final Cache cache;

    Accounts(Engine engine, Cache cache) {
        this.engine = engine;
        this.cache = cache;
    }

    /**
     * Gives points without a purchase.
     *
     * @return what it came to, or why it was refused
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for something else
     */
    public Settlement give(Bonus bonus) {
        return engine.settle(new Command.Give(bonus));
    }

    /**
     * Records something that a customer did and that is no purchase, and gives what the program's {@link
     * org.loyalty4j.program.EventRule}s say. It is recorded also where it gives nothing; {@link Settlement.Settled#missed()}
     * tells why.
     *
     * @return what it came to, or why it was refused
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for something else
     */
    public Settlement record(Activity activity) {
        return engine.settle(new Command.Happen(activity));
    }

    /** Returns what {@link #record(Activity)} would come to now; nothing is written. */
    public Settlement quote(Activity activity) {
        return Settler.quote(engine, new Command.Happen(activity));
    }

    /**
     * Undoes an event, once: takes back what it gave as a return does.
     *
     * @return what it came to, or why it was refused
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for something else
     */
    public Settlement undo(ActivityUndo undo) {
        return engine.settle(new Command.UndoActivity(undo, null));
    }

    /** Returns what {@link #undo(ActivityUndo)} would come to now; nothing is written. */
    public Settlement quote(ActivityUndo undo) {
        return Settler.quote(engine, new Command.UndoActivity(undo, null));
    }

    /**
     * Corrects a balance by hand.
     *
     * @return what it came to, or why it was refused
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for something else
     */
    public Settlement adjust(Adjustment adjustment) {
        return engine.settle(new Command.Adjust(adjustment));
    }

    /**
     * Returns what the purchases since an instant would have earned had they arrived in the order in which they were made (by
     * time, till and key), by the versions of the program that were valid then, against what they did earn. What was corrected
     * counts as earned. Reads the whole account, some questions for each purchase, and remembers where each stands: for
     * corrections, not for a till.
     *
     * <p>Returns stay behind the purchases that were recorded before them, a cap of the balance looks at the balance that the
     * purchase found, and personal factors are those that were recorded. What tiers give on reaching them is left as it is.
     *
     * @param from the instant since which the purchases count, of the years 1900 to 2200
     * @throws InvalidRequestException if the instant is outside these years
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public Differences differences(CustomerId customer, Instant from) {
        checked("from", from);
        return engine.read(reader -> ArrivalOrder.before(
                reader, engine.programs(reader), head(reader, customer).id(), from, Long.MAX_VALUE));
    }

    /**
     * Corrects {@link #differences} by one posting of their sum, which counts from now: upward as a lot like a correction's,
     * downward as the program says of corrections. Where the sum is zero, the correction is recorded without one. It needs no
     * second approver and counts in no limit of corrections: its points are those of the program's own rules. It is settled by
     * itself, not within a group commit.
     *
     * @return what it came to, and by {@link Settlement.Settled#corrected} what of each purchase; or why it was refused
     * @throws InvalidRequestException if the request cannot be meant, or the sum is more than a posting can move
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for something else
     */
    public Settlement trueUp(TrueUp request) {
        return Settler.settle(engine, new Command.TrueUpOf(request, null));
    }

    /** Returns what {@link #trueUp(TrueUp)} would come to now; nothing is written. */
    public Settlement quote(TrueUp request) {
        return Settler.quote(engine, new Command.TrueUpOf(request, null));
    }

    /**
     * Returns what a gift would come to now. Nothing is written and its key stays free.
     *
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for something else
     */
    public Settlement quote(Bonus bonus) {
        return Settler.quote(engine, new Command.Give(bonus));
    }

    /**
     * Returns what a correction would come to now, or that somebody else has to agree. Nothing is written and its key stays
     * free.
     *
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for something else
     */
    public Settlement quote(Adjustment adjustment) {
        return Settler.quote(engine, new Command.Adjust(adjustment));
    }

    /**
     * Returns what would come of giving points back that have expired. Nothing is written and its key stays free.
     *
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for something else
     */
    public Settlement quote(Reinstatement reinstatement) {
        return Settler.quote(engine, new Command.Reinstate(reinstatement, null));
    }

    /**
     * Returns what would come of giving points more time. Nothing is written and its key stays free.
     *
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for something else
     */
    public Settlement quote(Extension extension) {
        return Settler.quote(engine, new Command.Extend(extension, Map.of()));
    }

    /**
     * Freezes an account, opens it again, or closes it for ever. An account can be closed when no points are left.
     *
     * @return what it came to, or why it was refused
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for something else
     */
    public Settlement change(StatusChange change) {
        return engine.settle(new Command.Change(change));
    }

    /**
     * Gives a customer a tier by hand.
     *
     * @return what it came to, or why it was refused
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for something else
     */
    public Settlement give(TierOverride override) {
        return engine.settle(new Command.GiveTier(override));
    }

    /**
     * Takes a tier back that was given by hand.
     *
     * @return what it came to, or why it was refused
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for something else
     */
    public Settlement revoke(TierOverride.End revocation) {
        return engine.settle(new Command.TakeTier(revocation));
    }

    /**
     * Confirms pending points, so that they can be used from now on, or takes them back.
     *
     * @return what it came to, or why it was refused
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for something else
     */
    public Settlement change(PendingChange change) {
        return engine.settle(new Command.Pending(change));
    }

    /**
     * Gives points back that have expired, as a lot of their own that counts from now. They are none that the customer was
     * given anew: they count for no tier and no cap, and reports tell them apart.
     *
     * @return what it came to, or why it was refused
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for something else
     */
    public Settlement reinstate(Reinstatement reinstatement) {
        return engine.settle(new Command.Reinstate(reinstatement, null));
    }

    /**
     * Gives points more time that go otherwise: they go into a lot of their own, which counts from when they did and goes
     * later. No points are given or taken. Where points go when nothing happens for a time, these go then, too, however
     * much time they were given.
     *
     * @return what it came to, or why it was refused
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for something else
     */
    public Settlement extend(Extension extension) {
        return engine.settle(new Command.Extend(extension, Map.of()));
    }

    /**
     * Returns the head of an account.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public RewardAccount account(CustomerId customer) {
        return engine.read(reader -> head(reader, customer));
    }

    /**
     * Returns the balance now.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public Balance balance(CustomerId customer) {
        return loaded(customer).balance();
    }

    private Cache.Loaded loaded(CustomerId customer) {
        Instant clock = engine.now();
        RewardAccount alone = account(customer);
        boolean same = alone.due().filter(due -> !due.isAfter(alone.now(clock))).isEmpty();
        // Where nothing has gone since the last command, the head says it all: one question.
        return new Cache.Loaded(
                alone.id().holder(),
                same
                        ? Balance.of(alone, alone.now(clock), 0)
                        : steady(customer, (reader, head) -> new Overdue(reader, head, head.now(clock)).balance()));
    }

    /**
     * Returns a balance for a page or a display, many times faster than {@link #balance(CustomerId)}, which bypasses the
     * cache. It is of a moment ago ({@link Balance#at} says which): at once of what this library writes itself, by {@link
     * Loyalty.Builder#cached} at most behind what others write over the same store. Only balances of the main purse are
     * kept; those of others are read each time.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public Balance shownBalance(CustomerId customer) {
        return engine.seesWhatAllSee() && engine.purse().isEmpty()
                ? cache.balance(customer, () -> loaded(customer))
                : balance(customer);
    }

    /**
     * Returns the balance at an instant, by what is known today: a purchase that arrived late counts from its own time.
     *
     * @param at any instant of the years 1900 to 2200, also one to come if nothing more happens
     * @throws InvalidRequestException if the instant is outside these years
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public Balance balance(CustomerId customer, Instant at) {
        checked("at", at);
        return engine.read(reader -> new Fold(reader, head(reader, customer), Instant.MAX).balance(at));
    }

    /**
     * Returns the balance at an instant, as it was known at another: only what was recorded by then is counted. Reads
     * the whole account.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public Balance balance(CustomerId customer, Instant at, Instant knownAt) {
        checked("at", at);
        return engine.read(reader -> new Fold(reader, head(reader, customer), knownAt).balance(at));
    }

    /**
     * Returns when the points that are there now go, if nothing more happens: points by the first date on which they are
     * gone, in the order of dates. Points that stay are not in it, nor those that wait for a confirmation or are held.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public SortedMap<LocalDate, Points> expirySchedule(CustomerId customer) {
        return schedule(customer, null);
    }

    /** How dates of a forecast are put together. */
    public enum Bucket {
        /** Each by itself. */
        DAY,
        /** Those of a calendar month, told as its first date. */
        MONTH,
        /** Those of a calendar quarter, told as its first date. */
        QUARTER,
        /** Those of a calendar year, told as its first date. */
        YEAR;

        private LocalDate of(LocalDate date) {
            return switch (this) {
                case DAY -> date;
                case MONTH -> date.withDayOfMonth(1);
                case QUARTER -> date.with(IsoFields.DAY_OF_QUARTER, 1);
                case YEAR -> date.withDayOfYear(1);
            };
        }
    }

    /**
     * Returns when the points that are there now go, as far as they are gone on one of some dates for the first time, put
     * together by days, months, quarters or years. Buckets without points are left out.
     *
     * @param from the first date, in the program's zone
     * @param to the last date
     * @throws InvalidRequestException if it is before the first
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public SortedMap<LocalDate, Points> expirySchedule(
            CustomerId customer, LocalDate from, LocalDate to, Bucket bucket) {
        new Violations()
                .required("from", from)
                .required("to", to)
                .required("bucket", bucket)
                .throwIfAny();
        new Violations()
                .check(!to.isBefore(from), "to", Code.EMPTY_RANGE, "the last date is not before the first")
                .throwIfAny();
        SortedMap<LocalDate, Points> buckets = new TreeMap<>();
        schedule(customer, to)
                .tailMap(from)
                .forEach((date, points) -> buckets.merge(bucket.of(date), points, Points::plus));
        return buckets;
    }

    private SortedMap<LocalDate, Points> schedule(CustomerId customer, @Nullable LocalDate last) {
        Instant clock = engine.now();
        return steady(
                customer,
                (reader, head) ->
                        new ExpirySchedule(reader.programs().atOrFirst(clock), head.now(clock), last).of(reader, head));
    }

    /** Returns the newest postings of an account, newest first. */
    public Page<Posting> statement(CustomerId customer, int count) {
        return statementFrom(customer, null, count);
    }

    /**
     * Returns the postings before those of another page, newest first. A row that was there when the first page was
     * asked for is given exactly once, whatever is added meanwhile.
     *
     * @param cursor what the page before gave as its next
     * @param count how many at most, from 1 to {@value Page#SIZE_MAX}
     * @throws InvalidRequestException if the cursor is not one of this account's statement
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public Page<Posting> statement(CustomerId customer, String cursor, int count) {
        return statementFrom(customer, cursor, count);
    }

    private Page<Posting> statementFrom(CustomerId customer, @Nullable String cursor, int count) {
        int size = Page.checkedSize(count);
        return engine.read(reader -> {
            RewardAccount head = head(reader, customer);
            long newest = cursor == null ? head.lastNumber() : Cursor.posting(head.id(), cursor) - 1;
            long oldest = Math.max(1, newest - size + 1);
            List<Posting> page = newest < 1
                    ? List.of()
                    : new ArrayList<>(reader.ledger().postings(head.id(), oldest, (int) (newest - oldest + 1)));
            List<Posting> newestFirst = new ArrayList<>(page);
            java.util.Collections.reverse(newestFirst);
            return new Page<>(
                    newestFirst,
                    oldest > 1 && newest > 1 ? Optional.of(Cursor.of(head.id(), oldest)) : Optional.empty());
        });
    }

    /**
     * Explains a posting: what was asked, and which line, rule and lot every point came from or went to.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws NoSuchElementException if the account has no posting of this number
     */
    public Explanation explain(CustomerId customer, long number) {
        return engine.read(reader -> {
            RewardAccount head = head(reader, customer);
            List<Posting> found = number < 1 ? List.of() : reader.ledger().postings(head.id(), number, 1);
            if (found.isEmpty() || found.get(0).number() != number) {
                throw new NoSuchElementException("The account has no posting " + number);
            }
            return Explanation.of(reader, head, found.get(0));
        });
    }

    /**
     * Returns what to print below a receipt: what the command moved, and what the account has now. It is about the purse of
     * the answer, whichever purse's desk is asked.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public ReceiptText receipt(Settlement.Settled settled) {
        return new Accounts(engine.in(settled.account().purse()), cache).printed(settled);
    }

    private ReceiptText printed(Settlement.Settled settled) {
        Instant clock = engine.now();
        return steady(settled.account().holder(), (reader, head) -> {
            Instant now = head.now(clock);
            LoyaltyProgram program = reader.programs().atOrFirst(now);
            Overdue overdue = new Overdue(reader, head, now);
            return new ReceiptText(
                    settled,
                    overdue.balance().available(),
                    NextExpiry.of(reader, head, program, now, overdue),
                    Ranks.progress(reader, head, now),
                    new ReceiptText.Shown(program.purse(), program.currency(), program.ladder()));
        });
    }

    /**
     * Returns the rank now, and what is missing for more.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public TierProgress standing(CustomerId customer) {
        Instant clock = engine.now();
        return steady(customer, (reader, head) -> Ranks.progress(reader, head, head.now(clock)));
    }

    /**
     * Returns the rank at an instant, by what is known today.
     *
     * @param at any instant of the years 1900 to 2200, also one to come if nothing more is bought
     * @throws InvalidRequestException if the instant is outside these years
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public TierProgress standing(CustomerId customer, Instant at) {
        checked("at", at);
        return steady(customer, (reader, head) -> Ranks.progress(reader, head, at));
    }

    /**
     * Returns the benefits of the tier that a customer has now, as the program that is valid now lists them.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public List<Benefit> benefits(CustomerId customer) {
        Instant clock = engine.now();
        return steady(customer, (reader, head) -> {
            Instant now = head.now(clock);
            TierLadder ladder = reader.programs().atOrFirst(now).ladder();
            return ladder.tier(Ranks.progress(reader, head, now).tier()).benefits();
        });
    }

    /**
     * Returns the tiers that a customer had and has, in order of time, by what is known today: a late purchase may have
     * moved them. Before the first of them, and where there is none, it is the lowest tier of the program.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public List<TierInterval> tierHistory(CustomerId customer) {
        Instant clock = engine.now();
        return steady(customer, (reader, head) -> Ranks.history(reader, head, head.now(clock)));
    }

    private <R> R steady(CustomerId customer, BiFunction<StoreReader, RewardAccount, R> questions) {
        return engine.read(reader -> steady(reader, customer, questions));
    }

    /** Asks several questions about one state of an account: if it was written to in between, they are asked again. */
    static <R> R steady(StoreReader reader, CustomerId customer, BiFunction<StoreReader, RewardAccount, R> questions) {
        RewardAccount before = head(reader, customer);
        for (int i = 0; i < LOOKS_MAX; i++) {
            R answer = questions.apply(reader, before);
            RewardAccount after = head(reader, customer);
            if (after.commands() == before.commands()) {
                return answer;
            }
            before = after;
        }
        throw new StoreBusyException("The account is written to so fast that it could not be read in one state");
    }

    static RewardAccount head(StoreReader reader, CustomerId customer) {
        ProgramHistory programs = reader.programs();
        String purse = programs.versions().isEmpty()
                ? ""
                : programs.versions().get(0).purse().code();
        AccountId id = new AccountId(customer, purse);
        Optional<RewardAccount> head = reader.ledger().head(id);
        if (head.isPresent()) {
            return head.get();
        }
        // Who is merged into another has no account of his own.
        CustomerId survivor = Kin.required(reader, customer).id();
        if (!survivor.equals(customer)) {
            return head(reader, survivor);
        }
        programs.atOrFirst(Instant.EPOCH);
        return RewardAccount.opened(id);
    }

    private static void checked(String path, Instant instant) {
        Violations violations = new Violations();
        violations.instant(path, instant);
        violations.throwIfAny();
    }
}
