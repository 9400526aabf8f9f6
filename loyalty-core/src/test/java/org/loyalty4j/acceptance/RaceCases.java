package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Customers;
import org.loyalty4j.Enrollment;
import org.loyalty4j.EntryAnswer;
import org.loyalty4j.History;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.PhoneNormalizer;
import org.loyalty4j.customer.ProfileChange;
import org.loyalty4j.history.Assignment;
import org.loyalty4j.history.Due;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryChange;
import org.loyalty4j.history.NewEntry;
import org.loyalty4j.history.Recurrence;
import org.loyalty4j.history.Reminder;
import org.loyalty4j.history.Task;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.Release;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.testkit.Shop;

/** Races: two or more tills do one thing at the same moment, again and again. */
public abstract class RaceCases extends OverAnyStore {

    /** How many rounds each race is run in memory. */
    private static final int ROUNDS = 1000;

    private interface Round {
        void run(Together together, int round) throws Exception;
    }

    /** Starts the threads of a race at one moment and waits for all of them. */
    private record Together(ExecutorService pool) {

        <T> List<T> start(List<? extends Callable<T>> racers) throws Exception {
            CyclicBarrier barrier = new CyclicBarrier(racers.size());
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> racer : racers) {
                running.add(pool.submit(() -> {
                    barrier.await(30, TimeUnit.SECONDS);
                    return racer.call();
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> one : running) {
                answers.add(one.get(60, TimeUnit.SECONDS));
            }
            return answers;
        }
    }

    private void race(int threads, int rounds, Round round) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Together together = new Together(pool);
            for (int i = 0; i < rounds; i++) {
                round.run(together, i);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Folds an account's postings and compares what comes out with its head and its lots. */
    private static void foldsUp(Shop shop, CustomerId customer) {
        long balance = 0;
        long number = 0;
        for (Posting posting : postings(shop, customer)) {
            assertThat(posting.number()).isEqualTo(++number);
            assertThat(posting.before()).isEqualTo(balance);
            balance = posting.after();
            assertThat(balance).isNotNegative();
        }
        RewardAccount head = shop.loyalty().accounts().account(customer);
        assertThat(head.balance()).isEqualTo(balance);
        assertThat(head.lastNumber()).isEqualTo(number);
        long inLots = shop.store()
                .reading(reader -> reader.ledger().lots(head.id(), null, 500).stream()
                        .mapToLong(Lot::remaining)
                        .sum());
        assertThat(inLots).isEqualTo(balance);
    }

    private static long settled(List<Settlement> answers) {
        return answers.stream().filter(Settlement::settled).count();
    }

    private static long fresh(List<Settlement> answers) {
        return answers.stream()
                .filter(answer -> answer instanceof Settlement.Settled settled && !settled.replayed())
                .count();
    }

    @Test
    void the_last_points_are_used_at_one_of_two_tills() throws Exception {
        Shop shop = shop();
        race(2, rounds(ROUNDS), (together, round) -> {
            CustomerId anna = shop.aCustomer("Anna " + round);
            shop.gives(anna, 60, "");
            shop.gives(anna, 40, "2027-01-01");
            List<Callable<Settlement>> tills = List.of(() -> redeem(shop, anna, 100), () -> redeem(shop, anna, 100));

            List<Settlement> answers = together.start(tills);

            assertThat(settled(answers)).isEqualTo(1);
            assertThat(answers).contains(new Settlement.Refused(Refusal.TOO_FEW_POINTS, Points.NONE, Points.of(100)));
            assertThat(shop.available(anna)).isZero();
            foldsUp(shop, anna);
        });
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void one_key_sent_by_four_threads_has_one_effect() throws Exception {
        Shop shop = shop();
        race(4, rounds(ROUNDS), (together, round) -> {
            CustomerId anna = shop.aCustomer("Anna " + round);
            Purchase purchase = Purchase.of("receipt " + round, anna, euro("10.00"));
            List<Callable<Settlement>> tills = List.of(
                    () -> shop.loyalty().till().record(purchase),
                    () -> shop.loyalty().till().record(purchase),
                    () -> shop.loyalty().till().record(purchase),
                    () -> shop.loyalty()
                            .till()
                            .recordAll(List.of(purchase))
                            .get(0)
                            .orThrow());

            List<Settlement> answers = together.start(tills);

            assertThat(settled(answers)).isEqualTo(4);
            assertThat(fresh(answers)).isEqualTo(1);
            assertThat(answers)
                    .extracting(answer -> answer.orThrow().command())
                    .containsOnly(answers.get(0).orThrow().command());
            assertThat(postings(shop, anna)).hasSize(1);
            assertThat(shop.available(anna)).isEqualTo(10);
            foldsUp(shop, anna);
        });
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void one_key_of_two_customers_has_one_effect_and_one_error() throws Exception {
        Shop shop = shop();
        race(2, rounds(ROUNDS), (together, round) -> {
            CustomerId anna = shop.aCustomer("Anna " + round);
            CustomerId berta = shop.aCustomer("Berta " + round);
            List<Callable<String>> tills = List.of(
                    () -> outcome(shop, Purchase.of("receipt " + round, anna, euro("10.00"))),
                    () -> outcome(shop, Purchase.of("receipt " + round, berta, euro("10.00"))));

            assertThat(together.start(tills)).containsExactlyInAnyOrder("recorded", "customer");
            assertThat(shop.available(anna) + shop.available(berta)).isEqualTo(10);
            foldsUp(shop, anna);
            foldsUp(shop, berta);
        });
    }

    private static String outcome(Shop shop, Purchase purchase) {
        try {
            shop.loyalty().till().record(purchase).orThrow();
            return "recorded";
        } catch (org.loyalty4j.command.KeyReusedException reused) {
            return reused.field();
        }
    }

    @Test
    void one_return_at_two_tills_is_taken_once() throws Exception {
        Shop shop = shop();
        race(2, rounds(ROUNDS), (together, round) -> {
            CustomerId anna = shop.aCustomer("Anna " + round);
            shop.gives(anna, 50, "");
            Purchase purchase = shop.buys(anna, "100.00");
            List<Callable<Settlement>> tills = List.of(
                    () -> shop.loyalty().till().giveBack(Return.ofAll(shop.aKey(), anna, purchase.key())),
                    () -> shop.loyalty()
                            .till()
                            .giveBack(Return.of(shop.aKey(), anna, purchase.key(), "1", java.math.BigDecimal.ONE)));

            List<Settlement> answers = together.start(tills);

            assertThat(settled(answers)).isEqualTo(1);
            assertThat(sum(shop, anna, Posting.Kind.REVERSE)).isEqualTo(-100);
            assertThat(shop.available(anna)).isEqualTo(50);
            foldsUp(shop, anna);
        });
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_redemption_and_a_return_at_once_never_use_one_point_twice() throws Exception {
        Shop shop = shop();
        race(2, rounds(ROUNDS), (together, round) -> {
            CustomerId anna = shop.aCustomer("Anna " + round);
            Purchase purchase = shop.buys(anna, "100.00");
            List<Callable<Settlement>> tills = List.of(
                    () -> redeem(shop, anna, 100),
                    () -> shop.loyalty().till().giveBack(Return.ofAll(shop.aKey(), anna, purchase.key())));

            List<Settlement> answers = together.start(tills);

            Settlement.Settled back = answers.get(1).orThrow();
            assertThat(back.reversed()).isEqualTo(Points.of(answers.get(0).settled() ? 0 : 100));
            assertThat(back.shortfall()).isEqualTo(Points.of(answers.get(0).settled() ? 100 : 0));
            assertThat(shop.available(anna)).isZero();
            foldsUp(shop, anna);
        });
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void one_phone_in_two_writings_is_enrolled_once() throws Exception {
        Shop shop = shop();
        PhoneNormalizer german = new PhoneNormalizer() {
            @Override
            public String name() {
                return "german";
            }

            @Override
            public Optional<String> normalize(String given) {
                return Optional.of(given.startsWith("0") ? "49" + given.substring(1) : given);
            }
        };
        Loyalty loyalty =
                Loyalty.over(shop.store()).clock(shop.clock()).phones(german).build();
        race(2, rounds(ROUNDS), (together, round) -> {
            String number = "151" + (10_000_000 + round);
            List<Enrollment> answers = together.start(List.<Callable<Enrollment>>of(
                    () -> loyalty.customers()
                            .enroll(NewCustomer.person(shop.aKey()).phone("0" + number)),
                    () -> loyalty.customers()
                            .enroll(NewCustomer.person(shop.aKey()).phone("49" + number))));

            assertThat(answers)
                    .filteredOn(Enrollment.Enrolled.class::isInstance)
                    .hasSize(1);
            assertThat(answers)
                    .contains(new Enrollment.Refused(
                            Refusal.IDENTIFIER_TAKEN, org.loyalty4j.customer.Identifier.Kind.PHONE));
        });
    }

    @Test
    void one_phone_is_enrolled_once() throws Exception {
        Shop shop = shop();
        race(2, rounds(ROUNDS), (together, round) -> {
            String phone = "+49 151 " + (10_000_000 + round);
            List<Callable<Enrollment>> desks = List.of(
                    () -> shop.loyalty()
                            .customers()
                            .enroll(NewCustomer.person(shop.aKey()).phone(phone).reference("a" + round)),
                    () -> shop.loyalty()
                            .customers()
                            .enroll(NewCustomer.person(shop.aKey())
                                    .reference("b" + round)
                                    .phone(phone)));

            List<Enrollment> answers = together.start(desks);

            assertThat(answers)
                    .filteredOn(Enrollment.Enrolled.class::isInstance)
                    .hasSize(1);
            assertThat(answers)
                    .contains(new Enrollment.Refused(
                            Refusal.IDENTIFIER_TAKEN, org.loyalty4j.customer.Identifier.Kind.PHONE));
            boolean firstWon = answers.get(0) instanceof Enrollment.Enrolled;
            assertThat(shop.loyalty()
                            .customers()
                            .find(org.loyalty4j.customer.Identifier.reference((firstWon ? "b" : "a") + round)))
                    .isEmpty();
        });
        assertThat(shop.loyalty().customers().page(500).items()).hasSize(Math.min(500, rounds(ROUNDS)));
    }

    @Test
    void one_enrollment_sent_twice_makes_one_customer() throws Exception {
        Shop shop = shop();
        race(2, rounds(ROUNDS), (together, round) -> {
            NewCustomer request =
                    NewCustomer.person(CommandKey.of("join " + round)).reference("r" + round);
            List<Callable<Enrollment>> desks = List.of(
                    () -> shop.loyalty().customers().enroll(request),
                    () -> shop.loyalty().customers().enroll(request));

            List<Enrollment> answers = together.start(desks);

            assertThat(answers.get(0).orThrow()).isEqualTo(answers.get(1).orThrow());
        });
    }

    @Test
    void s25_of_fifty_redemptions_of_one_balance_one_succeeds() throws Exception {
        race(50, rounds(ROUNDS / 50), (together, round) -> {
            Shop shop = shop();
            CustomerId anna = shop.aCustomer("Anna");
            shop.gives(anna, 100, "");
            List<Callable<Settlement>> tills = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                tills.add(() -> shop.loyalty().rewards().redeem(Redemption.of(shop.aKey(), anna, Points.of(100))));
            }

            List<Settlement> answers = together.start(tills);

            assertThat(settled(answers)).isEqualTo(1);
            assertThat(answers)
                    .filteredOn(new Settlement.Refused(Refusal.TOO_FEW_POINTS, Points.NONE, Points.of(100))::equals)
                    .hasSize(49);
            foldsUp(shop, anna);
        });
    }

    @Test
    void two_exchanges_that_share_a_returned_purchase_take_it_back_once() throws Exception {
        Shop shop = shop();
        race(2, rounds(ROUNDS), (together, round) -> {
            CustomerId anna = shop.aCustomer("Anna " + round);
            Purchase old = shop.buys(anna, "100.00");
            List<Callable<Settlement>> tills =
                    List.of(() -> exchange(shop, anna, old), () -> exchange(shop, anna, old));

            List<Settlement> answers = together.start(tills);

            assertThat(settled(answers)).isEqualTo(1);
            assertThat(shop.available(anna)).isEqualTo(30);
            foldsUp(shop, anna);
        });
    }

    private static Settlement exchange(Shop shop, CustomerId customer, Purchase old) {
        Purchase fresh = shop.aPurchase(customer)
                .line(PurchaseLine.goods("1", euro("30.00")))
                .build();
        return shop.loyalty()
                .till()
                .checkout(org.loyalty4j.program.Checkout.of(fresh)
                        .returning(Return.ofAll(shop.aKey(), customer, old.key())));
    }

    @Test
    void the_last_points_are_held_at_one_of_two_tills_B_26() throws Exception {
        Shop shop = shop();
        race(2, rounds(ROUNDS), (together, round) -> {
            CustomerId anna = shop.aCustomer("Anna " + round);
            shop.gives(anna, 100, "");
            List<Callable<Settlement>> tills =
                    List.of(() -> holds(shop, anna, "a" + round, 100), () -> redeem(shop, anna, 100));

            List<Settlement> answers = together.start(tills);

            assertThat(settled(answers)).isEqualTo(1);
            assertThat(shop.available(anna)).isZero();
        });
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private static Settlement holds(Shop shop, CustomerId customer, String key, long points) {
        Redemption redemption = Redemption.of(CommandKey.of(key), customer, Points.of(points));
        return shop.loyalty().rewards().hold(HoldRequest.of(redemption, Duration.ofHours(1)));
    }

    @Test
    void a_task_is_done_once_and_brings_one_next_and_one_number_is_one_entry() throws Exception {
        Shop shop = shop();
        History history = shop.loyalty().history();
        Source crm = new Source("crm");
        race(4, rounds(ROUNDS), (together, round) -> {
            CustomerId anna = shop.aCustomer("Anna " + round);
            Task call = Task.of("Call")
                    .due(Due.on(LocalDate.of(2027, 1, 1), ZoneOffset.UTC))
                    .again(Recurrence.afterDue(Period.ofDays(1)));
            List<Entry<Task>> written = together.start(
                    Collections.nCopies(4, () -> history.add(NewEntry.from(crm, "call " + round, anna, call))));
            assertThat(Set.copyOf(written)).hasSize(1);
            List<Callable<EntryAnswer<Task>>> workers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                CommandKey key = shop.aKey();
                workers.add(() -> history.change(EntryChange.of(key, written.get(0), call.done())));
            }

            List<EntryAnswer<Task>> answers = together.start(workers);

            assertThat(answers)
                    .filteredOn(answer -> answer instanceof EntryAnswer.Done)
                    .hasSize(1);
            assertThat(history.work(WorkList.of(anna), 9).items()).hasSize(1);
            assertThat(history.revisions(written.get(0).id())).hasSize(2);
        });
    }

    @Test
    void a_reminder_is_told_to_one_of_four_workers_I_52() throws Exception {
        Shop shop = shop();
        History history = shop.loyalty().history();
        CustomerId anna = shop.aCustomer("Anna");
        Task call = Task.of("Call").reminding(Reminder.daily(LocalTime.NOON, LocalDate.of(2026, 1, 1), ZoneOffset.UTC));
        history.add(NewEntry.of(shop.aKey(), anna, call));
        race(4, rounds(ROUNDS), (together, round) -> {
            shop.clock().advance(Duration.ofDays(1));

            List<List<History.Reminded>> told = together.start(Collections.nCopies(4, () -> history.remind(9)));

            assertThat(told.stream().flatMap(List::stream)).hasSize(1);
        });
    }

    @Test
    void a_card_that_was_issued_is_given_to_one_and_everything_that_is_said_at_once_is_kept() throws Exception {
        Shop shop = shop();
        Customers customers = shop.loyalty().customers();
        race(4, rounds(ROUNDS), (together, round) -> {
            Identifier card = Identifier.card("card" + round);
            customers.issue(List.of(card));
            CustomerId anna = shop.aCustomer("Anna " + round);
            List<Callable<Boolean>> clerks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                NewCustomer other = NewCustomer.person(shop.aKey()).card(card.value());
                ProfileChange change = ProfileChange.of(shop.aKey(), anna).with("size", AttributeValue.of(40 + i));
                clerks.add(() -> {
                    customers.change(change);
                    return customers.enroll(other) instanceof Enrollment.Enrolled;
                });
            }

            List<Boolean> enrolled = together.start(clerks);

            assertThat(enrolled).containsOnlyOnce(true);
            assertThat(customers.history(card)).hasSize(2);
            assertThat(customers.attributes(anna).stream()
                            .filter(said -> said.name().equals("size"))
                            .map(said -> said.revision() + " " + (said.until() == null)))
                    .containsExactly("1 false", "2 false", "3 false", "4 true");
        });
    }

    @Test
    void of_four_who_get_one_role_at_once_each_has_it_for_a_time() throws Exception {
        Shop shop = shop();
        History history = shop.loyalty().history();
        race(4, rounds(ROUNDS), (together, round) -> {
            CustomerId anna = shop.aCustomer("Anna " + round);
            List<Callable<Entry<Assignment>>> heads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                NewEntry<Assignment> request =
                        NewEntry.of(shop.aKey(), anna, Assignment.of(Assignment.OWNER, new Actor("clerk " + i)));
                heads.add(() -> history.add(request));
            }

            List<Entry<Assignment>> assigned = together.start(heads);

            assertThat(assigned.stream()
                            .map(entry -> history.get(entry.id(), Assignment.class)
                                    .item()
                                    .until())
                            .filter(until -> until == null))
                    .hasSize(1);
        });
    }

    @Test
    void a_hold_that_is_captured_and_released_and_over_at_once_ends_once_I_21() throws Exception {
        Shop shop = shop();
        race(4, rounds(ROUNDS), (together, round) -> {
            CustomerId anna = shop.aCustomer("Anna " + round);
            shop.gives(anna, 100, "");
            CommandKey hold = CommandKey.of("hold " + round);
            holds(shop, anna, hold.value(), 60).orThrow();
            boolean over = round % 2 == 1;
            if (over) {
                shop.clock().advance(Duration.ofHours(1));
            }
            List<Callable<Settlement>> tills = List.of(
                    () -> shop.loyalty().rewards().capture(Capture.of(shop.aKey(), anna, hold, Points.of(50))),
                    () -> shop.loyalty().rewards().capture(Capture.of(shop.aKey(), anna, hold)),
                    () -> shop.loyalty().rewards().release(Release.of(shop.aKey(), anna, hold)),
                    () -> redeem(shop, anna, 30));

            List<Settlement> answers = together.start(tills);

            assertThat(settled(answers)).isEqualTo(over ? 1 : 2);
            Hold.End end = shop.loyalty()
                    .rewards()
                    .hold(anna, hold)
                    .flatMap(Hold::ended)
                    .orElseThrow();
            assertThat(end.how() == Hold.How.LAPSED).isEqualTo(over);
            assertThat(shop.available(anna)).isEqualTo(70 - end.captured());
            foldsUp(shop, anna);
        });
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }
}
