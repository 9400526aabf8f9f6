package org.loyalty4j.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;

/** Requests to give points back that had expired. */
class ReinstatementTest {

    @Test
    void everything_that_is_wrong_with_a_request_is_told_at_once() {
        assertThatThrownBy(() -> new Reinstatement(
                        CommandKey.of("favour"),
                        new CustomerId(new UUID(0, 7)),
                        0,
                        Points.NONE,
                        Instant.MAX,
                        " ",
                        new Actor("clerk"),
                        null))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        wrong -> assertThat(wrong.violations())
                                .extracting(Violation::path)
                                .containsExactlyInAnyOrder("expiry", "points", "goneAt", "reason"));
    }
}
