package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Fingerprint;

/** What a request said, of few fields and of many. */
class FingerprintTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");

    private static Fingerprint of(long... numbers) {
        Fingerprint.Maker print = Fingerprint.of();
        for (long number : numbers) {
            // A field to which nothing is added says that there was nothing.
            (number == 0 ? print : print.number(number)).end();
        }
        return print.make();
    }

    @Test
    void a_print_of_any_length_comes_back_from_its_numbers() {
        for (Fingerprint print : List.of(
                of(), of(1), of(0, 2), of(1, 2, 3, 4), of(1, 0, 0, 0, 5), of(1, 2, 3, 4, 5, 6), of(0, 0, 0, 0, 0, 6))) {
            assertThat(Fingerprint.ofHashes(print.hashes())).isEqualTo(print).hasSameHashCodeAs(print);
        }
        assertThat(of(1, 2, 3, 4, 5, 6).hashes()).hasSize(6);
    }

    @Test
    void fields_at_the_end_to_which_nothing_was_added_say_nothing() {
        assertThat(of(1, 0, 0)).isEqualTo(of(1));
        assertThat(of(1, 2, 3, 4, 0, 0)).isEqualTo(of(1, 2, 3, 4));
        assertThat(of(1, 0).hashes()).hasSize(1);
        assertThat(of(0, 0).hashes()).isEmpty();
    }

    @Test
    void the_first_field_that_differs_is_named_wherever_it_stands() {
        for (int i = 0; i < NAMES.size(); i++) {
            long[] numbers = {1, 2, 3, 4, 5, 6};
            Fingerprint whole = of(numbers);
            numbers[i] = 9;
            assertThat(of(numbers)).isNotEqualTo(whole);
            assertThat(of(numbers).firstDifference(whole, NAMES)).contains(NAMES.get(i));
            numbers[i] = 0;
            assertThat(whole.firstDifference(of(numbers), NAMES)).contains(NAMES.get(i));
        }
        assertThat(of(1, 2, 3, 4, 5).firstDifference(of(1, 2, 3, 4, 5), NAMES)).isEmpty();
    }
}
