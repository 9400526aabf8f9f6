package org.loyalty4j;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.Attribution;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Debt;
import org.loyalty4j.points.Extended;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.LotTerms;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Reinstated;
import org.loyalty4j.points.RewardAccount;
import org.loyalty4j.program.RecordedTransfer;
import org.loyalty4j.store.StoreReader;

/**
 * Why a posting is there.
 *
 * @param posting the posting
 * @param command what was asked: who, why, under which key
 * @param transfer for points that moved between accounts, which account is at the other end; else null
 * @param opened what its lot was opened with, where that is not what every lot has; otherwise null
 * @param reinstated for points given back after they had expired, with which posting and in which lots they had; for points
 *     that expired, what was given back of them; otherwise none
 * @param repayments what repaid points that it took although nobody had them, and what the points of the lot that it
 *     opened repaid, in the order in which that happened
 * @param extended for points that were given more time, in which lot they had stood and when they had gone; otherwise null
 * @param buyer for an earning, the customer who bought, where that is another one than who earned; otherwise null
 */
public record Explanation(
        Posting posting,
        CommandRecord command,
        @Nullable RecordedTransfer transfer,
        @Nullable LotTerms opened,
        List<Reinstated> reinstated,
        List<Debt.Repayment> repayments,
        @Nullable Extended extended,
        @Nullable CustomerId buyer) {

    /** Copies the lists. */
    public Explanation {
        reinstated = List.copyOf(reinstated);
        repayments = List.copyOf(repayments);
    }

    /**
     * Returns what decided when the points of its lot go, if it opened one; those that came from another system or customer
     * brought their dates. Of dates that a single bonus named, those noted before there were terms of lots are told as the
     * program's.
     */
    public Optional<LotTerms.Source> expiry() {
        if (!posting.kind().opensLot()) {
            return Optional.empty();
        }
        if (opened != null) {
            return Optional.of(opened.expiry());
        }
        boolean brought = posting.kind() == Posting.Kind.OPENING || posting.kind() == Posting.Kind.MOVE_IN;
        return Optional.of(brought ? LotTerms.Source.LOT : LotTerms.Source.PROGRAM);
    }

    /** Returns the customer at the other end of a transfer, if it was one. */
    public Optional<CustomerId> other() {
        return Optional.ofNullable(transfer).map(RecordedTransfer::other);
    }

    /** Returns who bought, where that is another customer than who earned. */
    public Optional<CustomerId> boughtBy() {
        return Optional.ofNullable(buyer);
    }

    /** Returns which line and rule gave or lost which points. */
    public List<Attribution> attributions() {
        return posting.attributions();
    }

    /** Returns which lots it moved. */
    public List<LotAllocation> lots() {
        return posting.lots();
    }

    /** Returns how many points went before their own day because nothing had happened for a time; none for other postings. */
    public Points wentIdle() {
        long points = 0;
        for (LotAllocation part : posting.lots()) {
            points -= IdleFold.wentIdle(part, posting) ? part.amount() : 0;
        }
        return Points.of(points);
    }

    /** Returns by which personal factors an earning was multiplied, by their names; none for other postings. */
    public Map<String, Ratio> factors() {
        return posting.kind() == Posting.Kind.EARN ? command.result().factors() : Map.of();
    }

    /** Returns for which rules the purchase of an earning was the n-th one, by their codes; none for other postings. */
    public Map<String, Long> turns() {
        return posting.kind() == Posting.Kind.EARN ? command.result().turns() : Map.of();
    }

    /** Returns the points by rule, in the order of the rules' codes. */
    public Map<String, Points> byRule() {
        Map<String, Points> byRule = new TreeMap<>();
        for (Attribution part : posting.attributions()) {
            if (!part.isCut()) {
                byRule.merge(part.rule(), Points.of(part.granted()), Points::plus);
            }
        }
        return byRule;
    }

    /** Returns how many points each cap cut, in the order of their names; see {@link Attribution}. */
    public Map<String, Points> cuts() {
        Map<String, Points> cuts = new TreeMap<>();
        for (Attribution part : posting.attributions()) {
            if (part.isCut()) {
                cuts.merge(part.rule(), Points.of(-part.desired()), Points::plus);
            }
        }
        return cuts;
    }

    static Explanation of(StoreReader reader, RewardAccount head, Posting posting) {
        CommandRecord command = commandOf(reader, head, posting);
        RecordedTransfer leg = null;
        if (posting.kind().moves() || posting.kind() == Posting.Kind.FEE) {
            leg = reader.ledger().transfers(head.id(), command.sequence(), 1).stream()
                    .filter(found -> found.command().equals(command))
                    .findFirst()
                    .orElse(null);
        }
        LotTerms opened = null;
        if (posting.kind().opensLot()) {
            for (LotTerms terms : reader.ledger().terms(head.id(), posting.number(), 1)) {
                opened = terms.lot() == posting.number() ? terms : null;
            }
        }
        Extended extended = null;
        if (posting.kind() == Posting.Kind.EXTEND_IN) {
            for (Extended row : reader.ledger().extended(head.id())) {
                extended = row.number() == posting.number() ? row : extended;
            }
        }
        return new Explanation(
                posting,
                command,
                leg,
                opened,
                reinstated(reader, head, posting),
                reader.debts().repayments(head.id(), posting.number()),
                extended,
                buyer(reader, head, posting, command));
    }

    private static @Nullable CustomerId buyer(
            StoreReader reader, RewardAccount head, Posting posting, CommandRecord command) {
        return posting.kind() != Posting.Kind.EARN
                ? null
                : reader.sales()
                        .find(head.id().purse(), command.key())
                        .map(sale -> sale.purchase().buyer())
                        .orElse(null);
    }

    private static List<Reinstated> reinstated(StoreReader reader, RewardAccount head, Posting posting) {
        return switch (posting.kind()) {
            case EXPIRE -> reader.ledger().reinstated(head.id(), posting.number());
            case REINSTATE ->
                reader.ledger().reinstated(head.id()).stream()
                        .filter(row -> row.number() == posting.number())
                        .toList();
            default -> List.of();
        };
    }

    /** Looks for the command of a posting by halves: commands and postings of an account come in one order. */
    static CommandRecord commandOf(StoreReader reader, RewardAccount head, Posting posting) {
        long low = 1;
        long high = head.commands();
        while (low <= high) {
            long middle = (low + high) >>> 1;
            CommandRecord command =
                    reader.ledger().commands(head.id(), middle, 1).get(0);
            if (command.id().equals(posting.command())) {
                return command;
            }
            // A command without postings of its own is placed by the time it was recorded.
            if (command.recordedAt().isBefore(posting.recordedAt())) {
                low = middle + 1;
            } else if (command.recordedAt().isAfter(posting.recordedAt())) {
                high = middle - 1;
            } else {
                return near(reader, head, posting, middle);
            }
        }
        throw new NoSuchElementException("The command of posting " + posting.number() + " is not recorded");
    }

    /** Among commands recorded in one microsecond, looks at each. */
    private static CommandRecord near(StoreReader reader, RewardAccount head, Posting posting, long middle) {
        for (int step : new int[] {1, -1}) {
            for (long i = middle; i >= 1 && i <= head.commands(); i += step) {
                CommandRecord command =
                        reader.ledger().commands(head.id(), i, 1).get(0);
                if (command.id().equals(posting.command())) {
                    return command;
                }
                if (!command.recordedAt().equals(posting.recordedAt())) {
                    break;
                }
            }
        }
        throw new NoSuchElementException("The command of posting " + posting.number() + " is not recorded");
    }
}
