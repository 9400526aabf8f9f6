package org.loyalty4j.sale;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;

/**
 * A purchase of somebody who does not say who it is, kept so that it can be claimed later. It earns nothing by itself.
 *
 * @param purchase what was bought, see {@link Purchase#ofGuest}; its customer is {@link CustomerId#NOBODY}, and no points
 *     pay it
 * @param marks what it can be found by beside its key, at most {@value #MARKS_MAX}, each once: a card that nobody has
 *     yet, a phone, the number on the receipt. Personal data, which may be erased; never shown in texts
 */
public record GuestPurchase(Purchase purchase, List<Identifier> marks) {

    /** The most marks of one purchase. */
    public static final int MARKS_MAX = 10;

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public GuestPurchase {
        new Violations().required("purchase", purchase).required("marks", marks).throwIfAny();
        Violations violations = new Violations().atMost("marks", marks, MARKS_MAX);
        violations.throwIfAny();
        violations.eachRequired("marks", marks).throwIfAny();
        marks = List.copyOf(marks);
        Set<Identifier> known = new HashSet<>();
        for (int i = 0; i < marks.size(); i++) {
            violations.check(known.add(marks.get(i)), "marks[" + i + "]", Code.DUPLICATE_CODE, "a mark is there twice");
        }
        violations.check(
                purchase.customer().equals(CustomerId.NOBODY),
                "purchase.customer",
                Code.HAS_CUSTOMER,
                "the purchase of a customer is recorded at the till");
        for (int i = 0; i < purchase.tenders().size(); i++) {
            Tender tender = purchase.tenders().get(i);
            violations.check(
                    tender.kind() != Tender.Kind.POINTS && tender.redemptionKey() == null,
                    "purchase.tenders[" + i + "].kind",
                    Code.NEEDS_CUSTOMER,
                    "points are a customer's");
        }
        violations.throwIfAny();
    }

    /** Makes one without marks. */
    public static GuestPurchase of(Purchase purchase) {
        return new GuestPurchase(purchase, List.of());
    }

    /** Returns this purchase with one mark more. */
    public GuestPurchase markedBy(Identifier mark) {
        List<Identifier> more = new ArrayList<>(marks);
        more.add(mark);
        return new GuestPurchase(purchase, more);
    }

    /** Returns the till's own key. */
    public CommandKey key() {
        return purchase.key();
    }

    /** Shows the purchase and the number of marks. */
    @Override
    public String toString() {
        return "GuestPurchase[" + purchase + ", " + marks.size() + " marks]";
    }
}
