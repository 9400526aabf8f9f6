package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.loyalty4j.testkit.Shop.euro;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.program.Activity;
import org.loyalty4j.program.ActivityUndo;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.StatusChange;
import org.loyalty4j.program.Transfer;
import org.loyalty4j.program.TransferUndo;
import org.loyalty4j.program.Undo;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.testkit.Shop;

/** Requests with parts missing or out of range are refused where they are made, and words of a receipt are kept. */
@SuppressWarnings("NullAway") // Parts are missing on purpose.
class RequestChecksTest {

    private static final CommandKey KEY = CommandKey.of("key");
    private static final CustomerId ANNA = new CustomerId(new UUID(0, 1));
    private static final Points ONE = Points.of(1);
    private static final Actor BOB = new Actor("Bob");
    private static final Source POS = new Source("pos");

    private static void assertRequired(ThrowingCallable call, String... paths) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(call)
                .satisfies(invalid -> {
                    assertThat(invalid.violations()).extracting(Violation::path).containsExactly(paths);
                    assertThat(invalid.violations()).extracting(Violation::code).containsOnly(Code.REQUIRED);
                });
    }

    @Test
    void every_missing_part_of_a_request_is_named() {
        assertRequired(
                () -> new Adjustment(null, null, null, null, null, null, null),
                "key",
                "customer",
                "points",
                "actor",
                "reason");
        assertRequired(
                () -> new StatusChange(null, null, null, null, null), "key", "customer", "status", "actor", "reason");
        assertRequired(
                () -> new Bonus(null, null, null, null, null, null, null, null, null, null),
                "key",
                "customer",
                "points",
                "rule");
        assertRequired(() -> new Activity(null, null, null, null, null, null, null), "key", "customer", "event");
        assertRequired(() -> new ActivityUndo(null, null, null, null, null, null), "key", "customer", "activity");
        assertRequired(() -> new Redemption(null, null, ONE, null, null, null, null), "key", "customer");
        assertRequired(
                () -> new Return(null, null, null, null, null, null, null, null),
                "key",
                "customer",
                "purchase",
                "items");
        assertRequired(() -> new Undo(null, null, null, ONE, null, null, null), "key", "customer", "redemption");
        assertRequired(() -> new PurchaseVoid(null, null, null, null, null, null), "key", "customer", "purchase");
        assertRequired(
                () -> new Transfer(null, null, null, null, null, null, null), "key", "customer", "receiver", "points");
        assertRequired(
                () -> new TransferUndo(null, null, null, null, null, null, null),
                "key",
                "customer",
                "receiver",
                "transfer");
        assertRequired(() -> new UnknownReturn(null, null, null, null, null, null), "key", "customer", "amount");
        assertRequired(() -> new OpeningBalance(null, null, null, null, null), "batch", "customer", "lots");
        assertRequired(() -> new Checkout(null, null, null), "purchase");
        assertRequired(() -> new Tender(null, null, null), "kind", "amount");
        assertRequired(() -> NewCustomer.person(null), "key");
        assertRequired(() -> NewCustomer.organization(null), "key");
        assertRequired(() -> NewCustomer.person(KEY).foundBy(null), "identifier");
        assertRequired(() -> new Identifier(null, "4711"), "kind");
    }

    @Test
    void a_missing_request_is_named_before_a_transaction_begins() {
        assertRequired(() -> new Command.Sale(null), "checkout");
        assertRequired(() -> new Command.GiveBack(null), "return");
        assertRequired(() -> new Command.Redeem(null), "redemption");
        assertRequired(() -> new Command.Give(null), "bonus");
        assertRequired(() -> new Command.Happen(null), "activity");
        assertRequired(() -> new Command.UndoActivity(null, null), "activityUndo");
        assertRequired(() -> new Command.Adjust(null), "adjustment");
        assertRequired(() -> new Command.Change(null), "statusChange");
        assertRequired(() -> new Command.TakeBack(null), "undo");
        assertRequired(() -> Shop.open().loyalty().transfers().send(null), "transfer");
        assertRequired(() -> Shop.open().loyalty().transfers().undo(null), "transferUndo");
        assertRequired(() -> new Command.Annul(null), "purchaseVoid");
        assertRequired(() -> Shop.open().loyalty().till().giveBack(null), "return");
    }

    @Test
    void a_program_accepts_ages_up_to_400_years() {
        Duration most = Duration.ofDays(146_097);
        assertThat(Shop.onePointPerEuro().acceptingUpTo(most).ageMax()).isEqualTo(most);
        Shop shop = Shop.open(program -> program.acceptingUpTo(most));
        shop.buys(shop.aCustomer("Anna"), "1.00");

        for (Duration age :
                new Duration[] {ChronoUnit.FOREVER.getDuration(), most.plusNanos(1), Duration.ofNanos(-1)}) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> Shop.onePointPerEuro().acceptingUpTo(age))
                    .satisfies(invalid -> assertThat(invalid.violations())
                            .containsExactly(new Violation(
                                    "ageMax", Code.DURATION_OUT_OF_RANGE, "0 to 400 years are accepted")));
        }
    }

    @Test
    void every_request_says_which_system_asked() {
        assertThat(Bonus.of(KEY, ANNA, ONE, "gift").from(POS).source()).isEqualTo(POS);
        assertThat(Redemption.of(KEY, ANNA, ONE).from(POS).source()).isEqualTo(POS);
        assertThat(Return.ofAll(KEY, ANNA, KEY).from(POS).source()).isEqualTo(POS);
        assertThat(Adjustment.of(KEY, ANNA, ONE, "why", BOB).from(POS).source()).isEqualTo(POS);
    }

    @Test
    void a_receipt_keeps_what_its_return_and_its_redemption_say() {
        Purchase purchase = Purchase.of("receipt", ANNA, euro("1.00"));
        Return back = Return.ofAll(KEY, ANNA, KEY).by(BOB, "torn").from(POS);
        Actor carl = new Actor("Carl");
        Source web = new Source("web");
        Redemption points = Redemption.of(KEY, ANNA, ONE).by(carl).from(web);

        Command plain = new Command.Sale(Checkout.of(purchase));
        assertThat(plain.actor()).isNull();
        assertThat(plain.reason()).isNull();
        assertThat(plain.source()).isNull();
        Command using = new Command.Sale(Checkout.of(purchase).redeeming(points));
        assertThat(using.actor()).isEqualTo(carl);
        assertThat(using.reason()).isNull();
        assertThat(using.source()).isEqualTo(web);
        Command both = new Command.Sale(Checkout.of(purchase).redeeming(points).returning(back));
        assertThat(both.actor()).isEqualTo(BOB);
        assertThat(both.reason()).isEqualTo("torn");
        assertThat(both.source()).isEqualTo(POS);
        Purchase said = new Purchase(
                purchase.key(),
                ANNA,
                purchase.place(),
                null,
                purchase.lines(),
                purchase.rounding(),
                purchase.tenders(),
                purchase.total(),
                new Actor("Dora"),
                new Source("till 7"),
                null);
        Command own = new Command.Sale(Checkout.of(said).redeeming(points).returning(back));
        assertThat(own.actor()).isEqualTo(new Actor("Dora"));
        assertThat(own.source()).isEqualTo(new Source("till 7"));
    }

    @Test
    void the_command_of_an_exchange_is_written_with_the_words_of_its_return() {
        Shop shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        Purchase bread = shop.buys(anna, "10.00");
        Purchase butter = Purchase.of("butter", anna, euro("5.00"));

        shop.loyalty()
                .till()
                .checkout(Checkout.of(butter)
                        .returning(Return.ofAll(shop.aKey(), anna, bread.key()).by(BOB, "stale")))
                .orThrow();

        var command = shop.loyalty().till().find(butter.key()).orElseThrow().command();
        assertThat(command.why()).contains("stale");
        assertThat(command.askedBy()).contains(BOB);
        assertThat(shop.loyalty().audit().findings()).isEmpty();
    }

    @Test
    void a_frozen_status_is_asked_for_with_all_its_parts() {
        assertThat(new StatusChange(KEY, ANNA, Status.FROZEN, "lost card", BOB).reason())
                .isEqualTo("lost card");
    }
}
