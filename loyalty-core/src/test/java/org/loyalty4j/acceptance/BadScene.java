package org.loyalty4j.acceptance;

import static org.loyalty4j.testkit.Shop.day;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.loyalty4j.Loyalty;
import org.loyalty4j.Rewards;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Departure;
import org.loyalty4j.customer.Merge;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.ProfileChange;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.program.PendingChange;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.Reinstatement;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.program.Undo;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.Release;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.TierLadder;

/** A shop on 1 February 2026 with everything in it that a bad request may run into. */
final class BadScene {

    /** What must stand in no message. */
    static final List<String> SECRETS = List.of("Geheim", "15112345678", "1511234", "KARTE4711", "4711", "boss");

    /** A bad request; returns an answer or throws. */
    interface Attempt {
        Object run(BadScene scene);
    }

    /** The holds of {@link #holder}. */
    static final CommandKey LIVE = CommandKey.of("live");

    static final CommandKey CAPTURED = CommandKey.of("captured");
    static final CommandKey RELEASED = CommandKey.of("released");
    static final CommandKey LAPSED = CommandKey.of("lapsed");

    private final Shop shop;
    final CustomerId anna;
    final CustomerId berta;
    final CustomerId closed;
    final CustomerId frozen;
    final CustomerId gone;
    final CustomerId rich;
    final CustomerId nothing;
    final CustomerId merged;
    final PendingChange confirmation;
    final PendingChange tooLate;
    final CustomerId nobody = new CustomerId(new UUID(9, 9));
    final Purchase sold;
    final Purchase soldToBerta;
    final CommandKey used;
    final CommandKey usedByBerta;
    final CommandKey undone;
    final Purchase voided;
    final CustomerId unlucky;
    final CustomerId lucky;
    final CustomerId holder;
    final long lost = 2;

    BadScene(Shop shop) {
        this.shop = shop;
        anna = shop.loyalty()
                .customers()
                .enroll(NewCustomer.person(CommandKey.of("anna"))
                        .named("Anna Geheim")
                        .phone("+49 151 12345678")
                        .card("Karte-4711")
                        .reference("caf\u00e9"))
                .orThrow()
                .id();
        berta = shop.aCustomer("Berta Geheim");
        shop.loyalty()
                .customers()
                .change(ProfileChange.of(CommandKey.of("stage"), berta)
                        .with(Attribute.LIFECYCLE_STAGE, AttributeValue.of("customer")));
        closed = shop.aCustomer("Carla Geheim");
        frozen = shop.aCustomer("Dora Geheim");
        gone = shop.aCustomer("Emil Geheim");
        rich = shop.aCustomer("Fritz Geheim");
        nothing = shop.aCustomer("Gerda Geheim");
        merged = shop.aCustomer("Gerd Geheim");
        shop.loyalty()
                .duplicates()
                .merge(Merge.of(CommandKey.of("merge"), berta, merged))
                .orThrow();
        confirmation = givesPending();
        tooLate = givesPending();
        change(PendingChange.cancelBonus(shop.aKey(), nothing, tooLate.given()));
        shop.on("2026-01-10");
        sold = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", euro("60.00")).quantity(2))
                .build();
        shop.loyalty().till().record(sold).orThrow();
        used = shop.redeems(anna, 20);
        soldToBerta = shop.buys(berta, "150.00");
        usedByBerta = shop.redeems(berta, 10);
        undone = shop.aKey();
        shop.loyalty().rewards().undo(Undo.ofAll(undone, berta, usedByBerta)).orThrow();
        voided = shop.buys(berta, "1.00");
        shop.loyalty()
                .till()
                .voidPurchase(PurchaseVoid.of(shop.aKey(), berta, voided.key()))
                .orThrow();
        shop.gives(frozen, 100, "2026-12-01");
        unlucky = losesTenPoints("Hanna Geheim");
        lucky = losesTenPoints("Ida Geheim");
        shop.loyalty()
                .accounts()
                .reinstate(Reinstatement.ofAll(shop.aKey(), lucky, lost, "a favour", DeskCalls.CLERK))
                .orThrow();
        holder = holds("Jana Geheim");
        for (int i = 0; i < 10; i++) {
            shop.loyalty()
                    .accounts()
                    .give(Bonus.of(shop.aKey(), rich, Points.of(Points.POSTING_MAX), "gift"))
                    .orThrow();
        }
        shop.on("2026-02-01");
        change(closed, Status.CLOSED);
        change(frozen, Status.FROZEN);
        shop.loyalty().customers().leave(Departure.of(shop.aKey(), gone));
    }

