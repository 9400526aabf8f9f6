package org.loyalty4j.examples;

import static org.loyalty4j.examples.SupplierShop.CLARA;
import static org.loyalty4j.examples.SupplierShop.DEALS;
import static org.loyalty4j.examples.SupplierShop.IDA;
import static org.loyalty4j.examples.SupplierShop.TOM;
import static org.loyalty4j.examples.SupplierShop.ZONE;
import static org.loyalty4j.examples.SupplierShop.at;
import static org.loyalty4j.examples.SupplierShop.date;
import static org.loyalty4j.examples.SupplierShop.euros;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.Actor;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.Agreement;
import org.loyalty4j.history.Consent;
import org.loyalty4j.history.Due;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.Handover;
import org.loyalty4j.history.HandoverReport;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Interaction.Direction;
import org.loyalty4j.history.Link;
import org.loyalty4j.history.Obligation;
import org.loyalty4j.history.Participant;
import org.loyalty4j.history.Renewal;
import org.loyalty4j.history.Stage;
import org.loyalty4j.history.Task;

/** From May to December: people leave, on either side, and the customers stay. Used by one thread. */
final class SupplierAutumn {

    private final SupplierDesk desk;
    private final SupplierPeople people;
    private final SupplierSales sales;
    private Entry<Task> filters;

    SupplierAutumn(SupplierDesk desk, SupplierPeople people, SupplierSales sales) {
        this.desk = desk;
        this.people = people;
        this.sales = sales;
        filters = desk.get("filters", Task.class);
    }

    void tell() {
        may();
        june();
        july();
        august();
        september();
        october();
        november();
        december();
    }

    /** Tom's handover: what is his of the café goes to Clara, everything else to Ida. */
    static Handover handover(SupplierPeople people) {
        LinkedHashSet<Actor> successors = new LinkedHashSet<>(List.of(CLARA, IDA));
        Handover.Rule rule = customer -> customer.equals(people.cafe()) ? CLARA : IDA;
        return Handover.of("tom 2025", TOM, successors, rule).by(CLARA);
    }

    private void may() {
        desk.day(5, 5);
        people.annaLeaves();
        call("carla 1", people.carla(), TOM, "Carla takes over and wants everything in writing");
        desk.add("consent withdrawn", people.bakery(), Consent.withdrawn("email", "newsletter"), TOM);
        desk.add(
                "mail bounced",
                people.anna(),
                Consent.bounced("email", SupplierPeople.annasMail()),
                SupplierShop.CLARA);
        visitForFilters(TOM, "2 filters");
    }

    private void june() {
        desk.day(6, 3);
        sales.buy(
                "sale 2",
                people.bakery(),
                people.carla(),
                TOM,
                SupplierSales.line("1", "PROOFER-1", 2, "2980.00"),
                SupplierSales.line("2", "TRAY-60", 24, "552.00"));
        Entry<Obligation> deliver = desk.add(
                "promise deliver",
                people.bakery(),
                Obligation.ours("Deliver both proofers")
                        .due(Due.on(date(6, 13), ZONE))
                        .by(TOM),
                TOM);
        people.replaceCard();
        visitForFilters(TOM, "1 filter");
        desk.day(6, 18);
        desk.add(
                "complaint",
                people.carla(),
                Interaction.held("phone", Direction.INBOUND, desk.now())
                        .about("complaint")
                        .saying("One proofer is still missing, and 1 of the trays is bent")
                        .cameTo("apology")
                        .with(Participant.employee(IDA))
                        .with(new Link(Link.Target.PURCHASE, "sale 2")),
                IDA);
        desk.change("promise deliver broken", deliver, open -> open.broken(at(6, 13, 18, 0), "One was missing"), IDA);
        sales.takeBackOne("return 1", people.bakery(), "sale 2", "2", IDA, "bent");
        Entry<Interaction> plan = desk.add("call off", people.carla(), planned("phone", at(6, 27, 9, 0), TOM), TOM);
        desk.day(6, 26);
        desk.change("call off cancelled", plan, Interaction::cancelled, TOM);
    }

    private void july() {
        desk.day(7, 1);
        Entry<Agreement> first = desk.get("contract 1", Agreement.class);
        Agreement terms = Agreement.of("frame contract", "Supplies and service", date(7, 1), ZONE)
                .numbered("F-77")
                .until(LocalDate.of(2026, 6, 30))
                .with(new Agreement.Party(people.bakery().value().toString(), "customer"))
                .with(new Agreement.Position("FILTER-5", BigDecimal.valueOf(12), euros("35.50")))
                .with(new Agreement.Term("response", "A machine that stands is looked at on the next working day."))
                .renewing(new Renewal(LocalDate.of(2026, 6, 30), Period.ofMonths(3), TOM))
                .by(TOM)
                .after(first.id());
        Entry<Agreement> second = desk.add("contract 2", people.bakery(), terms, TOM);
        desk.change("contract 2 active", second, Agreement::active, TOM);
        desk.change("contract 1 superseded", first, Agreement::superseded, TOM);
        visitForFilters(TOM, "1 filter");
        desk.add(
                "promise show",
                people.bakery(),
                Obligation.ours("Show the new kneader")
                        .due(Due.on(date(10, 15), ZONE))
                        .by(TOM),
                TOM);
        desk.add("autumn call", people.carla(), planned("phone", at(9, 9, 10, 0), TOM), TOM);
    }

    private void august() {
        visitForFilters(TOM, "3 filters");
        desk.add("cafe call", people.cafe(), planned("phone", at(9, 16, 10, 0), TOM), TOM);
        desk.day(8, 29);
        Handover handover = handover(people);
        desk.unless("farewell", then -> begin(then, handover));
        callCarla("farewell", TOM, "Tom says goodbye; from Monday on it is Ida");
    }

