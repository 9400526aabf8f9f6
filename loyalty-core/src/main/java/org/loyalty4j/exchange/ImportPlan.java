package org.loyalty4j.exchange;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Source;
import org.loyalty4j.command.Violation.Code;
import org.loyalty4j.command.Violations;

/**
 * What a file holds, what its columns mean, and what becomes of bad rows. Each method returns a new plan.
 *
 * <p>The name of the file makes its rows unique: a row is known by it and its own key, so that the file can be read again and
 * only what is missing is written. Where no column is the {@link Field#KEY}, the content of all named columns stands for it: two
 * rows that say the same are one then, and a row that is mended is another one.
 */
public final class ImportPlan {

    /** The most code points of the name of a file. */
    public static final int FILE_MAX = 40;

    /** The most code points of the key of a row. */
    public static final int KEY_MAX = 59;

    /** The most problems that are told unless something else is said. */
    public static final int PROBLEMS_DEFAULT = 1_000;

    /** The most problems that can be asked for. */
    public static final int PROBLEMS_MAX = 10_000;

    /** What a file holds. */
    public enum Kind {
        /** Customers, with what they are found by and what is known of them. */
        CUSTOMERS,
        /** Opening balances: a row for each number of points that go together, a day, or a tier. */
        BALANCES,
        /** Contacts that were held or are planned. */
        INTERACTIONS
    }

    /** What becomes of rows that cannot be taken in. */
    public enum Mode {
        /** All rows are looked at, and nothing is written. */
        CHECK,
        /** At the first one reading ends; what was before it stays. */
        STOP,
        /** They are told, and the others are written. */
        KEEP
    }

    /** What an attribute in a column says. */
    public enum Type {
        /** A text. */
        TEXT,
        /** A number. */
        NUMBER,
        /** A date. */
        DATE,
        /** Yes or no. */
        FLAG,
        /** Several texts. */
        TEXTS
    }

    /** What a column is: a field, or an attribute. */
    record Target(
            @Nullable Field field,
            String attribute,
            @Nullable Type type) {

        String path() {
            return field == null ? "attributes." + attribute : field.path();
        }
    }

    private final Kind kind;
    private final String file;
    private final boolean exported;
    private Map<String, Target> columns = Map.of();
    private Map<Field, String> constants = Map.of();
    private Map<Field, Map<String, String>> words = Map.of();
    private Set<String> ignored = Set.of();
    private boolean othersIgnored;
    private Forms forms = Forms.ISO;
    private @Nullable String customers;
    private Mode mode = Mode.KEEP;
    private int problems = PROBLEMS_DEFAULT;
    private @Nullable Actor actor;
    private @Nullable Source source;
    private ImportReport.@Nullable Position after;

    private ImportPlan(Kind kind, String file, boolean exported) {
        this.kind = kind;
        this.exported = exported;
        this.file = checkedFile("file", file);
    }

    private ImportPlan(ImportPlan of) {
        kind = of.kind;
        file = of.file;
        exported = of.exported;
        columns = of.columns;
        constants = of.constants;
        words = of.words;
        ignored = of.ignored;
        othersIgnored = of.othersIgnored;
        forms = of.forms;
        customers = of.customers;
        mode = of.mode;
        problems = of.problems;
        actor = of.actor;
        source = of.source;
        after = of.after;
    }

    private static String checkedFile(String path, String file) {
        Violations violations = new Violations();
        String clean = violations.text(path, file, FILE_MAX);
        violations.check(
                clean.indexOf('/') < 0,
                path,
                Code.BAD_CHARACTER,
                "the name of a file has no stroke; keys begin after it");
        violations.throwIfAny();
        return clean;
    }

    /**
     * Starts a plan for a file of customers.
     *
     * @param file its name, 1 to {@value #FILE_MAX} code points without a stroke, the same whenever it is read again
     */
    public static ImportPlan customers(String file) {
        return new ImportPlan(Kind.CUSTOMERS, file, false);
    }

