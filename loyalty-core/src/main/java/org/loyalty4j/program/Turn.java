package org.loyalty4j.program;

import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.points.Counter;

/**
 * Which purchases of a customer a rule is about: every n-th, one alone, such as the first ever or the first of a month, or
 * the one that completes a streak: n calendar periods one after the other with a purchase in each.
 *
 * <p>Those purchases count that the rule would be about without it: it holds, its minimum is reached, and there is a line
 * for it; one that was wholly paid with what does not count for the rule is none. They count from the first instant of the
 * version of the program that names the rule, in the order in which they are recorded, a late one as the next of its own
 * period. One that came back as a whole does not count any more. Of a rule for some tiers the purchases count whatever the
 * tier: who has none of them leaves the turn to a later purchase.
 *
 * <p>A turn that a purchase had stays used: after returns the rule comes again only when there are more whole turns than it
 * has given. It is free again once the purchase that had it came back as a whole and nothing of it was missing then.
 *
 * <p>A <b>streak</b> is completed by the first purchase that finds one in its own period and in each of the n - 1 before it,
 * and then begins anew: no period is part of two streaks that were completed. A late purchase fills its own period, and
 * completes a streak that ends there; one that it closes a gap of is completed by the next purchase in the last period.
 * Nothing that was given is taken back because a period of it is empty later, and no purchase is looked at again.
 *
 * @param number which, 1 to {@value #MOST}; every first one would be all of them, so 2 or more where they repeat; for a
 *     streak of how many periods, 2 to {@value #LONGEST}
 * @param again whether it is every n-th purchase, or only the n-th; true for a streak
 * @param per the calendar period of the program's zone within which they are counted, anew in each; for a streak those that
 *     follow each other
 * @param streak whether periods are counted and not purchases
 */
public record Turn(int number, boolean again, Counter.Period per, boolean streak) {

    /** The highest number. */
    public static final int MOST = 10_000;

    /** The most periods of a streak: all of them, and those around it, are looked at with each purchase. */
    public static final int LONGEST = 31;

    /** Checks the parts. */
    public Turn {
        new Violations()
                .required("turn.per", per)
                .check(
                        number >= (again ? 2 : 1) && number <= (streak ? LONGEST : MOST),
                        "turn.number",
                        Code.NUMBER_OUT_OF_RANGE,
                        (again ? 2 : 1) + " to " + (streak ? LONGEST : MOST) + " is accepted")
                .check(
                        !streak || (again && per != Counter.Period.LIFETIME),
                        "turn.per",
                        Code.BAD_GROUP,
                        "a streak is of days, weeks, months or years, and begins anew")
                .throwIfAny();
    }

    /** Returns every n-th purchase, as long as there is the account. */
    public static Turn every(int number) {
        return new Turn(number, true, Counter.Period.LIFETIME, false);
    }

    /** Returns the n-th purchase alone, as long as there is the account. */
    public static Turn only(int number) {
        return new Turn(number, false, Counter.Period.LIFETIME, false);
    }

    /** Returns the first purchase ever. */
    public static Turn first() {
        return only(1);
    }

    /** Returns these purchases, counted anew in each period. */
    public Turn within(Counter.Period period) {
        return new Turn(number, again, period, streak);
    }

    /** Returns the purchase that completes n periods one after the other with a purchase in each, again and again. */
    public static Turn streak(int periods, Counter.Period period) {
        return new Turn(periods, true, period, true);
    }

    /**
     * Says whether a purchase has it that is no part of a streak.
     *
     * @param nth which one of those that count it is
     * @param had how many turns were had before it
     */
    boolean comes(long nth, long had) {
        return again ? nth / number > had : had == 0 && nth >= number;
    }
}
