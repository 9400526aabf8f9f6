package org.loyalty4j.exchange;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Origin;
import org.loyalty4j.program.OpeningBalance;

/**
 * A row of a file, as requests say it.
 *
 * @param line the physical line on which it begins, from 1
 * @param position where the next row begins
 * @param size how many characters it holds
 * @param keyPrint what its key comes to
 * @param print what key and content come to
 * @param content what it says, or null if that cannot be meant
 * @param problems what is wrong with it; none where it says something
 * @param lost whether nobody can tell where the next row begins
 */
public record ImportedRow(
        long line,
        ImportReport.Position position,
        int size,
        long keyPrint,
        long print,
        @Nullable Content content,
        List<ImportReport.Problem> problems,
        boolean lost) {

    /** What a row says. */
    public sealed interface Content {}

    /**
     * Whose a row is: by our id, by the key of the customer's row in another file, or by what the customer is found by.
     *
     * @param id our id, or null
     * @param enrolled the key under which the customer was enrolled, or null
     * @param identifiers what the customer is found by, or none
     */
    public record Holder(@Nullable CustomerId id, @Nullable CommandKey enrolled, List<Identifier> identifiers) {

        /** Copies the list. */
        public Holder {
            identifiers = List.copyOf(identifiers);
        }

        /** Shows nothing that belongs to the person. */
        @Override
        public String toString() {
            return "Holder[" + identifiers.size() + " identifiers]";
        }
    }

    /**
     * An identifier that is good only until an instant, or is blocked.
     *
     * @param until from when on nobody is found by it, or null; one without is among those of the request
     */
    public record Limited(Identifier identifier, @Nullable Instant until, boolean blocked) {}

    /**
     * A customer.
     *
     * @param request what is asked
     * @param id the id that the customer had, or null for a new one
     * @param attributes what is known beside the name, by names
     * @param limited identifiers with an end, and those that are blocked
     * @param left whether the membership has ended
     */
    public record Person(
            NewCustomer request,
            @Nullable CustomerId id,
            SortedMap<String, AttributeValue> attributes,
            List<Limited> limited,
            boolean left)
            implements Content {

        /** Copies map and list. */
        public Person {
            attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
            limited = List.copyOf(limited);
        }

        /** Shows how much is known. */
        @Override
        public String toString() {
            return "Person[" + request.kind() + ", " + attributes.size() + " attributes]";
        }
    }

    /**
     * A part of an opening balance.
     *
     * @param batch the batch, which is the row's own
     * @param lots points, or none
     * @param days days, or none
     * @param held a tier, or null
     */
    public record Opening(
            Holder holder,
            String batch,
            List<OpeningBalance.OpeningLot> lots,
            List<OpeningBalance.Day> days,
            OpeningBalance.@Nullable Held held)
            implements Content {

        /** Copies the lists. */
        public Opening {
            lots = List.copyOf(lots);
            days = List.copyOf(days);
        }

        /** Shows how many lots and days. */
        @Override
        public String toString() {
            return "Opening[" + lots.size() + " lots, " + days.size() + " days]";
        }
    }

    /**
     * An interaction.
     *
     * @param origin what it is written under
     * @param item what it says
     * @param actor who wrote it, or null
     * @param source which system wrote it, or null
     */
    public record Contact(
            Holder holder,
            Origin origin,
            Interaction item,
            @Nullable Actor actor,
            @Nullable Source source) implements Content {

        /** Shows what became of it and the channel. */
        @Override
        public String toString() {
            return "Contact[" + item + "]";
        }
    }

    /** Copies the list. */
    public ImportedRow {
        problems = List.copyOf(problems);
    }

    /** Shows the line. */
    @Override
    public String toString() {
        return "ImportedRow[line " + line + "]";
    }
}
