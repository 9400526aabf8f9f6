package org.loyalty4j.examples.bench.db;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Prints what was to be reached, and what was: ratios of the same round, the best pool of each. */
final class Goals {

    private final List<Comparison.Row> rows;
    private final PrintWriter out;

    Goals(List<Comparison.Row> rows, PrintWriter out) {
        this.rows = rows;
        this.out = out;
    }

    void print() {
        out.printf("%n%-52s %8s %18s %8s%n", "goal", "median", "(least .. most)", "at least");
        faster("sale, 8 threads", Comparison.OURS, Comparison.JDBC, 0.6);
        faster("sale, 8 threads", Comparison.OURS, Comparison.SHOP, 1.6);
        faster("sale, 8 threads", Comparison.GROUPED, Comparison.JDBC, 0.6);
        faster("sale, 8 threads", Comparison.GROUPED, Comparison.SHOP, 1.6);
        faster("sale, 8 threads, +0.5 ms", Comparison.OURS, Comparison.JDBC, 0.5);
        faster("sale, 8 threads, +0.5 ms", Comparison.OURS, Comparison.SHOP, 2.5);
        faster("sale, 8 threads, +0.5 ms", Comparison.GROUPED, Comparison.JDBC, 0.5);
        faster("sale, 8 threads, +0.5 ms", Comparison.GROUPED, Comparison.SHOP, 2.5);
        faster("redeem, 8 threads", Comparison.OURS, Comparison.SHOP, 1.6);
        faster("redeem, 8 threads, one account", Comparison.OURS, Comparison.SHOP, 4);
        faster("sale, 64 threads", Comparison.GROUPED, Comparison.JDBC, 2);
        faster("sale, 64 threads", Comparison.GROUPED, Comparison.SHOP, 6);
        sooner("sale, 64 threads", Comparison.GROUPED, Comparison.JDBC, 5);
        faster("sale, 64 threads, one account", Comparison.GROUPED, Comparison.JDBC, 5);
        faster("sale, 64 threads, one account", Comparison.GROUPED, Comparison.SHOP, 40);
        faster("sale, 1 thread", Comparison.GROUPED, Comparison.OURS, 1 / 1.3);
        List<RuntimeException> failed = rows.stream()
                .filter(row -> row.contender().name().startsWith(Comparison.OURS)
                        || row.contender().name().startsWith(Comparison.GROUPED))
                .flatMap(row -> row.rounds().stream())
                .flatMap(round -> round.failed().stream())
                .toList();
        out.printf(
                "calls of ours that failed, goal 0: %d%s%n",
                failed.size(), failed.isEmpty() ? "" : ", the first one with " + failed.get(0));
        out.flush();
    }

    private Comparison.Row best(String cell, String family) {
        return rows.stream()
                .filter(row -> row.cell().label().equals(cell)
                        && row.contender().name().startsWith(family))
                .max(Comparator.comparingDouble(
                        row -> Spread.of(row.rounds(), Cell.Measured::perSecond).median()))
                .orElseThrow();
    }

    private void faster(String cell, String ours, String other, double goal) {
        List<Cell.Measured> mine = best(cell, ours).rounds();
        List<Cell.Measured> theirs = best(cell, other).rounds();
        line(
                cell + ": " + ours + " / " + other,
                ratios(IntStream.range(0, mine.size())
                        .mapToObj(i -> mine.get(i).perSecond() / theirs.get(i).perSecond())
                        .toList()),
                goal);
    }

    private void sooner(String cell, String ours, String other, double goal) {
        List<Cell.Measured> mine = best(cell, ours).rounds();
        List<Cell.Measured> theirs = best(cell, other).rounds();
        line(
                cell + ", p99: " + other + " / " + ours,
                ratios(IntStream.range(0, mine.size())
                        .mapToObj(
                                i -> (double) theirs.get(i).p99() / mine.get(i).p99())
                        .toList()),
                goal);
    }

    private static Spread ratios(List<Double> ratios) {
        return Spread.of(ratios, Double::doubleValue);
    }

    private void line(String what, Spread ratio, double goal) {
        out.printf(
                Locale.ROOT,
                "%-52s %8.2f %18s %8.2f%s%n",
                what,
                ratio.median(),
                String.format(Locale.ROOT, "(%.2f .. %.2f)", ratio.least(), ratio.most()),
                goal,
                ratio.median() < goal ? "  missed" : "");
    }
}
