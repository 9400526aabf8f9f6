package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.TrueUp;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.testkit.Shop;

/** The audit of stores whose corrections of purchases out of order were changed behind the library's back. */
class TamperedTrueUpTest {

    private final Shop shop = Shop.open(program -> program.withoutRules()
            .with(program.rules()
                    .get(0)
                    .upTo(EarningRule.Cap.reducing(Points.of(50)).within(Counter.Period.MONTH))));
    private final CustomerId anna = shop.aCustomer("Anna");

    @BeforeEach
    void a_cap_that_the_wrong_purchase_filled_and_a_correction() {
        shop.on("2026-03-20");
        bought("40.00", "2026-03-10T12:00:00Z");
        bought("40.00", "2026-03-01T12:00:00Z");
        shop.loyalty()
                .accounts()
                .trueUp(TrueUp.of(shop.aKey(), anna, Shop.OPENING, new Actor("chief"), "late"))
                .orThrow();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private void bought(String amount, String at) {
        shop.loyalty()
                .till()
                .record(shop.aPurchase(anna)
                        .line(PurchaseLine.goods("1", Shop.euro(amount)))
                        .happenedAt(Instant.parse(at))
                        .build())
                .orThrow();
    }

    private List<AuditReport.Finding> findings(UnaryOperator<Map<String, Long>> change) {
        TamperedStore tampered = new TamperedStore(shop.store());
        tampered.commands = rows -> rows.stream()
                .map(row -> row.operation() == Operation.TRUE_UP ? with(row, change) : row)
                .toList();
        return Loyalty.over(tampered).clock(shop.clock()).build().audit().findings();
    }

    private static CommandRecord with(CommandRecord row, UnaryOperator<Map<String, Long>> change) {
        CommandRecord.Result was = row.result();
        CommandRecord.Result now = new CommandRecord.Result(
                was.earned(),
                was.redeemed(),
                was.restored(),
                was.reversed(),
                was.shortfall(),
                was.lapsed(),
                was.expired(),
                was.balance(),
                was.firstNumber(),
                was.lastNumber(),
                was.movedRevision(),
                was.movedFrom(),
                was.usable(),
                was.held(),
                was.freed(),
                was.factors(),
                change.apply(new HashMap<>(was.turns())),
                was.fractions(),
                was.owed(),
                was.debt());
        return new CommandRecord(
                row.id(),
                row.account(),
                row.sequence(),
                row.operation(),
                row.key(),
                row.customer(),
                row.actor(),
                row.reason(),
                row.source(),
                row.fingerprint(),
                now,
                row.recordedAt(),
                row.salt(),
                row.erasedSeal(),
                row.grounds());
    }

    @Test
    void parts_that_differ_are_found_although_their_sum_is_the_same() {
        assertThat(findings(kept -> kept)).isEmpty();
        assertThat(findings(kept -> {
                    kept.replaceAll((key, value) -> key.contains("#") ? value * 2 : value);
                    return kept;
                }))
                .extracting(AuditReport.Finding::invariant)
                .contains("I-12");
    }

    @Test
    void another_instant_or_none_is_found() {
        assertThat(findings(kept -> {
                    kept.replaceAll((key, value) -> key.endsWith("from") ? value + 1 : value);
                    return kept;
                }))
                .extracting(AuditReport.Finding::invariant)
                .contains("I-25");
        assertThat(findings(kept -> Map.of()))
                .extracting(AuditReport.Finding::invariant)
                .contains("I-25");
    }
}
