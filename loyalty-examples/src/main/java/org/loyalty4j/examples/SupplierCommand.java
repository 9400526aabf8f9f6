package org.loyalty4j.examples;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A story about what happened and what is owed: a year at a supplier, from the first call to the open items at its end. */
@Command(
        name = "supplier",
        description = {
            "Tells a year at a small supplier through the ordinary desks: contacts,",
            "tasks, promises, agreements, deals, consents, purchases and points, and",
            "an employee who leaves. It is the same every time.",
            "Exit codes: 0 all is well, 1 the audit found something broken or the",
            "store failed on the way, 2 the options are wrong."
        },
        sortOptions = false)
final class SupplierCommand implements Callable<Integer> {

    private final PrintStream out;
    private final PrintStream complaints;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the page of the first customer, with card and timeline, as one HTML file.")
    private @Nullable Path report;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    @SuppressWarnings("unused") // Picocli looks at the annotation.
    private boolean help;

    SupplierCommand(PrintStream out, PrintStream complaints) {
        this.out = out;
        this.complaints = complaints;
    }

    @Override
    public Integer call() {
        try (ReplayStore opened = store.open()) {
            SupplierYear year = new SupplierYear(opened.store());
            SupplierFigures figures = year.tell();
            out.print(SupplierTale.text(figures));
            out.flush();
            if (report != null) {
                OutputFile.write(report, SupplierReport.html(year.loyalty(), figures));
            }
            return figures.audit().clean() ? 0 : Main.BROKEN;
        } catch (ReplayException wrong) {
            complaints.println(wrong.getMessage());
            return Main.USAGE;
        } catch (StoreException failed) {
            complaints.println("The store failed: " + failed.getMessage());
            complaints.println("What it has taken stays; run the same again to go on.");
            return Main.BROKEN;
        }
    }
}
