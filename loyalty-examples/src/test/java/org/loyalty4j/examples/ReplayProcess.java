package org.loyalty4j.examples;

import java.util.ArrayList;
import java.util.List;

/** The replay as a process of its own, as a shell would start it. */
final class ReplayProcess {

    private ReplayProcess() {}

    /** Returns the process, not started yet. */
    static ProcessBuilder of(List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "replay"));
        command.addAll(options);
        return new ProcessBuilder(command);
    }
}
