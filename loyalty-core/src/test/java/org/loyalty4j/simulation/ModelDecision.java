package org.loyalty4j.simulation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.CommandRecord.Result;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting.Kind;
import org.loyalty4j.points.RewardAccount.Status;
import org.loyalty4j.program.ActivityUndo;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.Checkout;
import org.loyalty4j.program.Claim;
import org.loyalty4j.program.EventRule;
import org.loyalty4j.program.Extension;
import org.loyalty4j.program.LotRules.Activity;
import org.loyalty4j.program.LotRules.Pending;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.program.PendingChange;
import org.loyalty4j.program.PurchaseVoid;
import org.loyalty4j.program.Reinstatement;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.TierOverride;
import org.loyalty4j.program.Undo;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.tier.Tier;

/** One request to one account of the naive model. Used once. */
final class ModelDecision {

    private final Model model;
    private final LoyaltyProgram program;
    private final ModelAccount account;
    private final Instant now;
    private final Instant clock;

    private long earned;
    private long redeemed;
    private long restored;
    private long reversed;
    private long shortfall;
    private Map<String, Long> turns = Map.of();
    private Map<String, Ratio> fractions = Map.of();
    private long lapsed;
    private long expired;
    private long held;
    private long freed;
    private long owed;
    private boolean voids;
    private ModelEntries entries;

    ModelDecision(Model model, ModelAccount account, Instant now, Instant clock) {
        this.clock = clock;
        this.model = model;
        this.program = model.program;
        this.account = account;
        this.now = now;
        this.entries = new ModelEntries(program, account, now);
    }

