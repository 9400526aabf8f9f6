package org.loyalty4j.examples;

import org.jspecify.annotations.Nullable;
import org.loyalty4j.AuditReport;
import org.loyalty4j.Enrollment;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.IdSource;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.KeyReusedException;
import org.loyalty4j.store.LoyaltyStore;

/**
 * A year at a small supplier of bakeries, told through the ordinary desks by a clock of its own. Told again over the same
 * store, it changes nothing; broken off, it goes on. Used by one thread.
 */
final class SupplierYear {

    private final ReplayClock clock = new ReplayClock();
    private final Loyalty loyalty;
    private final SupplierDesk desk;
    private final boolean fresh;

    SupplierYear(LoyaltyStore store) {
        fresh = store.reading(reader -> reader.customers().page(null, 1)).isEmpty();
        clock.stand(SupplierShop.day(1, 1));
        loyalty = Loyalty.over(store)
                .clock(clock)
                .ids(fresh ? new SupplierIds() : IdSource.secure())
                .pipelines(SupplierShop.DEALS)
                .calendar(SupplierShop.WEEKDAYS)
                .build();
        desk = new SupplierDesk(clock, loyalty);
    }

    /**
     * Tells the year.
     *
     * @return what there is at its end
     * @throws ReplayException if the store holds something else; then nothing was written
     */
    SupplierFigures tell() throws ReplayException {
        desk.day(1, 7);
        requireOwnStore();
        SupplierPeople people = SupplierPeople.enrolled(desk);
        SupplierSales sales = new SupplierSales(desk);
        new SupplierSpring(desk, people, sales).tell();
        new SupplierAutumn(desk, people, sales).tell();
        AuditReport audit = loyalty.audit();
        return SupplierFigures.read(loyalty, people, audit);
    }

    /** Returns the library, its clock standing at the end of the year. */
    Loyalty loyalty() {
        return loyalty;
    }

    /** The bakery is enrolled first, so a store with customers has it, if the story is ours. */
    private void requireOwnStore() throws ReplayException {
        try {
            boolean ours =
                    loyalty.customers().find(SupplierPeople.BAKERY_NUMBER).isPresent()
                            && loyalty.customers().enroll(SupplierPeople.bakeryRequest())
                                    instanceof Enrollment.Enrolled again
                            && again.replayed();
            if (!fresh && !ours) {
                throw otherStore(null);
            }
            loyalty.programs().publish(SupplierShop.program());
        } catch (KeyReusedException | InvalidRequestException other) {
            throw otherStore(other);
        }
    }

    private static ReplayException otherStore(@Nullable Throwable cause) {
        return new ReplayException(
                "The store holds something else than the supplier's year; nothing was recorded. Give it a store of its"
                        + " own",
                cause);
    }
}
