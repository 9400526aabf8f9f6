package org.loyalty4j.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.KnownIdentifier;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.AccountState;
import org.loyalty4j.program.RecordedReturn;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.testkit.LoyaltyStoreContract;
import org.loyalty4j.tier.QualifyingDay;

/** Stores that lie about what they hold, each put to the contract. */
final class BrokenReading {

    private BrokenReading() {}

    /** Changes what is found of an account. */
    private static LyingStore finding(UnaryOperator<Opening.Opened> lie) {
        return new LyingStore(honest -> new Forwarding(honest) {
            @Override
            public Map<CustomerId, Opening.Opened> open(List<Opening> openings) {
                Map<CustomerId, Opening.Opened> opened = new HashMap<>(super.open(openings));
                opened.replaceAll((customer, found) -> lie.apply(found));
                return opened;
            }
        });
    }

    static class OpensWhatItSawFirst extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            Map<CustomerId, Opening.Opened> seen = new ConcurrentHashMap<>();
            return finding(found -> seen.computeIfAbsent(found.account().id().holder(), holder -> found));
        }
    }

    static class OpensWithoutTheRepeatsPostings extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return finding(found -> {
                Map<Opening.Key, Opening.Repeat> repeats = new HashMap<>(found.repeats());
                repeats.replaceAll((key, repeat) -> new Opening.Repeat(repeat.command(), List.of()));
                return new Opening.Opened(
                        found.account(),
                        found.membership(),
                        found.standing(),
                        found.lots(),
                        found.days(),
                        found.sales(),
                        found.redemptions(),
                        found.done(),
                        repeats,
                        found.pending(),
                        found.counters(),
                        found.holds(),
                        found.debts());
            });
        }
    }

    static class OpensWithoutSayingThatThereAreMoreLots extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return finding(found -> new Opening.Opened(
                    found.account(),
                    found.membership(),
                    found.standing(),
                    new AccountState.Lots(found.lots().known(), null),
                    found.days(),
                    found.sales(),
                    found.redemptions(),
                    found.done(),
                    found.repeats(),
                    found.pending(),
                    found.counters(),
                    found.holds(),
                    found.debts()));
        }
    }

    static class OpensTheWholeHistory extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public Map<CustomerId, Opening.Opened> open(List<Opening> openings) {
                    Map<CustomerId, Opening.Opened> opened = new HashMap<>(super.open(openings));
                    opened.replaceAll((customer, found) -> new Opening.Opened(
                            found.account(),
                            found.membership(),
                            found.standing(),
                            AccountState.Lots.page(lots(found.account().id(), null, 100_000), false),
                            found.days(),
                            found.sales(),
                            found.redemptions(),
                            found.done(),
                            found.repeats(),
                            found.pending(),
                            found.counters(),
                            found.holds(),
                            found.debts()));
                    return opened;
                }
            });
        }
    }

    static class DoublesALot extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public List<Lot> lots(AccountId account, @Nullable Lot after, int count) {
                    List<Lot> lots = new ArrayList<>(super.lots(account, after, count));
                    lots.addAll(lots.isEmpty() ? List.of() : lots.subList(0, 1));
                    return lots;
                }
            });
        }
    }

    static class BurnsInTheOrderOfNumbers extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public List<Lot> lots(AccountId account, @Nullable Lot after, int count) {
                    return super.lots(account, after, count).stream()
                            .sorted(Comparator.comparing(Lot::number))
                            .toList();
                }
            });
        }
    }

    static class CutsTimeToMilliseconds extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public List<Changes.Due> due(Instant until, int count) {
                    return super.due(until, count).stream()
                            .map(due -> new Changes.Due(due.at().truncatedTo(ChronoUnit.MILLIS), due.account()))
                            .toList();
                }
            });
        }
    }

    static class CutsTextsAt255Chars extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public Optional<Customer> find(CustomerId id) {
                    return super.find(id).map(CutsTextsAt255Chars::cut);
                }
            });
        }

        private static Customer cut(Customer customer) {
            String name = customer.fullName();
            return new Customer(
                    customer.id(),
                    customer.kind(),
                    name == null || name.length() <= 255 ? name : name.substring(0, 255),
                    customer.identifiers(),
                    customer.membership(),
                    customer.recordedAt());
        }
    }

    static class ComparesWithoutCase extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public Optional<Customer> find(List<Identifier> forms, Instant at) {
                    Identifier identifier = forms.get(0);
                    Optional<Customer> small = super.find(
                            new Identifier(identifier.kind(), identifier.value().toLowerCase(Locale.ROOT)), at);
                    return small.isPresent() ? small : super.find(forms, at);
                }
            });
        }
    }

    static class FindsByWhatIsBlocked extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public Optional<Customer> find(List<Identifier> forms, Instant at) {
                    Identifier identifier = forms.get(0);
                    return Optional.ofNullable(
                                    profiles().known(Set.of(identifier)).get(identifier))
                            .flatMap(KnownIdentifier::customer)
                            .flatMap(this::find);
                }
            });
        }
    }

    static class SkipsOneBetweenPages extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public List<Customer> page(@Nullable CustomerId after, int count) {
                    return super.page(after, after == null ? count : count + 1).stream()
                            .skip(after == null ? 0 : 1)
                            .toList();
                }
            });
        }
    }

    static class BeginsPagesWithTheLastOne extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public List<RecordedSale> page(AccountId account, long afterCommand, int count) {
                    return super.page(account, Math.max(0, afterCommand - 1), count);
                }
            });
        }
    }

    static class ShowsEverybodysPurchases extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            List<RecordedSale> all = new CopyOnWriteArrayList<>();
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public void append(Changes changes) {
                    super.append(changes);
                    all.addAll(changes.sales());
                }

                @Override
                public List<RecordedSale> page(AccountId account, long afterCommand, int count) {
                    return all.stream()
                            .filter(sale -> sale.command().sequence() > afterCommand)
                            .limit(count)
                            .toList();
                }
            });
        }
    }

    static class ForgetsTheLastDay extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public List<QualifyingDay> days(AccountId account, LocalDate first, LocalDate last) {
                    return super.days(account, first, last.minusDays(1));
                }
            });
        }
    }

    static class ForgetsEarlierReturns extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            return new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public List<RecordedReturn> returnsOf(String purse, CommandKey purchase) {
                    List<RecordedReturn> steps = super.returnsOf(purse, purchase);
                    return steps.subList(Math.max(0, steps.size() - 1), steps.size());
                }
            });
        }
    }

    static class HidesATransactionsOwnWrites extends LoyaltyStoreContract {
        @Override
        protected LoyaltyStore emptyStore() {
            List<LoyaltyStore> store = new ArrayList<>();
            LyingStore lying = new LyingStore(honest -> new Forwarding(honest) {
                @Override
                public Optional<RecordedSale> find(String purse, CommandKey key) {
                    return super.find(purse, key).filter(sale -> isCommitted(store.get(0), sale));
                }
            });
            store.add(lying.honest());
            return lying;
        }

        private static boolean isCommitted(LoyaltyStore store, RecordedSale sale) {
            return store.reading(reader -> reader.sales()
                    .find(Purse.POINTS.code(), sale.purchase().key())
                    .isPresent());
        }
    }
}
