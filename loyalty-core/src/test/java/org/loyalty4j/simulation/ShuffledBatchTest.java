package org.loyalty4j.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Loyalty;
import org.loyalty4j.Outcome;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.testkit.CountingIds;
import org.loyalty4j.testkit.SettableClock;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierLadder.Metric;
import org.loyalty4j.tier.TierLadder.Window;

/** DESIGN 9.9 for every program that the simulation makes up: the order in which purchases arrive is not the till's choice. */
class ShuffledBatchTest {

    private static final int PROGRAMS = 150;

    /** A library over a store of its own, with three customers and some purchases that are recorded already. */
    private static final class Shop {

        private final InMemoryStore store = new InMemoryStore();
        private final SettableClock clock;
        private final Loyalty loyalty;
        private final List<CustomerId> customers = new ArrayList<>();

        Shop(LoyaltyProgram program, Instant opening) {
            clock = new SettableClock(opening);
            loyalty = Loyalty.over(store)
                    .clock(clock)
                    .ids(new CountingIds())
                    .program(program)
                    .factor(Moods.MOOD, (customer, purchase) -> Moods.of(Moods.MOOD, purchase))
                    .factor(Moods.LUCK, (customer, purchase) -> Moods.of(Moods.LUCK, purchase))
                    .build();
            for (int i = 1; i <= 3; i++) {
                customers.add(loyalty.customers()
                        .enroll(NewCustomer.person(CommandKey.of("e" + i)).named("Customer " + i))
                        .orThrow()
                        .id());
            }
        }

        Map<CommandKey, String> record(List<Purchase> purchases) {
            List<Outcome<Settlement>> outcomes = loyalty.till().recordAll(purchases);
            Map<CommandKey, String> answers = new TreeMap<>(java.util.Comparator.comparing(CommandKey::value));
            for (int i = 0; i < purchases.size(); i++) {
                answers.put(purchases.get(i).key(), outcomes.get(i).toString());
            }
            return answers;
        }

        /** Everything that is stored of the customers. */
        List<Object> rows() {
            List<Object> rows = new ArrayList<>();
            for (CustomerId customer : customers) {
                AccountId id = new AccountId(customer, "points");
                store.reading(reader -> {
                    reader.ledger().head(id).ifPresent(rows::add);
                    rows.addAll(reader.ledger().postings(id, 1, 10_000));
                    rows.addAll(reader.ledger().commands(id, 1, 10_000));
                    rows.addAll(reader.ledger().lots(id, null, 10_000));
                    rows.addAll(reader.ledger().pending(id));
                    rows.addAll(reader.counters().counters(id));
                    reader.standings().find(id).ifPresent(rows::add);
                    rows.addAll(reader.standings().changes(id));
                    rows.addAll(days(customer));
                    return rows;
                });
            }
            return rows;
        }

        List<QualifyingDay> days(CustomerId customer) {
            return store.reading(reader ->
                    reader.standings().days(new AccountId(customer, "points"), Standing.NO_DAY, TierLadder.NEVER_ENDS));
        }

        /** The days without their points, which may depend on the order: caps and tiers earn differently. */
        List<String> spend(CustomerId customer) {
            return days(customer).stream()
                    .map(day -> day.date() + " " + day.spend() + " " + day.purchases())
                    .toList();
        }

        String rank(CustomerId customer) {
            var standing = loyalty.accounts().standing(customer);
            return standing.tier() + " until " + standing.lastDay() + ", counted " + standing.counted();
        }
    }

    private static List<Purchase> purchases(Random random, List<CustomerId> customers, Instant now) {
        List<Purchase> purchases = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            Purchase.Draft draft = Purchase.of(
                            CommandKey.of("s" + random.nextInt(1000) + " " + i), customers.get(random.nextInt(3)))
                    .at(Purchase.Place.of("main", "till " + random.nextInt(3)))
                    // Some at one instant, where the till and the key decide.
                    .happenedAt(now.minus(Duration.ofHours(random.nextInt(400) / 4 * 4L)));
            for (int line = 1 + random.nextInt(2); line > 0; line--) {
                draft.line(
                        PurchaseLine.goods(Integer.toString(line), Money.ofMinor(random.nextInt(6000), Family.EURO)));
            }
            purchases.add(draft.build());
        }
        return purchases;
    }

    @Test
    void a_batch_ends_the_same_however_it_was_shuffled_whatever_the_program_says() {
        for (long seed = 1; seed <= PROGRAMS; seed++) {
            Script script = Generator.script(seed, 0);
            Shop one = new Shop(script.program(), script.opening());
            Shop other = new Shop(script.program(), script.opening());
            Random random = new Random(seed);
            Instant now = script.opening().plus(Duration.ofDays(20));
            List<Purchase> purchases = purchases(random, one.customers, now);
            List<Purchase> before = purchases.subList(0, 5);
            List<Purchase> batch = new ArrayList<>(purchases.subList(5, purchases.size()));
            for (Shop shop : List.of(one, other)) {
                shop.clock.set(now);
                shop.record(before);
            }
            Map<CommandKey, String> answers = one.record(batch);
            Collections.shuffle(batch, random);

            assertThat(other.record(batch)).as("seed %s", seed).isEqualTo(answers);
            assertThat(other.rows()).as("seed %s", seed).isEqualTo(one.rows());
            assertThat(other.loyalty.audit().findings()).as("seed %s", seed).isEmpty();
        }
    }

    @Test
    void batches_in_any_order_end_with_the_same_purchases_spend_and_standing() {
        int compared = 0;
        for (long seed = 1; seed <= PROGRAMS; seed++) {
            Script script = Generator.script(seed, 0);
            Shop one = new Shop(script.program(), script.opening());
            Shop other = new Shop(script.program(), script.opening());
            Random random = new Random(seed);
            Instant now = script.opening().plus(Duration.ofDays(20));
            one.clock.set(now);
            other.clock.set(now);
            List<Purchase> purchases = new ArrayList<>(purchases(random, one.customers, now));
            Map<CommandKey, String> whole = one.record(purchases);
            Collections.shuffle(purchases, random);
            List<CommandKey> recorded = new ArrayList<>();
            for (int from = 0; from < purchases.size(); from += 5) {
                recorded.addAll(other.record(purchases.subList(from, from + 5)).keySet());
            }

            assertThat(recorded).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(whole.keySet());
            for (CustomerId customer : one.customers) {
                assertThat(other.spend(customer)).as("seed %s", seed).isEqualTo(one.spend(customer));
                if (isOfSpend(script.program().ladder())) {
                    compared++;
                    assertThat(other.rank(customer)).as("seed %s", seed).isEqualTo(one.rank(customer));
                }
            }
            assertThat(other.loyalty.audit().findings()).as("seed %s", seed).isEmpty();
        }
        assertThat(compared).as("standings that were compared").isGreaterThan(PROGRAMS);
    }

    /** Points may depend on the order, and a window that begins with each change of the tier on what reached it first. */
    private static boolean isOfSpend(TierLadder ladder) {
        return !ladder.metric().equals(Metric.POINTS)
                && !ladder.has(Window.Kind.SINCE_CHANGE)
                && ladder.counters().stream().noneMatch(count -> count.metric().equals(Metric.POINTS));
    }
}
