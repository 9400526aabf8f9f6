package org.loyalty4j;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.IdSource;
import org.loyalty4j.customer.CardScheme;
import org.loyalty4j.exchange.ContactCodes;
import org.loyalty4j.history.BusinessCalendar;
import org.loyalty4j.history.Pipeline;
import org.loyalty4j.history.TimelineFilter;
import org.loyalty4j.points.ChainKey;
import org.loyalty4j.privacy.SuppressionKey;
import org.loyalty4j.program.EarningRule;

/**
 * What a library was built with, the same for all its desks.
 *
 * @param clock the clock
 * @param ids where ids come from
 * @param formulas what custom rules reckon with, by their names
 * @param factors what personal multipliers multiply by
 * @param lead how long before it begins a version of the program is published at least
 * @param chainKey what hashes are made with
 * @param cards how cards are numbered; none for any way
 * @param phones how phones are written
 * @param lifecycle how customers go from stage to stage, or null for any way
 * @param pipelines how deals and cases go from stage to stage, by their codes
 * @param calendar which days people work on
 * @param filter who sees what of timelines
 * @param listeners who hears of changes
 * @param suppression what identifiers of the erased are hashed with, or null where nobody can be erased
 * @param contactCodes which channels and touchpoints interactions may have
 */
record BuiltWith(
        InstantSource clock,
        IdSource ids,
        Map<String, EarningRule.Formula> formulas,
        PersonalFactors factors,
        Duration lead,
        ChainKey chainKey,
        List<CardScheme> cards,
        Phones phones,
        @Nullable Pipeline lifecycle,
        Map<String, Pipeline> pipelines,
        BusinessCalendar calendar,
        TimelineFilter filter,
        Listeners listeners,
        @Nullable SuppressionKey suppression,
        ContactCodes contactCodes) {

    BuiltWith {
        formulas = Map.copyOf(formulas);
        cards = List.copyOf(cards);
        pipelines = Map.copyOf(pipelines);
    }

    /** Returns this without listeners. */
    BuiltWith untold() {
        return new BuiltWith(
                clock,
                ids,
                formulas,
                factors,
                lead,
                chainKey,
                cards,
                phones,
                lifecycle,
                pipelines,
                calendar,
                filter,
                new Listeners(List.of()),
                suppression,
                contactCodes);
    }
}
