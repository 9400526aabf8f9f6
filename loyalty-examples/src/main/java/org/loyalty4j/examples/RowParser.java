package org.loyalty4j.examples;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes purchases of the rows of a file, the first of which is the header. Used by one thread, for one file. */
final class RowParser {

    private static final Pattern AMOUNT = Pattern.compile("[0-9]+(\\.[0-9]{1,2})?");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=[0-9])");
    private static final int DIGITS_MAX = 15;
    private static final int ID_MAX = 100;

    /** A customer's points stay far below what an account holds. */
    private static final BigDecimal CUSTOMER_MAX = BigDecimal.TEN.pow(DIGITS_MAX);

    /** The points of all customers together stay far below what a long holds. */
    private static final BigDecimal FILE_MAX = BigDecimal.TEN.pow(DIGITS_MAX + 3);

    private final PurchaseFile.Columns columns;
    private final Map<String, BigDecimal> spend = new HashMap<>();
    private BigDecimal total = BigDecimal.ZERO;
    private @Nullable Header header;

    RowParser(PurchaseFile.Columns columns) {
        this.columns = columns;
    }

    private record Header(List<String> names, int customer, int date, int amount) {}

    boolean hasHeader() {
        return header != null;
    }

    /** Returns what is wrong with a file that ended before its header, or null. */
    @Nullable
    BadLine noHeader() {
        return hasHeader() ? null : new BadLine(1, columns.customer(), "the column is missing; the file has no header");
    }

    /** Takes a row; returns what is wrong with it, or null. */
    @Nullable
    BadLine add(CsvRow row, List<PurchaseFile.Row> rows) {
        Header names = header;
        if (names == null) {
            return readHeader(row);
        }
        int given = row.fields().size();
        if (given != names.names().size()) {
            int where = Math.min(given, names.names().size());
            return bad(
                    row,
                    where,
                    "the row has " + given + " fields, the header "
                            + names.names().size());
        }
        String customer = row.fields().get(names.customer()).strip();
        String wrong = wrongId(customer);
        if (wrong != null) {
            return bad(row, names.customer(), wrong);
        }
        String day = row.fields().get(names.date());
        Optional<LocalDate> date = Dates.parse(day);
        if (date.isEmpty()) {
            return bad(
                    row,
                    names.date(),
                    BadLine.shown(day) + " is not a date such as 1997-01-18 or 19970118 of the years 1900 to 2200");
        }
        String dollars = row.fields().get(names.amount());
        wrong = wrongAmount(dollars, customer);
        if (wrong != null) {
            return bad(row, names.amount(), wrong);
        }
        rows.add(new PurchaseFile.Row(row.line(), customer, date.get(), amount(withoutZeros(dollars))));
        return null;
    }

    /** Returns what is wrong at a place of a row. */
    BadLine bad(CsvRow row, int field, String message) {
        List<String> names = header == null ? List.of() : header.names();
        String column = field < names.size() ? names.get(field) : Integer.toString(field + 1);
        return new BadLine(row.line(), column, message);
    }

    private @Nullable BadLine readHeader(CsvRow row) {
        List<String> names = row.fields().stream().map(String::strip).toList();
        for (String column : List.of(columns.customer(), columns.date(), columns.amount())) {
            int first = names.indexOf(column);
            if (first < 0) {
                String all = BadLine.shown(String.join(", ", names));
                return new BadLine(row.line(), column, "the column is missing; the header has only " + all);
            }
            if (first != names.lastIndexOf(column)) {
                return new BadLine(row.line(), column, "the header has two columns of this name");
            }
        }
        header = new Header(
                names,
                names.indexOf(columns.customer()),
                names.indexOf(columns.date()),
                names.indexOf(columns.amount()));
        return null;
    }

    private static @Nullable String wrongId(String customer) {
        if (customer.isEmpty()) {
            return "the customer is empty";
        }
        if (customer.codePointCount(0, customer.length()) > ID_MAX) {
            return BadLine.shown(customer) + " is longer than " + ID_MAX + " characters";
        }
        return customer.codePoints().anyMatch(Character::isISOControl)
                ? BadLine.shown(customer) + " holds a control character"
                : null;
    }

    private @Nullable String wrongAmount(String text, String customer) {
        if (!AMOUNT.matcher(text).matches()) {
            return BadLine.shown(text) + " is not an amount such as 29.99";
        }
        String digits = withoutZeros(text);
        int point = digits.indexOf('.');
        if ((point < 0 ? digits.length() : point) > DIGITS_MAX) {
            return BadLine.shown(text) + " has more than " + DIGITS_MAX + " digits before the point";
        }
        BigDecimal amount = amount(digits);
        total = total.add(amount);
        BigDecimal sum = spend.merge(customer, amount, BigDecimal::add);
        return sum.compareTo(CUSTOMER_MAX) >= 0 || total.compareTo(FILE_MAX) >= 0
                ? BadLine.shown(text) + " makes a sum of more digits than can be counted"
                : null;
    }

    private static String withoutZeros(String text) {
        return LEADING_ZEROS.matcher(text).replaceFirst("");
    }

    private static BigDecimal amount(String text) {
        return new BigDecimal(text).setScale(2, RoundingMode.UNNECESSARY);
    }
}
