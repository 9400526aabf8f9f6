package org.loyalty4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.loyalty4j.Loyalty;
import org.loyalty4j.PhoneForms;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.customer.Customer;
import org.loyalty4j.customer.Identifier;
import org.loyalty4j.customer.NewCustomer;
import org.loyalty4j.store.InMemoryStore;

class LibPhoneNumbersTest {

    private static final LibPhoneNumbers GERMAN = new LibPhoneNumbers("DE");

    @Test
    void one_number_has_one_normal_form() {
        for (String writing : List.of("0171 2345678", "+49 171 2345678", "0049 171/2345678", "(0171) 234-5678")) {
            assertThat(GERMAN.normalize(writing)).contains("+491712345678");
        }
        assertThat(GERMAN.normalize("+44 20 7946 0000")).contains("+442079460000");
        assertThat(new LibPhoneNumbers("US").normalize("(212) 555-0123")).contains("+12125550123");
    }

    @Test
    void what_is_no_number_has_no_form() {
        for (String wrong : List.of("12", "", "hello", "+999 1234567890", "0".repeat(40), "0171 2345678 ext. 9")) {
            assertThat(GERMAN.normalize(wrong)).isEmpty();
        }
        assertThat(new LibPhoneNumbers("US").normalize("555-0123")).isEmpty();
        assertThatThrownBy(() -> new LibPhoneNumbers("Germany")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_shop_that_gets_it_finds_its_customers_as_before_and_by_their_countrys_code() {
        InMemoryStore store = new InMemoryStore();
        Loyalty before = Loyalty.over(store).build();
        Customer anna = before.customers()
                .enroll(NewCustomer.person(CommandKey.of("anna")).phone("0171 2345678"))
                .orThrow();
        Customer john = before.customers()
                .enroll(NewCustomer.person(CommandKey.of("john")).phone("+44 20 7946 0000"))
                .orThrow();
        Loyalty after = Loyalty.over(store).phones(GERMAN).build();

        PhoneForms.Sum sum = after.maintenance().phones().run(page -> true);

        assertThat(sum.looked()).isEqualTo(2);
        assertThat(sum.finished()).isTrue();
        for (String writing : List.of("0171 2345678", "+49 171 2345678")) {
            assertThat(after.customers().find(Identifier.phone(writing)).map(Customer::id))
                    .contains(anna.id());
        }
        for (String writing : List.of("+44 20 7946 0000", "0044 20 7946 0000")) {
            assertThat(after.customers().find(Identifier.phone(writing)).map(Customer::id))
                    .contains(john.id());
        }
    }
}
