package org.loyalty4j;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.store.StoreReader;

/** Looks at every account, a page of customers at a time, and adds up the whole store. Used by one thread. */
final class Auditor {

    private static final int PAGE = 100;

    /** How often an account is looked at that others write to meanwhile. */
    private static final int TRIES = 25;

    private final Engine engine;
    private final Map<Posting.Kind, BigInteger> totals = new EnumMap<>(Posting.Kind.class);
    private final List<AuditReport.Finding> findings = new ArrayList<>(0);
    private BigInteger outstanding = BigInteger.ZERO;
    private long found;
    private long accounts;
    private long postings;
    private long skipped;

    Auditor(Engine engine) {
        // All purses are looked at from the main one, whichever desk was asked.
        this.engine = engine.ofMain();
    }

    AuditReport run(Predicate<AuditReport> goOn) {
        CustomerId after = null;
        boolean more = true;
        while (more) {
            CustomerId from = after;
            List<Customer> page = engine.read(reader -> page(reader, from));
            more = !page.isEmpty() && goOn.test(report());
            if (page.isEmpty()) {
                guests();
            } else {
                after = page.get(page.size() - 1).id();
            }
        }
        BigInteger sum = BigInteger.ZERO;
        for (BigInteger total : totals.values()) {
            sum = sum.add(total);
        }
        if (!sum.equals(outstanding)) {
            AuditFindings whole = new AuditFindings("");
            whole.same("I-08", 0, "what is outstanding in the whole store", sum, outstanding);
            add(whole);
        }
        return report();
    }

    /** Looks at the accounts of one customer. */
    AuditReport run(CustomerId customer) {
        engine.read(reader -> {
            look(reader, Kin.required(reader, customer));
            return customer;
        });
        return report();
    }

    /** Looks at the guest purchases, a page at a time. */
    private void guests() {
        CommandKey after = null;
        boolean more = true;
        while (more) {
            CommandKey from = after;
            List<RecordedGuest> page = engine.read(reader -> guests(reader, from));
            more = page.size() == PAGE;
            CommandKey last = page.isEmpty() ? null : page.get(page.size() - 1).key();
            if (last != null && last.equals(after)) {
                throw new StoreException("The store brings guest purchases again that it was to go on after");
            }
            after = last;
        }
    }

    private List<RecordedGuest> guests(StoreReader reader, @Nullable CommandKey after) {
        List<RecordedGuest> page = reader.guests().page(after, PAGE);
        for (RecordedGuest guest : page) {
            AuditFindings own =
                    new AuditFindings("guest purchase " + guest.key().value());
            try {
                new GuestAudit(reader, guest, own).run(engine.programs(reader));
            } catch (ArithmeticException | IllegalArgumentException broken) {
                own.add("I-36", "the guest purchase cannot be read: " + broken.getMessage());
            }
            add(own);
        }
        return page;
    }

    private AuditReport report() {
        return new AuditReport(accounts, postings, skipped, totals, outstanding, found, findings);
    }

    private List<Customer> page(StoreReader reader, @Nullable CustomerId after) {
        List<Customer> page = reader.customers().page(after, PAGE);
        page.forEach(customer -> look(reader, customer));
        return page;
    }

    private void look(StoreReader reader, Customer customer) {
        List<String> purses = engine.whole(reader).purses();
        for (String purse : purses.isEmpty() ? List.of("") : purses) {
            look(engine.in(purse), reader, new AccountId(customer.id(), purse));
        }
    }

    private void look(Engine inside, StoreReader whole, AccountId account) {
        StoreReader reader = inside.view(whole);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<RewardAccount> head = reader.ledger().head(account);
            AuditFindings own = new AuditFindings(name(inside, whole, account));
            AccountAudit audit = new AccountAudit(
                    reader,
                    inside.programs(reader),
                    inside.chainKey(),
                    head.orElseGet(() -> RewardAccount.opened(account)),
                    own);
            try {
                audit.run();
                String main = inside.whole(whole).purses().stream().findFirst().orElse(account.purse());
                if (!main.equals(account.purse())) {
                    new PursesAudit(reader, new AccountId(account.holder(), main), account, own).run();
                }
            } catch (ArithmeticException
                    | DateTimeException
                    | IllegalStateException
                    | IllegalArgumentException broken) {
                own.add("I-36", "the account cannot be folded: " + broken.getMessage());
            }
            // An account that was written to meanwhile was not seen in one state.
            if (head.equals(reader.ledger().head(account))) {
                accounts += head.isPresent() ? 1 : 0;
                postings += audit.count();
                outstanding = outstanding.add(BigInteger.valueOf(audit.outstanding()));
                audit.totals().forEach((kind, total) -> totals.merge(kind, BigInteger.valueOf(total), BigInteger::add));
                add(own);
                return;
            }
        }
        skipped++;
    }

    /** The accounts in other purses than the main one are told apart. */
    private static String name(Engine inside, StoreReader whole, AccountId account) {
        String holder = account.holder().value().toString();
        List<String> purses = inside.whole(whole).purses();
        return purses.size() < 2 || purses.get(0).equals(account.purse()) ? holder : holder + " in " + account.purse();
    }

    private void add(AuditFindings own) {
        found += own.count();
        int room = AuditReport.FINDINGS_MAX - findings.size();
        findings.addAll(own.first().subList(0, Math.min(room, own.first().size())));
    }
}
