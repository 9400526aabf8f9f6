package org.loyalty4j.program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.points.Extended;
import org.loyalty4j.points.Posting;

/**
 * What the next command of a unit finds of purchases and redemptions, as if it had read them after this one was written.
 *
 * @param sales the purchases, by their keys
 * @param redemptions the redemptions, by their keys
 * @param done what is to be undone
 */
record Aftermath(
        Map<CommandKey, AccountState.Sale> sales,
        Map<CommandKey, AccountState.NamedRedemption> redemptions,
        List<AccountState.Done> done) {

    /**
     * What a command did.
     *
     * @param command its record
     * @param own its own postings
     * @param payments which redemptions now pay which purchases
     * @param sale the purchase that was recorded, or null
     * @param giveBack the return that was recorded, or null
     * @param undo the undoing that was recorded, or null
     * @param expires whether any points have expired within it
     * @param expired how many points of the lots of some earnings have expired within it
     * @param extended points that were given more time
     */
    record Step(
            CommandRecord command,
            List<Posting> own,
            List<RecordedSale.Payment> payments,
            @Nullable RecordedSale sale,
            @Nullable RecordedReturn giveBack,
            @Nullable RecordedUndo undo,
            boolean expires,
            ToLongFunction<List<Posting>> expired,
            List<Extended> extended) {

        List<Posting> ofKind(Posting.Kind kind) {
            return own.stream().filter(posting -> posting.kind() == kind).toList();
        }
    }

    static Aftermath of(AccountState state, Step step) {
        Map<CommandKey, AccountState.NamedRedemption> redemptions = redemptions(state, step);
        return new Aftermath(sales(state, step, redemptions), redemptions, done(state, step));
    }

    private static List<AccountState.Done> done(AccountState state, Step step) {
        RecordedUndo undo = step.undo();
        RecordedReturn giveBack = step.giveBack();
        boolean nothing =
                undo == null && (giveBack == null || giveBack.payments().isEmpty());
        if (nothing || (state.done().isEmpty() && undo == null)) {
            return state.done();
        }
        List<AccountState.Done> after = new ArrayList<>();
        boolean found = false;
        for (AccountState.Done done : state.done()) {
            boolean own = undo != null && undo.isOf(done.command());
            found |= own;
            long returned = giveBack == null
                    ? done.returned()
                    : Math.max(
                            done.returned(),
                            done.postings().stream()
                                    .mapToLong(posting -> giveBack.restored(posting.number()))
                                    .sum());
            after.add(new AccountState.Done(done.command(), done.postings(), returned, own ? undo : done.lastUndo()));
        }
        if (undo != null && !found) {
            AccountState.Done done = UndoDraft.find(state, undo.of(), undo.key());
            if (done != null) {
                after.add(new AccountState.Done(done.command(), done.postings(), done.returned(), undo));
            }
        }
        return after;
    }

    private static Map<CommandKey, AccountState.NamedRedemption> redemptions(AccountState state, Step step) {
        boolean redeems = step.command().operation() == Operation.REDEEM;
        if (!redeems && step.payments().isEmpty()) {
            return state.redemptions();
        }
        Layers<CommandKey, AccountState.NamedRedemption> after = Layers.of(state.redemptions());
        if (redeems) {
            List<Posting> used = step.ofKind(Posting.Kind.REDEEM);
            after = after.and(step.command().key(), new AccountState.NamedRedemption(step.command(), null, used));
        }
        for (RecordedSale.Payment payment : step.payments()) {
            AccountState.NamedRedemption named = after.get(payment.redemption());
            after = named == null ? after : after.and(payment.redemption(), named.paying(payment.purchase()));
        }
        return after;
    }

    private static Map<CommandKey, AccountState.Sale> sales(
            AccountState state, Step step, Map<CommandKey, AccountState.NamedRedemption> redemptions) {
        RecordedSale sale = step.sale();
        AccountState.Sale recorded = sale == null ? null : recorded(state, sale, step, redemptions);
        Layers<CommandKey, AccountState.Sale> after = Layers.of(state.sales());
        for (CommandKey key : touched(state, step)) {
            AccountState.Sale earlier = after.get(key);
            AccountState.Sale now = earlier == null ? null : changed(key, earlier, step);
            after = now == null ? after : after.and(key, now);
        }
        return recorded == null ? after : after.and(step.command().key(), recorded);
    }

    /** Returns the purchases that may be other ones after it: all of them only where points have expired. */
    private static Set<CommandKey> touched(AccountState state, Step step) {
        if (step.expires()) {
            return state.sales().keySet();
        }
        if (step.giveBack() == null && step.payments().isEmpty() && step.undo() == null) {
            return Set.of();
        }
        Set<CommandKey> touched = new HashSet<>();
        if (step.giveBack() != null) {
            touched.add(step.giveBack().purchase());
        }
        step.payments().forEach(payment -> touched.add(payment.purchase()));
        if (step.undo() != null) {
            long debit = step.undo().debit();
            state.sales().forEach((key, sale) -> {
                if (sale.payments().stream().anyMatch(payment -> payment.number() == debit)) {
                    touched.add(key);
                }
            });
        }
        return touched;
    }

    private static AccountState.@Nullable Sale recorded(
            AccountState state,
            RecordedSale sale,
            Step step,
            Map<CommandKey, AccountState.NamedRedemption> redemptions) {
        List<Posting> earnings = step.ofKind(Posting.Kind.EARN);
        List<Posting> payments = new ArrayList<>(step.ofKind(Posting.Kind.REDEEM));
        Map<Long, Long> undone = new HashMap<>(0);
        for (AccountState.NamedRedemption named : redemptions.values()) {
            if (sale.purchase().key().equals(named.pays())) {
                if (named.postings().isEmpty()) {
                    return null;
                }
                payments.addAll(named.postings());
                AccountState.Done done =
                        UndoDraft.find(state, Operation.REDEEM, named.command().key());
                if (done != null && done.lastUndo() != null) {
                    undone.put(done.lastUndo().debit(), done.undone());
                }
            }
        }
        payments.sort(Comparator.comparingLong(Posting::number));
        return new AccountState.Sale(
                sale, earnings, payments, null, step.expired().applyAsLong(earnings), undone);
    }

    /** Returns a purchase as it is after the command, or null when it stays as it is. */
    private static AccountState.@Nullable Sale changed(CommandKey key, AccountState.Sale earlier, Step step) {
        RecordedReturn giveBack = step.giveBack();
        boolean returned = giveBack != null && giveBack.purchase().equals(key);
        boolean paid = step.command().operation() == Operation.REDEEM
                && step.payments().stream()
                        .anyMatch(payment -> payment.purchase().equals(key));
        RecordedUndo undo = step.undo();
        boolean undone =
                undo != null && earlier.payments().stream().anyMatch(payment -> payment.number() == undo.debit());
        long expired = step.expired().applyAsLong(earlier.lots());
        List<Posting> extended = extended(earlier, step);
        if (!returned && !paid && !undone && expired == 0 && extended.isEmpty()) {
            return null;
        }
        List<Posting> payments = new ArrayList<>(earlier.payments());
        if (paid) {
            payments.addAll(step.ofKind(Posting.Kind.REDEEM));
        }
        Map<Long, Long> all = new HashMap<>(earlier.undone());
        if (undo != null && undone) {
            all.put(undo.debit(), undo.points());
        }
        return new AccountState.Sale(
                earlier.sale(),
                earlier.earnings(),
                payments,
                returned ? giveBack : earlier.lastReturn(),
                earlier.expired() + expired,
                all,
                Stream.concat(earlier.extended().stream(), extended.stream()).toList());
    }

    /** Returns the postings with which points of a purchase were given more time. */
    private static List<Posting> extended(AccountState.Sale earlier, Step step) {
        List<Posting> postings = new ArrayList<>(0);
        for (Extended row : step.extended()) {
            if (earlier.earnings().stream().anyMatch(earning -> earning.number() == row.root())) {
                step.own().stream()
                        .filter(posting -> posting.number() == row.number())
                        .forEach(postings::add);
            }
        }
        return postings;
    }
}
