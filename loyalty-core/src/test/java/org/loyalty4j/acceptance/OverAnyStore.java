package org.loyalty4j.acceptance;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.TierProgress;

/** What all cases share: a shop over any store, in memory unless another is set, and short ways to ask it. */
public abstract class OverAnyStore {

    /** Where the cases of a test take their stores. */
    public interface Stores {

        /** Returns a store with nothing in it. The one that it returned before is not used any more. */
        LoyaltyStore first();

        /** Returns a store with nothing in it, which is used beside the first. */
        LoyaltyStore second();

        /** Returns how often to run, on these stores, what is run so often in memory: random shops and races. */
        int rounds(int inMemory);
    }

    private Stores stores = new InMemory();

    /** Sets where stores come from, for an extension to call before each test. */
    public final void runOn(Stores other) {
        stores = other;
    }

    /** Returns a store with nothing in it. The one that it returned before is not used any more. */
    protected LoyaltyStore emptyStore() {
        return stores.first();
    }

    /** Returns a store with nothing in it, which is used beside the one of {@link #emptyStore()}. */
    final LoyaltyStore secondStore() {
        return stores.second();
    }

    /** Returns how often to run what is run so often in memory. */
    final int rounds(int inMemory) {
        return stores.rounds(inMemory);
    }

    /** Opens a shop that gives one point for every full euro, on 1 January 2026. */
    Shop shop() {
        return shop(program -> program);
    }

    /** Opens a shop with a program made from the one that gives one point for every full euro. */
    Shop shop(UnaryOperator<LoyaltyProgram> change) {
        return Shop.over(emptyStore(), change);
    }

    /** Opens a shop whose program began long ago, on the first instant of a day. */
    Shop shopOn(String date, UnaryOperator<LoyaltyProgram> change) {
        return shopOn(date, "UTC", change);
    }

    /** Opens a shop whose program began long ago and keeps its dates in a zone, on the first instant of a day there. */
    Shop shopOn(String date, String zone, UnaryOperator<LoyaltyProgram> change) {
        return shopOn(emptyStore(), date, zone, change);
    }

    static Shop shopOn(LoyaltyStore store, String date, String zone, UnaryOperator<LoyaltyProgram> change) {
        LoyaltyProgram base =
                LoyaltyProgram.startingAt(Shop.day("1990-01-01"), ZoneId.of(zone), Currency.getInstance("EUR"));
        Shop shop = Shop.over(store, given -> {
            LoyaltyProgram program = base;
            for (var rule : given.rules()) {
                program = program.with(rule);
            }
            return change.apply(program);
        });
        shop.clock().set(LocalDate.parse(date).atStartOfDay(ZoneId.of(zone)).toInstant());
        return shop;
    }

    /** Returns all postings of an account, oldest first. */
    static List<Posting> postings(Shop shop, CustomerId customer) {
        List<Posting> newestFirst = new ArrayList<>();
        var page = shop.loyalty().accounts().statement(customer, 500);
        newestFirst.addAll(page.items());
        while (page.next().isPresent()) {
            page = shop.loyalty().accounts().statement(customer, page.next().get(), 500);
            newestFirst.addAll(page.items());
        }
        java.util.Collections.reverse(newestFirst);
        return newestFirst;
    }

    static List<Posting> postings(Shop shop, CustomerId customer, Posting.Kind kind) {
        return postings(shop, customer).stream()
                .filter(posting -> posting.kind() == kind)
                .toList();
    }

    static long sum(Shop shop, CustomerId customer, Posting.Kind kind) {
        return postings(shop, customer, kind).stream()
                .mapToLong(Posting::amount)
                .sum();
    }

    /** Returns the open lots' points by the date on which they are gone, "never" for those that stay. */
    static Map<String, Long> lotsByEnd(Shop shop, CustomerId customer) {
        return shop.store().reading(reader -> {
            Map<String, Long> byEnd = new TreeMap<>();
            reader.ledger()
                    .lots(shop.loyalty().accounts().account(customer).id(), null, 500)
                    .forEach(lot -> byEnd.merge(
                            lot.expiresAt()
                                    .map(at -> LocalDate.ofInstant(at, ZoneId.of("UTC"))
                                            .toString())
                                    .orElse("never"),
                            lot.remaining(),
                            Long::sum));
            return byEnd;
        });
    }

    static Settlement redeem(Shop shop, CustomerId customer, long points) {
        return shop.loyalty().rewards().redeem(Redemption.of(shop.aKey(), customer, Points.of(points)));
    }

    static Settlement.Settled record(Shop shop, Purchase purchase) {
        return shop.loyalty().till().record(purchase).orThrow();
    }

    static Settlement.Settled buys(Shop shop, CustomerId customer, PurchaseLine... lines) {
        Purchase.Draft draft = shop.aPurchase(customer);
        for (PurchaseLine line : lines) {
            draft.line(line);
        }
        return record(shop, draft.build());
    }

    /** Records a purchase that happened at an earlier instant. */
    static Purchase buysAt(Shop shop, CustomerId customer, String amount, Instant happenedAt) {
        Purchase purchase = shop.aPurchase(customer)
                .line(PurchaseLine.goods("1", Shop.euro(amount)))
                .happenedAt(happenedAt)
                .build();
        record(shop, purchase);
        return purchase;
    }

    static Settlement.Settled returns(
            Shop shop, CustomerId customer, CommandKey purchase, String line, String quantity) {
        return shop.loyalty()
                .till()
                .giveBack(Return.of(shop.aKey(), customer, purchase, line, new BigDecimal(quantity)))
                .orThrow();
    }

    static Settlement.Settled returnsAll(Shop shop, CustomerId customer, CommandKey purchase) {
        return shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), customer, purchase))
                .orThrow();
    }

    static TierProgress standing(Shop shop, CustomerId customer) {
        return shop.loyalty().accounts().standing(customer);
    }

    static String tier(Shop shop, CustomerId customer) {
        return standing(shop, customer).tier();
    }

    private static final class InMemory implements Stores {

        @Override
        public LoyaltyStore first() {
            return new InMemoryStore();
        }

        @Override
        public LoyaltyStore second() {
            return new InMemoryStore();
        }

        @Override
        public int rounds(int inMemory) {
            return inMemory;
        }
    }
}
