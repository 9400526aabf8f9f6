package org.loyalty4j;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;

/** The words and number forms of a language that receipts are printed in, all fixed here and none from the machine. */
enum Words {
    ENGLISH("Earned", "Used", "Put back", "Taken back", "Balance", "Usable until", "Tier", "To") {
        @Override
        String points(BigDecimal number) {
            return isWhole(number) && number.abs().compareTo(BigDecimal.ONE) == 0 ? "point" : "points";
        }

        @Override
        String purchases(long number) {
            return number == 1 ? "purchase" : "purchases";
        }

        @Override
        String days(long number) {
            return number == 1 ? "day with a purchase" : "days with a purchase";
        }

        @Override
        String number(BigDecimal number) {
            return grouped(number, ',', '.');
        }

        @Override
        String money(BigDecimal amount, Currency currency) {
            return currency.getCurrencyCode() + " " + number(amount);
        }

        @Override
        String date(LocalDate date) {
            return date.getDayOfMonth() + " " + MONTHS.get(date.getMonthValue() - 1) + " " + date.getYear();
        }
    },
    RUSSIAN("Начислено", "Списано", "Возвращено", "Отменено", "Баланс", "Действуют по", "Уровень", "До уровня") {
        @Override
        String points(BigDecimal number) {
            return isWhole(number) ? form(number, "балл", "балла", "баллов") : "балла";
        }

        @Override
        String purchases(long number) {
            return form(BigDecimal.valueOf(number), "покупка", "покупки", "покупок");
        }

        @Override
        String days(long number) {
            return form(BigDecimal.valueOf(number), "день", "дня", "дней") + " с покупкой";
        }

        @Override
        String number(BigDecimal number) {
            return grouped(number, '\u00a0', ',');
        }

        @Override
        String money(BigDecimal amount, Currency currency) {
            return number(amount) + "\u00a0" + currency.getCurrencyCode();
        }

        @Override
        String date(LocalDate date) {
            return twoDigits(date.getDayOfMonth()) + "." + twoDigits(date.getMonthValue()) + "." + date.getYear();
        }
    };

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private final String earned;
    private final String used;
    private final String putBack;
    private final String takenBack;
    private final String balance;
    private final String usableUntil;
    private final String tier;
    private final String upTo;

    Words(
            String earned,
            String used,
            String putBack,
            String takenBack,
            String balance,
            String usableUntil,
            String tier,
            String upTo) {
        this.earned = earned;
        this.used = used;
        this.putBack = putBack;
        this.takenBack = takenBack;
        this.balance = balance;
        this.usableUntil = usableUntil;
        this.tier = tier;
        this.upTo = upTo;
    }

    String earned() {
        return earned;
    }

    String used() {
        return used;
    }

    String putBack() {
        return putBack;
    }

    String takenBack() {
        return takenBack;
    }

    String balance() {
        return balance;
    }

    String usableUntil() {
        return usableUntil;
    }

    String tier() {
        return tier;
    }

    String upTo() {
        return upTo;
    }

    /** Returns the word for a number of points. */
    abstract String points(BigDecimal number);

    /** Returns the word for a number of purchases. */
    abstract String purchases(long number);

    /** Returns the words for a number of days with a purchase. */
    abstract String days(long number);

    abstract String number(BigDecimal number);

    abstract String money(BigDecimal amount, Currency currency);

    abstract String date(LocalDate date);

    private static boolean isWhole(BigDecimal number) {
        return number.scale() == 0;
    }

    private static int lastTwoDigits(BigDecimal number) {
        return number.abs().remainder(BigDecimal.valueOf(100)).intValue();
    }

    /** 1, 21, 101 have one form, 2 to 4, 22 and so on another; 11 to 14 and all others have the third. */
    private static String form(BigDecimal number, String one, String few, String many) {
        int hundred = lastTwoDigits(number);
        int ten = hundred % 10;
        if (hundred / 10 == 1 || ten == 0 || ten > 4) {
            return many;
        }
        return ten == 1 ? one : few;
    }

    private static String grouped(BigDecimal number, char group, char point) {
        String[] parts = number.abs().toPlainString().split("\\.", 2);
        StringBuilder text = new StringBuilder(parts[0]);
        for (int at = text.length() - 3; at > 0; at -= 3) {
            text.insert(at, group);
        }
        if (parts.length > 1) {
            text.append(point).append(parts[1]);
        }
        return number.signum() < 0 ? text.insert(0, '-').toString() : text.toString();
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
