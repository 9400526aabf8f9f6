package org.loyalty4j;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.command.Violations;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Command;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.store.StoreException;

/** Where the points are taken in that customers had in another system. Safe for use by many threads. */
public final class OpeningBalances {

    private final Engine engine;

    OpeningBalances(Engine engine) {
        this.engine = engine;
    }

    /**
     * What became of the lines so far. Each line is given, already there, changed or refused, and these add up to the
     * lines.
     *
     * @param lines how many lines were read
     * @param given how many customers got their points now
     * @param lots with how many lots
     * @param points and how many points, in smallest units, those included that were gone at once
     * @param there how many had got the same points before
     * @param changed how many had got other points before under the same batch; nothing was changed
     * @param refused how many got none
     * @param problems why, for the first {@value #PROBLEMS_MAX} lines that were changed or refused
     * @param days how many days that qualify for tiers were taken over with the points that were given now
     * @param spend what those days count together, in smallest units of money
     */
    public record Report(
            long lines,
            long given,
            long lots,
            long points,
            long there,
            long changed,
            long refused,
            List<Problem> problems,
            long days,
            long spend) {

        /** How many problems are told at most; all are counted. */
        public static final int PROBLEMS_MAX = 1000;

        /** Copies the list. */
        public Report {
            problems = List.copyOf(problems);
        }

        static Report none() {
            return new Report(0, 0, 0, 0, 0, 0, 0, List.of(), 0, 0);
        }

        private Report plus(OpeningBalance line, Outcome<Settlement> outcome) {
            if (outcome instanceof Outcome.Failed<Settlement> failed) {
                boolean other = failed.failure() instanceof KeyReusedException;
                String why = String.valueOf(failed.failure().getMessage());
                return with(0, 0, 0, 0, other ? 1 : 0, other ? 0 : 1, why);
            }
            Settlement answer = outcome.orThrow();
            if (answer instanceof Settlement.Settled settled) {
                return settled.replayed()
                        ? with(0, 0, 0, 1, 0, 0, null)
                        : with(1, line.lots().size(), settled.earned().minor(), 0, 0, 0, null)
                                .and(line.days());
            }
            return with(0, 0, 0, 0, 0, 1, ((Settlement.Refused) answer).why().name());
        }

        private Report with(
                long newly, long moreLots, long morePoints, long again, long others, long none, @Nullable String why) {
            List<Problem> all = problems;
            if (why != null && problems.size() < PROBLEMS_MAX) {
                all = new ArrayList<>(problems);
                all.add(new Problem(lines + 1, why));
            }
            return new Report(
                    lines + 1,
                    given + newly,
                    lots + moreLots,
                    Math.addExact(points, morePoints),
                    there + again,
                    changed + others,
                    refused + none,
                    all,
                    days,
                    spend);
        }

        private Report and(List<OpeningBalance.Day> more) {
            long sum = spend;
            for (OpeningBalance.Day day : more) {
                sum = Math.addExact(sum, day.spend().minor());
            }
            return new Report(lines, given, lots, points, there, changed, refused, problems, days + more.size(), sum);
        }
    }

    /**
     * Why a line gave nothing.
     *
     * @param line its number, counted from 1
     * @param why the refusal, or what was wrong with it; for one that gave other points before, which field differs
     */
    public record Problem(long line, String why) {}

    /**
     * Gives customers their opening balances, some hundred at a time, each time in a transaction of its own unless the host
     * has one. Run again, it gives only what is missing; so it can be stopped, and goes on after a failure.
     *
     * @param lines one for each customer and batch; read once, none is kept
     * @param goOn is told the sums after each transaction, and says whether to go on
     * @return what became of the lines
     * @throws InvalidRequestException if a line is missing; what was given some hundred lines before stays
     * @throws StoreException if the store fails; what was given before stays
     */
    public Report load(Iterator<OpeningBalance> lines, Predicate<Report> goOn) {
        new Violations().required("lines", lines).required("goOn", goOn).throwIfAny();
        Report report = Report.none();
        boolean more = true;
        while (more && lines.hasNext()) {
            List<OpeningBalance> unit = new ArrayList<>();
            int rows = 0;
            while (lines.hasNext() && unit.size() < Settler.UNIT_MAX && rows < OpeningBalance.LOTS_MAX) {
                OpeningBalance line = lines.next();
                new Violations()
                        .required("lines[" + (report.lines() + unit.size()) + "]", line)
                        .throwIfAny();
                unit.add(line);
                rows += line.lots().size() + line.days().size();
            }
            List<Outcome<Settlement>> outcomes = Settler.settleAll(
                    engine, unit.stream().map(Command.Open::new).toList(), false);
            for (int i = 0; i < unit.size(); i++) {
                report = report.plus(unit.get(i), outcomes.get(i));
            }
            more = goOn.test(report);
        }
        return report;
    }

    /** Gives customers their opening balances, to the end. */
    public Report load(Iterator<OpeningBalance> lines) {
        return load(lines, progress -> true);
    }
}
