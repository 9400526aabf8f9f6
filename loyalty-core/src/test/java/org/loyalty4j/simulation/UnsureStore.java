package org.loyalty4j.simulation;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.Forwarding;
import org.loyalty4j.store.LostRaceException;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.Opening;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.store.StoreTransaction;

/** A store that fails when it is told to, and lies when it is made to. Used by one thread. */
final class UnsureStore implements LoyaltyStore {

    private final LoyaltyStore store;
    private final UnaryOperator<Opening.Opened> opened;
    private final UnaryOperator<Changes> appended;
    private Step.Fault next = Step.Fault.NONE;

    /**
     * @param opened what is told of an account in place of what the store found
     * @param appended what is written in place of what the engine gave
     */
    UnsureStore(LoyaltyStore store, UnaryOperator<Opening.Opened> opened, UnaryOperator<Changes> appended) {
        this.store = store;
        this.opened = opened;
        this.appended = appended;
    }

    /** Fails once, in the next transaction. */
    void failNext(Step.Fault fault) {
        next = fault;
    }

    @Override
    public <R> R inTransaction(Function<StoreTransaction, R> work) {
        Step.Fault fault = next;
        next = Step.Fault.NONE;
        if (fault == Step.Fault.BEFORE) {
            throw new StoreException("The line was cut before the call");
        }
        R answer = store.inTransaction(tx -> {
            R made = work.apply(new Unsure(tx, fault));
            if (fault == Step.Fault.AFTER_APPEND) {
                throw new StoreException("The line was cut before the commit");
            }
            return made;
        });
        if (fault == Step.Fault.AFTER_COMMIT) {
            throw new StoreException("The line was cut after the commit");
        }
        return answer;
    }

    @Override
    public <R> R reading(Function<StoreReader, R> work) {
        return store.reading(work);
    }

    private final class Unsure extends Forwarding {

        private final Step.Fault fault;

        private Unsure(StoreTransaction tx, Step.Fault fault) {
            super(tx);
            this.fault = fault;
        }

        @Override
        public Map<CustomerId, Opening.Opened> open(List<Opening> openings) {
            Map<CustomerId, Opening.Opened> found = new java.util.LinkedHashMap<>(super.open(openings));
            found.replaceAll((customer, account) -> opened.apply(account));
            return found;
        }

        @Override
        public void append(Changes changes) {
            if (fault == Step.Fault.BEFORE_APPEND) {
                throw new StoreException("The line was cut before the rows were written");
            }
            if (fault == Step.Fault.LOST_RACE) {
                throw new LostRaceException("Another one was quicker");
            }
            super.append(appended.apply(changes));
        }
    }
}
