package org.loyalty4j.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loyalty4j.testkit.Shop.euro;

import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.EarningRule.Cap;
import org.loyalty4j.program.EarningRule.Stacking.Mode;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Schedule;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** What single rules, groups and caps give, line by line. */
class EarningRulesTest {

    private static final EarningRule BASE = EarningRule.perAmount("base", Ratio.ONE, euro("1.00"));
    private static final LineFilter COFFEE = LineFilter.goods().only(LineFilter.Match.category("food", "coffee"));

    private static LoyaltyProgram program(EarningRule... rules) {
        LoyaltyProgram program = Shop.onePointPerEuro().withoutRules();
        for (EarningRule rule : rules) {
            program = program.with(rule);
        }
        return program;
    }

    private static PurchaseLine line(String id, String price, String... category) {
        return PurchaseLine.goods(id, euro(price))
                .article(new PurchaseLine.Article(null, List.of(category), null, Map.of()));
    }

    private static Purchase.Draft buying(PurchaseLine... lines) {
        Purchase.Draft draft = Purchase.of(CommandKey.of("1"), new CustomerId(new UUID(0, 1)));
        for (PurchaseLine line : lines) {
            draft.line(line);
        }
        return draft;
    }

    /** Returns {@code line rule granted} of each attribution, with what was asked for where that was more. */
    private static List<String> earns(LoyaltyProgram program, Purchase.Draft purchase) {
        return earns(new ProgramHistory(List.of(program)), purchase, Shop.OPENING);
    }

    private static List<String> earns(ProgramHistory programs, Purchase.Draft purchase, Instant countsAt) {
        String tier = programs.versions().get(0).ladder().tiers().get(0).code();
        return Decisions.earnings(programs, purchase.build(), tier, countsAt).stream()
                .map(part -> part.line() + " " + part.rule() + " " + part.granted()
                        + (part.desired() == part.granted() ? "" : " of " + part.desired()))
                .toList();
    }

    @Test
    void a_rule_with_hours_gives_only_within_them_by_the_clock_of_the_shop() {
        EarningRule happy = EarningRule.multiplier("happy", Ratio.of(2))
                .when(Schedule.weekly(LocalTime.of(14, 0), LocalTime.of(18, 0), DayOfWeek.THURSDAY));
        ProgramHistory programs = new ProgramHistory(List.of(program(BASE, happy)));
        Purchase.Draft here = buying(line("1", "10.00"));
        Purchase.Draft there =
                buying(line("1", "10.00")).at(new Purchase.Place(null, null, null, null, ZoneId.of("Pacific/Apia")));

        assertThat(earns(programs, here, Instant.parse("2026-01-01T13:59:59Z"))).containsExactly("1 base 10");
        assertThat(earns(programs, here, Instant.parse("2026-01-01T14:00:00Z")))
                .containsExactly("1 base 10", "1 happy 10");
        assertThat(earns(programs, here, Instant.parse("2026-01-01T18:00:00Z"))).containsExactly("1 base 10");
        assertThat(earns(programs, there, Instant.parse("2026-01-01T14:00:00Z")))
                .containsExactly("1 base 10");
        assertThat(earns(programs, there, Instant.parse("2026-01-01T01:00:00Z")))
                .containsExactly("1 base 10", "1 happy 10");
    }

    @Test
    void a_filter_takes_a_category_with_all_below_it_and_no_other_that_begins_alike() {
        EarningRule coffee = BASE.on(COFFEE);

        assertThat(earns(program(coffee), buying(line("1", "10.00", "food", "coffee"))))
                .hasSize(1);
        assertThat(earns(program(coffee), buying(line("1", "10.00", "food", "coffee", "beans"))))
                .hasSize(1);
        assertThat(earns(program(coffee), buying(line("1", "10.00", "food", "coffee pots"))))
                .isEmpty();
        assertThat(earns(program(coffee), buying(line("1", "10.00", "food")))).isEmpty();
        assertThat(earns(program(coffee), buying(line("1", "10.00")))).isEmpty();
    }

