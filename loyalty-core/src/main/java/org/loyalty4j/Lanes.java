package org.loyalty4j;

import java.util.ArrayList;
import java.util.List;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Command;

/**
 * Several {@link GroupCommit}s side by side: while the database writes the unit of one, another decides. The commands of a
 * customer always go the same way, so units that run at once never wait for each other's accounts, and those of a busy
 * account stay together. Safe for use by many threads.
 */
final class Lanes {

    private final List<GroupCommit> lanes;

    /**
     * Makes them for a library.
     *
     * @param count how many units run at once at most
     * @param most how many commands are settled together at most
     */
    Lanes(int count, int most) {
        List<GroupCommit> made = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            made.add(new GroupCommit(most));
        }
        this.lanes = List.copyOf(made);
    }

    /** Settles one command, alone or with others, and returns what it came to. */
    Settlement settle(Engine engine, Command command) {
        Thread caller = Thread.currentThread();
        for (GroupCommit lane : lanes) {
            if (lane.isLedBy(caller)) {
                // Called back from within a unit; two that wait for each other's units would wait for ever.
                return Settler.settle(engine, command);
            }
        }
        return lanes.get(of(command.customer())).settle(engine, command);
    }

    /** Returns which of them a customer's commands go, counted from 0. */
    int of(CustomerId customer) {
        int hash = customer.hashCode();
        return Math.floorMod(hash ^ hash >>> 16, lanes.size());
    }
}
