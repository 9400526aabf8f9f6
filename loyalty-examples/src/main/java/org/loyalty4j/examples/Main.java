package org.loyalty4j.examples;

import java.io.PrintStream;

/** The command line of the examples. */
public final class Main {

    static final int USAGE = 2;

    private static final String USAGE_TEXT = "Usage: java -jar loyalty-examples.jar <command>";

    private Main() {}

    /** Runs the command named by the first argument and exits; exit code 2 says that there is no such command. */
    public static void main(String[] arguments) {
        System.exit(run(System.err, arguments));
    }

    static int run(PrintStream complaints, String... arguments) {
        if (arguments.length > 0) {
            complaints.println("Unknown command: " + arguments[0]);
        }
        complaints.println(USAGE_TEXT);
        return USAGE;
    }
}
