package org.loyalty4j.program;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Grounds;
import org.loyalty4j.customer.Request;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.reward.Capture;
import org.loyalty4j.reward.HoldRequest;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.reward.Release;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.Return;

/** Anything that can be asked of an account. */
public sealed interface Command permits Command.Asked, Command.Sale, Command.CatchUp, Command.Reckon, Move {

    /** Returns what is asked. */
    Operation operation();

    /** Returns the caller's key. */
    CommandKey key();

    /** Returns whose account it is about. */
    CustomerId customer();

    /** Returns what the request says; who asked, and free text, are not part of it. */
    Fingerprint fingerprint();

    /** Returns who asked, or null. */
    @Nullable
    Actor actor();

    /** Returns why, or null. */
    default @Nullable String reason() {
        return null;
    }

    /** Returns which system asked, or null. */
    default @Nullable Source source() {
        return null;
    }

    /** Returns on what grounds it was asked beside the reason in words, or null. */
    default @Nullable Grounds grounds() {
        return null;
    }

    /** A command that a single request asks for. */
    sealed interface Asked extends Command {

        /** Returns the request. */
        Request request();

        @Override
        default CommandKey key() {
            return request().key();
        }

        @Override
        default CustomerId customer() {
            return request().customer();
        }

        @Override
        default @Nullable Actor actor() {
            return request().actor();
        }

        @Override
        default @Nullable String reason() {
            return request().reason();
        }

        @Override
        default @Nullable Source source() {
            return request().source();
        }

        @Override
        default @Nullable Grounds grounds() {
            return request().grounds();
        }
    }

    /**
     * A purchase, alone or with points used and goods returned on the same receipt.
     *
     * @param checkout the receipt
     * @param factors the personal factors of the customer, by their names; no part of what the request says
     * @param claim where the purchase was a guest's, the claim that makes it the customer's, otherwise null
     * @param elsewhere what of the receipt is a matter of other purses
     */
    record Sale(
            Checkout checkout,
            Map<String, Ratio> factors,
            @Nullable Claim claim,
            Elsewhere elsewhere) implements Command {

        /**
         * What of a receipt is a matter of other purses than the one that is written to.
         *
         * @param used whether points of another purse are used
         * @param returned whether goods come back whose purchase only other purses know
         * @param redemptions the redemptions that tenders name and that are of other purses only
         */
        public record Elsewhere(boolean used, boolean returned, Set<CommandKey> redemptions) {

            /** Nothing is. */
            public static final Elsewhere NOTHING = new Elsewhere(false, false, Set.of());

            /** Copies the set. */
            public Elsewhere {
                redemptions = Set.copyOf(redemptions);
            }
        }

        /** Checks that there is a receipt. */
        public Sale {
            new Violations()
                    .required("checkout", checkout)
                    .required("factors", factors)
                    .throwIfAny();
            factors = Map.copyOf(factors);
        }

        /** Makes a sale whose customer's factors nobody has asked for. */
        public Sale(Checkout checkout) {
            this(checkout, Map.of(), null);
        }

        /** Makes a sale that is no matter of other purses. */
        public Sale(Checkout checkout, Map<String, Ratio> factors, @Nullable Claim claim) {
            this(checkout, factors, claim, Elsewhere.NOTHING);
        }

        /** Returns this sale without what other purses do. */
        public Sale without(Elsewhere parts) {
            return new Sale(checkout, factors, claim, parts);
        }

        /** Returns what of the receipt is done in this purse. */
        Checkout here() {
            if (!elsewhere.used() && !elsewhere.returned()) {
                return checkout;
            }
            return new Checkout(
                    checkout.purchase(),
                    elsewhere.used() ? null : checkout.redeem(),
                    elsewhere.returned() ? null : checkout.giveBack());
        }

        /** Returns this sale with these personal factors instead. */
        public Sale with(Map<String, Ratio> factors) {
            return new Sale(checkout, factors, claim, elsewhere);
        }

        /** Returns those factors that matter. */
        Map<String, Ratio> factorsFor(Set<String> names) {
            if (names.isEmpty()) {
                return Map.of();
            }
            Violations violations = new Violations();
            names.forEach(name -> violations.required("factors." + name, factors.get(name)));
            violations.throwIfAny();
            Map<String, Ratio> some = new TreeMap<>(factors);
            some.keySet().retainAll(names);
            return some;
        }

        @Override
        public Operation operation() {
            return Operation.SALE;
        }

        @Override
        public CommandKey key() {
            return checkout.purchase().key();
        }

        @Override
        public CustomerId customer() {
            return checkout.purchase().customer();
        }

        /** The receipt's own word counts first, then that of its return, then that of its redemption. */
        private <T> @Nullable T said(
                Function<Purchase, @Nullable T> sold,
                Function<Return, @Nullable T> returned,
                Function<Redemption, @Nullable T> redeemed) {
            T first = sold.apply(checkout.purchase());
            if (first == null && checkout.giveBack() != null) {
                first = returned.apply(checkout.giveBack());
            }
            return first == null && checkout.redeem() != null ? redeemed.apply(checkout.redeem()) : first;
        }

        @Override
        public @Nullable Actor actor() {
            return said(Purchase::actor, Return::actor, Redemption::actor);
        }

        @Override
        public @Nullable String reason() {
            if (claim != null) {
                return claim.reason();
            }
            return checkout.giveBack() == null ? null : checkout.giveBack().reason();
        }

        @Override
        public @Nullable Source source() {
            return said(Purchase::source, Return::source, Redemption::source);
        }

        @Override
        public Fingerprint fingerprint() {
            return Prints.of(here());
        }
    }