    static LoyaltyProgram program(LoyaltyProgram base) {
        return base.with(TierCases.ladder(
                        TierLadder.Metric.SPEND,
                        TierLadder.Window.rolling(Period.ofMonths(12)),
                        PeriodEnd.startOfDay(Period.ofMonths(12)),
                        TierLadder.Downgrade.FULL,
                        Period.ZERO))
                .with(RewardOption.of("dear", "A dear one", Points.of(101)))
                .with(RewardOption.of("gold", "A gold one", Points.of(1)).from("Gold"));
    }

    /** Leaves 90 points, of which 30 are held; one of the holds ends with the day of the scene. */
    private CustomerId holds(String name) {
        CustomerId customer = shop.aCustomer(name);
        shop.gives(customer, 100, "2026-12-01");
        Duration tillNow = Duration.between(day("2026-01-10"), now());
        Rewards rewards = shop.loyalty().rewards();
        for (CommandKey key : List.of(CAPTURED, RELEASED, LAPSED)) {
            rewards.hold(HoldRequest.of(Redemption.of(key, customer, Points.of(10)), tillNow))
                    .orThrow();
        }
        rewards.hold(HoldRequest.of(Redemption.of(LIVE, customer, Points.of(30)), tillNow.plusDays(1)))
                .orThrow();
        rewards.capture(Capture.of(shop.aKey(), customer, CAPTURED)).orThrow();
        rewards.release(Release.of(shop.aKey(), customer, RELEASED)).orThrow();
        return customer;
    }

    /** With the second posting of the account. */
    private CustomerId losesTenPoints(String name) {
        CustomerId customer = shop.aCustomer(name);
        OpeningBalance balance =
                OpeningBalance.of("lost", customer, Points.of(10), day("2025-12-01"), day("2026-01-02"));
        shop.loyalty().openingBalances().load(List.of(balance).iterator());
        return customer;
    }

    private void change(CustomerId customer, Status status) {
        shop.loyalty()
                .accounts()
                .change(new StatusChange(shop.aKey(), customer, status, "asked for", new Actor("boss")))
                .orThrow();
    }

    Shop shop() {
        return shop;
    }

    Loyalty loyalty() {
        return shop.loyalty();
    }

    Purchase.Draft sale() {
        return sale(anna);
    }

    Purchase.Draft sale(CustomerId customer) {
        return shop.aPurchase(customer).line(line());
    }

    PurchaseLine line() {
        return PurchaseLine.goods("1", euro("10.00"));
    }

    Object quoteAt(java.time.Instant happenedAt) {
        return loyalty().till().quote(sale().happenedAt(happenedAt).build());
    }

    /** Makes a purchase part by part, without the draft that fills parts in. */
    Purchase purchase(List<PurchaseLine> lines, List<org.loyalty4j.sale.Tender> tenders, Money total) {
        return new Purchase(
                shop.aKey(), anna, Purchase.Place.UNKNOWN, null, lines, euro("0.00"), tenders, total, null, null, null);
    }

    java.time.Instant now() {
        return day("2026-02-01");
    }

    /** Gives 50 points that wait to be confirmed to somebody without any, and returns the confirmation of all. */
    private PendingChange givesPending() {
        CommandKey key = shop.aKey();
        Bonus bonus = Bonus.of(key, nothing, Points.of(50), "gift").pending(LotRules.Pending.untilConfirmed());
        shop.loyalty().accounts().give(bonus).orThrow();
        return PendingChange.confirmBonus(shop.aKey(), nothing, key);
    }

    Object change(PendingChange change) {
        return shop.loyalty().accounts().change(change);
    }
}
