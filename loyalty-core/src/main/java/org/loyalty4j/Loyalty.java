package org.loyalty4j;

import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.IdSource;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.customer.CardScheme;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.PhoneNormalizer;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.event.EventListener;
import org.loyalty4j.exchange.ContactCodes;
import org.loyalty4j.history.BusinessCalendar;
import org.loyalty4j.history.Pipeline;
import org.loyalty4j.history.TimelineFilter;
import org.loyalty4j.points.Anchor;
import org.loyalty4j.points.ChainKey;
import org.loyalty4j.privacy.SuppressionKey;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.PersonalFactor;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.NoTransactionException;
import org.loyalty4j.store.StoreBusyException;
import org.loyalty4j.store.StoreException;

/**
 * The front door: a shop's customers, their history and their points, in the shop's own store. It has no thread and no
 * static state; two of them in one JVM know nothing of each other. Safe for use by many threads.
 */
public final class Loyalty {

    private final LoyaltyStore store;
    private final Engine engine;
    private final Cache cache;
    private final Customers customers;
    private final Duplicates duplicates;
    private final History history;
    private final Till till;
    private final Events events;
    private final Accounts accounts;
    private final Rewards rewards;
    private final Transfers transfers;
    private final Guests guests;
    private final OpeningBalances openingBalances;
    private final Imports imports;
    private final Exports exports;
    private final Privacy privacy;
    private final Programs programs;
    private final Maintenance maintenance;

    private Loyalty(LoyaltyStore store, Engine engine, Cache cache) {
        this.store = store;
        this.engine = engine;
        this.cache = cache;
        this.customers = new Customers(engine, cache);
        this.history = new History(engine);
        this.till = new Till(engine);
        this.events = new Events(engine);
        this.accounts = new Accounts(engine, cache);
        this.rewards = new Rewards(engine);
        this.duplicates = new Duplicates(engine);
        this.transfers = new Transfers(engine);
        this.guests = new Guests(engine);
        this.openingBalances = new OpeningBalances(engine);
        this.imports = new Imports(engine);
        this.exports = new Exports(engine);
        this.privacy = new Privacy(engine);
        this.programs = new Programs(engine);
        this.maintenance = new Maintenance(engine);
    }

    /** Returns a library that keeps everything in memory, by the system's clock, with a program published. */
    public static Loyalty inMemory(LoyaltyProgram program) {
        return over(new InMemoryStore()).program(program).build();
    }

    /** Starts a library over a store. */
    public static Builder over(LoyaltyStore store) {
        return new Builder(store);
    }

    /**
     * Returns this library with the desks of a purse: their accounts, program and rewards are those of that purse. Customers
     * are the same in all purses, and so are maintenance and audit. A receipt is told once, at the till of any purse, and
     * counts in all of them.
     *
     * @param code the code of a purse of which a program is published
     * @throws NoSuchElementException if none is
     * @throws StoreException if the store cannot be used
     */
    public Loyalty purse(String code) {
        String clean = Violations.textOf("purse", code, 40);
        List<String> known = purses();
        if (!known.contains(clean)) {
            throw new NoSuchElementException(
                    "No program of the purse " + clean + " is published; publish one, which names the purse, first");
        }
        return clean.equals(engine.purse().orElse(known.get(0))) ? this : new Loyalty(store, engine.in(clean), cache);
    }

    /** Returns the codes of all purses, in the order in which their first programs were published: the main one first. */
    public List<String> purses() {
        return engine.read(reader -> engine.whole(reader).purses());
    }

    /** Returns where customers are enrolled and found. */
    public Customers customers() {
        return customers;
    }

    /** Returns where it is written and looked up what happened with customers and what is owed. */
    public History history() {
        return history;
    }

    /** Returns where it is read what was changed, if {@link Builder#writingEvents} has that written. */
    public Events events() {
        return events;
    }

