package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.loyalty4j.testkit.Shop.euro;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Membership;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.ChainKey;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.Decision;
import org.loyalty4j.program.Decisions;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.KnownDays;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.TierLadder;

/** Each decision of a unit goes on from what the one before it decided, nothing being written in between. */
class ChainedDecisionsTest {

    private final LoyaltyProgram program = Shop.onePointPerEuro();
    private final ProgramHistory programs = ProgramHistory.NONE.and(program);
    private final CustomerId anna = new CustomerId(new UUID(0, 1));
    private final Purchase bread = Purchase.of("bread", anna, euro("10.00"));
    private AccountState state = nothingYet();
    private long commands;

    private AccountState nothingYet() {
        AccountId id = new AccountId(anna, program.purse().code());
        return new AccountState(
                RewardAccount.opened(id),
                Membership.since(Shop.OPENING),
                Standing.lowest(id, program.ladder()),
                new AccountState.Lots(List.of(), null),
                KnownDays.none(id).and(Standing.NO_DAY, TierLadder.NEVER_ENDS, List.of()),
                List.of(),
                java.util.Map.of(),
                java.util.Map.of());
    }

    private Settlement decide(Command command) {
        commands++;
        Decision.Stamp stamp =
                new Decision.Stamp(new CommandId(new UUID(1, commands)), commands, Shop.OPENING, ChainKey.NONE);
        Decision decision = Decisions.decide(programs, state, command, stamp);
        state = decision.next();
        return decision.settlement();
    }

    private Settlement sells(Purchase purchase) {
        return decide(new Command.Sale(Checkout.of(purchase)));
    }

    private Settlement exchanges(String key) {
        Return back = Return.of(CommandKey.of("ignored"), anna, bread.key(), "1", BigDecimal.ONE);
        return decide(new Command.Sale(
                Checkout.of(Purchase.of(key, anna, euro("10.00"))).returning(back)));
    }

    private Settlement returns(Purchase purchase) {
        return decide(new Command.GiveBack(Return.ofAll(CommandKey.of("back"), anna, purchase.key())));
    }

    private static Optional<Refusal> refusal(Settlement settlement) {
        return settlement instanceof Settlement.Refused refused ? Optional.of(refused.why()) : Optional.empty();
    }

    private Purchase paidWith(CommandKey redemption) {
        return Purchase.of(CommandKey.of("butter"), anna)
                .line(PurchaseLine.goods("1", euro("20.00")))
                .tender(Tender.points(euro("1.00"), redemption))
                .build();
    }

    @Test
    void two_exchanges_cannot_return_one_line_twice() {
        sells(bread).orThrow();

        exchanges("first").orThrow();

        assertThat(refusal(exchanges("second"))).contains(Refusal.MORE_THAN_BOUGHT);
        assertThat(state.account().balance()).isEqualTo(10);
    }

    @Test
    void a_purchase_can_be_returned_right_after_it() {
        sells(bread).orThrow();

        assertThat(returns(bread).orThrow().reversed().minor()).isEqualTo(10);
        assertThat(refusal(returns(bread))).contains(Refusal.MORE_THAN_BOUGHT);
    }

    @Test
    void a_redemption_can_be_named_right_after_it_and_comes_back_with_a_return() {
        decide(new Command.Give(Bonus.of(CommandKey.of("gift"), anna, Points.of(50), "gift")))
                .orThrow();
        CommandKey used = CommandKey.of("used");
        decide(new Command.Redeem(Redemption.of(used, anna, Points.of(30)))).orThrow();
        Purchase butter = paidWith(used);

        sells(butter).orThrow();

        // What the points paid earns nothing.
        assertThat(state.account().balance()).isEqualTo(39);
        assertThat(refusal(sells(Purchase.of(CommandKey.of("more"), anna)
                        .line(PurchaseLine.goods("1", euro("1.00")))
                        .tender(Tender.points(euro("1.00"), used))
                        .build())))
                .contains(Refusal.REDEMPTION_ALREADY_USED);
        Settlement.Settled back = returns(butter).orThrow();
        assertThat(back.restored().minor()).isEqualTo(30);
        assertThat(back.reversed().minor()).isEqualTo(19);
        assertThat(state.account().balance()).isEqualTo(50);
    }

    @Test
    void a_redemption_that_pays_a_purchase_decided_before_comes_back_with_its_return() {
        sells(bread).orThrow();
        decide(new Command.Redeem(
                        Redemption.of(CommandKey.of("used"), anna, Points.of(4)).paying(bread.key())))
                .orThrow();

        assertThat(returns(bread).orThrow().restored().minor()).isEqualTo(4);
        assertThat(state.account().balance()).isZero();
    }

    @Test
    void points_that_a_receipt_used_come_back_with_its_return() {
        decide(new Command.Give(Bonus.of(CommandKey.of("gift"), anna, Points.of(50), "gift")))
                .orThrow();
        Redemption points = Redemption.of(CommandKey.of("ignored"), anna, Points.of(30));
        decide(new Command.Sale(Checkout.of(bread).redeeming(points))).orThrow();

        assertThat(returns(bread).orThrow().restored().minor()).isEqualTo(30);
        assertThat(state.account().balance()).isEqualTo(50);
    }
}
