package org.loyalty4j.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.CustomerRecord;
import org.loyalty4j.event.Event;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.EntryId;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.Origin;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.testkit.LoyaltyStoreContract;

/** Stores that lie about transactions or writing, each put to the contract. */
final class BrokenWriting {

    private BrokenWriting() {}

    /** Has a lie told before changes are written. */
    private static LyingStore before(Supplier<Function<StoreTransaction, Consumer<Changes>>> lies) {
        Function<StoreTransaction, Consumer<Changes>> lie = lies.get();
        return new LyingStore(honest -> new Forwarding(honest) {
            @Override
            public void append(Changes changes) {
                lie.apply(this).accept(changes);
                super.append(changes);
            }
        });
    }

    private static Changes only(AccountId account, Changes all) {
        Changes some = Changes.none();
        all.accounts().stream().filter(head -> head.id().equals(account)).forEach(some.accounts()::add);
        all.commands().stream().filter(row -> row.account().equals(account)).forEach(some.commands()::add);
        all.postings().stream().filter(row -> row.account().equals(account)).forEach(some.postings()::add);
        all.lots().stream().filter(row -> row.account().equals(account)).forEach(some.lots()::add);
        all.sales().stream()
                .filter(row -> row.command().account().equals(account))
                .forEach(some.sales()::add);
        return some;
    }

