package org.loyalty4j.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.CommandRecord.Result;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.program.Undo;
import org.loyalty4j.tier.Tier;
import org.loyalty4j.tier.TierPolicy;

/** What the design pages say, done in the plainest way: lists, maps and sums, without any thought of speed. */
class Model {

    final LoyaltyProgram program;
    private Map<CustomerId, ModelAccount> accounts = new HashMap<>();
    private Map<String, Told> told = new HashMap<>();
    private ModelGuests guests = new ModelGuests();

    /** What the purchases of who is corrected next earned too little, as the library says: how much is no matter of this model. */
    long differs;

    /** Redemptions that only another purse knows. */
    Set<CommandKey> elsewhere = Set.of();

    Model(LoyaltyProgram program) {
        this.program = program;
    }

    private static final Result NOTHING = new Result(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null);

    /** What was asked under a key, and what was answered. */
    private record Told(Object request, Result result) {}

    /** A request that ends with "no" or with an exception. */
    static final class No extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String answer;

        No(String answer) {
            super(answer, null, false, false);
            this.answer = answer;
        }

        String answer() {
            return answer;
        }
    }

    void enroll(CustomerId customer, Instant joined) {
        accounts.put(customer, new ModelAccount(joined, new ModelNotices(program), new ModelIdle(program)));
    }

    ModelAccount account(CustomerId customer) {
        ModelAccount account = accounts.get(customer);
        if (account == null) {
            throw new IllegalStateException("nobody enrolled " + customer);
        }
        return account;
    }

    Model copy() {
        Model copy = fresh();
        accounts.forEach((customer, account) -> copy.accounts.put(customer, account.copy()));
        copy.told.putAll(told);
        copy.guests = guests.copy();
        return copy;
    }

    /** Returns a model of the same kind that knows nothing. */
    Model fresh() {
        return new Model(program);
    }

    private void become(Model other) {
        accounts = other.accounts;
        told = other.told;
        guests = other.guests;
    }

    /** Answers a request as text; whatever is answered with "no" leaves nothing behind. */
    List<String> apply(Instant clock, Action action) {
        if (action instanceof Action.SellAll all) {
            return sellAll(clock, all);
        }
        if (action instanceof Action.Together together) {
            Model before = copy();
            List<String> answers = new ArrayList<>();
            together.actions().forEach(each -> answers.addAll(apply(clock, each)));
            if (together.thrown()) {
                become(before);
            }
            return answers;
        }
        return List.of(one(clock, action));
    }

    private List<String> sellAll(Instant clock, Action.SellAll all) {
        Model before = copy();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < all.purchases().size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparing(
                        (Integer i) -> all.purchases().get(i).happened().orElse(clock))
                .thenComparing(
                        i -> Optional.ofNullable(all.purchases().get(i).place().till())
                                .orElse(""))
                .thenComparing(i -> all.purchases().get(i).key().value()));
        String[] answers = new String[order.size()];
        for (int i : order) {
            answers[i] = one(clock, new Action.Sell(Checkout.of(all.purchases().get(i))));
            boolean thrown = answers[i].startsWith("Invalid") || answers[i].equals("KeyReused");
            if (all.allOrNothing() && thrown) {
                become(before);
                return List.of(answers[i]);
            }
        }
        if (all.allOrNothing() && Arrays.stream(answers).anyMatch(answer -> answer.startsWith("Refused"))) {
            become(before);
            for (int i : order) {
                Asked asked =
                        Asked.of(new Action.Sell(Checkout.of(all.purchases().get(i))));
                boolean stands =
                        told.containsKey(asked.space() + " " + asked.key().value());
                answers[i] = stands || answers[i].startsWith("Refused") ? answers[i] : "NotRecorded";
            }
        }
        return List.of(answers);
    }

    private String one(Instant clock, Action action) {
        if (action instanceof Action.Leave leave) {
            ModelAccount account = account(leave.departure().customer());
            Instant now = clock.isBefore(account.joined) ? account.joined : clock;
            account.leftAt = account.leftAt == null ? now : account.leftAt;
            return "left " + account.leftAt;
        }
        if (action instanceof Action.Maintain) {
            return "";
        }
        if (action instanceof Action.Reckon) {
            accounts.replaceAll((customer, account) -> reckoned(clock, customer, account));
            return "reckoned true";
        }
        if (action instanceof Action.Open open) {
            return opened(clock, open);
        }
        if (action instanceof Action.GuestSale sale) {
            return kept(clock, sale);
        }
        if (action instanceof Action.GuestBack back) {
            return guests.back(back.goods());
        }
        Asked asked = Asked.of(action);
        Told before = told.get(asked.space() + " " + asked.key().value());
        if (before != null) {
            return before.request().equals(asked.content()) ? settled(before.result(), true) : "KeyReused";
        }
        if (action instanceof Action.Send || action instanceof Action.SendBack) {
            return moved(clock, action, asked);
        }
        ModelAccount account = account(asked.customer()).copy();
        try {
            Instant now = account.now(clock);
            Result result = new ModelDecision(this, account, now, clock).decide(action);
            if (action instanceof Action.ClaimGuest claimed) {
                guests.claimed(claimed.claim().purchase(), asked.customer());
            }
            account.recorded(now);
            accounts.put(asked.customer(), account);
            told.put(asked.space() + " " + asked.key().value(), new Told(asked.content(), result));
            return settled(result, false);
        } catch (No no) {
            return no.answer();
        }
    }

    /** An account is reckoned anew once; where it stands comes from what its purchases count by now alone. */
    private ModelAccount reckoned(Instant clock, CustomerId customer, ModelAccount account) {
        if (account.recordedAt.equals(Instant.EPOCH)
                || told.putIfAbsent("RECKON " + customer, new Told(program, NOTHING)) != null) {
            return account;
        }
        ModelAccount anew = account.copy();
        Instant now = anew.now(clock);
        ModelEntries entries = new ModelEntries(program, anew, now);
        anew.counted().forEach(sale -> sale.peak = 0);
        ModelStanding.notePeaks(program, anew);
        entries.look();
        anew.expire(now);
        anew.notices.pass(now);
        if (anew.leftAt == null || now.isBefore(anew.leftAt)) {
            entries.give();
        }
        anew.recorded(now);
        return anew;
    }

    private String kept(Instant clock, Action.GuestSale sale) {
        String key = "SALE " + sale.purchase().key().value();
        Told before = told.get(key);
        if (before != null) {
            return before.request().equals(sale.purchase()) ? "kept again" : "KeyReused";
        }
        try {
            guests.keep(program, sale.purchase(), clock);
            told.put(key, new Told(sale.purchase(), NOTHING));
            return "kept";
        } catch (No no) {
            return no.answer();
        }
    }

    ModelGuests guests() {
        return guests;
    }

    private String opened(Instant clock, Action.Open open) {
        OpeningBalance balance = open.balance();
        String key = "OPENING " + balance.key().value();
        Told before = told.get(key);
        if (before != null) {
            return before.request().equals(balance)
                    ? "given 0 there 1 changed 0 refused 0"
                    : "given 0 there 0 changed 1 refused 0";
        }
        ModelAccount account = account(balance.customer()).copy();
        try {
            Instant now = account.now(clock);
            Result result = new ModelDecision(this, account, now, clock).decide(open);
            account.recorded(now);
            accounts.put(balance.customer(), account);
            told.put(key, new Told(balance, result));
            return "given " + result.earned() + " there 0 changed 0 refused 0";
        } catch (No no) {
            return "given 0 there 0 changed 0 refused 1";
        }
    }

    private String moved(Instant clock, Action action, Asked asked) {
        CustomerId receiver = action instanceof Action.Send send
                ? send.transfer().receiver()
                : ((Action.SendBack) action).request().receiver();
        ModelAccount from = account(asked.customer()).copy();
        ModelAccount to = account(receiver).copy();
        try {
            ModelTransfer transfer = new ModelTransfer(program, from, to, clock);
            Result result = action instanceof Action.Send send
                    ? transfer.send(send.transfer())
                    : transfer.undo(((Action.SendBack) action).request());
            accounts.put(asked.customer(), from);
            accounts.put(receiver, to);
            told.put(asked.space() + " " + asked.key().value(), new Told(asked.content(), result));
            return settled(result, false);
        } catch (No no) {
            return no.answer();
        }
    }

    /** Says whether a key stands for the undoing of something of a customer. */
    boolean isUndoing(CommandKey key, CustomerId customer) {
        Told before = told.get("UNDO " + key.value());
        return before != null
                && before.request() instanceof Undo undo
                && undo.customer().equals(customer);
    }

    static String settled(Result result, boolean replayed) {
        return "SETTLED " + result + (replayed ? " again" : "");
    }

    /** Returns the tier whose rate and rules count for a purchase: by the standing before it, at its own time. */
    Tier tier(ModelAccount account, ModelPaid paid, Instant counts) {
        int rank = ModelStanding.at(program, account, counts).had();
        Tier found = program.ladder().tiers().get(rank);
        if (program.ladder().policy().rates() == TierPolicy.RateTiming.BEFORE) {
            return found;
        }
        ModelAccount after = account.copy();
        after.sales.add(new ModelSale(
                program,
                paid.purchase(),
                counts,
                ModelEarning.pointsByLine(
                        program,
                        paid,
                        counts,
                        ModelTurns.of(program, account, paid, counts, found).keySet(),
                        found,
                        new ModelCarry(program, account.carried),
                        ModelLimits.ofPurchase(program, account, program.dateOf(counts)))));
        ModelStanding.notePeaks(program, after);
        int left = ModelStanding.at(program, after, counts).had();
        return program.ladder().tiers().get(Math.max(rank, left));
    }
}