    /**
     * Goods that come back.
     *
     * @param request what comes back
     */
    record GiveBack(Return request) implements Asked {

        /** Checks that there is one. */
        public GiveBack {
            new Violations().required("return", request).throwIfAny();
        }

        @Override
        public Operation operation() {
            return Operation.RETURN;
        }

        @Override
        public Fingerprint fingerprint() {
            Fingerprint.Maker print =
                    Fingerprint.of().text(request.purchase().value()).end();
            Prints.items(print, request);
            return print.end().value(request.happenedAt()).end().make();
        }
    }

    /**
     * Points that are used.
     *
     * @param request how many, or what for
     * @param towards where they pay an amount of money, how much was to be paid; otherwise null
     */
    record Redeem(Redemption request, @Nullable Money towards) implements Asked {

        /** Checks that there is one. */
        public Redeem {
            new Violations().required("redemption", request).throwIfAny();
        }

        /** Makes a redemption that pays no amount of money. */
        public Redeem(Redemption request) {
            this(request, null);
        }

        @Override
        public Operation operation() {
            return Operation.REDEEM;
        }

        @Override
        public Fingerprint fingerprint() {
            Fingerprint.Maker print = Prints.redemption(request);
            if (towards != null) {
                return print.end().value(towards).end().make();
            }
            return request.offline() ? Prints.offline(print.end().end()) : print.make();
        }
    }

    /**
     * Points that are reserved for a while.
     *
     * @param request how many, or what for, and for how long
     */
    record SetAside(HoldRequest request) implements Asked {

        /** Checks that there is one. */
        public SetAside {
            new Violations().required("hold", request).throwIfAny();
        }

        @Override
        public Operation operation() {
            return Operation.HOLD;
        }

        @Override
        public Fingerprint fingerprint() {
            return Prints.redemption(request.redemption())
                    .value(request.limit())
                    .end()
                    .make();
        }
    }

    /**
     * Points that are used after they were reserved: a redemption, too.
     *
     * @param request which, and how many
     */
    record UseHeld(Capture request) implements Asked {

        /** Checks that there is one. */
        public UseHeld {
            new Violations().required("capture", request).throwIfAny();
        }

        @Override
        public Operation operation() {
            return Operation.REDEEM;
        }

        @Override
        public Fingerprint fingerprint() {
            CommandKey purchase = request.purchase();
            return Fingerprint.of()
                    .value(request.points())
                    .end()
                    .text(null)
                    .end()
                    .value(purchase == null ? null : purchase.value())
                    .end()
                    .end()
                    .text(request.hold().value())
                    .end()
                    .make();
        }
    }

    /**
     * Points that are given back after they were reserved.
     *
     * @param request which
     */
    record LetGo(Release request) implements Asked {

        /** Checks that there is one. */
        public LetGo {
            new Violations().required("release", request).throwIfAny();
        }

        @Override
        public Operation operation() {
            return Operation.RELEASE;
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of().text(request.hold().value()).end().make();
        }
    }

    /**
     * Something that happened and is no purchase.
     *
     * @param request what, and when
     */
    record Happen(Activity request) implements Asked {

        /** Checks that there is one. */
        public Happen {
            new Violations().required("activity", request).throwIfAny();
        }

