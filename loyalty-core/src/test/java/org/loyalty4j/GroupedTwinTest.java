package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.testkit.Together;

/** Many tills whose commands are settled together come to what one till comes to that sends them one by one. */
class GroupedTwinTest {

    private static final int CUSTOMERS = 5;
    private static final int COMMANDS = 60;

    /** What one till sends: sums that no order changes, keys that two tills share, and now and then an interrupt. */
    private static List<String> send(Shop shop, List<CustomerId> customers, int till, boolean interrupts) {
        Random random = new Random(till / 2);
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            CustomerId customer = customers.get(random.nextInt(CUSTOMERS));
            String key = "tills " + till / 2 + " request " + i;
            if (interrupts && ThreadLocalRandom.current().nextInt(10) == 0) {
                Thread.currentThread().interrupt();
            }
            answers.add(untilAnswered(shop, customer, CommandKey.of(key), random.nextInt(4)));
        }
        return answers;
    }

    private static String untilAnswered(Shop shop, CustomerId customer, CommandKey key, int kind) {
        while (true) {
            try {
                Settlement answer = kind == 0
                        ? shop.loyalty().rewards().redeem(Redemption.of(key, customer, Points.of(3)))
                        : shop.loyalty().till().record(Purchase.of(key.value(), customer, Shop.euro(kind + ".00")));
                return answer.orThrow().earned() + " " + answer.orThrow().redeemed();
            } catch (StoreException again) {
                Thread.interrupted();
            }
        }
    }

    private static List<CustomerId> customers(Shop shop) {
        List<CustomerId> customers = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            customers.add(shop.aCustomer("Customer " + i));
            shop.gives(customers.get(i), 100_000, "");
        }
        return customers;
    }

    private static void compare(int tills, GroupingStore store) {
        Shop alone = Shop.over(new InMemoryStore(), program -> program);
        List<CustomerId> one = customers(alone);
        Shop grouped = Shop.over(store, program -> program);
        List<CustomerId> other = customers(grouped);

        List<List<String>> answers = Together.run(tills, till -> () -> send(grouped, other, till, true));

        for (int till = 0; till < tills; till++) {
            assertThat(answers.get(till)).isEqualTo(send(alone, one, till, false));
        }
        for (int i = 0; i < CUSTOMERS; i++) {
            assertThat(grouped.available(other.get(i))).isEqualTo(alone.available(one.get(i)));
            assertThat(grouped.loyalty().accounts().account(other.get(i)).commands())
                    .isEqualTo(alone.loyalty().accounts().account(one.get(i)).commands());
        }
        assertThat(grouped.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void eight_tills_come_to_what_one_comes_to() {
        compare(8, new GroupingStore(512));
    }

    @Test
    void sixty_four_tills_come_to_what_one_comes_to() {
        compare(64, new GroupingStore(32));
    }

    @Test
    void so_do_tills_of_a_store_that_fails_now_and_then() {
        GroupingStore store = new GroupingStore(16);
        AtomicBoolean begun = new AtomicBoolean();
        store.atWriting = changes -> {
            if (changes.commands().size() > 1) {
                begun.set(true);
            }
            if (begun.get() && ThreadLocalRandom.current().nextInt(5) == 0) {
                throw new StoreException("The disk is full");
            }
        };
        store.afterCommit = () -> {
            if (begun.get() && ThreadLocalRandom.current().nextInt(20) == 0) {
                throw new StoreException("The line was cut after the commit");
            }
        };
        compare(32, store);
    }
}
