package org.loyalty4j.jpa;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.loyalty4j.history.Agreement;
import org.loyalty4j.history.Assignment;
import org.loyalty4j.history.Consent;
import org.loyalty4j.history.DocumentRef;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.HistoryItem.Kind;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Obligation;
import org.loyalty4j.history.Stage;
import org.loyalty4j.history.Task;
import org.loyalty4j.store.StoreException;

/** What entries of histories say, as texts. A component that is null or empty is left out; later ones are read as such. */
final class EntryDocument {

    /** By the names of kinds. */
    private static final Map<String, DocumentCodec> CODECS = codecs();

    private EntryDocument() {}

    private static Map<String, DocumentCodec> codecs() {
        DocumentCodecs codecs = new DocumentCodecs(Map.of());
        Map<String, DocumentCodec> all = new HashMap<>();
        for (Kind kind : Kind.values()) {
            all.put(kind.name(), codecs.of(type(kind)));
        }
        return Map.copyOf(all);
    }

    private static Class<? extends HistoryItem> type(Kind kind) {
        return switch (kind) {
            case INTERACTION -> Interaction.class;
            case TASK -> Task.class;
            case OBLIGATION -> Obligation.class;
            case AGREEMENT -> Agreement.class;
            case DOCUMENT -> DocumentRef.class;
            case STAGE -> Stage.class;
            case ASSIGNMENT -> Assignment.class;
            case CONSENT -> Consent.class;
        };
    }

    /** Returns the text of what an entry says. */
    static String write(HistoryItem item) {
        return Json.write(Objects.requireNonNull(CODECS.get(item.kind().name())).write(item));
    }

    /**
     * Returns what an entry says.
     *
     * @throws StoreException if a newer library wrote it and used what this one does not know
     */
    static HistoryItem read(String kind, String text) {
        DocumentCodec codec = CODECS.get(kind);
        if (codec == null) {
            throw new StoreException("Entries of the kind " + kind + " are not known to this version");
        }
        try {
            return (HistoryItem) codec.read(Json.read(text), "entry");
        } catch (IllegalArgumentException unreadable) {
            // What it says may be a person's, so that the cause is not told.
            throw new StoreException("A stored entry of the kind " + kind + " cannot be read by this version");
        }
    }
}
