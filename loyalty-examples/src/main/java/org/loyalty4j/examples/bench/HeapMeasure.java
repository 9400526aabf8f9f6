package org.loyalty4j.examples.bench;

/** How much heap a customer with ten sales of one line takes. */
final class HeapMeasure {

    private static final int SALES = 10;

    private HeapMeasure() {}

    /** Returns the bytes of a customer, of the difference between two full stores' heaps. */
    static long bytesPerCustomer(int customers) {
        long before = used();
        BusyShop shop = new BusyShop(customers);
        for (int sale = 0; sale < SALES; sale++) {
            for (int i = 0; i < customers; i++) {
                shop.sellOne(shop.customer(i), "till-7/2026-11-21/" + sale + "-" + i);
            }
        }
        long after = used();
        if (shop.size() != customers) {
            throw new IllegalStateException("The store must live until it is measured");
        }
        return (after - before) / customers;
    }

    /** Returns the heap in use after collecting until it no longer falls. */
    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        while (true) {
            System.gc();
            long used = runtime.totalMemory() - runtime.freeMemory();
            if (used >= least) {
                return least;
            }
            least = used;
        }
    }
}
