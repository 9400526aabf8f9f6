package org.loyalty4j.examples;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.AdjustmentRules;
import org.loyalty4j.program.EarningRule;
import org.loyalty4j.program.EarningRule.Cap;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.program.TransferRules;
import org.loyalty4j.program.Turn;
import org.loyalty4j.reward.RewardOption;
import org.loyalty4j.sale.Schedule;
import org.loyalty4j.tier.PeriodEnd;

/**
 * Writes a program as the form that {@link ProgramForm} reads: what is read from it is an equal program. What is as a new
 * program has it is left out. Used by one thread, for one program.
 */
final class FormWriter {

    private static final int DIGITS_MAX = 20;

    private final LoyaltyProgram program;

    private FormWriter(LoyaltyProgram program) {
        this.program = program;
    }

    /** Returns the form of a program. */
    static String write(ShopProgram shop) {
        LoyaltyProgram program = shop.example();
        Map<String, Object> form = new FormWriter(program).program(shop);
        return form.entrySet().stream()
                        .map(field -> "  " + ReplayJson.quoted(field.getKey()) + ": " + lines(field.getValue()))
                        .collect(Collectors.joining(",\n", "{\n", "\n}"))
                + "\n";
    }

    /** Lists of groups have a line for each of them. */
    private static String lines(Object value) {
        boolean groups = value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map<?, ?>;
        return groups
                ? ((List<?>) value)
                        .stream().map(FormWriter::text).collect(Collectors.joining(",\n    ", "[\n    ", "\n  ]"))
                : text(value);
    }

