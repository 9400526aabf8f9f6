package org.loyalty4j;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Page;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.UnknownCustomerException;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Claim;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.RecordedGuest;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.Return;
import org.loyalty4j.store.Changes;
import org.loyalty4j.store.StoreTransaction;

/**
 * Where purchases are kept of those who do not say who they are, until somebody claims them. Each call is one
 * transaction, and may be repeated with its key. Safe for use by many threads.
 */
public final class Guests {

    private final Engine engine;

    Guests(Engine engine) {
        this.engine = engine;
    }

    /**
     * Keeps a purchase that nobody's name is on. It earns nothing. Its key is one of purchases: the till cannot use it for a
     * customer's purchase, too.
     *
     * @return the purchase as it is kept
     * @throws InvalidRequestException if the purchase cannot be meant, such as one of tomorrow
     * @throws KeyReusedException if its key stands for another purchase, or a customer's
     */
    public GuestAnswer record(GuestPurchase purchase) {
        new Violations().required("purchase", purchase).throwIfAny();
        CommandKey key = purchase.key();
        return engine.write(tx -> {
            Optional<RecordedGuest> earlier = tx.guests().find(key);
            if (earlier.isPresent()) {
                requireSame(key, earlier.get().fingerprint(), RecordedGuest.printOf(purchase), Operation.SALE.fields());
                return new GuestAnswer.Kept(earlier.get(), true);
            }
            if (purses(tx).stream()
                    .anyMatch(purse -> tx.sales().find(purse, key).isPresent())) {
                throw new KeyReusedException(key, "customer");
            }
            GuestPurchase written =
                    new GuestPurchase(purchase.purchase(), engine.phones().written(purchase.marks()));
            RecordedGuest guest = RecordedGuest.of(engine.programs(tx), written, engine.now());
            Changes changes = Changes.none();
            changes.guests().add(guest);
            engine.append(tx, changes);
            return new GuestAnswer.Kept(guest, false);
        });
    }

    /** Whatever is recorded in another purse is recorded in the main one, too. */
    private List<String> purses(StoreTransaction tx) {
        return engine.whole(tx).purses().stream().limit(1).toList();
    }

    private static void requireSame(CommandKey key, Fingerprint first, Fingerprint now, List<String> fields) {
        Optional<String> difference = first.firstDifference(now, fields);
        if (difference.isPresent()) {
            throw new KeyReusedException(key, difference.get());
        }
    }

    /**
     * Takes goods of a guest purchase back, before it is claimed: what has come back is not claimed. Once it is claimed,
     * goods come back as those of any purchase, see {@link Till#giveBack}.
     *
     * @param goods what comes back; its customer is {@link CustomerId#NOBODY}
     * @return the purchase with what has come back; or the refusal: it is unknown, more comes back than is there, or it is
     *     claimed already
     * @throws InvalidRequestException if the return cannot be meant, or parts have come back
     *     {@value RecordedGuest#RETURNS_MAX} times: then only all that is left can come back
     * @throws KeyReusedException if its key stands for another return of a guest purchase
     */
    public GuestAnswer giveBack(Return goods) {
        new Violations().required("return", goods).throwIfAny();
        new Violations()
                .check(
                        goods.customer().equals(CustomerId.NOBODY),
                        "customer",
                        Code.HAS_CUSTOMER,
                        "goods of a customer come back at the till")
                .throwIfAny();
        Fingerprint print = new Command.GiveBack(goods).fingerprint();
        return engine.write(tx -> {
            Optional<RecordedGuest.Step> earlier = tx.guests().step(RecordedGuest.Kind.RETURN, goods.key());
            if (earlier.isPresent()) {
                requireSame(goods.key(), earlier.get().fingerprint(), print, RecordedGuest.Kind.RETURN.fields());
                return new GuestAnswer.Kept(
                        tx.guests().find(earlier.get().purchase()).orElseThrow(), true);
            }
            RecordedGuest guest = tx.guests().find(goods.purchase()).orElse(null);
            if (guest == null || guest.claim().isPresent()) {
                return new GuestAnswer.Refused(guest == null ? Refusal.UNKNOWN_PURCHASE : Refusal.ALREADY_CLAIMED);
            }
            Optional<RecordedGuest.Step> step = guest.back(engine.programs(tx), goods, engine.now());
            if (step.isEmpty()) {
                return new GuestAnswer.Refused(Refusal.MORE_THAN_BOUGHT);
            }
            Changes changes = Changes.none();
            changes.guestSteps().add(step.get());
            engine.append(tx, changes);
            return new GuestAnswer.Kept(guest.with(step.get()), false);
        });
    }

    /**
     * Makes a guest purchase a customer's, once, within the time that the program of its date allows. It earns and counts
     * as one that arrives late: by the rules valid when it was made, less what has come back. The customer may have joined
     * since.
     *
     * @return what the purchase came to; or the refusal: it is unknown, this customer's or another's already, too late, or
     *     all of it has come back
     * @throws InvalidRequestException if the claim cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another claim
     */
    public Settlement claim(Claim claim) {
        return settle(claim, true);
    }

