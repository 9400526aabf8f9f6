package org.loyalty4j.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.history.Entry;
import org.loyalty4j.points.CommandRecord;

/** Rows of tables of which only those columns are named that are written over when somebody is erased. */
final class Blanked {

    static final RowTable<Words> WORDS = RowTable.of(Words.class);
    static final RowTable<Said> ENTRIES = RowTable.of(Said.class);
    static final RowTable<SaidBefore> PAST_ENTRIES = RowTable.of(SaidBefore.class);

    private Blanked() {}

    /** A command without the words of its caller. */
    @Table(name = "loyalty_command")
    @SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
    static class Words {

        @Id
        @Column(name = "account_id")
        long account;

        @Id
        @Column(name = "sequence")
        long sequence;

        @Column(name = "actor")
        @Nullable
        String actor;

        @Column(name = "reason")
        @Nullable
        String reason;

        @Column(name = "grounds")
        @Nullable
        String grounds;

        @Column(name = "salt")
        @Nullable
        Long salt;

        @Column(name = "seal")
        byte[] seal;

        static Words of(CommandRecord command, long account) {
            Words row = new Words();
            row.account = account;
            row.sequence = command.sequence();
            row.seal = Objects.requireNonNull(command.erasedSeal()).bytes();
            return row;
        }
    }

    /** What an entry says, where this is its last revision. */
    @Table(name = "loyalty_entry")
    @SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
    static class Said {

        @Id
        @Column(name = "id")
        UUID id;

        @Id
        @Column(name = "revision")
        int revision;

        @Column(name = "document")
        String document;

        static Said of(Entry<?> entry) {
            Said row = new Said();
            row.id = entry.id().value();
            row.revision = entry.revision();
            row.document = EntryDocument.write(entry.item());
            return row;
        }
    }

    /** What an entry said, where others have followed this revision. */
    @Table(name = "loyalty_entry_past")
    @SuppressWarnings("NullAway.Init") // A row is filled by whoever makes it.
    static class SaidBefore {

        @Id
        @Column(name = "entry_id")
        UUID entry;

        @Id
        @Column(name = "revision")
        int revision;

        @Column(name = "document")
        String document;

        static SaidBefore of(Entry<?> entry) {
            SaidBefore row = new SaidBefore();
            row.entry = entry.id().value();
            row.revision = entry.revision();
            row.document = EntryDocument.write(entry.item());
            return row;
        }
    }
}
