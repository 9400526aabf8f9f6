package org.loyalty4j.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.RewardAccount;

/**
 * Stores that are right as long as one caller comes after the other. Where they are wrong they let another thread go
 * first, so that they are found soon.
 */
final class BrokenTwins {

    /** So long that no thread gives up because the machine is busy, which the checker would take for an answer. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private BrokenTwins() {}

    private static LoyaltyStore honest() {
        return new InMemoryStore(PATIENCE);
    }

    private static Opening locking(AccountId account) {
        return new Opening(
                account.holder(),
                account.purse(),
                Set.of(),
                Instant.EPOCH,
                0,
                null,
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of());
    }

    /** Gives back the locks between what it read and what it writes. */
    static final class ReadsBeforeItLocks implements LoyaltyStore {

        private final LoyaltyStore honest = honest();

        @Override
        public <R> R inTransaction(Function<StoreTransaction, R> work) {
            return honest.inTransaction(tx -> work.apply(new Forwarding(tx) {
                @Override
                public Map<CustomerId, Opening.Opened> open(List<Opening> openings) {
                    Map<CustomerId, Opening.Opened> read = honest.inTransaction(other -> other.open(openings));
                    LockSupport.parkNanos(10_000);
                    return read;
                }

                @Override
                public void append(Changes changes) {
                    super.open(changes.accounts().stream()
                            .map(head -> locking(head.id()))
                            .toList());
                    super.append(changes);
                }
            }));
        }

        @Override
        public <R> R reading(Function<StoreReader, R> work) {
            return honest.reading(work);
        }
    }

    /** Shows heads from a copy, which it mends one account after the other when a transaction has ended. */
    static final class ShowsACopy implements LoyaltyStore {

        private final LoyaltyStore honest = honest();
        private final Map<AccountId, RewardAccount> copy = new ConcurrentHashMap<>();

        @Override
        public <R> R inTransaction(Function<StoreTransaction, R> work) {
            List<RewardAccount> heads = new ArrayList<>();
            R answer = honest.inTransaction(tx -> work.apply(new Forwarding(tx) {
                @Override
                public void append(Changes changes) {
                    super.append(changes);
                    heads.addAll(changes.accounts());
                }
            }));
            for (RewardAccount head : heads) {
                LockSupport.parkNanos(10_000);
                copy.put(head.id(), head);
            }
            return answer;
        }

        @Override
        public <R> R reading(Function<StoreReader, R> work) {
            return honest.reading(reader -> work.apply(new Forwarding(reader) {
                @Override
                public Optional<RewardAccount> head(AccountId account) {
                    return Optional.ofNullable(copy.get(account)).or(() -> super.head(account));
                }
            }));
        }
    }
}
