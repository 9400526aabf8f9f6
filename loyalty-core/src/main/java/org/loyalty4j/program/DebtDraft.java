package org.loyalty4j.program;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;

/**
 * What an account owes while a command is decided. Whatever comes into its lots repays the oldest debt first, before it
 * can be used and before it can go. Used by one thread.
 */
final class DebtDraft {

    private final RewardAccount account;
    private final Instant now;
    private final TreeMap<Long, Long> open = new TreeMap<>();
    private final List<Debt.Repayment> known;
    private final int brought;
    private final Map<Long, Debt> changed = new LinkedHashMap<>(0);
    private long sum;

    DebtDraft(RewardAccount account, AccountState.Debts found, Instant now) {
        this.account = account;
        this.now = now;
        found.open().forEach(debt -> open.put(debt.debit(), debt.left()));
        this.known = new ArrayList<>(found.repayments());
        this.brought = known.size();
        this.sum = account.debt();
    }

    /** Returns how many points are owed. */
    long sum() {
        return sum;
    }

    /** Notes that a posting has taken points that were not there. */
    void owe(long debit, long amount) {
        if (amount > 0) {
            set(debit, amount);
            sum = Math.addExact(sum, amount);
        }
    }

    /**
     * Repays with points that come into lots, of these the ones that go soonest first.
     *
     * @param number the number of the last posting, that with which they come included
     * @return what is left of them, in their order
     */
    List<LotAllocation> repay(List<LotAllocation> credit, long number) {
        if (sum == 0 || credit.isEmpty()) {
            return credit;
        }
        List<LotAllocation> left = new ArrayList<>(credit);
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < credit.size(); i++) {
            places.add(i);
        }
        places.sort(Comparator.comparing(i -> credit.get(i).lot(account.id(), 1), Lot.BURN_ORDER));
        for (int place : places) {
            left.set(place, repay(left.get(place), number));
        }
        left.removeIf(part -> part.amount() == 0);
        return left;
    }

    private LotAllocation repay(LotAllocation credit, long number) {
        LotAllocation left = credit;
        while (left.amount() > 0 && sum > 0) {
            Map.Entry<Long, Long> oldest = open.firstEntry();
            if (oldest == null) {
                throw new IllegalStateException("The open debts of an account that owes points were not brought");
            }
            long part = Math.min(left.amount(), oldest.getValue());
            add(oldest.getKey(), number, part, of(credit, -part));
            left = of(left, left.amount() - part);
        }
        return left;
    }

    private static LotAllocation of(LotAllocation part, long amount) {
        return new LotAllocation(part.lot(), part.earnedAt(), part.goneAt(), amount);
    }

    /** Lets a posting that is undone owe less, and returns by how much. */
    long cancel(long debit, long most, long number) {
        long part = Math.min(most, open.getOrDefault(debit, 0L));
        if (part > 0) {
            add(debit, number, part, null);
        }
        return part;
    }

    private void add(long debit, long number, long amount, @Nullable LotAllocation from) {
        known.add(new Debt.Repayment(
                account.id(), account.commands() + 1, known.size() - brought + 1, debit, number, amount, from, now));
        set(debit, open.getOrDefault(debit, 0L) - amount);
        sum -= amount;
    }

    private void set(long debit, long left) {
        if (left == 0) {
            open.remove(debit);
        } else {
            open.put(debit, left);
        }
        changed.put(debit, new Debt(account.id(), debit, left));
    }

    /** Returns all that a posting took, in the order it did: out of the lots it found, and of those that repaid it later. */
    List<LotAllocation> used(Posting debit) {
        List<LotAllocation> used = new ArrayList<>(debit.lots());
        for (Debt.Repayment repayment : known) {
            if (repayment.debit() == debit.number() && repayment.from() != null) {
                used.add(repayment.from());
            }
        }
        return used;
    }

    /** Returns how many points of a posting were never taken from anywhere, because it was undone while it owed them. */
    long cancelled(long debit) {
        long cancelled = 0;
        for (Debt.Repayment repayment : known) {
            cancelled += repayment.debit() == debit && repayment.from() == null ? repayment.amount() : 0;
        }
        return cancelled;
    }

    /** Returns what the next command finds. */
    AccountState.Debts next() {
        if (open.isEmpty() && known.isEmpty()) {
            return AccountState.Debts.NONE;
        }
        List<Debt> debts = new ArrayList<>(open.size());
        open.forEach((debit, left) -> debts.add(new Debt(account.id(), debit, left)));
        return new AccountState.Debts(debts, known);
    }

    List<Debt> changed() {
        return List.copyOf(changed.values());
    }

    List<Debt.Repayment> made() {
        return List.copyOf(known.subList(brought, known.size()));
    }
}
