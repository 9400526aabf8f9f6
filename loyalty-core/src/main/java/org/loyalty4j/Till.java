package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.tier.TierProgress;

/**
 * Where sales and returns are recorded. Each call is one transaction, and may be repeated with its key as often as it
 * takes: it has one effect. Safe for use by many threads.
 */
public final class Till {

    private final Engine engine;

    Till(Engine engine) {
        this.engine = engine;
    }

    /**
     * Records a purchase; it earns what the program says.
     *
     * @return what it came to, or why it was refused
     * @throws InvalidRequestException if the purchase cannot be meant, such as one of tomorrow
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another purchase
     */
    public Settlement record(Purchase purchase) {
        return checkout(Checkout.of(purchase));
    }

    /**
     * Records everything one receipt does as one command, all or nothing: goods returned, points used, goods bought.
     *
     * @return what it came to, or why all of it was refused
     * @throws InvalidRequestException if the receipt cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if the purchase's key stands for another receipt
     */
    public Settlement checkout(Checkout checkout) {
        return engine.settle(new Command.Sale(checkout));
    }

    /**
     * Records many purchases. They are settled in the order of (happenedAt, till, key), in units of 512, so that a batch
     * ends the same however it was shuffled; one that fails leaves the others alone.
     *
     * <p>Each unit is a transaction, unless the host's is joined. When the store fails in a later unit, the units before
     * it stay recorded: the purchases of that unit and of all after it, which are not tried, are answered as failed with
     * what the store threw. Repeat them with their keys.
     *
     * @return what each came to, in the order given
     * @throws InvalidRequestException if one of them is missing; nothing was written
     * @throws StoreException if the store fails in the first unit, or in any one of a joined transaction; whatever else
     *     is thrown leaves the units before it recorded, too
     */
    public List<Outcome<Settlement>> recordAll(List<Purchase> purchases) {
        checkPresent(purchases);
        return recordAll(purchases, false);
    }

    /**
     * Records many purchases, all or none. At most 512. When one of them is refused, nothing is written and every key
     * stays free: the refused ones are answered with their refusal, those recorded by an earlier call with what they came
     * to then, and all others are failed with a {@link NotRecordedException} that names the first refused one.
     *
     * @return what each came to, in the order given
     * @throws InvalidRequestException if there are too many, or one of them is missing or cannot be meant; nothing was
     *     written
     * @throws UnknownCustomerException if a customer is not enrolled; nothing was written
     * @throws KeyReusedException if a key stands for another purchase; nothing was written
     */
    public List<Outcome<Settlement>> recordAllOrNothing(List<Purchase> purchases) {
        checkPresent(purchases);
        if (purchases.size() > Settler.UNIT_MAX) {
            throw new InvalidRequestException(
                    "purchases",
                    Code.TOO_MANY_ITEMS,
                    "at most " + Settler.UNIT_MAX + " are recorded all or nothing, not " + purchases.size());
        }
        return recordAll(purchases, true);
    }

    private static void checkPresent(List<Purchase> purchases) {
        new Violations().required("purchases", purchases).throwIfAny();
        new Violations().eachRequired("purchases", purchases).throwIfAny();
    }

    private List<Outcome<Settlement>> recordAll(List<Purchase> purchases, boolean allOrNothing) {
        Instant now = engine.now();
        List<Integer> order = new ArrayList<>(purchases.size());
        for (int i = 0; i < purchases.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparing(
                        (Integer i) -> purchases.get(i).happened().orElse(now))
                .thenComparing(i ->
                        Optional.ofNullable(purchases.get(i).place().till()).orElse(""))
                .thenComparing(i -> purchases.get(i).key().value()));
        @SuppressWarnings({"unchecked", "rawtypes"})
        Outcome<Settlement>[] outcomes = new Outcome[purchases.size()];
        for (int from = 0; from < order.size(); from += Settler.UNIT_MAX) {
            List<Integer> unit = order.subList(from, Math.min(order.size(), from + Settler.UNIT_MAX));
            List<Command> commands = new ArrayList<>(unit.size());
            unit.forEach(i -> commands.add(new Command.Sale(Checkout.of(purchases.get(i)))));
            List<Outcome<Settlement>> settled;
            try {
                settled = Settler.settleAll(engine, commands, allOrNothing);
            } catch (StoreException failure) {
                // In a joined transaction no unit is kept, and the host has to hear of it.
                if (from == 0 || engine.isJoined()) {
                    throw failure;
                }
                order.subList(from, order.size()).forEach(i -> outcomes[i] = new Outcome.Failed<>(failure));
                break;
            }
            for (int i = 0; i < unit.size(); i++) {
                outcomes[unit.get(i)] = settled.get(i);
            }
        }
        return Arrays.asList(outcomes);
    }

