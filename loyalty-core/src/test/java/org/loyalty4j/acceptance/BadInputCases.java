package org.loyalty4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.loyalty4j.Enrollment;
import org.loyalty4j.EntryAnswer;
import org.loyalty4j.GuestAnswer;
import org.loyalty4j.IdentifierAnswer;
import org.loyalty4j.MergeAnswer;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.money.Money;
import org.loyalty4j.points.Settlement;
import org.loyalty4j.sale.Purchase;
import org.loyalty4j.sale.PurchaseLine;
import org.loyalty4j.store.LoyaltyStore;
import org.loyalty4j.testkit.Shop;

/** Every bad request of the list is answered as the list says, and leaves the store as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BadInputCases extends OverAnyStore {

    private static final Set<String> SIZE_BOMBS = Set.of("B-07", "B-15", "B-54");

    /** The scene of the row before, if that row left it as it was: making one takes longer than a row. */
    private @Nullable BadScene unharmed;

    @Override
    protected LoyaltyStore emptyStore() {
        unharmed = null;
        return super.emptyStore();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "/bad-input.csv", numLinesToSkip = 1)
    void each_bad_request_is_answered_as_listed_and_changes_nothing(
            String row, String attempt, String expected, @Nullable String hint) {
        BadScene scene = Objects.requireNonNullElseGet(unharmed, () -> new BadScene(shop(BadScene::program)));
        unharmed = null;
        BadScene.Attempt bad =
                Objects.requireNonNull(BadRequests.all().get(attempt), () -> "no attempt is called " + attempt);
        List<Object> before = StoreDump.of(scene.shop().store());

        long start = System.nanoTime();
        String answer = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> answer(scene, bad, hint));
        long nanos = System.nanoTime() - start;

        assertThat(answer).isEqualTo(expected);
        assertThat(StoreDump.of(scene.shop().store())).isEqualTo(before);
        if (SIZE_BOMBS.contains(row)) {
            assertThat(Duration.ofNanos(nanos)).isLessThan(Duration.ofSeconds(1));
        }
        unharmed = scene;
    }

    private static String answer(BadScene scene, BadScene.Attempt bad, @Nullable String hint) {
        try {
            Object answer = bad.run(scene);
            if (answer instanceof Settlement.Refused refused) {
                return "REFUSAL " + refused.why();
            }
            if (answer instanceof Enrollment.Refused refused) {
                return "REFUSAL " + refused.why();
            }
            if (answer instanceof IdentifierAnswer.Refused refused) {
                return "REFUSAL " + refused.why();
            }
            if (answer instanceof EntryAnswer.Refused<?> refused) {
                return "REFUSAL " + refused.why();
            }
            if (answer instanceof MergeAnswer.Refused refused) {
                return "REFUSAL " + refused.why();
            }
            if (answer instanceof GuestAnswer.Refused refused) {
                return "REFUSAL " + refused.why();
            }
            return "ACCEPTED";
        } catch (InvalidRequestException invalid) {
            checkMessage(invalid, hint);
            return "VIOLATION "
                    + invalid.violations().stream()
                            .map(violation -> violation.code() + " " + violation.path())
                            .collect(Collectors.joining("; "));
        } catch (RuntimeException other) {
            checkMessage(other, hint);
            return "EXCEPTION " + other.getClass().getSimpleName();
        }
    }

    /** A message says what is allowed, shows nothing personal, and is not as long as what was sent. */
    private static void checkMessage(RuntimeException thrown, @Nullable String hint) {
        assertThat(thrown).as("says %s", hint).hasMessageContaining(hint == null ? "" : hint);
        String message = String.valueOf(thrown.getMessage());
        assertThat(message.length()).isLessThan(1000);
        for (String secret : BadScene.SECRETS) {
            assertThat(message).doesNotContainIgnoringCase(secret);
        }
    }

    @Test
    void every_attempt_is_on_the_list() throws Exception {
        try (var file = BadInputCases.class.getResourceAsStream("/bad-input.csv")) {
            assertThat(file).isNotNull();
            String text = new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(BadRequests.all().keySet())
                    .allSatisfy(
                            attempt -> assertThat(text).containsAnyOf("," + attempt + ",", ",\"" + attempt + "\","));
        }
    }

    @Test
    void b_101_a_list_that_the_caller_changes_later_changes_no_request() {
        Shop shop = shop();
        var anna = shop.aCustomer("Anna");
        List<PurchaseLine> lines = new ArrayList<>(List.of(PurchaseLine.goods("1", Shop.euro("10.00"))));
        Money none = Shop.euro("0.00");
        Purchase purchase = new Purchase(
                shop.aKey(),
                anna,
                Purchase.Place.UNKNOWN,
                null,
                lines,
                none,
                new ArrayList<>(),
                Shop.euro("10.00"),
                null,
                null,
                null);

        lines.add(PurchaseLine.goods("2", Shop.euro("90.00")));

        assertThat(record(shop, purchase).earned().minor()).isEqualTo(10);
    }

    @Test
    void b_19_a_customer_of_another_store_is_unknown_in_the_same_words() {
        Shop shop = shop();
        Shop other = Shop.over(secondStore(), program -> program);
        shop.aCustomer("Anna");
        other.aCustomer("Berta");
        var foreign = other.aCustomer("Carla");
        var nobody = new org.loyalty4j.customer.CustomerId(new java.util.UUID(5, 5));

        assertThat(messageOfBalance(shop, foreign).replace(foreign.value().toString(), "ID"))
                .isEqualTo(messageOfBalance(shop, nobody).replace(nobody.value().toString(), "ID"));
    }

    private static String messageOfBalance(Shop shop, org.loyalty4j.customer.CustomerId customer) {
        try {
            return shop.loyalty().accounts().balance(customer).toString();
        } catch (org.loyalty4j.customer.UnknownCustomerException unknown) {
            return String.valueOf(unknown.getMessage());
        }
    }
}