    @Test
    void b_58_a_filter_finds_what_is_written_with_one_or_two_code_points_and_keeps_languages_apart() {
        String one = "caf\u00e9";
        String two = "cafe\u0301 ";
        for (List<String> texts : List.of(List.of(one, two), List.of(two, one), List.of(two, two))) {
            String shop = texts.get(0);
            PurchaseLine sold = PurchaseLine.goods("1", euro("10.00"))
                    .article(new PurchaseLine.Article(
                            texts.get(1), List.of(texts.get(1)), texts.get(1), Map.of(texts.get(1), texts.get(1))));
            for (LineFilter.Match match : List.of(
                    LineFilter.Match.skus(shop),
                    LineFilter.Match.category(shop),
                    LineFilter.Match.brands(shop),
                    LineFilter.Match.attribute(shop, shop))) {
                assertThat(LineFilter.goods().only(match).passes(sold)).isTrue();
                assertThat(LineFilter.goods().without(match).passes(sold)).isFalse();
            }
        }
        assertThat(LineFilter.goods().only(LineFilter.Match.category("FISH")).passes(line("1", "1.00", "fish")))
                .isFalse();
        assertThat(LineFilter.goods()
                        .only(LineFilter.Match.category("f\u0131sh"))
                        .passes(line("1", "1.00", "fish")))
                .isFalse();
    }

    @Test
    void rules_without_a_group_add_up() {
        EarningRule coffee =
                EarningRule.perAmount("coffee", Ratio.of(3), euro("1.00")).on(COFFEE);

        assertThat(earns(program(BASE, coffee), buying(line("1", "10.00", "food", "coffee", "beans"))))
                .containsExactly("1 base 10", "1 coffee 30");
    }

    @Test
    void in_a_group_of_max_each_line_is_given_by_the_rule_that_offers_it_most() {
        EarningRule coffee = EarningRule.perAmount("coffee", Ratio.of(3), euro("1.00"))
                .on(COFFEE)
                .in("rate", Mode.MAX);
        EarningRule pieces = EarningRule.perItem("pieces", 15).in("rate", Mode.MAX);
        LoyaltyProgram program = program(BASE.in("rate", Mode.MAX), pieces, coffee);

        assertThat(earns(program, buying(line("1", "10.00", "food", "coffee"), line("2", "10.00"), line("3", "20.00"))))
                .containsExactly("1 coffee 30", "2 pieces 15", "3 base 20");
    }

    @Test
    void of_two_equal_offers_the_higher_priority_and_then_the_smaller_code_claims_the_line() {
        EarningRule b = EarningRule.perItem("b", 5).in("rate", Mode.MAX);
        EarningRule a = EarningRule.perItem("a", 5).in("rate", Mode.MAX);
        EarningRule c = EarningRule.perItem("c", 5).in("rate", Mode.MAX, 1);

        assertThat(earns(program(b, a), buying(line("1", "1.00")))).containsExactly("1 a 5");
        assertThat(earns(program(b, a, c), buying(line("1", "1.00")))).containsExactly("1 c 5");
        assertThat(earns(
                        program(
                                EarningRule.perItem("ı", 5).in("g", Mode.FIRST),
                                EarningRule.perItem("I", 5).in("g", Mode.FIRST),
                                EarningRule.perItem("i", 5).in("g", Mode.FIRST)),
                        buying(line("1", "1.00"))))
                .as("codes are compared as they are, in no language")
                .containsExactly("1 I 5");
    }

