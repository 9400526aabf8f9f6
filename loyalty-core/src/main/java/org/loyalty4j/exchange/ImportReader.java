package org.loyalty4j.exchange;

import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;
import org.loyalty4j.points.Purse;

/**
 * Reads a file row by row, and holds no more than one row. What is wrong with a row is told with the row. Used by one thread.
 */
public final class ImportReader {

    /** The most characters of a cell in a file that a plan says the meaning of. */
    public static final int CELL_MAX = 100_000;

    /** The most characters of a cell in an exported file: all attributes that a customer can have. */
    public static final int EXPORTED_CELL_MAX = 5_000_000;

    private static final int VERSION_DIGITS_MAX = 9;

    private final ImportPlan plan;
    private final CsvReader rows;
    private final PlannedRows planned;
    private final ExportedRows exported;
    private final List<String> headers;

    /** What the columns mean, by their places; null for those that are ignored. */
    private final List<ImportPlan.@Nullable Target> targets = new ArrayList<>();

    private ImportReader(ImportPlan plan, CsvReader rows, List<String> headers, Purse purse, Currency currency) {
        this.plan = plan;
        this.rows = rows;
        this.headers = headers;
        this.planned = new PlannedRows(plan, purse, currency);
        this.exported = new ExportedRows(plan, purse);
        headers.forEach(header -> targets.add(plan.columns().get(header)));
    }

    /**
     * Opens a file: reads its header, and goes to where the plan says. A byte order mark is passed over.
     *
     * @param from the file from its beginning, with the right encoding; it is not closed
     * @param purse how points are written
     * @param currency in which money is
     * @throws InvalidRequestException if the file cannot be meant by the plan, with everything that is wrong: a column is missing,
     *     there twice, or has no meaning; the file is an export of a newer version, or of something else
     */
    public static ImportReader open(ImportPlan plan, Reader from, Purse purse, Currency currency) {
        new Violations()
                .required("plan", plan)
                .required("from", from)
                .required("purse", purse)
                .required("currency", currency)
                .throwIfAny();
        CsvReader rows =
                new CsvReader(from, plan.forms().separator(), plan.isExported() ? EXPORTED_CELL_MAX : CELL_MAX);
        CsvReader.Row first = first(rows);
        boolean marked = first.cells().get(0).equals(ExportedFile.MARK);
        new Violations()
                .check(
                        marked == plan.isExported(),
                        "file",
                        Code.BAD_TYPE,
                        marked
                                ? "the file is an export of this library; say so, with ImportPlan.exported"
                                : "the file is no export of this library; say what its columns mean")
                .throwIfAny();
        if (marked) {
            checkMark(plan, first.cells(), purse);
            first = first(rows);
        }
        List<String> headers = first.cells().stream().map(String::strip).toList();
        checkHeaders(plan, headers);
        ImportReader reader = new ImportReader(plan, rows, headers, purse, currency);
        ImportReport.Position after = plan.after();
        if (after != null) {
            new Violations()
                    .check(
                            after.offset() >= rows.offset() && rows.skipTo(after.offset(), after.line()),
                            "after",
                            Code.BAD_CURSOR,
                            "no row of this file begins there; a position is good only for the same file, unchanged before it")
                    .throwIfAny();
        }
        return reader;
    }

    private static CsvReader.Row first(CsvReader rows) {
        CsvReader.Row first = rows.next();
        if (first == null) {
            throw new InvalidRequestException("file", Code.REQUIRED, "the file has no row of headers");
        }
        if (first.fault() != null) {
            throw new InvalidRequestException(
                    "line " + first.line(), Code.BAD_ROW, first.fault().message());
        }
        return first;
    }

    private static void checkMark(ImportPlan plan, List<String> cells, Purse purse) {
        String version = cells.size() > 2 ? cells.get(2) : "";
        boolean known = version.matches("[0-9]{1," + VERSION_DIGITS_MAX + "}");
        new Violations()
                .check(
                        known && Integer.parseInt(version) <= ExportedFile.VERSION,
                        "version",
                        Code.UNSUPPORTED_VERSION,
                        "the file is of " + (known ? "version " + version : "an unknown version")
                                + "; this library reads up to " + ExportedFile.VERSION)
                .check(
                        cells.size() > 1 && cells.get(1).equals(plan.shown()),
                        "kind",
                        Code.BAD_TYPE,
                        "the file does not hold " + plan.shown())
                .check(
                        plan.kind() != ImportPlan.Kind.BALANCES
                                || (cells.size() > 3
                                        && CsvWriter.unguarded(cells.get(3)).equals(purse.code())),
                        "purse",
                        Code.BAD_TYPE,
                        "the file holds balances of another purse than " + purse.code())
                .throwIfAny();
    }

