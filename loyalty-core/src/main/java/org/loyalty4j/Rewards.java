package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Page;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.Undo;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.PointsPayment;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.Release;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.store.StoreException;

/** Where points are used. Safe for use by many threads. */
public final class Rewards {

    private final Engine engine;

    Rewards(Engine engine) {
        this.engine = engine;
    }

    /**
     * Uses points, soonest gone first, within the program's spending rules; shares of a purchase are a matter of a
     * checkout, see {@link Till#checkout}.
     *
     * @return what it came to, how many points were used, what they are worth and why not more; or why it was refused,
     *     and how many could be used instead
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another redemption
     */
    public Settlement redeem(Redemption request) {
        return engine.settle(new Command.Redeem(request));
    }

    /**
     * Returns what would come of using points now, as {@link #redeem} would answer: {@link Redemption#asManyAsPossible}
     * asks for the most that can be used. Nothing is written and the key stays free.
     *
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another redemption
     */
    public Settlement quote(Redemption request) {
        return Settler.quote(engine, new Command.Redeem(request));
    }

    /**
     * Pays an amount of money with points of all purses that give points a value, one after the other: the lower {@link
     * org.loyalty4j.program.SpendingRules#priority} first. Each pays as much of what is left as its points and spending
     * rules allow, never more; shares of a purchase do not matter, as for {@link #redeem}. Each part is a redemption of its
     * purse under the payment's key, and all are made or none. A tender of points that names the key pays a purchase with
     * all of them, and what comes back of it restores the share in each purse. To undo it, undo the redemption of that key
     * in each purse that paid.
     *
     * @return what each purse paid and why not more, and what is left to be paid otherwise; where no purse can pay
     *     anything, nothing is written and the key stays free
     * @throws InvalidRequestException if the request cannot be meant, or is of another currency than the program
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another payment or redemption in any purse
     */
    public PointsPayment.Paid pay(PointsPayment request) {
        new Violations().required("payment", request).throwIfAny();
        return Payments.settle(engine, request, true);
    }

    /**
     * Returns what would come of paying an amount now, as {@link #pay} would answer. Nothing is written and the key stays
     * free.
     *
     * @throws InvalidRequestException if the request cannot be meant, or is of another currency than the program
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another payment or redemption in any purse
     */
    public PointsPayment.Paid quote(PointsPayment request) {
        new Violations().required("payment", request).throwIfAny();
        return Payments.settle(engine, request, false);
    }

    /**
     * Undoes a redemption, all of it or a number of its points: they go back into the lots they came from, with their
     * dates, those that were used last first; what is past its time by now expires at once. What came back with the
     * purchase that it paid counts: never more is put back than was used.
     *
     * @return what it came to, or why it was refused
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another undoing
     */
    public Settlement undo(Undo request) {
        return engine.settle(new Command.TakeBack(request));
    }

    /**
     * Returns what would come of undoing a redemption now, as {@link #undo} would answer. Nothing is written and the key
     * stays free.
     *
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another undoing
     */
    public Settlement quote(Undo request) {
        return Settler.quote(engine, new Command.TakeBack(request));
    }

    /**
     * Reserves points for a while, soonest gone first and within the program's spending rules: nothing else can use them,
     * and they do not expire, until they are captured, released, or the time is over. A purchase that is named is paid
     * once they are captured.
     *
     * @return what it came to, and until when they are held; or why it was refused, and how many could be held instead
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another hold
     */
    public Settlement hold(HoldRequest request) {
        return engine.settle(new Command.SetAside(request));
    }

    /**
     * Returns what would come of reserving points now, as {@link #hold} would answer. Nothing is written and the key stays
     * free.
     *
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another hold
     */
    public Settlement quote(HoldRequest request) {
        return Settler.quote(engine, new Command.SetAside(request));
    }

    /**
     * Uses points that are held, all or some, even those that would have expired meanwhile; the others go back into their
     * lots, where those past their time expire at once. A hold is captured once; at its limit it is too late.
     *
     * @return what it came to, or why it was refused, and how the hold ended before, see {@link Settlement.Refused#about}
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another redemption
     */
    public Settlement capture(Capture request) {
        return engine.settle(new Command.UseHeld(request));
    }

    /**
     * Returns what a capture would come to now. Nothing is written and its key stays free.
     *
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another redemption
     */
    public Settlement quote(Capture request) {
        return Settler.quote(engine, new Command.UseHeld(request));
    }

    /**
     * Gives all points of a hold back into their lots, where those past their time expire at once.
     *
     * @return what it came to, or why it was refused, and how the hold ended before, see {@link Settlement.Refused#about}
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for the release of another hold
     */
    public Settlement release(Release request) {
        return engine.settle(new Command.LetGo(request));
    }

    /**
     * Returns a hold, and how it ended, if it has.
     *
     * @param key the key it was made under
     * @return empty when the customer has no such hold
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public Optional<Hold> hold(CustomerId customer, CommandKey key) {
        Instant clock = engine.now();
        return engine.read(reader -> {
            RewardAccount head = Accounts.head(reader, customer);
            return reader.holds().find(head.id(), key).map(hold -> asOf(hold, head.now(clock)));
        });
    }

    /**
     * Returns holds whose time is not over and that were neither captured nor released, those that are over first before
     * the others.
     *
     * @param count how many at most, from 1 to {@value Page#SIZE_MAX}
     * @throws InvalidRequestException if the count is out of range
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public List<Hold> holds(CustomerId customer, int count) {
        int most = Page.checkedSize(count);
        Instant clock = engine.now();
        return engine.read(reader -> {
            RewardAccount head = Accounts.head(reader, customer);
            Instant now = head.now(clock);
            List<Hold> live = new ArrayList<>();
            Hold after = null;
            List<Hold> page = reader.holds().live(head.id(), null, most);
            while (!page.isEmpty() && live.size() < most) {
                page.stream()
                        .filter(hold -> !hold.isOverBy(now))
                        .limit(most - live.size())
                        .forEach(live::add);
                Hold last = page.get(page.size() - 1);
                if (after != null && Hold.BY_LIMIT.compare(after, last) >= 0) {
                    throw new StoreException("The store brings holds again that it was to go on after");
                }
                after = last;
                page = page.size() < most ? List.of() : reader.holds().live(head.id(), after, most);
            }
            return live;
        });
    }

    /** A hold that is over has lapsed, whether or not anybody came by to write that. */
    private static Hold asOf(Hold hold, Instant now) {
        return hold.end() == null && hold.isOverBy(now)
                ? hold.endedBy(new Hold.End(Hold.How.LAPSED, 0, hold.until(), 0, null))
                : hold.answered();
    }

    /**
     * Returns the reward of an answer as it was offered when it was asked for, with what the till is to do for it. For a
     * hold, and for what was reserved with it, that is when it was made. Empty for an answer that is about no reward, or is
     * one of another purse's.
     *
     * @throws InvalidRequestException if there is no answer
     */
    public Optional<RewardOption> offered(Settlement.Settled answer) {
        new Violations().required("answer", answer).throwIfAny();
        ProgramHistory programs = engine.read(engine::programs);
        boolean own = programs.versions().stream()
                .anyMatch(version ->
                        version.purse().code().equals(answer.account().purse()));
        return own ? answer.rewarded().flatMap(programs::reward) : Optional.empty();
    }

    /** Returns what the program offers now, in its order. */
    public List<RewardOption> offered() {
        return engine.read(reader -> reader.programs().atOrFirst(engine.now()).rewards());
    }
}