    Result decide(Action action) {
        account.expire(now);
        account.notices.pass(now);
        long first = account.facts.size() + 1L;
        entries = new ModelEntries(program, account, now);
        if (action instanceof Action.Sell sell) {
            checkout(sell.checkout());
        } else if (action instanceof Action.ClaimGuest claimed) {
            claim(claimed.claim());
        } else if (action instanceof Action.GiveBack back) {
            checkClosed();
            giveBack(back.goods(), Refusal.MORE_THAN_BOUGHT);
        } else if (action instanceof Action.Annul annul) {
            checkClosed();
            PurchaseVoid all = annul.request();
            voids = true;
            giveBack(Return.ofAll(all.key(), all.customer(), all.purchase()), Refusal.ALREADY_RETURNED);
        } else if (action instanceof Action.TakeUnknown unknown) {
            takeUnknown(unknown.goods());
        } else if (action instanceof Action.Open open) {
            checkClosed();
            checkMembership(now);
            open.balance().days().forEach(day -> account.opened.add(new ModelSale(program, day)));
            ModelStanding.notePeaks(program, account);
            OpeningBalance.Held tier = open.balance().held();
            if (tier != null) {
                LocalDate until = tier.until();
                account.given.give(
                        open.balance().key(),
                        program.ladder().rank(tier.tier()),
                        now,
                        until == null ? null : program.startOf(until));
            }
            for (OpeningBalance.OpeningLot lot : open.balance().lots()) {
                if (lot.earnedAt().isAfter(now)) {
                    throw invalid(Code.TIME_IN_FUTURE);
                }
                earned += lot.points().minor();
                long points = lot.points().minor();
                account.credit(now, () -> account.give(Kind.OPENING, points, lot.earnedAt(), lot.goneAt(), now));
                account.settle(now);
            }
            expired += account.expire(now);
        } else if (action instanceof Action.TakeBack undo) {
            checkClosed();
            undo(undo.request());
        } else if (action instanceof Action.Redeem redeem) {
            redeem(
                    redeem.request(),
                    redeem.request().key(),
                    redeem.request().pays().orElse(null),
                    null);
        } else if (action instanceof Action.Hold hold) {
            Redemption reserved = hold.request().redemption();
            held = points(reserved, null, 0);
            account.hold(reserved, held, now, now.plus(hold.request().limit()));
        } else if (action instanceof Action.Capture capture) {
            capture(capture.request());
        } else if (action instanceof Action.Release release) {
            freed = live(release.request().hold()).amount();
            account.end(release.request().hold(), now, Hold.How.RELEASED, 0);
            account.settle(now);
            expired += account.expire(now);
        } else if (action instanceof Action.Give give) {
            give(give.bonus());
        } else if (action instanceof Action.Adjust adjust) {
            checkClosed();
            correct(adjust.adjustment().points().minor(), Kind.ADJUST_UP, Kind.ADJUST_DOWN);
        } else if (action instanceof Action.Reinstate back) {
            reinstate(back.request());
        } else if (action instanceof Action.Happen happen) {
            happen(happen.activity());
        } else if (action instanceof Action.Unhappen undo) {
            unhappen(undo.request());
        } else if (action instanceof Action.Correct) {
            checkClosed();
            if (model.differs != 0) {
                correct(model.differs, Kind.TRUE_UP, Kind.TRUE_DOWN);
            }
        } else if (action instanceof Action.Extend longer) {
            extend(longer.request());
        } else if (action instanceof Action.Decide decide) {
            decide(decide.change());
        } else if (action instanceof Action.Change change) {
            Status wanted = change.change().status();
            check(account.status == Status.CLOSED && wanted != Status.CLOSED, Refusal.ACCOUNT_CLOSED);
            check(wanted == Status.CLOSED && account.held() > 0, Refusal.HOLDS_LEFT);
            check(wanted == Status.CLOSED && account.debt() > 0, Refusal.DEBT_LEFT);
            check(wanted == Status.CLOSED && account.total() != 0, Refusal.POINTS_LEFT);
            account.status = wanted;
        } else if (action instanceof Action.GiveTier give) {
            give(give.request());
        } else if (action instanceof Action.TakeTier take) {
            Refusal no = account.given.cannotEnd(take.request().override(), now);
            if (no != null) {
                throw refusal(no, 0);
            }
            account.given.end(now, true);
        }
        boolean takes = account.leftAt == null || now.isBefore(account.leftAt);
        earned += takes ? entries.give() : 0;
        activity(action);
        long last = account.facts.size();
        boolean none = last < first;
        return new Result(
                earned,
                redeemed,
                restored,
                reversed,
                shortfall,
                lapsed,
                expired,
                account.total(),
                none ? 0 : first,
                none ? 0 : last,
                0,
                null,
                null,
                held,
                freed,
                Map.of(),
                turns,
                fractions,
                owed,
                account.debt());
    }

    /** What counts from now counts once all that came back is gone again where its time was over. */
    private void activity(Action action) {
        Activity activity = action instanceof Action.Capture
                ? Activity.REDEMPTION
                : action instanceof Action.Hold
                        ? Activity.HOLD
                        : action instanceof Action.Adjust ? Activity.ADJUSTMENT : null;
        if (action instanceof Action.GiveBack || action instanceof Action.Annul) {
            activity = Activity.RETURN;
        }
        if (action instanceof Action.TakeUnknown) {
            activity = Activity.RETURN;
        }
        if (activity != null) {
            account.idle.did(activity, now, now);
        }
    }

    private void give(TierOverride request) {
        checkClosed();
        checkMembership(now);
        check(!program.ladder().knows(request.tier()), Refusal.UNKNOWN_TIER);
        if (request.until() != null && !request.until().isAfter(now)) {
            throw new Model.No("Invalid EMPTY_RANGE");
        }
        account.given.give(request.key(), program.ladder().rank(request.tier()), now, request.until());
    }

    private void check(boolean refused, Refusal why) {
        if (refused) {
            throw refusal(why, 0);
        }
    }

    private Model.No refusal(Refusal why, long asked) {
        return new Model.No("Refused " + why + " available " + account.available(now) + " asked " + asked);
    }

    private static Model.No invalid(Code code) {
        return new Model.No("Invalid " + code);
    }

    private void checkClosed() {
        check(account.status == Status.CLOSED, Refusal.ACCOUNT_CLOSED);
    }

