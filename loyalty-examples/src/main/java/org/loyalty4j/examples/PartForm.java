package org.loyalty4j.examples;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Period;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.Counter;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EarningRule.Cap;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.Turn;
import org.loyalty4j.sale.Schedule;
import org.loyalty4j.tier.PeriodEnd;

/** Reads what rules and programs have alike: points, caps, hours, groups, turns, waits. Used by one thread, for one form. */
final class PartForm {

    private static final int NAME_MAX = 40;
    private static final long PRIORITY_MAX = Integer.MAX_VALUE;

    private final FormReader reader;
    private final Purse purse;

    PartForm(FormReader reader, Purse purse) {
        this.reader = reader;
        this.purse = purse;
    }

    /** Returns points, more than none. */
    Optional<Points> points(FormNode node) {
        return reader.number(node)
                .flatMap(number -> reader.made(node, () -> purse.points(number).positive("points")));
    }

    /** Returns the caps of a list: at most one of a purchase, and those of periods. */
    List<Cap> caps(FormNode node) {
        List<Cap> caps = reader.list(node, this::cap);
        if (caps.stream().filter(cap -> cap.per() == null).count() > 1) {
            reader.wrong(node, "at most one cap without \"within\"");
        }
        return caps;
    }

    /** Returns a cap. */
    Optional<Cap> cap(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<Points> most =
                fields.get("most", "a number of points such as 100").flatMap(this::points);
        Cap.Overflow overflow = fields.find("overflow")
                .flatMap(at -> reader.choice(at, EnumSet.allOf(Cap.Overflow.class)))
                .orElse(Cap.Overflow.REDUCE);
        Optional<Counter.Period> per = fields.find("within").flatMap(this::calendar);
        fields.end();
        return most.flatMap(points -> reader.made(node, () -> {
            Cap cap = new Cap(points, overflow);
            return per.map(cap::within).orElse(cap);
        }));
    }

    /** Returns a period of the calendar. */
    Optional<Counter.Period> calendar(FormNode node) {
        return reader.choice(node, EnumSet.allOf(Counter.Period.class));
    }

    /** Returns the cap of one purchase, or null. */
    static @Nullable Cap once(List<Cap> caps) {
        return caps.stream().filter(cap -> cap.per() == null).findFirst().orElse(null);
    }

    /** Returns the caps of periods. */
    static List<Cap> within(List<Cap> caps) {
        return caps.stream().filter(cap -> cap.per() != null).toList();
    }

    /** Returns the group in which a rule competes. */
    Optional<EarningRule.Stacking> group(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<String> name = fields.get("name", "what the group is called, such as \"best\"")
                .flatMap(at -> reader.text(at, NAME_MAX));
        Optional<EarningRule.Stacking.Mode> mode = fields.get("mode", "how its rules share a line, such as \"max\"")
                .flatMap(at -> reader.choice(at, EnumSet.allOf(EarningRule.Stacking.Mode.class)));
        long priority = fields.find("priority").flatMap(this::priority).orElse(0L);
        fields.end();
        return name.isPresent() && mode.isPresent()
                ? reader.made(node, () -> new EarningRule.Stacking(name.get(), mode.get(), Math.toIntExact(priority)))
                : Optional.empty();
    }

    private Optional<Long> priority(FormNode node) {
        return reader.whole(node)
                .flatMap(number -> Math.abs(number) <= PRIORITY_MAX
                        ? Optional.of(number)
                        : reader.wrong(node, "a whole number of at most 9 digits"));
    }

    /** Returns which purchases of a customer a rule is about. */
    Optional<Turn> turn(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<FormNode> every = fields.find("every");
        Optional<FormNode> only = fields.find("only");
        Optional<FormNode> streak = fields.find("streak");
        Optional<Counter.Period> per = fields.find("within").flatMap(this::calendar);
        fields.end();
        List<FormNode> numbers =
                Stream.of(every, only, streak).flatMap(Optional::stream).toList();
        if (numbers.size() != 1) {
            return reader.wrong(node, "one of \"every\", \"only\" and \"streak\", such as {\"every\": 10}");
        }
        FormNode number = numbers.get(0);
        return reader.whole(number)
                .flatMap(nth -> reader.made(
                        number,
                        () -> new Turn(
                                (int) Math.max(-1, Math.min(nth, Integer.MAX_VALUE)),
                                only.isEmpty(),
                                per.orElse(Counter.Period.LIFETIME),
                                streak.isPresent())));
    }

