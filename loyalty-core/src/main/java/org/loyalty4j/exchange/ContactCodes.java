package org.loyalty4j.exchange;

import java.io.Reader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.history.Interaction;

/**
 * The channels and touchpoints that a shop knows. A library that is given them refuses others.
 *
 * @param channels codes of channels; if none, any channel is accepted
 * @param touchpoints codes of touchpoints; if none, any touchpoint is accepted
 */
public record ContactCodes(SortedSet<String> channels, SortedSet<String> touchpoints) {

    /** Any channel and touchpoint. */
    public static final ContactCodes ANY = new ContactCodes(new TreeSet<>(), new TreeSet<>());

    /** The most codes of either list. */
    public static final int CODES_MAX = 10_000;

    private static final int CODE_MAX = 60;

    /**
     * Checks and copies the codes.
     *
     * @throws InvalidRequestException with everything that is wrong
     */
    public ContactCodes {
        Violations violations = new Violations().required("channels", channels).required("touchpoints", touchpoints);
        violations.throwIfAny();
        violations
                .atMost("channels", channels, CODES_MAX)
                .atMost("touchpoints", touchpoints, CODES_MAX)
                .throwIfAny();
        channels = clean(violations, "channels", channels);
        touchpoints = clean(violations, "touchpoints", touchpoints);
        violations.throwIfAny();
    }

    private static SortedSet<String> clean(Violations violations, String path, Set<String> codes) {
        SortedSet<String> clean = new TreeSet<>();
        codes.forEach(code -> clean.add(violations.text(path, code, CODE_MAX)));
        return java.util.Collections.unmodifiableSortedSet(clean);
    }

    /**
     * Reads a flat file with the columns {@code list}, which is {@code channel} or {@code touchpoint}, and {@code code}. Other
     * columns, such as a description, mean nothing here.
     *
     * @param separator what stands between two cells
     * @throws InvalidRequestException with everything that is wrong, by line and column
     */
    public static ContactCodes read(Reader from, char separator) {
        new Violations().required("from", from).throwIfAny();
        CsvReader rows = new CsvReader(from, Forms.ISO.separatedBy(separator).separator(), ImportReader.CELL_MAX);
        CsvReader.Row header = rows.next();
        List<String> headers = header == null
                ? List.of()
                : header.cells().stream().map(String::strip).toList();
        int list = headers.indexOf("list");
        int code = headers.indexOf("code");
        Violations violations = new Violations()
                .check(
                        list >= 0 && list == headers.lastIndexOf("list"),
                        "list",
                        Code.NOT_FOUND,
                        "one column list is needed")
                .check(
                        code >= 0 && code == headers.lastIndexOf("code"),
                        "code",
                        Code.NOT_FOUND,
                        "one column code is needed");
        violations.throwIfAny();
        Set<String> channels = new LinkedHashSet<>();
        Set<String> touchpoints = new LinkedHashSet<>();
        boolean lost = false;
        for (CsvReader.Row row = rows.next();
                row != null && !lost && channels.size() + touchpoints.size() <= 2 * CODES_MAX;
                row = rows.next()) {
            String line = "line " + row.line();
            lost = row.lost();
            if (row.fault() != null || row.cells().size() != headers.size()) {
                violations.add(
                        line,
                        Code.BAD_ROW,
                        row.fault() == null
                                ? "the header has " + headers.size() + " cells"
                                : row.fault().message());
            } else {
                add(violations, line, row.cells().get(list), row.cells().get(code), channels, touchpoints);
            }
        }
        violations.throwIfAny();
        return new ContactCodes(new TreeSet<>(channels), new TreeSet<>(touchpoints));
    }

    private static void add(
            Violations violations,
            String line,
            String list,
            String code,
            Set<String> channels,
            Set<String> touchpoints) {
        String clean = violations.text(line + ", code", code, CODE_MAX);
        String kind = list.strip().toLowerCase(Locale.ROOT);
        boolean channel = kind.equals("channel");
        boolean known = channel || kind.equals("touchpoint");
        violations.check(known, line + ", list", Code.BAD_TYPE, "a channel or a touchpoint is accepted");
        if (known) {
            boolean once = (channel ? channels : touchpoints).add(clean);
            violations.check(once, line + ", code", Code.DUPLICATE_CODE, "the list has this code already");
        }
    }

    /** Adds which codes of an interaction are not known. */
    public void check(Interaction interaction, Violations violations) {
        String touchpoint = interaction.touchpoint();
        violations
                .check(
                        channels.isEmpty() || channels.contains(interaction.channel()),
                        "interaction.channel",
                        Code.NOT_FOUND,
                        "none of the " + channels.size() + " channels of the shop")
                .check(
                        touchpoints.isEmpty() || touchpoint == null || touchpoints.contains(touchpoint),
                        "interaction.touchpoint",
                        Code.NOT_FOUND,
                        "none of the " + touchpoints.size() + " touchpoints of the shop");
    }
}
