package org.loyalty4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Command;
import org.loyalty4j.store.OutcomeUnknownException;

/**
 * Settles commands of callers who come at the same time in one transaction, so that they share its round trips and its
 * commit. There is no thread and no timer in it: one of the callers leads. Who finds nobody leading settles its own
 * command alone, as if this were not there; whoever comes meanwhile waits. A leader that is done makes the first who
 * waits the next leader, and that one settles all who wait by then as one unit, in the order in which they came. So a
 * caller waits for the unit that is running and for its own, as long as no more wait than a unit takes; the store ends
 * each in the time that it waits for locks.
 *
 * <p>There is one leader at a time: two that lead at once would meet at the same accounts. Customers that never share an
 * account with each other's can be served side by side, by {@link Lanes}.
 *
 * <p>Every caller gets the answer or the exception that it would get alone: a command that fails within a unit, and every
 * command of a unit that fails as a whole, is settled alone by its own caller. Only where it is unknown whether a unit was
 * committed is that told to all of its callers, and nothing is repeated.
 *
 * <p>Who is interrupted while waiting goes on alone, with the flag set, and the store decides what it does then; who is
 * part of a unit by that time waits for its answer and keeps the flag. Safe for use by many threads.
 */
final class GroupCommit {

    /** More calls within each other than giving the lead away takes. */
    private static final int ROOM = 64;

    private final int most;
    private final Queue<Ticket> waiting = new ConcurrentLinkedQueue<>();

    /** The thread that leads; as long as somebody waits, there is one. Nothing that gives the lead away may allocate. */
    private final AtomicReference<@Nullable Thread> leader = new AtomicReference<>();

    /**
     * Makes one for a library.
     *
     * @param most how many commands are settled together at most
     */
    GroupCommit(int most) {
        this.most = most;
    }

    /** Where a caller stands. */
    private enum Place {
        WAITING,
        LEADING,
        /** In a unit that another caller settles. */
        TAKEN,
        /** Its unit is over. */
        DONE,
        /** Not waiting any more; whoever comes across it in the queue passes over it. */
        LEFT
    }

    /** A caller that waits. */
    private static final class Ticket {
        private final Command command;
        private final Thread caller;
        private final AtomicReference<Place> place = new AtomicReference<>(Place.WAITING);
        private @Nullable Ticket next;
        private @Nullable Settlement answer;
        private @Nullable OutcomeUnknownException unknown;

        private Ticket(Command command, Thread caller) {
            this.command = command;
            this.caller = caller;
        }

        private boolean moves(Place from, Place to) {
            return place.compareAndSet(from, to);
        }
    }

    /** Settles one command, alone or with others, and returns what it came to. */
    Settlement settle(Engine engine, Command command) {
        Thread caller = Thread.currentThread();
        // Whoever runs out of stack while it gives the lead away takes it with it, so it fails here, before it leads.
        if (!isRoomFor(ROOM)) {
            return Settler.settle(engine, command);
        }
        if (waiting.isEmpty() && leader.compareAndSet(null, caller)) {
            try {
                return Settler.settle(engine, command);
            } finally {
                handOver();
            }
        }
        Ticket own = new Ticket(command, caller);
        try {
            waiting.add(own);
            if (leader.compareAndSet(null, caller)) {
                // Whoever led was done before this one was seen to wait.
                handOver();
            }
            await(own);
            if (own.place.get() == Place.LEADING && !caller.isInterrupted()) {
                lead(engine, own);
            }
        } finally {
            stepAside(own);
        }
        if (own.answer != null) {
            return own.answer;
        }
        if (own.unknown != null) {
            // Each caller has an exception of its own, with its own way to here.
            throw new OutcomeUnknownException(String.valueOf(own.unknown.getMessage()), own.unknown);
        }
        return Settler.settle(engine, command);
    }

    /** Says whether a thread is in the middle of a unit. */
    boolean isLedBy(Thread thread) {
        return thread.equals(leader.get());
    }

    /** Returns true, unless the stack ends before. */
    private static boolean isRoomFor(int calls) {
        return calls == 0 || isRoomFor(calls - 1);
    }

    /** Waits until it is known what becomes of a caller. */
    private void await(Ticket own) {
        boolean interrupted = false;
        while (own.place.get() == Place.WAITING || own.place.get() == Place.TAKEN) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                interrupted = true;
                own.moves(Place.WAITING, Place.LEFT);
            }
        }
        if (interrupted) {
            own.caller.interrupt();
        }
    }

    /** Makes sure that nobody counts on a caller that goes its own way, for whatever reason. */
    private void stepAside(Ticket own) {
        if (!own.moves(Place.WAITING, Place.LEFT) && own.moves(Place.LEADING, Place.LEFT)) {
            handOver();
        }
    }

    /** Makes the first who waits the leader, or nobody if nobody waits. */
    private void handOver() {
        while (true) {
            Ticket first = waiting.peek();
            if (first == null) {
                leader.set(null);
                // Somebody may have begun to wait just before, and counts on a leader.
                if (waiting.isEmpty() || !leader.compareAndSet(null, Thread.currentThread())) {
                    return;
                }
            } else if (first.place.get() == Place.WAITING) {
                leader.set(first.caller);
                if (first.moves(Place.WAITING, Place.LEADING)) {
                    LockSupport.unpark(first.caller);
                    return;
                }
            } else {
                waiting.remove(first);
            }
        }
    }

    /** Settles all who wait as one unit, gives the lead away, and tells them. */
    private void lead(Engine engine, Ticket own) {
        try {
            take(own);
            if (own.next == null) {
                own.answer = Settler.settle(engine, own.command);
            } else {
                settleTogether(engine, own);
            }
        } finally {
            own.place.set(Place.DONE);
            handOver();
            for (Ticket other = own.next; other != null; other = other.next) {
                other.place.set(Place.DONE);
                LockSupport.unpark(other.caller);
            }
        }
    }

    /** Takes those who wait out of the queue, the leader first, each linked to the next. */
    private void take(Ticket own) {
        Ticket last = own;
        int count = 1;
        while (count < most) {
            Ticket polled = waiting.poll();
            if (polled == null) {
                return;
            }
            if (polled.moves(Place.WAITING, Place.TAKEN)) {
                last.next = polled;
                last = polled;
                count++;
            }
        }
    }

    private static void settleTogether(Engine engine, Ticket first) {
        List<Command> commands = new ArrayList<>();
        for (Ticket ticket = first; ticket != null; ticket = ticket.next) {
            commands.add(ticket.command);
        }
        List<Outcome<Settlement>> outcomes;
        try {
            outcomes = Settler.settleTogether(engine, commands);
        } catch (OutcomeUnknownException unknown) {
            for (Ticket ticket = first; ticket != null; ticket = ticket.next) {
                ticket.unknown = unknown;
            }
            return;
        } catch (RuntimeException | Error failure) {
            // Nobody has an answer, so each goes on alone, and meets whatever was of its own making.
            return;
        }
        int place = 0;
        for (Ticket ticket = first; ticket != null; ticket = ticket.next) {
            if (outcomes.get(place++) instanceof Outcome.Answered<Settlement> answered) {
                ticket.answer = answered.answer();
            }
        }
    }
}
