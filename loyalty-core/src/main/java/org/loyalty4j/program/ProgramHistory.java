package org.loyalty4j.program;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.points.Hold;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.Purchase;

/**
 * All published versions of the program of a purse, and the formulas of the host that they name; with them those of the
 * other purses. Immutable. A store keeps versions only; the library adds the formulas that are registered with it.
 *
 * @param versions in the order of their numbers, which is the order of their first instants
 * @param formulas by their names
 * @param factors the names of the personal factors that are registered
 * @param others the versions of every other purse, in the order in which the purses were published; none of them has
 *     others itself
 */
public record ProgramHistory(
        List<LoyaltyProgram> versions,
        Map<String, EarningRule.Formula> formulas,
        Set<String> factors,
        List<ProgramHistory> others) {

    /** Nothing is published yet. */
    public static final ProgramHistory NONE = new ProgramHistory(List.of());

    /** Copies the parts. */
    public ProgramHistory {
        versions = List.copyOf(versions);
        formulas = Map.copyOf(formulas);
        factors = Set.copyOf(factors);
        others = List.copyOf(others);
    }

    /** Makes a history of the only purse. */
    public ProgramHistory(
            List<LoyaltyProgram> versions, Map<String, EarningRule.Formula> formulas, Set<String> factors) {
        this(versions, formulas, factors, List.of());
    }

    /** Makes a history without personal factors. */
    public ProgramHistory(List<LoyaltyProgram> versions, Map<String, EarningRule.Formula> formulas) {
        this(versions, formulas, Set.of());
    }

    /**
     * Makes the history of all purses of the versions that a store keeps.
     *
     * @param published the versions in the order in which they were published: the first one's purse is the main one
     */
    public static ProgramHistory ofAll(List<LoyaltyProgram> published) {
        Map<String, List<LoyaltyProgram>> byPurse = new LinkedHashMap<>(2);
        published.forEach(version -> byPurse.computeIfAbsent(version.purse().code(), code -> new ArrayList<>())
                .add(version));
        List<ProgramHistory> purses =
                byPurse.values().stream().map(ProgramHistory::new).toList();
        return purses.isEmpty()
                ? NONE
                : new ProgramHistory(purses.get(0).versions, Map.of(), Set.of(), purses.subList(1, purses.size()));
    }

    /** Returns the codes of all purses that were published, in that order: the main one first. */
    public List<String> purses() {
        if (versions.isEmpty()) {
            return List.of();
        }
        List<String> codes = new ArrayList<>(others.size() + 1);
        codes.add(versions.get(0).purse().code());
        others.forEach(other -> codes.add(other.versions.get(0).purse().code()));
        return codes;
    }

    /** Returns the versions of one purse alone, or empty where none of it was published. */
    public Optional<ProgramHistory> of(String purse) {
        int place = purses().indexOf(purse);
        return place < 0
                ? Optional.empty()
                : Optional.of(
                        place == 0
                                ? new ProgramHistory(versions, formulas, factors)
                                : others.get(place - 1).with(formulas).with(factors));
    }

    /** Returns how many versions were published, those of all purses together. */
    public int published() {
        return versions.size()
                + others.stream().mapToInt(other -> other.versions.size()).sum();
    }

    /** Makes a history without formulas. */
    public ProgramHistory(List<LoyaltyProgram> versions) {
        this(versions, Map.of());
    }

    /** Says whether any version tells that points go soon. */
    public boolean givesNotice() {
        return versions.stream().anyMatch(version -> version.lots().noticeDays() > 0);
    }

    /**
     * Returns up to which end of points it was to be told by an instant that they go: of all that go before it. It never
     * falls.
     */
    public Instant noticedBefore(Instant at) {
        Instant before = Instant.MIN;
        for (int i = 0; i < versions.size(); i++) {
            LoyaltyProgram version = versions.get(i);
            int days = version.lots().noticeDays();
            if (days > 0 && !version.validFrom().isAfter(at)) {
                Instant end = i + 1 < versions.size() ? versions.get(i + 1).validFrom() : at;
                Instant last = end.isAfter(at) || i + 1 == versions.size() ? at : end.minus(1, ChronoUnit.MICROS);
                Instant told = version.startOf(version.dateOf(last).plusDays(days + 1L));
                before = told.isAfter(before) ? told : before;
            }
        }
        return before;
    }

    /** Returns the first instant at which it is to be told of points that go at an instant, or null where it never is. */
    public @Nullable Instant noticeAt(Instant goneAt) {
        for (int i = 0; i < versions.size(); i++) {
            LoyaltyProgram version = versions.get(i);
            int days = version.lots().noticeDays();
            Instant due = version.startOf(version.dateOf(goneAt).minusDays(days));
            Instant at = due.isBefore(version.validFrom()) ? version.validFrom() : due;
            boolean over =
                    i + 1 < versions.size() && !at.isBefore(versions.get(i + 1).validFrom());
            if (days > 0 && !over) {
                return at;
            }
        }
        return null;
    }

    /** Says whether by any version points go when nothing happens for a time. */
    public boolean anyInactivity() {
        return anyInactivityBy(Instant.MAX);
    }

    private boolean anyInactivityBy(Instant at) {
        // Whatever does not depend on it must not have to look at all versions for each sale.
        for (LoyaltyProgram version : versions) {
            boolean valid = version.version() == 1 || !version.validFrom().isAfter(at);
            if (valid && version.lots().inactivity() != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns when all points go that can be used if nothing happens after an activity, by the version that was valid when
     * it counted; null where they do not.
     *
     * @param activeAt when the activity counts, or null where there was none
     */
    public @Nullable Instant idleAt(@Nullable Instant activeAt) {
        if (activeAt == null) {
            return null;
        }
        LoyaltyProgram program = atOrFirst(activeAt);
        LotRules.Inactivity rule = program.lots().inactivity();
        return rule == null ? null : program.startOf(rule.after().firstDayAfter(program.dateOf(activeAt)));
    }

    /**
     * Returns from when the time counts after an activity. One that is told so late that its own time is over does not end
     * a time that still runs; where a version names none any more, each activity counts, and ends it for ever.
     *
     * @param before from when it counted until then, or null
     * @param at when the activity counts
     * @param now when it is written
     */
    public @Nullable Instant activeAt(@Nullable Instant before, LotRules.Activity activity, Instant at, Instant now) {
        LotRules.Inactivity rule =
                versions.isEmpty() ? null : atOrFirst(at).lots().inactivity();
        boolean counts = rule == null ? anyInactivityBy(at) : rule.activities().contains(activity);
        return counts ? later(before, at, now) : before;
    }

    /** Returns the same after points have come in that can be used, where there were none. */
    public @Nullable Instant creditedAt(@Nullable Instant before, Instant at, Instant now) {
        if (!anyInactivityBy(at)) {
            return before;
        }
        return before == null ? at : later(before, at, now);
    }

    private @Nullable Instant later(@Nullable Instant before, Instant at, Instant now) {
        boolean over = isOver(at, now) && !isOver(before, now);
        return over || (before != null && !at.isAfter(before)) ? before : at;
    }

    private boolean isOver(@Nullable Instant activeAt, Instant now) {
        Instant end = idleAt(activeAt);
        return end != null && !end.isAfter(now);
    }

    /** Returns these versions, with formulas. */
    public ProgramHistory with(Map<String, EarningRule.Formula> registered) {
        return new ProgramHistory(versions, registered, factors, others);
    }

    /** Returns these versions, with the names of personal factors. */
    public ProgramHistory with(Set<String> registered) {
        return new ProgramHistory(versions, formulas, registered, others);
    }

    /**
     * Returns the names of the personal factors that matter for a purchase: those of rules that hold, whose minimum is
     * reached, and that are about any of its lines. What points of its own checkout pay is not known yet when they are
     * asked for, so a factor of a rule that does not hold because of them is among the names, too.
     *
     * @param countsAt the instant that it counts from
     */
    public Set<String> factorsOf(Purchase purchase, Instant countsAt) {
        LoyaltyProgram program = atOrFirst(countsAt);
        Set<String> names = Set.of();
        Basket basket = null;
        for (EarningRule rule : program.rules()) {
            String name = rule.factor().orElse(null);
            if (name != null) {
                basket = basket == null ? new Basket(program, formulas, Paid.of(purchase), countsAt) : basket;
                if (basket.applies(rule) && purchase.lines().stream().anyMatch(rule.filter()::passes)) {
                    names = names.isEmpty() ? new HashSet<>(2) : names;
                    names.add(name);
                }
            }
        }
        return names;
    }

    /**
     * Checks that every formula and every personal factor is there. What was decided has to be reckoned again for ever, so
     * the formulas of old versions stay registered, too.
     *
     * @throws InvalidRequestException if a rule of a version names one that is not
     */
    public void requireFormulas() {
        Violations violations = new Violations();
        for (LoyaltyProgram program : versions) {
            for (int i = 0; i < program.rules().size(); i++) {
                EarningRule rule = program.rules().get(i);
                String formula = rule.formula();
                boolean personal = rule.factor().isPresent();
                violations.check(
                        formula == null || (personal ? factors : formulas.keySet()).contains(formula),
                        "rules[" + i + "].formula",
                        Code.NOT_FOUND,
                        "version " + program.version() + " of the program names the "
                                + (personal ? "personal factor " : "formula ") + formula
                                + ", and none is registered under that name");
            }
        }
        violations.throwIfAny();
        others.forEach(other -> other.with(formulas).with(factors).requireFormulas());
    }

    /** Returns the version that is valid at an instant; each is until the next one is. */
    public Optional<LoyaltyProgram> at(Instant instant) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (!versions.get(i).validFrom().isAfter(instant)) {
                return Optional.of(versions.get(i));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the version that is valid at an instant, or the first one for an instant before it.
     *
     * @throws InvalidRequestException if nothing is published
     */
    public LoyaltyProgram atOrFirst(Instant instant) {
        if (versions.isEmpty()) {
            throw new InvalidRequestException(
                    "program", Code.REQUIRED, "no program is published; publish one before anything is settled");
        }
        return at(instant).orElse(versions.get(0));
    }

    /** Returns a reward as it was offered when it was asked for, empty for one that this program does not know. */
    public Optional<RewardOption> reward(Settlement.Reward asked) {
        boolean known = asked.programVersion() >= 1 && asked.programVersion() <= versions.size();
        return known ? versions.get(asked.programVersion() - 1).reward(asked.code()) : Optional.empty();
    }

    /** Returns the reward that points were reserved for, or null where it was a number of them. */
    Settlement.@Nullable Reward rewardOf(Hold hold) {
        String code = hold.reward();
        return code == null
                ? null
                : new Settlement.Reward(code, atOrFirst(hold.since()).version());
    }

    /**
     * Says whether a checkout uses points only after its purchase has earned. The version that is valid when it is decided
     * says so, but where the one that the purchase earns by gives nothing for what its own points pay, they are used first.
     */
    public boolean earnsFirst(Instant decided, Instant countsAt) {
        return atOrFirst(decided).spending().reach() == SpendingRules.Reach.SAME_PURCHASE
                && !atOrFirst(countsAt).leavesOutPoints();
    }

    /**
     * Returns the instant that something counts from: the till's time, but never later than ours, and never before the
     * first version begins, which a till's clock may miss by the drift that is allowed.
     *
     * @param happenedAt the till's time
     * @param now ours
     */
    public Instant countsAt(Instant happenedAt, Instant now) {
        Instant countsAt = happenedAt.isAfter(now) ? now : happenedAt;
        Instant begin = versions.isEmpty() ? countsAt : versions.get(0).validFrom();
        return countsAt.isBefore(begin) ? begin : countsAt;
    }

    /**
     * Returns this history as it would be had another program been valid from an instant on: the versions that began
     * before it, and then that program. Where none began before it, that program is the only one, from where the first one
     * begins.
     *
     * @param program what is tried; its own number and first instant do not matter
     * @throws InvalidRequestException if nothing is published, or it counts in another zone, currency or purse
     */
    public ProgramHistory trying(LoyaltyProgram program, Instant since) {
        LoyaltyProgram first = atOrFirst(since);
        List<LoyaltyProgram> kept = new ArrayList<>(versions);
        kept.removeIf(version -> !version.validFrom().isBefore(since));
        Violations violations = new Violations();
        checkAlike(violations, first, program, true);
        violations.throwIfAny();
        kept.add(program.as(kept.size() + 1, kept.isEmpty() ? first.validFrom() : since));
        return new ProgramHistory(kept, formulas, factors);
    }

    /**
     * Returns this history with a version more: of its own purse, of another one, or the first of a new one.
     *
     * @throws InvalidRequestException if its number or first instant does not follow that of the last one of its purse, it
     *     counts in another zone or currency, or in its purse with another scale
     */
    public ProgramHistory and(LoyaltyProgram next) {
        String purse = next.purse().code();
        if (versions.isEmpty() || versions.get(0).purse().code().equals(purse)) {
            return new ProgramHistory(after(next), formulas, factors, others);
        }
        ProgramHistory known = of(purse).orElse(NONE);
        checkAlike(new Violations(), versions.get(0), next, false).throwIfAny();
        List<ProgramHistory> more = new ArrayList<>(others);
        ProgramHistory other = new ProgramHistory(known.after(next));
        if (known.versions.isEmpty()) {
            more.add(other);
        } else {
            more.set(purses().indexOf(purse) - 1, other);
        }
        return new ProgramHistory(versions, formulas, factors, more);
    }

    private List<LoyaltyProgram> after(LoyaltyProgram next) {
        int number = versions.size() + 1;
        Violations violations = new Violations()
                .check(
                        next.version() == number,
                        "version",
                        next.version() < number ? Code.IMMUTABLE : Code.NUMBER_OUT_OF_RANGE,
                        "the next version is " + number + "; a published one is never changed");
        if (!versions.isEmpty()) {
            LoyaltyProgram last = versions.get(versions.size() - 1);
            violations.check(
                    next.validFrom().isAfter(last.validFrom()),
                    "validFrom",
                    Code.EMPTY_RANGE,
                    "a version begins after the one before it");
            checkAlike(violations, last, next, true);
        }
        violations.throwIfAny();
        List<LoyaltyProgram> more = new ArrayList<>(versions);
        more.add(next);
        return more;
    }

    private static Violations checkAlike(
            Violations violations, LoyaltyProgram last, LoyaltyProgram next, boolean samePurse) {
        return violations.check(
                next.zone().equals(last.zone())
                        && next.currency().equals(last.currency())
                        && (!samePurse
                                || (next.purse().code().equals(last.purse().code())
                                        && next.purse().scale() == last.purse().scale())),
                "zone",
                Code.IMMUTABLE,
                "zone, currency and purse of a program stay for ever");
    }
}
