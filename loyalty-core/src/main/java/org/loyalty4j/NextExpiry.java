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
     * Reads lots until their date changes; where all points go before that because nothing happens, tells these.
     *
     * @param overdue what is due and no lot says yet
     */
    static Optional<ReceiptText.Expiry> of(
            StoreReader reader, RewardAccount head, LoyaltyProgram program, Instant now, Overdue overdue) {
        Optional<ReceiptText.Expiry> dated = ofLots(reader, head, program, now, overdue);
        Instant idle = overdue.activeAt() == null ? null : reader.programs().idleAt(overdue.activeAt());
        Points available = idle == null ? Points.NONE : overdue.balance().available();
        if (idle == null || available.minor() == 0) {
            return dated;
        }
        LocalDate lastDay = program.dateOf(idle.minusNanos(1));
        boolean before = dated.filter(next -> next.lastDay().isBefore(lastDay)).isPresent();
        return before ? dated : Optional.of(new ReceiptText.Expiry(available, lastDay));
    }

    private static Optional<ReceiptText.Expiry> ofLots(
            StoreReader reader, RewardAccount head, LoyaltyProgram program, Instant now, Overdue overdue) {
        LocalDate date = null;
        Points going = Points.NONE;
        boolean more = true;
        LotPages pages = new LotPages(reader, head.id());
        for (List<Lot> page = overdue.isWhole() ? List.of() : pages.next();
                more && !page.isEmpty();
                page = pages.next()) {
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
        for (LotAllocation part : overdue.freed()) {
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