    private void checkMembership(Instant at) {
        check(account.leftAt != null && !at.isBefore(account.leftAt), Refusal.MEMBERSHIP_ENDED);
    }

    private Instant countedFrom(Optional<Instant> happened) {
        Instant asked = happened.orElse(now);
        if (asked.isAfter(now.plus(program.drift()))) {
            throw invalid(Code.TIME_IN_FUTURE);
        }
        Duration ageMax = program.ageMax();
        Instant begin = program.validFrom();
        boolean tooOld = now.isBefore(begin)
                || asked.isBefore(begin.minus(program.drift()))
                || asked.isBefore(account.joined.minus(program.drift()))
                || (ageMax != null && asked.isBefore(now.minus(ageMax)));
        if (tooOld) {
            throw invalid(Code.TIME_TOO_OLD);
        }
        Instant counted = asked.isBefore(now) ? asked : now;
        return counted.isBefore(begin) ? begin : counted;
    }

    private void checkout(Checkout checkout) {
        Purchase purchase = checkout.purchase();
        Instant counts = countedFrom(purchase.happened());
        checkClosed();
        checkMembership(counts);
        for (Tender tender : purchase.tenders()) {
            tender.redemption().ifPresent(key -> pay(key, purchase.key()));
        }
        if (checkout.giveBack() != null) {
            giveBack(checkout.giveBack(), Refusal.MORE_THAN_BOUGHT);
        }
        if (checkout.redeem() != null) {
            redeem(checkout.redeem(), CommandKey.of("checkout " + purchase.key().value()), purchase.key(), purchase);
        }
        earn(new ModelPaid(purchase, worth(checkout.redeem())), counts);
    }

    private long worth(@Nullable Redemption used) {
        boolean pays =
                used != null && used.reward() == null && program.spending().value() != null;
        return pays ? redeemed * ModelSpending.CENTS : 0;
    }

    private void claim(Claim claim) {
        Refusal no = model.guests().refusal(program, claim.purchase(), claim.customer(), clock);
        if (no != null) {
            throw refusal(no, 0);
        }
        Purchase purchase = model.guests().left(claim.purchase(), claim.customer());
        Instant happened = purchase.happened().orElseThrow();
        checkClosed();
        checkMembership(now);
        earn(new ModelPaid(purchase, 0), happened.isBefore(program.validFrom()) ? program.validFrom() : happened);
    }

    private void earn(ModelPaid paid, Instant counts) {
        Purchase purchase = paid.purchase();
        Tier tier = model.tier(account, paid, counts);
        turns = ModelTurns.of(program, account, paid, counts, tier);
        ModelCarry carry = new ModelCarry(program, account.carried);
        var points = ModelEarning.pointsByLine(
                program,
                paid,
                counts,
                turns.keySet(),
                tier,
                carry,
                ModelLimits.ofPurchase(program, account, program.dateOf(counts)));
        ModelSale sale = new ModelSale(program, purchase, counts, points);
        sale.own = paid.own();
        sale.turns = turns;
        sale.fractions = carry.fractions;
        fractions = carry.fractions;
        account.carried = ModelCarry.after(account.carried, fractions);
        earned = points.values().stream().mapToLong(Long::longValue).sum();
        if (earned > 0) {
            sale.lot = open(Kind.EARN, program.lots().pending(), counts, null);
        }
        account.pending.name("PURCHASE " + purchase.key().value(), sale.lot);
        account.idle.did(Activity.PURCHASE, counts, now);
        account.sales.add(sale);
        ModelStanding.notePeaks(program, account);
        entries.look();
        // In a checkout what came back was counted before, and is given after what the purchase earns.
        boolean left = account.leftAt != null && !now.isBefore(account.leftAt);
        earned += left ? 0 : entries.give();
        expired += account.expire(now);
    }

