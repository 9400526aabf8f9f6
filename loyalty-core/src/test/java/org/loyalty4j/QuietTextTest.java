package org.loyalty4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.Actor;
import org.loyalty4j.command.CommandId;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.Fingerprint;
import org.loyalty4j.command.Refusal;
import org.loyalty4j.command.Source;
import org.loyalty4j.customer.AttributeValue;
import org.loyalty4j.customer.ContactPersonChange;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.customer.Grounds;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.IdentifierChange;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.exchange.ImportedRow;
import org.loyalty4j.history.Consent;
import org.loyalty4j.history.DocumentRef;
import org.loyalty4j.history.Due;
import org.loyalty4j.history.Handover;
import org.loyalty4j.history.HistoryItem;
import org.loyalty4j.history.Interaction;
import org.loyalty4j.history.Participant;
import org.loyalty4j.history.Pipeline;
import org.loyalty4j.history.Task;
import org.loyalty4j.history.TimelineQuery;
import org.loyalty4j.history.WorkList;
import org.loyalty4j.money.Money;
import org.loyalty4j.money.Ratio;
import org.loyalty4j.points.AccountId;
import org.loyalty4j.points.CommandRecord;
import org.loyalty4j.points.Points;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.program.Adjustment;
import org.loyalty4j.program.Bonus;
import org.loyalty4j.program.LineFilter;
import org.loyalty4j.program.LoyaltyProgram;
import org.loyalty4j.program.OpeningBalance;
import org.loyalty4j.program.Transfer;
import org.loyalty4j.program.TransferUndo;
import org.loyalty4j.reward.Redemption;
import org.loyalty4j.sale.GuestPurchase;
import org.loyalty4j.sale.LineKind;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.sale.Tender;
import org.loyalty4j.testkit.Shop;
import org.loyalty4j.tier.KnownDays;
import org.loyalty4j.tier.TierProgress;

/** No record shows a name, an identifier, a reason or who asked; each that holds one is made and looked at. */
class QuietTextTest {

    private static final String MARKER = "Geheim4711";
    private static final Set<String> FREE_TEXTS = Set.of(
            "reason",
            "fullName",
            "cashier",
            "attributes",
            "text",
            "title",
            "summary",
            "transcript",
            "evidence",
            "uri",
            "proof");
    private static final Set<Class<?>> PERSONAL = Set.of(
            Actor.class, Identifier.class, AttributeValue.class, AttributeValue.Text.class, AttributeValue.Texts.class);

    private static List<Class<?>> publicRecords() {
        return new ClassFileImporter()
                .importPath(Path.of("target", "classes")).stream()
                        .filter(type -> type.isRecord() && isPublic(type))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(QuietTextTest::isPublic).orElse(true);
    }