    @Test
    void in_a_group_of_first_a_line_falls_to_the_earliest_rule_that_offers_it_anything() {
        EarningRule steps =
                EarningRule.perStep("steps", 50, euro("10.00")).on(COFFEE).in("rate", Mode.FIRST, 9);
        LoyaltyProgram program = program(BASE.in("rate", Mode.FIRST), steps);

        assertThat(earns(program, buying(line("1", "12.00", "food", "coffee"), line("2", "12.00"))))
                .containsExactly("1 steps 50", "2 base 12");
        assertThat(earns(program, buying(line("1", "9.00", "food", "coffee"))))
                .as("no full step")
                .containsExactly("1 base 9");
    }

    @Test
    void multipliers_multiply_each_other_unless_their_group_adds_them_up_or_chooses() {
        EarningRule two = EarningRule.multiplier("two", Ratio.of(2));
        EarningRule three = EarningRule.multiplier("three", Ratio.of(3));
        Purchase.Draft ten = buying(line("1", "10.00"));

        assertThat(earns(program(BASE, two, three), ten)).containsExactly("1 base 10", "1 two 10", "1 three 40");
        assertThat(earns(program(BASE, two.in("g", Mode.MULTIPLY), three.in("g", Mode.MULTIPLY, 1)), ten))
                .containsExactly("1 base 10", "1 three 20", "1 two 30");
        assertThat(earns(program(BASE, two.in("g", Mode.SUM), three.in("g", Mode.SUM)), ten))
                .containsExactly("1 base 10", "1 three 20", "1 two 10");
        assertThat(earns(program(BASE, two.in("g", Mode.MAX), three.in("g", Mode.MAX)), ten))
                .containsExactly("1 base 10", "1 three 20");
        assertThat(earns(program(BASE, two.in("g", Mode.FIRST, 1), three.in("g", Mode.FIRST)), ten))
                .containsExactly("1 base 10", "1 two 10");
    }

    @Test
    void a_group_of_multipliers_stands_where_its_first_rule_stands() {
        EarningRule two = EarningRule.multiplier("two", Ratio.of(2));
        EarningRule coffee = EarningRule.multiplier("coffee", Ratio.of(5)).on(COFFEE);
        EarningRule half = EarningRule.multiplier("half more", Ratio.of("1.5"));
        LoyaltyProgram program = program(BASE, coffee.in("g", Mode.MAX), half, two.in("g", Mode.MAX));

        assertThat(earns(program, buying(line("1", "10.00", "food", "coffee"), line("2", "10.00"))))
                .containsExactly(
                        "1 base 10", "1 coffee 40", "1 half more 25", "2 base 10", "2 two 10", "2 half more 10");
    }

    @Test
    void points_above_the_cap_of_a_rule_are_cut_and_told() {
        EarningRule capped = BASE.upTo(Cap.reducing(Points.of(50)));
        EarningRule two = EarningRule.multiplier("two", Ratio.of(2));

        assertThat(earns(program(capped, two), buying(line("1", "60.00"), line("2", "20.00"))))
                .as("the cap is shared in proportion, 37.5 and 12.5, and never passed")
                .containsExactly(
                        "1 base 38 of 60", "1 two 37", "2 base 12 of 20", "2 two 13", "null cap:base 0 of -30");
        assertThat(earns(program(capped), buying(line("1", "50.00")))).containsExactly("1 base 50");
    }

    @Test
    void a_cap_that_rejects_leaves_nothing_and_what_it_refused_is_told() {
        EarningRule capped = BASE.upTo(Cap.rejecting(Points.of(50)));
        EarningRule visit = EarningRule.perPurchase("visit", 1);

        assertThat(earns(program(capped, visit), buying(line("1", "50.00")))).containsExactly("1 base 50", "1 visit 1");
        assertThat(earns(program(capped, visit), buying(line("1", "50.01"))))
                .containsExactly("1 base 0 of 50", "1 visit 1", "null cap:base 0 of -50");
        assertThat(earns(program(capped), buying(line("1", "60.00"))))
                .as("there is no posting, and still an explanation")
                .containsExactly("1 base 0 of 60", "null cap:base 0 of -60");
    }

