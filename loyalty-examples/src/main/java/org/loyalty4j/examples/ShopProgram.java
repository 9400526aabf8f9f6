package org.loyalty4j.examples;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Money;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.tier.Tier;

/** A program as a shop has decided it, all but the day it begins. Immutable. */
final class ShopProgram {

    private static final LocalDate ANY_DAY = LocalDate.of(2000, 1, 1);

    private final String name;
    private final ZoneId zone;
    private final Currency currency;
    private final @Nullable BigDecimal pointValue;
    private final List<UnaryOperator<LoyaltyProgram>> terms;
    private final LoyaltyProgram example;

    /**
     * Makes a program.
     *
     * @param name what to call it
     * @param pointValue what a point is worth in the currency, or null if nobody says
     * @param terms what makes the program out of an empty one, one after the other
     * @throws org.loyalty4j.command.InvalidRequestException if the terms do not go together
     */
    ShopProgram(
            String name,
            ZoneId zone,
            Currency currency,
            @Nullable BigDecimal pointValue,
            List<UnaryOperator<LoyaltyProgram>> terms) {
        this.name = name;
        this.zone = zone;
        this.currency = currency;
        this.pointValue = pointValue;
        this.terms = List.copyOf(terms);
        this.example = startingAt(ANY_DAY);
    }

    String name() {
        return name;
    }

    ZoneId zone() {
        return zone;
    }

    Currency currency() {
        return currency;
    }

    Optional<BigDecimal> pointValue() {
        return Optional.ofNullable(pointValue);
    }

    /** Returns the codes of the tiers, from the lowest up. */
    List<String> tiers() {
        return example.ladder().tiers().stream().map(Tier::code).toList();
    }

    /** Returns how many decimals its points have. */
    int decimals() {
        return example.purse().scale();
    }

    /** Returns the program as it is on any day. */
    LoyaltyProgram example() {
        return example;
    }

    /** Returns the first version of the program, valid from the beginning of a day. */
    LoyaltyProgram startingAt(LocalDate first) {
        LoyaltyProgram program = LoyaltyProgram.startingAt(start(first), zone, currency);
        for (UnaryOperator<LoyaltyProgram> term : terms) {
            program = term.apply(program);
        }
        return program;
    }

    /** Returns the first instant of a day. */
    Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** Returns the day of an instant. */
    LocalDate dateOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /** Returns the codes of the rules that no purchase meets which says neither what was bought nor of what kind. */
    List<String> rulesForOtherReceipts() {
        return example.rules().stream()
                .filter(rule -> !passesPlainGoods(rule.filter()))
                .map(EarningRule::code)
                .toList();
    }

    /** Says whether a purchase that does not say what was bought counts for the tiers. */
    boolean countsPlainSpend() {
        return passesPlainGoods(example.spendFilter());
    }

    private boolean passesPlainGoods(LineFilter filter) {
        return filter.passes(PurchaseLine.goods("1", Money.zero(currency)));
    }
}
