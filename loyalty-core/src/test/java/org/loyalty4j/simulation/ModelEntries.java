package org.loyalty4j.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.loyalty4j.points.Posting.Kind;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.tier.Tier;

/** The points that tiers give to who reaches them by one command. */
final class ModelEntries {

    private final LoyaltyProgram program;
    private final ModelAccount account;
    private final Instant now;
    private final List<Integer> reached = new ArrayList<>();
    private int rank;

    ModelEntries(LoyaltyProgram program, ModelAccount account, Instant now) {
        this.program = program;
        this.account = account;
        this.now = now;
        this.rank = ModelStanding.at(program, account, now).rank();
    }

    /** Looks at where the account stands after a step. */
    void look() {
        int before = rank;
        rank = ModelStanding.at(program, account, now).rank();
        if (rank > before) {
            reached.add(rank);
        }
    }

    /** Returns how many points were given. */
    long give() {
        LocalDate today = program.dateOf(now);
        String had = program.ladder()
                .tiers()
                .get(ModelStanding.at(program, account, now).had())
                .code();
        long sum = 0;
        for (int each : reached) {
            Tier tier = program.ladder().tiers().get(each);
            Tier.Entry entry = tier.entry();
            LocalDate last = account.entered.get(tier.code());
            boolean already = last != null
                    && entry != null
                    && entry.per().startOf(last).equals(entry.per().startOf(today));
            if (entry != null && !already) {
                account.entered.put(tier.code(), today);
                sum += entry.points().minor();
                account.credit(
                        now,
                        () -> account.give(
                                Kind.ENTRY,
                                entry.points().minor(),
                                now,
                                ModelPending.goneFrom(program, now, had),
                                now));
                account.settle(now);
            }
        }
        reached.clear();
        return sum;
    }
}
