package org.loyalty4j.acceptance;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.privacy.SuppressionKey;
import org.loyalty4j.program.Activity;
import org.loyalty4j.program.ActivityUndo;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Claim;
import org.loyalty4j.program.Extension;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.program.PendingChange;
import org.loyalty4j.program.Reinstatement;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.program.TierOverride;
import org.loyalty4j.program.Transfer;
import org.loyalty4j.program.TrueUp;
import org.loyalty4j.program.Undo;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.PointsPayment;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierLadder.Downgrade;
import org.loyalty4j.tier.TierLadder.Metric;
import org.loyalty4j.tier.TierLadder.Window;

/**
 * One call of each public method of every desk, for tests that make each of them fail: {@link #missing} names the
 * methods that are not among them. A call may be made again, with the same content.
 *
 * @param method the desk, the method and its parameters, such as {@code Till.record(Purchase)}
 * @param kind what it does
 * @param call makes the call
 */
public record EveryCall(String method, Kind kind, Consumer<Target> call) {

    /** What the library of a call has to be given, so that somebody can be erased. */
    public static final SuppressionKey SUPPRESSION_KEY = SuppressionKey.of(new byte[SuppressionKey.LEAST_BYTES]);

    private static final Instant LONG_GONE = Shop.OPENING.plus(Duration.ofDays(999));

    /** Returns the name of the method. */
    @Override
    public String toString() {
        return method;
    }

    /** What a call does. */
    public enum Kind {
        /** Asks only. */
        READS,
        /** Writes for one customer. */
        WRITES,
        /** Writes for the whole shop. */
        WRITES_FOR_ALL
    }

    /**
     * What a call is about.
     *
     * @param loyalty the library that is called
     * @param customer somebody who was {@linkplain #prepare prepared}
     * @param friend whom {@link #prepare} gave back
     * @param name the name that was given then
     * @param key a text that no other call has, for keys and references
     */
    public record Target(Loyalty loyalty, CustomerId customer, CustomerId friend, String name, String key) {

        /** Returns the same for another library. */
        public Target over(Loyalty other) {
            return new Target(other, customer, friend, name, key);
        }

        CommandKey own() {
            return CommandKey.of(key);
        }

        Purchase sale() {
            return Purchase.of(key, customer, Shop.euro("10.00"));
        }

        List<Purchase> sales() {
            return List.of(sale(), Purchase.of(key + " too", customer, Shop.euro("10.00")));
        }

        CommandKey purchase() {
            return purchaseOf(name);
        }

        Return everything(String returnKey) {
            return Return.ofAll(CommandKey.of(returnKey), customer, purchase());
        }

        Redemption use() {
            return Redemption.of(own(), customer, Points.of(30));
        }

        PointsPayment payment() {
            return PointsPayment.of(own(), customer, Shop.euro("0.30"));
        }

        HoldRequest hold() {
            return HoldRequest.of(use(), Duration.ofMinutes(10));
        }

        CommandKey held() {
            return holdOf(name);
        }

        Transfer gift() {
            return Transfer.of(own(), customer, friend(), Points.of(30));
        }

        CommandKey sent() {
            return sentBy(name);
        }

        List<OpeningBalance> openingBalances() {
            return List.of(OpeningBalance.of(key, customer, Points.of(40), Shop.OPENING, null));
        }

        GuestPurchase guestPurchase() {
            return guestOf(key);
        }

        CommandKey guest() {
            return guestOf(name).key();
        }

        Claim claim() {
            return Claim.of(own(), customer, guest());
        }

        Undo undo() {
            return Undo.ofAll(own(), customer, redemptionOf(name));
        }

        TierOverride gold() {
            return TierOverride.of(own(), customer, "Gold", "a favour", DeskCalls.CLERK);
        }

        TierOverride.End favourEnds() {
            return new TierOverride.End(own(), customer, favourTo(name), "a mistake", DeskCalls.CLERK);
        }

        /** The posting with which what came first had expired. */
        Reinstatement lost() {
            return Reinstatement.ofAll(own(), customer, 3, "a favour", DeskCalls.CLERK);
        }

        Extension moreTime() {
            Instant until = LONG_GONE.plus(Duration.ofDays(9));
            return Extension.ofAllBefore(own(), customer, until, until, "a favour", DeskCalls.CLERK);
        }

        ActivityUndo notDone() {
            return ActivityUndo.of(own(), customer, doneBy(name));
        }

        TrueUp inOrder() {
            return TrueUp.of(own(), customer, Instant.EPOCH, DeskCalls.CLERK, "late tills");
        }

        PendingChange confirmation() {
            return PendingChange.confirmBonus(own(), customer, promiseTo(name));
        }
    }

