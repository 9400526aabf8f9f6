package org.loyalty4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.loyalty4j.testkit.Shop.day;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Accounts;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Grounds;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.AdjustmentRules;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Extension;
import org.loyalty4j.program.LotRules.Pending;
import org.loyalty4j.program.Reinstatement;
import org.loyalty4j.program.Transfer;
import org.loyalty4j.program.TransferRules;
import org.loyalty4j.program.TransferUndo;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;

/** What the library promises over every store about points that somebody gives and takes by hand. */
abstract class ByHandPromises extends ExtendPromises {

    private static final Actor CLERK = new Actor("clerk");

    private static final Actor CHIEF = new Actor("chief");

    private static final Grounds AGREED = Grounds.of(Grounds.ERROR).approvedBy(CHIEF);

    private static Adjustment by(Shop shop, CustomerId customer, long points) {
        return Adjustment.of(shop.aKey(), customer, Points.of(points), "counted wrong", CLERK);
    }

    private static Settlement adjust(Shop shop, Adjustment request) {
        return shop.loyalty().accounts().adjust(request);
    }

    private static Refusal no(Settlement answer) {
        assertThat(answer).isInstanceOf(Settlement.Refused.class);
        return ((Settlement.Refused) answer).why();
    }

    private static void assertSound(Shop shop) {
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    private Shop with(AdjustmentRules rules) {
        return Shop.over(emptyStore(), program -> program.with(rules));
    }

    @Test
    void a_correction_keeps_its_code_document_place_and_approver_and_explains_them() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Grounds grounds = Grounds.of(Grounds.COMPLAINT)
                .document("INV-17 ☕")
                .at("north", "till 7")
                .approvedBy(CHIEF);
        Adjustment request = by(shop, anna, 30).on(grounds);
        Settlement.Settled first = adjust(shop, request).orThrow();
        adjust(shop, by(shop, anna, -5)).orThrow();

        CommandRecord told = shop.loyalty().accounts().explain(anna, 1).command();
        assertThat(told.onGrounds()).contains(grounds);
        assertThat(told.askedBy()).contains(CLERK);
        assertThat(shop.loyalty().accounts().explain(anna, 2).command().onGrounds())
                .isEmpty();
        Settlement.Settled repeat = adjust(shop, request).orThrow();
        assertThat(repeat.command()).isEqualTo(first.command());
        assertSound(shop);
    }

    @Test
    void a_repeat_of_a_correction_is_held_against_its_code_document_and_place_not_against_who_agreed() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Grounds grounds = Grounds.of("A").document("D").at("north", "7").approvedBy(CHIEF);
        Adjustment request = by(shop, anna, 30).on(grounds);
        adjust(shop, request).orThrow();

