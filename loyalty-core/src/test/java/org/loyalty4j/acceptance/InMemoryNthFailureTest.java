package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.IdSource;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.testkit.CountingIds;
import org.loyalty4j.testkit.SettableClock;
import org.loyalty4j.testkit.Shop;

/**
 * F-35: each call that reaches the store fails, one at a time, in every public method of every desk. Afterwards the
 * store is as before or as after, and the same request has one effect: the rows are those of a day without failures.
 */
class InMemoryNthFailureTest {

    /** Ids that are given out again to a request that is repeated, so that its rows can be compared as they are. */
    private static final class IdsAgain implements IdSource {

        private CountingIds ids = new CountingIds();

        void again() {
            ids = new CountingIds();
        }

        @Override
        public UUID newId(Instant now) {
            // Apart from those that were given out before the call that fails.
            return new UUID(now.toEpochMilli(), ids.newId(now).getLeastSignificantBits());
        }

        @Override
        public long newSalt() {
            return ids.newSalt();
        }
    }

    /** What does not need the store. */
    private static final Set<String> WITHOUT_A_QUESTION = Set.of("Loyalty.cacheStatistics()", "Maintenance.phones()");

    /** A shop a day after it opened, with a gift that is gone since then and no posting says so yet. */
    private static final class Day {

        private final SettableClock clock = new SettableClock(Shop.OPENING);
        private final IdsAgain ids = new IdsAgain();
        private final InMemoryStore store = new InMemoryStore();
        private final FailingStore failing = new FailingStore(store);
        private final Loyalty loyalty = Loyalty.over(failing)
                .writingEvents()
                .clock(clock)
                .ids(ids)
                .program(EveryCall.program())
                .suppressionKey(EveryCall.SUPPRESSION_KEY)
                .build();
        private final EveryCall.Target target;

        Day(boolean severalPurses) {
            if (severalPurses) {
                loyalty.programs().publish(EveryCall.program().with(new Purse("stamps", "stamps", 0)));
            }
            CustomerId anna = enrolled("Anna");
            enrolled("Ben");
            CustomerId friend = EveryCall.prepare(loyalty, anna, "Anna");
            loyalty.accounts()
                    .give(Bonus.of(CommandKey.of("gift"), anna, Points.of(7), "gift")
                            .goneAt(Shop.OPENING.plus(Duration.ofHours(20))))
                    .orThrow();
            clock.advance(Duration.ofDays(1));
            ids.again();
            target = new EveryCall.Target(loyalty, anna, friend, "Anna", "asked");
        }

        private CustomerId enrolled(String name) {
            return loyalty.customers()
                    .enroll(NewCustomer.person(CommandKey.of("enroll " + name)).reference(name))
                    .orThrow()
                    .id();
        }

        List<Object> rows() {
            return StoreDump.of(store);
        }
    }

    static List<EveryCall> everyCall() {
        return EveryCall.all();
    }

    @Test
    void F_35_every_public_method_of_every_desk_is_made_to_fail() {
        assertThat(EveryCall.missing(EveryCall.all()))
                .as("methods that EveryCall has no call of: add one of each there")
                .isEmpty();
    }

    @Test
    void a_method_that_is_not_made_to_fail_is_named() {
        List<EveryCall> butOne = EveryCall.all().stream()
                .filter(call -> !call.method().equals("Till.record(Purchase)"))
                .toList();
        assertThat(EveryCall.missing(butOne)).containsExactly("Till.record(Purchase)");
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void F_35_whatever_fails_nothing_is_half_done_and_a_repeat_has_one_effect(EveryCall call) {
        failEverywhere(call, false);
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void F_35_whatever_fails_nothing_is_half_done_in_several_purses(EveryCall call) {
        failEverywhere(call, true);
    }

    private static void failEverywhere(EveryCall call, boolean severalPurses) {
        List<Object> before = new Day(severalPurses).rows();
        Day sound = new Day(severalPurses);
        call.call().accept(sound.target);
        List<Object> after = sound.rows();
        assertThat(after.equals(before)).isEqualTo(call.kind() == EveryCall.Kind.READS);

        for (FailingStore.Place place : FailingStore.Place.values()) {
            int calls = failEach(call, place, before, after, severalPurses);
            assertThat(calls > 0).isEqualTo(!WITHOUT_A_QUESTION.contains(call.method()));
        }
    }

    /** Returns how many calls reach the store. */
    private static int failEach(
            EveryCall call, FailingStore.Place place, List<Object> before, List<Object> after, boolean severalPurses) {
        for (int n = 1; ; n++) {
            Day day = new Day(severalPurses);
            StoreException failure = place == FailingStore.Place.BEFORE
                    ? new StoreBusyException("call " + n)
                    : new StoreException("call " + n);
            day.failing.failAt(n, place, failure);
            Throwable thrown = catchThrowable(() -> call.call().accept(day.target));
            if (!day.failing.hasFailed()) {
                assertThat(thrown).isNull();
                return n - 1;
            }
            assertThat(thrown).as("%s %d", place, n).isSameAs(failure);
            if (place == FailingStore.Place.BEFORE) {
                assertThat(day.rows()).as("before %d", n).isEqualTo(before);
            } else {
                assertThat(day.rows()).as("after %d", n).isIn(before, after);
            }
            day.ids.again();
            call.call().accept(day.target);
            assertThat(day.rows()).as("%s %d", place, n).isEqualTo(after);
            assertThat(day.loyalty.accounts().shownBalance(day.target.customer()))
                    .isEqualTo(sound(day).accounts().balance(day.target.customer()));
            assertThat(day.loyalty.audit().findings()).isEmpty();
        }
    }

    /** Another library over the same store, which has kept nothing for showing. */
    private static Loyalty sound(Day day) {
        return Loyalty.over(day.store).clock(day.clock).cached(Duration.ZERO).build();
    }
}
