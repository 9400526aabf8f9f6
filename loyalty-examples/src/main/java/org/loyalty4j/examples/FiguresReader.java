package org.loyalty4j.examples;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
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
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Page;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.LotAllocation;
import org.loyalty4j.points.Posting;
import org.loyalty4j.points.Purse;
import org.loyalty4j.program.RecordedSale;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.store.SaleStore;
import org.loyalty4j.tier.Tier;

/** Reads the figures of a day from the store: its sales, statements and standings. Used by one thread, once. */
final class FiguresReader {

    private static final int TOP = 10;
    private static final int LAPSED_DAYS = 90;

    private final LoyaltyStore store;
    private final Loyalty loyalty;
    private final LocalDate asOf;
    private final Instant at;

    /** The customers that bought, as the file spells them. */
    private final Map<String, CustomerId> ids = new HashMap<>();

    private final Map<String, LocalDate> lastDates = new HashMap<>();
    private final Map<String, Long> tiers = tiersOfNobody();
    private final SortedMap<Instant, Long> byExpiry = new TreeMap<>();
    private final List<ReplayFigures.TopCustomer> holders = new ArrayList<>();
    private final SortedMap<YearMonth, MonthSums> months = new TreeMap<>();
    private final MonthSums all = new MonthSums();

    private FiguresReader(Replay replay, LocalDate asOf) {
        this.store = replay.store();
        this.loyalty = replay.loyalty();
        this.asOf = asOf;
        this.at = Dates.start(asOf);
    }

    /** What is summed up, of one month or of all. */
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
                case EARN -> earned += posting.amount();
                case REDEEM -> redeemed -= posting.amount();
                case EXPIRE -> expired -= posting.amount();
                default -> throw new IllegalStateException("A replay does not write " + posting.kind());
            }
        }

        ReplayFigures.Month figures() {
            return new ReplayFigures.Month(purchases, spend, earned, redeemed, expired);
        }
    }

    /** Returns the figures of what a replay has settled. */
    static ReplayFigures read(Replay replay, Replay.Request request) {
        LocalDate asOf = request.until().orElse(null);
        if (asOf == null) {
            FiguresReader nothing = new FiguresReader(replay, LocalDate.EPOCH);
            return nothing.figures(null, request.file().name());
        }
        FiguresReader reader = new FiguresReader(replay, asOf);
        reader.addSales(request);
        reader.ids.forEach(reader::addAccount);
        return reader.figures(asOf, request.file().name());
    }

    /** Asks for all sales of a customer at once: by their keys, a database would be asked once for each. */
    private void addSales(Replay.Request request) {
        Map<CommandKey, String> asked = new HashMap<>();
        request.rows().forEach(row -> asked.put(request.file().key(row), row.customer()));
        Optional<String> more = Optional.empty();
        do {
            Page<Customer> page = more.isEmpty()
                    ? loyalty.customers().page(Page.SIZE_MAX)
                    : loyalty.customers().page(more.get(), Page.SIZE_MAX);
            more = store.reading(open -> {
                page.items().forEach(customer -> addSales(open.sales(), customer.id(), asked));
                return page.next();
            });
        } while (more.isPresent());
    }

    private void addSales(SaleStore sales, CustomerId id, Map<CommandKey, String> asked) {
        AccountId account = new AccountId(id, Purse.POINTS.code());
        List<RecordedSale> page;
        long last = 0;
        do {
            page = sales.page(account, last, Page.SIZE_MAX);
            for (RecordedSale sale : page) {
                last = sale.command().sequence();
                String customer = asked.get(sale.command().key());
                if (customer != null) {
                    ids.put(customer, id);
                    add(customer, sale);
                }
            }
        } while (page.size() == Page.SIZE_MAX);
    }

    private void add(String customer, RecordedSale sale) {
        LocalDate date = date(sale.countsAt());
        month(date).add(sale);
        all.add(sale);
        lastDates.merge(customer, date, (one, other) -> one.isAfter(other) ? one : other);
    }

    private void addAccount(String customer, CustomerId id) {
        tiers.merge(loyalty.accounts().standing(id, at).tier(), 1L, Long::sum);
        long points = 0;
        Optional<String> more = Optional.empty();
        do {
            Page<Posting> page = more.isEmpty()
                    ? loyalty.accounts().statement(id, Page.SIZE_MAX)
                    : loyalty.accounts().statement(id, more.get(), Page.SIZE_MAX);
            for (Posting posting : page.items()) {
                // What an earlier replay to a later day wrote has not happened yet on this one.
                if (!posting.countsAt().isAfter(at)) {
                    add(posting);
                    points += posting.amount();
                }
            }
            more = page.next();
        } while (more.isPresent());
        holders.add(new ReplayFigures.TopCustomer(customer, points));
    }

    private void add(Posting posting) {
        month(date(posting.countsAt())).add(posting);
        all.add(posting);
        for (LotAllocation part : posting.lots()) {
            byExpiry.merge(part.expiresAt().orElseThrow(), part.amount(), Long::sum);
        }
    }

    private MonthSums month(LocalDate date) {
        return months.computeIfAbsent(YearMonth.from(date), month -> new MonthSums());
    }

    private ReplayFigures figures(@Nullable LocalDate day, String source) {
        SortedMap<LocalDate, Long> outstanding = new TreeMap<>();
        byExpiry.forEach((gone, points) -> {
            if (points != 0) {
                outstanding.put(date(gone), points);
            }
        });
        long lapsed = lastDates.values().stream()
                .filter(last -> ChronoUnit.DAYS.between(last, asOf) > LAPSED_DAYS)
                .count();
        holders.sort(Comparator.comparingLong(ReplayFigures.TopCustomer::points)
                .reversed()
                .thenComparing(ReplayFigures.TopCustomer::customer));
        return new ReplayFigures(
                day,
                lastDates.size(),
                all.purchases,
                all.spend,
                all.earned,
                all.redeemed,
                all.expired,
                holders.stream().mapToLong(ReplayFigures.TopCustomer::points).sum(),
                tiers,
                outstanding,
                lapsed,
                holders.subList(0, Math.min(TOP, holders.size())),
                monthsWithoutGaps(),
                source);
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

    private static Map<String, Long> tiersOfNobody() {
        Map<String, Long> tiers = new LinkedHashMap<>();
        for (Tier tier : ReplayProgram.LADDER.tiers()) {
            tiers.put(tier.code(), 0L);
        }
        return tiers;
    }

    private static LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