    @Test
    void what_a_cap_rejects_leaves_the_line_to_the_next_rule_of_its_group() {
        EarningRule pieces = EarningRule.perItem("pieces", 100)
                .upTo(Cap.rejecting(Points.of(99)))
                .in("g", Mode.FIRST, 1);

        assertThat(earns(program(BASE.in("g", Mode.FIRST), pieces), buying(line("1", "10.00"))))
                .containsExactly("1 base 10");
        assertThat(earns(program(pieces), buying(line("1", "10.00"))))
                .containsExactly("1 pieces 0 of 100", "null cap:pieces 0 of -100");
    }

    @Test
    void the_cap_of_a_multiplier_is_about_what_it_adds() {
        EarningRule ten = EarningRule.multiplier("ten", Ratio.of(10)).upTo(Cap.reducing(Points.of(500)));

        assertThat(earns(program(BASE, ten), buying(line("1", "100.00"))))
                .containsExactly("1 base 100", "1 ten 500 of 900", "null cap:ten 0 of -400");
    }

    @Test
    void the_cap_of_a_purchase_counts_everything_and_comes_last() {
        LoyaltyProgram program = program(BASE.upTo(Cap.reducing(Points.of(80))), EarningRule.perPurchase("visit", 20))
                .with(new TierLadder(
                        List.of(new Tier("gold", 0, Ratio.of(2))),
                        TierLadder.Metric.SPEND,
                        TierLadder.Window.lifetime(),
                        null,
                        TierLadder.Downgrade.NONE,
                        java.time.Period.ZERO));

        assertThat(earns(program.earningUpTo(Cap.reducing(Points.of(100))), buying(line("1", "100.00"))))
                .containsExactly(
                        "1 base 40 of 100",
                        "1 visit 10 of 20",
                        "1 tier:gold 50 of 100",
                        "null cap:base 0 of -20",
                        "null cap 0 of -100");
        assertThat(earns(program.earningUpTo(Cap.rejecting(Points.of(199))), buying(line("1", "100.00"))))
                .containsExactly(
                        "1 base 0 of 100",
                        "1 visit 0 of 20",
                        "1 tier:gold 0 of 100",
                        "null cap:base 0 of -20",
                        "null cap 0 of -200");
        assertThat(earns(program.earningUpTo(Cap.rejecting(Points.of(200))), buying(line("1", "90.00"))))
                .containsExactly("1 base 80 of 90", "1 visit 20", "1 tier:gold 100", "null cap:base 0 of -10");
    }

    @Test
    void the_cap_of_a_purchase_is_about_rounded_points() {
        LoyaltyProgram program = program(BASE).earningUpTo(Cap.rejecting(Points.of(50)));

        assertThat(earns(program, buying(line("1", "50.99")))).containsExactly("1 base 50");
        assertThat(earns(program.rounding(RoundingMode.UP), buying(line("1", "50.01"))))
                .containsExactly("1 base 0 of 51", "null cap 0 of -51");
    }

    @Test
    void caps_are_in_smallest_units_of_the_purse() {
        LoyaltyProgram program =
                program(BASE.upTo(Cap.reducing(Points.of(1050)))).with(new Purse("p", "p", 2));

        assertThat(earns(program, buying(line("1", "20.00"))))
                .containsExactly("1 base 1050 of 2000", "null cap:base 0 of -950");
    }

