package org.loyalty4j.examples;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.Page;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;
import org.loyalty4j.program.RecordedSale;

/** Reads the figures of a day from the store: its sales, statements and standings. Used by one thread, once. */
final class FiguresReader {

    private static final int TOP = 10;
    private static final int LAPSED_DAYS = 90;

    private final Loyalty loyalty;
    private final ShopProgram program;
    private final LocalDate asOf;
    private final Instant at;

    private final Map<String, LocalDate> lastDates = new HashMap<>();
    private final Map<String, Long> tiers = new LinkedHashMap<>();
    private final SortedMap<Instant, Long> byExpiry = new TreeMap<>();
    private final List<CustomerFigures> customers = new ArrayList<>();
    private final SortedMap<YearMonth, MonthSums> months = new TreeMap<>();
    private final MonthSums all = new MonthSums();

    private FiguresReader(Replay replay, LocalDate asOf) {
        this.loyalty = replay.loyalty();
        this.program = replay.program();
        this.asOf = asOf;
        this.at = program.start(asOf);
        program.tiers().forEach(tier -> tiers.put(tier, 0L));
    }

    /** What is summed up, of one month, of one customer or of all. */
    private static final class MonthSums {
        private long purchases;
        private BigDecimal spend = new BigDecimal("0.00");
        private long earned;
        private long redeemed;
        private long expired;

        void add(RecordedSale sale) {
            purchases++;
            spend = spend.add(sale.purchase().total().amount());
        }

        void add(Posting posting) {
            switch (posting.kind()) {
                case EARN -> earned = Math.addExact(earned, posting.amount());
                case REDEEM -> redeemed = Math.subtractExact(redeemed, posting.amount());
                case EXPIRE -> expired = Math.subtractExact(expired, posting.amount());
                default -> throw new IllegalStateException("A replay does not write " + posting.kind());
            }
        }

        ReplayFigures.Month figures() {
            return new ReplayFigures.Month(purchases, spend, earned, redeemed, expired);
        }
    }

    /**
     * Returns the figures of what a replay has settled.
     *
     * @throws ArithmeticException if all customers together have more points than 64 bits hold
     */
    static ReplayReading read(Replay replay, Replay.Request request) {
        LocalDate asOf = request.until().orElse(null);
        if (asOf == null) {
            FiguresReader nothing = new FiguresReader(replay, LocalDate.EPOCH);
            return nothing.reading(null, request.file().name());
        }
        FiguresReader reader = new FiguresReader(replay, asOf);
        request.rows().forEach(row -> reader.addSale(request.file(), row));
        reader.lastDates.keySet().forEach(reader::addAccount);
        return reader.reading(asOf, request.file().name());
    }

    private void addSale(PurchaseFile file, PurchaseFile.Row row) {
        loyalty.till().find(file.key(row)).ifPresent(sale -> {
            LocalDate date = program.dateOf(sale.countsAt());
            month(date).add(sale);
            all.add(sale);
            lastDates.merge(row.customer(), date, (one, other) -> one.isAfter(other) ? one : other);
        });
    }

    private void addAccount(String customer) {
        CustomerId id = loyalty.customers()
                .find(Replay.identifier(customer))
                .orElseThrow()
                .id();
        String tier = loyalty.accounts().standing(id, at).tier();
        tiers.merge(tier, 1L, Long::sum);
        MonthSums own = new MonthSums();
        Optional<String> more = Optional.empty();
        do {
            Page<Posting> page = more.isEmpty()
                    ? loyalty.accounts().statement(id, Page.SIZE_MAX)
                    : loyalty.accounts().statement(id, more.get(), Page.SIZE_MAX);
            for (Posting posting : page.items()) {
                // What an earlier replay to a later day wrote has not happened yet on this one.
                if (!posting.countsAt().isAfter(at)) {
                    add(posting);
                    own.add(posting);
                }
            }
            more = page.next();
        } while (more.isPresent());
        customers.add(new CustomerFigures(customer, tier, own.earned, own.redeemed, own.expired));
    }

    private void add(Posting posting) {
        month(program.dateOf(posting.countsAt())).add(posting);
        all.add(posting);
        for (LotAllocation part : posting.lots()) {
            part.expiresAt().ifPresent(gone -> byExpiry.merge(gone, part.amount(), Long::sum));
        }
    }

    private MonthSums month(LocalDate date) {
        return months.computeIfAbsent(YearMonth.from(date), month -> new MonthSums());
    }

    private ReplayReading reading(@Nullable LocalDate day, String source) {
        SortedMap<LocalDate, Long> outstanding = new TreeMap<>();
        byExpiry.forEach((gone, points) -> {
            if (points != 0) {
                outstanding.put(program.dateOf(gone), points);
            }
        });
        long lapsed = lastDates.values().stream()
                .filter(last -> ChronoUnit.DAYS.between(last, asOf) > LAPSED_DAYS)
                .count();
        customers.sort(Comparator.comparingLong(CustomerFigures::outstanding)
                .reversed()
                .thenComparing(CustomerFigures::customer));
        List<ReplayFigures.TopCustomer> top = customers.stream()
                .limit(TOP)
                .map(customer -> new ReplayFigures.TopCustomer(customer.customer(), customer.outstanding()))
                .toList();
        ReplayFigures figures = new ReplayFigures(
                day,
                lastDates.size(),
                all.purchases,
                all.spend,
                all.earned,
                all.redeemed,
                all.expired,
                all.earned - all.redeemed - all.expired,
                tiers,
                outstanding,
                lapsed,
                top,
                monthsWithoutGaps(),
                source,
                program.currency());
        return new ReplayReading(figures, customers);
    }

    private SortedMap<YearMonth, ReplayFigures.Month> monthsWithoutGaps() {
        SortedMap<YearMonth, ReplayFigures.Month> figures = new TreeMap<>();
        if (!months.isEmpty()) {
            YearMonth last = months.lastKey();
            for (YearMonth month = months.firstKey(); !month.isAfter(last); month = month.plusMonths(1)) {
                figures.put(month, months.getOrDefault(month, new MonthSums()).figures());
            }
        }
        return figures;
    }
}
