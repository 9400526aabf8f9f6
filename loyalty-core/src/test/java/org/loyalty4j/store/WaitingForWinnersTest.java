package org.loyalty4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Enrollment;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.NewCustomer;

/** Whoever loses a key to a transaction that is still running waits for its end, as at a unique key of a database. */
class WaitingForWinnersTest {

    private static final String PHONE = "+49 151 1234567";

    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final CountDownLatch taken = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void stop() {
        over.countDown();
        pool.shutdownNow();
    }

    private static NewCustomer request(String key) {
        return NewCustomer.person(CommandKey.of(key)).phone(PHONE);
    }

    /** Takes the phone in a transaction that ends, well or not, when the test says so. */
    private Future<Enrollment> takes(Loyalty loyalty, boolean stays) throws InterruptedException {
        Future<Enrollment> first = pool.submit(() -> loyalty.inTransaction(joined -> {
            Enrollment answer = joined.customers().enroll(request("first"));
            taken.countDown();
            awaitOver();
            if (!stays) {
                throw new IllegalStateException("the host fails");
            }
            return answer;
        }));
        assertThat(taken.await(30, TimeUnit.SECONDS)).isTrue();
        return first;
    }

    private void awaitOver() {
        try {
            assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Future<Enrollment> waits(Loyalty loyalty) {
        Future<Enrollment> second = pool.submit(() -> loyalty.customers().enroll(request("second")));
        // Far longer than all pauses between attempts together.
        assertThatThrownBy(() -> second.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        return second;
    }

    @Test
    void who_loses_a_phone_is_told_so_when_the_winner_commits() throws Exception {
        Loyalty loyalty =
                Loyalty.over(new InMemoryStore(Duration.ofSeconds(30))).build();
        Future<Enrollment> first = takes(loyalty, true);
        Future<Enrollment> second = waits(loyalty);

        over.countDown();

        assertThat(first.get(30, TimeUnit.SECONDS)).isInstanceOf(Enrollment.Enrolled.class);
        assertThat(second.get(30, TimeUnit.SECONDS))
                .isEqualTo(new Enrollment.Refused(Refusal.IDENTIFIER_TAKEN, Identifier.Kind.PHONE));
    }

    @Test
    void who_loses_a_phone_has_it_when_the_winner_fails() throws Exception {
        Loyalty loyalty =
                Loyalty.over(new InMemoryStore(Duration.ofSeconds(30))).build();
        Future<Enrollment> first = takes(loyalty, false);
        Future<Enrollment> second = waits(loyalty);

        over.countDown();

        assertThatThrownBy(() -> first.get(30, TimeUnit.SECONDS)).hasRootCauseMessage("the host fails");
        assertThat(second.get(30, TimeUnit.SECONDS)).isInstanceOf(Enrollment.Enrolled.class);
    }

    @Test
    void a_winner_that_does_not_end_is_waited_for_no_longer_than_a_lock() throws Exception {
        Loyalty loyalty = Loyalty.over(new InMemoryStore(Duration.ofMillis(50))).build();
        Future<Enrollment> first = takes(loyalty, true);

        assertThatThrownBy(() -> loyalty.customers().enroll(request("second")))
                .isInstanceOf(StoreBusyException.class)
                .hasMessageContaining("did not end in time");

        over.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isInstanceOf(Enrollment.Enrolled.class);
    }

    @Test
    void a_thread_that_would_wait_for_its_own_transaction_is_told_so() {
        Loyalty loyalty = Loyalty.over(new InMemoryStore()).build();

        assertThatThrownBy(() -> loyalty.inTransaction(joined -> {
                    Enrollment unused = joined.customers().enroll(request("first"));
                    return loyalty.customers().enroll(request("second"));
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("This thread has a transaction");
        assertThat(loyalty.customers().page(10).items()).isEmpty();
    }
}
