package org.loyalty4j.simulation;

import java.util.ArrayList;
import java.util.List;

/** Finds the steps of a failing script that it takes to fail, by leaving out ever smaller parts. */
final class Shrinker {

    private Shrinker() {}

    static Script shrink(Script failing, Flaw flaw) {
        Simulation.Difference found = Simulation.run(failing, flaw).orElseThrow();
        int needed = Math.min(failing.steps().size(), found.step() + 1);
        List<Step> steps = new ArrayList<>(failing.steps());
        List<Step> first = List.copyOf(steps.subList(0, Math.max(0, needed)));
        if (stillFails(failing.with(first), flaw, found)) {
            steps = new ArrayList<>(first);
        }
        int size = Math.max(1, steps.size() / 2);
        while (size >= 1) {
            boolean removed = false;
            for (int from = steps.size() - size; from >= 0; from -= size) {
                List<Step> fewer = new ArrayList<>(steps);
                fewer.subList(from, from + size).clear();
                if (stillFails(failing.with(fewer), flaw, found)) {
                    steps = fewer;
                    removed = true;
                }
            }
            size = removed && size == 1 ? 1 : size / 2;
        }
        return failing.with(plain(failing, steps, flaw, found));
    }

    private static boolean stillFails(Script script, Flaw flaw, Simulation.Difference found) {
        return Simulation.run(script, flaw).filter(found::isLike).isPresent();
    }

    /** Takes away quotes and faults of the store that are not needed. */
    private static List<Step> plain(Script failing, List<Step> steps, Flaw flaw, Simulation.Difference found) {
        List<Step> plainer = new ArrayList<>(steps);
        for (int i = 0; i < plainer.size(); i++) {
            Step before = plainer.get(i);
            plainer.set(i, new Step(before.clock(), before.action(), Step.Fault.NONE, false));
            if (!stillFails(failing.with(plainer), flaw, found)) {
                plainer.set(i, before);
            }
        }
        return plainer;
    }
}
