package shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;

/** What the shop itself keeps of a sale. */
@Entity
public class ShopOrder {

    @Id
    private long id;

    private BigDecimal total;

    protected ShopOrder() {}

    ShopOrder(long id, BigDecimal total) {
        this.id = id;
        this.total = total;
    }
}