        assertThat(adjust(shop, request.on(grounds.approvedBy(new Actor("owner")))))
                .isInstanceOf(Settlement.Settled.class);
        assertReused(shop, request.on(grounds.code("B")), "code");
        assertReused(shop, request.on(grounds.document("E")), "document");
        assertReused(shop, request.on(grounds.at("north", "8")), "place");
        assertReused(shop, request.on(Grounds.NONE), "code");
        assertSound(shop);
    }

    private static void assertReused(Shop shop, Adjustment request, String field) {
        assertThatThrownBy(() -> adjust(shop, request))
                .isInstanceOfSatisfying(
                        KeyReusedException.class, no -> assertThat(no.field()).isEqualTo(field));
    }

    @Test
    void more_points_than_one_person_may_correct_need_another_one_who_agrees_and_the_key_stays_free() {
        Shop shop = with(AdjustmentRules.none().upTo(Points.of(50)).downTo(Points.of(20)));
        CustomerId anna = shop.aCustomer("Anna");
        adjust(shop, by(shop, anna, 50)).orThrow();
        Adjustment up = by(shop, anna, 51);
        assertThat(no(adjust(shop, up))).isEqualTo(Refusal.APPROVAL_NEEDED);
        assertThat(no(adjust(shop, up.on(Grounds.of("ERROR"))))).isEqualTo(Refusal.APPROVAL_NEEDED);
        adjust(shop, up.on(AGREED)).orThrow();
        Adjustment down = by(shop, anna, -21);
        assertThat(no(adjust(shop, down))).isEqualTo(Refusal.APPROVAL_NEEDED);
        adjust(shop, down.on(AGREED)).orThrow();
        adjust(shop, by(shop, anna, -20)).orThrow();

        assertThat(shop.loyalty().accounts().balance(anna).available()).isEqualTo(Points.of(60));
        assertSound(shop);
    }

    @Test
    void many_small_corrections_of_a_period_need_another_one_who_agrees_as_one_large_does() {
        Shop shop = with(AdjustmentRules.none().upTo(Points.of(100), Counter.Period.DAY));
        CustomerId anna = shop.aCustomer("Anna");
        shop.on("2026-02-01");
        adjust(shop, by(shop, anna, 60)).orThrow();
        adjust(shop, by(shop, anna, -30)).orThrow();
        Adjustment more = by(shop, anna, 41);
        assertThat(no(adjust(shop, more))).isEqualTo(Refusal.APPROVAL_NEEDED);
        adjust(shop, by(shop, anna, 40)).orThrow();
        assertThat(no(adjust(shop, by(shop, anna, 1)))).isEqualTo(Refusal.APPROVAL_NEEDED);
        adjust(shop, more.on(AGREED)).orThrow();
        assertThat(no(adjust(shop, by(shop, anna, 1)))).isEqualTo(Refusal.APPROVAL_NEEDED);
        adjust(shop, by(shop, shop.aCustomer("Ben"), 100)).orThrow();
        assertSound(shop);

        shop.on("2026-02-02");
        adjust(shop, by(shop, anna, 100)).orThrow();
        assertSound(shop);
    }

    @Test
    void where_the_program_lists_codes_a_correction_needs_one_of_them() {
        Shop shop = with(AdjustmentRules.none().allowing("ERROR").allowing("LOST CARD"));
        CustomerId anna = shop.aCustomer("Anna");
        Adjustment request = by(shop, anna, 5);
        assertThat(no(adjust(shop, request))).isEqualTo(Refusal.REASON_NOT_ALLOWED);
        assertThat(no(adjust(shop, request.on(Grounds.of("error"))))).isEqualTo(Refusal.REASON_NOT_ALLOWED);
        adjust(shop, request.on(Grounds.of("LOST CARD"))).orThrow();
        Bonus gift = Bonus.of(shop.aKey(), anna, Points.of(5), "birthday");
        assertThat(no(shop.loyalty().accounts().give(gift.on(Grounds.of("KIND")))))
                .isEqualTo(Refusal.REASON_NOT_ALLOWED);
        shop.loyalty().accounts().give(gift).orThrow();
        assertSound(shop);
    }

    @Test
    void a_gift_above_the_limit_needs_another_one_who_agrees_and_says_so_when_it_is_repeated() {
        Shop shop = with(AdjustmentRules.none().givingUpTo(Points.of(10)));
        CustomerId anna = shop.aCustomer("Anna");
        Bonus large = Bonus.of(shop.aKey(), anna, Points.of(11), "kind").by(CLERK);
        assertThat(no(shop.loyalty().accounts().give(large))).isEqualTo(Refusal.APPROVAL_NEEDED);
        shop.loyalty().accounts().give(large.on(AGREED)).orThrow();
        shop.loyalty().accounts().give(large.on(AGREED)).orThrow();
        assertThatThrownBy(() -> shop.loyalty().accounts().give(large))
                .isInstanceOfSatisfying(
                        KeyReusedException.class, no -> assertThat(no.field()).isEqualTo("code"));
        shop.loyalty()
                .accounts()
                .give(Bonus.of(shop.aKey(), anna, Points.of(10), "joined"))
                .orThrow();
        assertThat(shop.loyalty().accounts().balance(anna).available()).isEqualTo(Points.of(21));
        assertSound(shop);
    }

    @Test
    void a_gift_by_hand_that_waits_for_something_says_both() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        Bonus waits = Bonus.of(shop.aKey(), anna, Points.of(5), "kind").pending(Pending.untilConfirmed());
        shop.loyalty().accounts().give(waits).orThrow();
        Bonus both = Bonus.of(shop.aKey(), anna, Points.of(6), "kind")
                .by(CLERK)
                .pending(Pending.untilConfirmed())
                .on(AGREED);
        shop.loyalty().accounts().give(both).orThrow();
        Bonus atOnce =
                Bonus.of(shop.aKey(), anna, Points.of(7), "kind").by(CLERK).on(AGREED);
        shop.loyalty().accounts().give(atOnce).orThrow();
        assertThat(shop.loyalty().accounts().balance(anna).available()).isEqualTo(Points.of(7));
        assertSound(shop);
    }

    @Test
    void who_bought_for_another_customer_is_kept_told_and_earns_nothing() {
        Shop shop = shop();
        CustomerId company = shop.aCustomer("Company");
        CustomerId ben = shop.aCustomer("Ben");
        Purchase bought = Purchase.of(shop.aKey(), company)
                .boughtBy(ben)
                .line(PurchaseLine.goods("1", Shop.euro("20.00")))
                .build();
        assertThat(bought.boughtBy()).isEqualTo(ben);
        Settlement.Settled first = shop.loyalty().till().record(bought).orThrow();
        shop.buys(company, "5.00");

        assertThat(first.earned()).isEqualTo(Points.of(20));
        assertThat(shop.loyalty().accounts().balance(ben).available()).isEqualTo(Points.NONE);
        assertThat(shop.loyalty().accounts().explain(company, 1).boughtBy()).contains(ben);
        assertThat(shop.loyalty().accounts().explain(company, 2).boughtBy()).isEmpty();
        Settlement.Settled repeat = shop.loyalty().till().record(bought).orThrow();
        assertThat(repeat.command()).isEqualTo(first.command());
        shop.loyalty()
                .till()
                .giveBack(Return.ofAll(shop.aKey(), company, bought.key()))
                .orThrow();
        assertThat(shop.loyalty().accounts().balance(company).available()).isEqualTo(Points.of(5));
        assertSound(shop);
    }

    @Test
    void a_buyer_is_part_of_what_a_purchase_says_and_has_to_be_known_and_another_one() {
        Shop shop = shop();
        CustomerId company = shop.aCustomer("Company");
        CustomerId ben = shop.aCustomer("Ben");
        CommandKey key = shop.aKey();
        CustomerId unknown = new CustomerId(new UUID(7, 7));
        assertThatThrownBy(() -> shop.loyalty().till().record(bought(key, company, unknown)))
                .isInstanceOf(UnknownCustomerException.class);
        assertThatThrownBy(() -> shop.loyalty().till().quote(bought(key, company, unknown)))
                .isInstanceOf(UnknownCustomerException.class);
        shop.loyalty().till().record(bought(key, company, ben)).orThrow();

        CustomerId berta = shop.aCustomer("Berta");
        for (Purchase other : List.of(bought(key, company, berta), bought(key, company, null))) {
            assertThatThrownBy(() -> shop.loyalty().till().record(other))
                    .isInstanceOfSatisfying(
                            KeyReusedException.class,
                            no -> assertThat(no.field()).isEqualTo("buyer"));
        }
        assertThatThrownBy(() -> bought(key, company, company)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> bought(key, company, CustomerId.NOBODY)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> bought(key, CustomerId.NOBODY, ben)).isInstanceOf(InvalidRequestException.class);
        assertSound(shop);
    }

    private static Purchase bought(CommandKey key, CustomerId customer, @Nullable CustomerId buyer) {
        Purchase.Draft draft = Purchase.of(key, customer).line(PurchaseLine.goods("1", Shop.euro("20.00")));
        return buyer == null ? draft.build() : draft.boughtBy(buyer).build();
    }

    @Test
    void a_quote_of_what_is_done_by_hand_tells_the_same_and_writes_nothing() {
        Shop shop = with(AdjustmentRules.none().upTo(Points.of(50)));
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        Accounts accounts = shop.loyalty().accounts();
        Adjustment up = by(shop, anna, 40);
        same(accounts.quote(up), accounts.account(anna).commands(), 0, accounts.adjust(up));
        assertThat(no(accounts.quote(by(shop, anna, 51)))).isEqualTo(Refusal.APPROVAL_NEEDED);
        assertThat(no(accounts.quote(by(shop, anna, -41)))).isEqualTo(Refusal.TOO_FEW_POINTS);
        Bonus gift = Bonus.of(shop.aKey(), anna, Points.of(7), "gift").goneAt(day("2026-02-01"));
        same(accounts.quote(gift), accounts.account(anna).commands(), 1, accounts.give(gift));
        Extension more = Extension.ofAllBefore(shop.aKey(), anna, day("2026-02-02"), day("2026-02-03"), "asked", CLERK);
        same(accounts.quote(more), accounts.account(anna).commands(), 2, accounts.extend(more));
        CommandKey hold = shop.aKey();
        Redemption ten = Redemption.of(hold, anna, Points.of(1));
        shop.loyalty()
                .rewards()
                .hold(HoldRequest.of(ten, Duration.ofMinutes(9)))
                .orThrow();
        Capture capture = Capture.of(shop.aKey(), anna, hold);
        same(
                shop.loyalty().rewards().quote(capture),
                accounts.account(anna).commands(),
                4,
                shop.loyalty().rewards().capture(capture));
        CommandKey sent = shop.aKey();
        shop.loyalty()
                .transfers()
                .send(Transfer.of(sent, anna, ben, Points.of(2)))
                .orThrow();
        TransferUndo back = TransferUndo.of(shop.aKey(), anna, ben, sent);
        same(
                shop.loyalty().transfers().quote(back),
                accounts.account(anna).commands(),
                6,
                shop.loyalty().transfers().undo(back));
        shop.on("2026-03-01");
        shop.gives(anna, 1, "");
        long expiry = accounts.statement(anna, 9).items().stream()
                .filter(posting -> posting.kind() == Posting.Kind.EXPIRE)
                .findFirst()
                .orElseThrow()
                .number();
        Reinstatement again = Reinstatement.ofAll(shop.aKey(), anna, expiry, "asked", CLERK);
        same(accounts.quote(again), accounts.account(anna).commands(), 8, accounts.reinstate(again));
        assertSound(shop);
    }

    private static void same(Settlement quote, long commands, long before, Settlement answer) {
        assertThat(commands).isEqualTo(before);
        Settlement.Settled told = quote.orThrow();
        assertThat(told.result()).isEqualTo(answer.orThrow().result());
        assertThat(told.replayed()).isFalse();
        assertThat(answer.orThrow().replayed()).isFalse();
    }

    @Test
    void what_one_customer_sends_within_a_period_is_limited_and_free_again_when_it_comes_back() {
        TransferRules rules = TransferRules.none()
                .withFee(Points.of(1))
                .recordingShortfall()
                .upTo(Points.of(50), Counter.Period.MONTH);
        Shop shop = Shop.over(emptyStore(), program -> program.with(rules));
        CustomerId anna = shop.aCustomer("Anna");
        CustomerId ben = shop.aCustomer("Ben");
        shop.on("2026-02-27").gives(anna, 300, "");
        CommandKey first = shop.aKey();
        send(shop, first, anna, ben, 30).orThrow();
        CommandKey refused = shop.aKey();
        assertThat(no(send(shop, refused, anna, ben, 21))).isEqualTo(Refusal.PERIOD_LIMIT_REACHED);
        send(shop, refused, anna, ben, 20).orThrow();
        send(shop, refused, anna, ben, 20).orThrow();
        assertThat(no(send(shop, shop.aKey(), anna, ben, 1))).isEqualTo(Refusal.PERIOD_LIMIT_REACHED);
        send(shop, shop.aKey(), ben, anna, 5).orThrow();
        assertSound(shop);

        shop.on("2026-03-01");
        CommandKey march = shop.aKey();
        send(shop, march, anna, ben, 50).orThrow();
        TransferUndo back = TransferUndo.of(shop.aKey(), anna, ben, first);
        shop.loyalty().transfers().undo(back).orThrow();
        assertThat(no(send(shop, shop.aKey(), anna, ben, 1))).isEqualTo(Refusal.PERIOD_LIMIT_REACHED);
        shop.loyalty()
                .transfers()
                .undo(TransferUndo.of(shop.aKey(), anna, ben, march))
                .orThrow();
        shop.loyalty().transfers().undo(back).orThrow();
        assertSound(shop);
        Settlement.Settled all = send(shop, shop.aKey(), anna, ben, 49).orThrow();
        assertThat(all.postings()).isNotEmpty();
        assertSound(shop);
    }

    private static Settlement send(Shop shop, CommandKey key, CustomerId from, CustomerId to, long points) {
        return shop.loyalty().transfers().send(Transfer.of(key, from, to, Points.of(points)));
    }

    @Test
    void nobody_agrees_to_what_they_ask_for_themselves() {
        CustomerId anna = shop().aCustomer("Anna");
        Adjustment request = Adjustment.of(CommandKey.of("a"), anna, Points.of(1), "why", CHIEF);
        Bonus gift = Bonus.of(CommandKey.of("b"), anna, Points.of(1), "kind");
        assertThatThrownBy(() -> request.on(AGREED)).isInstanceOfSatisfying(InvalidRequestException.class, no -> {
            assertThat(no.violations()).hasSize(1);
            assertThat(no.violations().get(0).code()).isEqualTo(Code.SAME_ACTOR);
        });
        assertThatThrownBy(() -> gift.by(CHIEF).on(AGREED)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> gift.on(AGREED)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void rules_of_corrections_that_come_later_leave_earlier_ones_as_they_were() {
        Shop shop = shop();
        CustomerId anna = shop.aCustomer("Anna");
        adjust(shop, by(shop, anna, 500)).orThrow();
        AdjustmentRules strict = AdjustmentRules.none().upTo(Points.of(1)).allowing("ERROR");
        shop.loyalty().programs().publish(Shop.onePointPerEuro().with(strict).nextVersion(day("2026-02-01")));
        adjust(shop, by(shop, anna, 500)).orThrow();
        shop.on("2026-02-01");
        assertThat(no(adjust(shop, by(shop, anna, 2).on(Grounds.of("ERROR"))))).isEqualTo(Refusal.APPROVAL_NEEDED);
        adjust(shop, by(shop, anna, 1).on(Grounds.of("ERROR"))).orThrow();
        assertSound(shop);
    }
}