    private long open(Kind kind, @Nullable Pending pending, Instant counts, @Nullable Instant fixed) {
        ModelPending.Wait wait = ModelPending.wait(program, pending, counts, fixed != null);
        String tier = program.ladder()
                .tiers()
                .get(ModelStanding.at(program, account, kind == Kind.BONUS ? now : counts)
                        .had())
                .code();
        Instant gone = fixed;
        if (fixed == null) {
            gone = wait == null || pending == null
                    ? ModelPending.goneFrom(program, counts, tier)
                    : ModelPending.gone(program, pending, wait, counts, tier);
        }
        long lot = account.facts.size() + 1L;
        Instant end = gone;
        account.credit(counts, () -> {
            account.give(kind, earned, counts, end, now);
            if (wait != null) {
                account.pending.begin(lot, wait, earned, counts, now);
            }
        });
        if (wait != null) {
            account.pending.give(lot, tier);
        } else {
            account.settle(now);
        }
        account.idle.did(kind == Kind.BONUS ? Activity.BONUS : Activity.PURCHASE, counts, now);
        return lot;
    }

    private void decide(PendingChange change) {
        checkClosed();
        String origin = change.origin() + " " + change.given().value();
        boolean purchase = change.origin() == PendingChange.Origin.PURCHASE;
        check(!account.pending.knows(origin), purchase ? Refusal.UNKNOWN_PURCHASE : Refusal.UNKNOWN_BONUS);
        long lot = account.pending.named(origin);
        long there = account.pending.left(lot);
        long asked = change.amount().map(Points::minor).orElse(there);
        if (there == 0 || asked > there) {
            throw refusal(Refusal.NOT_PENDING, asked);
        }
        if (change.kind() == PendingChange.Kind.CANCEL) {
            account.pending.take(lot, asked, now, now);
            account.post(Kind.CANCEL, List.of(new ModelAccount.Move(lot, -asked)), now, now);
            reversed = asked;
            return;
        }
        if (account.pending.isUndated(lot)) {
            account.date(lot, ModelPending.goneFrom(program, now, account.pending.tierOf(lot)), now);
        }
        account.credit(now, () -> account.pending.take(lot, asked, now, now));
        account.notices.came(lot, asked);
        account.settle(now);
    }

    private void pay(CommandKey redemption, CommandKey purchase) {
        ModelAccount.Paid paid = account.redemptions.get(redemption);
        if (paid == null && model.elsewhere.contains(redemption)) {
            return;
        }
        if (paid == null) {
            throw refusal(Refusal.UNKNOWN_REDEMPTION, 0);
        }
        check(paid.purchase() != null && !paid.purchase().equals(purchase), Refusal.REDEMPTION_ALREADY_USED);
        account.redemptions.put(redemption, new ModelAccount.Paid(paid.posting(), purchase));
    }

    private void give(Bonus bonus) {
        Instant counts = countedFrom(Optional.ofNullable(bonus.happenedAt()));
        checkClosed();
        checkMembership(counts);
        if (bonus.goneAt() != null && !counts.isBefore(bonus.goneAt())) {
            throw invalid(Code.EMPTY_RANGE);
        }
        earned = bonus.points().minor();
        long lot = open(Kind.BONUS, bonus.pending(), counts, bonus.goneAt());
        account.pending.name("BONUS " + bonus.key().value(), lot);
        expired += account.expire(now);
    }

    private void happen(org.loyalty4j.program.Activity happened) {
        Instant counts = countedFrom(Optional.ofNullable(happened.happenedAt()));
        checkClosed();
        checkMembership(counts);
        String tier = program.ladder()
                .tiers()
                .get(ModelStanding.at(program, account, now).had())
                .code();
        List<Long> lots = new ArrayList<>();
        for (EventRule rule : program.events()) {
            boolean has = rule.event().equals(happened.event()) && account.events.hasPlace(program, rule, counts);
            long points =
                    has ? ModelLimits.ofBalance(program, account, rule.points().minor()) : 0;
            if (points > 0) {
                account.events.gave(rule, happened.key(), counts);
                lots.add(account.facts.size() + 1L);
                Instant gone = ModelPending.goneFrom(program, counts, tier);
                account.credit(counts, () -> account.give(Kind.EVENT, points, counts, gone, now));
                account.settle(now);
                earned += points;
            }
        }
        account.events.happened(happened.key(), lots);
        expired += account.expire(now);
    }

