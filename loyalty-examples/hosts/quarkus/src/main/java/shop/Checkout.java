package shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import javax.sql.DataSource;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.StoreBusyException;

/** Sells: the order and the points are one transaction. */
@ApplicationScoped
public class Checkout {

    private final Loyalty loyalty;
    private final DataSource dataSource;

    Checkout(Loyalty loyalty, DataSource dataSource) {
        this.loyalty = loyalty;
        this.dataSource = dataSource;
    }

    /** Publishes one point for every full euro; the second time, nothing happens. */
    @Transactional
    public void publish() {
        loyalty.programs()
                .publish(LoyaltyProgram.startingAt(
                                Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC, Currency.getInstance("EUR"))
                        .with(EarningRule.perStep("base", 1, Money.of("1.00", "EUR"))));
    }

    @Transactional
    public CustomerId enroll(String card) {
        return loyalty.customers()
                .enroll(NewCustomer.person(CommandKey.of("enroll-" + card)).card(card))
                .orThrow()
                .id();
    }

    /**
     * Sells, and uses points if there are enough. Without them, or when the store is busy, the sale goes on. Sent again,
     * as a till does that got no answer, it is the same sale.
     */
    @Transactional
    public boolean sell(long order, CustomerId customer, String total, long points) {
        write(order);
        boolean used = false;
        try {
            used = points > 0
                    && loyalty.rewards()
                            .redeem(Redemption.of(CommandKey.of("redeem-" + order), customer, Points.of(points)))
                            .settled();
            loyalty.till().record(Purchase.of("order-" + order, customer, Money.of(total, "EUR")));
            return used;
        } catch (StoreBusyException busy) {
            if (!busy.hostMayGoOn()) {
                throw busy; // the whole sale is begun again
            }
            return used; // order-… is recorded later; points that were used stay used
        }
    }

    /** Sells, and then fails as a payment can. */
    @Transactional
    public void sellAndFail(long order, CustomerId customer, String total) {
        sell(order, customer, total, 0);
        throw new IllegalStateException("The card terminal said no");
    }

    private void write(long order) {
        try (var connection = dataSource.getConnection();
                var merge = connection.prepareStatement("merge into shop_order (id) values (?)")) {
            merge.setLong(1, order);
            merge.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
