package org.loyalty4j.simulation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Return;

/** Purchases of those who did not say who they were. */
final class ModelGuests {

    private final Map<CommandKey, Guest> guests = new HashMap<>();
    private final Map<CommandKey, Return> returns = new HashMap<>();

    private static final class Guest {
        private final Purchase purchase;
        private final Instant made;
        private final Map<String, BigDecimal> back = new HashMap<>();

        @Nullable
        private CustomerId owner;

        Guest(Purchase purchase, Instant made) {
            this.purchase = purchase;
            this.made = made;
        }

        BigDecimal left(PurchaseLine line) {
            return line.quantity().subtract(back.getOrDefault(line.id(), BigDecimal.ZERO));
        }

        boolean isGone() {
            return purchase.lines().stream().allMatch(line -> left(line).signum() == 0);
        }
    }

    ModelGuests copy() {
        ModelGuests copy = new ModelGuests();
        guests.forEach((key, guest) -> {
            Guest other = new Guest(guest.purchase, guest.made);
            other.back.putAll(guest.back);
            other.owner = guest.owner;
            copy.guests.put(key, other);
        });
        copy.returns.putAll(returns);
        return copy;
    }

    void keep(LoyaltyProgram program, GuestPurchase kept, Instant clock) {
        Instant happened = kept.purchase().happened().orElse(clock);
        Instant begin = program.validFrom().minus(program.drift());
        boolean old = program.ageMax() != null && happened.isBefore(clock.minus(program.ageMax()));
        if (clock.isBefore(program.validFrom()) || happened.isBefore(begin) || old) {
            throw new Model.No("Invalid " + Code.TIME_TOO_OLD);
        }
        guests.put(kept.key(), new Guest(kept.purchase(), happened.isAfter(clock) ? clock : happened));
    }

    String back(Return goods) {
        Return earlier = returns.get(goods.key());
        if (earlier != null) {
            return earlier.equals(goods) ? "kept again" : "KeyReused";
        }
        Guest guest = guests.get(goods.purchase());
        if (guest == null || guest.owner != null) {
            return "Refused " + (guest == null ? Refusal.UNKNOWN_PURCHASE : Refusal.ALREADY_CLAIMED);
        }
        Map<String, BigDecimal> more = new HashMap<>(guest.back);
        for (PurchaseLine line : guest.purchase.lines()) {
            for (Return.Item item : goods.items()) {
                if (item.line().equals(line.id())) {
                    more.merge(line.id(), item.quantity(), BigDecimal::add);
                }
            }
            if (goods.items().isEmpty()) {
                more.put(line.id(), line.quantity());
            }
            if (more.getOrDefault(line.id(), BigDecimal.ZERO).compareTo(line.quantity()) > 0) {
                return "Refused " + Refusal.MORE_THAN_BOUGHT;
            }
        }
        if (goods.items().isEmpty() && guest.isGone()) {
            return "Refused " + Refusal.MORE_THAN_BOUGHT;
        }
        guest.back.putAll(more);
        returns.put(goods.key(), goods);
        return "kept";
    }

    /** Returns why a purchase cannot be claimed by a customer, or null. */
    @Nullable
    Refusal refusal(LoyaltyProgram program, CommandKey key, CustomerId customer, Instant clock) {
        Guest guest = guests.get(key);
        if (guest == null) {
            return Refusal.UNKNOWN_PURCHASE;
        }
        if (guest.isGone()) {
            return Refusal.ALREADY_RETURNED;
        }
        if (guest.owner != null) {
            return guest.owner.equals(customer) ? Refusal.ALREADY_CLAIMED : Refusal.CLAIMED_BY_ANOTHER;
        }
        if (program.claimable() == null) {
            return Refusal.NOT_CLAIMABLE;
        }
        LocalDate bought = program.dateOf(counts(program, guest.made));
        LocalDate over = bought.plus(program.claimable().period()).plusDays(1);
        return clock.isBefore(program.startOf(over)) ? null : Refusal.CLAIM_TOO_LATE;
    }

    private static Instant counts(LoyaltyProgram program, Instant made) {
        return made.isBefore(program.validFrom()) ? program.validFrom() : made;
    }

    /** Returns what is left of a purchase, as its owner's. */
    Purchase left(CommandKey key, CustomerId customer) {
        Guest guest = guests.get(key);
        if (guest == null) {
            throw new IllegalStateException("nobody kept " + key);
        }
        List<PurchaseLine> lines = new ArrayList<>();
        for (PurchaseLine line : guest.purchase.lines()) {
            BigDecimal left = guest.left(line);
            if (left.signum() > 0) {
                Ratio back = Ratio.of(line.quantity().subtract(left)).dividedBy(Ratio.of(line.quantity()));
                lines.add(new PurchaseLine(
                        line.id(),
                        line.kind(),
                        line.article(),
                        left,
                        less(line.net(), back),
                        less(line.tax(), back),
                        less(line.discount(), back),
                        line.quantity().stripTrailingZeros().scale() > 0));
            }
        }
        Purchase.Draft draft = Purchase.of(key, customer).happenedAt(guest.made);
        lines.forEach(draft::line);
        return draft.build();
    }

    private static Money less(Money amount, Ratio back) {
        long gone = Ratio.of(amount.minor()).times(back).floor().longValueExact();
        return Money.ofMinor(amount.minor() - gone, amount.currency());
    }

    void claimed(CommandKey key, CustomerId customer) {
        Guest guest = guests.get(key);
        if (guest != null) {
            guest.owner = customer;
        }
    }
}