    /** Returns where sales and returns are recorded. */
    public Till till() {
        return till;
    }

    /** Returns where balances, statements and ranks are asked for, and points are given and corrected by hand. */
    public Accounts accounts() {
        return accounts;
    }

    /** Returns where points are used. */
    public Rewards rewards() {
        return rewards;
    }

    /** Returns where customers are suggested who may be one. */
    public Duplicates duplicates() {
        return duplicates;
    }

    /** Returns where customers give each other points. */
    public Transfers transfers() {
        return transfers;
    }

    /** Returns where purchases are kept of those who do not say who they are, until somebody claims them. */
    public Guests guests() {
        return guests;
    }

    /** Returns where the points are taken in that customers had in another system. */
    public OpeningBalances openingBalances() {
        return openingBalances;
    }

    /** Returns where files of customers, opening balances and interactions are read. */
    public Imports imports() {
        return imports;
    }

    /** Returns where files of customers, balances and interactions are written. */
    public Exports exports() {
        return exports;
    }

    /** Returns where persons are told what is known of them, and where that is destroyed. */
    public Privacy privacy() {
        return privacy;
    }

    /** Returns where versions of the program are published. */
    public Programs programs() {
        return programs;
    }

    /** Returns what the host's scheduler calls: it writes down what has fallen due. */
    public Maintenance maintenance() {
        return maintenance;
    }

    /**
     * Checks the whole store, all purses, against its own invariants: every balance, lot, rank and answer is reckoned
     * anew from what was recorded. Facts that are due and not written yet are nothing broken.
     */
    public AuditReport audit() {
        return audit(sums -> true);
    }

    /**
     * Checks the whole store, a page of customers at a time, in memory that does not grow with the store.
     *
     * @param goOn is told what was found so far after each page, and says whether to go on
     * @return what was found until the end, or until it was stopped
     */
    public AuditReport audit(Predicate<AuditReport> goOn) {
        return new Auditor(engine).run(goOn);
    }

    /**
     * Checks the accounts of one customer in all purses as {@link #audit()} does, with the same findings about them; what
     * the customer transferred is held against the other account. Guest purchases are nobody's and are not looked at.
     *
     * @throws UnknownCustomerException if the customer is not enrolled
     */
    public AuditReport audit(CustomerId customer) {
        new Violations().required("customer", customer).throwIfAny();
        return new Auditor(engine).run(customer);
    }

    /**
     * Tells how far each account with postings has come, in all purses, in the order of the customers' ids. Kept where
     * whoever writes to the database does not, this shows later that it was put back to an older state, or changed
     * ({@link #auditSince}). Accounts are read a page at a time; one that is written to meanwhile is told as it was before or
     * after.
     *
     * @param to is told each; what it throws ends the saving
     * @return how many were told
     */
    public long saveAnchors(Consumer<? super Anchor> to) {
        return new Anchors(engine).save(to);
    }

    /**
     * Compares each account with how far it had come. {@link #audit()} proves that the store agrees with itself, which an
     * older backup that was put back does, too; only what was kept elsewhere shows that something is missing.
     *
     * @param saved what {@link #saveAnchors} told, in any order; read once, and not kept
     * @return how many were compared, and a finding {@code I-56} for each account that ends earlier, or went on from an
     *     earlier state in another way
     */
    public AuditReport auditSince(Iterator<Anchor> saved) {
        return new Anchors(engine).compare(saved);
    }

    /**
     * Runs several calls as one transaction: all of them stay if the work returns, none if it throws. The work may be
     * run again after a lost race, so it must have no effect outside.
     *
     * @param work is given this library, joined to the transaction; good only within the work, by its thread
     * @return what the work returned
     * @throws IllegalStateException if it is called within another one's work
     * @throws StoreBusyException if a lock was not had in time; nothing happened
     */
    public <R> R inTransaction(Function<Loyalty, R> work) {
        if (engine.isJoined()) {
            throw new IllegalStateException(
                    "A transaction is running already; use the library that its work was given");
        }
        // Within a transaction everything is asked of the store, and nothing that may be undone is kept.
        return engine.write(tx -> work.apply(new Loyalty(store, engine.joining(tx), new Cache(Duration.ZERO))));
    }