    private void unhappen(ActivityUndo request) {
        checkClosed();
        List<Long> lots = account.events.lots(request.activity());
        if (lots == null) {
            throw refusal(Refusal.UNKNOWN_ACTIVITY, 0);
        }
        check(account.events.isUndone(request.activity()), Refusal.ALREADY_UNDONE);
        long granted = 0;
        long gone = 0;
        for (long lot : lots) {
            granted += account.facts.get((int) lot - 1).amount();
            gone += account.family(lot).stream().mapToLong(account::expired).sum();
        }
        long due = Math.max(0, granted - gone);
        lapsed = granted - due;
        recall(lots, due, program.shortage().returns(), account.free());
        account.events.undo(request.activity(), shortfall > 0);
        expired += account.expire(now);
    }

    private void extend(Extension request) {
        checkClosed();
        checkMembership(now);
        check(!account.extend(request.lot(), request.horizon(), request.until(), now), Refusal.NOTHING_EXPIRES);
    }

    private void reinstate(Reinstatement request) {
        long wanted = request.amount().map(Points::minor).orElse(0L);
        if (account.status == Status.CLOSED) {
            throw refusal(Refusal.ACCOUNT_CLOSED, wanted);
        }
        if (account.leftAt != null && !now.isBefore(account.leftAt)) {
            throw refusal(Refusal.MEMBERSHIP_ENDED, wanted);
        }
        List<ModelAccount.Revived> back =
                new ModelRevival(account, request.expiry()).points(wanted, no -> refusal(no, wanted));
        restored = back.stream().mapToLong(ModelAccount.Revived::amount).sum();
        if (request.goneAt() != null && !now.isBefore(request.goneAt())) {
            throw invalid(Code.EMPTY_RANGE);
        }
        String tier = program.ladder()
                .tiers()
                .get(ModelStanding.at(program, account, now).had())
                .code();
        Instant gone = request.goneAt() == null ? ModelPending.goneFrom(program, now, tier) : request.goneAt();
        account.credit(now, () -> account.give(Kind.REINSTATE, restored, now, gone, now));
        account.revived.addAll(back);
        account.settle(now);
        expired += account.expire(now);
    }

    private void correct(long amount, Kind up, Kind down) {
        if (amount > 0) {
            earned = amount;
            String tier = program.ladder()
                    .tiers()
                    .get(ModelStanding.at(program, account, now).had())
                    .code();
            Instant gone = ModelPending.goneFrom(program, now, tier);
            account.credit(now, () -> account.give(up, amount, now, gone, now));
            account.settle(now);
            return;
        }
        ShortageRules.Rule rule = program.shortage().adjustments();
        long most = account.free() + room(rule);
        if (most < -amount && (rule.mode() != ShortageRules.Mode.CLAMP || most == 0)) {
            throw refusal(Refusal.TOO_FEW_POINTS, -amount);
        }
        redeemed = Math.min(-amount, most);
        shortfall = -amount - redeemed;
        take(down, account.burn(redeemed), redeemed);
    }

    /** Returns how many points more may be owed. */
    private long room(ShortageRules.Rule rule) {
        Points limit = rule.limit();
        return limit == null ? 0 : Math.max(0, limit.minor() - account.debt());
    }

    private void take(Kind kind, List<ModelAccount.Move> moves, long amount) {
        account.post(kind, -amount, moves, now, now);
        owed += amount + moves.stream().mapToLong(ModelAccount.Move::amount).sum();
    }

    /** Takes what a return takes: what is there, then what may be owed; the rest is a shortfall. */
    private void takeBack(List<ModelAccount.Move> moves, long asked, ShortageRules.Rule rule, long before) {
        long there = -moves.stream().mapToLong(ModelAccount.Move::amount).sum();
        long all = Math.min(asked, there + room(rule));
        if (all < asked && rule.mode() == ShortageRules.Mode.FORBID) {
            throw new Model.No("Refused TOO_FEW_POINTS available " + before + " asked " + (asked + reversed));
        }
        if (all > 0) {
            take(Kind.REVERSE, moves, all);
        }
        reversed += all;
        shortfall = asked - all;
    }

