package org.loyalty4j.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.euro;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.EarningRule.Cap;
import org.loyalty4j.program.EarningRule.Stacking.Mode;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Schedule;
import org.loyalty4j.sale.Tender;

/** What holds for every program and purchase, each decided by a seed. */
class EarningPropertiesTest {

    private static final int RUNS = 3_000;

    private static final Instant OPENING = Instant.parse("2011-12-01T00:00:00Z");

    private static final Map<String, EarningRule.Formula> FORMULAS =
            Map.of("half", (purchase, line, shown) -> Ratio.of(line.paid().minor(), 200));

    /** Chooses programs and purchases. Used by one thread. */
    private static final class Chance {

        private final Random random;

        private Chance(long seed) {
            this.random = new Random(seed);
        }

        private <T> T one(List<T> from) {
            return from.get(random.nextInt(from.size()));
        }

        private LoyaltyProgram program(boolean cuts) {
            LoyaltyProgram program = LoyaltyProgram.startingAt(
                            OPENING,
                            ZoneId.of(one(List.of("America/Sao_Paulo", "Pacific/Apia", "Europe/Istanbul"))),
                            Currency.getInstance("EUR"))
                    .with(random.nextInt(3) == 0 ? new Purse("stars", "stars", 2) : Purse.POINTS)
                    .rounding(one(List.of(RoundingMode.DOWN, RoundingMode.HALF_EVEN, RoundingMode.UP)));
            for (EarningRule rule : rules(cuts)) {
                program = program.with(rule);
            }
            return cuts && random.nextInt(3) == 0 ? program.earningUpTo(cap()) : program;
        }

        private List<EarningRule> rules(boolean cuts) {
            List<EarningRule> rules = new ArrayList<>();
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                EarningRule rule = pointsRule("p" + i);
                rule = random.nextBoolean() ? rule : grouped(rule, one(List.of(Mode.SUM, Mode.MAX, Mode.FIRST)));
                rules.add(cuts && random.nextInt(3) == 0 ? rule.upTo(cap()) : rule);
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                EarningRule rule = narrowed(
                        EarningRule.multiplier("m" + i, Ratio.of(1 + random.nextInt(12), 1 + random.nextInt(3))));
                List<Mode> modes = rule.points().compareTo(Ratio.ONE) < 0
                        ? List.of(Mode.MAX, Mode.FIRST, Mode.MULTIPLY)
                        : List.of(Mode.values());
                rules.add(random.nextBoolean() ? rule : grouped(rule, one(modes)));
            }
            Collections.shuffle(rules, random);
            return rules;
        }

        private EarningRule grouped(EarningRule rule, Mode mode) {
            return rule.in(mode + " " + rule.code().charAt(0), mode, random.nextInt(3));
        }

        private EarningRule pointsRule(String code) {
            Ratio points = Ratio.of(1 + random.nextInt(30), 1 + random.nextInt(4));
            EarningRule rule = switch (random.nextInt(5)) {
                case 0 -> EarningRule.perStep(code, points, euro(one(List.of("1.00", "7.00", "0.30"))));
                case 1 -> EarningRule.perAmount(code, points, euro("1.00"));
                case 2 -> EarningRule.perItem(code, 1 + random.nextInt(9));
                case 3 -> EarningRule.custom(code, "half");
                default -> EarningRule.perPurchase(code, 1 + random.nextInt(50));
            };
            return narrowed(rule.of(one(List.of(EarningRule.Basis.values()))));
        }

        private EarningRule narrowed(EarningRule rule) {
            EarningRule narrow = switch (random.nextInt(4)) {
                case 0 -> rule.on(LineFilter.kinds(LineKind.GOODS, LineKind.SHIPPING));
                case 1 -> rule.on(LineFilter.goods().only(LineFilter.Match.category("food")));
                case 2 -> rule.on(LineFilter.goods().without(LineFilter.Match.brands("Istanbul")));
                default -> rule;
            };
            narrow = random.nextInt(4) == 0 ? narrow.from(euro("9.00")) : narrow;
            narrow = switch (random.nextInt(6)) {
                case 0 -> narrow.paidWith(Tender.Kind.CASH, Tender.Kind.CARD);
                case 1 -> narrow.countingAllTenders();
                case 2 -> narrow.notPaidWith(Tender.Kind.CARD);
                default -> narrow;
            };
            return random.nextInt(4) == 0
                    ? narrow.when(Schedule.weekly(
                            LocalTime.of(random.nextInt(24), 30),
                            LocalTime.of(random.nextInt(24), 0),
                            DayOfWeek.FRIDAY,
                            DayOfWeek.SATURDAY,
                            DayOfWeek.MONDAY))
                    : narrow;
        }

        private Cap cap() {
            return new Cap(Points.of(1 + random.nextInt(200)), one(List.of(Cap.Overflow.values())));
        }

