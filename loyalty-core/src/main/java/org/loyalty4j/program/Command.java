package org.loyalty4j.program;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.CommandRecord.Operation;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Tender;

/** Anything that can be asked of an account. */
public sealed interface Command {

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

    /**
     * A purchase, alone or with points used and goods returned on the same receipt.
     *
     * @param checkout the receipt
     */
    record Sale(Checkout checkout) implements Command {

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

        @Override
        public @Nullable Actor actor() {
            return checkout.purchase().actor();
        }

        @Override
        public @Nullable Source source() {
            return checkout.purchase().source();
        }

        @Override
        public Fingerprint fingerprint() {
            Purchase purchase = checkout.purchase();
            Fingerprint.Maker print = Fingerprint.of()
                    .text(purchase.currency().getCurrencyCode())
                    .end()
                    .number(purchase.total().minor())
                    .end()
                    .number(purchase.rounding().minor())
                    .end();
            for (PurchaseLine line : purchase.lines()) {
                print.text(line.id())
                        .text(line.kind().name())
                        .number(line.quantity().unscaledValue().longValue())
                        .number(line.quantity().scale())
                        .number(line.net().minor())
                        .number(line.tax().minor())
                        .number(line.discount().minor());
                article(print, line.article());
            }
            print.end();
            for (Tender tender : purchase.tenders()) {
                print.text(tender.kind().name())
                        .number(tender.amount().minor())
                        .value(tender.redemption().map(CommandKey::value).orElse(null));
            }
            Purchase.Place place = purchase.place();
            print.end();
            if (!place.equals(Purchase.Place.UNKNOWN)) {
                print.text(place.store())
                        .text(place.till())
                        .text(place.receipt())
                        .value(place.zone());
            }
            print.end();
            purchase.happened().ifPresent(print::value);
            print.end();
            Redemption redeem = checkout.redeem();
            if (redeem != null) {
                print.value(redeem.points()).text(redeem.reward());
            }
            print.end();
            if (checkout.giveBack() != null) {
                items(print, checkout.giveBack());
            }
            return print.end().make();
        }

        private static void article(Fingerprint.Maker print, PurchaseLine.@Nullable Article article) {
            if (article == null) {
                print.number(-1);
                return;
            }
            print.text(article.sku()).value(article.category()).text(article.brand());
            // The order of a map is not part of what was said.
            article.attributes().entrySet().stream()
                    .map(entry -> entry.getKey() + "\u0000" + entry.getValue())
                    .sorted()
                    .forEach(print::text);
        }
    }

    /**
     * Goods that come back.
     *
     * @param request what comes back
     */
    record GiveBack(Return request) implements Command {

        @Override
        public Operation operation() {
            return Operation.RETURN;
        }

        @Override
        public CommandKey key() {
            return request.key();
        }

        @Override
        public CustomerId customer() {
            return request.customer();
        }

        @Override
        public @Nullable Actor actor() {
            return request.actor();
        }

        @Override
        public @Nullable String reason() {
            return request.reason();
        }

        @Override
        public @Nullable Source source() {
            return request.source();
        }

        @Override
        public Fingerprint fingerprint() {
            Fingerprint.Maker print =
                    Fingerprint.of().text(request.purchase().value()).end();
            items(print, request);
            return print.end().value(request.happenedAt()).end().make();
        }
    }

    /**
     * Points that are used.
     *
     * @param request how many, or what for
     */
    record Redeem(Redemption request) implements Command {

        @Override
        public Operation operation() {
            return Operation.REDEEM;
        }

        @Override
        public CommandKey key() {
            return request.key();
        }

        @Override
        public CustomerId customer() {
            return request.customer();
        }

        @Override
        public @Nullable Actor actor() {
            return request.actor();
        }

        @Override
        public @Nullable Source source() {
            return request.source();
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of()
                    .value(request.points())
                    .end()
                    .text(request.reward())
                    .end()
                    .value(request.pays().map(CommandKey::value).orElse(null))
                    .end()
                    .make();
        }
    }

    /**
     * Points that are given.
     *
     * @param request how many, and what for
     */
    record Give(Bonus request) implements Command {

        @Override
        public Operation operation() {
            return Operation.BONUS;
        }

        @Override
        public CommandKey key() {
            return request.key();
        }

        @Override
        public CustomerId customer() {
            return request.customer();
        }

        @Override
        public @Nullable Actor actor() {
            return request.actor();
        }

        @Override
        public @Nullable Source source() {
            return request.source();
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of()
                    .number(request.points().minor())
                    .end()
                    .text(request.rule())
                    .end()
                    .value(request.happenedAt())
                    .value(request.goneAt())
                    .end()
                    .make();
        }
    }

    /**
     * A correction by hand.
     *
     * @param request how many, and why
     */
    record Adjust(Adjustment request) implements Command {

        @Override
        public Operation operation() {
            return Operation.ADJUST;
        }

        @Override
        public CommandKey key() {
            return request.key();
        }

        @Override
        public CustomerId customer() {
            return request.customer();
        }

        @Override
        public @Nullable Actor actor() {
            return request.actor();
        }

        @Override
        public @Nullable String reason() {
            return request.reason();
        }

        @Override
        public @Nullable Source source() {
            return request.source();
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of().number(request.points().minor()).end().make();
        }
    }

    /**
     * A freeze, an opening or a closing.
     *
     * @param request what the account is to be
     */
    record Change(StatusChange request) implements Command {

        @Override
        public Operation operation() {
            return Operation.STATUS;
        }

        @Override
        public CommandKey key() {
            return request.key();
        }

        @Override
        public CustomerId customer() {
            return request.customer();
        }

        @Override
        public @Nullable Actor actor() {
            return request.actor();
        }

        @Override
        public @Nullable String reason() {
            return request.reason();
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of().text(request.status().name()).end().make();
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

    private static void items(Fingerprint.Maker print, Return request) {
        for (Return.Item item : request.items()) {
            print.text(item.line())
                    .number(item.quantity().unscaledValue().longValue())
                    .number(item.quantity().scale());
        }
    }
}