    /**
     * Returns a program in which each call does something: one point for every full euro, less for goods of unknown
     * origin, and tiers that nobody reaches.
     */
    public static LoyaltyProgram program() {
        TierLadder ladder = new TierLadder(
                List.of(Tier.of("Green", 0), Tier.of("Silver", 10_000_000), Tier.of("Gold", 20_000_000)),
                Metric.SPEND,
                Window.rolling(Period.ofMonths(1)),
                PeriodEnd.startOfDay(Period.ofMonths(1)),
                Downgrade.FULL,
                Period.ZERO);
        return Shop.onePointPerEuro()
                .with(UnknownReturn.Policy.AVERAGE_RATE)
                .with(SpendingRules.none().withValue(Ratio.of(1, 100)))
                .with(ladder)
                .claimableFor(PeriodEnd.endOfDay(Period.ofDays(30)));
    }

    /**
     * Does for a customer what has to be there before a call: a purchase of 100.00 EUR, of whose points 10 are used, 5
     * are held and 3 are given to a friend, a bonus that goes, one that waits to be confirmed, a tier by hand, a guest purchase, and next
     * to the purchase points that had expired when they were taken over. May be done again.
     *
     * @param name a text that no other customer has, for keys
     * @return the friend
     */
    public static CustomerId prepare(Loyalty sound, CustomerId customer, String name) {
        sound.till()
                .record(Purchase.of(purchaseOf(name).value(), customer, Shop.euro("100.00")))
                .orThrow();
        sound.openingBalances()
                .load(List.of(OpeningBalance.of(
                                "lost by " + name,
                                customer,
                                Points.of(9),
                                Shop.OPENING.minus(Duration.ofDays(9)),
                                Shop.OPENING.minus(Duration.ofDays(1))))
                        .iterator());
        sound.rewards()
                .redeem(Redemption.of(redemptionOf(name), customer, Points.of(10)))
                .orThrow();
        sound.rewards()
                .hold(HoldRequest.of(Redemption.of(holdOf(name), customer, Points.of(5)), Duration.ofDays(100)))
                .orThrow();
        CustomerId friend = sound.customers()
                .enroll(NewCustomer.person(CommandKey.of(friendOf(name))).reference(friendOf(name)))
                .orThrow()
                .id();
        sound.transfers()
                .send(Transfer.of(sentBy(name), customer, friend, Points.of(3)))
                .orThrow();
        sound.accounts().record(Activity.of(doneBy(name), customer, "review")).orThrow();
        sound.accounts()
                .give(Bonus.of(promiseTo(name), customer, Points.of(20), "promise")
                        .pending(LotRules.Pending.untilConfirmed()))
                .orThrow();
        sound.accounts()
                .give(Bonus.of(CommandKey.of("going " + name), customer, Points.of(4), "gift")
                        .goneAt(LONG_GONE))
                .orThrow();
        sound.accounts()
                .give(TierOverride.of(favourTo(name), customer, "Silver", "a favour", DeskCalls.CLERK))
                .orThrow();
        sound.guests().record(guestOf(name)).orThrow();
        return friend;
    }

    private static GuestPurchase guestOf(String name) {
        return GuestPurchase.of(Purchase.ofGuest(CommandKey.of("guest " + name))
                        .line(PurchaseLine.goods("1", Shop.euro("20.00")).quantity(2))
                        .build())
                .markedBy(Identifier.reference(name));
    }

    private static CommandKey purchaseOf(String name) {
        return CommandKey.of("first of " + name);
    }

    private static CommandKey redemptionOf(String name) {
        return CommandKey.of("used by " + name);
    }

    private static String friendOf(String name) {
        return "friend of " + name;
    }

    private static CommandKey sentBy(String name) {
        return CommandKey.of("sent by " + name);
    }

    private static CommandKey holdOf(String name) {
        return CommandKey.of("held for " + name);
    }

    private static CommandKey doneBy(String name) {
        return CommandKey.of("done by " + name);
    }

    private static CommandKey promiseTo(String name) {
        return CommandKey.of("promise to " + name);
    }

    private static CommandKey favourTo(String name) {
        return CommandKey.of("favour to " + name);
    }

    /** Returns all of them, each desk's together. */
    public static List<EveryCall> all() {
        return DeskCalls.all();
    }

    /** Returns the public methods of the front door and its desks that none of some calls makes. */
    static List<String> missing(List<EveryCall> calls) {
        TreeSet<String> methods = new TreeSet<>();
        for (Method way : publicMethods(Loyalty.class)) {
            if (isDesk(way)) {
                publicMethods(way.getReturnType()).forEach(method -> methods.add(nameOf(method)));
            } else {
                methods.add(nameOf(way));
            }
        }
        calls.forEach(call -> methods.remove(call.method()));
        return List.copyOf(methods);
    }

    /** A way from the front door to a desk asks for nothing, and is called as its desk is. */
    private static boolean isDesk(Method method) {
        return method.getParameterCount() == 0
                && !method.getReturnType().isRecord()
                && method.getReturnType().getSimpleName().equalsIgnoreCase(method.getName());
    }

    private static List<Method> publicMethods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .toList();
    }

    private static String nameOf(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(",", "(", ")"));
    }
}
