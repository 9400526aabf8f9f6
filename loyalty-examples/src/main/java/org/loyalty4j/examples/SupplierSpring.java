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
import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.history.Agreement;
import org.loyalty4j.history.Assignment;
import org.loyalty4j.history.Consent;
import org.loyalty4j.history.DocumentRef;
import org.loyalty4j.history.Due;
import org.loyalty4j.history.Entry;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Interaction.Direction;
import org.loyalty4j.history.Link;
import org.loyalty4j.history.NewEntry;
import org.loyalty4j.history.Obligation;
import org.loyalty4j.history.Participant;
import org.loyalty4j.history.Recurrence;
import org.loyalty4j.history.Reminder;
import org.loyalty4j.history.Renewal;
import org.loyalty4j.history.Stage;
import org.loyalty4j.history.Task;

/** From January to April: a bakery that nobody knew becomes a customer. Used by one thread. */
final class SupplierSpring {

    private final SupplierDesk desk;
    private final SupplierPeople people;
    private final SupplierSales sales;

    SupplierSpring(SupplierDesk desk, SupplierPeople people, SupplierSales sales) {
        this.desk = desk;
        this.people = people;
        this.sales = sales;
    }

    void tell() {
        january();
        february();
        emails();
        march();
        agreement();
        april();
        late();
    }

    private void january() {
        people.begin();
        owner("owner bakery", people.bakery(), Assignment.OWNER);
        desk.add("service bakery", people.bakery(), Assignment.of("service", IDA), TOM);
        Entry<Stage> deal = desk.add(
                "deal",
                people.bakery(),
                DEALS.begin("Ovens for the second bakery")
                        .worth(euros("18000.00"))
                        .by(TOM),
                TOM);
        desk.add("consent letter", people.bakery(), Consent.granted("email", "newsletter", "newsletter 2025-01"), TOM);
        desk.add("consent phone", people.bakery(), Consent.granted("phone", "orders", Consent.Basis.CONTRACT), TOM);
        Entry<Interaction> plan = desk.add("first call", people.anna(), call(at(1, 14, 10, 0)), TOM);
        desk.day(1, 14);
        Entry<Interaction> call = desk.change(
                "first call held",
                plan,
                planned -> planned.heldAt(desk.now())
                        .until(desk.now().plusSeconds(1_500))
                        .about("needs")
                        .saying("Anna wants to bake in a second shop from April on; \"nothing bigger than 2 m\"")
                        .cameTo("offer asked for")
                        .next("Send the offer"),
                TOM);
        Entry<Obligation> promise = desk.add(
                "promise offer",
                people.bakery(),
                Obligation.ours("Send the offer by Friday")
                        .from(call.id())
                        .due(Due.on(date(1, 17), ZONE))
                        .by(TOM),
                TOM);
        desk.day(1, 16);
        desk.add("offer 1", people.bakery(), offer("offers/2025-014-v1.pdf"), TOM);
        desk.change("offer stage", deal, stage -> DEALS.move(stage, "offer"), TOM);
        desk.change("promise offer kept", promise, open -> open.kept(null, "Offer 2025-014"), TOM);
    }

    private static DocumentRef offer(String uri) {
        return DocumentRef.of("offer", "Offer 2025-014", uri)
                .content(InputFile.sha256(uri), 48_213, "application/pdf")
                .kept("10 years");
    }

    private Interaction call(java.time.Instant at) {
        return Interaction.planned("phone", Direction.OUTBOUND, at).with(Participant.employee(TOM));
    }

    private void owner(String key, CustomerId customer, String role) {
        desk.add(key, customer, Assignment.of(role, TOM), TOM);
    }

