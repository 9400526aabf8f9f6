package org.loyalty4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.Reinstatement;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.LedgerStore;

/**
 * Looks for points that have expired and are to be given back, and for what is known of those that are to be given more time.
 * Few requests are about them, so no opening asks for them.
 */
final class ExpiredPoints {

    private ExpiredPoints() {}

    /**
     * Returns a request with what is known of its points.
     *
     * @param ledger what is written of the account, which is locked
     * @param decided what the unit has decided and not written yet
     */
    static Command known(LedgerStore ledger, Changes decided, AccountId account, Command.Reinstate asked) {
        Reinstatement request = asked.request();
        Posting expired = Stream.concat(
                        ledger.postings(account, request.expiry(), 1).stream(), decided.postings().stream())
                .filter(posting -> posting.account().equals(account) && posting.number() == request.expiry())
                .findFirst()
                .orElse(null);
        if (expired == null) {
            return asked;
        }
        List<Reinstated> back = new ArrayList<>(ledger.reinstated(account, request.expiry()));
        decided.reinstated().stream()
                .filter(row -> row.account().equals(account) && row.expiry() == request.expiry())
                .forEach(back::add);
        return new Command.Reinstate(request, new Reinstatement.Expired(expired, back));
    }

    /** Returns a request with the lots that points which had been given more time before stood in at first. */
    static Command rooted(LedgerStore ledger, Changes decided, AccountId account, Command.Extend asked) {
        Map<Long, Long> roots = new HashMap<>(0);
        Stream.concat(ledger.extended(account).stream(), decided.extended().stream())
                .filter(row -> row.account().equals(account))
                .forEach(row -> roots.put(row.number(), row.root()));
        return new Command.Extend(asked.request(), roots);
    }
}
