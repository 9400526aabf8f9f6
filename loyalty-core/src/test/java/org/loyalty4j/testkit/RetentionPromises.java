package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.loyalty4j.ErasureAnswer;
import org.loyalty4j.Loyalty;
import org.loyalty4j.Retention;
import org.loyalty4j.RetentionReport;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Merge;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.history.Consent;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryChange;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.NewEntry;
import org.loyalty4j.history.Obligation;
import org.loyalty4j.history.Task;
import org.loyalty4j.history.TimelineQuery;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.privacy.Erasure;
import org.loyalty4j.privacy.ErasureReceipt;
import org.loyalty4j.privacy.LegalHold;
import org.loyalty4j.privacy.LegalHoldChange;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;

/** What a store promises about data whose time is over, and about data that has to be kept. */
abstract class RetentionPromises extends MergePromises {

    private static final Actor DPO = new Actor("officer");
    private static final Retention NONE = Retention.unlimited(ZoneOffset.UTC);

    private static CustomerId person(Shop shop, String name) {
        return shop.loyalty()
                .customers()
                .enroll(NewCustomer.person(shop.aKey()).named(name))
                .orThrow()
                .id();
    }

    private static <I extends HistoryItem> Entry<I> add(Shop shop, CustomerId customer, I item) {
        return shop.loyalty()
                .history()
                .add(NewEntry.of(shop.aKey(), customer, item).from(new org.loyalty4j.command.Source("crm")));
    }

    private static Interaction call(Shop shop, String text) {
        return Interaction.held(
                        "phone", Interaction.Direction.INBOUND, shop.clock().instant())
                .saying(text);
    }

    private static List<RetentionReport> all(Shop shop, Retention rules, boolean writes, int size) {
        List<RetentionReport> reports = new ArrayList<>();
        CustomerId after = null;
        do {
            RetentionReport report = writes
                    ? shop.loyalty().privacy().retain(rules, DPO, after, size)
                    : shop.loyalty().privacy().preview(rules, after, size);
            reports.add(report);
            after = report.next();
        } while (after != null);
        return reports;
    }

    private static long erased(Shop shop, Retention rules) {
        long would = all(shop, rules, false, 7).stream()
                .mapToLong(RetentionReport::customers)
                .sum();
        long did = all(shop, rules, true, 5).stream()
                .mapToLong(RetentionReport::customers)
                .sum();
        assertThat(did).isEqualTo(would);
        assertThat(all(shop, rules, true, 100))
                .extracting(RetentionReport::customers)
                .containsExactly(0L);
        return did;
    }

    private static long left(Shop shop) {
        return shop.loyalty().customers().page(100).items().stream()
                .filter(customer -> !customer.isErased())
                .count();
    }