    @Test
    void only_the_part_that_was_paid_with_some_tenders_counts() {
        EarningRule money = BASE.paidWith(Tender.Kind.CASH, Tender.Kind.CARD);
        Purchase.Draft basket = buying(line("1", "30.00"), line("2", "70.00"))
                .tender(Tender.of(Tender.Kind.CARD, euro("50.00")))
                .tender(Tender.of(Tender.Kind.CASH, euro("10.00")))
                .tender(Tender.of(Tender.Kind.GIFT_CARD, euro("40.00")));

        assertThat(earns(program(money), basket)).containsExactly("1 base 18", "2 base 42");
        assertThat(earns(program(EarningRule.perStep("steps", 1, euro("25.00")).paidWith(Tender.Kind.CARD)), basket))
                .containsExactly("1 steps 1", "2 steps 1");
        assertThat(earns(
                        program(EarningRule.perPurchase("visit", 9)
                                .from(euro("60.00"))
                                .paidWith(Tender.Kind.CASH, Tender.Kind.CARD)),
                        basket))
                .containsExactly("1 visit 3", "2 visit 6");
        assertThat(earns(
                        program(EarningRule.perPurchase("visit", 9)
                                .from(euro("60.01"))
                                .paidWith(Tender.Kind.CASH, Tender.Kind.CARD)),
                        basket))
                .isEmpty();
        assertThat(earns(program(money), buying(line("1", "30.00"))))
                .as("the till does not say how it was paid")
                .containsExactly("1 base 30");
    }

    @Test
    void what_points_and_gift_cards_paid_earns_nothing_unless_a_rule_says_so() {
        Purchase.Draft basket = buying(line("1", "30.00"), line("2", "70.00"))
                .tender(Tender.of(Tender.Kind.GIFT_CARD, euro("30.00")))
                .tender(Tender.points(euro("20.00"), CommandKey.of("used")));
        Ratio two = Ratio.of(2);

        assertThat(earns(program(BASE), basket))
                .as("what no tender tells was paid otherwise")
                .containsExactly("1 base 15", "2 base 35");
        assertThat(earns(program(BASE.countingAllTenders()), basket)).containsExactly("1 base 30", "2 base 70");
        assertThat(earns(program(BASE.notPaidWith(Tender.Kind.POINTS)), basket))
                .containsExactly("1 base 24", "2 base 56");
        assertThat(earns(program(EarningRule.perStep("steps", 1, euro("26.00"))), basket))
                .as("one whole step of 50.00")
                .containsExactly("2 steps 1");
        assertThat(earns(program(EarningRule.perItem("pieces", 3)), basket))
                .as("half of three points each")
                .containsExactly("1 pieces 2", "2 pieces 1");
        assertThat(earns(program(EarningRule.perPurchase("visit", 10).from(euro("50.00"))), basket))
                .containsExactly("1 visit 3", "2 visit 7");
        assertThat(earns(program(EarningRule.perPurchase("visit", 10).from(euro("50.01"))), basket))
                .isEmpty();
        assertThat(earns(program(BASE, EarningRule.multiplier("double", two)), basket))
                .as("a multiplier works on what is counted already")
                .containsExactly("1 base 15", "1 double 15", "2 base 35", "2 double 35");
        assertThat(earns(
                        new ProgramHistory(List.of(program(EarningRule.custom("c", "ten"))))
                                .with(Map.of("ten", (purchase, line, shown) -> Ratio.of(10))),
                        basket,
                        Shop.OPENING))
                .containsExactly("1 c 5", "2 c 5");
    }

    @Test
    void a_purchase_of_which_nothing_counts_is_none_for_a_rule() {
        Purchase.Draft gift = buying(line("1", "30.00")).tender(Tender.of(Tender.Kind.GIFT_CARD, euro("30.00")));
        Purchase.Draft more = buying(line("1", "30.00")).tender(Tender.of(Tender.Kind.GIFT_CARD, euro("50.00")));
        Purchase.Draft change = buying(line("1", "30.00"))
                .tender(Tender.of(Tender.Kind.GIFT_CARD, euro("10.00")))
                .tender(Tender.of(Tender.Kind.CASH, euro("50.00")));
        Purchase.Draft free = buying(line("1", "0.00")).tender(Tender.of(Tender.Kind.GIFT_CARD, euro("1.00")));
        EarningRule visit = EarningRule.perPurchase("visit", 5);

        for (EarningRule rule : List.of(BASE, visit, EarningRule.perItem("pieces", 3))) {
            assertThat(earns(program(rule), gift)).isEmpty();
            assertThat(earns(program(rule), more)).isEmpty();
        }
        assertThat(earns(program(BASE, visit), change))
                .as("change is given of cash")
                .containsExactly("1 base 20", "1 visit 5");
        assertThat(earns(program(visit), free)).containsExactly("1 visit 5");
        assertThat(earns(program(BASE.countingAllTenders(), EarningRule.multiplier("double", Ratio.of(2))), gift))
                .containsExactly("1 base 30");
    }