    /** Returns how often what was asked for was in the cache. */
    public CacheStatistics cacheStatistics() {
        return cache.statistics();
    }

    /** Puts a library together. Used by one thread. */
    public static final class Builder {

        /** How long customers and balances for showing are kept unless something else is said. */
        public static final Duration CACHED_DEFAULT = Duration.ofSeconds(2);

        private final LoyaltyStore store;
        private InstantSource clock = InstantSource.system();
        private @Nullable IdSource ids;
        private @Nullable LoyaltyProgram program;
        private Duration cached = CACHED_DEFAULT;
        private Duration lead = Duration.ZERO;
        private ChainKey chainKey = ChainKey.NONE;
        private List<CardScheme> cards = List.of();
        private Phones phones = Phones.PLAIN;
        private @Nullable Pipeline lifecycle;
        private final Map<String, Pipeline> pipelines = new HashMap<>();
        private BusinessCalendar calendar = BusinessCalendar.EVERY_DAY;
        private TimelineFilter timelineFilter = TimelineFilter.EVERYTHING;
        private final List<EventListener> listeners = new ArrayList<>();
        private boolean writingEvents;
        private @Nullable SuppressionKey suppressionKey;
        private ContactCodes contactCodes = ContactCodes.ANY;
        private final Map<String, EarningRule.Formula> formulas = new HashMap<>();
        private final Map<String, PersonalFactor> factors = new HashMap<>();

        private Builder(LoyaltyStore store) {
            this.store = store;
        }

        /** Sets the clock. The default is {@link InstantSource#system()}. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /** Sets where ids come from. The default is {@link IdSource#secure()}. */
        public Builder ids(IdSource source) {
            ids = source;
            return this;
        }

        /** Has a version of the program published, unless it is already. */
        public Builder program(LoyaltyProgram version) {
            program = version;
            return this;
        }

        /**
         * Says how the shop numbers its cards; without it any card is accepted. A number of no scheme is refused where a card is
         * given to a customer, looked up or issued; what is on record already, the marks of guests and requests to block or end
         * a card are not checked. Keep old schemes for as long as there are cards of theirs.
         */
        public Builder cards(CardScheme... schemes) {
            new Violations().eachRequired("schemes", Arrays.asList(schemes)).throwIfAny();
            cards = List.of(schemes);
            return this;
        }

        /**
         * Says how phones are written, so that one number is found in whichever way it is given. What is new is written by the
         * current normalizer, or by the first of the others that can read it; what is on record is looked for in all their
         * ways. The default, and the last resort, is {@link PhoneNormalizer#plain()}, which knows no country. Every library
         * over the same store is given the same ones. After a change run {@link Maintenance#phones()}; keep the earlier ones
         * until it has been through.
         *
         * @param current what writes new phones
         * @param earlier what has written others that are on record
         * @throws InvalidRequestException if two have one name, or they are more than eight
         */
        public Builder phones(PhoneNormalizer current, PhoneNormalizer... earlier) {
            new Violations().required("phones", current).throwIfAny();
            phones = Phones.of(current, Arrays.asList(earlier));
            return this;
        }

        /**
         * Says which lifecycle stages customers have, and which may follow which: what is said of
         * {@link Attribute#LIFECYCLE_STAGE} is one of them, and one that the stage before leads to. Who has none yet, or one of
         * no such name, may be in any; a stage is not taken away. Without it any text is a stage.
         */
        public Builder lifecycle(Pipeline stages) {
            new Violations().required("lifecycle", stages).throwIfAny();
            lifecycle = stages;
            return this;
        }