    private void redeem(Redemption request, CommandKey key, @Nullable CommandKey purchase, @Nullable Purchase receipt) {
        long amount = points(request, receipt, room(program.shortage().redemptions()));
        take(Kind.REDEEM, account.burn(amount), amount);
        redeemed = amount;
        account.idle.did(Activity.REDEMPTION, now, now);
        account.redemptions.put(key, new ModelAccount.Paid(account.facts.size(), purchase));
    }

    private void checkUsable() {
        checkClosed();
        check(account.status == Status.FROZEN, Refusal.ACCOUNT_FROZEN);
        checkMembership(now);
    }

    private ModelHold live(CommandKey key) {
        ModelHold hold = account.holds.get(key);
        if (hold == null) {
            throw refusal(Refusal.UNKNOWN_HOLD, 0);
        }
        check(hold.how() == Hold.How.CAPTURED, Refusal.HOLD_ALREADY_CAPTURED);
        check(hold.how() == Hold.How.RELEASED, Refusal.HOLD_ALREADY_RELEASED);
        check(hold.how() == Hold.How.LAPSED, Refusal.HOLD_LAPSED);
        return hold;
    }

    private void capture(Capture request) {
        checkUsable();
        ModelHold hold = live(request.hold());
        long points =
                request.points() == null ? hold.amount() : request.points().minor();
        if (points > hold.amount()) {
            throw refusal(Refusal.EXCEEDS_HOLD, points);
        }
        account.end(hold.key(), now, Hold.How.CAPTURED, points);
        account.post(Kind.REDEEM, hold.first(points), now, now);
        account.settle(now);
        redeemed = points;
        freed = hold.amount() - points;
        CommandKey paid = request.purchase() == null ? hold.purchase() : request.purchase();
        account.redemptions.put(request.key(), new ModelAccount.Paid(account.facts.size(), paid));
        expired += account.expire(now);
    }

    /** Returns how many points a request may use now. */
    private long points(Redemption request, @Nullable Purchase receipt, long owing) {
        checkUsable();
        long amount;
        var room = ModelLimits.ofUse(program, account, program.dateOf(now));
        long usable = account.free() + (request.extent() == Redemption.Extent.AT_MOST ? 0 : owing);
        if (request.reward() == null) {
            ModelSpending spending = ModelSpending.of(program, request, receipt, usable, room);
            if (spending.no() != null) {
                throw refusal(spending.no(), request.amount().orElseThrow().minor());
            }
            amount = spending.points();
        } else {
            Optional<RewardOption> reward = program.reward(request.reward());
            if (reward.isEmpty()) {
                throw refusal(Refusal.REWARD_NOT_OFFERED, 0);
            }
            int rank = ModelStanding.at(program, account, now).had();
            Points special =
                    reward.get().prices().get(program.ladder().tiers().get(rank).code());
            amount = (special == null ? reward.get().price() : special).minor();
            if (rank < program.ladder().rank(reward.get().lowestTier())) {
                throw refusal(Refusal.TIER_TOO_LOW, amount);
            }
            Points balance = program.spending().balance();
            if (balance != null && usable < balance.minor()) {
                throw refusal(Refusal.BALANCE_TOO_LOW, amount);
            }
        }
        if (usable < amount) {
            throw refusal(Refusal.TOO_FEW_POINTS, amount);
        }
        if (room.isPresent() && room.getAsLong() < amount) {
            throw refusal(Refusal.PERIOD_LIMIT_REACHED, amount);
        }
        return amount;
    }