    /**
     * Takes goods back: points that paid for them go back into their own lots, and exactly what each returned line
     * earned is taken back.
     *
     * @return what it came to, or why it was refused
     * @throws InvalidRequestException if the return cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another return
     */
    public Settlement giveBack(Return goods) {
        return engine.settle(new Command.GiveBack(goods));
    }

    /**
     * Takes goods back of which nobody knows the purchase, as the program's {@link UnknownReturn.Policy} says.
     *
     * @return what it came to, or why it was refused
     * @throws InvalidRequestException if the return cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another return
     */
    public Settlement takeBack(UnknownReturn goods) {
        return engine.settle(new Command.TakeUnknown(goods));
    }

    /**
     * Voids a purchase, as if it had not been: whatever has not come back of it comes back, with the points that paid it,
     * and its day and visit do not count for a tier any more.
     *
     * @return what it came to, or why it was refused
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another voiding
     */
    public Settlement voidPurchase(PurchaseVoid request) {
        return engine.settle(new Command.Annul(request));
    }

    /**
     * Returns what a receipt would come to if it were recorded now. Nothing is written and its key stays free.
     *
     * @throws InvalidRequestException if the receipt cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if the purchase's key stands for another receipt
     */
    public Settlement quote(Checkout checkout) {
        return Settler.quote(engine, new Command.Sale(checkout));
    }

    /**
     * Returns what giving goods back would come to now, as {@link #giveBack} would answer: which points come back and which
     * are taken. Nothing is written and the key stays free.
     *
     * @throws InvalidRequestException if the return cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another return
     */
    public Settlement quote(Return goods) {
        return Settler.quote(engine, new Command.GiveBack(goods));
    }

    /**
     * Returns what taking goods back without their purchase would come to now, as {@link #takeBack} would answer. Nothing is
     * written and the key stays free.
     *
     * @throws InvalidRequestException if the return cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another return
     */
    public Settlement quote(UnknownReturn goods) {
        return Settler.quote(engine, new Command.TakeUnknown(goods));
    }

    /**
     * Returns what voiding a purchase would come to now, as {@link #voidPurchase} would answer. Nothing is written and the
     * key stays free.
     *
     * @throws InvalidRequestException if the request cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another voiding
     */
    public Settlement quote(PurchaseVoid request) {
        return Settler.quote(engine, new Command.Annul(request));
    }

    /** Returns what a purchase would come to, as {@link #quote(Checkout)} does. */
    public Settlement quote(Purchase purchase) {
        return quote(Checkout.of(purchase));
    }

    /**
     * Returns where its customer would stand right after a receipt, if it were recorded now; empty if it would be refused.
     * Nothing is written and its key stays free.
     *
     * @throws InvalidRequestException if the receipt cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if the purchase's key stands for another receipt
     */
    public Optional<TierProgress> standingAfter(Checkout checkout) {
        return WhatIf.standingAfter(engine, new Command.Sale(checkout));
    }

    /** Returns a purchase that was recorded. */
    public Optional<RecordedSale> find(CommandKey key) {
        return engine.read(reader -> reader.programs().purses().stream()
                .findFirst()
                .flatMap(purse -> reader.sales().find(purse, key)));
    }
}