    /** Starts a plan for a file of opening balances. */
    public static ImportPlan balances(String file) {
        return new ImportPlan(Kind.BALANCES, file, false);
    }

    /** Starts a plan for a file of interactions. */
    public static ImportPlan interactions(String file) {
        return new ImportPlan(Kind.INTERACTIONS, file, false);
    }

    /** Makes a plan for a file that this library has exported; it says itself what its columns mean. */
    public static ImportPlan exported(Kind kind, String file) {
        new Violations().required("kind", kind).throwIfAny();
        return new ImportPlan(kind, file, true);
    }

    private void checkForeign() {
        new Violations()
                .check(!exported, "columns", Code.IMMUTABLE, "an exported file says itself what its columns mean")
                .throwIfAny();
    }

    /**
     * Says what a column means.
     *
     * @param column the header, as the file writes it, without outer white space
     * @throws InvalidRequestException if files of this kind have no such field, or it is named twice and may not be
     */
    public ImportPlan column(String column, Field field) {
        new Violations().required("column", column).required("field", field).throwIfAny();
        checkForeign();
        new Violations()
                .check(field.isOf(kind), "field", Code.NOT_FOUND, "a file of " + shown() + " has no " + field.shown())
                .check(
                        field.mayBeSeveral() || columns.values().stream().noneMatch(target -> target.field() == field),
                        "field",
                        Code.DUPLICATE_CODE,
                        "two columns are the " + field.shown())
                .throwIfAny();
        return with(column, new Target(field, "", null));
    }

    /**
     * Says that a column is an attribute of the customers.
     *
     * @param name the name of the attribute
     */
    public ImportPlan attribute(String column, String name, Type type) {
        new Violations()
                .required("column", column)
                .required("name", name)
                .required("type", type)
                .throwIfAny();
        checkForeign();
        new Violations()
                .check(kind == Kind.CUSTOMERS, "attribute", Code.NOT_FOUND, "only customers have attributes")
                .throwIfAny();
        return with(column, new Target(null, name, type));
    }

    private ImportPlan with(String column, Target target) {
        String header = Violations.textOf("column", column, 1_000);
        new Violations()
                .check(
                        !columns.containsKey(header) && !ignored.contains(header),
                        "column",
                        Code.DUPLICATE_CODE,
                        "the column has a meaning already")
                .throwIfAny();
        ImportPlan next = new ImportPlan(this);
        Map<String, Target> more = new LinkedHashMap<>(columns);
        more.put(header, target);
        next.columns = Collections.unmodifiableMap(more);
        return next;
    }

    /** Says what a field is in every row whose column for it is empty, or that has no such column. */
    public ImportPlan constant(Field field, String value) {
        new Violations().required("field", field).required("value", value).throwIfAny();
        checkForeign();
        new Violations()
                .check(
                        field.isOf(kind) && field != Field.KEY,
                        "field",
                        Code.NOT_FOUND,
                        "the " + field.shown() + " cannot be the same in all rows of " + shown())
                .throwIfAny();
        ImportPlan next = new ImportPlan(this);
        Map<Field, String> more = new HashMap<>(constants);
        more.put(field, value);
        next.constants = Map.copyOf(more);
        return next;
    }

    /** Says what the words of the file mean in a field, such as {@code P} for {@code PERSON}; others stay as they are. */
    public ImportPlan words(Field field, Map<String, String> meanings) {
        new Violations().required("field", field).required("meanings", meanings).throwIfAny();
        checkForeign();
        ImportPlan next = new ImportPlan(this);
        Map<Field, Map<String, String>> more = new HashMap<>(words);
        more.put(field, Map.copyOf(meanings));
        next.words = Map.copyOf(more);
        return next;
    }