    static class NoRollback extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(Forwarding::new) {
                @Override
                public <R> R inTransaction(Function<StoreTransaction, R> work) {
                    List<RuntimeException> failures = new ArrayList<>();
                    List<R> answers = new ArrayList<>();
                    honest().inTransaction(tx -> {
                        try {
                            answers.add(work.apply(tx));
                        } catch (RuntimeException failure) {
                            failures.add(failure);
                        }
                        return true;
                    });
                    for (RuntimeException failure : failures) {
                        throw failure;
                    }
                    return answers.get(0);
                }
            };
        }
    }

    static class KeepsWhatAnErrorLeft extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(Forwarding::new) {
                @Override
                public <R> R inTransaction(Function<StoreTransaction, R> work) {
                    List<Error> failures = new ArrayList<>();
                    List<R> answers = new ArrayList<>();
                    honest().inTransaction(tx -> {
                        try {
                            answers.add(work.apply(tx));
                        } catch (Error failure) {
                            failures.add(failure);
                        }
                        return true;
                    });
                    for (Error failure : failures) {
                        throw failure;
                    }
                    return answers.get(0);
                }
            };
        }
    }

    static class SwallowsRefusals extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(Forwarding::new) {
                @Override
                public <R> R inTransaction(Function<StoreTransaction, R> work) {
                    List<R> answers = new ArrayList<>();
                    try {
                        return honest().inTransaction(tx -> {
                            R answer = work.apply(swallowing(tx));
                            answers.add(answer);
                            return answer;
                        });
                    } catch (StoreException refused) {
                        if (answers.isEmpty()) {
                            throw refused;
                        }
                        return answers.get(0);
                    }
                }
            };
        }

        private static Forwarding swallowing(StoreTransaction honest) {
            return new Forwarding(honest) {
                @Override
                public void append(Changes changes) {
                    try {
                        super.append(changes);
                    } catch (StoreException swallowed) {
                        // The lie: whoever called goes on as if it had been written.
                    }
                }
            };
        }
    }

    static class LosesAPosting extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() -> tx -> changes -> {
                if (changes.postings().size() > 1) {
                    changes.postings().remove(changes.postings().size() - 1);
                }
            });
        }
    }

    static class WritesOneAccountOfTheGroup extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public void append(Changes changes) {
                    boolean group = changes.accounts().size() > 1;
                    super.append(group ? only(changes.accounts().get(0).id(), changes) : changes);
                }
            });
        }
    }

    static class LetsKeysBeUsedAgain extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() -> {
                Set<Opening.Key> used = ConcurrentHashMap.newKeySet();
                return tx -> changes -> changes.commands()
                        .replaceAll(command -> used.add(new Opening.Key(command.operation(), command.key()))
                                ? command
                                : under(CommandKey.of(command.key().value() + used.size()), command));
            });
        }
    }

    static class KeepsKeysForEachAccount extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() -> {
                Map<Opening.Key, AccountId> used = new ConcurrentHashMap<>();
                return tx -> changes -> changes.commands().replaceAll(command -> {
                    AccountId owner =
                            used.putIfAbsent(new Opening.Key(command.operation(), command.key()), command.account());
                    return owner == null || owner.equals(command.account())
                            ? command
                            : under(CommandKey.of(command.key().value() + used.size()), command);
                });
            });
        }
    }

    private static CommandRecord under(CommandKey key, CommandRecord command) {
        return new CommandRecord(
                command.id(),
                command.account(),
                command.sequence(),
                command.operation(),
                key,
                command.customer(),
                command.actor(),
                command.reason(),
                command.source(),
                command.fingerprint(),
                command.result(),
                command.recordedAt(),
                command.salt(),
                command.erasedSeal(),
                command.grounds());
    }

    static class HasOneKeySpaceForAllOperations extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() -> tx -> changes -> {
                Set<CommandKey> keys = new HashSet<>();
                if (!changes.commands().stream().allMatch(command -> keys.add(command.key()))) {
                    throw new LostRaceException("The key was used by another operation");
                }
            });
        }
    }

    static class LosesWhoLeft extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() -> tx -> changes -> changes.customerCommands()
                    .removeIf(command -> command.operation() == CustomerRecord.Operation.LEAVE));
        }
    }

    static class LetsIdentifiersBelongToTwo extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() -> tx -> changes -> changes.profiles()
                    .identifiers()
                    .removeIf(known ->
                            !tx.profiles().known(Set.of(known.identifier())).isEmpty()));
        }
    }

    /** Who was somebody's namesake once stays so. */
    static class KeepsKeysThatAreGone extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() -> tx -> changes -> changes.profiles().keys().removeIf(key -> !key.held()));
        }
    }

    /** Two who were told apart are suggested again. */
    static class ForgetsDistinctions extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(
                    () -> tx -> changes -> changes.profiles().distinctions().clear());
        }
    }

    /** Who has to be kept is erased. */
    static class ForgetsLegalHolds extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() -> tx -> changes -> changes.privacy().holds().clear());
        }
    }

    /** What its time is over of stays. */
    static class KeepsWhatIsOver extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() -> tx -> changes -> changes.privacy().forgotten().clear());
        }
    }

    /** Nobody knows any more how two became one. */
    static class ForgetsMergings extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() -> tx -> changes -> changes.profiles().merges().clear());
        }
    }

    /** The old id leads nowhere. */
    static class ForgetsWhoIsAnotherByNow extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() -> tx -> changes -> changes.customers().replaceAll(customer -> customer.merged(null)));
        }
    }

    /** What is told of is destroyed, what was said is not. */
    static class KeepsWhoWasErased extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() -> tx -> changes -> changes.privacy().erased().clear());
        }
    }

    /** The words of a caller outlive who they were about. */
    static class KeepsWords extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() -> tx -> changes -> changes.privacy().words().clear());
        }
    }

    /** A file brings everybody back. */
    static class ForgetsWhoWasErased extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(
                    () -> tx -> changes -> changes.privacy().suppressions().clear());
        }
    }

    /** Nobody can show that somebody was erased. */
    static class LosesReceipts extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() -> tx -> changes -> changes.privacy().receipts().clear());
        }
    }

    /** A reader that is quicker than the event misses it. */
    static class SkipsAnEvent extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(below -> new Forwarding(below) {
                @Override
                public EventStore events() {
                    EventStore events = super.events();
                    return new EventStore() {
                        @Override
                        public List<Event> after(long position, int count) {
                            return events.after(position == 0 ? 0 : position + 1, count);
                        }

                        @Override
                        public Map<String, Long> consumers() {
                            return events.consumers();
                        }
                    };
                }
            });
        }
    }

    /** Each consumer begins anew with every event. */
    static class ForgetsWhatWasRead extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(below -> new Forwarding(below) {
                @Override
                public EventQueue queue() {
                    EventQueue queue = super.queue();
                    return new EventQueue() {
                        @Override
                        public int order(int count) {
                            return queue.order(count);
                        }

                        @Override
                        public long lock(String consumer) {
                            return queue.lock(consumer);
                        }

                        @Override
                        public void read(String consumer, long position) {}

                        @Override
                        public void remove(String consumer) {
                            queue.remove(consumer);
                        }

                        @Override
                        public int forget(long upTo, int count) {
                            return queue.forget(upTo, count);
                        }
                    };
                }
            });
        }
    }

    static class WritesAnEntryTwice extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public Map<Origin, Entry<?>> written(Set<Origin> origins) {
                    return new HashMap<>();
                }
            });
        }
    }

    static class WritesOverWhatAnEntrySaid extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public List<Entry<?>> revisions(EntryId id) {
                    List<Entry<?>> all = super.revisions(id);
                    return all.isEmpty() ? all : List.of(all.get(all.size() - 1));
                }
            });
        }
    }

    static class ForgetsOneOfAPage extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public List<Entry<?>> latest(
                        CustomerId customer,
                        Set<HistoryItem.Kind> kinds,
                        Entry.@Nullable Place before,
                        @Nullable Instant from,
                        int count) {
                    List<Entry<?>> all = super.latest(customer, kinds, before, from, count + 1);
                    return before == null || all.isEmpty() ? all : all.subList(1, all.size());
                }
            });
        }
    }

    static class ShowsWhatIsToDoAsItWasFirst extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public List<Entry<?>> live(WorkList list, Entry.@Nullable DuePlace after, int count) {
                    List<Entry<?>> all = new ArrayList<>();
                    for (Entry<?> entry : super.live(list, after, count)) {
                        all.add(super.revisions(entry.id()).get(0));
                    }
                    return all;
                }
            });
        }
    }

    static class ForgetsWhatIsSaid extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() ->
                    tx -> changes -> changes.profiles().attributes().removeIf(attribute -> attribute.value() == null));
        }
    }

    static class ForgetsWhoLeftAnOrganization extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() ->
                    tx -> changes -> changes.profiles().contacts().removeIf(contact -> contact.until() != null));
        }
    }

    static class LetsARedemptionPayTwice extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() -> tx -> changes -> changes.payments()
                    .removeIf(payment -> tx.sales().payments(payment.account()).stream()
                            .anyMatch(known -> known.redemption().equals(payment.redemption()))));
        }
    }

    static class ForgetsTheAgenda extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() -> tx -> changes -> changes.due().clear());
        }
    }

    static class AddsToTheAgendaFirst extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() -> tx -> changes -> changes.due().removeAll(changes.dueDone()));
        }
    }

    static class WritesToAccountsNobodyOpened extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return before(() ->
                    tx -> changes -> changes.accounts().forEach(head -> tx.open(List.of(opening(head.id())))));
        }
    }

    static class UnlocksEarly extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            LoyaltyStore[] store = new LoyaltyStore[1];
            LyingStore lying = new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public Map<CustomerId, Opening.Opened> open(List<Opening> openings) {
                    return store[0].inTransaction(other -> other.open(openings));
                }

                @Override
                public void append(Changes changes) {
                    changes.accounts().forEach(head -> super.open(List.of(opening(head.id()))));
                    super.append(changes);
                }
            });
            store[0] = lying.honest();
            return lying;
        }
    }

    static class LocksInTheOrderGiven extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public Map<CustomerId, Opening.Opened> open(List<Opening> openings) {
                    Map<CustomerId, Opening.Opened> opened = new HashMap<>();
                    for (Opening opening : openings) {
                        opened.putAll(super.open(List.of(opening)));
                        // A moment in which another thread can lock the next one.
                        java.util.concurrent.locks.LockSupport.parkNanos(10_000);
                    }
                    return opened;
                }
            });
        }
    }

    static class ShowsCustomersTooEarly extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            Map<CustomerId, Customer> written = new ConcurrentHashMap<>();
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public void append(Changes changes) {
                    super.append(changes);
                    changes.enrollments().forEach(customer -> written.put(customer.id(), customer));
                }

                @Override
                public java.util.Optional<Customer> find(CustomerId id) {
                    return super.find(id).or(() -> java.util.Optional.ofNullable(written.get(id)));
                }
            }) {
                @Override
                public <R> R inTransaction(Function<StoreTransaction, R> work) {
                    try {
                        return super.inTransaction(work);
                    } finally {
                        written.clear();
                    }
                }
            };
        }
    }

    private static Opening opening(AccountId account) {
        return new Opening(
                account.holder(),
                account.purse(),
                Set.of(),
                java.time.Instant.EPOCH,
                0,
                null,
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of());
    }
}
