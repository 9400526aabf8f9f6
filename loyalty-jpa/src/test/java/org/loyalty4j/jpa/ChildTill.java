package org.loyalty4j.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.loyalty4j.Loyalty;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.testkit.Together;

/** A till in a JVM of its own, which a test can kill or freeze: says what it does, and is told when to go on. */
final class ChildTill {

    private ChildTill() {}

    /** Address, user, seconds that its clock is fast, command, and what the command needs. */
    public static void main(String[] arguments) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setUsername(arguments[1]);
        config.setPassword("");
        config.setMaximumPoolSize(2);
        InstantSource clock = InstantSource.fixed(Shop.OPENING.plusSeconds(Long.parseLong(arguments[2])));
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (HikariDataSource pool = new HikariDataSource(config);
                JpaStore store = JpaStore.owning(pool)) {
            Loyalty loyalty = Loyalty.over(store).clock(clock).build();
            switch (arguments[3]) {
                case "hold" -> hold(loyalty, told, customer(arguments[4]), arguments[5]);
                case "sell" ->
                    sell(loyalty, told, customer(arguments[4]), arguments[5], Integer.parseInt(arguments[6]));
                case "import" -> bring(loyalty, customer(arguments[4]), arguments[5], Integer.parseInt(arguments[6]));
                case "sweep" -> {
                    wait("ready", told);
                    say("written " + loyalty.maintenance().run(clock.instant()).written());
                }
                default -> throw new IllegalArgumentException(arguments[3]);
            }
        }
        say("end");
    }

    private static CustomerId customer(String id) {
        return new CustomerId(UUID.fromString(id));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void wait(String line, BufferedReader told) {
        try {
            say(line);
            told.readLine();
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }

    private static void hold(Loyalty loyalty, BufferedReader told, CustomerId customer, String key) {
        loyalty.inTransaction(shop -> {
            shop.till().record(Purchase.of(key, customer, Shop.euro("10.00"))).orThrow();
            wait("in transaction", told);
            return true;
        });
        say("committed");
    }

    /** Two threads sell, each under keys of its own, and tell each receipt that was answered. */
    private static void sell(Loyalty loyalty, BufferedReader told, CustomerId customer, String prefix, int count) {
        wait("ready", told);
        Together.run(2, thread -> () -> {
            for (int i = thread; i < count; i += 2) {
                String key = prefix + " " + i;
                while (true) {
                    try {
                        loyalty.till()
                                .record(Purchase.of(key, customer, Shop.euro("10.00")))
                                .orThrow();
                        break;
                    } catch (org.loyalty4j.store.StoreBusyException busy) {
                        Thread.onSpinWait();
                    }
                }
                say("sold " + key);
            }
            return true;
        });
    }

    private static void bring(Loyalty loyalty, CustomerId customer, String prefix, int count) {
        for (int page = 0; page < count; page += 50) {
            List<Purchase> purchases = new ArrayList<>();
            for (int i = page; i < Math.min(count, page + 50); i++) {
                purchases.add(Purchase.of(prefix + " " + i, customer, Shop.euro("10.00")));
            }
            loyalty.till()
                    .recordAll(purchases)
                    .forEach(answer -> answer.orThrow().orThrow());
            say("page " + page);
        }
    }
}
