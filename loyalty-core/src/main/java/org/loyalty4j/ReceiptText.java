package org.loyalty4j;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.tier.TierLadder;
import org.loyalty4j.tier.TierProgress;

/**
 * What a till prints below a receipt: what the command moved, what there is now, and what comes next. Lines about
 * nothing are left out. Immutable.
 */
public final class ReceiptText {

    /**
     * The points that go next.
     *
     * @param points how many
     * @param lastDay the last day on which they can be used, in the program's zone
     */
    public record Expiry(Points points, LocalDate lastDay) {}

    /** What the program counts and shows. */
    record Shown(Purse purse, Currency currency, TierLadder ladder) {}

    private final Settlement.Settled settled;
    private final Points balance;
    private final Optional<Expiry> expiry;
    private final TierProgress standing;
    private final Shown shown;

    ReceiptText(
            Settlement.Settled settled, Points balance, Optional<Expiry> expiry, TierProgress standing, Shown shown) {
        this.settled = settled;
        this.balance = balance;
        this.expiry = expiry;
        this.standing = standing;
        this.shown = shown;
    }

    /** Returns the points that can be used now. */
    public Points balance() {
        return balance;
    }

    /** Returns the points that go next, if any ever do. */
    public Optional<Expiry> expiry() {
        return expiry;
    }

    /** Returns the rank now. */
    public TierProgress standing() {
        return standing;
    }

    /**
     * Returns the lines in a language: Russian for a Russian locale, otherwise English. Nothing of it depends on the
     * machine's own locale or zone.
     */
    public List<String> lines(Locale locale) {
        Words words = locale.getLanguage().equals("ru") ? Words.RUSSIAN : Words.ENGLISH;
        List<String> lines = new ArrayList<>();
        moved(lines, words, words.earned(), settled.earned());
        moved(lines, words, words.used(), settled.redeemed());
        moved(lines, words, words.putBack(), settled.restored());
        moved(lines, words, words.takenBack(), settled.reversed());
        lines.add(words.balance() + ": " + points(words, balance));
        expiry.ifPresent(next -> lines.add(
                words.usableUntil() + " " + words.date(next.lastDay()) + ": " + points(words, next.points())));
        if (shown.ladder().tiers().size() > 1) {
            lines.add(words.tier() + ": " + standing.tier());
            // What a rule of several conditions asks for does not fit a receipt.
            standing.next()
                    // A shop's own metric has a code, and no word for customers.
                    .filter(next -> shown.ladder().tier(next).rule() == null
                            && !shown.ladder().metric().isOwn())
                    .ifPresent(next -> lines.add(words.upTo() + " " + next + ": " + missing(words)));
        }
        return List.copyOf(lines);
    }

    private void moved(List<String> lines, Words words, String what, Points points) {
        if (points.minor() != 0) {
            lines.add(what + ": " + points(words, points));
        }
    }

    private String points(Words words, Points points) {
        Purse purse = shown.purse();
        BigDecimal number = purse.decimal(points);
        String unit = purse.unit().equals(Purse.POINTS.unit()) ? words.points(number) : purse.unit();
        return words.number(number) + " " + unit;
    }

    private String missing(Words words) {
        long missing = standing.missingToNext();
        TierLadder.Metric metric = shown.ladder().metric();
        return switch (metric.name()) {
            case "SPEND" -> money(words, missing);
            case "POINTS" -> points(words, Points.of(missing));
            case "DAYS" -> words.number(BigDecimal.valueOf(missing)) + " " + words.days(missing);
            case "PURCHASES" -> words.number(BigDecimal.valueOf(missing)) + " " + words.purchases(missing);
            default -> throw new IllegalStateException("the words have none for " + metric);
        };
    }

    private String money(Words words, long minor) {
        int decimals = Math.max(0, shown.currency().getDefaultFractionDigits());
        return words.money(BigDecimal.valueOf(minor, decimals), shown.currency());
    }
}
