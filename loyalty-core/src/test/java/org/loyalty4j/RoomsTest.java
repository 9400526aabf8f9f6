package org.loyalty4j;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of the house and its rules; for each rule, a test that sees it fail. */
class RoomsTest {

    private static final String HOUSE = "org.loyalty4j";

    /** A room uses only rooms before it. The last is the front door. */
    private static final List<String> LADDER = List.of(
            "command",
            "money",
            "customer",
            "privacy",
            "sale",
            "points",
            "tier",
            "reward",
            "program",
            "history",
            "event",
            "exchange",
            "store",
            "front door");

    private static final int PUBLIC_TYPES_MAX = 12;

    /** Rooms that are beyond the budget, and may not grow further. */
    private static final Map<String, Integer> BEYOND = Map.of(
            "customer", 26, "points", 25, "tier", 15, "program", 46, "history", 34, "store", 29, "front door", 33);

    private static final Set<String> FORBIDDEN_CALLS = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.ZoneId.systemDefault",
            "java.util.TimeZone.getDefault",
            "java.util.Locale.getDefault",
            "java.lang.System.currentTimeMillis",
            "java.lang.Math.random",
            "java.util.Random.<init>",
            "java.lang.Thread.<init>",
            "java.lang.Runtime.addShutdownHook");

    private static final Set<String> VALUE_ROOMS = Set.of("points", "money", "program", "tier", "history", "exchange");

    private static final List<Class<?>> CHANGING_TYPES = List.of(
            java.util.concurrent.atomic.AtomicLong.class,
            java.util.concurrent.atomic.AtomicInteger.class,
            java.util.concurrent.atomic.AtomicReference.class,
            java.util.concurrent.atomic.AtomicBoolean.class,
            java.util.AbstractCollection.class,
            java.util.AbstractMap.class,
            java.util.concurrent.ConcurrentMap.class,
            java.util.Random.class,
            ThreadLocal.class);

    private static final JavaClasses HOUSE_CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));

    private static final JavaClasses FIXTURE_CLASSES =
            new ClassFileImporter().importPath(Path.of("target", "test-classes", "org", "loyalty4j", "fixture"));

    private static String roomOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(HOUSE) ? "front door" : name.substring(HOUSE.length() + 1);
    }

    private static List<String> againstTheLadder(JavaClasses classes, List<String> ladder) {
        List<String> found = new ArrayList<>();
        for (JavaClass type : classes) {
            if (type.getPackageName().isEmpty()) {
                continue;
            }
            int own = ladder.indexOf(roomOf(type));
            if (own < 0) {
                found.add(type.getName() + " is in a room that the ladder does not have");
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass used = dependency.getTargetClass().getBaseComponentType();
                if (used.getPackageName().startsWith(HOUSE) && ladder.indexOf(roomOf(used)) > own) {
                    found.add(dependency.getDescription());
                }
            }
        }
        return found;
    }

    @Test
    void a_room_uses_only_rooms_above_it() {
        assertThat(againstTheLadder(HOUSE_CLASSES, LADDER)).isEmpty();
    }

    @Test
    void a_ladder_that_stands_on_its_head_is_seen() {
        List<String> reversed = new ArrayList<>(LADDER);
        Collections.reverse(reversed);

        assertThat(againstTheLadder(HOUSE_CLASSES, reversed)).hasSizeGreaterThan(100);
        assertThat(againstTheLadder(HOUSE_CLASSES, List.of("money"))).isNotEmpty();
    }

    @Test
    void no_two_rooms_use_each_other() {
        slices().matching(HOUSE + ".(*)..").should().beFreeOfCycles().check(HOUSE_CLASSES);
    }

    @Test
    void two_rooms_that_use_each_other_are_seen() {
        assertThat(slices().matching(HOUSE + ".fixture.(*)..")
                        .should()
                        .beFreeOfCycles()
                        .evaluate(FIXTURE_CLASSES)
                        .hasViolation())
                .isTrue();
    }

    private static List<String> forbiddenCalls(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .flatMap(unit ->
                        Stream.concat(unit.getCallsFromSelf().stream(), unit.getMethodReferencesFromSelf().stream()))
                .map(call -> call.getTargetOwner().getName() + "." + call.getName() + " in "
                        + call.getOriginOwner().getName())
                .filter(call -> FORBIDDEN_CALLS.contains(call.substring(0, call.indexOf(" in "))))
                .toList();
    }

    @Test
    void nothing_asks_for_the_systems_time_zone_language_or_chance_and_nothing_starts_a_thread() {
        assertThat(forbiddenCalls(HOUSE_CLASSES)).isEmpty();
    }

    @Test
    void a_class_that_asks_the_system_is_seen() {
        assertThat(forbiddenCalls(FIXTURE_CLASSES))
                .extracting(call -> call.substring(0, call.indexOf(" in ")))
                .contains(
                        "java.time.Instant.now",
                        "java.time.LocalDate.now",
                        "java.time.ZoneId.systemDefault",
                        "java.util.Locale.getDefault",
                        "java.lang.System.currentTimeMillis",
                        "java.util.Random.<init>",
                        "java.lang.Math.random",
                        "java.lang.Thread.<init>");
    }

    private static List<String> staticState(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC)
                        && !field.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(RoomsTest::canChange)
                .map(JavaField::getFullName)
                .toList();
    }

    private static boolean canChange(JavaField field) {
        JavaClass type = field.getRawType();
        return !field.getModifiers().contains(JavaModifier.FINAL)
                || type.isArray()
                || CHANGING_TYPES.stream().anyMatch(type::isAssignableTo);
    }

    @Test
    void no_static_field_holds_state() {
        assertThat(staticState(HOUSE_CLASSES)).isEmpty();
    }

    @Test
    void static_fields_that_hold_state_are_seen() {
        assertThat(staticState(FIXTURE_CLASSES))
                .containsExactlyInAnyOrder(
                        "org.loyalty4j.fixture.Careless.changing",
                        "org.loyalty4j.fixture.Careless.COUNTER",
                        "org.loyalty4j.fixture.Careless.NUMBERS");
    }

    private static List<String> floatingPoint(JavaClasses classes, Set<String> rooms) {
        List<String> found = new ArrayList<>();
        for (JavaClass type : classes) {
            if (rooms.contains(type.getPackageName().isEmpty() ? "" : roomOf(type))) {
                type.getFields().stream()
                        .filter(field -> isFloating(field.getRawType()))
                        .forEach(field -> found.add(field.getFullName()));
                type.getCodeUnits().stream()
                        .filter(RoomsTest::hasFloating)
                        .forEach(unit -> found.add(unit.getFullName()));
            }
        }
        return found;
    }

    private static boolean hasFloating(JavaCodeUnit unit) {
        return isFloating(unit.getRawReturnType())
                || unit.getRawParameterTypes().stream().anyMatch(RoomsTest::isFloating);
    }

    private static boolean isFloating(JavaClass type) {
        return Set.of("float", "double", "java.lang.Float", "java.lang.Double")
                .contains(type.getBaseComponentType().getName());
    }

    @Test
    void money_and_points_are_never_floating_point_numbers() {
        assertThat(floatingPoint(HOUSE_CLASSES, VALUE_ROOMS)).isEmpty();
    }

    @Test
    void floating_point_numbers_are_seen() {
        assertThat(floatingPoint(FIXTURE_CLASSES, Set.of("fixture")))
                .containsExactlyInAnyOrder(
                        "org.loyalty4j.fixture.Careless.amount",
                        "org.loyalty4j.fixture.Careless.amount()",
                        "org.loyalty4j.fixture.Careless.<init>(float)");
    }

    private static Map<String, Integer> publicTypes(JavaClasses classes) {
        Map<String, Integer> counts = new TreeMap<>();
        for (JavaClass type : classes) {
            if (type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC)) {
                counts.merge(roomOf(type), 1, Integer::sum);
            }
        }
        return counts;
    }

    @Test
    void a_room_has_few_public_types() {
        Map<String, Integer> counts = publicTypes(HOUSE_CLASSES);

        assertThat(counts).containsOnlyKeys(LADDER);
        assertThat(counts)
                .allSatisfy((room, count) ->
                        assertThat(count).as(room).isLessThanOrEqualTo(BEYOND.getOrDefault(room, PUBLIC_TYPES_MAX)));
    }

    @Test
    void public_types_are_counted_once_each_and_hidden_ones_not_at_all() {
        assertThat(publicTypes(FIXTURE_CLASSES)).isEqualTo(Map.of("fixture", 1, "fixture.left", 1, "fixture.right", 1));
    }
}