    private static void checkHeaders(ImportPlan plan, List<String> headers) {
        Violations violations = new Violations();
        Set<String> wanted = plan.isExported()
                ? new HashSet<>(ExportedFile.headers(plan.kind()))
                : plan.columns().keySet();
        new Violations()
                .check(!wanted.isEmpty(), "columns", Code.REQUIRED, "the plan says of no column what it means")
                .throwIfAny();
        for (String header : wanted) {
            violations.check(
                    headers.contains(header),
                    "columns." + header,
                    Code.NOT_FOUND,
                    "the file has no column of this name; it has " + headers.size() + " columns");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < headers.size(); i++) {
            String header = headers.get(i);
            boolean meant = wanted.contains(header);
            // What stands there may be no header but somebody's name: it is told by its place.
            violations
                    .check(
                            meant || plan.ignores(header),
                            "columns[" + i + "]",
                            Code.NOT_FOUND,
                            "column " + (i + 1) + " has no meaning; name one, or ignore the column")
                    .check(
                            !meant || seen.add(header),
                            "columns." + header,
                            Code.DUPLICATE_CODE,
                            "the file has two columns of this name");
        }
        violations.throwIfAny();
    }

    /** Returns how far it was read. */
    public ImportReport.Position position() {
        return new ImportReport.Position(rows.line(), rows.offset());
    }

    /**
     * Returns the header of the column that a violation is about, or an empty text where it is about the whole row.
     *
     * @param path the path of the violation
     */
    public String column(String path) {
        if (!plan.isExported()) {
            return Cells.column(plan, path);
        }
        return headers.contains(path) ? path : "";
    }

    /** Returns the next row that says anything, or null at the end. */
    public @Nullable ImportedRow next() {
        CsvReader.Row row = rows.next();
        if (row == null) {
            return null;
        }
        Findings findings = new Findings(row.line());
        CsvReader.Fault fault = row.fault();
        if (fault != null) {
            findings.add(header(fault.cell()), Code.BAD_ROW, fault.message());
        } else if (row.cells().size() != headers.size()) {
            findings.add(
                    "", Code.BAD_ROW, "the row has " + row.cells().size() + " cells, the header has " + headers.size());
        }
        if (!findings.none()) {
            return row(row, findings, null, 0, 0);
        }
        return plan.isExported() ? exportedRow(row, findings) : plannedRow(row, findings);
    }

    private String header(int place) {
        boolean meant = place < headers.size() && (plan.isExported() || targets.get(place) != null);
        return meant ? headers.get(place) : String.valueOf(place + 1);
    }

    private ImportedRow row(
            CsvReader.Row row, Findings findings, ImportedRow.@Nullable Content content, long keyPrint, long print) {
        return new ImportedRow(
                row.line(),
                position(),
                row.size(),
                keyPrint,
                print,
                findings.none() ? content : null,
                findings.found(),
                row.lost());
    }

    private ImportedRow exportedRow(CsvReader.Row row, Findings findings) {
        Map<String, String> cells = new HashMap<>();
        Fingerprint.Maker print = Fingerprint.of();
        for (int i = 0; i < headers.size(); i++) {
            String text = CsvWriter.unguarded(row.cells().get(i));
            cells.put(headers.get(i), text);
            print.text(text);
        }
        ImportedRow.Content content = exported.content(cells, findings);
        String key = plan.kind() == ImportPlan.Kind.INTERACTIONS
                ? cells.getOrDefault("space", "") + "/" + cells.getOrDefault("number", "")
                : cells.getOrDefault("customer", "") + "/" + cells.getOrDefault("lot", "");
        return row(row, findings, content, printOf(Fingerprint.of().text(key)), printOf(print));
    }

    private static long printOf(Fingerprint.Maker made) {
        return made.end().make().hashes().get(0);
    }

    private ImportedRow plannedRow(CsvReader.Row row, Findings findings) {
        Cells cells = new Cells(plan, findings);
        Map<String, String> named = new TreeMap<>();
        for (int i = 0; i < headers.size(); i++) {
            ImportPlan.Target target = targets.get(i);
            if (target != null) {
                String text = row.cells().get(i);
                cells.add(headers.get(i), target, text);
                named.put(headers.get(i), text.strip());
            }
        }
        cells.addConstants();
        Fingerprint.Maker print = Fingerprint.of();
        named.forEach((header, text) -> print.text(header).text(text));
        String key = key(cells, named);
        ImportedRow.Content content = key == null ? null : planned.content(cells, plan.file() + "/" + key);
        return row(row, findings, content, printOf(Fingerprint.of().text(key == null ? "" : key)), printOf(print));
    }

    private @Nullable String key(Cells cells, Map<String, String> named) {
        boolean hasColumn = plan.columns().values().stream().anyMatch(target -> target.field() == Field.KEY);
        if (hasColumn) {
            return cells.required(Field.KEY, (path, text) -> Violations.textOf(path, text, ImportPlan.KEY_MAX));
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            named.forEach((header, text) -> {
                digest.update((header.length() + "," + text.length() + ",").getBytes(StandardCharsets.UTF_8));
                digest.update((header + text).getBytes(StandardCharsets.UTF_8));
            });
            return "sha-256:" + HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException("Every JVM has SHA-256; this one does not", none);
        }
    }
}
