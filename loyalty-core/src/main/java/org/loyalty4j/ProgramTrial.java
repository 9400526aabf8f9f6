package org.loyalty4j;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Points;
import org.loyalty4j.program.LoyaltyProgram;

/**
 * What another program would have come to on the accounts there are, beside what the published ones come to on them. Both
 * are reckoned from the recorded purchases and returns, in the order in which they were recorded; nothing is written.
 * Points that were used or given by hand are in neither. All sums are of the customers that were looked at so far. Nobody's
 * tier is moved by the program itself: who would have another one moves with a purchase, or when the time of a tier is over,
 * unless {@link Programs#reckonTiers} is asked for.
 *
 * @param program what is tried
 * @param since the instant from which it is tried: what counted before it stays with the published versions
 * @param after the last customer that was looked at, or null before the first
 * @param finished whether every customer was looked at
 * @param customers how many were looked at
 * @param purchases how many of their purchases count since the instant
 * @param published what these purchases earn by the published versions, after returns, and how the rules share it
 * @param tried what they earn by the program that is tried
 * @param gaining how many customers earn more by it
 * @param losing how many customers earn less by it
 * @param tiers how many customers there are by the tier they have now and the tier they would have
 */
public record ProgramTrial(
        LoyaltyProgram program,
        Instant since,
        @Nullable CustomerId after,
        boolean finished,
        long customers,
        long purchases,
        Side published,
        Side tried,
        long gaining,
        long losing,
        SortedMap<Move, Long> tiers) {

    /**
     * One of the two.
     *
     * @param earned the points that are left of what purchases earn after returns, in smallest units; of any size, because
     *     a whole shop's may be more than one account can hold
     * @param byRule the points that each rule gives, before returns, in the order of the codes; {@code tier:} and a code is
     *     what the multiplier of a tier adds
     * @param byTier the points that tiers give to who reaches them since the instant, in the order of their codes
     */
    public record Side(BigInteger earned, SortedMap<String, BigInteger> byRule, SortedMap<String, BigInteger> byTier) {

        /** Copies the maps. */
        public Side {
            byRule = Collections.unmodifiableSortedMap(new TreeMap<>(byRule));
            byTier = Collections.unmodifiableSortedMap(new TreeMap<>(byTier));
        }

        /** Returns what it costs: what purchases earn after returns, and what tiers give. */
        public BigInteger cost() {
            return byTier.values().stream().reduce(earned, BigInteger::add);
        }

        Side and(TrialSide more) {
            SortedMap<String, BigInteger> rules = new TreeMap<>(byRule);
            more.byRule().forEach((rule, points) -> rules.merge(rule, BigInteger.valueOf(points), BigInteger::add));
            SortedMap<String, BigInteger> tiers = new TreeMap<>(byTier);
            more.byTier().forEach((tier, points) -> tiers.merge(tier, BigInteger.valueOf(points), BigInteger::add));
            return new Side(earned.add(BigInteger.valueOf(more.earned())), rules, tiers);
        }
    }

    /**
     * What happens to the tier of a customer.
     *
     * @param published the tier now
     * @param tried the tier by the program that is tried, the same where it stays
     */
    public record Move(String published, String tried) implements Comparable<Move> {

        @Override
        public int compareTo(Move other) {
            int first = published.compareTo(other.published);
            return first != 0 ? first : tried.compareTo(other.tried);
        }
    }

    /**
     * What the trial comes to for one customer.
     *
     * @param customer who
     * @param published the points earned by the published versions, after returns
     * @param tried the points earned by the program that is tried
     * @param tier the tier now, and the tier by it
     */
    public record OfCustomer(CustomerId customer, Points published, Points tried, Move tier) {}

    /** Copies the map. */
    public ProgramTrial {
        tiers = Collections.unmodifiableSortedMap(new TreeMap<>(tiers));
    }

    /**
     * Begins a trial with nobody looked at.
     *
     * @param program what is tried; its own number and first instant do not matter
     * @param since the instant from which it is tried, 1900 to 2200
     */
    public static ProgramTrial of(LoyaltyProgram program, Instant since) {
        Violations violations = new Violations().required("program", program);
        Instant from = violations.instant("since", since);
        violations.throwIfAny();
        Side none = new Side(BigInteger.ZERO, Collections.emptySortedMap(), Collections.emptySortedMap());
        return new ProgramTrial(
                program,
                from == null ? since : from,
                null,
                false,
                0,
                0,
                none,
                none,
                0,
                0,
                Collections.emptySortedMap());
    }

    /** Returns the last customer that was looked at, if there was one. */
    public Optional<CustomerId> lookedUpTo() {
        return Optional.ofNullable(after);
    }

    /** Returns how many points more purchases earn by the program than by the published ones, below zero for fewer. */
    public BigInteger difference() {
        return tried.earned().subtract(published.earned());
    }

    /** Returns how many points more the program costs than the published ones, what tiers give included. */
    public BigInteger cost() {
        return tried.cost().subtract(published.cost());
    }

    ProgramTrial and(CustomerId customer, long sold, TrialSide now, TrialSide then, Move move) {
        SortedMap<Move, Long> moves = new TreeMap<>(tiers);
        moves.merge(move, 1L, Long::sum);
        return new ProgramTrial(
                program,
                since,
                customer,
                false,
                customers + 1,
                purchases + sold,
                published.and(now),
                tried.and(then),
                gaining + (then.earned() > now.earned() ? 1 : 0),
                losing + (then.earned() < now.earned() ? 1 : 0),
                moves);
    }

    ProgramTrial done() {
        return new ProgramTrial(
                program, since, after, true, customers, purchases, published, tried, gaining, losing, tiers);
    }
}
