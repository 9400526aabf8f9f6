package org.loyalty4j.program;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Request;
import org.loyalty4j.sale.Return;

/**
 * A request to give points more time that go otherwise: those of one lot, or all that go before an instant. Points that are
 * held or pending are left alone, and so are those that go later anyway.
 *
 * @param key the caller's key
 * @param customer whose points
 * @param lot the number of the lot, which is that of the posting that opened it; or null for all lots
 * @param before only points that go before this instant, or null for all that go before {@code until}
 * @param until the first instant at which they cannot be used any more from now on
 * @param reason why, 1 to {@value Return#REASON_MAX} code points; never shown in texts
 * @param actor who takes the responsibility
 * @param source which system asked, or null
 */
public record Extension(
        CommandKey key,
        CustomerId customer,
        @Nullable Long lot,
        @Nullable Instant before,
        Instant until,
        String reason,
        Actor actor,
        @Nullable Source source)
        implements Request {

    /**
     * Checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public Extension {
        reason = ByHand.checkedReason(key, customer, "until", until, actor, reason);
        Violations violations = new Violations()
                .check(lot == null || lot > 0, "lot", Code.AMOUNT_NOT_POSITIVE, "the numbers of lots are more than 0");
        Instant end = violations.instant("until", until);
        before = violations.instant("before", before);
        violations.throwIfAny();
        violations
                .check(
                        before == null || end == null || !end.isBefore(before),
                        "until",
                        Code.EMPTY_RANGE,
                        "nobody is given less time than there is")
                .throwIfAny();
        until = end == null ? until : end;
    }

    /** Makes a request to give the points of one lot more time. */
    public static Extension ofLot(
            CommandKey key, CustomerId customer, long lot, Instant until, String reason, Actor actor) {
        return new Extension(key, customer, lot, null, until, reason, actor, null);
    }

    /** Makes a request to give all points more time that go before an instant. */
    public static Extension ofAllBefore(
            CommandKey key, CustomerId customer, Instant before, Instant until, String reason, Actor actor) {
        return new Extension(key, customer, null, before, until, reason, actor, null);
    }

    /** Returns this request, asked for by a system. */
    public Extension from(Source system) {
        return new Extension(key, customer, lot, before, until, reason, actor, system);
    }

    /** Returns the instant before which points go that it may be about. */
    public Instant horizon() {
        return before == null ? until : before;
    }

    /** Shows the key, the lot and the instants; neither who asked nor why. */
    @Override
    public String toString() {
        return "Extension[" + key.value() + (lot == null ? "" : " of " + lot) + ", before " + horizon() + " until "
                + until + "]";
    }
}
