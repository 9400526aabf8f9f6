package org.loyalty4j.program;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.points.Lot;
import org.loyalty4j.points.Settlement;

/** Giving points more time that go otherwise; never less. */
final class ExtendDraft {

    private ExtendDraft() {}

    /**
     * Writes it into an account.
     *
     * @param roots the lots that lots which were given more time before stood in at first, by their numbers
     * @return the refusal, with nothing written, or null
     */
    static Settlement.@Nullable Refused apply(
            AccountState state, AccountDraft draft, Extension request, Map<Long, Long> roots) {
        Refusal no = Decisions.notGiven(state, draft, draft.now());
        if (no != null) {
            return draft.refused(no, 0);
        }
        List<Lot> lots = draft.goneBefore(request.horizon()).stream()
                .filter(lot -> request.lot() == null || request.lot() == lot.number())
                .toList();
        if (lots.isEmpty()) {
            return draft.refused(Refusal.NOTHING_EXPIRES, 0);
        }
        lots.forEach(lot -> draft.extend(lot, roots.getOrDefault(lot.number(), lot.number()), request.until()));
        return null;
    }
}