    @Test
    void PRIV_01_zero_is_no_limit_and_the_silent_and_the_old_go() {
        Shop shop = shop().on("2026-01-01");
        List<CustomerId> old = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            old.add(person(shop, "old " + i));
        }
        shop.on("2026-01-21");
        for (int i = 0; i < 15; i++) {
            person(shop, "silent " + i);
        }
        shop.on("2026-01-31");
        for (int i = 0; i < 15; i++) {
            person(shop, "new " + i);
            switch (i % 4) {
                case 0 -> shop.buys(old.get(i), "10.00");
                case 1 -> shop.gives(old.get(i), 10, "");
                case 2 -> add(shop, old.get(i), call(shop, "hello"));
                default ->
                    shop.loyalty()
                            .customers()
                            .change(org.loyalty4j.customer.ProfileChange.of(shop.aKey(), old.get(i))
                                    .named("older " + i));
            }
        }
        assertThat(erased(shop, NONE)).isZero();
        assertThat(erased(shop, NONE.inactiveFor(Period.ofDays(20)))).isZero();
        assertThat(erased(shop, NONE.inactiveFor(Period.ofDays(20)).olderThan(Period.ofDays(40))))
                .isZero();
        assertThat(left(shop)).isEqualTo(45);
        assertThat(erased(shop, NONE.inactiveFor(Period.ofDays(5)))).isEqualTo(15);
        assertThat(left(shop)).isEqualTo(30);
        assertThat(erased(shop, NONE.inactiveFor(Period.ofDays(5)).olderThan(Period.ofDays(25))))
                .isEqualTo(15);
        assertThat(left(shop)).isEqualTo(15);
        ErasureReceipt receipt = shop.loyalty().privacy().receipt(old.get(0)).orElseThrow();
        assertThat(receipt.why()).isEqualTo(Erasure.Why.PURPOSE_ENDED);
        assertThat(receipt.actor()).isEqualTo(DPO);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_time_is_over_to_the_instant_and_by_the_calendar_of_the_zone() {
        Shop shop = shop().on("2026-01-31");
        CustomerId anna = person(shop, "Anna Kurz");
        shop.clock().set(Instant.parse("2026-02-27T23:59:59.999999Z"));
        Retention month = NONE.inactiveFor(Period.ofMonths(1));
        assertThat(erased(shop, month)).isZero();
        shop.clock().set(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(erased(shop, month)).isEqualTo(1);
        assertThat(shop.loyalty().customers().get(anna).isErased()).isTrue();
        // The night in which the clocks go forward is an hour shorter.
        shop.clock().set(Instant.parse("2026-03-28T11:00:00Z"));
        person(shop, "Emil Quast");
        Retention day = Retention.unlimited(ZoneId.of("Europe/Berlin")).inactiveFor(Period.ofDays(1));
        shop.clock().set(Instant.parse("2026-03-29T09:59:59.999999Z"));
        assertThat(erased(shop, day)).isZero();
        shop.clock().set(Instant.parse("2026-03-29T10:00:00Z"));
        assertThat(erased(shop, day)).isEqualTo(1);
    }

    @Test
    void who_has_something_open_stays_and_is_counted() {
        Shop shop = shop().on("2026-01-01");
        CustomerId anna = person(shop, "Anna Kurz");
        CustomerId emil = person(shop, "Emil Quast");
        CustomerId kept = person(shop, "Ida Reh");
        add(shop, anna, Obligation.ours("a new lid"));
        shop.loyalty().privacy().change(LegalHoldChange.place(shop.aKey(), kept, "file 7", DPO));
        shop.on("2027-01-01");
        Retention rules = NONE.inactiveFor(Period.ofMonths(6));
        Map<Erasure.Open, Long> reasons = Map.of(Erasure.Open.OBLIGATION, 1L, Erasure.Open.LEGAL_HOLD, 1L);

        assertThat(shop.loyalty().privacy().preview(rules, null, 10))
                .isEqualTo(new RetentionReport(3, 1, Map.of(), reasons, null));
        assertThat(shop.loyalty().privacy().retain(rules, DPO, null, 10))
                .isEqualTo(new RetentionReport(3, 1, Map.of(), reasons, null));
        assertThat(shop.loyalty().customers().get(emil).isErased()).isTrue();
        assertThat(shop.loyalty().customers().get(anna).isErased()).isFalse();
        shop.loyalty().privacy().change(LegalHoldChange.lift(shop.aKey(), kept, "file 7", DPO));
        assertThat(shop.loyalty().privacy().retain(rules, DPO, null, 10).customers())
                .isEqualTo(1);
    }

    @Test
    void old_entries_go_and_what_is_open_or_young_stays() {
        Shop shop = shop().on("2026-01-01");
        CustomerId anna = person(shop, "Anna Kurz");
        CustomerId held = person(shop, "Emil Quast");
        shop.loyalty().privacy().change(LegalHoldChange.place(shop.aKey(), held, "file 7", DPO));
        Loyalty loyalty = shop.loyalty();
        Entry<Interaction> told = add(shop, anna, call(shop, MARKER));
        loyalty.history()
                .change(EntryChange.of(shop.aKey(), told, call(shop, MARKER + " again"))
                        .by(DPO, "misheard"));
        Entry<Interaction> kept = add(shop, held, call(shop, "kept for the court"));
        Entry<Task> open = add(shop, anna, Task.of("still to be done"));
        Entry<Task> done = add(shop, anna, Task.of(MARKER + " is done"));
        loyalty.history().change(EntryChange.of(shop.aKey(), done, done.item().done("done")));
        Entry<Consent> consent = add(shop, anna, Consent.granted("email", "news", "v1"));
        shop.on("2026-06-01");
        Entry<Interaction> young = add(shop, anna, call(shop, "young"));
        // It happened long ago, and was said anew a short while ago.
        Entry<Interaction> changed = add(shop, anna, call(shop, "as it was"));
        Retention rules = NONE.entries(HistoryItem.Kind.INTERACTION, Period.ofMonths(6))
                .entries(HistoryItem.Kind.TASK, Period.ofMonths(3));

        assertThat(loyalty.privacy().retain(rules, DPO, null, 10).entries())
                .isEqualTo(Map.of(HistoryItem.Kind.TASK, 1L));
        shop.on("2026-08-01");
        loyalty.history()
                .change(EntryChange.of(shop.aKey(), changed, changed.item().saying("as it is"))
                        .by(DPO, "misheard"));
        RetentionReport would = loyalty.privacy().preview(rules, null, 10);
        assertThat(would.entries()).isEqualTo(Map.of(HistoryItem.Kind.INTERACTION, 1L));
        assertThat(loyalty.history().find(told.id())).isPresent();
        assertThat(loyalty.privacy().retain(rules, DPO, null, 10)).isEqualTo(would);
        assertThat(loyalty.privacy().retain(rules, DPO, null, 10).entries()).isEmpty();

        assertThat(everythingKept()).noneMatch(text -> text.contains(MARKER));
        assertThat(loyalty.history().find(told.id())).isEmpty();
        assertThat(loyalty.history().find(told.origin())).isEmpty();
        assertThat(loyalty.history().find(done.id())).isEmpty();
        for (Entry<?> stays : List.of(kept, open, consent, young, changed)) {
            assertThat(loyalty.history().find(stays.id())).isPresent();
        }
        assertThat(loyalty.history().timeline(TimelineQuery.of(anna), 10).items())
                .hasSize(4);
        assertThat(loyalty.history().work(WorkList.of(anna), 10).items()).hasSize(1);
        // Its key is free again.
        assertThat(loyalty.history()
                        .add(new NewEntry<>(told.origin(), anna, call(shop, "anew"), null, null))
                        .id())
                .isNotEqualTo(told.id());
        assertThatThrownBy(() -> NONE.entries(HistoryItem.Kind.CONSENT, Period.ofYears(1)))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> NONE.inactiveFor(Period.ofDays(-1))).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void very_many_old_entries_go_at_once() {
        Shop shop = shop().on("2026-01-01");
        CustomerId anna = person(shop, "Anna Kurz");
        for (int page = 0; page < 3; page++) {
            List<NewEntry<Interaction>> some = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                some.add(NewEntry.of(shop.aKey(), anna, call(shop, "call " + i)));
            }
            shop.loyalty().history().addAll(some);
        }
        shop.on("2027-01-01");
        Retention rules = NONE.entries(HistoryItem.Kind.INTERACTION, Period.ofMonths(6));
        assertThat(shop.loyalty().privacy().retain(rules, DPO, null, 10).entries())
                .isEqualTo(Map.of(HistoryItem.Kind.INTERACTION, 1200L));
        assertThat(shop.loyalty().history().timeline(TimelineQuery.of(anna), 10).items())
                .isEmpty();
    }

