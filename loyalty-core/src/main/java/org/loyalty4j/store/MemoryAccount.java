package org.loyalty4j.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.tier.QualifyingDay;
import org.loyalty4j.tier.Standing;
import org.loyalty4j.tier.StandingChange;

/**
 * One customer with the account. The lock guards everything but the two fields that anybody may read; a transaction
 * sets those when it ends.
 */
final class MemoryAccount {

    /** A command with what belongs to it, which holds its key. */
    static final class Entry extends InMemoryStore.Claim {
        final CommandRecord command;
        private final @Nullable Purchase purchase;
        private final @Nullable Instant countsAt;

        @Nullable
        List<RecordedReturn> returns;

        Entry(CommandRecord command, @Nullable RecordedSale sale) {
            this.command = command;
            this.purchase = sale == null ? null : sale.purchase();
            this.countsAt = sale == null ? null : sale.countsAt();
        }

        @Nullable
        RecordedSale sale() {
            return purchase == null || countsAt == null ? null : new RecordedSale(command, purchase, countsAt);
        }
    }

    /** The head and what else one look at an account shows. */
    record Head(RewardAccount account, @Nullable Standing standing) {}

    private static final Comparator<QualifyingDay> BY_DATE = Comparator.comparing(QualifyingDay::date);

    final ReentrantLock lock = new ReentrantLock();

    /** What others see without the lock. */
    volatile @Nullable Customer seenCustomer;

    volatile @Nullable Head seenHead;

    /** What the holder of the lock works on. */
    @Nullable
    Customer customer;

    @Nullable
    RewardAccount head;

    @Nullable
    Standing standing;

    final ArrayList<Posting> postings = new ArrayList<>(0);
    final ArrayList<Entry> commands = new ArrayList<>(0);
    final SortedRows<Lot> lots = new SortedRows<>(Lot.BURN_ORDER);
    final SortedRows<QualifyingDay> days = new SortedRows<>(BY_DATE);
    final ArrayList<StandingChange> changes = new ArrayList<>(0);

    /** Points of a lot that have expired, by the lot's number; only lots of which some have. */
    Map<Long, Long> expired = Map.of();

    /** Which purchase a redemption pays, by the redemption's key. */
    Map<CommandKey, CommandKey> payments = Map.of();

    void lock(long waitNanos) {
        try {
            if (!lock.tryLock() && !lock.tryLock(waitNanos, TimeUnit.NANOSECONDS)) {
                throw new StoreBusyException(
                        "An account is in use by another transaction; nothing was changed," + " repeat the request");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreBusyException(
                    "The wait for an account was interrupted; nothing was changed, repeat the" + " request");
        }
    }

    List<Posting> postings(long from, int count) {
        int first = (int) Math.max(1, Math.min(from, postings.size() + 1L));
        return List.copyOf(postings.subList(first - 1, Math.min(postings.size(), first - 1 + count)));
    }

    List<Entry> commands(long from, int count) {
        int first = (int) Math.max(1, Math.min(from, commands.size() + 1L));
        return List.copyOf(commands.subList(first - 1, Math.min(commands.size(), first - 1 + count)));
    }

    List<QualifyingDay> days(LocalDate first, LocalDate last) {
        AccountId id = head == null ? null : head.id();
        return id == null ? List.of() : days.between(QualifyingDay.empty(id, first), QualifyingDay.empty(id, last));
    }

    void addPayment(CommandKey redemption, CommandKey purchase) {
        Map<CommandKey, CommandKey> more = new HashMap<>(payments);
        more.put(redemption, purchase);
        payments = more;
    }

    void addExpired(long lot, long points) {
        Map<Long, Long> more = expired.isEmpty() ? new HashMap<>() : expired;
        more.merge(lot, points, (one, other) -> one + other == 0 ? null : one + other);
        expired = more;
    }
}