    /** Records that hold something personal, themselves or in a part. */
    private static Set<Class<?>> holding() {
        List<Class<?>> all = new ArrayList<>(publicRecords());
        // A rule of the shop names articles, not people.
        all.remove(LineFilter.Match.class);
        Set<Class<?>> holding = new HashSet<>(PERSONAL);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Class<?> type : all) {
                boolean holds = Arrays.stream(type.getRecordComponents())
                        .anyMatch(part -> FREE_TEXTS.contains(part.getName())
                                || holding.stream().anyMatch(other -> names(part.getGenericType(), other)));
                grown |= holds && holding.add(type);
            }
        }
        return holding;
    }

    private static boolean names(Type type, Class<?> other) {
        return type.equals(other)
                || (type instanceof ParameterizedType many
                        && Arrays.stream(many.getActualTypeArguments()).anyMatch(part -> names(part, other)));
    }

    private static Object made(Type type, boolean personal) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType many) {
            Object first = made(many.getActualTypeArguments()[0], personal);
            Class<?> raw = (Class<?>) many.getRawType();
            if (raw.equals(SortedMap.class)) {
                return new TreeMap<>(Map.of(first, made(many.getActualTypeArguments()[1], personal)));
            }
            if (raw.equals(SortedSet.class)) {
                return new TreeSet<>(Set.of(first));
            }
            if (raw.equals(Map.class)) {
                return Map.of(first, made(many.getActualTypeArguments()[1], personal));
            }
            if (!raw.isRecord()) {
                return raw.equals(List.class)
                        ? List.of(first)
                        : raw.equals(Set.class) ? Set.of(first) : Optional.of(first);
            }
        }
        if (type instanceof TypeVariable<?> any) {
            return made(any.getBounds()[0], personal);
        }
        if (type instanceof WildcardType any) {
            Type bound = any.getUpperBounds()[0];
            return made(bound.equals(Object.class) ? HistoryItem.class : bound, personal);
        }
        Class<?> raw = type instanceof ParameterizedType many ? (Class<?>) many.getRawType() : (Class<?>) type;
        Object known = known(raw, personal);
        if (known != null) {
            return known;
        }
        if (raw.isEnum()) {
            return raw.getEnumConstants()[0];
        }
        assertThat(raw.isRecord()).as("%s has to be made", raw).isTrue();
        RecordComponent[] parts = raw.getRecordComponents();
        Object[] values = new Object[parts.length];
        Class<?>[] types = new Class<?>[parts.length];
        for (int i = 0; i < parts.length; i++) {
            types[i] = parts[i].getType();
            values[i] =
                    made(parts[i].getGenericType(), PERSONAL.contains(raw) || FREE_TEXTS.contains(parts[i].getName()));
        }
        Constructor<?> maker = raw.getDeclaredConstructor(types);
        return maker.newInstance(values);
    }

    private static @Nullable Object ofHistory(Class<?> type) {
        if (type.equals(NewCustomer.class)) {
            return NewCustomer.person(CommandKey.of("plain")).named(MARKER).reference(MARKER);
        }
        if (type.equals(ImportedRow.Content.class)) {
            Identifier one = Identifier.reference(MARKER);
            return new ImportedRow.Person(
                    NewCustomer.person(CommandKey.of("plain")).named(MARKER),
                    null,
                    new TreeMap<>(Map.of(MARKER, AttributeValue.of(MARKER))),
                    List.of(new ImportedRow.Limited(one, null, true)),
                    false);
        }
        if (type.equals(Handover.class)) {
            return Handover.of("plain", new Actor(MARKER), new Actor(MARKER + " too"))
                    .by(new Actor(MARKER));
        }
        ZoneId zone = ZoneId.of("UTC");
        Due due = Due.on(LocalDate.parse("2026-01-01"), zone);
        Task task = Task.of(MARKER).saying(MARKER).by(new Actor(MARKER)).due(due);
        Map<Class<?>, Object> made = Map.of(
                HistoryItem.class,
                task,
                Task.class,
                task,
                Due.class,
                due,
                Participant.class,
                Participant.employee(new Actor(MARKER)).as(MARKER).at(Identifier.reference(MARKER)),
                Interaction.class,
                Interaction.held("plain", Interaction.Direction.NONE, Shop.OPENING)
                        .saying(MARKER)
                        .next(MARKER)
                        .in(MARKER)
                        .with(Participant.employee(new Actor(MARKER))),
                DocumentRef.class,
                DocumentRef.of("plain", MARKER, MARKER),
                Consent.class,
                Consent.granted("plain", "plain", MARKER).at(Identifier.reference(MARKER)),
                Pipeline.class,
                Shop.DEALS,
                WorkList.class,
                WorkList.of(new Actor(MARKER)),
                TimelineQuery.class,
                TimelineQuery.of(new CustomerId(new UUID(0, 1))).seenBy(new Actor(MARKER)));
        return type.equals(java.time.Period.class) ? java.time.Period.ofDays(1) : made.get(type);
    }

    private static @Nullable Object known(Class<?> type, boolean personal) throws ReflectiveOperationException {
        if (type.equals(java.time.Duration.class)) {
            return java.time.Duration.ofHours(1);
        }
        if (type.equals(Long.class)) {
            return 1L;
        }
        if (type.equals(Integer.class)) {
            return 1;
        }
        if (type.equals(AttributeValue.class)) {
            return AttributeValue.of(MARKER);
        }
        if (type.equals(TierProgress.class)) {
            Shop shop = Shop.open();
            return shop.loyalty().accounts().standing(shop.aCustomer("plain"));
        }
        Object ofHistory = ofHistory(type);
        if (ofHistory != null) {
            return ofHistory;
        }
        if (type.equals(OpeningBalance.Held.class)) {
            return new OpeningBalance.Held("plain", LocalDate.EPOCH, null);
        }
        if (type.equals(Ratio.class)) {
            return Ratio.ONE;
        }
        CustomerId customer = new CustomerId(new UUID(0, 1));
        Map<Class<?>, Object> plain = Map.of(
                String.class,
                personal ? MARKER : "plain",
                long.class,
                1L,
                int.class,
                1,
                boolean.class,
                true,
                Instant.class,
                Shop.OPENING,
                LocalDate.class,
                LocalDate.parse("2026-01-01"),
                UUID.class,
                new UUID(0, 1),
                ZoneId.class,
                ZoneId.of("UTC"),
                BigDecimal.class,
                BigDecimal.ONE,
                Money.class,
                Shop.euro("1.00"));
        Map<Class<?>, Object> made = Map.of(
                Fingerprint.class, Fingerprint.of().text("plain").end().make(),
                Settlement.class, new Settlement.Refused(Refusal.POINTS_LEFT, Points.of(1), Points.of(1)),
                KnownDays.class, KnownDays.none(new AccountId(customer, "plain")),
                LoyaltyProgram.class, Shop.onePointPerEuro(),
                Long.class, 1L,
                Tender.class, Tender.of(Tender.Kind.CASH, Shop.euro("1.00")));
        Object value = plain.getOrDefault(type, made.get(type));
        if (value != null) {
            return value;
        }
        if (type.equals(CommandRecord.class)) {
            return new CommandRecord(
                    (CommandId) made(CommandId.class, false),
                    new AccountId(customer, "plain"),
                    1,
                    CommandRecord.Operation.ADJUST,
                    CommandKey.of("plain"),
                    customer,
                    new Actor(MARKER),
                    MARKER,
                    (Source) made(Source.class, false),
                    Fingerprint.of().text("plain").end().make(),
                    (CommandRecord.Result) made(CommandRecord.Result.class, false),
                    Shop.OPENING,
                    1L,
                    null,
                    Grounds.of(MARKER).approvedBy(new Actor(MARKER)));
        }
        if (type.equals(IdentifierChange.class)) {
            Identifier one = Identifier.reference(MARKER);
            return IdentifierChange.replace(
                            CommandKey.of("plain"), customer, one, Identifier.reference(MARKER + " too"))
                    .by(new Actor(MARKER), MARKER);
        }
        if (type.equals(org.loyalty4j.privacy.LegalHoldChange.class)) {
            return org.loyalty4j.privacy.LegalHoldChange.place(
                    CommandKey.of("plain"), customer, "plain", new Actor(MARKER));
        }
        if (type.equals(org.loyalty4j.privacy.LegalHold.class)) {
            return new org.loyalty4j.privacy.LegalHold(
                    customer, 1, "plain", Shop.OPENING, new Actor(MARKER), Shop.OPENING, new Actor(MARKER));
        }
        if (type.equals(org.loyalty4j.customer.Merge.class)) {
            return org.loyalty4j.customer.Merge.of(
                            CommandKey.of("plain"), customer, new CustomerId(new java.util.UUID(1, 2)))
                    .by(new Actor(MARKER), MARKER);
        }
        if (type.equals(org.loyalty4j.customer.Distinction.class)) {
            return org.loyalty4j.customer.Distinction.of(
                            CommandKey.of("plain"), customer, new CustomerId(new java.util.UUID(1, 2)))
                    .by(new Actor(MARKER), MARKER);
        }
        if (type.equals(ContactPersonChange.class)) {
            CustomerId organization = new CustomerId(new java.util.UUID(1, 2));
            return ContactPersonChange.of(CommandKey.of("plain"), organization, customer, "plain")
                    .by(new Actor(MARKER), MARKER);
        }
        if (type.equals(Adjustment.class)) {
            return Adjustment.of(CommandKey.of("plain"), customer, Points.of(1), MARKER, new Actor("other"))
                    .on((Grounds) made(Grounds.class, false));
        }
        if (type.equals(Bonus.class)) {
            return Bonus.of(CommandKey.of("plain"), customer, Points.of(1), "plain")
                    .by(new Actor(MARKER));
        }
        CustomerId other = new CustomerId(new UUID(0, 2));
        if (type.equals(Transfer.class)) {
            return Transfer.of(CommandKey.of("plain"), customer, other, Points.of(1))
                    .by(new Actor(MARKER), MARKER);
        }
        if (type.equals(TransferUndo.class)) {
            return TransferUndo.of(CommandKey.of("plain"), customer, other, CommandKey.of("plain"))
                    .by(new Actor(MARKER), MARKER);
        }
        if (type.equals(OpeningBalance.OpeningLot.class)) {
            return new OpeningBalance.OpeningLot(Points.of(1), Shop.OPENING, null);
        }
        if (type.equals(PurchaseLine.class)) {
            Object article = made(PurchaseLine.Article.class, false);
            Money none = Shop.euro("0.00");
            return new PurchaseLine(
                    "1", LineKind.GOODS, (PurchaseLine.Article) article, BigDecimal.ONE, Shop.euro("1.00"), none, none);
        }
        if (type.equals(Purchase.class)) {
            return Purchase.of(CommandKey.of("plain"), customer)
                    .at((Purchase.Place) made(Purchase.Place.class, false))
                    .line((PurchaseLine) made(PurchaseLine.class, false))
                    .by(new Actor(MARKER))
                    .build();
        }
        if (type.equals(GuestPurchase.class)) {
            return GuestPurchase.of(Purchase.ofGuest(CommandKey.of("plain"))
                            .line((PurchaseLine) made(PurchaseLine.class, false))
                            .by(new Actor(MARKER))
                            .build())
                    .markedBy(Identifier.reference(MARKER));
        }
        return type.equals(Redemption.class)
                ? Redemption.of(CommandKey.of("plain"), customer, Points.of(1)).by(new Actor(MARKER))
                : null;
    }

    @Test
    void no_record_shows_what_is_personal() throws ReflectiveOperationException {
        Set<Class<?>> holding = holding();
        assertThat(holding).hasSizeGreaterThan(25);
        for (Class<?> type : holding) {
            Object one = made(type, false);
            assertThat(one.toString().toUpperCase(Locale.ROOT))
                    .as("%s", type)
                    .doesNotContain(MARKER.toUpperCase(Locale.ROOT));
        }
    }

    private record Careless(String reason) {}

    @Test
    void a_record_that_shows_its_reason_would_be_found() throws ReflectiveOperationException {
        assertThat(made(Careless.class, false).toString()).contains(MARKER);
    }
}