    /** Says that some columns mean nothing. */
    public ImportPlan ignoring(String... headers) {
        checkForeign();
        ImportPlan next = new ImportPlan(this);
        Set<String> more = new LinkedHashSet<>(ignored);
        for (String header : headers) {
            more.add(Violations.textOf("column", header, 1_000));
        }
        next.ignored = Collections.unmodifiableSet(more);
        return next;
    }

    /** Says that all columns that were not named mean nothing. Without it they are told before anything is written. */
    public ImportPlan ignoringOthers() {
        checkForeign();
        ImportPlan next = new ImportPlan(this);
        next.othersIgnored = true;
        return next;
    }

    /** Says how cells are written; the default is {@link Forms#ISO}. */
    public ImportPlan written(Forms how) {
        new Violations().required("forms", how).throwIfAny();
        checkForeign();
        ImportPlan next = new ImportPlan(this);
        next.forms = how;
        return next;
    }

    /** Says under which name the file was read whose keys {@link Field#CUSTOMER_KEY} has. */
    public ImportPlan customersOf(String otherFile) {
        checkForeign();
        ImportPlan next = new ImportPlan(this);
        next.customers = checkedFile("customersOf", otherFile);
        return next;
    }

    /** Says what becomes of bad rows; the default is {@link Mode#KEEP}. */
    public ImportPlan mode(Mode what) {
        new Violations().required("mode", what).throwIfAny();
        ImportPlan next = new ImportPlan(this);
        next.mode = what;
        return next;
    }

    /**
     * Says how many problems are told at most; all are counted.
     *
     * @param most 0 to {@value #PROBLEMS_MAX}
     */
    public ImportPlan tellingProblems(int most) {
        new Violations()
                .check(
                        most >= 0 && most <= PROBLEMS_MAX,
                        "problems",
                        Code.LIMIT_OUT_OF_RANGE,
                        "0 to " + PROBLEMS_MAX + " are told, not " + most)
                .throwIfAny();
        ImportPlan next = new ImportPlan(this);
        next.problems = most;
        return next;
    }

    /** Says who asks. In an exported file of interactions each row says who wrote it. */
    public ImportPlan by(Actor who) {
        ImportPlan next = new ImportPlan(this);
        next.actor = who;
        return next;
    }

    /** Says which system asks. */
    public ImportPlan from(Source system) {
        ImportPlan next = new ImportPlan(this);
        next.source = system;
        return next;
    }

    /** Goes on where a report of the same file ended; the file is given from its beginning all the same. */
    public ImportPlan after(ImportReport.Position position) {
        new Violations().required("position", position).throwIfAny();
        ImportPlan next = new ImportPlan(this);
        next.after = position;
        return next;
    }

    /** Returns what the file holds. */
    public Kind kind() {
        return kind;
    }

    /** Returns the name of the file. */
    public String file() {
        return file;
    }

    /** Returns what becomes of bad rows. */
    public Mode mode() {
        return mode;
    }

    /** Returns how many problems are told at most. */
    public int problems() {
        return problems;
    }

    /** Returns who asks, if that was said. */
    public Optional<Actor> actor() {
        return Optional.ofNullable(actor);
    }

    /** Returns which system asks, if that was said. */
    public Optional<Source> source() {
        return Optional.ofNullable(source);
    }

    boolean isExported() {
        return exported;
    }

    Map<String, Target> columns() {
        return columns;
    }

    Map<Field, String> constants() {
        return constants;
    }

    Map<Field, Map<String, String>> words() {
        return words;
    }

    boolean ignores(String header) {
        return othersIgnored || ignored.contains(header);
    }

    Set<String> ignored() {
        return ignored;
    }

    Forms forms() {
        return forms;
    }

    @Nullable
    String customers() {
        return customers;
    }

    ImportReport.@Nullable Position after() {
        return after;
    }

    String shown() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Names the file and what it holds. */
    @Override
    public String toString() {
        return "ImportPlan[" + file + ", " + shown() + ", " + mode + "]";
    }
}
