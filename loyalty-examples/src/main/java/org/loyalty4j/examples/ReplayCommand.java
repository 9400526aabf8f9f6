package org.loyalty4j.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.AuditReport;
import org.loyalty4j.store.InMemoryStore;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job: a shop's purchase history, settled as if the library had been there from the first day. */
@Command(
        name = "replay",
        description = {
            "Replays a shop's purchase history: enrolls its customers, settles every purchase on its own day,",
            "and shows what became of the points.",
            "Exit codes: 0 all is well, 1 the audit found something broken or the store failed on the way,",
            "2 the input or the options are wrong."
        },
        sortOptions = false)
final class ReplayCommand implements Callable<Integer> {

    private static final int BAR_WIDTH = 80;
    private static final int BAR_MILLIS = 200;

    private final PrintStream out;
    private final PrintStream complaints;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "A CSV file with a header. Default: the CDNOW sample.")
    private @Nullable Path input;

    @Option(
            names = "--customer",
            paramLabel = "COLUMN",
            defaultValue = "master_id",
            description = "The column of the customer. Default: ${DEFAULT-VALUE}.")
    private String customer = "";

    @Option(
            names = "--date",
            paramLabel = "COLUMN",
            defaultValue = "date",
            description = "The column of the day, as 1997-01-18 or 19970118. Default: ${DEFAULT-VALUE}.")
    private String date = "";

    @Option(
            names = "--amount",
            paramLabel = "COLUMN",
            defaultValue = "amount",
            description = "The column of the money. Default: ${DEFAULT-VALUE}.")
    private String amount = "";

    @Option(
            names = "--as-of",
            paramLabel = "DAY",
            converter = DayOption.class,
            description = "The day to stop at. Default: the day of the last purchase.")
    private @Nullable LocalDate asOf;

    @Option(
            names = "--redeem",
            paramLabel = "POINTS",
            description = "Before each purchase, redeem that many points if there are as many.")
    private @Nullable Long redeem;

    @Option(
            names = "--program",
            paramLabel = "FILE",
            description = {
                "Another program, tried on the same purchases in memory and shown beside the one of today.",
                "The README tells how it is written."
            })
    private @Nullable Path program;

    @Option(
            names = "--base",
            paramLabel = "FILE",
            description = "The program of today, written in the same way. Default: the one that is built in.")
    private @Nullable Path base;

    @Option(
            names = "--show-program",
            description = "Print the program of --program, or the one that is built in, to start from, and end.")
    private boolean showProgram;

    @Option(
            names = "--on-error",
            paramLabel = "stop|keep",
            defaultValue = "stop",
            description =
                    "A bad line: record nothing (stop), or what stands above it (keep). Default: ${DEFAULT-VALUE}.")
    private OnError onError = OnError.STOP;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Option(
            names = "--timeline",
            paramLabel = "CUSTOMER",
            description = "Print the card of this customer of the file, and the newest and oldest of the timeline.")
    private @Nullable String timeline;

    @Option(names = "--report", paramLabel = "FILE", description = "Write a report to look at, as one HTML file.")
    private @Nullable Path report;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private @Nullable Path json;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    @SuppressWarnings("unused") // Picocli looks at the annotation.
    private boolean help;

    ReplayCommand(PrintStream out, PrintStream complaints) {
        this.out = out;
        this.complaints = complaints;
    }

    /** What a bad line leads to. */
    enum OnError {
        /** Nothing is recorded. */
        STOP,
        /** What stands above it is settled. */
        KEEP;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads a day as the file writes it. */
    static final class DayOption implements CommandLine.ITypeConverter<LocalDate> {

        @Override
        public LocalDate convert(String text) {
            return Dates.parse(text)
                    .orElseThrow(() -> new CommandLine.TypeConversionException(BadLine.shown(text)
                            + " is not a date such as 1997-01-18 or 19970118 of the years 1900 to 2200"));
        }
    }

    @Override
    public Integer call() {
        if (showProgram) {
            return show();
        }
        if (redeem != null && redeem < 1) {
            return complain("--redeem must be at least 1, not " + redeem);
        }
        try {
            InputFile content = input == null ? InputFile.sample() : InputFile.read(input);
            refuseOverwriting(report);
            refuseOverwriting(json);
            if (report != null && json != null && absolute(report).equals(absolute(json))) {
                throw new ReplayException("--report and --json name one file: " + json);
            }
            TriedPrograms programs = TriedPrograms.read(base, program);
            return replay(PurchaseFile.of(content, new PurchaseFile.Columns(customer, date, amount)), programs);
        } catch (ReplayException wrong) {
            return complain(String.valueOf(wrong.getMessage()));
        }
    }

    private int show() {
        try {
            out.print(program == null ? ProgramForm.builtIn() : FormWriter.write(ProgramForm.read(program)));
            out.flush();
            return 0;
        } catch (ReplayException wrong) {
            return complain(String.valueOf(wrong.getMessage()));
        }
    }

    private int replay(PurchaseFile file, TriedPrograms programs) throws ReplayException {
        BadLine bad = file.bad();
        if (bad != null) {
            complain(bad.in(file.name()));
            if (onError == OnError.STOP || !file.hasColumns()) {
                complaints.println("Nothing was recorded.");
                return Main.USAGE;
            }
            complaints.println("Only the lines above it are settled.");
        }
        Replay.Request request = new Replay.Request(file, asOf, redeem == null ? 0 : redeem);
        if (timeline != null && !request.has(timeline)) {
            throw new ReplayException("--timeline: the file has no purchase of " + BadLine.shown(timeline)
                    + (asOf == null ? "" : " until " + asOf));
        }
        try (ReplayStore opened = store.open()) {
            int code = replay(request, programs, opened.store());
            return bad == null ? code : Main.USAGE;
        } catch (StoreException failed) {
            complaints.println("The store failed: " + failed.getMessage());
            complaints.println("What it has taken stays; run the same again to go on.");
            return Main.BROKEN;
        }
    }

    /** What a program came to. */
    private record Settled(Replay replay, ReplayReading reading, AuditReport audit) {}

    private int replay(Replay.Request request, TriedPrograms programs, LoyaltyStore over) throws ReplayException {
        programs.notes().forEach(complaints::println);
        ShopProgram other = programs.tried();
        // First, and gone from memory but for its figures before the other begins: a program that cannot settle the
        // purchases is told before anything is recorded.
        Settled tried = other == null ? null : settle(new InMemoryStore(), other, request, "Tried");
        Settled today = settle(over, programs.today(), request, "Purchases");
        ReplayFigures figures = today.reading().figures();
        Comparison comparison = other == null || tried == null
                ? null
                : Comparison.of(
                        new Comparison.Side(programs.today(), today.reading()),
                        new Comparison.Side(other, tried.reading()));
        out.print(ReplaySummary.text(figures, today.audit()));
        if (comparison != null && tried != null) {
            out.print(ComparisonSummary.text(comparison, tried.audit()));
        }
        if (timeline != null) {
            out.print(ReplayTimeline.of(today.replay(), request, timeline).text());
        }
        out.flush();
        if (report != null) {
            ReplayTimeline best = request.mostFaithful()
                    .map(who -> ReplayTimeline.of(today.replay(), request, who))
                    .orElse(null);
            OutputFile.write(report, ReplayReport.html(figures, comparison, best));
        }
        if (json != null) {
            OutputFile.write(json, ReplayJson.json(figures, comparison));
        }
        boolean clean = today.audit().clean() && (tried == null || tried.audit().clean());
        return clean ? 0 : Main.BROKEN;
    }

    private Settled settle(LoyaltyStore store, ShopProgram settled, Replay.Request request, String task)
            throws ReplayException {
        Replay replay = new Replay(store, settled);
        try (ProgressBar bar = progress(task, request.rows().size())) {
            replay.run(request, bar::step);
        }
        try {
            return new Settled(
                    replay,
                    FiguresReader.read(replay, request),
                    replay.loyalty().audit());
        } catch (ArithmeticException tooMany) {
            throw new ReplayException(
                    "The program " + BadLine.shown(settled.name()) + " gives more points than can be counted", tooMany);
        }
    }

    private ProgressBar progress(String task, long purchases) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(purchases)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(BAR_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(complaints, BAR_WIDTH))
                .build();
    }

    private void refuseOverwriting(@Nullable Path output) throws ReplayException {
        refuseOverwriting(output, input);
        refuseOverwriting(output, base);
        refuseOverwriting(output, program);
    }

    private static void refuseOverwriting(@Nullable Path output, @Nullable Path read) throws ReplayException {
        try {
            if (output != null
                    && read != null
                    && Files.exists(output)
                    && Files.exists(read)
                    && Files.isSameFile(read, output)) {
                throw new ReplayException("Cannot write " + output + ": it is the input");
            }
        } catch (IOException failed) {
            throw new ReplayException("Cannot write " + output + ": " + InputFile.reason(failed), failed);
        }
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private int complain(String message) {
        complaints.println(message);
        return Main.USAGE;
    }
}