    private void february() {
        desk.day(2, 4);
        owner("owner cafe", people.cafe(), Assignment.OWNER);
        owner("owner hotel", people.hotel(), Assignment.OWNER);
        Stage beds =
                DEALS.begin("Kitchen of the hotel").worth(euros("31000.00")).by(TOM);
        desk.add("hotel deal", people.hotel(), beds, TOM);
        Entry<Obligation> plan = desk.add(
                "promise plan",
                people.bakery(),
                Obligation.theirs("Send the floor plan of the second bakery").due(Due.on(date(2, 14), ZONE)),
                TOM);
        Entry<Interaction> visit = desk.add("visit 1", people.bakery(), visit(at(2, 11, 14, 0)), TOM);
        desk.day(2, 11);
        desk.change("visit 1 not held", visit, planned -> planned.notHeld().cameTo("nobody there"), TOM);
        Entry<Interaction> again = desk.add("visit 2", people.bakery(), visit(at(2, 17, 14, 0)), TOM);
        desk.change("visit 2 moved", again, planned -> planned.movedTo(at(2, 18, 15, 30)), TOM);
        desk.day(2, 14);
        desk.change("promise plan other", plan, open -> open.renegotiated("The architect is ill"), TOM);
        Entry<Obligation> later = desk.add(
                "promise plan 2",
                people.bakery(),
                Obligation.theirs("Send the floor plan of the second bakery")
                        .due(Due.on(date(2, 28), ZONE))
                        .replacing(plan.id()),
                TOM);
        desk.day(2, 18);
        desk.change(
                "visit 2 held",
                again,
                planned -> planned.heldAt(desk.now())
                        .with(Participant.customer(people.bruno()).as("baker"))
                        .about("demonstration")
                        .saying("Bruno baked three trays")
                        .cameTo("convinced"),
                TOM);
        desk.day(2, 26);
        desk.change("promise plan 2 kept", later, open -> open.kept(null, "Plan of 25 February"), TOM);
    }

    private Interaction visit(java.time.Instant at) {
        return Interaction.planned("visit", Direction.OUTBOUND, at).with(Participant.employee(TOM));
    }

    /** What the mail gateway saw, under its own numbers; it sends everything twice. */
    private void emails() {
        List<NewEntry<Interaction>> seen = List.of(
                mail("<0001@kiel>", people.anna(), Direction.INBOUND, 3, "Is the steam extractor in the price?"),
                mail("<0002@kiel>", people.anna(), Direction.OUTBOUND, 4, "It is, and so is its filter."),
                mail("<0003@kiel>", people.anna(), Direction.INBOUND, 5, "And 3 < 4 trays?\nAnna"),
                mail("<0004@kiel>", people.cafe(), Direction.INBOUND, 6, "We need a grinder & filters"),
                mail("<0005@kiel>", people.hotel(), Direction.OUTBOUND, 7, "Your offer, as promised"));
        for (int time = 0; time < 2; time++) {
            desk.next().history().addAll(seen).forEach(outcome -> outcome.orThrow());
        }
    }

    private NewEntry<Interaction> mail(String number, CustomerId customer, Direction direction, int hour, String text) {
        Interaction mail = Interaction.held("email", direction, at(2, 25, 5 + hour, 12))
                .saying(text)
                .in("thread " + (customer.equals(people.anna()) ? "2025-014" : "other"))
                .with(Participant.employee(TOM));
        return NewEntry.from(SupplierShop.MAIL, number, customer, mail);
    }

    private void march() {
        desk.day(3, 5);
        Entry<DocumentRef> first = desk.get("offer 1", DocumentRef.class);
        desk.add("offer 2", people.bakery(), offer("offers/2025-014-v2.pdf").after(first.id(), 2), TOM);
        desk.change("offer 1 withdrawn", first, DocumentRef::withdrawn, TOM);
        Entry<Stage> deal = desk.get("deal", Stage.class);
        desk.change("talks stage", deal, stage -> DEALS.move(stage, "talks").worth(euros("16800.00")), TOM);
        desk.day(3, 12);
        desk.change("won stage", deal, stage -> DEALS.move(stage, "won"), TOM);
        desk.day(3, 20);
        sales.buy(
                "sale 1",
                people.bakery(),
                people.anna(),
                TOM,
                SupplierSales.line("1", "OVEN-2", 2, "12800.00"),
                SupplierSales.line("2", "SCALE-9", 2, "640.00"));
        Entry<Obligation> pay = desk.add(
                "promise pay",
                people.bakery(),
                Obligation.theirs("Pay invoice 2025-031 within 30 days").due(Due.on(date(4, 19), ZONE)),
                TOM);
        desk.day(3, 31);
        desk.change("promise pay kept", pay, open -> open.kept(at(3, 28, 12, 0), "Bank statement 61"), CLARA);
    }