        @Override
        public Operation operation() {
            return Operation.EVENT;
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of()
                    .text(request.event())
                    .end()
                    .value(request.happenedAt())
                    .end()
                    .make();
        }
    }

    /**
     * An event that is undone.
     *
     * @param request which
     * @param known what is known of it, or null where nothing is
     */
    record UndoActivity(ActivityUndo request, AccountState.@Nullable Given known) implements Asked {

        /** Checks that there is one. */
        public UndoActivity {
            new Violations().required("activityUndo", request).throwIfAny();
        }

        @Override
        public Operation operation() {
            return Operation.EVENT_UNDO;
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of().text(request.activity().value()).end().make();
        }
    }

    /**
     * Points that are given.
     *
     * @param request how many, and what for
     */
    record Give(Bonus request) implements Asked {

        /** Checks that there is one. */
        public Give {
            new Violations().required("bonus", request).throwIfAny();
        }

        @Override
        public Operation operation() {
            return Operation.BONUS;
        }

        @Override
        public Fingerprint fingerprint() {
            Fingerprint.Maker print = Fingerprint.of()
                    .number(request.points().minor())
                    .end()
                    .text(request.rule())
                    .end()
                    .value(request.happenedAt())
                    .value(request.goneAt())
                    .end();
            // Nothing for points that can be used at once, as before there was a choice.
            if (request.pending() != null) {
                print.value(request.pending());
            }
            return Prints.grounds(print.end(), request.grounds()).make();
        }
    }

    /**
     * A correction of what purchases earned out of their order.
     *
     * @param request since when, and why
     * @param known what they would have earned, or null where nobody has looked
     */
    record TrueUpOf(TrueUp request, @Nullable Differences known) implements Asked {

        /** Checks that there is one. */
        public TrueUpOf {
            new Violations().required("trueUp", request).throwIfAny();
        }

        @Override
        public Operation operation() {
            return Operation.TRUE_UP;
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of().value(request.from()).end().make();
        }
    }

    /**
     * A correction by hand.
     *
     * @param request how many, and why
     */
    record Adjust(Adjustment request) implements Asked {

        /** Checks that there is one. */
        public Adjust {
            new Violations().required("adjustment", request).throwIfAny();
        }

        @Override
        public Operation operation() {
            return Operation.ADJUST;
        }

        @Override
        public Fingerprint fingerprint() {
            Fingerprint.Maker print =
                    Fingerprint.of().number(request.points().minor()).end();
            return Prints.grounds(print, request.grounds()).make();
        }
    }

    /**
     * A freeze, an opening or a closing.
     *
     * @param request what the account is to be
     */
    record Change(StatusChange request) implements Asked {

        /** Checks that there is one. */
        public Change {
            new Violations().required("statusChange", request).throwIfAny();
        }

        @Override
        public Operation operation() {
            return Operation.STATUS;
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of().text(request.status().name()).end().make();
        }
    }

    /**
     * A tier that is given by hand.
     *
     * @param request which, and until when
     */
    record GiveTier(TierOverride request) implements Asked {

        /** Checks that there is one. */
        public GiveTier {
            new Violations().required("override", request).throwIfAny();
        }

        @Override
        public Operation operation() {
            return Operation.OVERRIDE;
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of()
                    .text(request.tier())
                    .end()
                    .value(request.until())
                    .end()
                    .make();
        }
    }

    /**
     * A tier that was given by hand and is taken back.
     *
     * @param request which
     */
    record TakeTier(TierOverride.End request) implements Asked {

        /** Checks that there is one. */
        public TakeTier {
            new Violations().required("override", request).throwIfAny();
        }

        @Override
        public Operation operation() {
            return Operation.REVOKE;
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of().text(request.override().value()).end().make();
        }
    }

    /**
     * The undoing of a redemption.
     *
     * @param request of which, and how many of its points
     */
    record TakeBack(Undo request) implements Asked {

        /** Checks that there is one. */
        public TakeBack {
            new Violations().required("undo", request).throwIfAny();
        }

        @Override
        public Operation operation() {
            return Operation.UNDO;
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of()
                    .text(request.redemption().value())
                    .end()
                    .value(request.points())
                    .end()
                    .make();
        }
    }

    /**
     * The voiding of a purchase.
     *
     * @param request of which
     */
    record Annul(PurchaseVoid request) implements Asked {

        /** Checks that there is one. */
        public Annul {
            new Violations().required("purchaseVoid", request).throwIfAny();
        }

