package org.loyalty4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.loyalty4j.store.InMemoryStore;

/** Two programs on five customers, reckoned by hand. */
class ComparisonTest {

    private static final PurchaseFile.Columns COLUMNS = new PurchaseFile.Columns("customer", "date", "amount");

    /**
     * By the built-in program: anna 200 and, in Silver, 625; ben 20; dora 60 and 60; emil 0; zoe 10; nothing expires by the
     * last day.
     */
    private static final String PURCHASES = """
            customer,date,amount
            emil,1999-01-01,0.30
            anna,1999-01-10,100.00
            ben,1999-01-20,10.50
            zoe,1999-02-01,5.00
            dora,1999-03-01,30.00
            anna,1999-03-10,250.00
            dora,1999-03-10,30.00
            """;

    /**
     * By this one: anna 150, gone on 11 February, and as a Star 750; ben 15.75, so 16, gone on 21 February; dora 45 and as a
     * Star 90; emil 0.45, so 0; zoe 7.5, so 8, gone on 2 March.
     */
    private static final String TRIED = """
            {
              "name": "Stars",
              "currency": "USD",
              "points": {"value": 0.005},
              "rounding": "half up",
              "rules": [{"code": "base", "kind": "per amount", "points": 1.5, "per": 1.00}],
              "expiry": {"after": "1 month"},
              "tiers": [{"code": "Member", "from": 0}, {"code": "Star", "from": 20, "multiplier": 2}],
              "tierRules": {"by": "spend", "window": "lifetime"}
            }
            """;

    @Test
    void two_programs_come_to_what_was_reckoned_by_hand() throws ReplayException {
        Comparison comparison = compared(ReplayProgram.BUILT_IN, read(TRIED));

        assertThat(rows(comparison.costs()))
                .containsExactly(
                        "Points issued | 975 | 1,059 | +84",
                        "Points spent | 0 | 0 | 0",
                        "Points expired | 0 | 174 | +174",
                        "Points outstanding | 975 | 885 | -90",
                        "Liability in money | – | $4.425 | –",
                        "Cost in money | – | $4.425 | –");
        assertThat(rows(comparison.tiers()))
                .containsExactly(
                        "Green | 4 | – | –",
                        "Silver | 0 | – | –",
                        "Gold | 1 | – | –",
                        "Member | – | 3 | –",
                        "Star | – | 2 | –");
        assertThat(comparison.moves())
                .containsExactly(
                        new Comparison.Move("Green", "Member", 3),
                        new Comparison.Move("Green", "Star", 1),
                        new Comparison.Move("Gold", "Star", 1));
        assertThat(comparison.inMoney()).isFalse();
        assertThat(group(comparison, comparison.winners())).containsExactly("1", "+15", "dora | 120 | 135 | +15");
        assertThat(group(comparison, comparison.losers()))
                .containsExactly("3", "-105", "anna | 825 | 750 | -75", "ben | 20 | 0 | -20", "zoe | 10 | 0 | -10");
        assertThat(comparison.same()).isEqualTo(1);
    }

    @Test
    void with_two_values_of_a_point_gains_are_in_money_to_the_last_digit() throws ReplayException {
        ShopProgram base = read(ProgramForm.builtIn());
        ShopProgram tried = read(TRIED.replace("0.005", "0.0125"));
        Comparison comparison = compared(base, tried);

        assertThat(rows(comparison.costs()).subList(4, 6))
                .containsExactly(
                        "Liability in money | $9.7500 | $11.0625 | +$1.3125",
                        "Cost in money | $9.7500 | $11.0625 | +$1.3125");
        assertThat(group(comparison, comparison.winners()))
                .containsExactly(
                        "2", "+$1.6125", "anna | $8.2500 | $9.3750 | +$1.1250", "dora | $1.2000 | $1.6875 | +$0.4875");
        assertThat(group(comparison, comparison.losers()))
                .containsExactly(
                        "2", "-$0.3000", "ben | $0.2000 | $0.0000 | -$0.2000", "zoe | $0.1000 | $0.0000 | -$0.1000");
        assertThat(ComparisonJson.json(comparison))
                .contains("\"liability\": 9.75, ", "\"liability\": 11.0625, ", "\"gainsIn\": \"USD\"")
                .contains("\"winners\": {\"customers\": 2, \"together\": 1.6125, \"most\": [[\"anna\", 1.125], "
                        + "[\"dora\", 0.4875]]}");
    }

    @Test
    void points_that_are_spent_cost_as_much_as_those_that_can_be() throws ReplayException {
        ShopProgram base = read(ProgramForm.builtIn());
        Comparison comparison = Comparison.of(side(base, 100), side(read(TRIED), 100));

        // Today: anna's 200 before her second purchase. Tried: hers of January are gone by then.
        assertThat(rows(comparison.costs()))
                .containsExactly(
                        "Points issued | 975 | 1,059 | +84",
                        "Points spent | 100 | 0 | -100",
                        "Points expired | 0 | 174 | +174",
                        "Points outstanding | 875 | 885 | +10",
                        "Liability in money | $8.750 | $4.425 | -$4.325",
                        "Cost in money | $9.750 | $4.425 | -$5.325");
    }