    private static String text(Object value) {
        if (value instanceof Map<?, ?> group) {
            return group.entrySet().stream()
                    .map(field -> ReplayJson.quoted(String.valueOf(field.getKey())) + ": " + text(field.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(FormWriter::text).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof String text ? ReplayJson.quoted(text) : value.toString();
    }

    private Map<String, Object> program(ShopProgram shop) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("name", shop.name());
        form.put("currency", program.currency().getCurrencyCode());
        form.put("zone", program.zone().getId());
        form.put("points", purse(shop));
        unlessUsual(form, "rounding", program.rounding(), RoundingMode.DOWN, FormReader::word);
        unlessUsual(form, "carry", program.carries(), false, carries -> carries);
        form.put("rules", program.rules().stream().map(this::rule).toList());
        unlessEmpty(
                form,
                "events",
                program.events().stream()
                        .map(rule -> EventForm.write(rule, program.lots(), this::points))
                        .toList());
        unlessNull(form, "expiry", program.expiry(), FormWriter::end);
        unlessNull(form, "claimable", program.claimable(), FormWriter::end);
        unlessEmpty(
                form,
                "counted",
                program.metrics().stream().map(MetricForm::write).toList());
        TierWriter tiers = new TierWriter(program);
        unlessEmpty(form, "tiers", tiers.tiers());
        unlessEmpty(form, "tierRules", tiers.rules());
        unlessEmpty(form, "spend", spend());
        unlessEmpty(
                form, "rewards", program.rewards().stream().map(this::reward).toList());
        unlessEmpty(form, "caps", caps(program.cap(), program.caps()));
        unlessNull(form, "balanceCap", program.balanceCap(), this::cap);
        unlessNull(form, "pending", program.lots().pending(), FormWriter::pending);
        unlessNull(form, "goes", program.lots().expiry(), FormWriter::goes);
        unlessNull(form, "inactivity", program.lots().inactivity(), IdleForm::write);
        unlessUsual(form, "noticeDays", program.lots().noticeDays(), 0, days -> days);
        unlessEmpty(form, "spending", spending(program.spending()));
        unlessEmpty(form, "transfers", transfers(program.transfers()));
        unlessUsual(
                form,
                "unknownReturns",
                program.unknownReturns(),
                LoyaltyProgram.startingAt(Instant.EPOCH, ZoneOffset.UTC, program.currency())
                        .unknownReturns(),
                FormReader::word);
        unlessEmpty(form, "shortage", shortage(program.shortage()));
        unlessEmpty(form, "adjustments", adjustments(program.adjustments()));
        return form;
    }

    private Map<String, Object> purse(ShopProgram shop) {
        Purse purse = program.purse();
        Map<String, Object> points = new LinkedHashMap<>();
        points.put("code", purse.code());
        points.put("name", purse.unit());
        points.put("decimals", purse.scale());
        shop.pointValue().ifPresent(value -> points.put("value", plain(value)));
        return points;
    }

    private Map<String, Object> rule(EarningRule rule) {
        boolean multiplies = rule.kind() == EarningRule.Kind.MULTIPLIER;
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("code", rule.code());
        form.put("kind", FormReader.word(rule.kind()));
        form.put(multiplies ? "factor" : "points", ratio(rule.points()));
        unlessNull(form, multiplies ? "personal" : "formula", rule.formula(), name -> name);
        unlessNull(form, "per", rule.per(), FormWriter::money);
        unlessUsual(form, "lines", rule.filter(), LineFilter.goods(), FormWriter::filter);
        unlessUsual(form, "basis", rule.basis(), EarningRule.Basis.GROSS, FormReader::word);
        unlessNull(form, "minimum", rule.minimum(), FormWriter::money);
        unlessEmpty(form, "paidWith", words(rule.tenders()));
        if (rule.tenders().isEmpty()) {
            unlessUsual(form, "notPaidWith", rule.excluded(), EarningRule.USUALLY_EXCLUDED, FormWriter::words);
        }
        unlessNull(form, "when", rule.schedule(), FormWriter::schedule);
        unlessNull(form, "group", rule.stacking(), FormWriter::group);
        unlessEmpty(form, "caps", caps(rule.cap(), rule.caps()));
        unlessNull(form, "turn", rule.turn(), FormWriter::turn);
        unlessEmpty(form, "tiers", new ArrayList<>(new TreeSet<>(rule.tiers())));
        unlessNull(form, "pending", program.lots().pendingOfRules().get(rule.code()), FormWriter::pending);
        unlessNull(form, "goes", program.lots().expiryOfRules().get(rule.code()), FormWriter::goes);
        return form;
    }

    private static Map<String, Object> group(EarningRule.Stacking group) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("name", group.group());
        form.put("mode", FormReader.word(group.mode()));
        unlessUsual(form, "priority", group.priority(), 0, priority -> priority);
        return form;
    }

    private static Map<String, Object> turn(Turn turn) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put(turn.streak() ? "streak" : turn.again() ? "every" : "only", turn.number());
        form.put("within", FormReader.word(turn.per()));
        return form;
    }

    /** Returns when something holds. */
    static Map<String, Object> schedule(Schedule schedule) {
        Map<String, Object> form = new LinkedHashMap<>();
        unlessNull(form, "first", schedule.first(), LocalDate::toString);
        unlessNull(form, "last", schedule.last(), LocalDate::toString);
        unlessEmpty(
                form, "hours", schedule.hours().stream().map(FormWriter::hours).toList());
        return form;
    }