    @Test
    void s27_a_gift_card_that_is_bought_earns_nothing_by_any_kind_of_rule() {
        Purchase.Draft card = buying(PurchaseLine.of("1", LineKind.GIFT_CARD, euro("50.00")));
        ProgramHistory programs = new ProgramHistory(List.of(program(
                        BASE,
                        EarningRule.perStep("steps", 1, euro("1.00")),
                        EarningRule.perItem("pieces", 3),
                        EarningRule.perPurchase("visit", 5),
                        EarningRule.custom("c", "ten"),
                        EarningRule.multiplier("double", Ratio.of(2)))))
                .with(Map.of("ten", (purchase, line, shown) -> Ratio.of(10)));

        assertThat(earns(programs, card, Shop.OPENING)).isEmpty();
    }

    @Test
    void a_rule_names_the_tenders_that_count_or_those_that_do_not() {
        assertThat(BASE.excluded()).isEqualTo(EarningRule.USUALLY_EXCLUDED);
        assertThat(BASE.paidWith(Tender.Kind.CASH).excluded()).isEmpty();
        assertThat(BASE.paidWith(Tender.Kind.CASH).notPaidWith(Tender.Kind.CARD).tenders())
                .isEmpty();
        assertThatThrownBy(() -> new EarningRule(
                        "both",
                        EarningRule.Kind.PER_PURCHASE,
                        Ratio.ONE,
                        null,
                        LineFilter.goods(),
                        EarningRule.Basis.GROSS,
                        null,
                        java.util.Set.of(Tender.Kind.CASH),
                        EarningRule.USUALLY_EXCLUDED,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        java.util.Set.of()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("rule.excluded");
    }

    @Test
    void a_custom_rule_gives_what_its_formula_says_about_lines_that_pass() {
        EarningRule custom = EarningRule.custom("square", "by the square").on(LineFilter.kinds(LineKind.GOODS));
        ProgramHistory programs = new ProgramHistory(List.of(program(custom)))
                .with(Map.of("by the square", (purchase, line, shown) -> {
                    Ratio euros = Ratio.of(line.paid().minor(), 100);
                    return euros.times(euros).times(Ratio.of(shown.getHour()));
                }));

        assertThat(earns(
                        programs,
                        buying(line("1", "3.00"), PurchaseLine.of("2", LineKind.TIP, euro("9.00"))),
                        Instant.parse("2026-01-01T05:30:00Z")))
                .containsExactly("1 square 45");
    }

    @Test
    void a_formula_that_is_not_registered_or_gives_less_than_nothing_fails_the_purchase() {
        ProgramHistory programs = new ProgramHistory(List.of(program(EarningRule.custom("square", "by the square"))));
        Purchase.Draft one = buying(line("1", "3.00"));

        assertThatThrownBy(() -> earns(programs, one, Shop.OPENING))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("by the square")
                .hasMessageContaining("none is registered");
        assertThatThrownBy(programs::requireFormulas)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("rules[0].formula")
                .hasMessageContaining("version 1");
        ProgramHistory negative = programs.with(Map.of("by the square", (purchase, line, shown) -> Ratio.of(-1)));
        negative.requireFormulas();
        assertThatThrownBy(() -> earns(negative, one, Shop.OPENING))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gave -1 points");
    }
}
