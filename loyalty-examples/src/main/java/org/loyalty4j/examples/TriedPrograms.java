package org.loyalty4j.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The programs of a run.
 *
 * @param today the one whose figures are told whole
 * @param tried the one beside it, or null
 */
record TriedPrograms(ShopProgram today, @Nullable ShopProgram tried) {

    private static final int CENTS = 2;

    /**
     * Reads them.
     *
     * @param base the file of the one of today, or null for the one that is built in
     * @param other the file of the other one, or null for none
     * @throws ReplayException if one of them cannot be meant or replayed; it tells what is wrong with both
     */
    static TriedPrograms read(@Nullable Path base, @Nullable Path other) throws ReplayException {
        List<String> mistakes = new ArrayList<>();
        Optional<ShopProgram> today =
                base == null ? Optional.of(ReplayProgram.BUILT_IN) : read("--base", base, mistakes);
        Optional<ShopProgram> tried = other == null ? Optional.empty() : read("--program", other, mistakes);
        if (today.isPresent()
                && tried.isPresent()
                && !today.get().currency().equals(tried.get().currency())) {
            mistakes.add("The program of today counts " + today.get().currency() + " and the one to try "
                    + tried.get().currency() + "; both must count the money of the purchases"
                    + (base == null ? ". Give the program of today with --base" : ""));
        }
        if (!mistakes.isEmpty()) {
            mistakes.add("Nothing was recorded.");
            throw new ReplayException(String.join(System.lineSeparator(), mistakes));
        }
        return new TriedPrograms(today.orElseThrow(), tried.orElse(null));
    }

    private static Optional<ShopProgram> read(String option, Path path, List<String> mistakes) {
        try {
            ShopProgram program = ProgramForm.read(path);
            int decimals = program.currency().getDefaultFractionDigits();
            if (decimals != CENTS) {
                mistakes.add(option + ": " + program.currency() + " has " + decimals
                        + " decimals; the purchases of a replay are of money with two");
            }
            if (program.decimals() != 0) {
                mistakes.add(option + ": points with " + program.decimals()
                        + " decimals cannot be shown; the report of a replay counts whole points");
            }
            return Optional.of(program);
        } catch (ReplayException wrong) {
            mistakes.add(String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    /** Returns what of the programs a replay cannot show, since a purchase of a CSV is a date and an amount. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (ShopProgram program : tried == null ? List.of(today) : List.of(today, tried)) {
            String name = BadLine.shown(program.name());
            for (String rule : program.rulesForOtherReceipts()) {
                notes.add("Note: the rule " + BadLine.shown(rule) + " of " + name
                        + " is about certain articles; a CSV does not name any, so it earns nothing here.");
            }
            if (!program.countsPlainSpend()) {
                notes.add("Note: the \"spend\" of " + name
                        + " is about certain articles; a CSV does not name any, so nothing counts for its tiers.");
            }
        }
        return notes;
    }
}
