package org.loyalty4j.examples.bench.db;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.PersistenceUnitTransactionType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.loyalty4j.money.Money;

/**
 * What a shop would write: entities with a version, an entity manager for each command, begun again when another one was
 * faster.
 */
final class VersionedShop implements Contender {

    private static final int TRIES = 1_000;

    private final String name;
    private final String schema;
    private final HikariDataSource pool;
    private final EntityManagerFactory factory;
    private final AtomicLong repeats = new AtomicLong();

    VersionedShop(String name, String schema, HikariDataSource pool) {
        this.name = name;
        this.schema = schema;
        this.pool = pool;
        HibernatePersistenceConfiguration unit = new HibernatePersistenceConfiguration("shop");
        unit.transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL);
        ShopRows.all().forEach(unit::managedClass);
        unit.property("jakarta.persistence.nonJtaDataSource", pool);
        // A lost race is nothing to report.
        unit.property("hibernate.jdbc.log.errors", false);
        this.factory = unit.createEntityManagerFactory();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String schema() {
        return schema;
    }

    @Override
    public long repeats() {
        return repeats.get();
    }

    /** Some work in a transaction. */
    private interface Work {
        void on(EntityManager manager, ShopRows.Head head);
    }

    private void inTransaction(int customer, Work work) {
        for (int attempt = 1; ; attempt++) {
            try {
                factory.runInTransaction(manager -> work.on(manager, head(manager, customer)));
                return;
            } catch (PersistenceException lost) {
                if (attempt == TRIES) {
                    throw lost;
                }
                repeats.incrementAndGet();
            }
        }
    }

    private static ShopRows.Head head(EntityManager manager, int customer) {
        return manager.createQuery(
                        "select h from ShopRows$Head h where h.customerId = :customer and h.purse = 'points'",
                        ShopRows.Head.class)
                .setParameter("customer", Sample.id(customer))
                .getSingleResult();
    }

    @Override
    public void sell(int customer, String key) {
        inTransaction(customer, (manager, head) -> {
            Instant now = Hashes.now();
            ShopRows.Asked command = command(head, customer, "SALE", key, now);
            command.earned = Sample.EARNED;
            command.balance += Sample.EARNED;
            manager.persist(command);
            sale(manager, command, now);
            ShopRows.Entry posting = posting(head, command, "EARN", Sample.EARNED, Hashes.attributions());
            posting.lotEarnedAt = now;
            posting.lotGoneAt = Sample.goneOf(LocalDate.ofInstant(now, ZoneOffset.UTC));
            manager.persist(posting);
            ShopRows.Lot lot = new ShopRows.Lot();
            lot.account = head.id;
            lot.goneAt = posting.lotGoneAt;
            lot.earnedAt = now;
            lot.number = posting.number;
            lot.remaining = Sample.EARNED;
            manager.persist(lot);
            day(manager, head, now);
        });
    }

    private static void day(EntityManager manager, ShopRows.Head head, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        ShopRows.Day day = manager.find(ShopRows.Day.class, new ShopRows.Day.Key(head.id, today));
        boolean first = day == null;
        if (day == null) {
            day = new ShopRows.Day();
            day.account = head.id;
            day.localDate = today;
            day.peak = "Green";
        }
        day.spend += Sample.TOTAL;
        day.points += Sample.EARNED;
        day.purchases++;
        if (first) {
            manager.persist(day);
        }
        head.tier = "Green";
        head.tierSince = Instant.EPOCH;
        head.ladderVersion = 1;
        head.windowStart = today.minusMonths(12);
        head.windowDay = today;
        head.windowSum = (head.windowSum == null ? 0 : head.windowSum) + Sample.TOTAL;
        head.tierChanges = 0;
        head.tierRevision = 0;
    }