    private void agreement() {
        Agreement terms = Agreement.of("frame contract", "Supplies and service", date(4, 1), ZONE)
                .numbered("F-77")
                .until(date(12, 31))
                .with(new Agreement.Party(people.bakery().value().toString(), "customer"))
                .with(new Agreement.Party("Nordlicht Supplies", "supplier"))
                .with(new Agreement.Position("FILTER-5", BigDecimal.valueOf(12), euros("38.00")))
                .with(new Agreement.Term("response", "A machine that stands is looked at within two working days."))
                .renewing(new Renewal(date(12, 31), Period.ofMonths(2), TOM))
                .by(TOM);
        Entry<Agreement> draft = desk.add("contract 1", people.bakery(), terms, TOM);
        desk.change("contract 1 active", draft, Agreement::active, TOM);
        desk.add(
                "contract 1 signed",
                people.bakery(),
                DocumentRef.of("contract", "F-77, signed", "contracts/F-77-v1.pdf")
                        .with(Link.to(draft.id())),
                TOM);
    }

    private void april() {
        desk.day(4, 1);
        Task setUp = Task.of("Set up the ovens")
                .by(IDA)
                .due(Due.on(date(4, 4), ZONE))
                .urgent(Task.Priority.HIGH)
                .reminding(Reminder.before(Duration.ofDays(2)))
                .then(new Task.Next("Train the bakers", Period.ofDays(10), Recurrence.Basis.COMPLETION, TOM))
                .then(new Task.Next("Ask how it goes", Period.ofDays(30), Recurrence.Basis.DUE, null));
        Entry<Task> ovens = desk.add("ovens", people.bakery(), setUp, TOM);
        desk.add(
                "filters",
                people.bakery(),
                Task.of("Bring filters and look at the machines")
                        .by(TOM)
                        .due(Due.on(date(4, 15), ZONE))
                        .again(Recurrence.afterDue(Period.ofMonths(1)).until(date(12, 31))),
                TOM);
        Entry<Task> scale = desk.add(
                "scale",
                people.bakery(),
                Task.of("Repair the scale")
                        .by(TOM)
                        .due(Due.on(date(4, 8), ZONE))
                        .escalating(Duration.ofDays(2), CLARA),
                IDA);
        desk.day(4, 3);
        desk.unless("ovens told", then -> then.history().remind(10));
        desk.add("ovens told", people.bruno(), service("Ida says when she comes"), IDA);
        desk.day(4, 4);
        desk.change("ovens done", ovens, open -> open.done("Both ovens bake"), IDA);
        desk.day(4, 11);
        desk.unless("scale told", then -> then.history().remind(10));
        desk.add("scale told", people.bruno(), service("Clara says sorry for the scale"), CLARA);
        desk.change("scale done", scale, open -> open.done("Load cell changed"), CLARA);
    }

    private void late() {
        desk.day(4, 14);
        Entry<Task> train = desk.following(desk.get("ovens", Task.class), "task 1");
        desk.change("train done", train, open -> open.done("Four bakers"), TOM);
        Entry<Task> ask = desk.following(train, "task 1");
        desk.day(4, 15);
        desk.change("filters done 4", desk.get("filters", Task.class), open -> open.done("1 filter"), TOM);
        desk.day(4, 30);
        desk.change("ask done", ask, open -> open.done("\"We bake twice as much\""), TOM);
    }

    private Interaction service(String what) {
        return Interaction.held("phone", Direction.OUTBOUND, desk.now())
                .about("service")
                .saying(what)
                .with(Participant.employee(IDA));
    }
}
