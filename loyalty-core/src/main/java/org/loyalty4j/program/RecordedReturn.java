package org.loyalty4j.program;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.points.CommandRecord;

/**
 * One step of returning a purchase, with the sums of all steps up to it, so that any number of them adds up exactly.
 *
 * @param command what was asked and what came of it
 * @param purchase the key of the purchase
 * @param step 1, 2, 3 … for the purchase
 * @param lines what came back of each line so far
 * @param payments what was put back of each redemption so far
 * @param reversed points taken back so far
 * @param shortfall points that could not be taken back so far
 */
public record RecordedReturn(
        CommandRecord command,
        CommandKey purchase,
        int step,
        List<LineSum> lines,
        List<PaymentSum> payments,
        long reversed,
        long shortfall) {

    /**
     * What came back of a line so far.
     *
     * @param line the id of the line
     * @param quantity how much of it, in its plain form without trailing zeros, so that 1.0 and 1 are one quantity
     * @param points how many of its points were due back
     */
    public record LineSum(String line, BigDecimal quantity, long points) {

        /** Keeps the plain form of the quantity. */
        public LineSum {
            BigDecimal stripped = quantity.stripTrailingZeros();
            quantity = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }
    }

    /**
     * What was put back of a redemption so far.
     *
     * @param debit the number of the redemption's posting
     * @param restored how many points
     */
    public record PaymentSum(long debit, long restored) {}

    /** Copies the lists. */
    public RecordedReturn {
        lines = List.copyOf(lines);
        payments = List.copyOf(payments);
    }

    /** Returns this with its command as it is once the words of its caller are erased. */
    public RecordedReturn with(CommandRecord erased) {
        return new RecordedReturn(erased, purchase, step, lines, payments, reversed, shortfall);
    }

    /** Returns what came back of a line so far. */
    public Optional<LineSum> line(String id) {
        return lines.stream().filter(sum -> sum.line().equals(id)).findFirst();
    }

    /** Returns how many points that were due back had expired unused, so that none were taken for them so far. */
    public long lapsed() {
        return lines.stream().mapToLong(LineSum::points).sum() - reversed - shortfall;
    }

    /** Returns how many points of a redemption were put back so far. */
    public long restored(long debit) {
        return payments.stream()
                .filter(sum -> sum.debit() == debit)
                .mapToLong(PaymentSum::restored)
                .sum();
    }
}
