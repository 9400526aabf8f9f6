package org.loyalty4j.program;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.customer.Grounds;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;
import org.loyalty4j.sale.Tender;

/** What a receipt says, for comparing it with another under the same key. */
final class Prints {

    private Prints() {}

    static Fingerprint of(Checkout checkout) {
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
                    .number(scale(line))
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
            print.text(place.store()).text(place.till()).text(place.receipt()).value(place.zone());
        }
        print.end();
        purchase.happened().ifPresent(print::value);
        print.end();
        Redemption redeem = checkout.redeem();
        if (redeem != null) {
            extent(print.value(redeem.points()).text(redeem.reward()), redeem);
        }
        print.end();
        if (checkout.giveBack() != null) {
            // The purchase is said first: a return of everything has no items, and is another request than none.
            print.text(checkout.giveBack().purchase().value());
            items(print, checkout.giveBack());
        }
        print.end();
        if (purchase.buyer() != null) {
            print.value(purchase.buyer());
        }
        print.end();
        return redeem != null && redeem.offline() ? offline(print) : print.make();
    }

    /** Tells 10 that were weighed from 10 that were counted; all others have the hashes that they had before. */
    private static int scale(PurchaseLine line) {
        int scale = line.quantity().scale();
        return line.weighed() && scale == 0 ? -1 : scale;
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

    /** Starts the print of a redemption, all of whose fields are ended. */
    static Fingerprint.Maker redemption(Redemption request) {
        Fingerprint.Maker print = Fingerprint.of()
                .value(request.points())
                .end()
                .text(request.reward())
                .end()
                .value(request.pays().map(CommandKey::value).orElse(null))
                .end();
        return extent(print, request).end();
    }

    /** Adds nothing for an exact number, which has the hashes that it had before there was a choice. */
    static Fingerprint.Maker extent(Fingerprint.Maker print, Redemption request) {
        return request.extent() == Redemption.Extent.EXACTLY
                ? print
                : print.text(request.extent().name());
    }

    /** Adds the code, the document and the place of a request by hand, and nothing of who agreed: nobody is compared. */
    static Fingerprint.Maker grounds(Fingerprint.Maker print, @Nullable Grounds grounds) {
        if (grounds == null) {
            return print;
        }
        said(print, grounds.code()).end();
        said(print, grounds.document()).end();
        if (grounds.store() != null || grounds.till() != null) {
            print.text(grounds.store()).text(grounds.till());
        }
        return print.end();
    }

    /** What was not said leaves its field as if there were none. */
    private static Fingerprint.Maker said(Fingerprint.Maker print, @Nullable String text) {
        return text == null ? print : print.text(text);
    }

    /** Ends a print with the field that only a use without connection has. */
    static Fingerprint offline(Fingerprint.Maker print) {
        return print.text("OFFLINE").end().make();
    }

    static void items(Fingerprint.Maker print, Return request) {
        for (Return.Item item : request.items()) {
            print.text(item.line())
                    .number(item.quantity().unscaledValue().longValue())
                    .number(item.quantity().scale());
        }
    }
}
