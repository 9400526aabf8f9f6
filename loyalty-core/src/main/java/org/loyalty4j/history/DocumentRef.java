package org.loyalty4j.history;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * A document that is kept elsewhere: what it is, where it is, and by what it is known to be the same.
 *
 * @param status whether it counts
 * @param type what it is, such as {@code offer}, 1 to 60 code points
 * @param title what it is called, 1 to 200 code points
 * @param uri where it is, 1 to 1,000 code points
 * @param sha256 the SHA-256 of its content, 64 digits of base 16 in small letters, or null
 * @param mediaType such as {@code application/pdf}, 1 to 100 code points, or null
 * @param bytes how long it is, or null
 * @param version which version of it, from 1
 * @param previous the version before, or null
 * @param retention for how long such documents are kept, as the code of a class, 1 to 60 code points, or null
 * @param renewal by when it has to be renewed, or null; goes with a zone
 * @param zone the time zone of its days, or null
 * @param links what it has to do with, at most 50
 */
public record DocumentRef(
        Status status,
        String type,
        String title,
        String uri,
        @Nullable String sha256,
        @Nullable String mediaType,
        @Nullable Long bytes,
        int version,
        @Nullable EntryId previous,
        @Nullable String retention,
        @Nullable Renewal renewal,
        @Nullable ZoneId zone,
        List<Link> links)
        implements HistoryItem {

    /** Whether a document counts. */
    public enum Status {
        /** It is prepared and does not count yet. */
        DRAFT,
        /** It counts. */
        FINAL,
        /** It does not count any more. */
        WITHDRAWN
    }

    /**
     * Copies the list and checks the parts.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public DocumentRef {
        Violations violations = new Violations().required("document.status", status);
        type = violations.text("document.type", type, ItemTexts.CODE_MAX);
        title = violations.text("document.title", title, ItemTexts.TITLE_MAX);
        uri = violations.text("document.uri", uri, 1_000);
        mediaType = violations.optionalText("document.mediaType", mediaType, 100);
        retention = violations.optionalText("document.retention", retention, ItemTexts.CODE_MAX);
        links = ItemTexts.parts(violations, "document.links", links, ItemTexts.LINKS_MAX);
        violations
                .check(
                        sha256 == null || sha256.matches("[0-9a-f]{64}"),
                        "document.sha256",
                        Code.BAD_TYPE,
                        "64 digits of base 16 in small letters are accepted")
                .check(
                        bytes == null || bytes >= 0,
                        "document.bytes",
                        Code.NUMBER_OUT_OF_RANGE,
                        "a document is not shorter than nothing")
                .check(version >= 1, "document.version", Code.NUMBER_OUT_OF_RANGE, "versions are counted from 1")
                .check(
                        (renewal == null) == (zone == null),
                        "document.renewal",
                        Code.REQUIRED,
                        "a day goes with its time zone")
                .throwIfAny();
    }

    /** Makes a document that counts. */
    public static DocumentRef of(String type, String title, String uri) {
        return new DocumentRef(Status.FINAL, type, title, uri, null, null, null, 1, null, null, null, null, List.of());
    }

    @Override
    public Kind kind() {
        return Kind.DOCUMENT;
    }

    @Override
    public String state() {
        return status.name();
    }

    @Override
    public boolean isLive() {
        return false;
    }

    @Override
    public @Nullable Refusal refuses(HistoryItem next) {
        return status == Status.WITHDRAWN ? Refusal.ENTRY_CLOSED : null;
    }

    private DocumentRef as(Status other) {
        return new DocumentRef(
                other, type, title, uri, sha256, mediaType, bytes, version, previous, retention, renewal, zone, links);
    }

    /** Returns this, not counting yet. */
    public DocumentRef draft() {
        return as(Status.DRAFT);
    }

    /** Returns this, counting. */
    public DocumentRef counting() {
        return as(Status.FINAL);
    }

    /** Returns this, not counting any more. */
    public DocumentRef withdrawn() {
        return as(Status.WITHDRAWN);
    }

    /**
     * Returns this with what it is known by.
     *
     * @param hash the SHA-256 of its content, in base 16
     * @param length its bytes
     * @param media its media type
     */
    public DocumentRef content(String hash, long length, String media) {
        return new DocumentRef(
                status, type, title, uri, hash, media, length, version, previous, retention, renewal, zone, links);
    }

    /** Returns this as a version after another one. */
    public DocumentRef after(EntryId before, int number) {
        return new DocumentRef(
                status, type, title, uri, sha256, mediaType, bytes, number, before, retention, renewal, zone, links);
    }

    /** Returns this, kept as documents of a class are. */
    public DocumentRef kept(String retentionClass) {
        return new DocumentRef(
                status,
                type,
                title,
                uri,
                sha256,
                mediaType,
                bytes,
                version,
                previous,
                retentionClass,
                renewal,
                zone,
                links);
    }

    /** Returns this, to be renewed. */
    public DocumentRef renewing(Renewal by, ZoneId where) {
        return new DocumentRef(
                status, type, title, uri, sha256, mediaType, bytes, version, previous, retention, by, where, links);
    }

    /** Returns this with one more link. */
    public DocumentRef with(Link another) {
        return new DocumentRef(
                status,
                type,
                title,
                uri,
                sha256,
                mediaType,
                bytes,
                version,
                previous,
                retention,
                renewal,
                zone,
                ItemTexts.and(links, another));
    }

    /** Returns the last day before which it has to be renewed, or null. */
    public @Nullable LocalDate renewBy() {
        return renewal == null ? null : renewal.on();
    }

    /** Shows what it is and whether it counts, neither what it is called nor where it is. */
    @Override
    public String toString() {
        return "DocumentRef[" + status + ", " + type + ", version " + version + "]";
    }
}
