package org.loyalty4j;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Anchor;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.store.LedgerStore;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.store.StoreReader;

/** Tells how far all accounts have come, and whether they still are those that had come so far. Used by one thread. */
final class Anchors {

    private static final int PAGE = 100;

    private final Engine engine;

    Anchors(Engine engine) {
        // All purses are looked at from the main one, whichever desk was asked.
        this.engine = engine.ofMain();
    }

    long save(Consumer<? super Anchor> to) {
        long saved = 0;
        CustomerId after = null;
        boolean more = true;
        while (more) {
            CustomerId from = after;
            List<Anchor> found = new ArrayList<>(PAGE);
            Optional<CustomerId> last = engine.read(reader -> page(reader, from, found));
            if (last.isPresent() && last.get().equals(from)) {
                throw new StoreException("The store brings customers again that it was to go on after");
            }
            // Not within the reading: whoever takes them may be slow.
            found.forEach(to);
            saved += found.size();
            after = last.orElse(null);
            more = last.isPresent();
        }
        return saved;
    }

    /** Adds those of a page of customers, and returns the last customer of it, none after the last page. */
    private Optional<CustomerId> page(StoreReader reader, @Nullable CustomerId after, List<Anchor> found) {
        List<Customer> page = reader.customers().page(after, PAGE);
        for (Customer customer : page) {
            for (String purse : engine.whole(reader).purses()) {
                AccountId account = new AccountId(customer.id(), purse);
                LedgerStore ledger = engine.in(purse).view(reader).ledger();
                ledger.head(account)
                        .map(RewardAccount::lastNumber)
                        .flatMap(number -> posting(ledger, account, number))
                        .ifPresent(last -> found.add(new Anchor(account, last.number(), last.hash())));
            }
        }
        return page.isEmpty()
                ? Optional.empty()
                : Optional.of(page.get(page.size() - 1).id());
    }

    AuditReport compare(Iterator<Anchor> saved) {
        List<AuditReport.Finding> findings = new ArrayList<>();
        long compared = 0;
        long broken = 0;
        while (saved.hasNext()) {
            Anchor anchor = saved.next();
            compared++;
            Optional<String> message = engine.read(reader -> lookAt(reader, anchor));
            broken += message.isPresent() ? 1 : 0;
            if (message.isPresent() && findings.size() < AuditReport.FINDINGS_MAX) {
                findings.add(new AuditReport.Finding("I-56", name(anchor.account()), anchor.number(), message.get()));
            }
        }
        return new AuditReport(compared, compared, 0, Map.of(), BigInteger.ZERO, broken, findings);
    }

    private Optional<String> lookAt(StoreReader reader, Anchor anchor) {
        LedgerStore ledger = engine.in(anchor.account().purse()).view(reader).ledger();
        long last = ledger.head(anchor.account()).map(RewardAccount::lastNumber).orElse(0L);
        if (last < anchor.number()) {
            return Optional.of("the account had " + anchor.number() + " postings and has " + last
                    + ": the database is older than what was saved, or postings are lost");
        }
        boolean same = posting(ledger, anchor.account(), anchor.number())
                .filter(posting -> posting.hash().equals(anchor.hash()))
                .isPresent();
        return same
                ? Optional.empty()
                : Optional.of(
                        "the posting is not the one that was saved: the account went on from an older state of the "
                                + "database, or was changed");
    }

    private static Optional<Posting> posting(LedgerStore ledger, AccountId account, long number) {
        return ledger.postings(account, number, 1).stream()
                .filter(posting -> posting.number() == number)
                .findFirst();
    }

    /** Names an account as the audit does. */
    private String name(AccountId account) {
        String holder = account.holder().value().toString();
        List<String> purses = engine.read(reader -> engine.whole(reader).purses());
        return purses.indexOf(account.purse()) == 0 ? holder : holder + " in " + account.purse();
    }
}