    private void giveBack(Return goods, Refusal tooMuch) {
        ModelSale sale = account.sales.stream()
                .filter(each -> each.purchase.key().equals(goods.purchase()))
                .findFirst()
                .orElseThrow(() -> refusal(Refusal.UNKNOWN_PURCHASE, 0));
        if (goods.happened().filter(at -> at.isBefore(sale.countsAt)).isPresent()) {
            throw invalid(Code.TIME_BEFORE_ORIGIN);
        }
        ModelAccount bought = account.copy();
        long pointsBefore = sale.pointsBack();
        Ratio kept = sale.fractionKept();
        long before = account.free();
        takeBack(sale, goods, tooMuch);
        account.carried =
                ModelCarry.bounded(account.carried.plus(sale.fractionKept()).minus(kept));
        int known = account.facts.size();
        for (long posting : account.paying(goods.purchase())) {
            restore(sale, posting);
        }
        account.grace(program, known, now);
        expired += account.expire(now);
        reverse(sale, sale.pointsBack() - pointsBefore, before);
        ModelStanding.notePeaks(program, account, bought);
        entries.look();
    }

    /** As many points as were earned on average with what was kept of the last twelve months. */
    private void takeUnknown(UnknownReturn goods) {
        checkClosed();
        check(program.unknownReturns() == UnknownReturn.Policy.REJECT, Refusal.ORIGIN_REQUIRED);
        if (program.unknownReturns() == UnknownReturn.Policy.IGNORE) {
            return;
        }
        LocalDate today = program.dateOf(now);
        long spend = 0;
        long points = 0;
        for (ModelSale sale : account.counted()) {
            boolean counts = sale.date.isAfter(today.minusYears(1)) && !sale.date.isAfter(today);
            spend += counts ? sale.spendLeft() : 0;
            points += counts ? sale.pointsLeft() : 0;
        }
        long amount = Math.min(goods.amount().minor(), spend);
        long due = spend == 0 ? 0 : Ratio.of(points * amount, spend).floor().longValueExact();
        due = Math.min(due, Math.max(0, points - account.takenSince(today.minusYears(1))));
        long free = account.free();
        reversed = account.recall(due, now);
        takeBack(
                account.burn(due - reversed), due - reversed, program.shortage().returns(), free);
        account.unknown.merge(today, reversed, Long::sum);
    }

    private void takeBack(ModelSale sale, Return goods, Refusal tooMuch) {
        List<Return.Item> items = new ArrayList<>(goods.items());
        if (items.isEmpty()) {
            for (PurchaseLine line : sale.purchase.lines()) {
                if (sale.left(line).signum() > 0) {
                    items.add(new Return.Item(line.id(), sale.left(line)));
                }
            }
            check(items.isEmpty(), tooMuch);
        }
        for (Return.Item item : items) {
            PurchaseLine line = sale.purchase.line(item.line()).orElseThrow(() -> invalid(Code.NOT_FOUND));
            check(item.quantity().compareTo(sale.left(line)) > 0, Refusal.MORE_THAN_BOUGHT);
            sale.returned.merge(line.id(), item.quantity(), BigDecimal::add);
        }
    }

    /** Puts points of a redemption back that nobody has put back before. */
    private void undo(Undo request) {
        ModelAccount.Paid paid = account.redemptions.get(request.redemption());
        if (paid == null) {
            check(model.isUndoing(request.redemption(), request.customer()), Refusal.NOT_REVERSIBLE);
            throw refusal(Refusal.UNKNOWN_REDEMPTION, 0);
        }
        long left = -account.facts.get((int) paid.posting() - 1).amount();
        long undone = account.undone.getOrDefault(paid.posting(), 0L);
        long before = undone;
        for (ModelSale sale : account.sales) {
            before += sale.restored.getOrDefault(paid.posting(), 0L);
        }
        left -= before;
        long wanted = request.amount().map(Points::minor).orElse(0L);
        if (left == 0) {
            throw refusal(Refusal.ALREADY_UNDONE, wanted);
        }
        if (wanted > left) {
            throw refusal(Refusal.MORE_THAN_USED, wanted);
        }
        long still = wanted == 0 ? left : wanted;
        account.undone.put(paid.posting(), undone + still);
        int known = account.facts.size();
        putBack(paid.posting(), before, still);
        account.grace(program, known, now);
        expired += account.expire(now);
    }

