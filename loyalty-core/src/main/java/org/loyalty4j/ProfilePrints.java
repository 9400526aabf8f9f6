package org.loyalty4j;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.customer.AttributeValue;

/** Fingerprints of what attributes say. */
final class ProfilePrints {

    private ProfilePrints() {}

    /** Adds a value, or that there is none. */
    static void add(Fingerprint.Maker print, @Nullable AttributeValue value) {
        if (value instanceof AttributeValue.Text text) {
            print.text("text").text(text.text());
        } else if (value instanceof AttributeValue.Decimal number) {
            print.text("number").text(number.number().toPlainString());
        } else if (value instanceof AttributeValue.Date date) {
            print.text("date").text(date.date().toString());
        } else if (value instanceof AttributeValue.Flag flag) {
            print.text("flag").number(flag.set() ? 1 : 0);
        } else if (value instanceof AttributeValue.Texts texts) {
            print.text("texts").number(texts.texts().size());
            texts.texts().forEach(print::text);
        } else {
            print.text(null);
        }
    }
}
