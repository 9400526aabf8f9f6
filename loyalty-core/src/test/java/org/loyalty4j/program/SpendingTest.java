package org.loyalty4j.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.testkit.Shop;

/** Spending rules against a shopkeeper who tries every number of points, one after the other. */
class SpendingTest {

    private static final CustomerId ANNA = new CustomerId(new UUID(0, 1));

    private static final List<Ratio> RATES = List.of(
            Ratio.of(1, 100),
            Ratio.of(1, 10),
            Ratio.ONE,
            Ratio.of(3, 1000),
            Ratio.of(1, 7),
            Ratio.of(7, 3),
            Ratio.of(25),
            Ratio.of(1, 1000));

    private static final List<Ratio> PARTS =
            List.of(Ratio.ZERO, Ratio.of(1, 3), Ratio.of(1, 2), Ratio.of(99, 100), Ratio.ONE);

    private static final List<LineKind> KINDS =
            List.of(LineKind.GOODS, LineKind.GIFT_CARD, LineKind.SHIPPING, LineKind.GOODS);

    /** What one seed makes. */
    private record Scene(LoyaltyProgram program, List<PurchaseLine> lines, Money rounding, long asked, long available) {

        Purchase purchase(List<PurchaseLine> ordered) {
            Purchase.Draft draft = Purchase.of(org.loyalty4j.command.CommandKey.of("receipt"), ANNA);
            ordered.forEach(draft::line);
            return draft.rounding(rounding).build();
        }

        Settlement.Use use(List<PurchaseLine> ordered) {
            return new Spending(program, purchase(ordered))
                    .use(Points.of(asked), new CommandRecord.Usable(available, null));
        }

        SpendingRules rules() {
            return program.spending();
        }
    }

    private static <T> T one(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static Scene scene(long seed) {
        Random random = new Random(seed);
        Currency currency = Currency.getInstance(one(random, List.of("EUR", "JPY", "KWD")));
        SpendingRules rules = SpendingRules.none()
                .withValue(new SpendingRules.Value(
                        one(random, RATES),
                        one(random, List.of(RoundingMode.DOWN, RoundingMode.UP, RoundingMode.HALF_EVEN))));
        if (random.nextBoolean()) {
            rules = rules.withMost(Points.of(1000 + random.nextInt(1000)));
        }
        if (random.nextBoolean()) {
            rules = rules.withStep(Points.of(1 + random.nextInt(60)));
        }
        if (random.nextBoolean()) {
            rules = rules.withLeast(Points.of(1 + random.nextInt(300)));
        }
        if (random.nextBoolean()) {
            rules = rules.withShare(one(random, PARTS));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            rules = rules.withShare(LineFilter.kinds(one(random, KINDS)), one(random, PARTS));
        }
        List<PurchaseLine> lines = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            Money price = Money.ofMinor(1 + random.nextInt(400), currency);
            PurchaseLine line = PurchaseLine.of("line " + i, one(random, KINDS), price);
            lines.add(random.nextInt(4) == 0 ? line.discount(price) : line);
        }
        long paid = lines.stream().mapToLong(line -> line.paid().minor()).sum();
        LoyaltyProgram program = LoyaltyProgram.startingAt(Shop.OPENING, ZoneId.of("UTC"), currency)
                .with(new Purse("points", "points", random.nextInt(3)))
                .with(rules);
        return new Scene(
                program,
                lines,
                Money.ofMinor(Math.max(-paid, random.nextInt(9) - 4), currency),
                1 + random.nextInt(3000),
                random.nextInt(3000));
    }

    private static long worth(Scene scene, long points) {
        SpendingRules.Value value = Objects.requireNonNull(scene.rules().value());
        int decimals = scene.program().currency().getDefaultFractionDigits();
        int scale = scene.program().purse().scale();
        return new BigDecimal(value.rate().numerator())
                .multiply(BigDecimal.valueOf(points))
                .movePointRight(decimals)
                .divide(new BigDecimal(value.rate().denominator()).movePointRight(scale), 0, value.rounding())
                .longValueExact();
    }

    private static long part(Ratio part, long of) {
        return part.times(Ratio.of(of)).floorExact();
    }

    /** The place of the first share that a line passes, the number of shares when it passes none. */
    private static int group(Scene scene, PurchaseLine line) {
        int group = 0;
        for (SpendingRules.Share share : scene.rules().shares()) {
            if (share.lines().passes(line)) {
                return group;
            }
            group++;
        }
        return group;
    }

    private static Map<Integer, Long> room(Scene scene) {
        Map<Integer, Long> room = new TreeMap<>();
        scene.lines().forEach(line -> room.merge(group(scene, line), line.paid().minor(), Long::sum));
        room.replaceAll((group, paid) -> group < scene.rules().shares().size()
                ? part(scene.rules().shares().get(group).part(), paid)
                : paid);
        return room;
    }

