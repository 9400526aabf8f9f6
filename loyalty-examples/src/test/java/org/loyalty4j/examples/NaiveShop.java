package org.loyalty4j.examples;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the replay once more, as slow and plain as they can be written: lists, and every question asked anew. It
 * shares no code with the library or the replay.
 */
final class NaiveShop {

    /** A purchase of a file whose lines are numbered by their place. */
    record Bought(String customer, LocalDate date, BigDecimal amount) {}

    private static final class Lot {
        private final LocalDate gone;
        private long left;

        Lot(LocalDate gone, long left) {
            this.gone = gone;
            this.left = left;
        }
    }

    private static final class Buyer {
        private final List<Bought> purchases = new ArrayList<>();
        private final List<Lot> lots = new ArrayList<>();

        long available() {
            return lots.stream().mapToLong(lot -> lot.left).sum();
        }

        /** The sum of what was bought in (day - 12 months, day], up to the n-th purchase. */
        BigDecimal rolling(int upTo) {
            LocalDate day = purchases.get(upTo).date();
            return purchases.subList(0, upTo + 1).stream()
                    .filter(bought -> bought.date().isAfter(day.minusMonths(12)))
                    .map(Bought::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        boolean holds(String from, LocalDate day) {
            for (int i = purchases.size() - 1; i >= 0; i--) {
                if (rolling(i).compareTo(new BigDecimal(from)) >= 0) {
                    return day.isBefore(purchases.get(i).date().plusMonths(12));
                }
            }
            return false;
        }

        String standing(LocalDate day) {
            return holds("300", day) ? "Gold" : holds("100", day) ? "Silver" : "Green";
        }
    }

    private final Map<String, Buyer> buyers = new TreeMap<>();
    private BigDecimal spend = new BigDecimal("0.00");
    private long purchases;
    private long earned;
    private long redeemed;
    private long expired;

    /** Replays purchases and writes the figures as the replay's JSON does. */
    static String json(List<Bought> lines, @Nullable LocalDate asOf, long redeem) {
        NaiveShop shop = new NaiveShop();
        List<Bought> ordered = new ArrayList<>(lines);
        ordered.sort(Comparator.comparing(Bought::date));
        LocalDate last =
                ordered.isEmpty() ? null : ordered.get(ordered.size() - 1).date();
        LocalDate until = asOf == null ? last : asOf;
        if (until == null) {
            return shop.json(LocalDate.EPOCH, "null");
        }
        for (Bought bought : ordered) {
            if (!bought.date().isAfter(until)) {
                shop.buy(bought, redeem);
            }
        }
        return shop.json(until, "\"" + until + "\"");
    }

    private void buy(Bought bought, long redeem) {
        Buyer buyer = buyers.computeIfAbsent(bought.customer(), customer -> new Buyer());
        expire(buyer, bought.date());
        if (redeem > 0 && buyer.available() >= redeem) {
            redeem(buyer, redeem);
        }
        long percent = switch (buyer.standing(bought.date())) {
            case "Gold" -> 150;
            case "Silver" -> 125;
            default -> 100;
        };
        long points = 2 * bought.amount().longValue() * percent / 100;
        buyer.lots.add(new Lot(bought.date().withDayOfMonth(1).plusMonths(13), points));
        buyer.purchases.add(bought);
        earned += points;
        purchases++;
        spend = spend.add(bought.amount());
    }

    private void expire(Buyer buyer, LocalDate day) {
        for (Lot lot : buyer.lots) {
            if (!lot.gone.isAfter(day)) {
                expired += lot.left;
                lot.left = 0;
            }
        }
    }

    private void redeem(Buyer buyer, long points) {
        long wanted = points;
        buyer.lots.sort(Comparator.comparing(lot -> lot.gone));
        for (Lot lot : buyer.lots) {
            long taken = Math.min(wanted, lot.left);
            lot.left -= taken;
            wanted -= taken;
        }
        redeemed += points;
    }

    private String json(LocalDate day, String asOf) {
        Map<String, Long> tiers = new LinkedHashMap<>();
        tiers.put("Green", 0L);
        tiers.put("Silver", 0L);
        tiers.put("Gold", 0L);
        Map<LocalDate, Long> byExpiry = new TreeMap<>();
        long lapsed = 0;
        List<Map.Entry<String, Long>> top = new ArrayList<>();
        for (Map.Entry<String, Buyer> entry : buyers.entrySet()) {
            Buyer buyer = entry.getValue();
            expire(buyer, day);
            tiers.merge(buyer.standing(day), 1L, Long::sum);
            buyer.lots.stream()
                    .filter(lot -> lot.left > 0)
                    .forEach(lot -> byExpiry.merge(lot.gone, lot.left, Long::sum));
            LocalDate last = buyer.purchases.get(buyer.purchases.size() - 1).date();
            lapsed += last.plusDays(90).isBefore(day) ? 1 : 0;
            top.add(Map.entry(entry.getKey(), buyer.available()));
        }
        top.sort(Map.Entry.<String, Long>comparingByValue().reversed());
        String best = top.stream()
                .limit(10)
                .map(entry -> "[\"" + entry.getKey() + "\", " + entry.getValue() + "]")
                .collect(Collectors.joining(", "));
        return """
                {
                  "asOf": %s,
                  "customers": %d,
                  "purchases": %d,
                  "spend": %s,
                  "earned": %d,
                  "redeemed": %d,
                  "expired": %d,
                  "outstanding": %d,
                  "tiers": {%s},
                  "byExpiry": {%s},
                  "lapsed90": %d,
                  "top": [%s]
                }
                """.formatted(
                        asOf,
                        buyers.size(),
                        purchases,
                        spend,
                        earned,
                        redeemed,
                        expired,
                        earned - redeemed - expired,
                        members(tiers),
                        members(byExpiry),
                        lapsed,
                        best);
    }

    private static String members(Map<?, Long> numbers) {
        return numbers.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\": " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
