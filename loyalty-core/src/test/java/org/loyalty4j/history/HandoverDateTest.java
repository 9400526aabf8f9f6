package org.loyalty4j.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.testkit.Shop;

/** A handover that is planned for a day, done then or later. */
class HandoverDateTest {

    private static final Actor IDA = new Actor("ida");
    private static final Actor TOM = new Actor("tom");
    private static final Handover PLAN = Handover.of("2026-07", IDA, TOM).effective(Shop.day("2026-07-01"));

    private final Shop shop = Shop.open();
    private final CustomerId anna = shop.aCustomer("Anna");

    private Actor ownerAt(String day) {
        return Objects.requireNonNull(
                        shop.loyalty().history().ownersAt(anna, Shop.day(day)).get(Assignment.OWNER))
                .item()
                .owner();
    }

    private void owned(Instant since) {
        shop.loyalty()
                .history()
                .add(NewEntry.of(
                        shop.aKey(), anna, Assignment.of(Assignment.OWNER, IDA).from(since)));
    }

    @Test
    void it_is_previewed_before_its_day_and_not_done() {
        owned(Shop.OPENING);
        shop.on("2026-06-30");

        assertThat(shop.loyalty().history().preview(PLAN).customers()).isEqualTo(1);
        assertThatThrownBy(() -> shop.loyalty().history().handOver(PLAN, report -> true))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("handover.effective");
        assertThat(ownerAt("2026-07-02")).isEqualTo(IDA);
    }

    @Test
    void whoever_gets_something_is_responsible_from_its_day_on_whenever_it_is_done() {
        owned(Shop.OPENING);
        shop.on("2026-07-10");

        shop.loyalty().history().handOver(PLAN, report -> true);

        assertThat(ownerAt("2026-06-30")).isEqualTo(IDA);
        assertThat(ownerAt("2026-07-01")).isEqualTo(TOM);
        assertThat(ownerAt("2026-07-11")).isEqualTo(TOM);

        shop.loyalty().history().undo(PLAN, report -> true);
        assertThat(ownerAt("2026-07-05")).isEqualTo(TOM);
        assertThat(ownerAt("2026-07-11")).isEqualTo(IDA);
    }

    @Test
    void what_came_to_who_gives_after_its_day_goes_from_then_on() {
        shop.on("2026-07-05");
        owned(Shop.day("2026-07-05"));
        shop.on("2026-07-10");

        shop.loyalty().history().handOver(PLAN, report -> true);

        assertThat(ownerAt("2026-07-05")).isEqualTo(TOM);
        assertThat(shop.loyalty().history().ownersAt(anna, Shop.day("2026-07-04")))
                .isEmpty();
    }
}