    /** Tries one number after the other, until one is worth too much. */
    private static long fewestThatPay(Scene scene, long amount) {
        long best = 0;
        long bestWorth = 0;
        for (long points = 1; points < 300_000; points++) {
            long worth = worth(scene, points);
            if (worth > amount) {
                break;
            }
            if (worth > bestWorth) {
                best = points;
                bestWorth = worth;
            }
            // Further on it cannot matter any more.
            if (best > scene.asked()) {
                break;
            }
        }
        return best;
    }

    private static long usable(Scene scene) {
        SpendingRules rules = scene.rules();
        long total = scene.purchase(scene.lines()).total().minor();
        long lines = room(scene).values().stream().mapToLong(Long::longValue).sum()
                + Math.max(0, scene.rounding().minor());
        long used = Math.min(scene.asked(), scene.available());
        used = rules.most() == null ? used : Math.min(used, rules.most().minor());
        used = Math.min(used, fewestThatPay(scene, rules.share() == null ? total : part(rules.share(), total)));
        used = Math.min(used, fewestThatPay(scene, lines));
        used = rules.step() == null
                ? used
                : used / rules.step().minor() * rules.step().minor();
        return rules.least() != null && used < rules.least().minor() ? 0 : used;
    }

    @Test
    void row_20_the_number_used_is_what_the_shopkeeper_finds_by_trying() {
        int cut = 0;
        int some = 0;
        for (long seed = 0; seed < 1500; seed++) {
            Scene scene = scene(seed);
            Settlement.Use use = scene.use(scene.lines());

            assertThat(use.used()).as("seed %s", seed).isEqualTo(Points.of(usable(scene)));
            assertThat(new Spending(scene.program(), scene.purchase(scene.lines())).most())
                    .as("seed %s", seed)
                    .isGreaterThanOrEqualTo(use.used().minor());
            cut += use.cuts().isEmpty() ? 0 : 1;
            some += use.used().minor() > 0 ? 1 : 0;
        }
        assertThat(cut).isBetween(500, 1499);
        assertThat(some).isGreaterThan(300);
    }