    /** Looks at what would go, and stops after the first customer: the office closes. */
    private static void begin(Loyalty then, Handover handover) {
        HandoverReport all = then.history().preview(handover);
        HandoverReport first = then.history().handOver(handover, report -> false);
        require(first.all() <= all.all() && !first.finished(), "A handover that was stopped is not finished");
    }

    private static void finish(Loyalty then, Handover handover) {
        HandoverReport rest = then.history().handOver(handover, report -> true);
        require(rest.finished() && then.history().preview(handover).all() == 0, "A handover leaves nothing");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }

    private void september() {
        desk.day(9, 1);
        Handover handover = handover(people);
        desk.unless("ida rings", then -> finish(then, handover));
        callCarla("ida rings", IDA, "Ida has read all that Tom wrote");
        desk.day(9, 9);
        desk.change(
                "autumn call held",
                desk.get("autumn call", Interaction.class),
                planned -> planned.heldAt(desk.now()).saying("A third bakery is thought about"),
                IDA);
        visitForFilters(IDA, "2 filters");
        desk.day(9, 16);
        desk.change(
                "cafe call held",
                desk.get("cafe call", Interaction.class),
                planned -> planned.heldAt(desk.now()).cameTo("order"),
                CLARA);
        sales.buy("sale 3", people.cafe(), null, CLARA, SupplierSales.line("1", "GRINDER-3", 1, "1190.00"));
    }

    private void october() {
        desk.day(10, 7);
        people.brunoRises();
        call("anna elsewhere", people.anna(), IDA, "Anna bakes for somebody else now");
        visitForFilters(IDA, "1 filter");
        desk.day(10, 17);
        desk.change(
                "promise show kept",
                desk.get("promise show", Obligation.class),
                open -> open.kept(null, "Shown two days late"),
                IDA);
        desk.day(10, 22);
        sales.use("points 1", people.bakery(), 500, "sale 4", IDA);
        sales.buy(
                "sale 4",
                people.bakery(),
                people.carla(),
                IDA,
                SupplierSales.line("1", "KNEADER-2", 1, "4150.00"),
                SupplierSales.line("2", "FILTER-5", 12, "426.00"));
        desk.add(
                "promise mixer",
                people.bakery(),
                Obligation.theirs("Bring back the mixer on loan").due(Due.on(date(11, 14), ZONE)),
                IDA);
    }

    private void november() {
        desk.day(11, 3);
        // Tom is back for two days a week; Clara gives him the café again, and Ida keeps what she has.
        Handover handover = handover(people);
        desk.unless("tom rings", then -> then.history().undo(handover, report -> false));
        call("tom rings", people.cafe(), TOM, "Tom is back for the café");
        Entry<Stage> hotel = desk.get("hotel deal", Stage.class);
        desk.change("hotel lost", hotel, stage -> DEALS.move(stage, "lost"), IDA);
        visitForFilters(IDA, "2 filters");
        desk.day(11, 20);
        Entry<Stage> third = desk.add(
                "third deal",
                people.bakery(),
                DEALS.begin("Third bakery").worth(euros("22000.00")).by(IDA),
                IDA);
        desk.change("third offer", third, stage -> DEALS.move(stage, "offer"), IDA);
        Entry<Obligation> mixer = desk.get("promise mixer", Obligation.class);
        desk.change("promise mixer broken", mixer, open -> open.broken(at(11, 17, 8, 0), "Not there"), IDA);
    }

    private void december() {
        desk.day(12, 9);
        callCarla("carla 2", IDA, "Carla says in January whether the third bakery opens");
        desk.add(
                "promise answer",
                people.bakery(),
                Obligation.theirs("Say whether the third bakery opens").due(Due.on(LocalDate.of(2026, 1, 16), ZONE)),
                IDA);
        desk.add(
                "promise price",
                people.bakery(),
                Obligation.ours("Hold the prices of the offer")
                        .due(Due.on(LocalDate.of(2026, 2, 27), ZONE))
                        .by(IDA),
                IDA);
        Instant january = LocalDate.of(2026, 1, 13).atTime(14, 0).atZone(ZONE).toInstant();
        desk.add("visit 3", people.bakery(), planned("visit", january, IDA), IDA);
        visitForFilters(IDA, "1 filter");
        desk.day(12, 31);
        Loyalty then = desk.next();
        then.maintenance().run(desk.now());
    }

    /** Every month a filter is due; the next one follows of itself, on the next day that people work on. */
    private void visitForFilters(Actor who, String what) {
        filters = desk.following(filters, "task 1");
        LocalDate due = Objects.requireNonNull(filters.item().due()).day();
        desk.day(due.getMonthValue(), due.getDayOfMonth());
        desk.change("filters done " + due.getMonthValue(), filters, open -> open.done(what), who);
    }

    private void call(String key, CustomerId customer, Actor who, String what) {
        desk.add(key, customer, called(who, what), who);
    }

    /** A call that concerns the bakery more than the person who takes it. */
    private void callCarla(String key, Actor who, String what) {
        Participant carla = Participant.customer(people.carla()).as("buyer");
        desk.add(key, people.bakery(), called(who, what).with(carla), who);
    }

    private Interaction called(Actor who, String what) {
        return Interaction.held("phone", Direction.OUTBOUND, desk.now())
                .saying(what)
                .with(Participant.employee(who));
    }

    private static Interaction planned(String channel, Instant at, Actor who) {
        return Interaction.planned(channel, Direction.OUTBOUND, at).with(Participant.employee(who));
    }
}
