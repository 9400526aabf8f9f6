package org.loyalty4j.jpa;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.program.AdjustmentRules;
import org.loyalty4j.program.LotRules;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.ShortageRules;
import org.loyalty4j.program.SpendingRules;
import org.loyalty4j.program.TransferRules;
import org.loyalty4j.program.UnknownReturn;
import org.loyalty4j.store.StoreException;
import org.loyalty4j.tier.TierPolicy;

/**
 * A published program as a {@link Json} text: {@code {"format":1,"program":{…}}}, the components of each record by their
 * names. Equal programs have equal texts, and what is read is equal to what was written.
 *
 * <p>A component that is added to a record later needs nothing here. A text that does not have it yet is read with its
 * default: null, an empty list, set or map, or what {@link #DEFAULTS} says. What equals its default is not written
 * either, so that a library that does not know a component reads every program that does not use it. Hence a default
 * never changes, and a component that was published never changes its name or type.
 */
final class ProgramDocument {

    /** Raised when an older library would misread a text although it knows every name in it. */
    private static final long FORMAT = 1;

    /**
     * What components were before there were any, where that is not null or empty: the record's simple name, a point and
     * the component's name. A number, truth value or other part that cannot be null needs an entry when it is added.
     */
    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("LoyaltyProgram.spending", SpendingRules.none()),
            Map.entry("LoyaltyProgram.lots", LotRules.none()),
            Map.entry("LotRules.noticeDays", 0),
            Map.entry("SpendingRules.graceDays", 0),
            Map.entry("SpendingRules.priority", 0),
            Map.entry("SpendingRules.reach", SpendingRules.Reach.BEFORE),
            Map.entry("TierLadder.policy", TierPolicy.USUAL),
            Map.entry("Tier.kept", false),
            Map.entry("Turn.streak", false),
            Map.entry("TierPolicy.upgrade", TierPolicy.Upgrade.NOW),
            Map.entry("LoyaltyProgram.transfers", TransferRules.none()),
            Map.entry("LoyaltyProgram.unknownReturns", UnknownReturn.Policy.REJECT),
            Map.entry("LoyaltyProgram.carries", false),
            Map.entry("TierPolicy.returns", TierPolicy.Returns.KEEP),
            Map.entry("LoyaltyProgram.adjustments", AdjustmentRules.none()),
            Map.entry("LoyaltyProgram.shortage", ShortageRules.standard()));

    private static final DocumentCodec PROGRAM = new DocumentCodecs(DEFAULTS).of(LoyaltyProgram.class);

    private ProgramDocument() {}

    /** Returns the text of a program. */
    static String write(LoyaltyProgram program) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("format", FORMAT);
        document.put("program", PROGRAM.write(program));
        return Json.write(document);
    }

    /**
     * Returns the program of a text.
     *
     * @throws StoreException saying where and what, if the text is no program, if a newer library wrote it and used what
     *     this one does not know, or if this JVM does not know its zone or currency
     */
    static LoyaltyProgram read(String text) {
        try {
            return (LoyaltyProgram) PROGRAM.read(content(Json.read(text)), "program");
        } catch (IllegalArgumentException unreadable) {
            throw new StoreException("a stored program cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static @Nullable Object content(@Nullable Object document) {
        if (!(document instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException("an object is expected");
        }
        Object format = members.get("format");
        if (!(format instanceof Long number) || number != FORMAT) {
            throw new IllegalArgumentException("format: only " + FORMAT + " is known to this version of the library");
        }
        for (Object name : members.keySet()) {
            if (!name.equals("format") && !name.equals("program")) {
                throw DocumentCodec.unknown(name.toString());
            }
        }
        return members.get("program");
    }
}