    private static Map<String, Object> hours(Schedule.Hours hours) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("days", words(hours.days()));
        form.put("from", hours.from().toString());
        form.put("until", hours.until().toString());
        return form;
    }

    private List<Map<String, Object>> caps(@Nullable Cap once, List<Cap> caps) {
        List<Map<String, Object>> all = new ArrayList<>();
        if (once != null) {
            all.add(cap(once));
        }
        caps.forEach(cap -> all.add(cap(cap)));
        return all;
    }

    private Map<String, Object> cap(Cap cap) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("most", points(cap.most()));
        unlessUsual(form, "overflow", cap.overflow(), Cap.Overflow.REDUCE, FormReader::word);
        unlessNull(form, "within", cap.per(), FormReader::word);
        return form;
    }

    /** Returns what points wait for. */
    static Map<String, Object> pending(LotRules.Pending pending) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("until", FormReader.word(pending.until()));
        unlessNull(form, "end", pending.end(), FormWriter::end);
        form.put("expiry", FormReader.word(pending.expiry()));
        return form;
    }

    /** Returns when points go. */
    static Map<String, Object> goes(LotRules.Expiry expiry) {
        Map<String, Object> form = new LinkedHashMap<>();
        PeriodEnd after = expiry.after();
        if (after != null) {
            form.putAll(end(after));
        }
        unlessEmpty(
                form,
                "dates",
                expiry.dates().stream().map(day -> day.toString().substring(2)).toList());
        return form;
    }

    private Map<String, Object> spend() {
        Map<String, Object> form = new LinkedHashMap<>();
        unlessUsual(form, "lines", program.spendFilter(), LineFilter.goods(), FormWriter::filter);
        unlessUsual(form, "basis", program.spendBasis(), EarningRule.Basis.GROSS, FormReader::word);
        return form;
    }

    private Map<String, Object> reward(RewardOption reward) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("code", reward.code());
        form.put("name", reward.name());
        form.put("price", points(reward.price()));
        unlessNull(form, "tier", reward.lowestTier(), tier -> tier);
        if (!reward.prices().isEmpty()) {
            List<Object> prices = new ArrayList<>();
            new TreeMap<>(reward.prices())
                    .forEach((tier, price) -> prices.add(pair("tier", tier, "price", points(price))));
            form.put("prices", prices);
        }
        unlessNull(form, "gives", reward.gives(), TierWriter::benefit);
        return form;
    }

    /** Returns a group of two fields. */
    static Map<String, Object> pair(String first, Object value, String second, Object other) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put(first, value);
        form.put(second, other);
        return form;
    }

    private Map<String, Object> spending(SpendingRules rules) {
        Map<String, Object> form = new LinkedHashMap<>();
        unlessNull(form, "least", rules.least(), this::points);
        unlessNull(form, "most", rules.most(), this::points);
        unlessNull(form, "step", rules.step(), this::points);
        unlessNull(form, "value", rules.value(), FormWriter::value);
        unlessNull(form, "share", rules.share(), FormWriter::ratio);
        unlessEmpty(
                form,
                "shares",
                rules.shares().stream()
                        .map(share -> two("lines", filter(share.lines()), "part", ratio(share.part())))
                        .toList());
        unlessEmpty(form, "limits", limits(rules.limits()));
        unlessNull(form, "balance", rules.balance(), this::points);
        unlessNull(form, "offline", rules.offline(), this::points);
        unlessUsual(form, "reach", rules.reach(), SpendingRules.Reach.BEFORE, FormReader::word);
        unlessUsual(form, "graceDays", rules.graceDays(), 0, days -> days);
        if (rules.priority() != 0) {
            form.put("priority", rules.priority());
        }
        return form;
    }

    private List<Map<String, Object>> limits(List<SpendingRules.Limit> limits) {
        return limits.stream()
                .map(limit -> two("most", points(limit.most()), "within", FormReader.word(limit.period())))
                .toList();
    }

    private Map<String, Object> adjustments(AdjustmentRules rules) {
        Map<String, Object> form = new LinkedHashMap<>();
        unlessNull(form, "up", rules.up(), this::points);
        unlessNull(form, "down", rules.down(), this::points);
        unlessNull(form, "gift", rules.gift(), this::points);
        unlessEmpty(form, "codes", new TreeSet<>(rules.codes()));
        unlessEmpty(form, "limits", limits(rules.limits()));
        return form;
    }

    private static Map<String, Object> value(SpendingRules.Value value) {
        return two("rate", ratio(value.rate()), "rounding", FormReader.word(value.rounding()));
    }

    private Map<String, Object> transfers(TransferRules rules) {
        Map<String, Object> form = new LinkedHashMap<>();
        unlessNull(form, "least", rules.least(), this::points);
        unlessNull(form, "most", rules.most(), this::points);
        unlessNull(form, "fee", rules.fee(), this::points);
        unlessUsual(form, "spent", rules.spent(), TransferRules.Spent.REFUSE, FormReader::word);
        unlessEmpty(form, "limits", limits(rules.limits()));
        return form;
    }

    private Map<String, Object> shortage(ShortageRules rules) {
        ShortageRules usual = ShortageRules.standard();
        Map<String, Object> form = new LinkedHashMap<>();
        unlessUsual(form, "redemptions", rules.redemptions(), usual.redemptions(), this::shortage);
        unlessUsual(form, "adjustments", rules.adjustments(), usual.adjustments(), this::shortage);
        unlessUsual(form, "returns", rules.returns(), usual.returns(), this::shortage);
        unlessUsual(form, "voids", rules.voids(), usual.voids(), this::shortage);
        return form;
    }

    private Map<String, Object> shortage(ShortageRules.Rule rule) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("mode", FormReader.word(rule.mode()));
        unlessNull(form, "limit", rule.limit(), this::points);
        return form;
    }

    static Map<String, Object> filter(LineFilter filter) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("kinds", words(filter.kinds()));
        unlessEmpty(form, "only", match(filter.include()));
        unlessEmpty(form, "not", match(filter.exclude()));
        return form;
    }

    private static Map<String, Object> match(LineFilter.Match match) {
        Map<String, Object> form = new LinkedHashMap<>();
        unlessEmpty(form, "skus", new TreeSet<>(match.skus()));
        unlessEmpty(form, "categories", match.categories());
        unlessEmpty(form, "brands", new TreeSet<>(match.brands()));
        unlessEmpty(form, "attributes", new TreeMap<>(match.attributes()));
        return form;
    }

    private static Map<String, Object> two(String first, Object one, String second, Object other) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put(first, one);
        form.put(second, other);
        return form;
    }

    /** Returns when something ends, with its edge. */
    static Map<String, Object> end(PeriodEnd end) {
        return two("after", period(end.period()), "at", FormReader.word(end.edge()));
    }

    static String period(Period period) {
        List<String> parts = new ArrayList<>();
        add(parts, period.getYears(), "year");
        add(parts, period.getMonths(), "month");
        add(parts, period.getDays(), "day");
        return parts.isEmpty() ? "0 days" : String.join(" ", parts);
    }

    private static void add(List<String> parts, int count, String name) {
        if (count != 0) {
            parts.add(count + " " + name + (count == 1 ? "" : "s"));
        }
    }

    private BigDecimal points(Points points) {
        return points(program.purse(), points);
    }

    static BigDecimal points(Purse purse, Points points) {
        return plain(purse.decimal(points));
    }

    static BigDecimal money(Money money) {
        return plain(money.amount());
    }

    /** Returns a number that is written without an exponent. */
    static BigDecimal plain(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    /** Returns a decimal where there is one that a form can hold, otherwise a fraction. */
    static Object ratio(Ratio ratio) {
        BigDecimal over = new BigDecimal(ratio.numerator());
        try {
            BigDecimal exact = plain(over.divide(new BigDecimal(ratio.denominator())));
            if (exact.scale() <= DIGITS_MAX && exact.precision() - exact.scale() <= DIGITS_MAX) {
                return exact;
            }
        } catch (ArithmeticException endless) {
            // A fraction says it.
        }
        return ratio.numerator() + "/" + ratio.denominator();
    }

    private static <E extends Enum<E>> List<String> words(Set<E> constants) {
        return constants.stream().sorted().map(FormReader::word).toList();
    }

    static <T> void unlessNull(Map<String, Object> form, String name, @Nullable T value, Function<T, Object> shown) {
        if (value != null) {
            form.put(name, shown.apply(value));
        }
    }

    static <T> void unlessUsual(Map<String, Object> form, String name, T value, T usual, Function<T, Object> shown) {
        if (!value.equals(usual)) {
            form.put(name, shown.apply(value));
        }
    }

    static void unlessEmpty(Map<String, Object> form, String name, Collection<?> items) {
        if (!items.isEmpty()) {
            form.put(name, items);
        }
    }

    static void unlessEmpty(Map<String, Object> form, String name, Map<String, ?> group) {
        if (!group.isEmpty()) {
            form.put(name, group);
        }
    }
}