    @Test
    void row_44_the_cuts_lead_from_what_was_asked_to_what_is_used() {
        for (long seed = 0; seed < 1500; seed++) {
            Scene scene = scene(seed);
            Settlement.Use use = scene.use(scene.lines());
            Points left = use.asked();
            for (Settlement.Cut cut : use.cuts()) {
                assertThat(cut.desired()).as("seed %s", seed).isEqualTo(left);
                assertThat(cut.granted()).as("seed %s", seed).isLessThan(cut.desired());
                left = cut.granted();
            }
            assertThat(use.used()).as("seed %s", seed).isEqualTo(left).isLessThanOrEqualTo(use.asked());
            assertThat(use.cuts())
                    .extracting(Settlement.Cut::why)
                    .as("seed %s", seed)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void every_share_holds_and_the_parts_add_up_to_the_value() {
        for (long seed = 0; seed < 1500; seed++) {
            Scene scene = scene(seed);
            Settlement.Use use = scene.use(scene.lines());
            long value = use.worth().orElseThrow().minor();
            long total = scene.purchase(scene.lines()).total().minor();
            Map<Integer, Long> room = room(scene);
            long sum = 0;
            for (Settlement.Part part : use.parts()) {
                sum += part.value().minor();
                if (part.line() == null) {
                    assertThat(part.value()).as("seed %s", seed).isLessThanOrEqualTo(scene.rounding());
                } else {
                    PurchaseLine line = scene.lines().stream()
                            .filter(each -> each.id().equals(part.line()))
                            .findFirst()
                            .orElseThrow();
                    assertThat(part.value()).as("seed %s", seed).isLessThanOrEqualTo(line.paid());
                    room.merge(group(scene, line), -part.value().minor(), Long::sum);
                }
            }
            assertThat(sum).as("seed %s", seed).isEqualTo(value);
            assertThat(room.values()).as("seed %s", seed).allMatch(left -> left >= 0);
            assertThat(value)
                    .as("seed %s", seed)
                    .isEqualTo(worth(scene, use.used().minor()))
                    .isLessThanOrEqualTo(
                            scene.rules().share() == null
                                    ? total
                                    : part(scene.rules().share(), total));
        }
    }

    @Test
    void the_order_of_the_lines_changes_no_total() {
        for (long seed = 0; seed < 1500; seed++) {
            Scene scene = scene(seed);
            List<PurchaseLine> shuffled = new ArrayList<>(scene.lines());
            Collections.shuffle(shuffled, new Random(seed));
            Settlement.Use use = scene.use(scene.lines());
            Settlement.Use other = scene.use(shuffled);

            assertThat(other.cuts()).as("seed %s", seed).isEqualTo(use.cuts());
            assertThat(other.worth()).as("seed %s", seed).isEqualTo(use.worth());
            assertThat(byGroup(scene, other)).as("seed %s", seed).isEqualTo(byGroup(scene, use));
        }
    }

    private static Map<Integer, Long> byGroup(Scene scene, Settlement.Use use) {
        Map<Integer, Long> sums = new TreeMap<>();
        for (Settlement.Part part : use.parts()) {
            int group = scene.lines().stream()
                    .filter(line -> line.id().equals(part.line()))
                    .findFirst()
                    .map(line -> group(scene, line))
                    .orElse(-1);
            sums.merge(group, part.value().minor(), Long::sum);
        }
        return sums;
    }

    @Test
    void the_largest_and_the_smallest_value_of_a_point_reach_no_overflow() {
        Purchase dear = Purchase.of("receipt", ANNA, Money.of("999999999999999.99", "EUR"));
        for (Ratio rate : List.of(Ratio.of(1_000_000), Ratio.of(1, 1_000_000_000), Ratio.of(1, 3))) {
            LoyaltyProgram program = Shop.onePointPerEuro()
                    .with(new Purse("points", "points", 6))
                    .with(SpendingRules.none().withValue(rate));

            Settlement.Use use = new Spending(program, dear)
                    .use(Points.of(Points.POSTING_MAX), new CommandRecord.Usable(Points.BALANCE_MAX, null));

            assertThat(use.worth().orElseThrow()).isLessThanOrEqualTo(dear.total());
            assertThat(use.used().minor()).isBetween(1L, Points.POSTING_MAX);
        }
    }

    @Test
    void rules_that_cannot_be_meant_are_refused() {
        SpendingRules none = SpendingRules.none();
        SpendingRules valued = none.withValue(Ratio.ONE);
        wrong(() -> none.withLeast(Points.NONE), "spending.least", Violation.Code.NUMBER_OUT_OF_RANGE);
        wrong(() -> none.withMost(Points.of(-1)), "spending.most", Violation.Code.NUMBER_OUT_OF_RANGE);
        wrong(() -> none.withStep(Points.of(0)), "spending.step", Violation.Code.NUMBER_OUT_OF_RANGE);
        wrong(
                () -> none.withMost(Points.of(Points.POSTING_MAX + 1)),
                "spending.most",
                Violation.Code.NUMBER_OUT_OF_RANGE);
        wrong(() -> none.withLeast(Points.of(10)).withMost(Points.of(9)), "spending.most", Violation.Code.EMPTY_RANGE);
        wrong(
                () -> none.withLeast(Points.of(11)).withStep(Points.of(10)).withMost(Points.of(19)),
                "spending.most",
                Violation.Code.EMPTY_RANGE);
        wrong(() -> none.withShare(Ratio.ONE), "spending.value", Violation.Code.REQUIRED);
        wrong(() -> none.withShare(LineFilter.goods(), Ratio.ONE), "spending.value", Violation.Code.REQUIRED);
        wrong(() -> valued.withShare(Ratio.of(-1, 2)), "spending.share", Violation.Code.NUMBER_OUT_OF_RANGE);
        wrong(
                () -> valued.withShare(LineFilter.goods(), Ratio.of(101, 100)),
                "spending.shares.part",
                Violation.Code.NUMBER_OUT_OF_RANGE);
        wrong(() -> none.withValue(Ratio.ZERO), "spending.value.rate", Violation.Code.NUMBER_OUT_OF_RANGE);
        wrong(() -> none.withValue(Ratio.of(1_000_001)), "spending.value.rate", Violation.Code.NUMBER_OUT_OF_RANGE);
        wrong(
                () -> new SpendingRules.Value(Ratio.ONE, RoundingMode.UNNECESSARY),
                "spending.value.rounding",
                Violation.Code.NUMBER_OUT_OF_RANGE);
        assertThat(none.withLeast(Points.of(11)).withStep(Points.of(10)).withMost(Points.of(20)))
                .isNotEqualTo(none);
    }

    private static void wrong(Runnable attempt, String path, Violation.Code code) {
        assertThatThrownBy(attempt::run)
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        invalid -> assertThat(invalid.violations())
                                .extracting(Violation::path, Violation::code)
                                .containsExactly(org.assertj.core.groups.Tuple.tuple(path, code)));
    }

    @Test
    void every_copy_of_a_program_keeps_its_spending_rules() {
        SpendingRules rules = SpendingRules.none().withMost(Points.of(5));
        LoyaltyProgram program = Shop.onePointPerEuro().with(rules);

        assertThat(Arrays.asList(
                        program.with(EarningRule.perItem("more", 1)),
                        program.with(org.loyalty4j.reward.RewardOption.of("pen", "Pen", Points.of(1))),
                        program.with(org.loyalty4j.tier.TierLadder.none()),
                        program.with(Purse.POINTS),
                        program.expiring(org.loyalty4j.tier.PeriodEnd.endOfDay(java.time.Period.ofDays(1))),
                        program.rounding(RoundingMode.UP),
                        program.withoutRules(),
                        program.nextVersion(Shop.day("2026-02-01")),
                        program.acceptingUpTo(java.time.Duration.ofDays(1)),
                        program.countingSpend(LineFilter.goods(), EarningRule.Basis.NET)))
                .extracting(LoyaltyProgram::spending)
                .containsOnly(rules);
    }
}
