package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names are told apart, in whichever way they are written. */
class FoldedNameTest {

    private static String compared(String one, String other) {
        FoldedName left = FoldedName.of(one);
        FoldedName right = FoldedName.of(other);
        assertThat(left.isLike(right)).isEqualTo(right.isLike(left));
        return left.equals(right) ? "SAME" : left.isLike(right) ? "SIMILAR" : "OTHER";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Jan Novák            | NOVAK Jan              | SAME
                    Пётр Иванов          | Petr Ivanov            | SAME
                    O'Neill, Sean        | Seán ONeill            | SAME
                    Straße Anna          | anna STRASSE           | SAME
                    Müller GmbH          | muller                 | SAME
                    ООО "Ромашка"        | romashka               | SAME
                    Peter J. Smith       | Smith Peter            | SAME
                    Ｊａｎ　Ｎｏｖａｋ      | Jan Novak              | SAME
                    Anna Maria Beck      | Anna Beck              | SIMILAR
                    Jörg Müller          | Joerg Mueller          | SIMILAR
                    Юлия Шевченко        | Yulia Schewtschenko    | SIMILAR
                    Елена Петрова        | Yelena Petrova         | SIMILAR
                    Katherine Johnson    | Catherine Jonson       | SIMILAR
                    Peter Petersen       | Peter Peterson         | SIMILAR
                    Maria Sidorova       | Elena Sidorova         | OTHER
                    Anna Beck            | Jana Beck              | OTHER
                    Beck                 | Anna Beck              | OTHER
                    Jan Novak            | Jan Novotny            | OTHER
                    Li Wei               | Li Na                  | OTHER
                    王 伟                 | 李 娜                   | OTHER
                    """)
    void names_are_the_same_similar_or_others(String one, String other, String expected) {
        assertThat(compared(one, other)).isEqualTo(expected);
    }

    @Test
    void names_that_are_alike_by_their_sound_share_a_key() {
        for (String[] pair : new String[][] {
            {"Юлия Шевченко", "Yulia Schewtschenko"},
            {"Jörg Müller", "Joerg Mueller"},
            {"Katherine Johnson", "Catherine Jonson"},
            {"Ivanov Petr Sergeevich", "Пётр Иванов"},
            {"Елена", "Yelena"}
        }) {
            assertThat(Collections.disjoint(
                            FoldedName.of(pair[0]).sounds(),
                            FoldedName.of(pair[1]).sounds()))
                    .as(String.join(" and ", pair))
                    .isFalse();
        }
    }

    @Test
    void a_name_without_letters_is_like_none() {
        assertThat(FoldedName.of(null).sounds()).isEmpty();
        assertThat(FoldedName.of(" - ").sounds()).isEmpty();
        assertThat(compared("", " . ")).isEqualTo("SAME");
        assertThat(compared("", "Anna")).isEqualTo("OTHER");
        assertThat(FoldedName.of("A. B.").words()).containsExactly("a", "b");
    }

    @Test
    void whatever_the_name_and_the_locale_it_is_read_and_symmetric() {
        Random random = new Random(5);
        Locale before = Locale.getDefault();
        try {
            for (int i = 0; i < 3_000; i++) {
                Locale.setDefault(i % 2 == 0 ? Locale.ROOT : Locale.forLanguageTag("tr"));
                String one = any(random);
                String other = i % 3 == 0 ? one.toUpperCase(Locale.ROOT) : any(random);
                assertThat(compared(one, other)).isIn("SAME", "SIMILAR", "OTHER");
                assertThat(FoldedName.of(one).sounds()).hasSizeLessThanOrEqualTo(6);
                assertThat(compared(one, one)).isEqualTo("SAME");
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    private static String any(Random random) {
        String letters = "abcIİıÄßçшЩяіїґ 'ʼ-.王🙂ﬁøÞ\u0301１９ghtscz ";
        return IntStream.range(0, random.nextInt(24))
                .map(i -> letters.codePoints()
                        .skip(random.nextInt((int) letters.codePoints().count()))
                        .findFirst()
                        .orElse('a'))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