        @Override
        public Operation operation() {
            return Operation.VOID;
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of().text(request.purchase().value()).end().make();
        }
    }

    /**
     * Pending points that are confirmed or taken back.
     *
     * @param request which, and how many
     */
    record Pending(PendingChange request) implements Asked {

        /** Checks that there is one. */
        public Pending {
            new Violations().required("pendingChange", request).throwIfAny();
        }

        @Override
        public Operation operation() {
            return request.kind() == PendingChange.Kind.CONFIRM ? Operation.CONFIRM : Operation.CANCEL;
        }

        /** Returns the operation by which the points were given. */
        public Operation origin() {
            return switch (request.origin()) {
                case PURCHASE -> Operation.SALE;
                case BONUS -> Operation.BONUS;
                case EVENT -> Operation.EVENT;
            };
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of()
                    .text(request.origin().name())
                    .end()
                    .text(request.given().value())
                    .end()
                    .value(request.points())
                    .end()
                    .make();
        }
    }

    /**
     * Goods that come back without their purchase.
     *
     * @param request what is paid back for them
     */
    record TakeUnknown(UnknownReturn request) implements Asked {

        /** Checks that there is one. */
        public TakeUnknown {
            new Violations().required("unknownReturn", request).throwIfAny();
        }

        @Override
        public Operation operation() {
            return Operation.RETURN_UNKNOWN;
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of()
                    .text(request.amount().currency().getCurrencyCode())
                    .number(request.amount().minor())
                    .end()
                    .make();
        }
    }

    /**
     * Points that were there before this ledger began.
     *
     * @param request which
     */
    record Open(OpeningBalance request) implements Asked {

        /** Checks that there is one. */
        public Open {
            new Violations().required("openingBalance", request).throwIfAny();
        }

        @Override
        public Operation operation() {
            return Operation.OPENING;
        }

        @Override
        public Fingerprint fingerprint() {
            Fingerprint.Maker print = Fingerprint.of();
            for (OpeningBalance.OpeningLot lot : request.lots()) {
                print.number(lot.points().minor()).value(lot.earnedAt()).value(lot.goneAt());
            }
            OpeningDays.print(print.end(), request);
            return print.end().make();
        }
    }

    /**
     * Points that had expired and are given back.
     *
     * @param request which, and how many
     * @param expired what is known of them, or null where they are unknown; no part of what the request says
     */
    record Reinstate(Reinstatement request, Reinstatement.@Nullable Expired expired) implements Asked {

        /** Checks that there is a request. */
        public Reinstate {
            new Violations().required("reinstatement", request).throwIfAny();
        }

        @Override
        public Operation operation() {
            return Operation.REINSTATE;
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of()
                    .number(request.expiry())
                    .end()
                    .value(request.points())
                    .end()
                    .value(request.goneAt())
                    .end()
                    .make();
        }
    }

    /**
     * More time for points that go otherwise.
     *
     * @param request which, and until when
     * @param roots the lots that lots which were given more time before stood in at first, by their numbers; no part of
     *     what the request says
     */
    record Extend(Extension request, Map<Long, Long> roots) implements Asked {

        /** Checks that there is a request. */
        public Extend {
            new Violations().required("extension", request).throwIfAny();
            roots = Map.copyOf(roots);
        }

        @Override
        public Operation operation() {
            return Operation.EXTEND;
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of()
                    .value(request.lot())
                    .end()
                    .value(request.before())
                    .end()
                    .value(request.until())
                    .end()
                    .make();
        }
    }

    /**
     * Whatever has fallen due, written by maintenance.
     *
     * @param key the engine's own key
     * @param customer whose account
     * @param until up to which instant
     */
    record CatchUp(CommandKey key, CustomerId customer, Instant until) implements Command {

        @Override
        public Operation operation() {
            return Operation.MAINTENANCE;
        }

        @Override
        public @Nullable Actor actor() {
            return null;
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of().value(until).end().make();
        }
    }

    /**
     * A request to reckon the tier anew by a version of the program, once for each version.
     *
     * @param customer whose
     * @param version the version that is valid now
     */
    record Reckon(CustomerId customer, int version) implements Command {

        @Override
        public CommandKey key() {
            return new CommandKey("tiers " + version + " " + customer.value());
        }

        @Override
        public Operation operation() {
            return Operation.RECKON;
        }

        @Override
        public @Nullable Actor actor() {
            return null;
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of().number(version).end().make();
        }
    }
}
