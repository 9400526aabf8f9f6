package org.loyalty4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class MarkupTest {

    @Test
    void text_and_attributes_are_escaped() {
        Markup markup = new Markup().leaf("b", "<1 & 2>", "title", "a \"b\" <c>");

        assertThat(markup).hasToString("<b title=\"a &quot;b&quot; &lt;c&gt;\">&lt;1 &amp; 2&gt;</b>");
    }

    @Test
    void what_is_left_open_is_found() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Markup().open("table").toString())
                .withMessageContaining("table");
    }
}
