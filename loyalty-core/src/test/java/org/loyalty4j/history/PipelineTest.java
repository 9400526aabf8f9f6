package org.loyalty4j.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.loyalty4j.command.CommandKey;
import org.loyalty4j.command.InvalidRequestException;
import org.loyalty4j.customer.CustomerId;
import org.loyalty4j.testkit.Shop;

class PipelineTest {

    @Test
    void stages_are_one_however_their_names_are_composed() {
        Pipeline pipeline = new Pipeline(
                "deals", "cafe\u0301", Map.of("caf\u00e9", Set.of("de\u0301ja\u0300"), "d\u00e9j\u00e0", Set.of()));

        assertThat(pipeline.leads("caf\u00e9", "d\u00e9j\u00e0")).isTrue();
        assertThat(pipeline.isEnd(pipeline.begin("one").stage())).isFalse();
        assertThatThrownBy(() -> new Pipeline("deals", "a\u0301", Map.of("a\u0301", Set.of(), "\u00e1", Set.of())))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("two stages have one name");
    }

    @Test
    void a_pipeline_begins_with_and_leads_to_stages_that_it_has() {
        assertThatThrownBy(() -> new Pipeline("deals", "new", Map.of("old", Set.of())))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("the first stage is one of them");
        assertThatThrownBy(() -> new Pipeline("deals", "new", Map.of("new", Set.of("won"))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("every stage that is led to is one of them");
    }

    @Test
    void a_deal_is_closed_in_its_last_stages_and_in_no_other() {
        Shop shop = Shop.open();
        CustomerId anna = shop.aCustomer("Anna");
        Stage open = new Stage("deals", "won", false, "Oven", null, null, null);

        assertThatThrownBy(() -> shop.loyalty().history().add(NewEntry.of(CommandKey.of("deal"), anna, open)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("stage.closed");
        assertThat(shop.loyalty()
                        .history()
                        .add(NewEntry.of(CommandKey.of("deal"), anna, Shop.DEALS.begin("Oven")))
                        .item()
                        .closed())
                .isFalse();
    }
}
