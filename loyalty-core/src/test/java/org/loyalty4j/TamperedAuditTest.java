package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Grounds;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.ChainHash;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.AdjustmentRules;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.PeriodEnd;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierLadder;

/** The audit of stores that were changed behind the library's back: every changed row is found and named. */
class TamperedAuditTest {

    private Shop shop;
    private CustomerId anna;
    private AccountId account;

    @BeforeEach
    void a_rich_history() {
        shop = Shop.open(program -> program.expiring(PeriodEnd.endOfMonth(Period.ofMonths(3)))
                .with(new TierLadder(
                        List.of(Tier.of("green", 0), Tier.of("gold", 10_000)),
                        TierLadder.Metric.SPEND,
                        TierLadder.Window.rolling(Period.ofMonths(2)),
                        PeriodEnd.startOfDay(Period.ofMonths(2)),
                        TierLadder.Downgrade.FULL,
                        Period.ZERO)));
        anna = shop.aCustomer("Anna");
        account = new AccountId(anna, "points");
        shop.buys(anna, "60.00");
        shop.on("2026-01-20").buys(anna, "70.00");
        Purchase paid = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("30.00")).quantity(3))
                .build();
        shop.loyalty()
                .rewards()
                .redeem(Redemption.of(shop.aKey(), anna, Points.of(80)).paying(paid.key()))
                .orThrow();
        shop.on("2026-02-10").loyalty().till().record(paid).orThrow();
        Return back = Return.of(shop.aKey(), anna, paid.key(), "1", java.math.BigDecimal.ONE);
        shop.loyalty().till().giveBack(back).orThrow();
        shop.on("2026-06-05").gives(anna, 40, "2026-12-01");
        shop.loyalty()
                .accounts()
                .adjust(Adjustment.of(shop.aKey(), anna, Points.of(-5), "asked", new Actor("manager")))
                .orThrow();
        shop.buys(anna, "150.00");
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private List<AuditReport.Finding> findings(TamperedStore tampered) {
        return Loyalty.over(tampered).clock(shop.clock()).build().audit().findings();
    }

    private <R extends Record> List<R> rows(Function<StoreReader, List<R>> reading) {
        return shop.store().reading(reading);
    }

    private static <R> UnaryOperator<List<R>> replacing(R row, R other) {
        return rows ->
                rows.stream().map(each -> each.equals(row) ? other : each).toList();
    }

    /** Changes each column of each row, and returns which columns were not found out. */
    private <R extends Record> Set<String> undetected(
            List<R> rows, BiConsumer<TamperedStore, UnaryOperator<List<R>>> into, Set<String> invariants) {
        assertThat(rows).isNotEmpty();
        Set<String> missed = new HashSet<>();
        for (R row : rows) {
            for (Map.Entry<String, R> other : Altered.columns(row).entrySet()) {
                TamperedStore tampered = new TamperedStore(shop.store());
                into.accept(tampered, replacing(row, other.getValue()));
                boolean found = findings(tampered).stream()
                        .anyMatch(finding -> invariants.contains(finding.invariant())
                                && (!(row instanceof Posting posting)
                                        || Math.abs(finding.posting() - posting.number()) <= 1));
                if (!found) {
                    missed.add(other.getKey());
                }
            }
        }
        return missed;
    }

    @Test
    void a_change_of_any_column_of_a_counter_and_one_that_is_missing_are_found_I_12() {
        shop = Shop.open(program -> program.earningUpTo(
                        EarningRule.Cap.reducing(Points.of(20)).within(Counter.Period.DAY))
                .with(SpendingRules.none().withLimit(Points.of(5), Counter.Period.WEEK)));
        anna = shop.aCustomer("Anna");
        account = new AccountId(anna, "points");
        shop.buys(anna, "30.00");
        shop.redeems(anna, 5);
        assertThat(shop.loyalty().audit().findings()).isEmpty();

        assertThat(undetected(
                        rows(reader -> reader.counters().counters(account)),
                        (tampered, change) -> tampered.counters = change,
                        Set.of("I-12")))
                .isEmpty();
        assertThat(undetected(
                        rows(reader -> reader.ledger().commands(account, 1, TamperedStore.ALL)),
                        (tampered, change) -> tampered.commands = change,
                        Set.of("I-24", "I-25", "I-39", "I-42", "I-56", "I-57", "I-59")))
                .isEmpty();
        TamperedStore emptied = new TamperedStore(shop.store());
        emptied.counters = rows -> List.of();
        assertThat(findings(emptied)).hasSize(2);
    }

    @Test
    void a_change_of_any_column_of_a_posting_is_found_with_its_number_I_56() {
        assertThat(undetected(
                        rows(reader -> reader.ledger().postings(account, 1, TamperedStore.ALL)),
                        (tampered, change) -> tampered.postings = change,
                        Set.of("I-56")))
                .isEmpty();
    }

    @Test
    void a_change_of_any_column_of_a_lot_is_found_I_04_I_36() {
        assertThat(undetected(
                        rows(reader -> reader.ledger().lots(account, null, TamperedStore.ALL)),
                        (tampered, change) -> tampered.lots = change,
                        Set.of("I-04", "I-36")))
                .isEmpty();
    }

    @Test
    void a_change_of_any_column_of_a_head_is_found_I_01_I_02_I_07_I_56() {
        assertThat(undetected(
                        rows(reader -> reader.ledger().head(account).stream().toList()),
                        (tampered, change) -> tampered.heads = change,
                        Set.of("I-01", "I-02", "I-03", "I-07", "I-36", "I-42", "I-56", "I-57", "I-59")))
                .isEmpty();
    }

    @Test
    void a_change_of_any_column_of_a_command_is_found_I_24_I_25_I_56_I_57() {
        assertThat(undetected(
                        rows(reader -> reader.ledger().commands(account, 1, TamperedStore.ALL)),
                        (tampered, change) -> tampered.commands = change,
                        Set.of("I-13", "I-15", "I-24", "I-25", "I-39", "I-56", "I-57", "I-59")))
                .isEmpty();
    }

    @Test
    void a_change_of_the_words_of_a_command_that_wrote_no_posting_is_found_I_56() {
        shop.loyalty()
                .accounts()
                .change(new StatusChange(shop.aKey(), anna, Status.FROZEN, "asked", new Actor("manager")))
                .orThrow();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
        List<CommandRecord> all = rows(reader -> reader.ledger().commands(account, 1, TamperedStore.ALL));
        CommandRecord last = all.get(all.size() - 1);

        Map<String, CommandRecord> others = Altered.columns(last);
        others.keySet().retainAll(Set.of("key", "actor", "reason", "salt"));
        assertThat(others).hasSize(4);
        others.forEach((word, other) -> {
            TamperedStore tampered = new TamperedStore(shop.store());
            tampered.commands = replacing(last, other);
            assertThat(findings(tampered))
                    .as(word)
                    .anyMatch(finding -> finding.invariant().equals("I-56"));
        });
    }

    @Test
    void a_change_of_the_grounds_of_a_correction_or_a_missing_approver_is_found_I_56() {
        AdjustmentRules rules = AdjustmentRules.none().upTo(Points.of(5));
        shop = Shop.open(program -> program.with(rules));
        anna = shop.aCustomer("Anna");
        account = new AccountId(anna, "points");
        Grounds grounds = Grounds.of("ERROR").document("D 1").at("north", "7").approvedBy(new Actor("chief"));
        Adjustment request = Adjustment.of(shop.aKey(), anna, Points.of(6), "asked", new Actor("clerk"))
                .on(grounds);
        shop.loyalty().accounts().adjust(request).orThrow();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
        List<CommandRecord> all = rows(reader -> reader.ledger().commands(account, 1, TamperedStore.ALL));
        CommandRecord last = all.get(all.size() - 1);

        for (Grounds other : List.of(
                grounds.code("OTHER"),
                grounds.document("D 2"),
                grounds.at("south", "7"),
                grounds.at("north", "8"),
                grounds.approvedBy(new Actor("other")),
                new Grounds("ERROR", "D 1", "north", "7", null))) {
            TamperedStore tampered = new TamperedStore(shop.store());
            tampered.commands = replacing(last, withGrounds(last, other));
            assertThat(findings(tampered))
                    .anyMatch(finding -> finding.invariant().equals("I-56"));
            assertThat(findings(tampered).stream()
                            .anyMatch(finding -> finding.message().contains("second approver")))
                    .isEqualTo(other.approver() == null);
        }
    }

    private static CommandRecord withGrounds(CommandRecord command, Grounds grounds) {
        return new CommandRecord(
                command.id(),
                command.account(),
                command.sequence(),
                command.operation(),
                command.key(),
                command.customer(),
                command.actor(),
                command.reason(),
                command.source(),
                command.fingerprint(),
                command.result(),
                command.recordedAt(),
                command.salt(),
                command.erasedSeal(),
                grounds);
    }

    private static CommandRecord withoutWords(CommandRecord command, ChainHash seal) {
        return new CommandRecord(
                command.id(),
                command.account(),
                command.sequence(),
                command.operation(),
                command.key(),
                command.customer(),
                null,
                null,
                null,
                command.fingerprint(),
                command.result(),
                command.recordedAt(),
                null,
                seal,
                null);
    }

    @Test
    void a_command_whose_words_and_salt_were_erased_is_still_proven_by_the_seal_that_was_kept_I_56() {
        TamperedStore erased = new TamperedStore(shop.store());
        UnaryOperator<CommandRecord> erase = command -> withoutWords(command, command.seal());
        erased.commands = rows -> rows.stream().map(erase).toList();
        erased.sales = rows -> rows.stream()
                .map(row -> new RecordedSale(erase.apply(row.command()), row.purchase(), row.countsAt()))
                .toList();
        erased.returns = rows -> rows.stream()
                .map(row -> new RecordedReturn(
                        erase.apply(row.command()),
                        row.purchase(),
                        row.step(),
                        row.lines(),
                        row.payments(),
                        row.reversed(),
                        row.shortfall()))
                .toList();
        assertThat(findings(erased)).isEmpty();

        TamperedStore forged = new TamperedStore(shop.store());
        forged.commands = rows ->
                rows.stream().map(row -> withoutWords(row, ChainHash.START)).toList();
        assertThat(findings(forged)).anyMatch(finding -> finding.invariant().equals("I-56"));
    }

    @Test
    void a_change_of_any_column_of_a_standing_a_day_or_a_change_of_tier_is_found_I_39() {
        Set<String> tiers = Set.of("I-39");
        assertThat(undetected(
                        rows(reader -> reader.standings().find(account).stream().toList()),
                        (tampered, change) -> tampered.standings = change,
                        tiers))
                .isEmpty();
        assertThat(undetected(
                        rows(reader -> reader.standings().changes(account)),
                        (tampered, change) -> tampered.changes = change,
                        tiers))
                .isEmpty();
        assertThat(undetected(
                        rows(reader -> reader.standings().days(account, Standing.NO_DAY, TierLadder.NEVER_ENDS)),
                        (tampered, change) -> tampered.days = change,
                        tiers))
                .isEmpty();
    }

    @Test
    void a_change_of_any_column_of_a_purchase_or_a_return_is_found_I_13_to_I_16() {
        Set<String> sold = Set.of("I-12", "I-13", "I-14", "I-15", "I-16", "I-25", "I-39", "I-57", "I-59");
        List<RecordedSale> sales = rows(reader -> reader.sales().page(account, 0, TamperedStore.ALL));
        assertThat(undetected(sales, (tampered, change) -> tampered.sales = change, sold))
                .isEmpty();
        assertThat(undetected(
                        rows(reader -> sales.stream()
                                .flatMap(sale ->
                                        reader
                                                .sales()
                                                .returnsOf(
                                                        Purse.POINTS.code(),
                                                        sale.purchase().key())
                                                .stream())
                                .toList()),
                        (tampered, change) -> tampered.returns = change,
                        sold))
                .isEmpty();
    }

    @Test
    void another_buyer_of_a_purchase_that_points_were_used_for_is_found_I_25() {
        CustomerId bob = shop.aCustomer("Bob");
        Purchase bought = shop.aPurchase(anna)
                .line(PurchaseLine.goods("1", Shop.euro("30.00")))
                .boughtBy(bob)
                .build();
        shop.loyalty()
                .till()
                .checkout(Checkout.of(bought).redeeming(Redemption.of(shop.aKey(), anna, Points.of(10))))
                .orThrow();
        assertThat(shop.loyalty().audit().findings()).isEmpty();

        for (CustomerId other : Arrays.asList(shop.aCustomer("Cleo"), null)) {
            TamperedStore tampered = new TamperedStore(shop.store());
            tampered.sales = rows -> rows.stream()
                    .map(row -> row.purchase().equals(bought)
                            ? new RecordedSale(row.command(), bought(bought, other), row.countsAt())
                            : row)
                    .toList();
            assertThat(findings(tampered))
                    .anyMatch(finding -> finding.invariant().equals("I-25"));
        }
    }

    private static Purchase bought(Purchase purchase, @Nullable CustomerId buyer) {
        return new Purchase(
                purchase.key(),
                purchase.customer(),
                purchase.place(),
                purchase.happenedAt(),
                purchase.lines(),
                purchase.rounding(),
                purchase.tenders(),
                purchase.total(),
                purchase.actor(),
                purchase.source(),
                buyer);
    }

    @Test
    void a_removed_inserted_or_swapped_posting_is_found_at_its_place_I_56() {
        List<Posting> all = rows(reader -> reader.ledger().postings(account, 1, TamperedStore.ALL));
        for (int i = 0; i < all.size() - 1; i++) {
            int at = i;
            assertFound(all.get(at + 1).number(), rows -> without(rows, at));
            assertFound(all.get(at).number(), rows -> {
                List<Posting> twice = new ArrayList<>(rows);
                twice.add(at, rows.get(at));
                return twice;
            });
            assertFound(all.get(at + 1).number(), rows -> {
                List<Posting> swapped = new ArrayList<>(rows);
                swapped.set(at, rows.get(at + 1));
                swapped.set(at + 1, rows.get(at));
                return swapped;
            });
        }
    }

    @Test
    void a_tail_that_was_cut_off_is_found_given_the_head_I_56() {
        List<Posting> all = rows(reader -> reader.ledger().postings(account, 1, TamperedStore.ALL));

        assertFound(all.size() - 1, rows -> without(rows, all.size() - 1));
    }

    private static List<Posting> without(List<Posting> rows, int at) {
        List<Posting> fewer = new ArrayList<>(rows);
        fewer.remove(at);
        return fewer;
    }

    private void assertFound(long number, UnaryOperator<List<Posting>> change) {
        TamperedStore tampered = new TamperedStore(shop.store());
        tampered.postings = change;
        assertThat(findings(tampered))
                .anyMatch(finding -> finding.invariant().equals("I-56") && finding.posting() == number);
    }

    @Test
    void a_removed_row_of_any_table_is_found_and_the_customer_named_I_36() {
        List<TamperedStore> broken = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            broken.add(new TamperedStore(shop.store()));
        }
        broken.get(0).heads = rows -> List.of();
        broken.get(1).commands = rows -> rows.subList(0, rows.size() - 1);
        broken.get(2).lots = rows -> rows.subList(1, rows.size());
        broken.get(3).sales = rows -> rows.subList(1, rows.size());
        broken.get(4).returns = rows -> List.of();
        broken.get(5).standings = rows -> List.of();
        broken.get(6).days = rows -> rows.subList(1, rows.size());
        broken.get(7).changes = rows -> rows.subList(1, rows.size());

        for (TamperedStore tampered : broken) {
            assertThat(findings(tampered))
                    .isNotEmpty()
                    .first()
                    .extracting(AuditReport.Finding::customer)
                    .isEqualTo(anna.value().toString());
        }
    }

    @Test
    void a_wholly_broken_store_does_not_fill_memory() {
        for (int i = 0; i < 300; i++) {
            shop.buys(anna, "1.00");
        }
        TamperedStore tampered = new TamperedStore(shop.store());
        tampered.postings = rows ->
                rows.stream().map(row -> Altered.columns(row).get("amount")).toList();

        AuditReport report = Loyalty.over(tampered).clock(shop.clock()).build().audit();

        assertThat(report.findings()).hasSize(AuditReport.FINDINGS_MAX);
        assertThat(report.found()).isGreaterThan(AuditReport.FINDINGS_MAX);
    }
}