        /**
         * Registers how deals or cases go from stage to stage. Every library over the same store registers the same pipelines.
         *
         * @throws InvalidRequestException if two have one code
         */
        public Builder pipelines(Pipeline... all) {
            new Violations().eachRequired("pipelines", Arrays.asList(all)).throwIfAny();
            for (Pipeline pipeline : all) {
                new Violations()
                        .check(
                                !pipelines.containsKey(pipeline.code()),
                                "pipelines",
                                Code.DUPLICATE_CODE,
                                "a pipeline is registered under this code already")
                        .throwIfAny();
                pipelines.put(pipeline.code(), pipeline);
            }
            return this;
        }

        /** Says which days people work on; the default is {@link BusinessCalendar#EVERY_DAY}. */
        public Builder calendar(BusinessCalendar days) {
            new Violations().required("calendar", days).throwIfAny();
            calendar = days;
            return this;
        }

        /** Says who sees what of timelines; the default is {@link TimelineFilter#EVERYTHING}. */
        public Builder timelineFilter(TimelineFilter filter) {
            new Violations().required("timelineFilter", filter).throwIfAny();
            timelineFilter = filter;
            return this;
        }

        /**
         * Has an event written of every change, in its transaction, for {@link Loyalty#events}. Every library over the same
         * store says the same: what another one changes without it is told nowhere. Without this none is written.
         */
        public Builder writingEvents() {
            writingEvents = true;
            return this;
        }

        /** Has somebody told of the changes that this library makes. Listeners are told in the order of their adding. */
        public Builder listener(EventListener who) {
            new Violations().required("listener", who).throwIfAny();
            listeners.add(who);
            return this;
        }

        /**
         * Says which channels and touchpoints interactions may have, such as those of {@link ContactCodes#read}; the default is
         * {@link ContactCodes#ANY}. What is on record already stays, and keeps its codes when something else of it is changed.
         */
        public Builder contactCodes(ContactCodes known) {
            new Violations().required("contactCodes", known).throwIfAny();
            contactCodes = known;
            return this;
        }

        /**
         * Sets the key that identifiers of the erased are hashed with; without one nobody can be erased. Every library over
         * the same store is given the same one, and it is never changed: what was hashed with another one is forgotten.
         */
        public Builder suppressionKey(SuppressionKey key) {
            new Violations().required("suppressionKey", key).throwIfAny();
            suppressionKey = key;
            return this;
        }

        /**
         * Registers what a custom rule reckons with. Every library over the same store registers the same formulas, and
         * those of old versions of the program stay registered.
         *
         * @param name what {@link EarningRule#custom} names, 1 to 40 code points
         * @throws InvalidRequestException if the name is not one, or is taken
         */
        public Builder formula(String name, EarningRule.Formula formula) {
            String clean = Violations.textOf("formula", name, 40);
            new Violations()
                    .required("formula", formula)
                    .check(
                            !formulas.containsKey(clean),
                            "formula",
                            Code.DUPLICATE_CODE,
                            "a formula is registered under this name already")
                    .throwIfAny();
            formulas.put(clean, formula);
            return this;
        }

        /**
         * Registers what a personal multiplier multiplies by. Every library over the same store registers the same factors,
         * and those of old versions of the program stay registered.
         *
         * @param name what {@link EarningRule#personal} names, 1 to 40 code points
         * @throws InvalidRequestException if the name is not one, or is taken
         */
        public Builder factor(String name, PersonalFactor factor) {
            String clean = Violations.textOf("factor", name, 40);
            new Violations()
                    .required("factor", factor)
                    .check(
                            !factors.containsKey(clean),
                            "factor",
                            Code.DUPLICATE_CODE,
                            "a personal factor is registered under this name already")
                    .throwIfAny();
            factors.put(clean, factor);
            return this;
        }