        private Instant when() {
            return OPENING.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 60)));
        }

        private Purchase purchase() {
            List<PurchaseLine> lines = new ArrayList<>();
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                lines.add(line("l" + i));
            }
            Purchase.Draft draft = draft(lines);
            for (int i = random.nextInt(4); i > 0; i--) {
                draft.tender(Tender.of(
                        one(List.of(Tender.Kind.CASH, Tender.Kind.CARD, Tender.Kind.GIFT_CARD)),
                        Money.ofMinor(1 + random.nextInt(5000), Currency.getInstance("EUR"))));
            }
            return draft.build();
        }

        /** All amounts are even, so that a line can be cut in halves. */
        private PurchaseLine line(String id) {
            long net = 2L * (1 + random.nextInt(2500));
            return PurchaseLine.of(id, one(List.of(LineKind.GOODS, LineKind.GOODS, LineKind.SHIPPING)), cents(net))
                    .article(new PurchaseLine.Article(
                            null,
                            one(List.of(List.of("food", "coffee"), List.of("foo"), List.of())),
                            one(List.of("İstanbul", "Istanbul", "istanbul")),
                            Map.of()))
                    .quantity(2L * (1 + random.nextInt(4)))
                    .tax(cents(2L * random.nextInt(300)))
                    .discount(cents(random.nextBoolean() ? 0 : net / 4 * 2));
        }
    }

    private static Money cents(long minor) {
        return Money.ofMinor(minor, Currency.getInstance("EUR"));
    }

    private static Purchase.Draft draft(List<PurchaseLine> lines) {
        Purchase.Draft draft = Purchase.of(CommandKey.of("1"), new CustomerId(new UUID(0, 1)));
        lines.forEach(draft::line);
        return draft;
    }

    private static Purchase with(Purchase purchase, List<PurchaseLine> lines) {
        Purchase.Draft draft = draft(lines);
        purchase.tenders().forEach(draft::tender);
        return draft.build();
    }

    private static List<Attribution> earns(LoyaltyProgram program, Purchase purchase, Instant when) {
        ProgramHistory programs = new ProgramHistory(List.of(program), FORMULAS);
        return Decisions.earnings(
                programs, purchase, program.ladder().tiers().get(0).code(), when);
    }

    private static long granted(List<Attribution> parts) {
        return parts.stream().mapToLong(Attribution::granted).sum();
    }

    private static LoyaltyProgram withRules(LoyaltyProgram program, List<EarningRule> rules) {
        LoyaltyProgram other = program.withoutRules();
        for (EarningRule rule : rules) {
            other = other.with(rule);
        }
        return other;
    }

    @Test
    void what_was_asked_for_less_what_caps_cut_is_what_is_given() {
        int cuts = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            Chance chance = new Chance(seed);
            LoyaltyProgram program = chance.program(true);
            List<Attribution> parts = earns(program, chance.purchase(), chance.when());

            assertThat(parts.stream().mapToLong(Attribution::desired).sum())
                    .as("seed %s", seed)
                    .isEqualTo(granted(parts))
                    .isNotNegative();
            assertThat(parts).as("seed %s", seed).allSatisfy(part -> {
                assertThat(part.isCut()).isEqualTo(part.line() == null);
                assertThat(part.desired() == 0 && part.granted() == 0).isFalse();
            });
            cuts += parts.stream().anyMatch(Attribution::isCut) ? 1 : 0;
            Cap cap = program.cap();
            if (cap != null) {
                assertThat(granted(parts))
                        .as("seed %s", seed)
                        .isLessThanOrEqualTo(cap.most().minor());
            }
        }
        assertThat(cuts).isGreaterThan(RUNS / 10);
    }

    @Test
    void no_line_is_given_by_two_rules_of_a_group_that_chooses() {
        for (int seed = 0; seed < RUNS; seed++) {
            Chance chance = new Chance(seed);
            LoyaltyProgram program = chance.program(true);
            List<String> claims = earns(program, chance.purchase(), chance.when()).stream()
                    .filter(part -> part.line() != null)
                    .flatMap(part -> program.rules().stream()
                            .filter(rule -> rule.code().equals(part.rule()))
                            .map(EarningRule::stacking)
                            .filter(EarningPropertiesTest::chooses)
                            .map(stacking -> part.line() + " " + stacking))
                    .map(claim -> claim.replaceAll("priority=.*", ""))
                    .toList();

            assertThat(claims).as("seed %s", seed).doesNotHaveDuplicates();
        }
    }

    private static boolean chooses(EarningRule.@Nullable Stacking stacking) {
        return stacking != null && (stacking.mode() == Mode.MAX || stacking.mode() == Mode.FIRST);
    }

    @Test
    void the_order_of_lines_changes_no_sum() {
        for (int seed = 0; seed < RUNS; seed++) {
            Chance chance = new Chance(seed);
            LoyaltyProgram program = chance.program(true);
            Purchase purchase = chance.purchase();
            Instant when = chance.when();
            List<PurchaseLine> shuffled = new ArrayList<>(purchase.lines());
            Collections.shuffle(shuffled, chance.random);

            assertThat(granted(earns(program, with(purchase, shuffled), when)))
                    .as("seed %s", seed)
                    .isEqualTo(granted(earns(program, purchase, when)));
        }
    }

    @Test
    void the_order_of_rules_changes_no_sum_where_multipliers_have_no_groups() {
        for (int seed = 0; seed < RUNS; seed++) {
            Chance chance = new Chance(seed);
            LoyaltyProgram program = chance.program(true);
            program = withRules(
                    program,
                    program.rules().stream()
                            .filter(rule -> rule.kind() != EarningRule.Kind.MULTIPLIER || rule.stacking() == null)
                            .toList());
            Purchase purchase = chance.purchase();
            Instant when = chance.when();
            List<EarningRule> shuffled = new ArrayList<>(program.rules());
            Collections.shuffle(shuffled, chance.random);

            assertThat(granted(earns(withRules(program, shuffled), purchase, when)))
                    .as("seed %s", seed)
                    .isEqualTo(granted(earns(program, purchase, when)));
        }
    }

    @Test
    void a_line_cut_in_halves_earns_the_same() {
        for (int seed = 0; seed < RUNS; seed++) {
            Chance chance = new Chance(seed);
            LoyaltyProgram program = chance.program(true);
            Purchase purchase = chance.purchase();
            Instant when = chance.when();
            List<PurchaseLine> halves = new ArrayList<>();
            for (PurchaseLine line : purchase.lines()) {
                halves.add(half(line, line.id()));
                halves.add(half(line, line.id() + " b"));
            }

            assertThat(granted(earns(program, with(purchase, halves), when)))
                    .as("seed %s", seed)
                    .isEqualTo(granted(earns(program, purchase, when)));
        }
    }

    private static PurchaseLine half(PurchaseLine line, String id) {
        return new PurchaseLine(
                id,
                line.kind(),
                line.article(),
                line.quantity().divide(BigDecimal.valueOf(2)),
                cents(line.net().minor() / 2),
                cents(line.tax().minor() / 2),
                cents(line.discount().minor() / 2));
    }

    @Test
    void a_higher_cap_that_reduces_never_gives_less() {
        for (int seed = 0; seed < RUNS; seed++) {
            Chance chance = new Chance(seed);
            LoyaltyProgram program = chance.program(false);
            Purchase purchase = chance.purchase();
            Instant when = chance.when();
            List<EarningRule> rules = program.rules();
            EarningRule some = rules.stream()
                    .filter(rule -> rule.kind() != EarningRule.Kind.MULTIPLIER)
                    .findFirst()
                    .orElseThrow();
            long before = 0;
            long beforeAll = 0;
            for (long most : new long[] {1, 2, 7, 50, 200, 1_000, 100_000_000_000_000L}) {
                Cap cap = Cap.reducing(Points.of(most));
                List<EarningRule> capped = rules.stream()
                        .map(rule -> rule.equals(some) ? rule.upTo(cap) : rule)
                        .toList();
                long now = granted(earns(withRules(program, capped), purchase, when));
                long nowAll = granted(earns(program.earningUpTo(cap), purchase, when));

                assertThat(now).as("seed %s, cap %s", seed, most).isGreaterThanOrEqualTo(before);
                assertThat(nowAll).as("seed %s, cap %s", seed, most).isBetween(beforeAll, most);
                before = now;
                beforeAll = nowAll;
            }
            long uncut = granted(earns(program, purchase, when));
            assertThat(before).as("seed %s", seed).isEqualTo(uncut);
            assertThat(beforeAll).as("seed %s", seed).isEqualTo(uncut);
        }
    }

    @Test
    void neither_the_language_nor_the_zone_of_the_machine_changes_anything() {
        Locale language = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        List<List<Attribution>> expected = all();
        try {
            for (String place : List.of("America/Sao_Paulo", "Pacific/Apia", "Pacific/Kiritimati")) {
                Locale.setDefault(Locale.forLanguageTag("tr"));
                TimeZone.setDefault(TimeZone.getTimeZone(place));
                assertThat(all()).as(place).isEqualTo(expected);
            }
        } finally {
            Locale.setDefault(language);
            TimeZone.setDefault(zone);
        }
    }

    private static List<List<Attribution>> all() {
        List<List<Attribution>> all = new ArrayList<>();
        for (int seed = 0; seed < 300; seed++) {
            Chance chance = new Chance(seed);
            LoyaltyProgram program = chance.program(true);
            all.add(earns(program, chance.purchase(), chance.when()));
        }
        return all;
    }
}
