package org.loyalty4j.jpa;

import java.util.List;
import org.loyalty4j.store.Opening;

/** How the lots of several accounts are asked for with one statement: the account is a, what its opening gives is o. */
final class LotQuestion {

    /** For those who use no points. */
    private static final String NEXT = " cross join lateral (select d.* from loyalty_lot d"
            + " where d.account_id = a.id and d.gone_at <= o.due_by union all"
            + " (select u.* from loyalty_lot u where u.account_id = a.id and u.gone_at > o.due_by"
            + " order by u.gone_at, u.earned_at, u.number limit 2)) l"
            + " order by l.account_id, l.gone_at, l.earned_at, l.number";

    /** One more lot than is needed is read: it says that there are more. The server has to work more for it. */
    private static final String ENOUGH = " cross join lateral (select d.* from loyalty_lot d"
            + " where d.account_id = a.id and d.gone_at <= o.due_by union all"
            + " select w.account_id, w.gone_at, w.earned_at, w.number, w.remaining from (select v.*,"
            + " row_number() over burn as place, sum(v.remaining) over burn - v.remaining"
            + " - coalesce(lag(v.remaining) over burn, 0) as before_last from (select u.* from loyalty_lot u"
            + " where u.account_id = a.id and u.gone_at > o.due_by order by u.gone_at, u.earned_at, u.number"
            + " limit case when o.points = 0 then 2 else " + (Opening.LOTS_MAX + 1) + " end) v"
            + " window burn as (order by v.gone_at, v.earned_at, v.number)) w"
            + " where w.place <= 2 or w.before_last < o.points) l order by l.account_id, l.gone_at, l.earned_at, l.number";

    private LotQuestion() {}

    /** Returns what brings the lots that these openings need as l. */
    static String of(List<Opening> openings) {
        return openings.stream().allMatch(opening -> opening.points() == 0) ? NEXT : ENOUGH;
    }
}