    @Test
    void who_is_kept_for_a_matter_of_law_is_not_erased() {
        Shop shop = shop();
        CustomerId anna = person(shop, "Anna Kurz");
        CustomerId old = person(shop, "A. Kurz");
        var privacy = shop.loyalty().privacy();
        LegalHoldChange place = LegalHoldChange.place(shop.aKey(), old, "file 7", DPO);

        LegalHold hold = privacy.change(place);
        assertThat(privacy.change(place)).isEqualTo(hold);
        assertThat(privacy.change(LegalHoldChange.place(shop.aKey(), old, "file 7", new Actor("other"))))
                .isEqualTo(hold);
        LegalHold second = privacy.change(LegalHoldChange.place(shop.aKey(), old, "file 8", DPO));
        assertThat(privacy.holds(old)).containsExactly(hold, second);
        assertThat(privacy.holds(anna)).isEmpty();
        assertThatThrownBy(() -> privacy.change(LegalHoldChange.place(place.key(), old, "file 9", DPO)))
                .isInstanceOf(KeyReusedException.class);
        assertThatThrownBy(() -> privacy.change(LegalHoldChange.lift(shop.aKey(), old, "file 9", DPO)))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> privacy.change(
                        LegalHoldChange.place(shop.aKey(), new CustomerId(new java.util.UUID(7, 7)), "file 7", DPO)))
                .isInstanceOf(UnknownCustomerException.class);
        // Who becomes another one is kept with that one.
        shop.loyalty().duplicates().merge(Merge.of(shop.aKey(), anna, old)).orThrow();
        assertThat(privacy.holds(anna)).containsExactly(hold, second);
        Erasure erasure =
                Erasure.of(shop.aKey(), anna, Erasure.Why.ASKED_FOR, DPO).evenIfOpen();
        assertThat(privacy.erase(erasure))
                .isEqualTo(new ErasureAnswer.Refused(java.util.Set.of(Erasure.Open.LEGAL_HOLD)));
        shop.clock().advance(Duration.ofDays(1));
        LegalHold lifted = privacy.change(LegalHoldChange.lift(shop.aKey(), anna, "file 7", DPO));
        assertThat(lifted.customer()).isEqualTo(old);
        assertThat(lifted.liftedBy()).isEqualTo(DPO);
        assertThat(privacy.erase(erasure)).isInstanceOf(ErasureAnswer.Refused.class);
        LegalHoldChange end = LegalHoldChange.lift(shop.aKey(), old, "file 8", DPO);
        LegalHold over = privacy.change(end);
        assertThat(privacy.change(end)).isEqualTo(over);
        assertThat(privacy.holds(old)).containsExactly(lifted, over);
        assertThat(privacy.erase(erasure)).isInstanceOf(ErasureAnswer.Done.class);
        assertThatThrownBy(() -> privacy.change(LegalHoldChange.place(shop.aKey(), anna, "file 7", DPO)))
                .isInstanceOf(UnknownCustomerException.class);
    }

    @RepeatedTest(5)
    void who_buys_while_the_silent_are_forgotten_is_kept_or_was_gone_before() {
        Shop shop = shop().on("2026-01-01");
        CustomerId anna = person(shop, "Anna Kurz");
        shop.on("2027-01-01");
        Retention rules = NONE.inactiveFor(Period.ofMonths(6));
        List<Boolean> both = Together.run(
                2,
                worker -> () -> ConcurrencyPromises.untilNotBusy(() -> {
                    if (worker == 0) {
                        return shop.loyalty()
                                        .privacy()
                                        .retain(rules, DPO, null, 10)
                                        .customers()
                                == 1;
                    }
                    Purchase purchase = Purchase.of(CommandKey.of("sale"), anna)
                            .line(PurchaseLine.goods("1", Shop.euro("10.00")))
                            .build();
                    return shop.loyalty().till().record(purchase) instanceof Settlement.Settled;
                }));
        Customer after = shop.loyalty().customers().get(anna);
        assertThat(after.isErased()).isEqualTo(both.get(0));
        // A sale that was first keeps her; one that is later meets somebody who has left, unless a host's view is
        // older.
        assertThat(both.get(0) || both.get(1)).isTrue();
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }
}