    /** Returns what points wait for. */
    Optional<LotRules.Pending> pending(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<LotRules.Pending.Until> until = fields.get("until", "\"date\", \"confirmed\" or \"nothing\"")
                .flatMap(at -> reader.choice(at, EnumSet.allOf(LotRules.Pending.Until.class)));
        Optional<PeriodEnd> end =
                fields.find("end").flatMap(at -> ProgramForm.periodEnd(reader, at, PeriodEnd.Edge.START_OF_DAY));
        Optional<LotRules.Pending.From> from =
                fields.find("expiry").flatMap(at -> reader.choice(at, EnumSet.allOf(LotRules.Pending.From.class)));
        fields.end();
        return until.flatMap(what -> {
            LotRules.Pending.From usual = what == LotRules.Pending.Until.NOTHING
                    ? LotRules.Pending.From.EARNING
                    : LotRules.Pending.From.ACTIVATION;
            return reader.made(node, () -> new LotRules.Pending(what, end.orElse(null), from.orElse(usual)));
        });
    }

    /** Returns when points go: after a time, on days of the year, or never. */
    Optional<LotRules.Expiry> goes(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<Period> after = fields.find("after").flatMap(reader::period);
        Optional<PeriodEnd.Edge> edge =
                fields.find("at").flatMap(at -> reader.choice(at, EnumSet.allOf(PeriodEnd.Edge.class)));
        List<MonthDay> dates =
                fields.find("dates").map(list -> reader.list(list, this::day)).orElse(List.of());
        fields.end();
        if (after.isEmpty() && edge.isPresent()) {
            return reader.wrong(node, "an \"after\" beside \"at\"");
        }
        return reader.made(
                node,
                () -> new LotRules.Expiry(
                        after.map(period -> new PeriodEnd(period, edge.orElse(PeriodEnd.Edge.END_OF_DAY)))
                                .orElse(null),
                        dates));
    }

    private Optional<MonthDay> day(FormNode node) {
        return parsed(node, text -> MonthDay.parse("--" + text), "a month and a day such as \"12-31\"");
    }

    /** Returns when something is valid. */
    Optional<Schedule> schedule(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Optional<LocalDate> first = fields.find("first").flatMap(this::date);
        Optional<LocalDate> last = fields.find("last").flatMap(this::date);
        List<Schedule.Hours> hours =
                fields.find("hours").map(list -> reader.list(list, this::hours)).orElse(List.of());
        fields.end();
        return reader.made(node, () -> new Schedule(first.orElse(null), last.orElse(null), hours));
    }

    private Optional<Schedule.Hours> hours(FormNode node) {
        FormFields fields = reader.fields(node).orElse(null);
        if (fields == null) {
            return Optional.empty();
        }
        Set<DayOfWeek> days = new HashSet<>(fields.get("days", "a list of days such as [\"friday\"]")
                .map(list -> reader.list(list, at -> reader.choice(at, EnumSet.allOf(DayOfWeek.class))))
                .orElse(List.of()));
        Optional<LocalTime> from =
                fields.get("from", "a time such as \"14:00\"").flatMap(this::time);
        Optional<LocalTime> until =
                fields.get("until", "a time such as \"18:00\"").flatMap(this::time);
        fields.end();
        return from.isPresent() && until.isPresent()
                ? reader.made(node, () -> new Schedule.Hours(days, from.get(), until.get()))
                : Optional.empty();
    }

    private Optional<LocalDate> date(FormNode node) {
        return parsed(node, LocalDate::parse, "a date such as \"2026-12-24\"");
    }

    private Optional<LocalTime> time(FormNode node) {
        return parsed(node, LocalTime::parse, "a time such as \"14:00\"");
    }

    private <T> Optional<T> parsed(FormNode node, Function<String, T> parser, String expected) {
        if (node instanceof FormNode.Text text) {
            try {
                return Optional.of(Objects.requireNonNull(parser.apply(text.text())));
            } catch (DateTimeException unreadable) {
                return reader.wrong(node, expected);
            }
        }
        return reader.wrong(node, expected);
    }
}
