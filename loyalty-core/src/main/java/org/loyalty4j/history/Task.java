package org.loyalty4j.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * Something that the shop's people have to do for a customer. Whether it is overdue is reckoned, never written.
 *
 * @param status what became of it
 * @param title what is to be done, 1 to 200 code points
 * @param text more of it, at most 10,000 code points, or null; may hold personal data
 * @param owner who is to do it, or null
 * @param unit which unit is to do it, 1 to 60 code points, or null
 * @param startsOn the first day to work on it, or null
 * @param due until when, or null
 * @param priority how urgent it is
 * @param reminder when to remind the owner, or null
 * @param recurrence that it comes again once it is done, or null; only with {@code due}
 * @param escalations who is to do it when it is overdue for so long, at most {@value #STEPS_MAX}
 * @param then what is to be done after it, one after the other, at most {@value #STEPS_MAX}
 * @param links what it has to do with, at most 50
 * @param result what came of it, at most 10,000 code points, or null; may hold personal data
 */
public record Task(
        Status status,
        String title,
        @Nullable String text,
        @Nullable Actor owner,
        @Nullable String unit,
        @Nullable LocalDate startsOn,
        @Nullable Due due,
        Priority priority,
        @Nullable Reminder reminder,
        @Nullable Recurrence recurrence,
        List<Escalation> escalations,
        List<Next> then,
        List<Link> links,
        @Nullable String result)
        implements HistoryItem {

    /** The most escalations, and the most tasks of a chain. */
    public static final int STEPS_MAX = 10;

    /** What became of a task. */
    public enum Status {
        /** It is to be done. */
        OPEN,
        /** It was done. */
        DONE,
        /** It is not to be done any more. */
        CANCELLED
    }

    /** How urgent a task is. */
    public enum Priority {
        /** It can wait. */
        LOW,
        /** As most. */
        NORMAL,
        /** Before others. */
        HIGH
    }

    /**
     * Who is to do it when it is overdue.
     *
     * @param after for how long it is overdue, 0 to 3,660 days
     * @param to who is to do it from then on
     */
    public record Escalation(Duration after, Actor to) {

        /**
         * Checks the parts.
         *
         * @throws InvalidRequestException with everything that is wrong
         */
        public Escalation {
            Violations violations =
                    new Violations().required("escalations.after", after).required("escalations.to", to);
            violations.throwIfAny();
            violations
                    .check(
                            !after.isNegative() && after.compareTo(Duration.ofDays(3_660)) <= 0,
                            "escalations.after",
                            Code.DURATION_OUT_OF_RANGE,
                            "0 to 3660 days are accepted")
                    .throwIfAny();
            after = after.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /**
     * What is to be done after a task.
     *
     * @param title what, 1 to 200 code points
     * @param delay after which time it is due, 0 days to ten years
     * @param from whether the time counts from the day that the task before was due on or from the one it was done on
     * @param owner who is to do it, or null for who was to do the task before
     */
    public record Next(
            String title,
            Period delay,
            Recurrence.Basis from,
            @Nullable Actor owner) {

        /**
         * Checks the parts.
         *
         * @throws InvalidRequestException with everything that is wrong
         */
        public Next {
            Violations violations =
                    new Violations().required("then.delay", delay).required("then.from", from);
            title = violations.text("then.title", title, ItemTexts.TITLE_MAX);
            violations.throwIfAny();
            violations
                    .check(
                            Recurrence.isTime(delay),
                            "then.delay",
                            Code.BAD_SCHEDULE,
                            "0 days to ten years are accepted")
                    .throwIfAny();
        }

        /** Names nothing of it. */
        @Override
        public String toString() {
            return "Next[" + delay + "]";
        }
    }

    /**
     * Copies the lists and checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Task {
        Violations violations = new Violations().required("task.status", status).required("task.priority", priority);
        title = violations.text("task.title", title, ItemTexts.TITLE_MAX);
        text = violations.optionalLines("task.text", text, ItemTexts.TEXT_MAX);
        unit = violations.optionalText("task.unit", unit, ItemTexts.CODE_MAX);
        result = violations.optionalLines("task.result", result, ItemTexts.TEXT_MAX);
        escalations = ItemTexts.parts(violations, "task.escalations", escalations, STEPS_MAX).stream()
                .sorted(Comparator.comparing(Escalation::after))
                .toList();
        then = ItemTexts.parts(violations, "task.then", then, STEPS_MAX);
        links = ItemTexts.parts(violations, "task.links", links, ItemTexts.LINKS_MAX);
        boolean needsDue = recurrence != null
                || !escalations.isEmpty()
                || (reminder != null && reminder.before() != null)
                || (!then.isEmpty() && then.get(0).from() == Recurrence.Basis.DUE);
        violations
                .check(
                        startsOn == null || due == null || !due.day().isBefore(startsOn),
                        "task.due",
                        Code.BAD_SCHEDULE,
                        "it is due before it starts")
                .check(
                        due != null || !needsDue,
                        "task.due",
                        Code.BAD_SCHEDULE,
                        "what is reckoned from when it is due needs to be due")
                .throwIfAny();
    }

    /** Makes a task that is to be done. */
    public static Task of(String title) {
        return new Task(
                Status.OPEN,
                title,
                null,
                null,
                null,
                null,
                null,
                Priority.NORMAL,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    @Override
    public Kind kind() {
        return Kind.TASK;
    }

    @Override
    public String state() {
        return status.name();
    }

    @Override
    public boolean isLive() {
        return status == Status.OPEN;
    }

    /** Says whether it is to be done and too late for that at an instant. */
    public boolean isOverdue(Instant at) {
        return isLive() && due != null && due.isOver(at);
    }

    @Override
    public @Nullable Instant wakesAfter(Instant last) {
        if (!isLive()) {
            return null;
        }
        Instant reminded = reminder == null ? null : reminder.after(last, due);
        return Stream.concat(
                        Stream.ofNullable(reminded),
                        escalations.stream().map(this::at).filter(at -> at.isAfter(last)))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Says whether the owner is to be reminded at an instant after another one, up to a third one. */
    public boolean remindsBetween(Instant after, Instant until) {
        Instant next = reminder == null || !isLive() ? null : reminder.after(after, due);
        return next != null && !next.isAfter(until);
    }

    /** Returns to whom it goes by the last of its escalations after an instant up to another one, or null if to nobody else. */
    public @Nullable Actor escalatedBetween(Instant after, Instant until) {
        Actor to = null;
        if (isLive()) {
            for (Escalation step : escalations) {
                boolean now = at(step).isAfter(after) && !at(step).isAfter(until);
                to = now ? step.to() : to;
            }
        }
        return to == null || to.equals(owner) ? null : to;
    }

    private Instant at(Escalation step) {
        return Objects.requireNonNull(due).deadline().plus(step.after());
    }

    @Override
    public @Nullable Refusal refuses(HistoryItem next) {
        return isLive() ? null : Refusal.TASK_CLOSED;
    }

    /**
     * Returns what is to be done once this one is done.
     *
     * @param done the day on which it was done
     * @param calendar which days are open; what would be due on another day is due on the next one that is
     */
    public List<Task> following(LocalDate done, java.time.ZoneId zone, BusinessCalendar calendar) {
        List<Task> next = new ArrayList<>(2);
        if (recurrence != null && due != null) {
            LocalDate open = calendar.onOrAfter(recurrence.following(due.day(), done));
            if (recurrence.until() == null || !open.isAfter(recurrence.until())) {
                Due then = due.on(open);
                Recurrence rest = recurrence.next(due.day());
                Reminder again = reminder == null ? null : reminder.moved(due.day(), open);
                next.add(but(parts -> {
                    parts.due = then;
                    parts.startsOn = null;
                    parts.recurrence = rest;
                    parts.reminder = again;
                    parts.result = null;
                    parts.status = Status.OPEN;
                }));
            }
        }
        if (!then.isEmpty()) {
            Next first = then.get(0);
            LocalDate base = first.from() == Recurrence.Basis.DUE && due != null ? due.day() : done;
            LocalDate open = calendar.onOrAfter(base.plus(first.delay()));
            next.add(new Task(
                    Status.OPEN,
                    first.title(),
                    null,
                    first.owner() == null ? owner : first.owner(),
                    unit,
                    null,
                    Due.on(open, due == null ? zone : due.zone()),
                    priority,
                    null,
                    null,
                    List.of(),
                    then.subList(1, then.size()),
                    links,
                    null));
        }
        return next;
    }

    @Override
    public Task handedTo(Actor other) {
        return by(other);
    }

    /** Returns this with more of it. */
    public Task saying(String what) {
        return but(parts -> parts.text = what);
    }

    /** Returns this, to be done by somebody. */
    public Task by(Actor who) {
        return but(parts -> parts.owner = who);
    }

    /** Returns this, to be done by a unit. */
    public Task in(String code) {
        return but(parts -> parts.unit = code);
    }

    /** Returns this, to be done from a day on. */
    public Task from(LocalDate first) {
        return but(parts -> parts.startsOn = first);
    }

    /** Returns this, to be done by then. */
    public Task due(Due when) {
        return but(parts -> parts.due = when);
    }

    /** Returns this, so urgent. */
    public Task urgent(Priority how) {
        return but(parts -> parts.priority = how);
    }

    /** Returns this with a reminder. */
    public Task reminding(Reminder when) {
        return but(parts -> parts.reminder = when);
    }

    /** Returns this, coming again. */
    public Task again(Recurrence how) {
        return but(parts -> parts.recurrence = how);
    }

    /** Returns this, to be done by another one when it is overdue. */
    public Task escalating(Duration after, Actor to) {
        return but(parts -> parts.escalations = ItemTexts.and(escalations, new Escalation(after, to)));
    }

    /** Returns this with one more task to be done after it. */
    public Task then(Next more) {
        return but(parts -> parts.then = ItemTexts.and(then, more));
    }

    /** Returns this with one more link. */
    public Task with(Link another) {
        return but(parts -> parts.links = ItemTexts.and(links, another));
    }

    /** Returns this as it was done. */
    public Task done() {
        return but(parts -> parts.status = Status.DONE);
    }

    /** Returns this as it was done, with what came of it. */
    public Task done(String what) {
        return but(parts -> {
            parts.status = Status.DONE;
            parts.result = what;
        });
    }

    /** Returns this as it is not to be done any more. */
    public Task cancelled() {
        return but(parts -> parts.status = Status.CANCELLED);
    }

    private Task but(Consumer<Parts> change) {
        Parts parts = new Parts(this);
        change.accept(parts);
        return new Task(
                parts.status,
                title,
                parts.text,
                parts.owner,
                parts.unit,
                parts.startsOn,
                parts.due,
                parts.priority,
                parts.reminder,
                parts.recurrence,
                parts.escalations,
                parts.then,
                parts.links,
                parts.result);
    }

    /** What may be changed of a task. */
    private static final class Parts {
        private Status status;
        private @Nullable String text;
        private @Nullable Actor owner;
        private @Nullable String unit;
        private @Nullable LocalDate startsOn;
        private @Nullable Due due;
        private Priority priority;
        private @Nullable Reminder reminder;
        private @Nullable Recurrence recurrence;
        private List<Escalation> escalations;
        private List<Next> then;
        private List<Link> links;
        private @Nullable String result;

        private Parts(Task of) {
            this.status = of.status;
            this.text = of.text;
            this.owner = of.owner;
            this.unit = of.unit;
            this.startsOn = of.startsOn;
            this.due = of.due;
            this.priority = of.priority;
            this.reminder = of.reminder;
            this.recurrence = of.recurrence;
            this.escalations = of.escalations;
            this.then = of.then;
            this.links = of.links;
            this.result = of.result;
        }
    }

    /** Shows what became of it and until when it is due, not what is to be done. */
    @Override
    public String toString() {
        return "Task[" + status + ", " + (due == null ? "never due" : due.day()) + "]";
    }
}
