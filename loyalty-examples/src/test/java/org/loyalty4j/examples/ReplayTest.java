package org.loyalty4j.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.Page;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.points.Posting;
import org.loyalty4j.store.InMemoryStore;

class ReplayTest {

    private static final PurchaseFile.Columns SAMPLE = new PurchaseFile.Columns("master_id", "date", "amount");
    private static final PurchaseFile.Columns PLAIN = new PurchaseFile.Columns("customer", "date", "amount");

    @Test
    void the_sample_comes_to_its_published_figures() throws ReplayException {
        ReplayFigures figures = replayed(new Replay(new InMemoryStore(), ReplayProgram.BUILT_IN), sample(0));

        assertThat(figures.asOf()).isEqualTo("1998-06-30");
        assertThat(figures.customers()).isEqualTo(2357);
        assertThat(figures.purchases()).isEqualTo(6919);
        assertThat(figures.spend()).isEqualTo(new BigDecimal("244091.94"));
        assertThat(figures.earned()).isEqualTo(550446);
        assertThat(figures.redeemed()).isZero();
        assertThat(figures.expired()).isEqualTo(285504);
        assertThat(figures.outstanding()).isEqualTo(264942);
        assertThat(figures.tiers()).isEqualTo(Map.of("Green", 1913L, "Silver", 306L, "Gold", 138L));
        assertThat(figures.byExpiry().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(264942);
    }

    @Test
    void the_sample_with_redemptions_comes_to_its_published_figures() throws ReplayException {
        ReplayFigures figures = replayed(new Replay(new InMemoryStore(), ReplayProgram.BUILT_IN), sample(200));

        assertThat(figures.earned()).isEqualTo(550446);
        assertThat(figures.redeemed()).isEqualTo(251000);
        assertThat(figures.expired()).isEqualTo(165406);
        assertThat(figures.outstanding()).isEqualTo(134040);
    }

    @Test
    void replaying_twice_over_one_engine_changes_nothing() throws ReplayException {
        Replay replay = new Replay(new InMemoryStore(), ReplayProgram.BUILT_IN);
        Replay.Request request = sample(200);
        ReplayFigures once = replayed(replay, request);
        List<Posting> postings = postings(replay.loyalty());

        ReplayFigures twice = replayed(replay, request);

        assertThat(twice).isEqualTo(once);
        assertThat(postings(replay.loyalty())).isEqualTo(postings).hasSizeGreaterThan(6000);
    }

    @Test
    void replaying_in_two_steps_ends_as_in_one() throws ReplayException {
        Replay inSteps = new Replay(new InMemoryStore(), ReplayProgram.BUILT_IN);
        PurchaseFile file = sample(200).file();
        ReplayFigures spring = replayed(inSteps, new Replay.Request(file, LocalDate.of(1998, 3, 31), 200));
        ReplayFigures summer = replayed(inSteps, sample(200));

        assertThat(summer).isEqualTo(replayed(new Replay(new InMemoryStore(), ReplayProgram.BUILT_IN), sample(200)));
        assertThat(replayed(inSteps, new Replay.Request(file, LocalDate.of(1998, 3, 31), 200)))
                .isEqualTo(spring);
    }

    @Test
    void the_months_add_up_to_the_whole() throws ReplayException {
        ReplayFigures figures = replayed(new Replay(new InMemoryStore(), ReplayProgram.BUILT_IN), sample(200));

        assertThat(figures.months().firstKey()).isEqualTo(YearMonth.of(1997, 1));
        assertThat(figures.months().lastKey()).isEqualTo(YearMonth.of(1998, 6));
        assertThat(figures.months()).hasSize(18);
        List<ReplayFigures.Month> months = List.copyOf(figures.months().values());
        assertThat(months.stream().mapToLong(ReplayFigures.Month::purchases).sum())
                .isEqualTo(6919);
        assertThat(months.stream().map(ReplayFigures.Month::spend).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualTo(figures.spend());
        assertThat(months.stream().mapToLong(ReplayFigures.Month::earned).sum()).isEqualTo(figures.earned());
        assertThat(months.stream().mapToLong(ReplayFigures.Month::redeemed).sum())
                .isEqualTo(figures.redeemed());
        assertThat(months.stream().mapToLong(ReplayFigures.Month::expired).sum())
                .isEqualTo(figures.expired());
    }

    @Test
    void what_a_purchase_leaves_outstanding_is_what_its_customer_is_told() throws ReplayException {
        Replay replay = new Replay(new InMemoryStore(), ReplayProgram.BUILT_IN);
        Replay.Request request = plain("anna,1999-12-31,29.99\nben,2000-02-29,1.00\n");
        ReplayFigures figures = replayed(replay, request);

        assertThat(figures.byExpiry())
                .containsExactly(entry(LocalDate.of(2001, 1, 1), 58L), entry(LocalDate.of(2001, 3, 1), 2L));
        Customer anna =
                replay.loyalty().customers().find(Replay.identifier("anna")).orElseThrow();
        assertThat(replay.loyalty().accounts().expirySchedule(anna.id()).keySet())
                .containsExactly(LocalDate.of(2001, 1, 1));
    }

    @Test
    void ids_that_only_look_alike_are_different_customers() throws ReplayException {
        String composed = "zo\u00eb";
        String decomposed = "zoe\u0308";
        ReplayFigures figures = replayed(
                new Replay(new InMemoryStore(), ReplayProgram.BUILT_IN),
                plain(composed + ",1999-01-01,1.00\n" + decomposed + ",1999-01-01,2.00\nZO\u00cb,1999-01-01,3.00\n"
                        + "a b,1999-01-01,4.00\na  b,1999-01-01,5.00\n\u200b,1999-01-01,6.00\n007,1999-01-01,7.00\n"
                        + "7,1999-01-01,8.00\n"));

        assertThat(figures.top())
                .extracting(ReplayFigures.TopCustomer::customer)
                .containsExactly("7", "007", "\u200b", "a  b", "a b", "ZO\u00cb", decomposed, composed);
    }

    private static Replay.Request plain(String rows) {
        byte[] content = ("customer,date,amount\n" + rows).getBytes(UTF_8);
        return new Replay.Request(PurchaseFile.of(InputFile.of("plain.csv", content), PLAIN), null, 0);
    }

    private static Replay.Request sample(long redeem) throws ReplayException {
        return new Replay.Request(PurchaseFile.of(InputFile.sample(), SAMPLE), null, redeem);
    }

    private static ReplayFigures replayed(Replay replay, Replay.Request request) throws ReplayException {
        replay.run(request, () -> {});
        return FiguresReader.read(replay, request).figures();
    }

    private static List<Posting> postings(Loyalty loyalty) {
        List<Posting> postings = new ArrayList<>();
        Page<Customer> page = loyalty.customers().page(Page.SIZE_MAX);
        while (true) {
            page.items()
                    .forEach(customer -> postings.addAll(loyalty.accounts()
                            .statement(customer.id(), Page.SIZE_MAX)
                            .items()));
            if (page.next().isEmpty()) {
                return postings;
            }
            page = loyalty.customers().page(page.next().get(), Page.SIZE_MAX);
        }
    }
}
