package org.loyalty4j.program;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.points.Points;

/**
 * What happens when points are to be taken and there are too few. Reserving points, cancelling pending ones and expiry
 * only ever take what is there.
 *
 * @param redemptions for points that are used: forbidden or allowed. A redemption that is to take what there is says so
 *     itself, see {@code Redemption.upTo}, and never owes anything
 * @param adjustments for corrections downward
 * @param returns for what returned goods had earned
 * @param voids for what a purchase had earned that is voided
 */
public record ShortageRules(Rule redemptions, Rule adjustments, Rule returns, Rule voids) {

    private static final ShortageRules STANDARD =
            new ShortageRules(Rule.forbid(), Rule.forbid(), Rule.clamp(), Rule.clamp());

    /** What can happen. */
    public enum Mode {
        /** The request is refused. */
        FORBID,
        /** What there is is taken; the rest is recorded as a shortfall, and nobody owes it. */
        CLAMP,
        /** All of it is taken; what is missing is owed, and the next points repay it. */
        ALLOW
    }

    /**
     * What happens with one kind of operation.
     *
     * @param mode what
     * @param limit where debt is allowed, the most points that the account may owe altogether after the operation; otherwise
     *     null. A return takes up to it and records the rest as a shortfall; everything else is refused beyond it
     */
    public record Rule(Mode mode, @Nullable Points limit) {

        private static final Rule FORBID = new Rule(Mode.FORBID, null);
        private static final Rule CLAMP = new Rule(Mode.CLAMP, null);

        /**
         * Checks the parts.
         *
         * @throws InvalidRequestException if there is no limit where debt is allowed, one where it is not, or one that is not
         *     from 1 to {@link Points#POSTING_MAX}
         */
        public Rule {
            new Violations().required("shortage.mode", mode).throwIfAny();
            new Violations()
                    .check(
                            (mode == Mode.ALLOW) == (limit != null),
                            "shortage.limit",
                            Code.REQUIRED,
                            "debt is allowed up to a limit, and only debt has one")
                    .throwIfAny();
            if (limit != null) {
                limit.positive("shortage.limit");
            }
        }

        /** Returns that the request is refused. */
        public static Rule forbid() {
            return FORBID;
        }

        /** Returns that what there is is taken, and the rest recorded as a shortfall. */
        public static Rule clamp() {
            return CLAMP;
        }

        /** Returns that the account may owe up to a number of points. */
        public static Rule allow(Points most) {
            return new Rule(Mode.ALLOW, most);
        }

        /** Returns how many points more an account may owe that owes some. */
        public long room(long debt) {
            return limit == null ? 0 : Math.max(0, limit.minor() - debt);
        }
    }

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException if one is missing, or redemptions would take fewer points than they say
     */
    public ShortageRules {
        new Violations()
                .required("shortage.redemptions", redemptions)
                .required("shortage.adjustments", adjustments)
                .required("shortage.returns", returns)
                .required("shortage.voids", voids)
                .throwIfAny();
        new Violations()
                .check(
                        redemptions.mode() != Mode.CLAMP,
                        "shortage.redemptions",
                        Code.BAD_GROUP,
                        "a redemption that is to take what there is says so itself")
                .throwIfAny();
    }

    /** Returns what most shops want: nobody owes points, and a return takes what there is. */
    public static ShortageRules standard() {
        return STANDARD;
    }

    /** Returns these rules, with another one for points that are used. */
    public ShortageRules redeeming(Rule rule) {
        return new ShortageRules(rule, adjustments, returns, voids);
    }

    /** Returns these rules, with another one for corrections downward. */
    public ShortageRules adjusting(Rule rule) {
        return new ShortageRules(redemptions, rule, returns, voids);
    }

    /** Returns these rules, with another one for what returned goods had earned. */
    public ShortageRules returning(Rule rule) {
        return new ShortageRules(redemptions, adjustments, rule, voids);
    }

    /** Returns these rules, with another one for what a voided purchase had earned. */
    public ShortageRules voiding(Rule rule) {
        return new ShortageRules(redemptions, adjustments, returns, rule);
    }

    /** Says whether anything may ever be owed. */
    public boolean anyDebt() {
        return redemptions.limit() != null
                || adjustments.limit() != null
                || returns.limit() != null
                || voids.limit() != null;
    }
}
