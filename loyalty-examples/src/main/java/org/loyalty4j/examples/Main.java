package org.loyalty4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the examples. */
@Command(
        name = "java -jar loyalty-examples.jar",
        description = "Stories on top of the Loyalty4j library.",
        synopsisSubcommandLabel = "<command>")
public final class Main {

    static final int BROKEN = 1;
    static final int USAGE = 2;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    @SuppressWarnings("unused") // Picocli looks at the annotation.
    private boolean help;

    private Main() {}

    /**
     * Runs the command named by the first argument and exits; exit code 2 says that there is no such command, or that it
     * was given something wrong.
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
        PrintStream complaints = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
        // Hibernate and the drivers tell the system's log what they tell us; what matters of it is said once, by the
        // command.
        Logger.getLogger("").setLevel(Level.OFF);
        System.exit(run(out, complaints, arguments));
    }

    static int run(PrintStream out, PrintStream complaints, String... arguments) {
        CommandLine line = new CommandLine(new Main())
                .addSubcommand(new ReplayCommand(out, complaints))
                .addSubcommand(new SupplierCommand(out, complaints))
                .addSubcommand(new BenchmarkCommand(out))
                .addSubcommand(new DatabaseBenchmarkCommand(out))
                .setCaseInsensitiveEnumValuesAllowed(true)
                // A file may well be called @something.
                .setExpandAtFiles(false)
                .setOut(new PrintWriter(out, true, UTF_8))
                .setErr(new PrintWriter(complaints, true, UTF_8));
        return line.execute(arguments);
    }
}
