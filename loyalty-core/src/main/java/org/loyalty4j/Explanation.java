package org.loyalty4j;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;

/**
 * Why a posting is there.
 *
 * @param posting the posting
 * @param command what was asked: who, why, under which key
 */
public record Explanation(Posting posting, CommandRecord command) {

    /** Returns which line and rule gave or lost which points. */
    public List<Attribution> attributions() {
        return posting.attributions();
    }

    /** Returns which lots it moved. */
    public List<LotAllocation> lots() {
        return posting.lots();
    }

    /** Returns the points by rule, in the order of the rules' codes. */
    public Map<String, Points> byRule() {
        Map<String, Points> byRule = new TreeMap<>();
        posting.attributions().forEach(part -> byRule.merge(part.rule(), Points.of(part.granted()), Points::plus));
        return byRule;
    }
}
