package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Loyalty;
import org.loyalty4j.ProgramTrial;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EarningRule.Cap;
import org.loyalty4j.program.EarningRule.Stacking.Mode;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Schedule;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.Opening;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** What the library promises over every store about rules with hours, tenders, groups, caps and formulas. */
abstract class EarningPromises extends CarryPromises {

    private static final PurchaseLine.Article COFFEE =
            new PurchaseLine.Article(null, List.of("food", "coffee"), null, Map.of());

    private static LoyaltyProgram program(LoyaltyProgram plain) {
        return plain.withoutRules()
                .with(EarningRule.perAmount("base", Ratio.ONE, Shop.euro("1.00"))
                        .paidWith(Tender.Kind.CASH)
                        .in("rate", Mode.MAX))
                .with(EarningRule.perAmount("coffee", Ratio.of(3), Shop.euro("1.00"))
                        .on(LineFilter.goods().only(LineFilter.Match.category("food", "coffee")))
                        .countingAllTenders()
                        .in("rate", Mode.MAX, 1))
                .with(EarningRule.perPurchase("visit", 5))
                .with(EarningRule.multiplier("happy", Ratio.of(2))
                        .when(Schedule.weekly(LocalTime.of(14, 0), LocalTime.of(18, 0), DayOfWeek.THURSDAY))
                        .upTo(Cap.reducing(Points.of(100))))
                .earningUpTo(Cap.reducing(Points.of(300)));
    }

