package org.loyalty4j.jpa;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;

/** Reads postings that come one row for each lot they moved, in order. Used by one thread, for one result. */
final class PostingRows {

    /** The columns: the posting's, then the allocation's. */
    static final String LIST = Tables.POSTINGS.list("p") + ", " + Tables.ALLOCATIONS.list("m");

    /** How many columns that is. */
    static final int COUNT =
            Tables.POSTINGS.columns().size() + Tables.ALLOCATIONS.columns().size();

    /** Brings the allocations of the postings p as m. */
    static final String JOIN =
            " left join loyalty_lot_allocation m on m.account_id = p.account_id and m.posting_number = p.number";

    private final Dialect dialect;
    private @Nullable Moved last;

    PostingRows(Dialect dialect) {
        this.dialect = dialect;
    }

    /** A posting with what it moved, as far as it was read. */
    static final class Moved {
        final PostingRow row;
        final List<LotAllocation> lots = new ArrayList<>(1);

        Moved(PostingRow row) {
            this.row = row;
        }

        Posting posting(AccountId id) {
            return row.posting(id, lots);
        }
    }

    /** Returns the posting of a row, the same one as long as rows are of one posting; null where there is none. */
    @Nullable
    Moved read(ResultSet result, int from) throws SQLException {
        long account = result.getLong(from);
        if (result.wasNull()) {
            return null;
        }
        long number = result.getLong(from + 1);
        Moved now = last;
        if (now == null || now.row.account != account || now.row.number != number) {
            now = new Moved(Tables.POSTINGS.read(result, from, dialect));
            last = now;
        }
        int allocation = from + Tables.POSTINGS.columns().size();
        result.getLong(allocation);
        if (!result.wasNull()) {
            now.lots.add(Tables.ALLOCATIONS.read(result, allocation, dialect).allocation());
        }
        return now;
    }
}
