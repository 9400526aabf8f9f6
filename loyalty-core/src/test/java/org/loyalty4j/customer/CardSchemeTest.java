package org.loyalty4j.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Loyalty;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.command.Violation;
import org.loyalty4j.store.InMemoryStore;

class CardSchemeTest {

    private static final CardScheme.Numbered GOODS = CardScheme.ean13("20");
    private static final CardScheme.Numbered BANK = CardScheme.luhn("63", 16);

    @Test
    void known_numbers_have_their_check_digits() {
        assertThat(CardScheme.ean13("4").accepts("4006381333931")).isTrue();
        assertThat(CardScheme.ean13("5").accepts("5901234123457")).isTrue();
        assertThat(CardScheme.luhn("4", 16).accepts("4539578763621486")).isTrue();
        assertThat(CardScheme.luhn("7", 11).accepts("79927398713")).isTrue();
        assertThat(CardScheme.luhn("7", 11).accepts("79927398710")).isFalse();
    }

    @Test
    void every_digit_that_is_mistyped_is_told() {
        Random random = new Random(5);
        for (CardScheme.Numbered scheme : List.of(GOODS, BANK)) {
            for (int i = 0; i < 200; i++) {
                String number = scheme.card(random.nextLong(scheme.size())).value();
                assertThat(scheme.accepts(number)).isTrue();
                int place = random.nextInt(number.length());
                int other = (number.charAt(place) - '0' + 1 + random.nextInt(9)) % 10;
                String wrong = number.substring(0, place) + other + number.substring(place + 1);
                assertThat(scheme.accepts(wrong)).as(wrong).isFalse();
            }
        }
    }

    @Test
    void running_numbers_make_as_many_cards_as_there_are() {
        CardScheme.Numbered few = CardScheme.ean13("20123456789");

        assertThat(few.size()).isEqualTo(10);
        assertThat(few.card(9).value()).startsWith("201234567899").hasSize(13);
        assertThat(GOODS.card(0).value()).startsWith("200000000000");
        assertThatThrownBy(() -> few.card(10)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> few.card(-1)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> CardScheme.ean13("2a")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> CardScheme.luhn("1234567", 8)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> CardScheme.luhn("1", 20)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void b_68_a_card_of_no_scheme_is_refused_without_looking_for_it() {
        InMemoryStore store = new InMemoryStore();
        Identifier old = Identifier.card("OLD-4711");
        Loyalty before = Loyalty.over(store).build();
        CustomerId anna = before.customers()
                .enroll(NewCustomer.person(CommandKey.of("anna")).foundBy(old))
                .orThrow()
                .id();
        Loyalty loyalty = Loyalty.over(store).cards(GOODS, BANK).build();
        Identifier card = BANK.card(7);

        for (Runnable call : List.<Runnable>of(
                () -> loyalty.customers().find(Identifier.card("2000000000001")),
                () -> loyalty.customers().look(Identifier.card("2000000000001")),
                () -> loyalty.customers().issue(List.of(card, Identifier.card("6300000000000001"))),
                () -> loyalty.customers()
                        .enroll(NewCustomer.person(CommandKey.of("ben")).card("2000000000001")),
                () -> loyalty.customers()
                        .change(IdentifierChange.add(CommandKey.of("add"), anna, Identifier.card("2000000000001"))))) {
            assertThatThrownBy(call::run)
                    .isInstanceOfSatisfying(
                            InvalidRequestException.class,
                            invalid -> assertThat(invalid.violations())
                                    .extracting(Violation::code)
                                    .containsExactly(Violation.Code.BAD_CARD_NUMBER));
        }
        // A card of a scheme that was given up can be replaced.
        assertThat(loyalty.customers()
                        .change(IdentifierChange.replace(CommandKey.of("replace"), anna, old, card))
                        .orThrow()
                        .identifiers())
                .containsExactly(card);
        assertThat(loyalty.customers().find(card).map(Customer::id)).contains(anna);
    }
}
