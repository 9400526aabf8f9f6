package org.loyalty4j.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.InvalidRequestException;

class IdentifierTest {

    /** What is dropped, composed, written small in another length, or looks like nothing. */
    private static final List<String> PARTS = List.of(
            "a",
            "Z",
            "7",
            "0",
            "@",
            ":",
            ".",
            "-",
            "+",
            " ",
            "(",
            ")",
            "\u00a0",
            "\u2003",
            "\u0130",
            "\u0307",
            "\u0301",
            "e",
            "\u00df",
            "\u1e9e",
            "\u03a3",
            "\u200b",
            "\ud83d\ude00",
            "\u212b",
            "\u017f",
            "I",
            "i",
            "example",
            "1234567");

    private static final List<Identifier.Kind> KINDS = List.of(Identifier.Kind.values());

    @Test
    void a_normal_form_is_its_own() {
        Random random = new Random(17);
        int accepted = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int parts = 1 + random.nextInt(12); parts > 0; parts--) {
                text.append(PARTS.get(random.nextInt(PARTS.size())));
            }
            Identifier.Kind kind = KINDS.get(i % KINDS.size());
            Identifier one;
            try {
                one = new Identifier(kind, text.toString());
            } catch (InvalidRequestException refused) {
                continue;
            }
            accepted++;
            assertThat(new Identifier(kind, one.value())).isEqualTo(one);
            assertThat(one.value().codePointCount(0, one.value().length())).isLessThanOrEqualTo(Identifier.VALUE_MAX);
        }
        assertThat(accepted).isGreaterThan(10_000);
    }

    @Test
    void a_handle_is_found_with_and_without_its_sign() {
        Identifier plain = Identifier.handle("telegram", "anna");
        assertThat(Identifier.handle("Telegram", "@anna")).isEqualTo(plain);
        assertThat(Identifier.handle("TELEGRAM", " @\u2003@ anna ")).isEqualTo(plain);
    }
}
