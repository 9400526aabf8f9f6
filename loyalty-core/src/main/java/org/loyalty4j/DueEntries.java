package org.loyalty4j;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.loyalty4j.customer.Membership;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ProgramHistory;
import org.loyalty4j.program.TierEntry;
import org.loyalty4j.store.StoreReader;
import org.loyalty4j.tier.Standing;

/** What tiers give that have begun although nobody came by and wrote it. */
final class DueEntries {

    private DueEntries() {}

    /** Returns the lots that are opened by an instant, with their dates, in the order in which they are. */
    static List<LotAllocation> by(StoreReader reader, RewardAccount head, Instant until) {
        // Where no tier gives anything, nothing is read to find that out.
        if (reader.programs().versions().stream().noneMatch(DueEntries::gives)) {
            return List.of();
        }
        Standing standing = reader.standings().find(head.id()).orElse(null);
        if (standing == null || standing.upcoming() == null || head.status() == RewardAccount.Status.CLOSED) {
            return List.of();
        }
        Membership membership = membership(reader, head);
        List<LotAllocation> opened = new ArrayList<>(1);
        long number = head.lastNumber();
        for (TierEntry entry : TierEntry.due(reader.programs(), membership.joined(), standing, until)) {
            boolean left =
                    membership.left().filter(end -> !entry.at().isBefore(end)).isPresent();
            long points = entry.attributions(head.balance()).stream()
                    .mapToLong(Attribution::granted)
                    .sum();
            if (!left && points > 0) {
                Instant gone = entry.program().goneAt(entry.at(), entry.expiry());
                opened.add(new LotAllocation(++number, entry.at(), gone, points));
            }
        }
        return opened;
    }

    private static boolean gives(LoyaltyProgram version) {
        return version.ladder().tiers().stream().anyMatch(tier -> tier.entry() != null);
    }

    static Membership membership(StoreReader reader, RewardAccount head) {
        return reader.customers()
                .find(head.id().holder())
                .map(customer -> customer.membership())
                .orElse(new Membership(Instant.EPOCH, null));
    }

    static Standing standing(StoreReader reader, ProgramHistory programs, RewardAccount head) {
        return reader.standings()
                .find(head.id())
                .orElseGet(() ->
                        Standing.lowest(head.id(), programs.versions().get(0).ladder()));
    }
}
