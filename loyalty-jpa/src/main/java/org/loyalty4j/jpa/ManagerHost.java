package org.loyalty4j.jpa;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;
import org.hibernate.resource.transaction.spi.TransactionObserver;
import org.loyalty4j.store.NoTransactionException;

/** A host with a Hibernate session: resource-local or JTA, its own or the shared one of a container. */
record ManagerHost(EntityManager manager) implements Host {

    @Override
    public boolean inTransaction() {
        return open().isJoinedToTransaction();
    }

    /** What the host has not written yet is written before our lock is taken, in the order that the host meant. */
    @Override
    public void beforeWriting() {
        open().flush();
    }

    /** All within the session's own work: outside a transaction, a shared manager's session ends with it. */
    @Override
    public <R> R on(Function<Connection, R> work) {
        return open().unwrap(Session.class).doReturningWork(work::apply);
    }

    private EntityManager open() {
        if (!manager.isOpen()) {
            throw new NoTransactionException("The host's entity manager is closed, so there is no transaction to join:"
                    + " give the store one that is open as long as the library is called");
        }
        return manager;
    }

    @Override
    public boolean tellsOfCompletion() {
        return true;
    }

    @Override
    public void afterCompletion(Consumer<Boolean> then) {
        TransactionCoordinator coordinator =
                open().unwrap(SharedSessionContractImplementor.class).getTransactionCoordinator();
        coordinator.addObserver(new TransactionObserver() {
            @Override
            public void afterBegin() {}

            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(boolean successful, boolean delayed) {
                coordinator.removeObserver(this);
                then.accept(successful);
            }
        });
    }

    @Override
    public void rollbackOnly() {
        manager.unwrap(SharedSessionContractImplementor.class)
                .getTransactionCoordinator()
                .getTransactionDriverControl()
                .markRollbackOnly();
    }
}