    private static ShopRows.Asked command(
            ShopRows.Head head, int customer, String operation, String key, Instant now) {
        ShopRows.Asked command = new ShopRows.Asked();
        command.account = head.id;
        command.sequence = head.commands + 1;
        command.id = Hashes.id(now);
        command.operation = operation;
        command.requestKey = key;
        command.customerId = Sample.id(customer);
        command.fingerprint = Hashes.fingerprint(customer, operation);
        command.balance = head.balance;
        command.firstNumber = head.lastNumber + 1;
        command.lastNumber = head.lastNumber + 1;
        command.recordedAt = now;
        command.salt = ThreadLocalRandom.current().nextLong();
        return command;
    }

    private static ShopRows.Entry posting(
            ShopRows.Head head, ShopRows.Asked command, String kind, long amount, String attributions) {
        ShopRows.Entry posting = new ShopRows.Entry();
        posting.account = head.id;
        posting.number = head.lastNumber + 1;
        posting.kind = kind;
        posting.amount = amount;
        posting.balanceAfter = head.balance + amount;
        posting.attributions = kind.equals("EARN") ? attributions : null;
        UUID customer = command.customerId;
        posting.commandId = command.id;
        posting.programVersion = 1;
        posting.countsAt = command.recordedAt;
        posting.recordedAt = command.recordedAt;
        posting.hash = Hashes.chain(
                head.lastHash,
                new Hashes.Written(
                        customer,
                        posting.number,
                        kind,
                        amount,
                        posting.balanceAfter,
                        command.id,
                        command.recordedAt,
                        attributions),
                command.salt,
                command.requestKey);
        head.balance = posting.balanceAfter;
        head.lastNumber = posting.number;
        head.lastHash = posting.hash;
        head.lastRecordedAt = command.recordedAt;
        return posting;
    }

    private static void sale(EntityManager manager, ShopRows.Asked command, Instant now) {
        ShopRows.Sale sale = new ShopRows.Sale();
        sale.account = command.account;
        sale.sequence = command.sequence;
        sale.countsAt = now;
        sale.currency = "USD";
        sale.total = Sample.TOTAL;
        manager.persist(sale);
        int place = 0;
        for (Money price : List.of(Sample.BREAD, Sample.CHEESE, Sample.WINE)) {
            ShopRows.Line line = new ShopRows.Line();
            line.account = command.account;
            line.sequence = command.sequence;
            line.place = ++place;
            line.lineId = String.valueOf(place);
            line.kind = "GOODS";
            line.quantity = BigDecimal.ONE;
            line.net = price.minor();
            manager.persist(line);
        }
    }

    @Override
    public void redeem(int customer, String key) {
        inTransaction(customer, (manager, head) -> {
            Instant now = Hashes.now();
            ShopRows.Asked command = command(head, customer, "REDEEM", key, now);
            command.redeemed = Sample.REDEEMED;
            command.balance -= Sample.REDEEMED;
            manager.persist(command);
            manager.persist(posting(head, command, "REDEEM", -Sample.REDEEMED, "lots"));
            long wanted = Sample.REDEEMED;
            int place = 0;
            for (ShopRows.Lot lot : lots(manager, head)) {
                long used = Math.min(wanted, lot.remaining);
                ShopRows.Used part = new ShopRows.Used();
                part.account = head.id;
                part.postingNumber = head.lastNumber;
                part.place = ++place;
                part.lot = lot.number;
                part.earnedAt = lot.earnedAt;
                part.goneAt = lot.goneAt;
                part.amount = -used;
                manager.persist(part);
                lot.remaining -= used;
                if (lot.remaining == 0) {
                    manager.remove(lot);
                }
                wanted -= used;
                if (wanted == 0) {
                    return;
                }
            }
            throw new IllegalStateException("There are not that many points");
        });
    }

    private static List<ShopRows.Lot> lots(EntityManager manager, ShopRows.Head head) {
        return manager.createQuery(
                        "select l from ShopRows$Lot l where l.account = :account"
                                + " order by l.goneAt, l.earnedAt, l.number",
                        ShopRows.Lot.class)
                .setParameter("account", head.id)
                .getResultList();
    }

    @Override
    public void close() {
        factory.close();
        pool.close();
    }
}
