package org.loyalty4j.acceptance;

import java.io.Reader;
import java.util.Locale;
import java.util.function.IntFunction;
import org.loyalty4j.customer.Attribute;
import org.loyalty4j.exchange.Field;
import org.loyalty4j.exchange.ImportPlan;
import org.loyalty4j.exchange.ImportReport;
import org.loyalty4j.testkit.Shop;

/**
 * Prints how many rows a second are read into memory, and how much of the heap a file takes that is only read. Run by hand, with
 * the number of rows as its argument.
 */
final class InMemoryImportMeasure {

    private InMemoryImportMeasure() {}

    /** A file that is made as it is read, so that it takes no memory itself. */
    private static final class MadeUp extends Reader {

        private final IntFunction<String> line;
        private final int count;
        private int next;
        private String rest;

        private MadeUp(String header, int count, IntFunction<String> line) {
            this.line = line;
            this.count = count;
            this.rest = header + "\r\n";
        }

        @Override
        public int read(char[] into, int from, int length) {
            if (rest.isEmpty()) {
                if (next == count) {
                    return -1;
                }
                rest = line.apply(next++) + "\r\n";
            }
            int given = Math.min(length, rest.length());
            rest.getChars(0, given, into, from);
            rest = rest.substring(given);
            return given;
        }

        @Override
        public void close() {}
    }

    private static void print(String what, Shop shop, ImportPlan plan, Reader file) {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        long start = System.nanoTime();
        ImportReport report = shop.loyalty().imports().run(plan, file);
        long nanos = System.nanoTime() - start;
        System.gc();
        long after = runtime.totalMemory() - runtime.freeMemory();
        System.out.printf(
                Locale.ROOT,
                "%-40s %,d rows (%,d written, %,d there, %,d bad), %.1f s, %,.0f rows/s, heap after %+d MB%n",
                what,
                report.read(),
                report.written(),
                report.there(),
                report.bad(),
                nanos / 1e9,
                report.read() * 1e9 / nanos,
                (after - before) >> 20);
    }

    public static void main(String[] arguments) {
        int count = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
        Shop shop = Shop.open();
        ImportPlan people = ImportPlan.customers("crm")
                .column("no", Field.KEY)
                .column("name", Field.NAME)
                .column("phone", Field.PHONE)
                .column("card", Field.CARD)
                .attribute("born", Attribute.BIRTH_DATE, ImportPlan.Type.DATE)
                .attribute("place", Attribute.PLACE, ImportPlan.Type.TEXT);
        IntFunction<String> person =
                i -> i + ",Name " + i + ",49" + (1_000_000_000L + i) + ",C" + (100_000 + i) + ",1996-02-29,Ulm";
        ImportPlan points = ImportPlan.balances("points")
                .column("card", Field.CARD)
                .column("points", Field.POINTS)
                .column("earned", Field.EARNED)
                .column("gone", Field.GONE);
        IntFunction<String> lot =
                i -> "C" + (100_000 + i) + "," + (1 + i % 500) + ",2025-06-01T00:00:00Z,2027-01-01T00:00:00Z";
        ImportPlan calls = ImportPlan.interactions("calls")
                .column("no", Field.KEY)
                .column("card", Field.CARD)
                .column("at", Field.STARTED)
                .column("text", Field.SUMMARY)
                .constant(Field.CHANNEL, "phone");
        IntFunction<String> call = i -> i + ",C" + (100_000 + i) + ",2025-06-01T00:00:00Z,\"asked, and told\"";
        String header = "no,name,phone,card,born,place";

        print("bad rows", shop, people, new MadeUp(header, count, i -> i + ",,1,,,"));
        print("customers", shop, people, new MadeUp(header, count, person));
        print("customers again", shop, people, new MadeUp(header, count, person));
        print("lots", shop, points, new MadeUp("card,points,earned,gone", count, lot));
        print("calls", shop, calls, new MadeUp("no,card,at,text", count, call));
        print("customers checked", Shop.open(), people.mode(ImportPlan.Mode.CHECK), new MadeUp(header, count, person));
    }
}
