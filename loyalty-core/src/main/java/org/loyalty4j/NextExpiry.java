package org.loyalty4j;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.store.StoreReader;

/** Which points of an account go next, and on which date. */
final class NextExpiry {

    private NextExpiry() {}

    /**
     * Reads lots until their date changes.
     *
     * @param freed what holds that are over give back and no lot says yet
     */
    static Optional<ReceiptText.Expiry> of(
            StoreReader reader, RewardAccount head, LoyaltyProgram program, Instant now, List<LotAllocation> freed) {
        LocalDate date = null;
        Points going = Points.NONE;
        boolean more = true;
        for (List<Lot> page = Accounts.lots(reader, head, null);
                more && !page.isEmpty();
                page = Accounts.lots(reader, head, Accounts.last(page))) {
            for (Lot lot : page) {
                Instant gone = lot.goneAt();
                if (gone != null && !gone.isAfter(now)) {
                    continue;
                }
                LocalDate lastDay = gone == null ? null : program.dateOf(gone.minusNanos(1));
                more = lastDay != null && (date == null || lastDay.equals(date));
                if (!more) {
                    break;
                }
                date = lastDay;
                going = going.plus(Points.of(lot.remaining()));
            }
        }
        for (LotAllocation part : freed) {
            LocalDate lastDay =
                    part.goneAt() == null ? null : program.dateOf(part.goneAt().minusNanos(1));
            if (lastDay != null && (date == null || !lastDay.isAfter(date))) {
                going = (lastDay.equals(date) ? going : Points.NONE).plus(Points.of(part.amount()));
                date = lastDay;
            }
        }
        return date == null ? Optional.empty() : Optional.of(new ReceiptText.Expiry(going, date));
    }
}