        /** A store that cannot be used, or names what this library does not know, says so now, not at the first sale. */
        private static void askOnce(Loyalty loyalty) {
            try {
                loyalty.programs().history().requireFormulas();
            } catch (NoTransactionException later) {
                // The store is only there within a host's transaction, and this is none.
            }
        }

        /**
         * Says how long customers that were found by an identifier, and balances for showing, are kept at most. What this
         * library writes to itself is forgotten at once; what others write over the same store may be seen this much
         * later, and so may what is written in a host's transaction, of whose commit a library is not told. Decisions
         * never rest on it. The default is {@link #CACHED_DEFAULT}.
         *
         * @param longest zero to one hour; zero keeps nothing
         */
        public Builder cached(Duration longest) {
            new Violations()
                    .check(
                            !longest.isNegative() && longest.compareTo(Duration.ofHours(1)) <= 0,
                            "cached",
                            Code.DURATION_OUT_OF_RANGE,
                            "0 to 1 hour is accepted")
                    .throwIfAny();
            cached = longest;
            return this;
        }

        /**
         * Says how long before it begins a version of the program is published at least, the first one excepted. A command
         * looks which version is valid under the lock of its account, by a time that it took before; until a publishing is
         * committed, and where the clocks of several servers differ, it may still find the version before. A lead that is
         * longer than both rules that out. The default is zero.
         *
         * @param atLeast zero to 365 days
         */
        public Builder versionLead(Duration atLeast) {
            new Violations()
                    .check(
                            !atLeast.isNegative() && atLeast.compareTo(Duration.ofDays(365)) <= 0,
                            "versionLead",
                            Code.DURATION_OUT_OF_RANGE,
                            "a lead is 0 to 365 days")
                    .throwIfAny();
            lead = atLeast;
            return this;
        }

        /**
         * Sets the key that ties the postings of each account together. Without one the chain finds accidents; with one that
         * the database does not know, the audit also finds whoever changed a row and reckoned the hashes of all later ones
         * again. Every library over the same store is given the same key, with the same time from which it holds: one that
         * has another finds every chain broken. The default is {@link ChainKey#NONE}.
         */
        public Builder chainKey(ChainKey key) {
            new Violations().required("chainKey", key).throwIfAny();
            chainKey = key;
            return this;
        }

        /**
         * Returns the library. Asks the store once, so that one that cannot be used is found at the start.
         *
         * @throws InvalidRequestException if the store or the clock is missing, or a version of the program names a
         *     formula or personal factor that is not registered
         * @throws IllegalStateException if there is a listener, and the host does not tell the store how its transactions end
         * @throws StoreException if the store cannot be used
         */
        public Loyalty build() {
            new Violations().required("store", store).required("clock", clock).throwIfAny();
            IdSource source = ids == null ? IdSource.secure() : ids;
            Cache cache = new Cache(cached);
            LoyaltyStore noting = cached.isZero() ? store : new NotingStore(store, cache);
            Listeners hearing = new Listeners(listeners);
            if (!hearing.isEmpty()) {
                store.requireCompletions();
            }
            if (writingEvents || !hearing.isEmpty()) {
                // Outside of the one that forgets: who hears of a change asks for what is there by then.
                noting = new TellingStore(
                        noting,
                        hearing,
                        writingEvents,
                        source,
                        () -> clock.instant().truncatedTo(ChronoUnit.MICROS));
            }
            Loyalty loyalty = new Loyalty(
                    noting,
                    Engine.over(
                            noting,
                            new BuiltWith(
                                    clock,
                                    source,
                                    formulas,
                                    new PersonalFactors(factors),
                                    lead,
                                    chainKey,
                                    cards,
                                    phones,
                                    lifecycle,
                                    pipelines,
                                    calendar,
                                    timelineFilter,
                                    hearing,
                                    suppressionKey,
                                    contactCodes)),
                    cache);
            if (program == null) {
                askOnce(loyalty);
            } else {
                loyalty.programs().publish(program);
            }
            return loyalty;
        }
    }
}