    /** Puts points of a redemption back with the lines that it paid. */
    private void restore(ModelSale sale, long posting) {
        long used = -account.facts.get((int) posting - 1).amount();
        long undone = account.undone.getOrDefault(posting, 0L);
        long before = sale.restored.getOrDefault(posting, 0L);
        long still = sale.restorable(used - undone) - before;
        if (still > 0) {
            sale.restored.put(posting, before + still);
            putBack(posting, before + undone, still);
        }
    }

    /** Those it took last come back first. */
    private void putBack(long posting, long before, long points) {
        ModelAccount.Fact fact = account.facts.get((int) posting - 1);
        restored += points;
        List<ModelAccount.Move> used = new ArrayList<>(fact.moves());
        long skip = before;
        for (ModelAccount.Repaid each : account.repaid) {
            boolean own = each.debit() == posting;
            skip -= own && each.batch() == 0 ? each.amount() : 0;
            if (own && each.batch() > 0) {
                used.add(new ModelAccount.Move(each.batch(), -each.amount()));
            }
        }
        long cancelled = Math.min(points, account.owed(fact, Instant.MAX));
        if (cancelled > 0) {
            account.repaid.add(new ModelAccount.Repaid(posting, 0, cancelled, now));
        }
        long still = points - cancelled;
        List<ModelAccount.Move> moves = new ArrayList<>();
        for (int i = used.size() - 1; i >= 0; i--) {
            long taken = -used.get(i).amount();
            long skipped = Math.min(skip, taken);
            long put = Math.min(still, taken - skipped);
            skip -= skipped;
            still -= put;
            if (put > 0) {
                moves.add(new ModelAccount.Move(used.get(i).batch(), put));
            }
        }
        account.post(Kind.RESTORE, points, moves, now, now);
        account.settle(now);
    }

    /**
     * Takes points back: from the purchase's own batch, then in burn order. What of its own expired unused is gone
     * already and is not taken twice.
     */
    private void reverse(ModelSale sale, long due, long before) {
        if (sale.lot == 0) {
            return;
        }
        long whole = sale.points.values().stream().mapToLong(Long::longValue).sum();
        List<Long> family = account.family(sale.lot);
        long gone = family.stream().mapToLong(account::expired).sum();
        long asked = Math.min(due, Math.max(0, whole - gone - sale.taken));
        lapsed = due - asked;
        sale.taken += asked;
        ShortageRules rules = program.shortage();
        recall(List.of(sale.lot), asked, voids ? rules.voids() : rules.returns(), before);
        sale.missing += shortfall;
        sale.freed += Math.max(0, due - shortfall);
    }

    /** Takes points back that came in some batches: those that wait, those left in them or their heirs, then any. */
    private void recall(List<Long> given, long asked, ShortageRules.Rule rule, long before) {
        long still = asked;
        List<ModelAccount.Move> recalled = new ArrayList<>();
        for (long lot : given) {
            long part = Math.min(still, account.pending.left(lot));
            if (part > 0) {
                account.pending.take(lot, part, now, now);
                recalled.add(new ModelAccount.Move(lot, -part));
                still -= part;
            }
        }
        reversed = asked - still;
        if (reversed > 0) {
            account.post(Kind.RECALL, recalled, now, now);
        }
        List<Long> family = new ArrayList<>(given);
        account.roots.forEach((heir, root) -> {
            if (given.contains(root)) {
                family.add(heir);
            }
        });
        List<ModelAccount.Move> moves = new ArrayList<>();
        for (long lot : family) {
            long part = Math.min(still, account.left(lot));
            still -= part;
            if (part > 0) {
                moves.add(new ModelAccount.Move(lot, -part));
            }
        }
        moves.addAll(account.burnBeside(family, still));
        takeBack(moves, asked - reversed, rule, before);
    }
}