    private static List<AccountId> aThursday(Shop shop) {
        CustomerId anna = shop.aCustomer("Anna");
        shop.clock().set(Instant.parse("2026-01-01T15:00:00Z"));
        Purchase both = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("50.00")).article(COFFEE))
                .line(PurchaseLine.goods("2", Shop.euro("40.00")))
                .tender(Tender.of(Tender.Kind.CASH, Shop.euro("45.00")))
                .tender(Tender.of(Tender.Kind.GIFT_CARD, Shop.euro("45.00")))
                .build();
        Purchase elsewhere = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("99.00")))
                .at(new Purchase.Place("Apia", null, null, null, ZoneId.of("Pacific/Apia")))
                .build();
        Purchase much = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("100.00")).article(COFFEE))
                .build();
        for (Purchase purchase : List.of(both, elsewhere, much)) {
            Settlement.Settled quote = shop.loyalty().till().quote(purchase).orThrow();
            Settlement.Settled settled = shop.loyalty().till().record(purchase).orThrow();
            assertThat(settled.earned()).isEqualTo(quote.earned());
            assertThat(attributions(settled)).isEqualTo(attributions(quote));
        }
        shop.clock().set(Instant.parse("2026-01-01T19:00:00Z"));
        Settlement.Settled repeated = shop.loyalty().till().record(much).orThrow();
        assertThat(repeated.replayed()).isTrue();
        assertThat(repeated.earned()).isEqualTo(Points.of(300));
        shop.loyalty()
                .till()
                .giveBack(Return.of(shop.aKey(), anna, both.key(), "2", BigDecimal.ONE))
                .orThrow();
        return List.of(shop.loyalty().accounts().account(anna).id());
    }

    private static List<Attribution> attributions(Settlement.Settled settled) {
        List<Attribution> parts = new ArrayList<>();
        settled.postings().forEach(posting -> parts.addAll(posting.attributions()));
        return parts;
    }

    @Test
    void rules_with_hours_groups_and_caps_decide_as_in_memory_and_what_was_cut_comes_back() {
        Shop here = Shop.over(store(), EarningPromises::program);
        Shop inMemory = Shop.over(new InMemoryStore(), EarningPromises::program);

        AccountId account = aThursday(here).get(0);
        assertThat(aThursday(inMemory)).containsExactly(account);

        assertThat(picture(account)).isEqualTo(inMemory.store().reading(reader -> Picture.of(reader, account)));
        CustomerId anna = account.holder();
        List<Posting> postings = list(reader -> reader.ledger().postings(account, 1, 10));
        assertThat(postings).extracting(Posting::amount).containsExactly(275L, 104L, 300L, -35L);
        assertThat(here.loyalty().accounts().explain(anna, 1).byRule())
                .isEqualTo(Map.of(
                        "base",
                        Points.of(20),
                        "coffee",
                        Points.of(150),
                        "visit",
                        Points.of(5),
                        "happy",
                        Points.of(100)));
        assertThat(here.loyalty().accounts().explain(anna, 1).cuts()).isEqualTo(Map.of("cap:happy", Points.of(75)));
        assertThat(here.loyalty().accounts().explain(anna, 2).cuts()).isEmpty();
        assertThat(here.loyalty().accounts().explain(anna, 3).cuts())
                .isEqualTo(Map.of("cap:happy", Points.of(205), "cap", Points.of(105)));
        assertThat(here.loyalty().audit().findings()).isEmpty();
    }

    private static Counter.Key counted(String code, Counter.Period period, String date) {
        return new Counter.Key(code, period, LocalDate.parse(date));
    }

    @Test
    void counters_are_brought_by_code_period_and_date_and_the_last_of_a_unit_counts() {
        Rows anna = account("Anna");
        anna.command(Operation.STATUS, "k1");
        Counter.Key day = counted("earned", Counter.Period.DAY, "2026-03-01");
        Counter.Key month = counted("earned", Counter.Period.MONTH, "2026-03-01");
        Counter.Key rule = counted("rule:Caf\u00e9 ", Counter.Period.LIFETIME, "0001-01-01");
        Counter.Key none = counted("rule:caf\u00e9", Counter.Period.LIFETIME, "0001-01-01");
        anna.changes()
                .counters()
                .addAll(List.of(
                        new Counter(anna.account(), day, 5),
                        new Counter(anna.account(), month, 9_000_000_000_000_000L),
                        new Counter(anna.account(), day, 7),
                        new Counter(anna.account(), rule, 0)));
        write(anna);

        Opening.Opened found = opened(counting(anna.account(), Set.of(day, rule, none)));

        assertThat(found.counters()).isEqualTo(Map.of(day, 7L, rule, 0L, none, 0L));
        assertThat(list(reader -> reader.counters().counters(anna.account())))
                .containsExactly(
                        new Counter(anna.account(), day, 7),
                        new Counter(anna.account(), month, 9_000_000_000_000_000L),
                        new Counter(anna.account(), rule, 0));
        assertThat(list(reader -> reader.counters().counters(anna.account(), Set.of(month, none))))
                .containsExactly(new Counter(anna.account(), month, 9_000_000_000_000_000L));
    }

    @Test
    void a_counter_is_changed_in_place_and_back_again_when_the_transaction_fails() {
        Rows anna = account("Anna");
        Counter.Key day = counted("used", Counter.Period.DAY, "2026-03-01");
        anna.command(Operation.STATUS, "k1");
        anna.changes().counters().add(new Counter(anna.account(), day, 5));
        write(anna);
        anna.command(Operation.STATUS, "k2");
        anna.changes().counters().add(new Counter(anna.account(), day, 6));
        write(anna);
        anna.command(Operation.STATUS, "k3");
        anna.changes().counters().add(new Counter(anna.account(), day, 9));

        assertThatThrownBy(() -> store().inTransaction(tx -> {
                    tx.open(List.of(counting(anna.account(), Set.of(day))));
                    tx.append(anna.take());
                    assertThat(tx.counters().counters(anna.account(), Set.of(day)))
                            .containsExactly(new Counter(anna.account(), day, 9));
                    throw new IllegalStateException("the host gives up");
                }))
                .hasMessage("the host gives up");

        assertThat(opened(counting(anna.account(), Set.of(day))).counters()).isEqualTo(Map.of(day, 6L));
    }

    private static Opening counting(AccountId account, Set<Counter.Key> counters) {
        return new Opening(
                account.holder(), account.purse(), Set.of(), Rows.NOW, 0, null, Set.of(), Set.of(), Set.of(), counters);
    }

    private Loyalty.Builder over() {
        return Loyalty.over(store()).clock(new SettableClock(Shop.OPENING)).ids(new CountingIds());
    }

    @Test
    void a_program_that_names_a_formula_works_wherever_the_formula_is_registered_and_nowhere_else() {
        LoyaltyProgram plain = Shop.onePointPerEuro();
        LoyaltyProgram custom = plain.nextVersion(Shop.day("2026-01-02")).with(EarningRule.custom("owls", "night"));
        over().program(plain).build();
        Loyalty knows =
                over().formula("night", (purchase, line, shown) -> Ratio.of(7)).build();

        assertThatThrownBy(() -> over().build().programs().publish(custom))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("night");
        assertThat(knows.programs().history().versions()).containsExactly(plain);
        knows.programs().publish(custom);
        assertThatThrownBy(() -> over().build())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("night");

        SettableClock later = new SettableClock(Shop.day("2026-01-03"));
        Loyalty also = Loyalty.over(store())
                .clock(later)
                .formula("night", (purchase, line, shown) -> Ratio.of(7))
                .program(plain)
                .build();
        CustomerId anna = also.customers()
                .enroll(NewCustomer.person(CommandKey.of("enroll")).named("Anna"))
                .orThrow()
                .id();
        Settlement.Settled settled = also.till()
                .record(Purchase.of("receipt 1", anna, Shop.euro("10.00")))
                .orThrow();

        assertThat(attributions(settled))
                .containsExactly(new Attribution("1", "base", 10, 10), new Attribution("1", "owls", 7, 7));
        assertThat(also.audit().findings()).isEmpty();
    }

    @Test
    void another_program_is_tried_on_what_was_bought_and_nothing_is_written() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId bert = shop.aCustomer("Bert");
        shop.buys(anna, "90.00");
        Purchase back = shop.buys(anna, "60.00");
        shop.buys(bert, "9.00");
        shop.loyalty().till().giveBack(Return.ofAll(shop.aKey(), anna, back.key()));
        LoyaltyProgram draft = Shop.onePointPerEuro()
                .withoutRules()
                .with(EarningRule.perStep("tens", 11, Shop.euro("10.00")))
                .with(new TierLadder(
                        List.of(Tier.of("green", 0), Tier.of("gold", 10_000)),
                        TierLadder.Metric.SPEND,
                        TierLadder.Window.lifetime(),
                        null,
                        TierLadder.Downgrade.NONE,
                        Period.ZERO));
        List<ProgramTrial.OfCustomer> each = new ArrayList<>();

        ProgramTrial trial =
                shop.loyalty().programs().tryOut(ProgramTrial.of(draft, Shop.OPENING), each::add, sums -> true);

        assertThat(each)
                .containsExactlyInAnyOrder(
                        new ProgramTrial.OfCustomer(
                                anna, Points.of(90), Points.of(99), new ProgramTrial.Move("member", "gold")),
                        new ProgramTrial.OfCustomer(
                                bert, Points.of(9), Points.NONE, new ProgramTrial.Move("member", "green")));
        assertThat(trial.difference()).isEqualTo(BigInteger.ZERO);
        assertThat(trial.gaining()).isEqualTo(1);
        assertThat(trial.losing()).isEqualTo(1);
        assertThat(shop.available(anna)).isEqualTo(90);
        assertThat(shop.loyalty().programs().history().versions()).hasSize(1);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }
}
