package org.loyalty4j.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.AuditReport;
import org.loyalty4j.Loyalty;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.Balance;
import org.loyalty4j.points.ExpiryNotice;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.tier.TierProgress;

/** Runs a script against the library and the model, and stops where they first disagree. */
final class Simulation {

    private final Script script;
    private final SimulatedShop shop;
    private final Model model;
    private int at;

    private Simulation(Script script, Flaw flaw) {
        this.script = script;
        this.shop = new SimulatedShop(script, flaw);
        this.model = flaw.model().apply(script.program());
        shop.customers.forEach(customer -> model.enroll(customer, script.opening()));
    }

    /**
     * Where the two disagree.
     *
     * @param step the number of the step in the script
     * @param question what was asked
     */
    record Difference(int step, String question, String library, String model) {

        /** Says whether the same kind of question is answered wrongly, so that shrinking does not go astray. */
        boolean isLike(Difference other) {
            return question.startsWith(other.question.substring(0, 5));
        }

        @Override
        public String toString() {
            return "after step " + step + ", " + question + "\n  library: " + library + "\n  model:   " + model;
        }
    }

    private static final class Found extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Difference difference;

        private Found(Difference difference) {
            super(difference.toString(), null, false, false);
            this.difference = difference;
        }
    }

    /** Returns the first difference, empty when there is none. */
    static Optional<Difference> run(Script script, Flaw flaw) {
        Simulation simulation = null;
        try {
            simulation = new Simulation(script, flaw);
            simulation.run();
            return Optional.empty();
        } catch (Found found) {
            return Optional.of(found.difference);
        } catch (RuntimeException broken) {
            int step = simulation == null ? -1 : simulation.at;
            StackTraceElement[] trace = broken.getStackTrace();
            return Optional.of(new Difference(
                    step,
                    "something was thrown",
                    broken + " at " + (trace.length == 0 ? "" : trace[0]),
                    "no exception"));
        }
    }

    private void run() {
        for (at = 0; at < script.steps().size(); at++) {
            take(script.steps().get(at));
            if (at % 100 == 99) {
                audit();
            }
        }
        audit();
        new Aftermath(script, shop, this::same).check();
    }

    private void take(Step step) {
        Action action = step.action();
        shop.clock.set(step.clock());
        if (step.quoted()
                && (action instanceof Action.Sell
                        || action instanceof Action.Redeem
                        || action instanceof Action.Hold)) {
            Model after = model.copy();
            List<String> answers = after.apply(step.clock(), action);
            same("quote", shop.quote(action), answers);
            if (action instanceof Action.Sell sell && answers.get(0).startsWith("SETTLED")) {
                ModelAccount account = after.account(sell.checkout().purchase().customer());
                sameStanding(
                        " after a receipt that is not made",
                        account,
                        account.now(step.clock()),
                        () -> shop.loyalty.till().standingAfter(sell.checkout()).orElseThrow());
            }
            compareTouched(step);
        }
        if (action instanceof Action.Correct correct) {
            model.differs = differences(shop.loyalty, correct);
        }
        List<String> answers = shop.ask(step);
        if (answers.isEmpty()) {
            if (step.fault() == Step.Fault.AFTER_COMMIT) {
                model.apply(step.clock(), action);
            }
            answers = shop.ask(new Step(step.clock(), action, Step.Fault.NONE, false));
        }
        same("answer", answers, model.apply(step.clock(), action));
        boolean settled =
                answers.get(0).startsWith("SETTLED") && !answers.get(0).endsWith(" again");
        if (action instanceof Action.Correct correct && settled) {
            same("differences that a correction leaves", differences(shop.loyalty, correct), 0L);
        }
        compareTouched(step);
    }

    /** Returns by how much the purchases that are to be corrected differ. */
    static long differences(Loyalty desks, Action.Correct correct) {
        return desks.accounts()
                .differences(correct.request().customer(), correct.request().from())
                .sum()
                .minor();
    }

    /** Asks about those the step was about, and in turn about somebody else. */
    private void compareTouched(Step step) {
        Action action = step.action();
        boolean aboutMany = action instanceof Action.SellAll
                || action instanceof Action.Together
                || action instanceof Action.Maintain
                || action instanceof Action.Send
                || action instanceof Action.SendBack
                || action instanceof Action.Leave
                || action instanceof Action.Reckon;
        if (aboutMany || at % 10 == 0) {
            compareAll(step.clock());
        } else if (!(action instanceof Action.GuestSale || action instanceof Action.GuestBack)) {
            compare(
                    Asked.of(action).customer(),
                    step.clock(),
                    new Random(step.clock().getEpochSecond()));
        }
    }

    private void compareAll(Instant clock) {
        Random random = new Random(clock.getNano() + clock.getEpochSecond());
        for (CustomerId customer : shop.customers) {
            compare(customer, clock, random);
        }
    }

    private void compare(CustomerId customer, Instant clock, Random random) {
        ModelAccount account = model.account(customer);
        Instant now = account.now(clock);
        String who = " of customer " + (shop.customers.indexOf(customer) + 1);
        var desk = shop.loyalty.accounts();
        Balance balance = desk.balance(customer);
        same("balance now" + who, balance.total().minor(), account.balance(now, Instant.MAX));
        same("pending now" + who, balance.pending().minor(), account.pending(now, Instant.MAX));
        Instant past = clock.minus(Duration.ofDays(random.nextInt(40))).minusSeconds(random.nextInt(90_000));
        Instant future = clock.plus(Duration.ofDays(random.nextInt(400))).plusSeconds(random.nextInt(90_000));
        for (Instant time : List.of(past, future)) {
            sameBalance(who, customer, account, time, null);
            sameBalance(who, customer, account, time, past);
            sameStanding(who, customer, account, time);
        }
        if (!account.sales.isEmpty() && random.nextInt(4) == 0) {
            ModelSale sale = account.sales.get(random.nextInt(account.sales.size()));
            sameStanding(who, customer, account, sale.countsAt);
        }
        same("parts now" + who, parts(balance), account.parts(now, Instant.MAX));
        ModelAccount written = account.copy();
        written.expire(now);
        if (written.repaid.size() == account.repaid.size()) {
            Map<Long, Long> debts = new TreeMap<>();
            AccountId id = new AccountId(customer, script.program().purse().code());
            shop.store
                    .reading(reader -> reader.debts().debts(id))
                    .forEach(debt -> debts.put(debt.debit(), debt.left()));
            same("open debts" + who, debts, account.debts());
        }
        same(
                "live holds" + who,
                shop.loyalty.rewards().holds(customer, 100).stream()
                        .mapToLong(Hold::amount)
                        .sum(),
                account.held(now, Instant.MAX));
        same("expiry schedule" + who, desk.expirySchedule(customer), schedule(account, written, now));
        sameNotices(who, customer, account, written);
        sameStanding(who, customer, account, now);
        sameStatement(who, account, written, desk.statement(customer, 12).items());
    }

    private void sameBalance(
            String who, CustomerId customer, ModelAccount account, Instant at, @Nullable Instant knownAt) {
        var desk = shop.loyalty.accounts();
        Balance said = knownAt == null ? desk.balance(customer, at) : desk.balance(customer, at, knownAt);
        long[] sums = account.sums(at, knownAt == null ? Instant.MAX : knownAt);
        Supplier<String> what = () -> " at " + at + (knownAt == null ? "" : " known " + knownAt) + who;
        same(() -> "balance" + what.get(), said.total().minor(), sums[0]);
        same(() -> "pending" + what.get(), said.pending().minor(), sums[1]);
        same(() -> "parts" + what.get(), parts(said), ModelAccount.parts(sums[0], sums[1], sums[2]));
    }

    /** Everything that was to be told must be there, once, and after it nothing but what maintenance may have written. */
    private void sameNotices(String who, CustomerId customer, ModelAccount account, ModelAccount written) {
        Map<String, Long> told = new TreeMap<>();
        AccountId id = new AccountId(customer, script.program().purse().code());
        for (ExpiryNotice notice : shop.store.<List<ExpiryNotice>>reading(
                reader -> reader.ledger().notices(id, null, Integer.MAX_VALUE))) {
            told.merge(notice.goneAt() + " since " + notice.since(), notice.points(), Long::sum);
        }
        Map<String, Long> expected = new TreeMap<>(written.notices.rows());
        expected.keySet().retainAll(told.keySet());
        same("told to go soon" + who, told, expected);
        same(
                "what was told to go soon" + who,
                told.keySet().containsAll(account.notices.rows().keySet()),
                true);
    }

    static String parts(Balance balance) {
        return balance.available() + " available, " + balance.held() + " held, " + balance.debt() + " owed";
    }

    private SortedMap<LocalDate, Points> schedule(ModelAccount account, ModelAccount written, Instant now) {
        SortedMap<LocalDate, Points> schedule = new TreeMap<>();
        if (script.program().lots().inactivity() != null) {
            account.going(now)
                    .forEach((gone, points) ->
                            schedule.merge(script.program().dateOf(gone), Points.of(points), Points::plus));
            return schedule;
        }
        Map<Long, Long> repays = written.repayingLater();
        written.left().forEach((batch, remaining) -> {
            long left = remaining - repays.getOrDefault(batch.number(), 0L);
            Instant gone = batch.gone();
            ModelPending.Wait wait = account.pending.of(batch.number());
            long amount = wait == null || wait.active() != null ? left : left - written.pending.left(batch.number());
            if (amount > 0 && gone != null && gone.isAfter(now)) {
                schedule.merge(script.program().dateOf(gone), Points.of(amount), Points::plus);
            }
        });
        return schedule;
    }

    private void sameStanding(String who, CustomerId customer, ModelAccount account, Instant time) {
        sameStanding(who, account, time, () -> shop.loyalty.accounts().standing(customer, time));
    }

    private void sameStanding(String who, ModelAccount account, Instant time, Supplier<TierProgress> asked) {
        // Days are kept whole: what a purchase later on the same day did to it cannot be told apart any more.
        LocalDate date = script.program().dateOf(time);
        boolean laterThatDay =
                account.sales.stream().anyMatch(sale -> sale.date.equals(date) && sale.countsAt.isAfter(time));
        if (laterThatDay) {
            return;
        }
        TierProgress said = asked.get();
        ModelStanding.Rank rank = ModelStanding.at(script.program(), account, time);
        same(() -> "standing at " + time + who, told(said), told(rank));
    }

    private String told(TierProgress said) {
        return said.tier() + " since " + script.program().dateOf(said.since()) + " last day "
                + said.lastDay().orElse(null)
                + (said.inGrace() ? " in grace" : "") + ", counted " + said.counted() + ", next "
                + said.next().orElse("-") + " missing " + said.missingToNext() + ", to retain "
                + said.missingToRetain() + parts(said)
                + said.upcoming().map(next -> " then " + next.tier()).orElse("");
    }

    private String told(ModelStanding.Rank rank) {
        var tiers = script.program().ladder().tiers();
        boolean highest = rank.rank() == tiers.size() - 1;
        long missing = highest ? 0 : Math.max(0, tiers.get(rank.rank() + 1).from() - rank.counted());
        long retain = rank.lastDay() == null || rank.rises()
                ? 0
                : Math.max(0, tiers.get(rank.rank()).from() - rank.counted());
        return had(rank) + ", counted " + rank.counted() + ", next "
                + (highest ? "-" : tiers.get(rank.rank() + 1).code()) + " missing " + missing + ", to retain " + retain
                + rank.parts()
                + (rank.upcoming() > 0 ? " then " + tiers.get(rank.upcoming()).code() : "");
    }

    private String had(ModelStanding.Rank rank) {
        String code = script.program().ladder().tiers().get(rank.had()).code();
        ModelGiven.Time given = rank.given();
        if (given == null) {
            return code + " since " + script.program().dateOf(rank.since()) + " last day " + rank.lastDay()
                    + (rank.inGrace() ? " in grace" : "");
        }
        Instant end = given.end();
        LocalDate last = end == null ? null : script.program().dateOf(end.minusNanos(1000));
        return code + " since " + script.program().dateOf(given.from()) + " last day " + last;
    }

    /** Says what each condition of the next tier counts, where it has a rule. */
    private String parts(TierProgress said) {
        boolean ruled = said.next()
                .map(next -> script.program().ladder().tier(next).rule())
                .isPresent();
        return ruled
                ? said.toNext().stream()
                        .map(TierProgress.Part::counted)
                        .toList()
                        .toString()
                : "[]";
    }

    /** Everything that was asked must be there, and after it nothing but what maintenance may have written down. */
    private void sameStatement(String who, ModelAccount account, ModelAccount dueWritten, List<Posting> newestFirst) {
        List<Told> said = new ArrayList<>();
        List<@Nullable Told> expected = new ArrayList<>();
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            Posting posting = newestFirst.get(i);
            said.add(told(posting));
            int index = (int) posting.number() - 1;
            expected.add(index < dueWritten.facts.size() ? told(dueWritten.facts.get(index)) : null);
        }
        same("statement" + who, said, expected);
        long newest = newestFirst.isEmpty() ? 0 : newestFirst.get(0).number();
        same("length of the statement" + who, newest >= account.facts.size(), true);
    }

    /** A posting as both sides tell it: as text only where they differ. */
    record Told(
            long number, Posting.Kind kind, long amount, long before, long after, Instant counts, List<String> lots) {}

    static Told told(Posting posting) {
        List<String> lots = posting.lots().stream()
                .map(part -> part.lot() + " " + part.amount())
                .sorted(order(posting.kind()))
                .toList();
        return new Told(
                posting.number(),
                posting.kind(),
                posting.amount(),
                posting.before(),
                posting.after(),
                posting.countsAt(),
                lots);
    }

    static Told told(ModelAccount.Fact fact) {
        List<String> lots = fact.moves().stream()
                .map(move -> move.batch() + " " + move.amount())
                .sorted(order(fact.kind()))
                .toList();
        long before = fact.after() - fact.amount();
        return new Told(fact.number(), fact.kind(), fact.amount(), before, fact.after(), fact.countsAt(), lots);
    }

    /** Points that are gone at one instant go together: only there the order of the lots says nothing. */
    private static Comparator<String> order(Posting.Kind kind) {
        return kind == Posting.Kind.EXPIRE ? Comparator.naturalOrder() : Comparator.comparing(any -> "");
    }

    private void audit() {
        AuditReport report = shop.loyalty.audit();
        same("audit", report.findings(), List.of());
    }

    private void same(String question, @Nullable Object library, @Nullable Object expected) {
        same(() -> question, library, expected);
    }

    private void same(Supplier<String> question, @Nullable Object library, @Nullable Object expected) {
        if (!java.util.Objects.equals(library, expected)) {
            throw new Found(new Difference(at, question.get(), String.valueOf(library), String.valueOf(expected)));
        }
    }
}