    /**
     * Returns what would come of claiming a guest purchase now, as {@link #claim} would answer. Nothing is written and the
     * key stays free.
     *
     * @throws InvalidRequestException if the claim cannot be meant
     * @throws UnknownCustomerException if the customer is not enrolled
     * @throws KeyReusedException if its key stands for another claim
     */
    public Settlement quote(Claim claim) {
        return settle(claim, false);
    }

    private Settlement settle(Claim claim, boolean writes) {
        new Violations().required("claim", claim).throwIfAny();
        Map<String, Ratio> factors = factors(claim);
        return engine.write(tx -> {
            requireSame(tx, claim);
            RecordedGuest guest = tx.guests().find(claim.purchase()).orElse(null);
            if (guest == null || guest.isAllBack()) {
                boolean known = guest != null;
                return refused(
                        new Settler(engine, tx), claim, known ? Refusal.ALREADY_RETURNED : Refusal.UNKNOWN_PURCHASE);
            }
            Command sale = claim.sale(guest).with(factors);
            Receipts unit = Receipts.gathered(engine, tx, List.of(sale));
            Settler settler = unit.own();
            settler.known(claim.customer());
            CommandRecord before = unit.before(sale).orElse(null);
            if (before != null) {
                boolean own = Kin.same(tx, before.customer(), claim.customer());
                // Read anew: this very claim may have been settled since by another thread, after goods came back.
                Optional<RecordedGuest> settled = tx.guests()
                        .find(claim.purchase())
                        .filter(found -> found.claim()
                                .filter(step -> step.key().equals(claim.key()))
                                .isPresent());
                return own && settled.isPresent()
                        ? unit.repeated(claim.sale(settled.get()).with(factors)).orElseThrow()
                        : refused(settler, claim, own ? Refusal.ALREADY_CLAIMED : Refusal.CLAIMED_BY_ANOTHER);
            }
            Optional<Refusal> no = Claim.refusal(engine.whole(tx), guest, engine.now());
            if (no.isPresent()) {
                return refused(settler, claim, no.get());
            }
            Receipts.Weighed weighed = unit.weigh(sale);
            if (writes && weighed.settles()) {
                weighed.accept();
                settler.add(guest.claimedBy(claim, weighed.recordedAt()));
                unit.write();
            }
            return weighed.settlement();
        });
    }

    /** Asks the host, before anything is locked. */
    private Map<String, Ratio> factors(Claim claim) {
        if (engine.factors().names().isEmpty()) {
            return Map.of();
        }
        return find(claim.purchase())
                .filter(guest -> !guest.isAllBack())
                .map(guest -> engine.factors().asked(engine, claim.sale(guest)).factors())
                .orElse(Map.of());
    }

    private static void requireSame(StoreTransaction tx, Claim claim) {
        tx.guests().step(RecordedGuest.Kind.CLAIM, claim.key()).ifPresent(earlier -> {
            if (!Kin.same(tx, earlier.customer(), claim.customer())) {
                throw new KeyReusedException(claim.key(), "customer");
            }
            requireSame(
                    claim.key(),
                    earlier.fingerprint(),
                    RecordedGuest.printOf(claim),
                    RecordedGuest.Kind.CLAIM.fields());
        });
    }

    /** Tells the points that the customer could use now. */
    private static Settlement refused(Settler settler, Claim claim, Refusal why) {
        // What had fallen due is not written yet.
        Command upToNow = new Command.CatchUp(claim.key(), claim.customer(), Instant.EPOCH);
        if (settler.state(claim.customer()).isEmpty()) {
            settler.gather(List.of(upToNow));
        }
        RewardAccount now = settler.decision(settler.known(claim.customer()), upToNow)
                .next()
                .account();
        return new Settlement.Refused(why, Points.of(now.available()), Points.NONE);
    }

    /**
     * Returns a guest purchase with everything that was done with it, claimed or not.
     *
     * @throws InvalidRequestException if there is no key
     */
    public Optional<RecordedGuest> find(CommandKey purchase) {
        new Violations().required("purchase", purchase).throwIfAny();
        return engine.read(reader -> reader.guests().find(purchase));
    }

    /**
     * Returns guest purchases that have a mark, the one recorded last first, those included that are claimed. A phone is
     * looked for as all normalizers of the library write it.
     *
     * @param count how many at most, from 1 to {@value Page#SIZE_MAX}
     * @throws InvalidRequestException if there is no mark, or the count is out of range
     */
    public List<RecordedGuest> find(Identifier mark, int count) {
        new Violations().required("mark", mark).throwIfAny();
        int most = Page.checkedSize(count);
        List<Identifier> forms = engine.phones().forms(mark);
        return engine.read(reader -> reader.guests().marked(forms, most));
    }
}
