package org.loyalty4j.examples.bench.db;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs the contenders side by side: each cell in several rounds, in each round one after the other. */
final class Comparison {

    static final String OURS = "ours";
    static final String GROUPED = "grouped";
    static final String JDBC = "(a) jdbc";
    static final String SHOP = "(b) shop";

    private static final long SLOW_NANOS = 500_000;
    private static final int FEW = 4;
    private static final int MANY = 16;

    /** What came of one contender in one cell, a value for each round. */
    record Row(Cell cell, Contender contender, List<Cell.Measured> rounds) {}

    private final Server server;
    private final Options options;
    private final PrintWriter out;
    private final List<Row> rows = new ArrayList<>();

    Comparison(Server server, Options options, PrintWriter out) {
        this.server = server;
        this.options = options;
        this.out = out;
    }

    void run() throws SQLException, InterruptedException {
        Filling filling = new Filling(server, options.accounts());
        for (String schema : List.of("bench_ours", "bench_grouped", "bench_jdbc", "bench_shop")) {
            filling.withPoints(schema);
        }
        int all = options.accounts();
        run(
                null,
                List.of(
                        new Cell(Cell.Work.REDEEM, 8, 1, false),
                        new Cell(Cell.Work.REDEEM, 8, all, false),
                        new Cell(Cell.Work.SALE, 1, all, false),
                        new Cell(Cell.Work.SALE, 8, all, false),
                        new Cell(Cell.Work.SALE, 64, all, false),
                        new Cell(Cell.Work.SALE, 8, 1, false),
                        new Cell(Cell.Work.SALE, 64, 1, false)));
        try (SlowLine line = server.slowLine(SLOW_NANOS)) {
            run(
                    line,
                    List.of(
                            new Cell(Cell.Work.REDEEM, 8, all, true),
                            new Cell(Cell.Work.SALE, 1, all, true),
                            new Cell(Cell.Work.SALE, 8, all, true),
                            new Cell(Cell.Work.SALE, 64, all, true)));
        }
        new RowCheck(server, out).check(List.of("bench_ours", "bench_grouped", "bench_jdbc", "bench_shop"));
        new Goals(rows, out).print();
    }

    private void run(@Nullable SlowLine line, List<Cell> cells) throws InterruptedException {
        List<Contender> contenders = contenders(line);
        try {
            warmUp(contenders, cells);
            for (Cell cell : cells) {
                Map<Contender, List<Cell.Measured>> measured = new LinkedHashMap<>();
                for (int round = 0; round < options.rounds(); round++) {
                    for (Contender contender : contenders) {
                        measured.computeIfAbsent(contender, first -> new ArrayList<>())
                                .add(cell.run(contender, options.roundMillis() * 1_000_000));
                    }
                }
                out.printf("%n%s%n", cell.label());
                measured.forEach((contender, rounds) -> {
                    Row row = new Row(cell, contender, rounds);
                    rows.add(row);
                    print(row);
                });
                out.flush();
            }
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private void warmUp(List<Contender> contenders, List<Cell> cells) throws InterruptedException {
        for (Contender contender : contenders) {
            for (Cell.Work work : Cell.Work.values()) {
                Cell cell = new Cell(work, 8, options.accounts(), cells.get(0).slow());
                cell.run(contender, options.warmUpMillis() * 500_000);
            }
        }
    }

    private List<Contender> contenders(@Nullable SlowLine line) {
        UnaryOperator<org.loyalty4j.jpa.JpaStore> plain = store -> store;
        List<Contender> contenders = new ArrayList<>();
        for (int size : List.of(FEW, MANY)) {
            contenders.add(new OurTill(label(OURS, size), "bench_ours", pool("bench_ours", size, line), plain));
            contenders.add(new OurTill(
                    label(GROUPED, size),
                    "bench_grouped",
                    pool("bench_grouped", size, line),
                    store -> store.groupCommit(512)));
            contenders.add(new HandWritten(label(JDBC, size), "bench_jdbc", pool("bench_jdbc", size, line)));
        }
        contenders.add(new VersionedShop(label(SHOP, MANY), "bench_shop", pool("bench_shop", MANY, line)));
        return contenders;
    }

    private static String label(String family, int size) {
        return family + ", pool of " + size;
    }

    private HikariDataSource pool(String schema, int size, @Nullable SlowLine line) {
        return server.pool(schema, size, line, false);
    }

    private void print(Row row) {
        List<Cell.Measured> rounds = row.rounds();
        out.printf(
                Locale.ROOT,
                "  %-22s %,9.0f /s (%,.0f .. %,.0f)  p50 %.2f ms  p99 %.2f ms  begun again %d  failed %d%n",
                row.contender().name(),
                Spread.of(rounds, Cell.Measured::perSecond).median(),
                Spread.of(rounds, Cell.Measured::perSecond).least(),
                Spread.of(rounds, Cell.Measured::perSecond).most(),
                Spread.of(rounds, Cell.Measured::p50).median() / 1e6,
                Spread.of(rounds, Cell.Measured::p99).median() / 1e6,
                rounds.stream().mapToLong(Cell.Measured::repeats).sum(),
                rounds.stream().mapToLong(Cell.Measured::failed).sum());
    }
}
