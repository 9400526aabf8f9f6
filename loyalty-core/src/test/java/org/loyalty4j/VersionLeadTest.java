package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.testkit.SettableClock;
import org.loyalty4j.testkit.Shop;

/** How long before it begins a version of the program is published. */
class VersionLeadTest {

    private final SettableClock clock = new SettableClock(Shop.OPENING.plus(Duration.ofDays(10)));
    private final Instant now = clock.instant();
    private final LoyaltyProgram first = Shop.onePointPerEuro();

    private Loyalty leading(Duration lead) {
        return Loyalty.over(new InMemoryStore())
                .clock(clock)
                .program(first)
                .versionLead(lead)
                .build();
    }

    @Test
    void a_version_begins_at_the_earliest_a_lead_after_it_was_published() {
        Loyalty loyalty = leading(Duration.ofSeconds(30));

        assertThatThrownBy(() -> loyalty.programs()
                        .publish(first.nextVersion(now.plusSeconds(30).minusNanos(1000))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("from " + now.plusSeconds(30) + " on");
        loyalty.programs().publish(first.nextVersion(now.plusSeconds(30)));
        assertThat(loyalty.programs().history().versions()).hasSize(2);
    }

    @Test
    void the_first_version_and_one_that_is_published_again_need_no_lead() {
        Loyalty loyalty = leading(Duration.ofDays(1));
        LoyaltyProgram second = first.nextVersion(now.plus(Duration.ofDays(1)));
        loyalty.programs().publish(second);
        clock.set(now.plus(Duration.ofDays(2)));

        loyalty.programs().publish(second);
        loyalty.programs().publish(first);

        assertThat(loyalty.programs().history().versions()).containsExactly(first, second);
    }

    @Test
    void without_a_lead_a_version_may_begin_at_once() {
        Loyalty loyalty = leading(Duration.ZERO);

        loyalty.programs().publish(first.nextVersion(now));

        assertThat(loyalty.programs().history().versions()).hasSize(2);
    }

    @Test
    void a_lead_that_is_negative_or_longer_than_a_year_is_refused() {
        for (Duration lead : new Duration[] {Duration.ofNanos(-1), Duration.ofDays(366)}) {
            assertThatThrownBy(() -> leading(lead))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("versionLead");
        }
    }
}
