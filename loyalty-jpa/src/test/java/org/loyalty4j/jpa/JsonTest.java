package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void everyKindOfValueIsWrittenWithoutWhiteSpace() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("z", Arrays.asList(1L, null, true, false, "x"));
        members.put("a", Map.of());
        members.put("", List.of(List.of(), Long.MIN_VALUE, Long.MAX_VALUE));

        String text = Json.write(members);

        assertThat(text)
                .isEqualTo("{\"z\":[1,null,true,false,\"x\"],\"a\":{},"
                        + "\"\":[[],-9223372036854775808,9223372036854775807]}");
        assertThat(Json.read(text)).isEqualTo(members);
        assertThat(Json.write(Json.read(text))).isEqualTo(text);
    }

    @Test
    void aWriterSetsTheCommas() {
        Json.Writer out = new Json.Writer()
                .beginObject()
                .name("a")
                .beginArray()
                .value((String) null)
                .value(7)
                .value("b")
                .beginArray()
                .endArray()
                .value(true)
                .endArray()
                .name("c")
                .value(false)
                .endObject();

        assertThat(out).hasToString("{\"a\":[null,7,\"b\",[],true],\"c\":false}");
    }

    @Test
    void everyLetterComesBackThroughUtf8() {
        StringBuilder letters = new StringBuilder();
        for (int letter = 0; letter <= Character.MAX_CODE_POINT; letter++) {
            letters.appendCodePoint(letter);
        }
        // Halves in the wrong order, alone at the start, in the middle and at the end.
        for (String text : List.of(letters.toString(), "\uDE00\uD83D", "\uD83D", "a\uDE00b", "😀é 漢\uD83D")) {
            String encoded = new String(Json.write(text).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

            assertThat(text.equals(Json.read(encoded))).isTrue();
        }
    }

    @Test
    void onlyWhatMustBeEscapedIs() {
        assertThat(Json.write("\"\\/\b\n\r\t\u0000\u007f\u2028😀é\uD83D"))
                .isEqualTo("\"\\\"\\\\/\\u0008\\n\\r\\t\\u0000\u007f\u2028😀é\\ud83d\"");
    }

    @Test
    void allEscapesOfTheStandardAreRead() {
        assertThat(Json.read("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u00E9\\ud83d\\ude00z\""))
                .isEqualTo("a\"\\/\b\f\n\r\téé😀z");
    }

    @Test
    void whiteSpaceOfTheStandardIsReadBetweenAllParts() {
        assertThat(Json.read(" \t\r\n{ \"a\" : [ 1 , -2 ] , \"b\" : null } "))
                .isEqualTo(Json.read("{\"a\":[1,-2],\"b\":null}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|0",
                "` `|1",
                "`[1,]`|3",
                "`[1 2]`|3",
                "`[`|1",
                "`[1`|2",
                "`{\"a\":1,}`|7",
                "`{\"a\"}`|4",
                "`{a:1}`|1",
                "`{\"a\":1,\"b\":2,\"a\":3}`|13",
                "`{\"a\":}`|5",
                "`]`|0",
                "`1 1`|2",
                "`truE`|0",
                "`nul`|0",
                "`01`|0",
                "`-01`|0",
                "`-`|0",
                "`+1`|0",
                "`.5`|0",
                "`1.5`|1",
                "`1e3`|1",
                "`9223372036854775808`|0",
                "`[-9223372036854775809]`|1",
                "`\"abc`|4",
                "`\"a\\`|3",
                "`\"a\\x\"`|3",
                "`\"\\u12g4\"`|5",
                "`\"\\u12`|5",
                "`\"\\u12３4\"`|5",
                "`'a'`|0",
                "`NaN`|0",
                "`\uFEFF1`|0",
                "`\u00A01`|0",
            })
    void aTextThatIsNotJsonIsRefusedWithItsPosition(String text, int position) {
        assertThatThrownBy(() -> Json.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("JSON, position " + position + ":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\n", "\u001f"})
    void aControlCharacterInAStringIsRefused(String letter) {
        assertThatThrownBy(() -> Json.read("\"a" + letter + "\""))
                .hasMessage("JSON, position 2: a control character must be escaped");
    }

    @Test
    void nestingHasALimitForReadingAndWriting() {
        String deepest = "[".repeat(Json.DEPTH_MAX) + "]".repeat(Json.DEPTH_MAX);
        Object value = Json.read(deepest);

        assertThat(Json.write(value)).isEqualTo(deepest);
        assertThat(Json.read("[" + "[],".repeat(1000) + "[]]")).isNotNull();
        assertThatThrownBy(() -> Json.read("[" + deepest + "]")).hasMessageContaining("position 64");
        assertThatThrownBy(() -> Json.read("[".repeat(1_000_000))).hasMessageContaining("position 64");
        assertThatThrownBy(() -> Json.write(Arrays.asList(value, "x"))).hasMessageContaining("at most 64");
    }

    @Test
    void aValueThatJsonHereDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> Json.write(List.of(1.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Double");
        assertThatThrownBy(() -> Json.write(Map.of(1L, 2L))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void randomValuesComeBack() {
        for (long seed = 0; seed < 3000; seed++) {
            Object value = randomValue(new SplittableRandom(seed), 0);

            assertThat(Json.read(Json.write(value))).as("seed %s", seed).isEqualTo(value);
        }
    }

    @Test
    void aTextThatWasCutAnywhereIsRefused() {
        String text = Json.write(List.of("a\"😀\u0001", Map.of("b", List.of(1L, true)), Map.of()));

        for (int length = 0; length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> Json.read(cut)).as(cut).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static @Nullable Object randomValue(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth < 5 ? 7 : 5)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3, 4 -> randomText(random);
            case 5 -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(randomValue(random, depth + 1));
                }
                yield items;
            }
            default -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    members.put(randomText(random), randomValue(random, depth + 1));
                }
                yield members;
            }
        };
    }

    private static String randomText(SplittableRandom random) {
        int[] letters = random.ints(random.nextInt(6), 0, Character.MAX_CODE_POINT + 1)
                .map(letter -> random.nextBoolean() ? letter & 0x7F : letter)
                .toArray();
        return new String(letters, 0, letters.length);
    }
}
