package org.loyalty4j.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DocumentCodecsTest {

    /** A record as it was published first. */
    record Before(String name) {}

    /** The same record, some releases later. */
    record Later(
            String name,
            @Nullable LocalDate until,
            List<Part> parts,
            Set<DayOfWeek> days,
            Map<String, Part> named,
            boolean active,
            long count,
            @Nullable Integer limit,
            @Nullable Boolean choice,
            @Nullable String hint) {}

    record Part(BigDecimal weight, UUID id) {}

    record Strange(Thread thread) {}

    record StrangeMap(Map<Integer, String> map) {}

    private static final Map<String, Object> DEFAULTS =
            Map.of("Later.active", true, "Later.count", 7L, "Later.days", Set.of(DayOfWeek.MONDAY), "Later.hint", "-");

    private final DocumentCodec later = new DocumentCodecs(DEFAULTS).of(Later.class);

    @Test
    void aTextOfBeforeIsReadWithTheStatedDefaults() {
        Object old = new DocumentCodecs(Map.of()).of(Before.class).write(new Before("x"));

        assertThat(later.read(old, "it"))
                .isEqualTo(
                        new Later("x", null, List.of(), Set.of(DayOfWeek.MONDAY), Map.of(), true, 7, null, null, "-"));
    }

    @Test
    void whatEqualsItsDefaultIsNotWrittenSoThatBeforeCanReadIt() {
        Object tree = later.write(
                new Later("x", null, List.of(), Set.of(DayOfWeek.MONDAY), Map.of(), true, 7, null, null, "-"));

        assertThat(new DocumentCodecs(Map.of()).of(Before.class).read(tree, "it"))
                .isEqualTo(new Before("x"));
    }

    @Test
    void whatDiffersFromItsDefaultComesBackEvenNullAndEmpty() {
        Part part = new Part(new BigDecimal("1.50"), new UUID(1, 2));
        Later whole = new Later(
                "x",
                LocalDate.MAX,
                List.of(part, part),
                Set.of(),
                Map.of("b", part, "a", part),
                false,
                Long.MIN_VALUE,
                Integer.MIN_VALUE,
                false,
                null);

        String text = Json.write(later.write(whole));

        String id = "\"00000000-0000-0001-0000-000000000002\"";
        String written = "{\"weight\":\"1.50\",\"id\":" + id + "}";
        assertThat(text)
                .isEqualTo("{\"name\":\"x\",\"until\":\"+999999999-12-31\",\"parts\":[" + written + "," + written
                        + "],\"days\":[],\"named\":{\"a\":" + written + ",\"b\":" + written
                        + "},\"active\":false,\"count\":-9223372036854775808,\"limit\":-2147483648,\"choice\":false,"
                        + "\"hint\":null}");
        assertThat(later.read(Json.read(text), "it")).isEqualTo(whole);
    }

    @Test
    void aNumberWithoutAStatedDefaultIsMissed() {
        DocumentCodec undecided = new DocumentCodecs(Map.of()).of(Later.class);

        assertThatThrownBy(() -> undecided.read(Map.of("name", "x"), "it"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it.active: is missing");
    }

    @Test
    void nothingIsReadAsAnotherType() {
        refused("{\"name\":null,\"active\":1}", "it.active: true or false is expected");
        refused("{\"count\":true}", "it.count: a number is expected");
        refused("{\"limit\":2147483648}", "it.limit: a number does not fit 32 bits");
        refused("{\"parts\":{}}", "it.parts: a list is expected");
        refused("{\"parts\":null}", "it.parts: is missing");
        refused("{\"parts\":[null]}", "it.parts[0]: an object is expected");
        refused("{\"named\":{\"a\":{\"weight\":1}}}", "it.named.a.weight: a text is expected");
        refused("{\"days\":[\"MONDAY\",\"SOMEDAY\"]}", "it.days[1] SOMEDAY: unknown to this version of the library");
    }

    @Test
    void aTypeThatCannotBeStoredIsNoticedBeforeAnythingIsStored() {
        DocumentCodecs codecs = new DocumentCodecs(Map.of());

        for (Class<?> type : Arrays.asList(Strange.class, StrangeMap.class, Object.class, int[].class)) {
            assertThatThrownBy(() -> codecs.of(type))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("there is no way to store ");
        }
    }

    private void refused(String text, String message) {
        assertThatThrownBy(() -> later.read(Json.read(text), "it"))
                .as(text)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
