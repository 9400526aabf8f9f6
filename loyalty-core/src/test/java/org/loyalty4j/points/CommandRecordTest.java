package org.loyalty4j.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Grounds;
import org.loyalty4j.money.Ratio;

/** What is kept of a request, and what of it can be erased. */
class CommandRecordTest {

    private static final CustomerId ANNA = new CustomerId(new UUID(0, 7));
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final CommandKey KEY = CommandKey.of("letter-17");
    private static final Actor CLERK = new Actor("clerk-3");
    private static final Source TILL = new Source("till-2");
    private static final CommandRecord.Result NOTHING = new CommandRecord.Result(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null);

    private static CommandRecord record(
            @Nullable Actor actor,
            @Nullable String reason,
            @Nullable Source source,
            @Nullable Long salt,
            @Nullable ChainHash erased) {
        return new CommandRecord(
                new CommandId(new UUID(0, 9)),
                new AccountId(ANNA, "points"),
                1,
                CommandRecord.Operation.ADJUST,
                KEY,
                ANNA,
                actor,
                reason,
                source,
                Fingerprint.of().make(),
                NOTHING,
                NOON,
                salt,
                erased,
                null);
    }

    @Test
    void the_seal_covers_each_word_of_the_caller_and_the_salt() {
        ChainHash seal = record(CLERK, "her wish", TILL, 5L, null).seal();
        assertThat(seal)
                .isEqualTo(new Canonical(8)
                        .number(5)
                        .text("letter-17")
                        .text("clerk-3")
                        .text("her wish")
                        .text("till-2")
                        .sha256());
        assertThat(Arrays.asList(
                        seal,
                        record(null, "her wish", TILL, 5L, null).seal(),
                        record(CLERK, null, TILL, 5L, null).seal(),
                        record(CLERK, "her wish", null, 5L, null).seal(),
                        record(CLERK, "her wish", TILL, 6L, null).seal(),
                        CommandRecord.sealOf(5, CommandKey.of("letter-18"), CLERK, "her wish", TILL, null),
                        CommandRecord.sealOf(5, KEY, CLERK, "her wish", TILL, Grounds.of("ERROR"))))
                .doesNotHaveDuplicates();
    }

    @Test
    void once_the_words_are_erased_their_seal_stays_what_it_was() {
        ChainHash seal = record(CLERK, "her wish", TILL, 5L, null).seal();
        assertThat(record(null, null, null, null, seal).seal()).isEqualTo(seal);
    }

    @Test
    void a_command_has_either_a_salt_or_the_seal_of_erased_words() {
        assertThatThrownBy(() -> record(CLERK, null, null, null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> record(CLERK, null, null, 5L, ChainHash.START))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void who_asked_and_why_and_from_where_is_told_where_it_was_said() {
        CommandRecord told = record(CLERK, "her wish", TILL, 5L, null);
        assertThat(told.askedBy()).contains(CLERK);
        assertThat(told.why()).contains("her wish");
        assertThat(told.from()).contains(TILL);
        CommandRecord silent = record(null, null, null, 5L, null);
        assertThat(silent.askedBy()).isEmpty();
        assertThat(silent.why()).isEmpty();
        assertThat(silent.from()).isEmpty();
    }

    @Test
    void a_command_shows_none_of_the_callers_words() {
        assertThat(record(CLERK, "her wish", TILL, 5L, null).toString())
                .startsWith("CommandRecord[00000000-0000-0000-0000-000000000009, ADJUST, ")
                .doesNotContain("letter-17", "clerk-3", "her wish", "till-2");
    }

    @Test
    void nobody_changes_a_result_by_the_maps_it_was_made_of() {
        Map<String, Ratio> factors = new HashMap<>(Map.of("mood", Ratio.of(2)));
        Map<String, Long> turns = new HashMap<>(Map.of("tenth", 10L));
        Map<String, Ratio> fractions = new HashMap<>(Map.of("1", Ratio.of(1, 2)));
        CommandRecord.Result result = new CommandRecord.Result(
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null, 0, 0, factors, turns, fractions, 0, 0);
        factors.clear();
        turns.clear();
        fractions.clear();
        assertThat(result.factors()).containsOnlyKeys("mood");
        assertThat(result.turns()).containsEntry("tenth", 10L);
        assertThat(result.fractions()).containsOnlyKeys("1");
    }

    @Test
    void the_fields_of_each_operation_have_names_of_their_own() {
        for (CommandRecord.Operation operation : CommandRecord.Operation.values()) {
            assertThat(operation.fields())
                    .as(operation.name())
                    .isNotEmpty()
                    .doesNotHaveDuplicates()
                    .allMatch(name -> !name.isBlank());
        }
        assertThat(CommandRecord.Operation.RETURN.fields()).containsExactly("purchase", "items", "happenedAt");
    }
}
