package org.loyalty4j.examples;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A small file of purchases on days that matter, and what is asked for.
 *
 * @param bought the purchases
 * @param asOf the day to stop at, or null for the last one
 * @param redeem how much is redeemed before each purchase, 0 for nothing
 * @param content the file
 */
record RandomFile(List<NaiveShop.Bought> bought, @Nullable LocalDate asOf, long redeem, String content) {

    private static final List<String> AMOUNTS = List.of(
            "0.00", "0", "0.99", "1", "1.5", "29.99", "50", "99.99", "100.00", "100.01", "199.99", "200", "299.99",
            "300", "300.00", "300.01", "1234.56");
    private static final List<String> CUSTOMERS = List.of("anna", "Anna", "ben", "007", "7", "zoë", "o'hara & sons");

    /** Returns the file of a seed. */
    static RandomFile of(long seed) {
        Random random = new Random(seed);
        List<NaiveShop.Bought> bought = purchases(random);
        LocalDate asOf = asOf(random, bought);
        long redeem = random.nextInt(3) == 0 ? 1 + random.nextInt(700) : 0;
        return new RandomFile(bought, asOf, redeem, csv(random, bought));
    }

    /** Returns the options that ask for it, with more if there are any. */
    String[] options(String... more) {
        List<String> options = new ArrayList<>(List.of(more));
        if (asOf != null) {
            options.addAll(List.of("--as-of", asOf.toString()));
        }
        if (redeem > 0) {
            options.addAll(List.of("--redeem", Long.toString(redeem)));
        }
        return options.toArray(String[]::new);
    }

    private static List<NaiveShop.Bought> purchases(Random random) {
        int customers = 1 + random.nextInt(CUSTOMERS.size());
        int lines = random.nextInt(40);
        LocalDate begin = LocalDate.of(1996 + random.nextInt(9), 1 + random.nextInt(12), 1);
        List<NaiveShop.Bought> bought = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            if (!bought.isEmpty() && random.nextInt(8) == 0) {
                bought.add(bought.get(random.nextInt(bought.size())));
                continue;
            }
            bought.add(new NaiveShop.Bought(
                    CUSTOMERS.get(random.nextInt(customers)),
                    day(random, begin),
                    new BigDecimal(AMOUNTS.get(random.nextInt(AMOUNTS.size())))));
        }
        return bought;
    }

    /** Mostly the ends and beginnings of months, the anniversaries of some of them, and leap days. */
    private static LocalDate day(Random random, LocalDate begin) {
        LocalDate month = begin.plusMonths(random.nextInt(30));
        return switch (random.nextInt(5)) {
            case 0 -> month;
            case 1 -> month.plusMonths(1).minusDays(1);
            case 2 -> begin.withMonth(2).plusYears(random.nextInt(3)).plusDays(26L + random.nextInt(4));
            case 3 -> begin.plusDays(13).plusYears(random.nextInt(3)).plusDays(random.nextInt(3) - 1L);
            default -> month.plusDays(random.nextInt(31));
        };
    }

    private static @Nullable LocalDate asOf(Random random, List<NaiveShop.Bought> bought) {
        if (bought.isEmpty() || random.nextBoolean()) {
            return null;
        }
        LocalDate near = bought.get(random.nextInt(bought.size())).date();
        return switch (random.nextInt(6)) {
            case 0 -> near;
            case 1 -> near.plusMonths(12).minusDays(random.nextInt(2));
            case 2 -> near.withDayOfMonth(1).plusMonths(13).minusDays(random.nextInt(2));
            case 3 -> near.plusDays(89L + random.nextInt(3));
            case 4 -> near.plusYears(30);
            default -> near.minusDays(random.nextInt(800));
        };
    }

    private static String csv(Random random, List<NaiveShop.Bought> bought) {
        String end = random.nextBoolean() ? "\n" : "\r\n";
        StringBuilder csv = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
        csv.append("amount,note,\"customer\",date").append(end);
        for (NaiveShop.Bought one : bought) {
            String date =
                    random.nextBoolean() ? one.date().toString() : one.date().format(DateTimeFormatter.BASIC_ISO_DATE);
            String customer = random.nextBoolean() ? " " + one.customer() + "\t" : "\"" + one.customer() + "\"";
            csv.append(one.amount()).append(random.nextBoolean() ? ",\"two" + end + "lines, \"\"q\"\"\"," : ",,");
            csv.append(customer).append(',').append(date).append(random.nextInt(6) == 0 ? end + end : end);
        }
        return csv.toString();
    }
}
