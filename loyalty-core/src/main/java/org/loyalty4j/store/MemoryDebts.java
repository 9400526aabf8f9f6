package org.loyalty4j.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.LotAllocation;

/** What one account owes and has repaid. The lock of the account guards it. */
final class MemoryDebts {

    final SortedRows<Debt> open = new SortedRows<>(Comparator.comparingLong(Debt::debit));
    final ArrayList<Debt.Repayment> repayments = new ArrayList<>(1);

    List<Debt> all() {
        return open.after(null, Integer.MAX_VALUE);
    }

    List<Debt.Repayment> after(Debt.@Nullable Repayment last, int count) {
        return repayments.stream()
                .filter(next -> last == null || isAfter(next, last))
                .limit(count)
                .toList();
    }

    private static boolean isAfter(Debt.Repayment next, Debt.Repayment last) {
        return next.sequence() > last.sequence() || (next.sequence() == last.sequence() && next.place() > last.place());
    }

    List<Debt.Repayment> about(long posting) {
        return repayments.stream()
                .filter(each -> each.debit() == posting || isFrom(each.from(), posting))
                .toList();
    }

    private static boolean isFrom(@Nullable LotAllocation from, long lot) {
        return from != null && from.lot() == lot;
    }
}
