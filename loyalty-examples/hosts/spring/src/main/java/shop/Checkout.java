package shop;

import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.store.StoreBusyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sells: the order and the points are one transaction. */
@Service
public class Checkout {

    private final Loyalty loyalty;
    private final EntityManager orders;

    Checkout(Loyalty loyalty, EntityManager orders) {
        this.loyalty = loyalty;
        this.orders = orders;
    }

    @Transactional
    public CustomerId enroll(String card) {
        return loyalty.customers()
                .enroll(NewCustomer.person(CommandKey.of("enroll-" + card)).card(card))
                .orThrow()
                .id();
    }

    /** Sells, and uses points if there are enough. Without them, or when the store is busy, the sale goes on. */
    @Transactional
    public boolean sell(long order, CustomerId customer, BigDecimal total, long points) {
        orders.persist(new ShopOrder(order, total));
        boolean used = false;
        try {
            used = points > 0
                    && loyalty.rewards()
                            .redeem(Redemption.of(CommandKey.of("redeem-" + order), customer, Points.of(points)))
                            .settled();
            loyalty.till().record(Purchase.of("order-" + order, customer, Money.of(total.toPlainString(), "EUR")));
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
    public void sellAndFail(long order, CustomerId customer, BigDecimal total) {
        sell(order, customer, total, 0);
        throw new IllegalStateException("The card terminal said no");
    }
}