    @Test
    void a_program_beside_itself_changes_nothing_for_anybody() throws ReplayException {
        Comparison comparison = compared(ReplayProgram.BUILT_IN, ReplayProgram.BUILT_IN);

        assertThat(comparison.costs()).extracting(Comparison.Row::change).containsOnly("0");
        assertThat(comparison.tiers()).extracting(Comparison.Row::change).containsOnly("0");
        assertThat(comparison.same()).isEqualTo(5);
        assertThat(comparison.winners()).isEqualTo(new Comparison.Group(0, BigDecimal.ZERO, List.of()));
        assertThat(comparison.losers()).isEqualTo(new Comparison.Group(0, BigDecimal.ZERO, List.of()));
    }

    @Test
    void on_the_sample_nobody_is_lost_on_the_way() throws ReplayException {
        PurchaseFile.Columns columns = new PurchaseFile.Columns("master_id", "date", "amount");
        Replay.Request request = new Replay.Request(PurchaseFile.of(InputFile.sample(), columns), null, 200);
        ShopProgram tried = read(TRIED.replace("\"1 month\"", "\"9 months\""));
        Comparison comparison = Comparison.of(side(ReplayProgram.BUILT_IN, request), side(tried, request));

        ReplayFigures before = comparison.today().figures();
        ReplayFigures after = comparison.tried().figures();
        assertThat(after.purchases()).isEqualTo(before.purchases()).isEqualTo(6919);
        assertThat(after.spend()).isEqualTo(before.spend());
        assertThat(after.earned()).isNotEqualTo(before.earned());
        assertThat(after.outstanding()).isEqualTo(after.earned() - after.redeemed() - after.expired());
        assertThat(comparison.winners().customers() + comparison.losers().customers() + comparison.same())
                .isEqualTo(2357);
        assertThat(comparison.winners().customers()).isPositive();
        assertThat(comparison.losers().customers()).isPositive();
        long usable = after.earned() - after.expired() - (before.earned() - before.expired());
        assertThat(comparison.winners().together().add(comparison.losers().together()))
                .isEqualByComparingTo(BigDecimal.valueOf(usable));
        assertThat(sums(comparison, Comparison.Move::from)).isEqualTo(withoutZeros(before.tiers()));
        assertThat(sums(comparison, Comparison.Move::to)).isEqualTo(withoutZeros(after.tiers()));
        assertThat(comparison.winners().most())
                .hasSize(10)
                .isSortedAccordingTo((one, other) -> other.by().compareTo(one.by()));
        assertThat(comparison.losers().most())
                .hasSize(10)
                .allMatch(change -> change.by().signum() < 0);
    }

    private static Map<String, Long> sums(Comparison comparison, Function<Comparison.Move, String> by) {
        return comparison.moves().stream()
                .collect(Collectors.groupingBy(by, Collectors.summingLong(Comparison.Move::customers)));
    }

    private static Map<String, Long> withoutZeros(Map<String, Long> tiers) {
        return tiers.entrySet().stream()
                .filter(tier -> tier.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<String> rows(List<Comparison.Row> rows) {
        return rows.stream().map(ComparisonTest::text).toList();
    }

    private static String text(Comparison.Row row) {
        return String.join(" | ", row.name(), row.today(), row.tried(), row.change());
    }

    /** How many, by how much together, and each of the most. */
    private static List<String> group(Comparison comparison, Comparison.Group group) {
        List<String> told = new ArrayList<>();
        told.add(Long.toString(group.customers()));
        told.add(comparison.gains().change(group.together()));
        group.most().forEach(change -> told.add(text(comparison.row(change))));
        return told;
    }

    private static Comparison compared(ShopProgram today, ShopProgram tried) throws ReplayException {
        return Comparison.of(side(today, 0), side(tried, 0));
    }

    private static Comparison.Side side(ShopProgram program, long redeem) throws ReplayException {
        PurchaseFile file = PurchaseFile.of(InputFile.of("shop.csv", PURCHASES.getBytes(UTF_8)), COLUMNS);
        return side(program, new Replay.Request(file, null, redeem));
    }

    private static Comparison.Side side(ShopProgram program, Replay.Request request) throws ReplayException {
        Replay replay = new Replay(new InMemoryStore(), program);
        replay.run(request, () -> {});
        assertThat(replay.loyalty().audit().clean()).isTrue();
        return new Comparison.Side(program, FiguresReader.read(replay, request));
    }

    private static ShopProgram read(String form) throws ReplayException {
        return ProgramForm.of(InputFile.of("mine.json", form.getBytes(UTF_8)));
    }
}
