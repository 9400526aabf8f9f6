package org.loyalty4j.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.money.Money;
import org.loyalty4j.program.EarningRule.Cap;
import org.loyalty4j.sale.Schedule;
import org.loyalty4j.sale.Tender;

/** The parts of a rule while some of them are changed. Used by one thread, once. */
final class RuleParts {

    LineFilter filter;
    EarningRule.Basis basis;

    @Nullable
    Money minimum;

    Set<Tender.Kind> tenders;
    Set<Tender.Kind> excluded;

    @Nullable
    Schedule schedule;

    EarningRule.@Nullable Stacking stacking;

    @Nullable
    Cap cap;

    List<Cap> caps;

    @Nullable
    Turn turn;

    Set<String> tiers;

    private final EarningRule from;

    /** Takes the parts of a rule. */
    RuleParts(EarningRule from) {
        this.from = from;
        this.filter = from.filter();
        this.basis = from.basis();
        this.minimum = from.minimum();
        this.tenders = from.tenders();
        this.excluded = from.excluded();
        this.schedule = from.schedule();
        this.stacking = from.stacking();
        this.cap = from.cap();
        this.caps = from.caps();
        this.turn = from.turn();
        this.tiers = from.tiers();
    }

    /** Puts them together; what the rule gives, and by which formula, stays. */
    EarningRule rule() {
        return new EarningRule(
                from.code(),
                from.kind(),
                from.points(),
                from.per(),
                filter,
                basis,
                minimum,
                tenders,
                excluded,
                schedule,
                stacking,
                cap,
                from.formula(),
                caps,
                turn,
                tiers);
    }

    /** Returns a list with one item more. */
    static <T> List<T> and(List<T> some, T more) {
        List<T> all = new ArrayList<>(some);
        all.add(more);
        return all;
    }
}
